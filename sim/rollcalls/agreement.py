"""How often two States voted alike on a subject in the Assembly, as counts for sentences.

The model works with closeness (``sim.rollcalls.closeness``), which is weighted by age, shrunk, and
counts abstentions half. These plain counts are what a reader can check.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sim.rollcalls.counts import CountTable
from sim.rollcalls.monthly import shares_by_month
from sim.rollcalls.records import ALL, Month

NEVER: Month = -1
WINDOW = 120
"""Months to count if they hold any roll call; otherwise all earlier months count."""


@dataclass(frozen=True)
class CommonRollCalls:
    """Roll calls of one list on which two States both voted.

    Attributes:
        agreed: Number on which they cast the same vote.
        opposed: Number on which one voted for and the other against.
        of: Their number.
        usual: Number on which an average State cast the same vote as the second of the two.
        first, last: Months of the first and the last.
    """

    agreed: float
    opposed: float
    of: float
    usual: float
    first: Month
    last: Month


def agreements(
    table: CountTable, name: str, before: Month, pen: str, states: Sequence[str]
) -> dict[str, CommonRollCalls]:
    """Agreement of each of ``states`` with ``pen`` on the list ``name`` before a month.

    Counts roll calls of the last ten years or, if there are none, all earlier ones. States that
    never voted on the same roll call as ``pen`` are left out. If a month holds several roll calls,
    the numbers are only as exact as ``sim.rollcalls.monthly`` states.
    """
    if name not in table.lists or pen not in table.states:
        return {}
    sums = _with_pen(table, name, before, pen)
    entries = {}
    for code in states:
        if code == pen or code not in table.states:
            continue
        row = table.states.index(code)
        if sums.last[row] != NEVER:
            agreed, opposed, of, usual = (float(value) for value in sums.counts[:, row])
            first, last = int(sums.first[row]), int(sums.last[row])
            entries[code] = CommonRollCalls(agreed, opposed, of, usual, first, last)
    return entries


@dataclass(frozen=True)
class _Sums:
    """Roll calls of every State with one: ``(4, State)`` counts, and months; last may be NEVER."""

    counts: NDArray[np.float64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]


@lru_cache(maxsize=512)
def _with_pen(table: CountTable, name: str, before: Month, pen: str) -> _Sums:
    """Kept, because a case that is loaded again, or changed, asks for the same."""
    counts = table.lists[name]
    rows = counts.rows(ALL, before)
    late = rows & (counts.months >= before - WINDOW)
    rows = late if late.any() else rows
    months = counts.months[rows].astype(np.int64)
    column = table.states.index(pen)
    cast = counts.votes[rows].astype(np.float64).sum(axis=2)
    both = cast * cast[:, [column]] / counts.held[rows].astype(np.float64)[:, None]
    by_month = shares_by_month(counts, counts.months[rows])
    mine = by_month.share[:, [column]]
    alike = both * by_month.mean(np.minimum(by_month.share, mine).sum(axis=2), column)
    # On one scale, a State votes for the first texts and against the last.
    across = np.maximum(by_month.share[..., 0] + mine[..., 2] - 1.0, 0.0)
    across += np.maximum(by_month.share[..., 2] + mine[..., 0] - 1.0, 0.0)
    across = both * by_month.mean(across, column)
    others = np.delete(np.arange(len(table.states)), column)
    held = both[:, others].sum(axis=1)
    usual = np.divide(alike[:, others].sum(axis=1), held, out=np.zeros_like(held), where=held > 0)
    parts = (alike, across, both, both * usual[:, None])
    shared = both > 0
    return _Sums(
        np.array([np.ascontiguousarray(part.T).sum(axis=1) for part in parts]),
        np.where(shared, months[:, None], before).min(axis=0, initial=before),
        np.where(shared, months[:, None], NEVER).max(axis=0, initial=NEVER),
    )
