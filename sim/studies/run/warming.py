"""Compile every kernel before the first run, in two processes if there are two processors.

Two thirds of the time go to the fixed point of votes, which is one function for the compiler. This
process compiles it while another one simulates the surrounding phases with made-up odds; then this
one simulates everything and compiles what is still missing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context

import numpy as np

from sim.compiled import anything_compiled
from sim.engines.council import CouncilModel
from sim.engines.run import run_worlds
from sim.equilibrium import fixed_point
from sim.equilibrium.lanes import Floats, Ints, Odds
from sim.scenario.load import load_scenario
from sim.scenario.schema import Scenario
from sim.studies.run.answer import modal_ballots, modal_world

SCENARIO = "compromise-text"
"""A scenario that uses every phase of a round."""
ELECTED, PERMANENT, QUOTA = 10, 5, 9


def processors() -> int:
    """The number of processors that this process may use."""
    with suppress(AttributeError):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def warm() -> float:
    """Compile and cache what is not compiled yet; returns the seconds it took."""
    begun = time.perf_counter()
    content = load_scenario(SCENARIO)
    if processors() > 1 and not anything_compiled():
        with _another_process(play_around_the_fixed_point):
            _solve_for_even_odds()
    _play(content)
    return time.perf_counter() - begun


def play_around_the_fixed_point() -> None:
    """Compile all but the fixed point of votes: members vote sincerely, with made-up odds."""
    fixed_point.adoption_odds = _even_odds
    _play(load_scenario(SCENARIO).model_copy(update={"decision_rule": "sincere"}))


def _play(content: Scenario) -> None:
    modal = modal_world(content)
    modal_ballots(modal)
    run_worlds(modal.setting, 0, range(4))
    model = CouncilModel(modal.setting)
    model.run()
    model.close()


def _solve_for_even_odds() -> None:
    """Call the fixed point once, with arguments of its usual types."""
    members = ELECTED + PERMANENT
    odds = Odds(np.empty((3, members, 1)), np.empty((members, 1)), np.empty(1), np.empty(1))
    elected, permanent = np.arange(PERMANENT, members), np.arange(PERMANENT)
    probability = np.full((3, members, 1), 1.0 / 3.0)
    blocking = np.ones(1, dtype=np.int64)
    fixed_point.adoption_odds(elected, permanent, QUOTA, blocking, probability, odds)


def _even_odds(
    elected: Ints,  # noqa: ARG001 (the signature of the function it stands for)
    permanent: Ints,  # noqa: ARG001
    quota: int,  # noqa: ARG001
    blocking: Ints,  # noqa: ARG001
    probability: Floats,  # noqa: ARG001
    out: Odds,
) -> None:
    for array in out:
        array.fill(0.5)


@contextmanager
def _another_process(function: Callable[[], None]) -> Iterator[None]:
    """Call a function in another process; anything it fails to compile is compiled here."""
    child = get_context("spawn").Process(target=function, daemon=True)
    child.start()
    try:
        yield
        child.join()
    finally:
        child.terminate()
