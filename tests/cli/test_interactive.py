"""Sliders: their cost is said first, and stopping them leaves the page without."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from sim.cli import cost, interactive
from sim.cli.main import app
from sim.domain.errors import CouncilError
from sim.scenario.load import load_scenario
from sim.studies.surface.study import surface_worlds

FLAGSHIP = "aleppo-2016-10-08"
RUN = ("run", FLAGSHIP, "-n", "4")
WHATIF = ("whatif", FLAGSHIP, "-S", "council.secret_ballot=true", "-n", "4")


def council(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


@pytest.fixture(autouse=True)
def known_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cost, "worlds_a_second", lambda _: 1000.0)
    monkeypatch.setattr(interactive, "worlds_a_second", lambda _: 1000.0)


@pytest.mark.parametrize("words", [RUN, WHATIF])
def test_without_a_page_there_is_nowhere_for_sliders(
    elsewhere: Path, words: tuple[str, ...]
) -> None:
    done = council(*words, "--interactive")
    assert done.exit_code == 2
    assert "--report answer.html" in done.stderr


def test_sliders_and_a_condition_exclude_each_other(elsewhere: Path) -> None:
    words = ("--given", "plan=carried_out", "--interactive", "--report", "a.html")
    done = council(*RUN, *words)
    assert done.exit_code == 2
    assert "--interactive and --given" in done.stderr


def test_a_dry_run_counts_the_sliders(elsewhere: Path) -> None:
    bare, more = (
        int(council(*RUN, *words, "--dry-run").stdout.split(" worlds")[0].replace(",", ""))
        for words in ((), ("--interactive", "--report", "a.html"))
    )
    assert more - bare == surface_worlds(4, [load_scenario(FLAGSHIP)])


class Terminal:
    """A stream that says that somebody sits at it."""

    @staticmethod
    def isatty() -> bool:
        return True


def test_a_long_computation_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(interactive.sys, "stdin", Terminal)
    monkeypatch.setattr(interactive.sys, "stderr", Terminal)
    monkeypatch.setattr(interactive, "note", asked.append)
    monkeypatch.setattr(typer, "confirm", lambda *_, **__: False)
    arms = [load_scenario(FLAGSHIP)]
    long = interactive.Sliders(arms, 1000, 0, Path("a.html"))
    with pytest.raises(CouncilError, match="nothing was computed"):
        long.check(yes=False)
    assert "more worlds: about" in asked[0]
    long.check(yes=True)
    interactive.Sliders(arms, 1, 0, Path("a.html")).check(yes=False)


@pytest.mark.parametrize("words", [RUN, WHATIF])
def test_stopped_on_the_way_the_page_comes_without_sliders(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sim.api.sliders.response_surface", stopped)
    done = council(*words, "--interactive", "--report", "a.html")
    assert done.exit_code != 0
    assert "sliders take up to" in done.stderr
    assert "the page has no sliders" in done.stderr
    page = (elsewhere / "a.html").read_text(encoding="utf-8")
    assert 'id="sliders"' not in page
    assert "<h1>" in page
