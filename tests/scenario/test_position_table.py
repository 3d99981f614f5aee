"""A table of positions: its issues, and the members that a scenario lists itself."""

from __future__ import annotations

import pytest

from sim.scenario.errors import ScenarioErrors
from sim.scenario.load import load_text

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
