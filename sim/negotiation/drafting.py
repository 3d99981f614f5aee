"""Drafting: members name their price; sponsors amend, hold, merge or withdraw."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import DraftStatus
from sim.domain.events import EventType
from sim.negotiation.answers import to_tell
from sim.negotiation.chamber import Chamber
from sim.negotiation.choosing import end
from sim.negotiation.draft_codes import CIRCULATED, UNTABLED
from sim.negotiation.electorates import believed, electorate
from sim.negotiation.offers import (
    Offers,
    Session,
    least_gain,
    minute,
    offers_on,
    pen_of,
    single_text_due,
)
from sim.negotiation.prospects import adoption_of, lanes, pending, prospects
from sim.negotiation.reservations import (
    expected,
    hear_answers,
    hear_statements,
    minute_beliefs,
)
from sim.negotiation.views import View
from sim.negotiation.world import World
from sim.preferences.electorate import Judgement

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


def circulate(world: World, moment: int) -> None:
    """Put texts on the table when they are due to be circulated."""
    for draft, text in enumerate(world.setting.texts):
        if world.setting.round_of(text.circulated) != moment:
            continue
        fresh = world.status[draft] == UNTABLED
        world.status[draft][fresh] = DraftStatus.CIRCULATED
        world.fresh |= fresh
        if draft in world.setting.ballot_order and text.vote is not None:
            world.due[draft][fresh] = max(moment, world.setting.round_of(text.vote))
        world.log.add(moment, EventType.TABLE, fresh, text.sponsors[0], world.setting.drafts[draft])


def draft_texts(world: World, chamber: Chamber, moment: int) -> None:
    """One round of drafting on every pending text, in the worlds where something has changed.

    Elsewhere members would name the same prices and sponsors give the same answers.
    """
    world.views = []
    if single_text_due(world, moment):
        world.fresh[:] = True
    if not world.fresh.any():
        return
    world.stirred = True
    entries = prospects(world, chamber, world.fresh)
    world.looked = entries
    world.fresh = np.zeros(world.count, dtype=np.bool_)
    judged = {}
    for draft, prospect in entries.items():
        judged[draft] = chamber.judge(electorate(world, draft), prospect.texts, prospect.beliefs)
        hear_statements(world, prospect, judged[draft])
        hear_answers(world, prospect, judged[draft])
    reckoned = {d: expected(world, d, each.texts, each.beliefs) for d, each in entries.items()}
    for draft, each in entries.items():
        minute_beliefs(world, each, judged[draft], reckoned[draft], moment)
    session = Session(world, chamber, moment, entries, adoption_of(world, entries), reckoned)
    for draft in world.setting.ballot_order:
        if draft in entries:
            world.views.append(_work_on(session, draft, judged[draft]))


def _work_on(session: Session, draft: int, judgement: Judgement) -> View:
    """Amend, merge or withdraw one draft as its sponsors may; put unchanged texts in blue."""
    world, prospect = session.world, session.prospects[draft]
    may = world.setting.texts[draft].may
    changed = np.zeros(world.count, dtype=np.bool_)
    if "amend" in may:
        changed |= _amend(session, draft, judgement)
    if "withdraw" in may:
        _withdraw(session, draft, ~changed)
    if "merge" in may:
        changed |= _merge(session, draft, changed)
    world.fresh |= changed
    world.doubts.changed[draft] |= changed
    columns = prospect.texts.world
    ripe = np.zeros(world.count, dtype=np.bool_)
    ripe[columns] = True
    ripe &= ~changed & (world.status[draft] == CIRCULATED)
    world.status[draft][ripe] = DraftStatus.BLUE
    penholder = world.setting.texts[draft].sponsors[0]
    world.log.add(session.moment, EventType.BLUE, ripe, penholder, world.setting.drafts[draft])
    return View(draft, columns, judgement, settled=~changed[columns])


def _amend(session: Session, draft: int, judgement: Judgement) -> Bools:
    """Sponsors accept the change that gains them most, if it gains enough; ``(B,)`` where."""
    world, prospect = session.world, session.prospects[draft]
    changed = np.zeros(world.count, dtype=np.bool_)
    offers = offers_on(session, draft, judgement)
    for b in prospect.texts.world if world.log.on else ():
        world.log.passed.pop((draft, int(b)), None)
    if offers is None:
        return changed
    best = offers.best()
    enough = offers.least[best] > world.number("coefficients.concession")[offers.column[best]]
    if world.log.on:
        for n in offers.passed_over(best, len(world.setting.members)):
            minute(session, draft, offers, int(n), accepted=None)
        for n, accepted in zip(best, enough, strict=True):
            _minute_answer(session, draft, offers, int(n), accepted=bool(accepted))
    taken = best[enough]
    if not taken.size:
        return changed
    where = offers.column[taken]
    before = prospect.texts.text[:, offers.lane[taken]]
    after = offers.text[:, taken]
    moved = after != before
    for k in range(before.shape[0]):
        world.concession[draft][where] += np.abs(after[k] - before[k])
    world.text[draft][:, where] = np.where(moved, after, world.text[draft][:, where])
    world.speaks[draft][:, where] |= moved
    changed[where] = True
    world.status[draft][where] = DraftStatus.CIRCULATED
    return changed


def _minute_answer(session: Session, draft: int, offers: Offers, n: int, *, accepted: bool) -> None:
    """Log the change that sponsors accept, or one refusal that is new."""
    if accepted:
        session.world.log.refused.pop((draft, int(offers.column[n])), None)
        minute(session, draft, offers, n, accepted=True)
        return
    assert offers.worth is not None
    odds = float(offers.adopted[n]), float(offers.nine[n])
    place = draft, int(offers.column[n])
    session.world.log.passed[place] = (offers.worth[1, :, n], *odds)
    news = to_tell(session, draft, offers, n)
    if news is not None:
        minute(session, draft, offers, news[0], accepted=False, why=news[1])


def _merge(session: Session, draft: int, amended: Bools) -> Bools:
    """Merge a later rival into ``draft`` at their midpoint where all sponsors of both gain."""
    world, prospects = session.world, session.prospects
    changed = np.zeros(world.count, dtype=np.bool_)
    order = world.setting.ballot_order
    for other in order[order.index(draft) + 1 :]:
        if other not in prospects or "merge" not in world.setting.texts[other].may:
            continue
        free = pending(world, draft) & pending(world, other) & ~changed & ~amended
        free &= world.negotiated[draft] & world.negotiated[other]
        if not free.any():
            continue
        looked = np.intersect1d(prospects[draft].texts.world, prospects[other].texts.world)
        columns = looked[free[looked]].astype(np.int64)
        if columns.size:
            changed |= _join(session, draft, other, columns)
    return changed


def _join(session: Session, draft: int, other: int, columns: Ints) -> Bools:
    """Replace the first text by the midpoint and withdraw the other, where agreed."""
    world, chamber = session.world, session.chamber
    who = electorate(world, draft)
    middle = 0.5 * (world.full_text(draft) + world.full_text(other))[:, columns]
    texts = lanes(world, draft, columns, middle, {})
    beliefs = expected(world, draft, texts, chamber.beliefs(believed(world, draft), texts))
    enough = world.number("coefficients.concession")[columns]
    agreed = np.ones(columns.size, dtype=np.bool_)
    for side in (draft, other):
        pen = pen_of(world, side)
        own = session.prospects[side]
        before = np.zeros((who.ideal.shape[0], world.count))
        before[:, own.texts.world] = chamber.value(who, own.texts, session.reckoned[side], pen)
        after = chamber.value(who, texts, beliefs, pen)
        agreed &= least_gain(after, before[:, columns], pen.sponsors) > enough
    where = np.zeros(world.count, dtype=np.bool_)
    where[columns[agreed]] = True
    world.text[draft][:, columns[agreed]] = middle[:, agreed]
    world.speaks[draft] |= world.speaks[other] & where
    joint = np.maximum(world.sponsored[:, draft], world.sponsored[:, other])
    world.sponsored[:, draft] = np.where(where, joint, world.sponsored[:, draft])
    symbols = world.setting.drafts
    mover = world.setting.texts[other].sponsors[0]
    world.log.add(session.moment, EventType.MERGE, where, mover, symbols[draft])
    end(world, other, where, session.moment)
    return where


def _withdraw(session: Session, draft: int, unchanged: Bools) -> None:
    """Withdraw the text where every sponsor prefers that it not be put (rule 35).

    Where they have just accepted a change, they see first what comes of it.
    """
    world, prospect = session.world, session.prospects[draft]
    pen = pen_of(world, draft)
    who, beliefs = electorate(world, draft), session.reckoned[draft]
    value = session.chamber.value(who, prospect.texts, beliefs, pen)
    unwanted = np.ones(prospect.texts.world.size, dtype=np.bool_)
    for s in pen.sponsors:
        unwanted &= value[s] < 0.0
    where = np.zeros(world.count, dtype=np.bool_)
    where[prospect.texts.world[unwanted]] = True
    where &= unchanged & pending(world, draft)
    mover = world.setting.texts[draft].sponsors[0]
    world.log.add(session.moment, EventType.WITHDRAW, where, mover, world.setting.drafts[draft])
    end(world, draft, where, session.moment)
