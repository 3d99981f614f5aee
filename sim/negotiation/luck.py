"""Chance: the source of the draws of a block of worlds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.randomness import uniforms

Streams = NDArray[np.uint64]
Picks = range | NDArray[np.int64]
"""Replicates by number: a range of step 1, or any numbers in any order, with repetitions."""

LIKELIEST = -1.0
"""In place of a draw: take the most likely branch."""


@dataclass(frozen=True, eq=False)
class Luck:
    """The draws of chosen replicates under a root seed.

    Attributes:
        seed: Root seed.
        picks: For each world, the replicate whose draws it uses.
        modal: No chance: every move takes its most likely branch.
    """

    seed: int
    picks: Picks
    modal: bool = False

    @property
    def first(self) -> int:
        """The replicate of the first world."""
        return int(self.picks[0])

    @property
    def count(self) -> int:
        """Number of worlds."""
        return len(self.picks)

    def draw(self, streams: Streams) -> NDArray[np.float64]:
        """``(streams, worlds)`` draws in (0, 1), or ``LIKELIEST`` throughout."""
        if self.modal:
            return np.full((len(streams), self.count), LIKELIEST)
        if isinstance(self.picks, range):
            return uniforms(self.seed, streams, self.picks.start, len(self.picks))
        kinds, places = np.unique(self.picks, return_inverse=True)
        drawn = np.empty((len(streams), kinds.size))
        start = 0
        for run in np.split(kinds, np.flatnonzero(np.diff(kinds) > 1) + 1):
            drawn[:, start : start + run.size] = uniforms(self.seed, streams, int(run[0]), run.size)
            start += run.size
        return np.ascontiguousarray(drawn[:, places.reshape(-1)])


def central_luck(count: int) -> Luck:
    """``count`` worlds without chance."""
    return Luck(0, range(count), modal=True)


MODAL = central_luck(1)
"""The one world without chance."""
