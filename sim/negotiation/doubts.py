"""What sponsors do not know about permanent members' stances, per world."""

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
"""Size of the pull of a statement that a text cannot pass (below zero), or that it will."""


class Doubts:
    """Beliefs about the stances of the P members that can block, on D drafts, in B worlds.

    Attributes:
        error: ``(D, P, B)`` the sponsors' initial error, in units of the spread.
        weight: ``(D, P, G, B)`` probability they give to each error, by node; sums to 1.
        plain: ``(D, P, B)`` a member's public statement since they last looked: 1 that the text
            cannot pass, -1 that it will, 0 none.
        changed: ``(D, B)`` whether the text has changed since members last spoke about it.
        logged: ``(D, P, B)`` the chance of a no that the log last recorded; NaN for none.
    """

    def __init__(self, setting: Setting, luck: Luck) -> None:
        shape = (len(setting.drafts), setting.permanent.size, luck.count)
        self.error = guess_errors(setting, luck)
        self.weight: Floats = np.empty((*shape[:2], WEIGHTS.size, shape[2]))
        self.weight[:] = WEIGHTS[:, None]
        self.plain: Floats = np.zeros(shape)
        self.changed: Bools = np.zeros((shape[0], shape[2]), dtype=np.bool_)
        self.logged: Floats = np.full(shape, np.nan)

    def hear_of(self, draft: int, seat: int, pull: Floats, where: Bools) -> None:
        """Take in a statement with ``pull`` by a member that can block, in worlds ``where``."""
        plain = np.clip(-pull / WARNING, -1.0, 1.0)
        self.plain[draft, seat] = np.where(where, plain, self.plain[draft, seat])
