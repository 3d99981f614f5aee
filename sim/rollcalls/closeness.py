"""Closeness of every State to the penholders, from recorded votes of the Assembly.

Closeness to a State is agreement with it beyond the average: on each roll call on which it voted,
1 - |v_i - v_j| with votes 1, 0, -1, minus the mean of that over all other States. The roll calls
on the subject itself come first, weighted by age, and are shrunk towards the related list according
to their number; without any vote closeness is zero. Affinity by shared votes is an old measure
(Lijphart 1963); the mean is subtracted because most texts pass by large majorities, so that even
States with nothing in common agree most of the time (Häge 2011).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sim.rollcalls.counts import Counts, CountTable
from sim.rollcalls.monthly import shares_by_month
from sim.rollcalls.records import ALL, Month

Floats = NDArray[np.float64]

HALF_LIFE = 72.0
"""Half-life of an agreement in months."""
OWN_PRIOR, KINDRED_PRIOR = 3.0, 6.0
"""Weight of the prior, in roll calls: on the subject itself, and on the last list of the chain,
where the prior is zero."""
CALL_SPREAD = 0.39
"""Standard deviation of agreement on one roll call around the underlying closeness. Measured on
fourteen lists, votes of 1990 to September 2016, eleven States with all others: .27 to .50, median
.39."""
SAME_MONTH = 0.5
"""Correlation of agreements within a month: 18 texts voted on one day are not 18 observations."""


@dataclass(frozen=True)
class Closeness:
    """Closeness of every State to the penholders, one entry per State.

    Attributes:
        states: Codes, in the order of the entries.
        mean: Between -1 and 1; 0 for an average State, and where there is no information.
        spread: Standard deviation.
        calls: Roll calls of the subject's own list on which both voted, averaged over penholders.
    """

    states: tuple[str, ...]
    mean: Floats
    spread: Floats
    calls: Floats

    def of(self, state: str) -> tuple[float, float]:
        """Mean and spread of one State; of a State without recorded votes, the prior."""
        if state not in self.states:
            return 0.0, unknown_spread()
        row = self.states.index(state)
        return float(self.mean[row]), float(self.spread[row])


def unknown_spread() -> float:
    """Standard deviation of closeness without any roll call."""
    return float(CALL_SPREAD * np.sqrt(1 / KINDRED_PRIOR + 1 / OWN_PRIOR))


def closeness(
    table: CountTable, chain: Sequence[str], before: Month, pens: Sequence[str]
) -> Closeness:
    """Closeness of every State to ``pens``, from months that ended before ``before``.

    ``chain`` names the subject's list, then the lists it falls back on, nearest first. Averages
    over the penholders, whose errors are taken to be perfectly correlated. Without penholders (a
    President's text, or an unknown author) closeness is zero with certainty; the vote's own shock
    then covers the uncertainty about the text.
    """
    size = len(table.states)
    if not pens:
        return Closeness(table.states, np.zeros(size), np.zeros(size), np.zeros(size))
    results = [_to_one(table, tuple(chain), before, pen) for pen in pens]
    mean, spread, calls = (np.mean([part[k] for part in results], axis=0) for k in range(3))
    return Closeness(table.states, mean, spread, calls)


@lru_cache(maxsize=512)
def _to_one(
    table: CountTable, chain: tuple[str, ...], before: Month, pen: str
) -> tuple[Floats, Floats, Floats]:
    """Mean, spread and number of own roll calls; walks the chain from its far end.

    Kept, because a case that is loaded again, or changed, asks for the same.
    """
    size = len(table.states)
    mean, variance, calls = np.zeros(size), np.zeros(size), np.zeros(size)
    names = [name for name in chain if name in table.lists]
    priors = [OWN_PRIOR] * len(names)
    if len(names) > 1:
        priors[-1:] = [KINDRED_PRIOR]
    if len(names) < 2:  # without a list to fall back on, use an empty related list
        variance += CALL_SPREAD**2 / KINDRED_PRIOR
    if not names:
        variance += CALL_SPREAD**2 / OWN_PRIOR
    for name, prior in zip(reversed(names), reversed(priors), strict=True):
        total, weight, worth, cast = _agreements(table, name, before, pen)
        mean = (total + prior * mean) / (weight + prior)
        variance = CALL_SPREAD**2 / (worth + prior) + (prior / (worth + prior)) ** 2 * variance
        calls = cast
    spread = np.sqrt(variance)
    for kept in (mean, spread, calls):
        kept.setflags(write=False)
    return mean, spread, calls


def _agreements(
    table: CountTable, name: str, before: Month, pen: str
) -> tuple[Floats, Floats, Floats, Floats]:
    """For each State with ``pen``: agreement beyond the mean, summed; weight; information; number.

    Information is the weight, corrected for the correlation within a month.
    """
    counts = table.lists[name]
    size = len(table.states)
    if pen not in table.states:
        return np.zeros(size), np.zeros(size), np.zeros(size), np.zeros(size)
    rows = counts.rows(ALL, before)
    months = counts.months[rows]
    cast = counts.votes[rows].astype(np.float64).sum(axis=2)  # (month, State)
    held = counts.held[rows].astype(np.float64)[:, None]
    column = table.states.index(pen)
    both = cast * cast[:, [column]] / held  # exact if both voted on all, or for one roll call
    with_pen = _agreement(counts, months, column)
    others = both.copy()
    others[:, column] = 0.0
    among = others.sum(axis=1, keepdims=True)
    usual = np.divide(
        (others * with_pen).sum(axis=1, keepdims=True), among,
        out=np.zeros_like(among), where=among > 0,
    )  # fmt: skip
    decay = np.exp2(-(before - months.astype(np.float64)) / HALF_LIFE)[:, None]
    weight = decay * both
    worth = weight / (1.0 + SAME_MONTH * np.maximum(both - 1, 0))
    return (
        (weight * (with_pen - usual)).sum(axis=0), weight.sum(axis=0), worth.sum(axis=0),
        both.sum(axis=0),
    )  # fmt: skip


def _agreement(counts: Counts, months: NDArray[np.int32], column: int) -> Floats:
    """1 - |v_i - v_j| averaged over the roll calls of each month, as far as counts determine it."""
    by_month = shares_by_month(counts, months)
    steps = np.cumsum(by_month.share, axis=2)[..., :2]
    apart = np.abs(steps - steps[:, [column]]).sum(axis=2)
    return 1.0 - by_month.mean(apart, column)
