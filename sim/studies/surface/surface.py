"""A response surface: chances at the points of a grid, and interpolation between them.

A reading adds to the unchanged scenario the effect of each lever alone, and the interaction of each
pair of the strongest levers (an anchored decomposition, truncated at interactions of two). It is
exact at every computed point, linear or bilinear between them, and an approximation if more levers
are moved at once. Adding log-odds instead of shares was tried and is no better: over 24 points of
the flagship the worst share was off by 3.7 to 4.5 points on average, against 3.5 here.

Source: Rabitz and Aliş 1999 (cut-HDMR).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Outcome
from sim.studies.surface.levers import SurfaceLever

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

PAIRED = 4
"""The number of strongest levers that are computed in pairs."""
CHANCE_UNIT = 10_000
"""A chance of a vote is an integer multiple of 1 / this."""


@dataclass(frozen=True, slots=True)
class SurfaceLayout:
    """The meaning of the entries of a state.

    A state holds for each arm in turn: for each draft the counts of worlds by outcome, in the order
    of ``Outcome``; the count of worlds in which the plan is carried out; for each draft the mean
    chances of yes of every member, then those of no, in multiples of 1 / ``CHANCE_UNIT``, over the
    worlds in which it was put (0 if it never was).
    """

    arms: int
    drafts: tuple[str, ...]
    members: tuple[str, ...]

    @property
    def counts(self) -> int:
        """Counts of worlds in an arm: outcomes of drafts, and the plan."""
        return len(self.drafts) * len(Outcome) + 1

    @property
    def size(self) -> int:
        """Entries of an arm."""
        return self.counts + 2 * len(self.drafts) * len(self.members)


@dataclass(frozen=True, slots=True)
class SurfaceError:
    """The error of readings at held-out points, in percentage points.

    Attributes:
        kind: ``alone`` between the points of one lever, ``pairs`` within the square of two,
            ``more`` for levers moved together that were not computed together.
        lever: the lever, for the kind ``alone``; -1 otherwise.
        points: number of held-out points.
        mean, most: mean and greatest error of the share of an outcome.
        votes_mean, votes_most: the same for a member's chance of a vote.
    """

    kind: str
    lever: int
    points: int
    mean: float
    most: float
    votes_mean: float
    votes_most: float


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """Chances over the values of a few levers; states are rows laid out as ``layout`` says.

    Attributes:
        levers: strongest first.
        layout: layout of a state.
        worlds: worlds in each arm at each point, on the same draws.
        base: (size,) the unchanged state.
        alone: for each lever (values, size) with only that lever fixed.
        pairs: two levers -> (values, values, size) with both fixed.
        errors: errors at held-out points.
    """

    levers: tuple[SurfaceLever, ...]
    layout: SurfaceLayout
    worlds: int
    base: Ints
    alone: tuple[Ints, ...]
    pairs: Mapping[tuple[int, int], Ints]
    errors: tuple[SurfaceError, ...] = ()

    def at(self, places: Mapping[int, float]) -> Floats:
        """The state with levers fixed: lever -> position among its values, from 0 to the last.

        Counts of a draft are at least 0 and sum to all worlds; chances are in [0, 1].
        """
        base = self.base.astype(np.float64)
        single = {i: along(self.alone[i], place) for i, place in places.items()}
        array = base + sum((row - base for row in single.values()), np.zeros_like(base))
        for i, j in combinations(sorted(places), 2):
            if (i, j) in self.pairs:
                both = along(along(self.pairs[i, j], places[i]), places[j])
                array += both - single[i] - single[j] + base
        return bounded(array, self.layout, self.worlds)


def along(rows: NDArray[np.generic], place: float) -> Floats:
    """Interpolate linearly between the rows on either side of ``place``."""
    below = min(int(place), len(rows) - 2)
    share = place - below
    values = np.asarray(rows, dtype=np.float64)
    return np.asarray(values[below] + share * (values[below + 1] - values[below]))


def bounded(state: Floats, layout: SurfaceLayout, worlds: int) -> Floats:
    """The state with counts and chances clipped to their valid ranges."""
    values = state.copy()
    kinds, members = len(Outcome), len(layout.members)
    for arm in range(layout.arms):
        start = arm * layout.size
        for d in range(len(layout.drafts)):
            counts = values[start + d * kinds : start + (d + 1) * kinds]
            np.maximum(counts, 0.0, out=counts)
            counts *= worlds / counts.sum()
            first = start + layout.counts + 2 * d * members
            votes = values[first : first + 2 * members].reshape(2, members)
            np.clip(votes, 0.0, CHANCE_UNIT, out=votes)
            votes /= np.maximum(1.0, votes.sum(axis=0) / CHANCE_UNIT)
        plan = start + layout.counts - 1
        values[plan] = min(max(values[plan], 0.0), worlds)
    return values
