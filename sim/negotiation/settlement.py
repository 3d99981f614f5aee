"""After the drafts have failed: a statement by consensus, under the silence procedure."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.domain.events import EventType
from sim.equilibrium.rules import sincere
from sim.negotiation.draft_codes import ADOPTED, DISPOSED, UNTABLED
from sim.negotiation.electorates import electorate
from sim.negotiation.prospects import pending
from sim.negotiation.world import World
from sim.preferences.coefficients import DECISION
from sim.preferences.electorate import Texts

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_PRESUMPTION = DECISION.index("presumption")

NOT_TRIED, ISSUED, FAILED, PENDING = range(4)
"""Codes of the fate of the statement; pending while its silence procedure runs."""

SOUGHT = "presidential"
"""Form of a statement that sponsors seek in place of their text."""


def common_ground(world: World) -> Floats:
    """``(K, B)`` the text that no member would want replaced by the status quo.

    On each issue the ideal nearest to the status quo if all ideals are on one side of it, else the
    status quo: with city-block loss nobody loses.
    """
    low = world.ideal.min(axis=0)
    high = world.ideal.max(axis=0)
    return np.where(low > world.quo, low, np.where(high < world.quo, high, world.quo))


def fall_back(world: World, moment: int, hours: float) -> None:
    """Circulate a statement once every draft has failed or was withdrawn; issue it on silence.

    Also ends the silence procedure of a statement that sponsors sought in place of their text.
    """
    fallback = world.setting.scenario.fallback
    ends = (world.issued == PENDING) & (world.silence == moment)
    if (ends & world.sought).any():
        _end_silence(world, ends & world.sought, moment, SOUGHT)
        ends &= ~world.sought
    if fallback is None or not world.setting.ballot_order:
        return
    gone = world.status >= DISPOSED  # or withdrawn
    if not gone.any() and not ends.any():
        return
    wait = max(1, int(np.ceil(fallback.silence_hours / hours)))
    over = np.ones(world.count, dtype=np.bool_)
    for draft in world.setting.ballot_order:
        over &= ~pending(world, draft) & (world.status[draft] != UNTABLED)
        over &= world.outcome[draft] != ADOPTED
    _circulate(world, over & (world.silence < 0), moment, wait, fallback.form)
    if ends.any():
        _end_silence(world, ends, moment, fallback.form)


def seek(world: World, where: Bools, moment: int, wait: Ints) -> None:
    """Circulate a presidential statement that sponsors seek in place of their text.

    ``wait`` is the length in rounds ``(B,)`` of its silence procedure.
    """
    world.sought |= where
    _circulate(world, where, moment, wait, SOUGHT)


def _circulate(world: World, begin: Bools, moment: int, wait: Ints | int, form: str) -> None:
    if begin.any():
        end = moment + wait  # later than this round, whose endings are already decided
        world.silence = np.where(begin, end, world.silence)
        world.issued[begin] = PENDING
        world.statement = np.where(begin, common_ground(world), world.statement)
        _minute(world, begin, moment, form)


def _minute(world: World, begin: Bools, moment: int, form: str) -> None:
    """Log the statement, with its difference from the status quo."""
    for b in np.flatnonzero(begin) if world.log.on else ():
        numbers = {}
        for k, issue in enumerate(world.setting.issues):
            if world.statement[k, b] != world.quo[k, b]:
                numbers[f"from_{issue}"] = float(world.quo[k, b])
                numbers[f"to_{issue}"] = float(world.statement[k, b])
        world.log.note(moment, EventType.CIRCULATE_STATEMENT, int(b), form, "", numbers)


def refusals(world: World, statement: Floats) -> Floats:
    """``(N, B)`` the probability that each member breaks silence on a text ``(K, B)``."""
    n = len(world.setting.members)
    texts = Texts(
        world=world.columns,
        text=statement,
        rival=statement,
        chance=np.zeros(world.count),
        fixed=np.repeat(world.c[[_PRESUMPTION]], n, axis=0),
        apart=np.zeros((n, world.count)),
        held=np.zeros((n, world.count)),
        given=np.zeros((3, n, world.count)),
        blocking=np.zeros(world.count, dtype=np.int64),
    )
    refusal: Floats = sincere(electorate(world), texts).probability[2]
    return refusal


def _end_silence(world: World, ends: Bools, moment: int, form: str) -> None:
    """End the silence procedure: a member breaks silence if its draw gives a no."""
    refusal = refusals(world, world.statement)
    draw = world.draws("silence", form, moment)
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
