"""The electorate of a block of worlds, as it is and as its members believe it to be."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.negotiation.member_preferences import Preferences
from sim.negotiation.world import World
from sim.preferences.electorate import Electorate
from sim.preferences.texts import saliences_on

Floats = NDArray[np.float64]


def electorate(world: World, draft: int | None = None) -> Electorate:
    """The Council of a block of worlds in its current state, judging ``draft``.

    Members weigh a draft by the issues it addresses, so that a text on two issues of ten is not
    worth a fifth of one on all; without a draft all issues count.
    """
    return _electorate(world, world.own, draft)


def believed(world: World, draft: int | None = None) -> Electorate:
    """The Council as its members believe it to be; the actual one under complete information.

    Under a common prior everybody knows the centre of each other member's numbers, and a member's
    own numbers only affect its own judgement. Texts, facts and time are known to all.
    """
    return _electorate(world, world.believed, draft)


def _electorate(world: World, wants: Preferences, draft: int | None) -> Electorate:
    setting = world.setting
    return Electorate(
        wants.ideal, _weights(world, wants, draft), wants.align, world.c, world.quo, world.heeded,
        setting.elected, setting.permanent, setting.rule.quota, setting.quadratic,
    )  # fmt: skip


def _weights(world: World, wants: Preferences, draft: int | None) -> Floats:
    """``(N, K, B)`` saliences, scaled to sum to 1 over the issues that ``draft`` addresses."""
    if draft is None:
        return wants.salience
    out = np.empty(wants.salience.shape)
    saliences_on(wants.salience, world.speaks[draft], out)
    return out
