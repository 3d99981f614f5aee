"""The entry points to the engines: worlds of a scenario on all cores, and its central world."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.domain.errors import UnknownNameError, UsageError
from sim.domain.words import nearest
from sim.engines import ensemble
from sim.engines.backends import Backend, compute, spans
from sim.engines.worlds import Worlds, join_worlds
from sim.negotiation.luck import Luck, Picks, central_luck
from sim.negotiation.setting import Setting, setting_of
from sim.scenario.schema import Scenario

Floats = NDArray[np.float64]
Values = Mapping[str, Floats]
"""Path of a number -> its value in each world (R,), which replaces the drawn one."""


class Engine(Protocol):
    """A function that computes worlds for a study; see :func:`run_worlds`."""

    def __call__(
        self, scenario: Scenario, seed: int, picks: Picks, values: Values | None = None
    ) -> Worlds:
        """The worlds of the replicates ``picks``; deterministic in the arguments."""


class CentralEngine(Protocol):
    """A function that computes central worlds for a study; see :func:`central`."""

    def __call__(self, scenario: Scenario, values: Values | None = None) -> Worlds:
        """The central world, in as many columns as ``values`` have."""


@dataclass(frozen=True)
class Job:
    """Everything worlds depend on, in a form that can be sent to workers.

    Attributes:
        setting: The scenario, prepared.
        seed: Root seed; None for central worlds, without chance.
        values: Numbers by path, one value per world, which replace the drawn ones.
        picks: For each world, the replicate whose draws it uses; None for its own number.
    """

    setting: Setting
    seed: int | None
    values: Values = field(default_factory=dict)
    picks: NDArray[np.int64] | None = None

    def luck(self, first: int, count: int) -> Luck:
        """The draws of worlds ``first .. first + count - 1``."""
        if self.seed is None:
            return central_luck(count)
        chosen = range(first, first + count)
        return Luck(self.seed, chosen if self.picks is None else self.picks[first : first + count])


def worlds(job: Job, first: int, count: int) -> Worlds:
    """A backend's task: worlds ``first .. first + count - 1``, in blocks that fit the CPU caches.

    Raises:
        ValueError: when ``count`` is not positive.
    """
    return join_worlds([_block(job, s.first, s.count) for s in spans(first, count, ensemble.BLOCK)])


def _block(job: Job, first: int, count: int) -> Worlds:
    given = {path: column[first : first + count] for path, column in job.values.items()}
    block = ensemble.finish_block(
        ensemble.start_block(job.setting, job.luck(first, count), given=given)
    )
    return replace(block, first=first)


def _silent(_: int) -> None:
    """Ignore progress."""


def run_worlds(
    scenario: Scenario | Setting,
    seed: int,
    picks: Picks,
    values: Values | None = None,
    backend: Backend | None = None,
    advance: Callable[[int], None] = _silent,
) -> Worlds:
    """Compute worlds of a scenario; the result depends only on the first four arguments.

    Args:
        scenario: The scenario, or its setting.
        seed: Seed of all random draws.
        picks: For each world, the replicate whose draws it uses: ``range(200)``, or any numbers
            (R,), so that several worlds may share one.
        values: Path of a number -> its value in each world (R,), which replaces the drawn one.
        backend: How to compute them; threads on all cores of this machine if None.
        advance: Called with the number of worlds done since the last call.

    Returns:
        The worlds in the order of ``picks``.

    Raises:
        UnknownNameError: when a path in ``values`` names no number.
        UsageError: when ``picks`` is empty.
    """
    if len(picks) == 0:
        raise UsageError("no worlds were requested", remedy="request at least one")
    job = Job(_checked(scenario, values), seed, values or {})
    if not isinstance(picks, range):
        return _compute(replace(job, picks=picks), range(len(picks)), backend, advance)
    if picks.step != 1:
        return run_worlds(scenario, seed, np.array(picks), values, backend, advance)
    if values and picks.start:
        shifted = replace(job, picks=np.arange(picks.start, picks.stop))
        worlds = _compute(shifted, range(len(picks)), backend, advance)
        return replace(worlds, first=picks.start)
    return _compute(job, picks, backend, advance)


def central(scenario: Scenario | Setting, values: Values | None = None) -> Worlds:
    """The central world: every number at its centre, every chance move on its most likely branch.

    Args:
        scenario: The scenario, or its setting.
        values: Path of a number -> its values (R,); the world is then computed in R columns.

    Raises:
        UnknownNameError: when a path in ``values`` names no number.
    """
    job = Job(_checked(scenario, values), None, values or {})
    count = max((column.size for column in job.values.values()), default=1)
    return _compute(job, range(count), None, _silent)


def _compute(
    job: Job, wanted: range, backend: Backend | None, advance: Callable[[int], None]
) -> Worlds:
    used = backend or Backend()
    size = min(ensemble.BLOCK, used.size_for(len(wanted)))
    blocks = []
    for block in compute(worlds, job, spans(wanted.start, len(wanted), size), used):
        blocks.append(block)
        advance(block.count)
    return join_worlds(blocks)


def _checked(scenario: Scenario | Setting, values: Values | None) -> Setting:
    setting = setting_of(scenario)
    for path in values or {}:
        if path not in setting.index:
            suggestion = nearest(path, setting.index)
            raise UnknownNameError(
                f"the scenario has no number '{path}'",
                code="E703",
                remedy=f"did you mean '{suggestion}'?"
                if suggestion
                else "`council show SCENARIO --numbers` lists the paths",
            )
    return setting
