"""Choose the numbers for a response surface: the strongest of a sensitivity study."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.engines.run import Engine
from sim.scenario.priors import Quantity, quantities
from sim.scenario.schema import Scenario
from sim.studies.inputs import quantile
from sim.studies.sensitivity.analysis import PILOT, prepare_study, the_strongest
from sim.studies.sweep.designs import Axis

LEVERS = 12
"""The number of levers."""
SCREENED = 24
"""Numbers of each draft that remain after screening, to be moved one at a time."""
MOVED = 256
"""Worlds over which each of them is moved."""
POINTS = 5
"""The most values at which a lever is computed."""
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class SurfaceLever:
    """A number that can be fixed at other values.

    Attributes:
        path: its path in the notation of ``-S``.
        grade: grade of its evidence.
        coded: the centre of its prior.
        spread: standard deviation of its prior; 0 if it is held at its centre.
        values: ascending values at which it is computed, including the coded one if it fits.
        swing: its largest effect on the chance of adoption of any draft.
    """

    path: str
    grade: str
    coded: float
    spread: float
    values: tuple[float, ...]
    swing: float


def strongest_levers(
    arms: Sequence[Scenario],
    drafts: Sequence[str],
    seed: int,
    engine: Engine,
    count: int,
) -> tuple[SurfaceLever, ...]:
    """The ``count`` numbers that move the chance of adoption of any draft most, in any arm.

    For each draft of each arm, numbers are screened by rank and the strongest are moved one at a
    time over worlds (:func:`sim.studies.sensitivity.analysis.the_strongest`). The clauses of a text
    may take any value of their scale, all other numbers those from the 10th to the 90th percentile
    of their prior. Numbers that differ between the arms are not levers.
    """
    shared = _shared(arms)
    swings: dict[str, float] = {}
    for arm in arms:
        axes = [
            Axis(q.path, (), (q.span.low, q.span.high))
            for q in shared.values()
            if clause_path(q.path)
        ]
        for draft in drafts:
            on = prepare_study(arm, axes, (), (f"adopted({draft})",), lambda _, same=arm: same)  # type: ignore[misc]
            tornado = the_strongest(on, engine, SCREENED, MOVED, seed)
            for path, swing in zip(tornado.paths, tornado.swing[0], strict=True):
                if path in shared:
                    swings[path] = max(swings.get(path, 0.0), float(swing))
    first = sorted(swings, key=lambda path: (-swings[path], path))[:count]
    made = (_lever(shared[path], swings[path]) for path in first if swings[path] > 0.0)
    return tuple(lever for lever in made if len(lever.values) > 1)


def choosing_worlds(arms: int, drafts: int) -> int:
    """The most worlds that :func:`strongest_levers` computes."""
    return arms * drafts * (PILOT + MOVED * (2 * SCREENED + 1))


def clause_path(path: str) -> bool:
    """Whether a number is the content of a draft on an issue, which its sponsors choose."""
    return path.startswith("drafts.") and ".text." in path


def _shared(arms: Sequence[Scenario]) -> dict[str, Quantity]:
    """The unconditional numbers that are the same in every arm."""
    first, *others = ({q.path: q for q in quantities(arm)} for arm in arms)
    return {
        path: quantity
        for path, quantity in first.items()
        if "@" not in path and all(other.get(path) == quantity for other in others)
    }


def _lever(quantity: Quantity, swing: float) -> SurfaceLever:
    span = quantity.span
    if clause_path(quantity.path):
        values = np.linspace(span.low, span.high, POINTS)
        nearest = 1 + int(np.argmin(np.abs(values[1:-1] - quantity.centre)))
        if span.low < quantity.centre < span.high:
            values[nearest] = quantity.centre
    else:
        values = quantile(quantity)(np.linspace(0.1, 0.9, POINTS))
    rising = sorted({round(float(value), _DIGITS) for value in values})
    return SurfaceLever(
        quantity.path,
        quantity.grade,
        quantity.centre,
        quantity.deviation,
        tuple(rising),
        swing,
    )
