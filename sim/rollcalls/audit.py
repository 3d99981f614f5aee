"""Find roll calls whose coded direction may be wrong: they order States unlike their list."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.rollcalls.counts import held_as
from sim.rollcalls.layouts import VotesByCall
from sim.rollcalls.records import RollCall

NEAR = 72
"""Roll calls within this many months before and after are compared."""
LEAST_STATES = 40
"""A correlation needs at least this many States to be reported."""
SCORES = {1: (1.0, 0.5, 0.0), -1: (0.0, 0.5, 1.0)}
"""Score of a yes, an abstention and a no, by the direction of the roll call."""


@dataclass(frozen=True)
class Doubt:
    """A roll call, and the correlation of its order of States with the others near it."""

    call: RollCall
    correlation: float


def doubtful_calls(
    calls: Sequence[RollCall], votes: VotesByCall, below: float = -0.3
) -> list[Doubt]:
    """Roll calls whose votes correlate with those near them by less than ``below``.

    A list may be heterogeneous for good reasons; a strong negative correlation indicates a wrong
    direction.
    """
    held = [(call, key) for call in calls if (key := held_as(call, votes)) is not None]
    states = sorted({code for _, key in held for code in votes.by_call[key]})
    table = np.full((len(held), len(states)), np.nan)
    column = {code: i for i, code in enumerate(states)}
    for row, (call, key) in enumerate(held):
        for code, vote in votes.by_call[key].items():
            table[row, column[code]] = SCORES[call.direction][vote]
    months = np.array([call.month for call, _ in held])
    rows = []
    for row, (call, _) in enumerate(held):
        near = np.abs(months - call.month) <= NEAR
        near[row] = False
        correlation = _correlation(table[row], table[near]) if near.sum() >= 2 else math.nan
        if correlation < below:
            rows.append(Doubt(call, correlation))
    return rows


def _correlation(mine: NDArray[np.float64], others: NDArray[np.float64]) -> float:
    cast = ~np.isnan(others)
    number = cast.sum(axis=0)
    total = np.where(cast, others, 0.0).sum(axis=0)
    both = (number > 0) & ~np.isnan(mine)
    if both.sum() < LEAST_STATES:
        return math.nan
    mean, own = total[both] / number[both], mine[both]
    if np.ptp(mean) == 0 or np.ptp(own) == 0:
        return math.nan
    return float(np.corrcoef(mean, own)[0, 1])
