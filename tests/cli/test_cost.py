"""What a study costs is said before it starts, and nothing is computed by saying it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from sim.cli import cost
from sim.cli.main import app
from sim.domain.errors import CouncilError
from sim.scenario.load import load_scenario

FLAGSHIP = "aleppo-2016-10-08"


def council(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


@pytest.fixture(autouse=True)
def known_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cost, "worlds_a_second", lambda _: 1000.0)


@pytest.mark.parametrize(
    ("arguments", "worlds"),
    [
        (("run", FLAGSHIP, "-n", "6000000"), 6_000_000),
        (("whatif", FLAGSHIP, "e10-text", "-n", "100"), 400),
        (("whatif", FLAGSHIP, "e10-text", "-n", "100", "--chain"), 400 + 1800),
        (("compare", FLAGSHIP, "e10-text", "-n", "100"), 200),
        (("sweep", FLAGSHIP, "-S", "coefficients.alpha=0:1:0.5", "-n", "100"), 300),
    ],
)
def test_a_dry_run_says_worlds_and_time_and_leaves_nothing(
    elsewhere: Path, arguments: tuple[str, ...], worlds: int
) -> None:
    done = council(*arguments, "--dry-run")
    assert done.exit_code == 0
    told = re.match(r"([\d,]+) worlds: about .+ at 1,000 worlds a second; nothing", done.stdout)
    assert told is not None, done.stdout
    assert int(told[1].replace(",", "")) == worlds
    assert not list(elsewhere.iterdir())


def test_methods_of_sensitivity_and_flip_say_their_cost_too(elsewhere: Path) -> None:
    sizes = []
    for method in ("morris", "one-at-a-time", "sobol"):
        done = council("sensitivity", FLAGSHIP, "--method", method, "--dry-run")
        assert done.exit_code == 0, done.stderr
        sizes.append(int(done.stdout.split(" worlds")[0].replace(",", "")))
    assert sizes == sorted(sizes)
    assert "at most" in council("flip", FLAGSHIP, "--goal", "adopted", "--dry-run").stdout


class Terminal:
    """A stream that says that somebody sits at it."""

    @staticmethod
    def isatty() -> bool:
        return True


@pytest.mark.parametrize(("said", "goes_on"), [(True, True), (False, False)])
def test_more_than_five_million_worlds_are_asked_about_at_a_terminal(
    monkeypatch: pytest.MonkeyPatch, said: bool, goes_on: bool
) -> None:
    asked: list[str] = []

    def confirm(text: str, **_: object) -> bool:
        asked.append(text)
        return said

    monkeypatch.setattr(cost.sys, "stdin", Terminal)
    monkeypatch.setattr(cost.sys, "stderr", Terminal)
    monkeypatch.setattr(typer, "confirm", confirm)
    scenario = load_scenario(FLAGSHIP)
    cost.check_cost(scenario, cost.LARGE, dry_run=False, yes=False)
    cost.check_cost(scenario, cost.LARGE + 1, dry_run=False, yes=True)
    assert asked == []
    if goes_on:
        cost.check_cost(scenario, cost.LARGE + 1, dry_run=False, yes=False)
    else:
        with pytest.raises(CouncilError, match="nothing was computed"):
            cost.check_cost(scenario, cost.LARGE + 1, dry_run=False, yes=False)
    assert asked == ["5,000,001 worlds: about 83 minutes at 1,000 worlds a second. Continue?"]


def test_times_are_told_in_the_unit_that_people_use() -> None:
    told = [cost.time_in_words(seconds) for seconds in (0.2, 30, 600, 9000, 900_000)]
    assert told == [
        "about a second", "about 30 seconds", "about 10 minutes", "about 2 hours", "about 10 days",
    ]  # fmt: skip
