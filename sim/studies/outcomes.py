"""What the experiments ask of an engine, and the quantities that they read off its worlds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Outcome
from sim.domain.errors import UsageError
from sim.engines import ensemble
from sim.engines.backends import Backend, compute, spans
from sim.engines.worlds import Worlds, join
from sim.negotiation.luck import Luck, Streams
from sim.negotiation.setting import Setting
from sim.randomness import uniforms
from sim.scenario.schema import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PUT = (Outcome.ADOPTED, Outcome.VETOED, Outcome.NOT_ADOPTED)
"""Outcomes of drafts that were put to the vote."""


class Simulator(Protocol):
    """An engine: worlds of a scenario, replicate by replicate, the same for the same seed."""

    def __call__(
        self,
        scenario: Scenario,
        *,
        seed: int,
        replicates: int,
        values: Mapping[str, Floats] | None = None,
        picks: Ints | None = None,
    ) -> Worlds:
        """Compute the first ``replicates`` worlds.

        ``values`` (R,) replace the drawn value of a number, replicate by replicate; ``picks`` (R,)
        name the replicate whose luck each world has, so that several worlds may share one.
        """


class Modal(Protocol):
    """The modal world, in as many columns as ``values`` has, each with its own numbers."""

    def __call__(self, scenario: Scenario, *, values: Mapping[str, Floats] | None = None) -> Worlds:
        """Worlds with every number at its centre except ``values`` (R,)."""


@dataclass(frozen=True, eq=False)
class PickedLuck(Luck):
    """The draws of chosen replicates, in any order, the same one as often as it is named."""

    picks: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def draw(self, streams: Streams) -> Floats:
        """``(streams, worlds)`` draws in (0, 1)."""
        kinds, places = np.unique(self.picks, return_inverse=True)
        drawn = np.empty((len(streams), kinds.size))
        start = 0
        for run in np.split(kinds, np.flatnonzero(np.diff(kinds) > 1) + 1):
            drawn[:, start : start + run.size] = uniforms(self.seed, streams, int(run[0]), run.size)
            start += run.size
        return np.ascontiguousarray(drawn[:, places.reshape(-1)])


@dataclass(frozen=True)
class _Job:
    setting: Setting
    seed: int | None
    values: Mapping[str, Floats]
    picks: Ints | None = None


def _block(job: _Job, first: int, count: int) -> Worlds:
    """A backend's task: the worlds from ``first`` on; without a seed the modal world's columns."""
    given = {path: column[first : first + count] for path, column in job.values.items()}
    if job.picks is None:
        luck = Luck(job.seed or 0, first, count, modal=job.seed is None)
    else:
        luck = PickedLuck(job.seed or 0, first, count, picks=job.picks[first : first + count])
    return ensemble.finish(ensemble.start(job.setting, luck, given=given))


def _compute(job: _Job, count: int, advance: Callable[[int], None]) -> Worlds:
    backend = Backend()
    spanned = spans(0, count, min(ensemble.BLOCK, backend.size_for(count)))
    blocks = []
    for block in compute(_block, job, spanned, backend):
        blocks.append(block)
        advance(block.count)
    return join(blocks)


def _silent(_: int) -> None:
    """Tell nobody how many worlds are done."""


def simulate(
    scenario: Scenario,
    *,
    seed: int,
    replicates: int,
    values: Mapping[str, Floats] | None = None,
    picks: Ints | None = None,
    advance: Callable[[int], None] = _silent,
) -> Worlds:
    """The ensemble engine on all cores; see :class:`Simulator`.

    ``advance`` is told how many more worlds are done.

    Raises:
        UsageError: for a path in ``values`` that names no number.
    """
    setting = Setting(scenario)
    _check(setting, values or {})
    return _compute(_Job(setting, seed, values or {}, picks), replicates, advance)


def modal(scenario: Scenario, *, values: Mapping[str, Floats] | None = None) -> Worlds:
    """The modal world of the ensemble engine; see :class:`Modal`."""
    setting = Setting(scenario)
    given = values or {}
    _check(setting, given)
    count = max((column.size for column in given.values()), default=1)
    return _compute(_Job(setting, None, given), count, _silent)


def _check(setting: Setting, values: Mapping[str, Floats]) -> None:
    for path in values:
        if path not in setting.index:
            meant = get_close_matches(path, setting.index, n=1)
            raise UsageError(
                f"the scenario has no number '{path}'",
                code="E703",
                remedy=f"did you mean '{meant[0]}'?"
                if meant
                else "`council show SCENARIO --numbers` lists the paths",
            )


def put(worlds: Worlds) -> NDArray[np.bool_]:
    """Bool (drafts, R): whether each draft was put to the vote."""
    return np.isin(worlds.outcome, [int(one) for one in PUT])


def outcomes(worlds: Worlds) -> dict[str, Floats]:
    """What can be studied of each world, by name: (R,) each.

    ``adopted(D)`` is the exact probability that draft D is adopted in that world, 0 where it is
    not put; ``vetoed(D)`` and the other outcomes are 0 or 1; ``yes(D)`` counts the yes votes.
    """
    found: dict[str, Floats] = {}
    for d, draft in enumerate(worlds.labels.drafts):
        found[f"adopted({draft})"] = np.nan_to_num(worlds.p_adopted[d].astype(np.float64))
        for outcome in Outcome:
            if outcome is not Outcome.ADOPTED:
                is_it = worlds.outcome[d] == outcome
                found[f"{outcome.word}({draft})"] = is_it.astype(np.float64)
        found[f"yes({draft})"] = worlds.tally[d, 0].astype(np.float64)
        found[f"concession({draft})"] = worlds.concession[d].astype(np.float64)
    found["plan_carried_out"] = worlds.plan_carried_out.astype(np.float64)
    found["destruction"] = worlds.destruction.astype(np.float64)
    return found
