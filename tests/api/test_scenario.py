"""A scenario in Python answers as the command line does, and keeps what it had on a refusal."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from typer.testing import CliRunner

import sim as council
from sim.api.changing import override
from sim.cli.main import app

NAME = "aleppo-2016-10-08"
CLAUSE = "drafts.S/2016/846.text.flights"


@pytest.fixture(scope="module")
def base() -> council.Scenario:
    return council.load(NAME)


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (None, "null"),
        (True, "true"),
        (0.25, "0.25"),
        ("no-veto", "no-veto"),
        (date(2016, 10, 9), "2016-10-09"),
        (["RUS", "CHN"], "[RUS, CHN]"),
    ],
)
def test_values_are_written_as_the_command_line_writes_them(value: object, word: str) -> None:
    assert override("path", value) == f"path={word}"  # type: ignore[arg-type]


def test_a_run_is_the_run_of_the_command_line(base: council.Scenario, elsewhere: object) -> None:
    changed = base.changed({CLAUSE: None})
    shown = CliRunner().invoke(
        app, ["run", NAME, "-S", f"{CLAUSE}=null", "-n", "40", "--seed", "3", "-f", "json"]
    )
    told = json.loads(shown.stdout)
    result = changed.run(replicates=40, seed=3)
    ours = json.loads(json.dumps(result.to_dict()))
    assert {key: told[key] for key in ours} == ours
    assert (
        result.forecast["S/2016/846"]["vetoed"]["share"]
        == (told["forecast"]["S/2016/846"]["vetoed"]["share"])
    )


def test_a_whatif_is_the_whatif_of_the_command_line(base: council.Scenario) -> None:
    path = "members.CHN.positions.flights"
    shown = CliRunner().invoke(
        app, ["whatif", NAME, "-S", f"{path}=0.9", "-n", "40", "--seed", "3", "-f", "json"]
    )
    told = json.loads(shown.stdout)
    answer = base.whatif({path: 0.9}, replicates=40, seed=3)
    for one in answer.comparison.outcomes:
        assert told["outcomes"][one.draft][one.outcome]["change"] == one.change.value
    assert council.whatif(base, {path: 0.9}, 40, 3).comparison.plan == answer.comparison.plan


def test_a_change_that_does_not_fit_leaves_the_scenario_as_it_was() -> None:
    scenario = council.load(NAME)
    scenario.set(CLAUSE, 0.5)
    before = scenario.data
    with pytest.raises(council.ScenarioErrors) as caught:
        scenario.set("drafts.S/2016/846.text.flight", 0.5)
    assert isinstance(caught.value, ValueError)
    assert "flights" in str(caught.value)
    assert scenario.data is before
    assert scenario.changes == {CLAUSE: 0.5}
    assert scenario.numbers[CLAUSE].centre == 0.5


def test_a_copy_changes_alone(base: council.Scenario) -> None:
    copy = base.changed({CLAUSE: 0.5})
    assert base.changes == {}
    assert copy.changes == {CLAUSE: 0.5}
    assert copy.drafts == base.drafts
    assert copy.members == base.members


def test_results_do_not_change_when_their_plain_data_do(base: council.Scenario) -> None:
    result = base.run(replicates=2)
    plain = result.to_dict()
    plain["forecast"].clear()
    assert set(result.to_dict()["forecast"]) == set(base.drafts)


def test_a_run_gives_what_figures_draw(base: council.Scenario) -> None:
    data = base.run(replicates=2, seed=4).data()
    assert data.command == f"council run {NAME} -n 2 --seed 4"
    assert set(data.ballots[0].votes) == set(base.members)


@pytest.mark.parametrize("count", [0, -1])
def test_no_worlds_are_no_forecast(base: council.Scenario, count: int) -> None:
    with pytest.raises(council.UsageError, match="not enough for a forecast"):
        base.run(replicates=count)


def test_one_world_has_no_interval(base: council.Scenario) -> None:
    with pytest.raises(council.UsageError, match="no interval"):
        base.whatif({CLAUSE: None}, replicates=1)
    with pytest.raises(council.UsageError, match="no interval"):
        council.sweep(base, {CLAUSE: [0.0, 0.5]}, replicates=1)


CHANGES = (
    lambda s: s.set(CLAUSE, 0.9),
    lambda s: s.changed({CLAUSE: 0.9}),
    lambda s: s.pin("CHN", "no"),
    lambda s: s.without("statement", "RUS"),
    lambda s: s.arm("more: pin CHN=no")[1],
)


@pytest.mark.parametrize("change", CHANGES, ids=["set", "changed", "pin", "without", "arm"])
def test_a_later_change_is_in_the_recorded_scenario_too(
    base: council.Scenario, change: Callable[[council.Scenario], council.Scenario]
) -> None:
    longer = change(base.until("2016-12-31"))
    before = longer.before_until
    assert before is not None
    assert before.overrides == change(base.copy()).overrides
    assert longer.data.clock.end is not None
    assert longer.data.clock.end.isoformat() == "2016-12-31T23:59:00"


def test_a_second_end_takes_the_place_of_the_first(base: council.Scenario) -> None:
    again = base.until("2016-11-30", 3).until("2016-12-31")
    assert again.overrides == base.until("2016-12-31").overrides
    assert again.before_until is not None
    assert again.before_until.overrides == ()


def test_another_end_of_the_clock_is_none_of_the_recorded_scenario(base: council.Scenario) -> None:
    longer = base.until("2016-12-31").set("clock.end", "2016-11-30T12:00")
    assert longer.changes["clock.end"] == "2016-11-30T12:00"
    assert longer.before_until is not None
    assert longer.before_until.data.clock == base.data.clock


def test_another_scenario_does_not_go_on_past_the_vote(base: council.Scenario) -> None:
    other = base.until("2016-12-31").start_from("korea-1950")
    assert other.overrides == ()
    assert other.before_until is None


def test_scenarios_on_either_side_of_until_change_alone(base: council.Scenario) -> None:
    start = base.copy()
    longer = start.until("2016-12-31")
    start.set(CLAUSE, 0.9)
    other = longer.copy().set(CLAUSE, 0.1)
    before = longer.before_until
    assert before is not None
    before.set(CLAUSE, 0.2)
    assert longer.before_until is not None
    assert longer.before_until.changes == {}
    assert other.before_until is not None
    assert other.before_until.changes == {CLAUSE: 0.1}


def test_until_does_not_stop_before_the_clock_ends() -> None:
    base = council.load("aleppo-2016-10-08")
    with pytest.raises(council.UsageError, match="before the clock of the scenario ends") as caught:
        base.until("2016-10-07")
    assert "-S clock.end=2016-10-07T23:59" in str(caught.value.remedy)
    with pytest.raises(council.UsageError, match="before the clock"):
        base.until("2016-12-31").until("2016-10-08T09:00")
    assert base.until("2016-10-08").data.clock.end > base.data.clock.end
