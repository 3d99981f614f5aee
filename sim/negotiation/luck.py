"""Chance: where the draws of a block of worlds come from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.randomness import uniforms

Streams = NDArray[np.uint64]

LIKELIEST = -1.0
"""In place of a draw: take the likeliest branch."""


@dataclass(frozen=True)
class Luck:
    """The draws of the replicates ``first .. first + count - 1`` under a root seed.

    Attributes:
        seed: Root seed.
        first: Replicate of the first world.
        count: Worlds.
        same: Every world has the luck of replicate ``first``.
        modal: No chance at all: every move on its likeliest branch.
    """

    seed: int
    first: int
    count: int
    same: bool = False
    modal: bool = False

    def draw(self, streams: Streams) -> NDArray[np.float64]:
        """``(streams, worlds)`` draws in (0, 1), or ``LIKELIEST`` throughout."""
        if self.modal:
            return np.full((len(streams), self.count), LIKELIEST)
        if self.same:
            return np.repeat(uniforms(self.seed, streams, self.first, 1), self.count, axis=1)
        return uniforms(self.seed, streams, self.first, self.count)


MODAL = Luck(seed=0, first=0, count=1, modal=True)
"""The one world without chance."""
