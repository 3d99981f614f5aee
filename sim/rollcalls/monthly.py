"""How States voted in each month, as far as counts by month and issue determine it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.rollcalls.counts import Counts
from sim.rollcalls.records import ALL

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class MonthlyShares:
    """How States voted in the requested months, from rows of counts.

    Attributes:
        share: Shares of votes for, abstentions and votes against: (row, State, 3).
        cast: Votes cast: (row, State).
        at: Index of each row's month.
        months: Number of months.
    """

    share: Floats
    cast: Floats
    at: Ints
    months: int

    def mean(self, values: Floats, column: int) -> Floats:
        """``values`` (row, State) averaged by month: (month, State).

        Weighted by the votes that each State and that of ``column`` both cast; 0 without any.
        """
        weight = self.cast * self.cast[:, [column]]
        total, weights = (np.zeros((self.months, self.cast.shape[1])) for _ in range(2))
        np.add.at(total, self.at, weight * values)
        np.add.at(weights, self.at, weight)
        return np.divide(total, weights, out=np.zeros_like(total), where=weights > 0)


def shares_by_month(counts: Counts, months: NDArray[np.int32]) -> MonthlyShares:
    """The most detailed rows of ``counts`` for ``months``, which must ascend.

    Exact for one roll call. For several on the same issue only the counts are known: two States
    that each vote for twelve of eighteen texts are taken to vote for the same twelve, since such
    texts form one scale. Texts on different issues are kept separate.
    """
    values = np.array([name != ALL for name in counts.issues], dtype=bool)
    values |= ~np.isin(counts.months, counts.months[values])  # texts on no issue
    values &= np.isin(counts.months, months)
    votes = counts.votes[values].astype(np.float64)
    cast = votes.sum(axis=2)
    share = np.divide(votes, cast[..., None], out=np.zeros_like(votes), where=cast[..., None] > 0)
    at = np.searchsorted(months, counts.months[values]).astype(np.int64)
    return MonthlyShares(share, cast, at, len(months))
