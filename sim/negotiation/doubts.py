"""What sponsors do not know of permanent members' stances, world by world."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.negotiation.draws import guess_errors
from sim.negotiation.luck import Luck
from sim.negotiation.setting import Setting
from sim.preferences.reservations import WEIGHTS

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

WARNING = 0.2
"""Pull of a statement that says that a text cannot pass, below zero, or that it will."""


class Doubts:
    """Beliefs on the stances of the P members that can block, on each of D drafts, in B worlds.

    Attributes:
        error: ``(D, P, B)`` by how much sponsors are wrong at first, in units of the spread.
        weight: ``(D, P, G, B)`` how likely they hold each error to be, by node; sums to 1.
        plain: ``(D, P, B)`` what a member has said in public since they last looked: 1 that the
            text cannot pass, -1 that it will, 0 nothing.
        changed: ``(D, B)`` whether the text has been changed since members last spoke of it.
        told: ``(D, P, B)`` the chance of a no that a log last told; NaN for none.
    """

    def __init__(self, setting: Setting, luck: Luck) -> None:
        shape = (len(setting.drafts), setting.permanent.size, luck.count)
        self.error = guess_errors(setting, luck)
        self.weight: Floats = np.empty((*shape[:2], WEIGHTS.size, shape[2]))
        self.weight[:] = WEIGHTS[:, None]
        self.plain: Floats = np.zeros(shape)
        self.changed: Bools = np.zeros((shape[0], shape[2]), dtype=np.bool_)
        self.told: Floats = np.full(shape, np.nan)

    def hear_of(self, draft: int, seat: int, pull: Floats, where: Bools) -> None:
        """A member that can block has spoken of a draft in the worlds ``where``, with ``pull``."""
        plain = np.clip(-pull / WARNING, -1.0, 1.0)
        self.plain[draft, seat] = np.where(where, plain, self.plain[draft, seat])
