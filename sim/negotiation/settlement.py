"""When the drafts have failed: a statement by consensus, under the silence procedure."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.domain.events import EventType
from sim.equilibrium.rules import sincere
from sim.negotiation.ballots import draws
from sim.negotiation.draft_codes import ADOPTED, DISPOSED, UNTABLED
from sim.negotiation.electorates import electorate
from sim.negotiation.prospects import pending
from sim.negotiation.world import World
from sim.preferences.coefficients import DECISION
from sim.preferences.electorate import Texts

Floats = NDArray[np.float64]

_PRESUMPTION = DECISION.index("presumption")

NOT_TRIED, ISSUED, FAILED = range(3)
"""Codes of what became of the statement."""


def common_ground(world: World) -> Floats:
    """``(K, B)`` the text that no member would rather see replaced by the status quo.

    On each issue the ideal nearest to the status quo where all ideals lie on one side of it, else
    the status quo: with city-block loss nobody loses by it.
    """
    low = world.ideal.min(axis=0)
    high = world.ideal.max(axis=0)
    return np.where(low > world.quo, low, np.where(high < world.quo, high, world.quo))


def fall_back(world: World, moment: int, hours: float) -> None:
    """Circulate a statement when every draft has failed or was withdrawn; issue it on silence."""
    fallback = world.setting.scenario.fallback
    if fallback is None or not world.setting.ballot_order:
        return
    ends = (world.issued == NOT_TRIED) & (world.silence == moment)
    gone = world.status >= DISPOSED  # or withdrawn
    if not gone.any() and not ends.any():
        return
    wait = max(1, int(np.ceil(fallback.silence_hours / hours)))
    over = np.ones(world.count, dtype=np.bool_)
    for draft in world.setting.ballot_order:
        over &= ~pending(world, draft) & (world.status[draft] != UNTABLED)
        over &= world.outcome[draft] != ADOPTED
    begin = over & (world.silence < 0)
    if begin.any():
        world.silence[begin] = moment + wait  # later than now: what ends now is known already
        world.statement = np.where(begin, common_ground(world), world.statement)
        _minute(world, begin, moment, fallback.form)
    if ends.any():
        _end_silence(world, ends, moment, fallback.form)


def _minute(world: World, begin: NDArray[np.bool_], moment: int, form: str) -> None:
    """Note the statement with what it says beyond things as they stand."""
    for b in np.flatnonzero(begin) if world.log.on else ():
        numbers = {}
        for k, issue in enumerate(world.setting.issues):
            if world.statement[k, b] != world.quo[k, b]:
                numbers[f"from_{issue}"] = float(world.quo[k, b])
                numbers[f"to_{issue}"] = float(world.statement[k, b])
        world.log.note(moment, EventType.CIRCULATE_STATEMENT, int(b), form, "", numbers)


def _end_silence(world: World, ends: NDArray[np.bool_], moment: int, form: str) -> None:
    """The silence is over: any member whose draw falls on its no has broken it."""
    n = len(world.setting.members)
    texts = Texts(
        world=world.columns,
        text=world.statement,
        rival=world.statement,
        chance=np.zeros(world.count),
        fixed=np.repeat(world.c[[_PRESUMPTION]], n, axis=0),
        apart=np.zeros((n, world.count)),
        held=np.zeros((n, world.count)),
        given=np.zeros((3, n, world.count)),
        blocking=np.zeros(world.count, dtype=np.int64),
    )
    refusal = sincere(electorate(world), texts).probability[2]
    draw = draws(world, "silence", form, moment)
    likeliest = refusal > 0.5
    broken = np.where(draw < 0.0, likeliest, draw < refusal)
    silent = np.ones(world.count, dtype=np.bool_)
    for i, code in enumerate(world.setting.members):
        silent &= ~broken[i]
        world.log.add(
            moment, EventType.BREAK_SILENCE, ends & broken[i], code, probability=refusal[i]
        )
    world.issued[ends & silent] = ISSUED
    world.issued[ends & ~silent] = FAILED
    world.log.add(moment, EventType.STATEMENT_ISSUED, ends & silent, form)
    world.log.add(moment, EventType.STATEMENT_FAILED, ends & ~silent, form)
