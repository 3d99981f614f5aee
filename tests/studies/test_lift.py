"""flip --over worlds: the smallest change that lifts a chance above a stated value."""

from __future__ import annotations

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.domain.errors import UsageError
from sim.engines.run import run_worlds
from sim.engines.worlds import Worlds
from sim.scenario.load import load_scenario
from sim.scenario.schema import Scenario
from sim.studies.flip.flip import FlipQuestion
from sim.studies.flip.over_worlds import ChanceAim, Lift, lift
from sim.studies.flip.search import SearchSettings
from sim.studies.inputs import as_spoken, with_conditions

NAME, FIRST = "aleppo-2016-10-08", "S/2016/846"


@pytest.fixture(scope="module")
def base() -> Scenario:
    return load_scenario(NAME, ["pins.RUS=abstain", "pins.CHN=abstain"])


def asked(**more: object) -> FlipQuestion:
    return FlipQuestion(
        draft=FIRST,
        goal="adopted",
        change="text",
        step=0.5,
        axes=("flights", "halt"),
        settings=SearchSettings(1, 500),
        **more,  # type: ignore[arg-type]
    )


def found_with(base: Scenario, above: float, worlds: int = 30) -> Lift:
    return lift(base, asked(), ChanceAim(above, worlds, 0), run_worlds, lambda _: None)


def test_what_it_finds_lifts_the_chance_and_nothing_smaller_does(base: Scenario) -> None:
    start = found_with(base, 0.0).base
    found = found_with(base, start.value)
    assert found.solutions, found.certificate
    sizes = [one.found.size for one in found.solutions]
    assert sizes == sorted(sizes)

    def chance(change: dict) -> float:
        columns = {path: np.full(30, float(value)) for path, value in change.items()}
        here = as_spoken(base, columns)
        worlds = run_worlds(here, 0, range(30), with_conditions(here, columns))
        return float(worlds.p_adopted[0].mean())

    first = found.solutions[0]
    assert first.chance.value == pytest.approx(chance(first.found.change), abs=1e-12)
    assert first.chance.value > start.value
    assert first.gain.value == pytest.approx(first.chance.value - start.value, abs=1e-12)
    assert first.gain.low <= first.gain.value <= first.gain.high
    for lever in found.levers:
        for option in lever.options:
            if option.cost < first.found.size:
                assert chance({lever.path: option.value}) <= start.value
    assert f"No change on the grid smaller than {first.found.size:.4g}" in found.certificate


def test_nothing_need_be_done_where_the_chance_is_high_enough(base: Scenario) -> None:
    found = found_with(base, 0.0)
    assert found.holds_already
    assert found.solutions == ()
    assert "already" in found.certificate


def test_that_there_is_none_is_proved(base: Scenario) -> None:
    found = found_with(base, 0.9999)
    assert found.result.exhausted
    assert "No change on the grid raises the chance above 0.9999" in found.certificate


def test_institutions_are_tried_as_scenarios(base: Scenario) -> None:
    tried: list[dict] = []

    def vary(change: dict) -> Scenario | None:
        tried.append(change)
        return load_scenario(NAME, [f"{path}={value}" for path, value in change.items()])

    settings = SearchSettings(most=1, limit=4, wanted=1)
    question = FlipQuestion(FIRST, "adopted", change="institution", settings=settings)
    found = lift(load_scenario(NAME), question, ChanceAim(0.5, 30, 0), run_worlds, vary)
    assert tried
    assert found.solutions
    assert found.solutions[0].chance.value > 0.5


def test_a_goal_of_several_parts_counts_worlds(base: Scenario) -> None:
    seen: list[Worlds] = []

    def engine(*arguments: object, **named: object) -> Worlds:
        seen.append(run_worlds(*arguments, **named))  # type: ignore[arg-type]
        return seen[-1]

    question = asked(keep=("yes>=9",))
    found = lift(base, question, ChanceAim(0.0, 30, 0), engine, lambda _: None)
    worlds = seen[0]
    both = (worlds.outcome[0] == 0) & (worlds.tally[0, 0] >= 9)
    assert found.base.value == both.mean()


@pytest.mark.parametrize(("above", "worlds"), [(1.0, 30), (-0.1, 30), (0.5, 5)])
def test_what_is_no_aim(base: Scenario, above: float, worlds: int) -> None:
    with pytest.raises(UsageError):
        found_with(base, above, worlds)


def test_the_command_tells_it_in_every_form() -> None:
    words = [
        "flip", NAME, "--goal", "vetoed", "--axes", "flights", "--step", "0.5", "--over", "worlds",
        "--above", "0.5", "-n", "20",
    ]  # fmt: skip
    done = CliRunner().invoke(app, [*words, "-f", "json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["over"], told["above"], told["replicates"]) == ("worlds", 0.5, 20)
    assert told["holds_already"]
    assert told["base"]["value"] > 0.5
    shown = " ".join(CliRunner().invoke(app, words).stdout.split())
    assert "that raises the chance of S/2016/846: vetoed above 50%" in shown
    assert CliRunner().invoke(app, [*words, "-f", "csv"]).stdout.startswith("flip,size,chance")
    words[words.index("vetoed")] = "adopted"
    words[words.index("0.5", words.index("--above"))] = "0.99"
    assert CliRunner().invoke(app, words).exit_code == 4
