"""Tables of capability, position and salience: the input of the classical solvers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class PreferenceTable:
    """The actors' positions on each issue, their importance to them, and their capability.

    Attributes:
        name: name of the table.
        actors: names, A of them.
        issues: names, K of them.
        capability: (A, K) >= 0.
        position: (A, K) on the issue's scale; NaN if the actor takes no part.
        salience: (A, K) from 0 to 1; 0 if the actor takes no part.
        low, high: (K,) ends of each issue's scale.
        status_quo: (K,) the result without agreement, or None if the table has none.
    """

    name: str
    actors: tuple[str, ...]
    issues: tuple[str, ...]
    capability: Floats
    position: Floats
    salience: Floats
    low: Floats
    high: Floats
    status_quo: Floats | None = None

    def __post_init__(self) -> None:
        shape = (len(self.actors), len(self.issues))
        for name in ("capability", "position", "salience"):
            if getattr(self, name).shape != shape:
                raise ValueError(f"{name} needs the shape actors x issues, {shape}")
        if not (self.high > self.low).all():
            raise ValueError("the upper end of every scale must lie above its lower end")
        takes_part = ~np.isnan(self.position)
        if not takes_part.any(axis=0).all():
            raise ValueError("an issue on which nobody takes a position cannot be solved")
        inside = (self.position >= self.low) & (self.position <= self.high)
        if not inside[takes_part].all():
            raise ValueError("a position is outside its issue's scale")
        if not (self.capability >= 0).all():
            raise ValueError("a capability cannot be negative")
        if not ((self.salience >= 0) & (self.salience <= 1)).all():
            raise ValueError("a salience lies between 0 and 1")
        if not ((self.weight > 0) & takes_part).any(axis=0).all():
            raise ValueError("an issue needs at least one actor with capability and salience")

    @property
    def weight(self) -> Floats:
        """(A, K) capability times salience: an actor's effective weight on an issue."""
        return self.capability * self.salience

    @property
    def span(self) -> Floats:
        """(K,) length of each issue's scale."""
        return self.high - self.low

    def issue(self, k: int) -> tuple[Floats, Floats, Floats]:
        """Capability, position and salience, each (a,), of the actors on issue ``k``."""
        there = ~np.isnan(self.position[:, k])
        return self.capability[there, k], self.position[there, k], self.salience[there, k]

    def relative_salience(self) -> Floats:
        """(A, K) saliences that sum to 1 over the issues an actor takes part in (or to 0)."""
        there = np.where(np.isnan(self.position), 0.0, self.salience)
        total = there.sum(axis=1, keepdims=True)
        return np.asarray(np.divide(there, total, out=np.zeros_like(there), where=total > 0))
