"""The studies from Python are those of the commands."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import sim as council
from sim.api.answers import Rendering, StudyResult, result_of
from sim.cli.main import app

NAME = "aleppo-2016-10-08"
PATH = "members.RUS.positions.flights"


@pytest.fixture(scope="module")
def base() -> council.Scenario:
    return council.load(NAME)


def test_a_sweep_has_the_rows_of_the_command(base: council.Scenario) -> None:
    shown = CliRunner().invoke(
        app, ["sweep", NAME, "-S", f"{PATH}=0.25,0.75", "-n", "12", "--seed", "2", "-f", "csv"]
    )
    told = list(csv.DictReader(io.StringIO(shown.stdout)))
    ours = council.sweep(base, {PATH: [0.25, 0.75]}, 12, 2).records()
    assert len(told) == len(ours)
    for row, other in zip(told, ours, strict=True):
        assert row["measure"] == other["measure"]
        assert float(row["value"]) == pytest.approx(other["value"], abs=1e-12)


def test_a_sweep_varies_words_and_other_scenarios_too(base: council.Scenario) -> None:
    found = council.sweep(base, {"council.institution": ["charter", "no-veto"]}, 6)
    vetoed = [r["value"] for r in found.records() if r["measure"] == "vetoed"]
    assert len(vetoed) == 4
    assert vetoed[2:] == [0.0, 0.0]
    other = council.sweep(base, {"scenario": [NAME, "no-collapse"]}, 4)
    assert {r["scenario"] for r in other.records()} == {NAME, "no-collapse"}


def test_a_scenario_compared_with_itself_has_a_page_and_a_command(base: council.Scenario) -> None:
    for variant in (base, base.copy(), {}):
        found = base.whatif(variant, 4)
        assert found.identical
        assert found.page().subtitle.startswith(f"{NAME}, compared with ")
        assert found.command == f"council whatif {NAME} {NAME} -n 4 --seed 0"
    changed = base.changed({PATH: 0.25}).whatif(base, 4)
    assert changed.page().subtitle.startswith(f"{NAME}, compared with ")


@pytest.mark.parametrize("axes", [{}, {PATH: []}])
def test_a_sweep_needs_something_to_vary(
    base: council.Scenario, axes: dict[str, list[float]]
) -> None:
    with pytest.raises(council.UsageError, match="at least one"):
        council.sweep(base, axes)


def test_a_flip_is_the_flip_of_the_command(base: council.Scenario) -> None:
    shown = CliRunner().invoke(
        app,
        ["flip", NAME, "--draft", "S/2016/846", "--goal", "adopted", "--change", "institution",
         "-f", "json"],
    )  # fmt: skip
    told = json.loads(shown.stdout)
    found = council.flip(base, "adopted", "S/2016/846", change="institution")
    assert found.solutions
    [ours, *_] = found.solutions
    assert told["flips"][0]["size"] == ours.found.size
    assert told["flips"][0]["change"] == ours.found.change


def test_a_flip_of_a_text_starts_from_the_text_as_it_is_put(base: council.Scenario) -> None:
    shown = CliRunner().invoke(
        app,
        ["flip", NAME, "--draft", "S/2016/847", "--goal", "yes>=5", "--most", "1", "-f", "json"],
    )
    told = json.loads(shown.stdout)
    found = council.flip(base, "yes>=5", "S/2016/847", most=1)
    assert [one["change"] for one in told["flips"]] == [one.found.change for one in found.solutions]


def test_a_flip_needs_a_draft_of_the_scenario(base: council.Scenario) -> None:
    with pytest.raises(council.UnknownNameError, match="no draft 'S/1'"):
        council.flip(base, "adopted", "S/1")


def test_outcomes_are_arguments_of_their_own(base: council.Scenario) -> None:
    with pytest.raises(council.UsageError, match="outcomes is "):
        base.sensitivity(["plan_carried_out"])  # type: ignore[arg-type]


def test_sensitivity_looks_at_the_outcome_that_is_asked_for(base: council.Scenario) -> None:
    found = council.sensitivity(
        base, "yes(S/2016/847)", base=2, numbers=1, inputs=["members.CHN.positions.*"]
    )
    assert found.outcomes == ("yes(S/2016/847)",)
    (swing,) = found.swings
    assert swing.number.startswith("members.CHN.positions.")
    shares = found.shares["yes(S/2016/847)"]
    assert {one.kind for one in shares.groups} >= {"all", "actor", "number"}
    with pytest.raises(council.UsageError, match="there is no outcome 'victory'"):
        council.sensitivity(base, "victory", base=2, numbers=1, inputs=["members.CHN.*"])


def test_power_of_bodies_scenarios_and_reforms(base: council.Scenario) -> None:
    today = council.power(on=date(2016, 10, 8))
    assert council.power(base).by_class == today.by_class
    assert council.power("no-veto", date(2016, 10, 8)).by_class != today.by_class
    assert council.power(today.body) == today
    with pytest.raises(council.UnknownNameError, match="no institution is called 'nope'"):
        council.power("nope")


def test_ballots_are_decided_from_text_and_from_files(tmp_path: object) -> None:
    text = (
        "item,date,yes,no,abstain,permanent_no\n"
        "S/2016/847,2016-10-08,4,9,2,France;United Kingdom;United States\n"
    )
    [finding] = council.adjudicate(text)
    assert finding.outcome == "not_adopted"
    file = tmp_path / "ballots.csv"  # type: ignore[operator]
    file.write_text(text)
    assert council.adjudicate(file)[0].outcome == finding.outcome
    with pytest.raises(council.UsageError, match="no such file"):
        council.adjudicate(tmp_path / "none.csv")  # type: ignore[operator]
    with pytest.raises(council.TableError):
        council.adjudicate("neither\nnor\n")


def test_ballots_are_decided_as_by_the_command(tmp_path: Path) -> None:
    file = tmp_path / "ballots.csv"
    file.write_text(
        "item,date,yes,no,abstain,permanent_no\n"
        "S/2016/846,2016-10-08,11,2,2,Russia\nS/2016/847,2016-10-08,4,9,2,France\n"
    )
    for law in ("charter", "no-veto"):
        words = ["adjudicate", str(file), "--institution", law, "-f", "json"]
        printed = json.loads(CliRunner().invoke(app, words).stdout)
        ours = [finding.as_dict() for finding in council.adjudicate(file, law)]
        assert printed == json.loads(json.dumps(ours))
    with pytest.raises(council.UsageError, match="a different number of seats from the Council"):
        council.adjudicate(file, "enlarged-26")


def test_ties_and_positions_are_those_of_fit(tmp_path: Path) -> None:
    table = tmp_path / "votes.csv"
    rows = [
        f"{n},2015-0{n}-01,{member},{vote}"
        for n in (1, 2, 3)
        for member, vote in (("RUS", "no"), ("CHN", "abstain" if n == 2 else "no"), ("USA", "yes"))
    ]
    table.write_text("ballot,date,member,vote\n" + "\n".join(rows) + "\n")
    words = ["fit", "--alignment", str(table), "--least", "1", "-f", "csv"]
    told = list(csv.reader(io.StringIO(CliRunner().invoke(app, words).stdout)))[1:]
    found = council.member_ties(table, least=1)
    assert found.ballots == 3
    assert [(*one.members, one.agreement) for one in found.ties] == [
        (row[0], row[1], float(row[3])) for row in told
    ]

    words = ["fit", "s-2012-77", "--positions", "--draws", "500", "-f", "csv"]
    told = list(csv.reader(io.StringIO(CliRunner().invoke(app, words).stdout)))[1:]
    with pytest.warns(UserWarning, match="interpret with care"):
        posterior = council.learned_positions("s-2012-77", draws=500)["s-2012-77"]
    assert [(one.path, one.after) for one in posterior.numbers] == [
        (row[1], float(row[4])) for row in told
    ]
    with pytest.raises(council.UsageError, match="from draws"):
        council.learned_positions()


def test_a_backtest_scores_a_registered_baseline() -> None:
    def certain_yes(known: object, case: object, record: object) -> np.ndarray:
        chance = np.full((3, record.cast.size), 0.01)  # type: ignore[attr-defined]
        chance[0] = 0.98
        return chance

    council.baselines.register("certain-yes", certain_yes)
    try:
        found = council.backtest(["res-2042", "s-2012-77"], "given", draws=4)
    finally:
        council.baselines.unregister("certain-yes")
    assert "certain-yes" in found.rivals
    assert "certain-yes" not in council.baselines
    with pytest.raises(council.UsageError):
        council.backtest(["res-2042"], "by-guessing", draws=4)


def test_the_fields_of_a_study_cannot_be_changed() -> None:
    @dataclass(frozen=True)
    class Answer:
        shares: dict[int, float]
        rows: list[dict[str, int]]

    @dataclass(frozen=True, kw_only=True)
    class AnswerResult(StudyResult):
        shares: dict[int, float]
        rows: list[dict[str, int]]

    told = Rendering(published=dict, page=lambda _: pytest.fail("no page"), command="")
    found = result_of(AnswerResult, Answer({1: 0.5}, [{"a": 1}]), told)
    assert (found.shares, found.rows) == ({1: 0.5}, [{"a": 1}])
    with pytest.raises(TypeError, match="cannot be changed"):
        found.shares[1] = 1.0
    with pytest.raises(TypeError, match="cannot be changed"):
        found.rows[0].clear()
