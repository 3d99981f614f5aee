"""How often two States voted alike on a matter in the Assembly, counted, to be told in words.

Closeness (``sim.rollcalls.closeness``) is what the model works with: weighted by age, shrunk, and
with abstentions half way. These counts are what a reader can check.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.rollcalls.counts import CountTable
from sim.rollcalls.monthly import told_by_month
from sim.rollcalls.records import ALL, Month

WINDOW = 120
"""Months that are counted where they hold any roll call; otherwise all earlier ones are."""


@dataclass(frozen=True)
class CommonRollCalls:
    """Roll calls of one list on which two States both voted.

    Attributes:
        agreed: On how many they cast the same vote.
        opposed: On how many one voted for and the other against.
        of: Their number.
        usual: On how many of them a State on average cast the same vote as the second of the two.
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

    Roll calls of the last ten years count, or where there are none all earlier ones. States that
    never voted on the same one as ``pen`` are left out. Where one month holds several roll calls
    the numbers are exact only as far as ``monthly`` says.
    """
    counts = table.lists.get(name)
    if counts is None or pen not in table.states:
        return {}
    rows = counts.rows(ALL, before)
    late = rows & (counts.months >= before - WINDOW)
    rows = late if late.any() else rows
    months = counts.months[rows]
    column = table.states.index(pen)
    cast = counts.votes[rows].astype(np.float64).sum(axis=2)
    both = cast * cast[:, [column]] / counts.held[rows].astype(np.float64)[:, None]
    told = told_by_month(counts, months)
    mine = told.share[:, [column]]
    alike = both * told.mean(np.minimum(told.share, mine).sum(axis=2), column)
    across = np.minimum(told.share[..., 0], mine[..., 2])
    across = both * told.mean(across + np.minimum(told.share[..., 2], mine[..., 0]), column)
    others = np.delete(np.arange(len(table.states)), column)
    held = both[:, others].sum(axis=1)
    usual = np.divide(alike[:, others].sum(axis=1), held, out=np.zeros_like(held), where=held > 0)
    entries = {}
    for code in states:
        if code == pen or code not in table.states:
            continue
        row = table.states.index(code)
        shared = both[:, row] > 0
        if shared.any():
            entries[code] = CommonRollCalls(
                agreed=float(alike[:, row].sum()),
                opposed=float(across[:, row].sum()),
                of=float(both[:, row].sum()),
                usual=float((both[:, row] * usual).sum()),
                first=int(months[shared][0]),
                last=int(months[shared][-1]),
            )
    return entries
