"""A table of positions: its issues, and the members that a scenario lists itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario.errors import ScenarioErrors
from sim.scenario.load import load_scenario, load_text

TABLE = "positions:\n  issues: [access, inquiry]\n  RUS: [0.1±0.2, ~]\n"


@pytest.mark.parametrize("table", ["{RUS: [0.1, 0.2]}", "{issues: [], RUS: []}", "[0.1]", "0.1"])
def test_a_table_without_a_list_of_issues_is_refused(small: str, table: str) -> None:
    with pytest.raises(ScenarioErrors) as raised:
        load_text(f"{small}\npositions: {table}\n")
    found = [problem for problem in raised.value.problems if problem.code == "E617"]
    assert [problem.message for problem in found] == ["positions: the list of issues is missing"]
    assert found[0].source == f"positions: {table}"


def test_a_table_gives_its_rows_and_adds_no_member_to_those_listed(small: str) -> None:
    members = load_text(small + TABLE).scenario.members
    assert list(members["RUS"].positions) == ["access"]
    assert members["CHN"].positions == {}
    without = small.replace("  AGO:  # Angola, elected\n    role: third-party\n", "", 1)
    with pytest.raises(ScenarioErrors) as raised:
        load_text(without + TABLE)
    assert [problem.code for problem in raised.value.problems] == ["E402"]


def test_a_position_given_with_its_member_has_precedence(small: str) -> None:
    given = load_text(small).scenario.members["GBR"].positions["access"]
    members = load_text(small + TABLE.replace("RUS", "GBR")).scenario.members
    assert members["GBR"].positions["access"] == given


def test_a_variant_changes_a_position_of_its_base_s_table(small: str, tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(small + TABLE.replace("~", "0.3"))
    base = load_scenario(str(tmp_path / "base.yaml"))
    variant = tmp_path / "variant.yaml"
    variant.write_text(
        "scenario: variant\nbase: base\nmembers:\n  RUS: {positions: {access: 0.9}}\n"
    )
    changed = load_scenario(str(variant)).members["RUS"].positions
    before = base.members["RUS"].positions
    assert changed["access"] != before["access"]
    assert changed["inquiry"] == before["inquiry"]


def test_an_issue_that_a_table_names_twice_is_refused(small: str) -> None:
    table = "positions:\n  issues: [access, access]\n  RUS: [0.1, 0.2]\n"
    with pytest.raises(ScenarioErrors, match="the issue access is named twice"):
        load_text(small + table)
