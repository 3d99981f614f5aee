"""Kernels are compiled ahead, in two processes, with the types that a run calls them with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sim import compiled as compiled_kernels
from sim.cli import cost
from sim.compiled import cache_folder
from sim.scenario.load import load_scenario
from sim.studies.run import warming
from tests.conftest import REPOSITORY


def compiled() -> set[str]:
    return {path.name for path in Path(cache_folder()).rglob("*.nbc")}


def in_a_fresh_process(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return done.stdout


@pytest.mark.parametrize("part", ["_solve_for_even_odds", "play_around_the_fixed_point"])
def test_each_process_compiles_what_a_whole_play_uses_and_nothing_else(part: str) -> None:
    warming.warm()
    before = compiled()
    assert before
    in_a_fresh_process(f"from sim.studies.run import warming; warming.{part}()")
    assert compiled() == before


def test_a_run_after_warming_compiles_nothing() -> None:
    warming.warm()
    before = compiled()
    in_a_fresh_process(
        "import sim; sim.load('aleppo-2016-10-08').run(replicates=40).explain('RUS')"
    )
    assert compiled() == before


def test_what_is_compiled_is_loaded_without_the_compiler() -> None:
    warming.warm()
    code = (
        "import sys, sim; sim.load('aleppo-2016-10-08').run(replicates=4);"
        "print('numba.np.arraymath' in sys.modules, 'xml.sax.saxutils' in sys.modules)"
    )
    assert in_a_fresh_process(code).split() == ["False", "False"]


def test_another_process_is_asked_only_where_nothing_is_compiled_and_two_can_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(warming, "_play", lambda _: None)
    monkeypatch.setattr(warming, "_solve_for_even_odds", lambda: None)

    class Context:
        def Process(self, target: object, daemon: bool) -> Context:  # noqa: N802
            assert daemon
            asked.append(target)
            return self

        def start(self) -> None:
            asked.append("started")

        def join(self) -> None:
            asked.append("joined")

        def terminate(self) -> None:
            asked.append("ended")

    monkeypatch.setattr(warming, "get_context", lambda _: Context())
    for cores, kept in ((2, True), (1, False)):
        monkeypatch.setattr(warming, "processors", lambda n=cores: n)
        monkeypatch.setattr(warming, "anything_compiled", lambda k=kept: k)
        warming.warm()
    assert asked == []
    monkeypatch.setattr(warming, "processors", lambda: 2)
    warming.warm()
    assert asked == [warming.play_around_the_fixed_point, "started", "joined", "ended"]


def test_a_first_study_says_that_it_compiles(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = load_scenario(warming.SCENARIO)
    cost.check_cost(scenario, 10, dry_run=False)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(compiled_kernels, "anything_compiled", lambda: False)
    monkeypatch.setattr(warming, "processors", lambda: 2)
    monkeypatch.setattr(warming, "warm", lambda: 21.0)
    cost.check_cost(scenario, 10, dry_run=False)
    said = capsys.readouterr().err.splitlines()
    assert said == ["compiling the kernels once, in two processes ...", "compiled in 21 s"]
