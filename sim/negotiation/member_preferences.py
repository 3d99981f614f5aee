"""Members' preferences in a block of worlds: computed from numbers, facts and time pressure."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.negotiation.setting import NONE, Setting
from sim.preferences import kernels

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def gather(values: Floats, places: Ints, default: float) -> Floats:
    """``(*places.shape, B)`` the numbers at ``places``; ``default`` where the index is ``NONE``."""
    out: Floats = values.take(places, axis=0, mode="clip")
    if places.min(initial=0) == NONE:
        out[places == NONE] = default
    return out


def added(parts: Floats, axis: int) -> Floats:
    """The sum over ``axis``, in order.

    NumPy's own sum uses another order for a single world, which changes the last bit.
    """
    rows = np.moveaxis(parts, axis, 0)
    total: Floats = rows[0].copy()
    for row in rows[1:]:
        total += row
    return total


class Preferences:
    """Members' ideals, weights and ties. B worlds, N members, K issues.

    A world has its members' actual preferences and the ones that others believe them to have:
    the same under complete information, those at the centre of every number under a common prior.

    Attributes:
        values: ``(quantities, B)`` every number, with the changes by events so far.
        ideal: ``(N, K, B)`` ideal positions in force (conditional ones included).
        base, salience: ``(N, K, B)`` weights without and with time pressure.
        urgency: ``(N, B)``.
        align: ``(N, N, B)`` weight of voting with others.
    """

    def __init__(self, setting: Setting, values: Floats) -> None:
        self.setting = setting
        self.values = values
        n, k, b = len(setting.members), len(setting.issues), values.shape[1]
        self.salience: Floats = np.zeros((n, k, b))
        self.ideal: Floats = np.zeros((n, k, b))
        self.base: Floats = np.zeros((n, k, b))
        self.urgency: Floats = np.zeros((n, b))
        self.align: Floats = np.zeros((n, n, b))

    def read(self, facts: Mapping[str, Bools]) -> None:
        """Compute everything from ``values``: at the start and after events."""
        setting = self.setting
        self.base = gather(self.values, setting.salience_places, 0.0)
        self.align = gather(self.values, setting.alignment_places, 0.0)
        kernels.normalise_alignment(self.align)
        self.urgency = gather(self.values, setting.urgency_places, 0.0)
        self.read_ideals(facts)

    def read_ideals(self, facts: Mapping[str, Bools]) -> None:
        """Set ideal positions by the facts that hold; the last such fact in the list prevails."""
        ideal = gather(self.values, self.setting.position_places(), 0.5)
        for fact, holds in facts.items():
            places = self.setting.position_places(fact)
            if places.max(initial=NONE) != NONE:
                there = (places != NONE)[:, :, None] & holds
                ideal = np.where(there, gather(self.values, places, 0.5), ideal)
        self.ideal = np.ascontiguousarray(ideal)

    def press(self, humanitarian: Floats, destruction: Floats) -> None:
        """Urgency raises the salience of humanitarian issues; ``(K,)`` and ``(B,)``."""
        kernels.saliences(self.base, self.urgency, humanitarian, destruction, self.salience)

    def shift(self, target: int, amount: int) -> None:
        """Add one number to another, which is clipped to its span."""
        low, high = self.setting.quantities[target].span.ends
        moved = self.values[target] + self.values[amount]
        self.values[target] = np.clip(moved, low, high)
