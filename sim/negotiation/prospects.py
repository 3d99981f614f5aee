"""What the texts on the table promise: each draft before the Council as a voting problem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from sim.negotiation.chamber import Chamber
from sim.negotiation.draft_codes import BLUE, CIRCULATED, NOT_ADOPTED, VETOED
from sim.negotiation.member_preferences import Preferences
from sim.negotiation.views import Prospect
from sim.negotiation.world import World
from sim.preferences.coefficients import DECISION
from sim.preferences.electorate import Beliefs, Electorate, Texts

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

_OWN = DECISION.index("o")
_OMEGA = DECISION.index("omega")
_RHO = DECISION.index("rho")


def electorate(world: World) -> Electorate:
    """The Council of a block of worlds as it stands."""
    return _electorate(world, world.own)


def believed(world: World) -> Electorate:
    """The Council as its members take each other to be; the same under complete information.

    Under a common prior everybody knows the centre of what each other member wants, and what each
    wants itself enters its own judgement only. Texts, facts and time are known to all.
    """
    return _electorate(world, world.believed)


def _electorate(world: World, wants: Preferences) -> Electorate:
    setting = world.setting
    return Electorate(
        wants.ideal, wants.salience, wants.align, world.c, world.quo, world.compliance,
        setting.elected, setting.permanent, setting.rule.quota, setting.quadratic,
    )  # fmt: skip


def pending(world: World, draft: int) -> Bools:
    """``(B,)`` worlds in which ``draft`` is before the Council and still to be put."""
    out: Bools = _before_council(world, draft) & (world.due[draft] >= 0)
    return out


def _before_council(world: World, draft: int) -> Bools:
    status = world.status[draft]
    out: Bools = (status == CIRCULATED) | (status == BLUE)
    return out


@dataclass(frozen=True)
class Rival:
    """What comes if a draft fails.

    Attributes:
        text: ``(K, B)``.
        chance: ``(B,)`` its probability.
        sponsored: ``(N, B)`` 1 where the member has put its name to it.
    """

    text: Floats
    chance: Floats
    sponsored: Floats


def beside_policy(
    world: World, draft: int, adoption: Mapping[int, Floats]
) -> tuple[Floats, Floats, Floats]:
    """``(N, B)`` each: what sponsorship, statements and lack of consultation add to the stance.

    ``adoption`` as :func:`rival` takes it.
    """
    found = _beside_policy(world, draft, rival(world, draft, adoption))
    sponsorship, statement, consultation = found
    return sponsorship, statement, np.broadcast_to(consultation, sponsorship.shape).copy()


def _beside_policy(world: World, draft: int, other: Rival) -> tuple[Floats, Floats, Floats]:
    """The same, with consultation ``(B,)``, which is common to all members.

    Who has put its name to the rival gives up its chance where this text is adopted.
    """
    symbol = world.setting.drafts[draft]
    at_stake = world.sponsored[:, draft] - other.chance * other.sponsored
    sponsorship = world.c[_OWN] * at_stake
    statement = world.pull[:, draft] * (0.0 if world.setting.secret else 1.0)
    lacking = 1.0 - world.number(f"drafts.{symbol}.consultation")
    return sponsorship, statement, 0.0 - world.c[_OMEGA] * lacking


def rival(world: World, draft: int, adoption: Mapping[int, Floats]) -> Rival:
    """What comes if ``draft`` fails.

    The next pending draft, with the believed probability of its adoption plus rho; else the last
    text before it that failed or must have failed by then, or one that is never put, with rho.

    ``adoption`` is P(adopted), ``(B,)``, of the drafts that are put later.
    """
    order = world.setting.ballot_order
    place = order.index(draft) if draft in order else len(order)
    text = world.full_text(draft)
    chance = np.zeros(world.count)
    sponsored = np.zeros((len(world.setting.members), world.count))
    open_yet = np.ones(world.count, dtype=np.bool_)
    rho = world.c[_RHO]
    for other in order[place + 1 :]:
        if other not in adoption:
            continue
        here = pending(world, other) & open_yet
        if here.any():
            text = np.where(here, world.full_text(other), text)
            sponsored = np.where(here, world.sponsored[:, other], sponsored)
            chance = np.where(here, np.minimum(adoption[other] + rho, 1.0), chance)
            open_yet &= ~here
    unput = [d for d in range(len(world.setting.drafts)) if d not in order and d != draft]
    for other in (*reversed(order[:place]), *order[place + 1 :], *unput):
        if not open_yet.any():
            break
        outcome = world.outcome[other]
        failed = (outcome == VETOED) | (outcome == NOT_ADOPTED)
        here = (failed | _before_council(world, other)) & open_yet
        if here.any():
            text = np.where(here, world.full_text(other), text)
            sponsored = np.where(here, world.sponsored[:, other], sponsored)
            chance = np.where(here, rho, chance)
            open_yet &= ~here
    return Rival(text, chance, sponsored)


def _in(columns: Ints, rows: Floats) -> Floats:
    """``rows`` (..., B) in the worlds ``columns``; as they are for one text in a single world."""
    if columns.size == 1 and rows.shape[-1] == 1:
        return np.ascontiguousarray(rows)
    return np.ascontiguousarray(rows[..., columns])


def lanes(
    world: World, draft: int, columns: Ints, text: Floats, adoption: Mapping[int, Floats]
) -> Texts:
    """Texts ``(K, L)`` that would be put in place of ``draft`` in the worlds ``columns``."""
    setting = world.setting
    other = rival(world, draft, adoption)
    sponsorship, statement, consultation = _beside_policy(world, draft, other)
    held = np.empty((len(setting.members), columns.size))
    held[:] = setting.bound[:, draft, None]
    given = np.zeros((3, *held.shape))
    given[1] = held
    return Texts(
        world=columns,
        text=np.ascontiguousarray(text),
        rival=_in(columns, other.text),
        chance=_in(columns, other.chance),
        fixed=_in(columns, sponsorship + statement + consultation),
        held=held,
        given=given,
        blocking=np.full(columns.size, setting.blocking[draft], dtype=np.int64),
    )


NOTHING: Mapping[int, Prospect] = MappingProxyType({})


def prospects(
    world: World,
    chamber: Chamber,
    where: Bools,
    stop: int | None = None,
    known: Mapping[int, Prospect] = NOTHING,
) -> dict[int, Prospect]:
    """Every pending draft with what is expected of it, the last ballot first.

    Only the worlds ``where`` are looked at, and nothing once the draft ``stop`` has been reached.
    What is ``known`` from an earlier look is taken over in worlds that are not ``fresh``.
    """
    who = believed(world)
    out: dict[int, Prospect] = {}
    adoption: dict[int, Floats] = {}
    for draft in reversed(world.setting.ballot_order):
        columns = np.flatnonzero(pending(world, draft) & where).astype(np.int64)
        if columns.size:
            found = _remembered(known.get(draft), columns, world.fresh)
            if found is None:
                texts = lanes(world, draft, columns, _in(columns, world.full_text(draft)), adoption)
                beliefs = _believe(who, texts, chamber, known.get(draft), world.fresh)
                found = Prospect(draft, texts, beliefs)
            out[draft] = found
            adoption[draft] = _spread(world, columns, found.beliefs.adopted)
        if draft == stop:
            break
    return out


def _remembered(known: Prospect | None, columns: Ints, fresh: Bools) -> Prospect | None:
    """What is known, where it is about these very worlds and none of them has changed."""
    if known is None or not np.array_equal(known.texts.world, columns) or fresh[columns].any():
        return None
    return known


def _believe(
    who: Electorate, texts: Texts, chamber: Chamber, known: Prospect | None, fresh: Bools
) -> Beliefs:
    """What everybody expects of ``texts``, a lane for each world, solved only where it is new."""
    if known is None:
        return chamber.beliefs(who, texts)
    old = np.isin(texts.world, known.texts.world) & ~fresh[texts.world]
    if not old.any():
        return chamber.beliefs(who, texts)
    place = np.searchsorted(known.texts.world, texts.world[old])
    new = None if old.all() else chamber.beliefs(who, _only(texts, ~old))
    joined = {}
    for name in (each.name for each in fields(Beliefs)):
        before = getattr(known.beliefs, name)
        column = np.empty((*before.shape[:-1], old.size), dtype=before.dtype)
        column[..., old] = before[..., place]
        if new is not None:
            column[..., ~old] = getattr(new, name)
        joined[name] = column
    return Beliefs(**joined)


def _only(texts: Texts, which: Bools) -> Texts:
    """The lanes ``which``."""
    parts = {each.name: getattr(texts, each.name)[..., which] for each in fields(Texts)}
    return Texts(**{name: np.ascontiguousarray(part) for name, part in parts.items()})


def adoption_of(world: World, found: dict[int, Prospect]) -> dict[int, Floats]:
    """P(adopted) by draft, ``(B,)`` each, zero where it is not pending."""
    return {
        draft: _spread(world, prospect.texts.world, prospect.beliefs.adopted)
        for draft, prospect in found.items()
    }


def _spread(world: World, columns: Ints, values: Floats) -> Floats:
    """``(B,)`` values in the worlds ``columns``, zero elsewhere."""
    out = np.zeros(world.count)
    out[columns] = values
    return out
