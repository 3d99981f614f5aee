"""Who votes in a block of worlds, and as whom the others take them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.negotiation.member_preferences import Preferences
from sim.negotiation.world import World
from sim.preferences.electorate import Electorate
from sim.preferences.texts import saliences_on

Floats = NDArray[np.float64]


def electorate(world: World, draft: int | None = None) -> Electorate:
    """The Council of a block of worlds as it stands, to look at ``draft``.

    Members weigh a draft by the issues of which it speaks, so that a text on two issues of ten is
    not worth a fifth of one on all; without a draft by all issues.
    """
    return _electorate(world, world.own, draft)


def believed(world: World, draft: int | None = None) -> Electorate:
    """The Council as its members take each other to be; the same under complete information.

    Under a common prior everybody knows the centre of what each other member wants, and what each
    wants itself enters its own judgement only. Texts, facts and time are known to all.
    """
    return _electorate(world, world.believed, draft)


def _electorate(world: World, wants: Preferences, draft: int | None) -> Electorate:
    setting = world.setting
    return Electorate(
        wants.ideal, _weights(world, wants, draft), wants.align, world.c, world.quo, world.heeded,
        setting.elected, setting.permanent, setting.rule.quota, setting.quadratic,
    )  # fmt: skip


def _weights(world: World, wants: Preferences, draft: int | None) -> Floats:
    """``(N, K, B)`` saliences, scaled to sum to 1 over the issues of which ``draft`` speaks."""
    if draft is None:
        return wants.salience
    out = np.empty(wants.salience.shape)
    saliences_on(wants.salience, world.speaks[draft], out)
    return out
