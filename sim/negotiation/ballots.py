"""Put drafts that are due to the vote, in order, and handle what follows a failure."""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import DraftStatus, Vote
from sim.domain.events import EventType
from sim.negotiation.chamber import Chamber
from sim.negotiation.choosing import choices_of, choose_action
from sim.negotiation.draft_codes import ADOPTED, DISPOSED, NOT_ADOPTED, VETOED
from sim.negotiation.electorates import electorate
from sim.negotiation.following import cast, expect, tied_chances
from sim.negotiation.offers import Session
from sim.negotiation.prospects import (
    adoption_of,
    closeness_by_pen,
    pending,
    prospects,
    stance_terms,
)
from sim.negotiation.reservations import expected
from sim.negotiation.setting import Setting
from sim.negotiation.views import BallotSeen, Look, Prospect
from sim.negotiation.world import World

Floats = NDArray[np.float64]


Bools = NDArray[np.bool_]


def put_due_drafts(world: World, chamber: Chamber, moment: int) -> None:
    """Put every draft that is due, in the order of the ballots (rule 32)."""
    for draft in world.setting.ballot_order:
        due = pending(world, draft) & (world.due[draft] <= moment)
        if not due.any():
            continue
        entries = prospects(world, chamber, due, draft, world.looked)
        put = _put(world, chamber, draft, due, entries, moment)
        if not put.any():
            continue
        if put is not due:
            due = put
            entries = prospects(world, chamber, due, draft, world.looked)
        prospect = entries[draft]
        who = electorate(world, draft)
        judgement = chamber.judge(who, prospect.texts, prospect.beliefs)
        columns = prospect.texts.world
        symbol = world.setting.drafts[draft]
        draw = np.ascontiguousarray(world.draws("vote", symbol, moment)[:, columns])
        votes = chamber.vote(judgement, draw)
        fixed, lines = prospect.texts.held, list(world.setting.lines)
        expect(lines, judgement.probability, judgement.probability, fixed)
        cast(lines, votes, fixed)
        blocking = prospect.texts.blocking
        adopted, nine = tied_chances(who, judgement.probability, blocking, lines, fixed)
        world.vote[:, draft, columns] = votes
        world.probability[:, :, draft, columns] = judgement.probability
        world.adopted[draft][columns] = adopted
        world.nine[draft][columns] = nine
        outcome = chamber.ballot(world, draft, columns, moment)
        last = _none_follows(world.setting, draft, moment)
        world.adoption[draft][columns] += adopted if last else outcome == ADOPTED
        world.outcome[draft][due] = outcome
        world.status[draft][due] = DraftStatus.DISPOSED
        world.ended[draft][due] = moment
        world.fresh |= due
        _log(world, draft, due, moment)
        if world.log.on:
            seen = dataclasses.replace(who, salience=who.salience.copy(), quo=who.quo.copy())
            look = Look(seen, prospect.texts, prospect.beliefs, judgement)
            beside = stance_terms(world, draft, adoption_of(world, entries))
            pens = tuple(world.setting.members[i] for i in world.setting.sponsors[draft])
            by_pen = closeness_by_pen(world, draft)
            world.votes_cast[draft] = BallotSeen(look, beside.parts, pens, by_pen, moment)
        if (due & (world.outcome[draft] == ADOPTED)).any():
            world.read_status_quo()


def _put(
    world: World,
    chamber: Chamber,
    draft: int,
    due: Bools,
    prospects: dict[int, Prospect],
    moment: int,
) -> Bools:
    """``(B,)`` where sponsors put a text that is due; elsewhere they choose something else."""
    if not choices_of(world, draft) and not world.log.on:
        return due
    prospect = prospects[draft]
    reckoned = {draft: expected(world, draft, prospect.texts, prospect.beliefs)}
    adoption = adoption_of(world, prospects)
    put = choose_action(Session(world, chamber, moment, prospects, adoption, reckoned), draft, due)
    return due if np.array_equal(put, due) else put


def _log(world: World, draft: int, due: Bools, moment: int) -> None:
    """Write the votes and the outcome."""
    if not world.log.on:
        return
    symbol = world.setting.drafts[draft]
    for i, code in enumerate(world.setting.members):
        chance = world.probability[:, i, draft]
        world.log.add(
            moment, EventType.VOTE, due, code, symbol,
            vote=world.vote[i, draft].astype(float),
            yes=chance[0], abstain=chance[1], no=chance[2],
        )  # fmt: skip
    counts = {
        vote.word: np.count_nonzero(world.vote[:, draft] == vote, axis=0).astype(float)
        for vote in (Vote.YES, Vote.NO, Vote.ABSTAIN)
    }
    world.log.add(
        moment, EventType.OUTCOME, due, "", symbol,
        outcome=world.outcome[draft].astype(float), expected=world.adopted[draft], **counts,
    )  # fmt: skip


def _wait(setting: Setting, draft: int) -> int | None:
    """Rounds from a ballot in which a draft fails to the next one; None if there is none."""
    text = setting.texts[draft]
    if text.renew_after_hours is None or text.vote is None:
        return None
    return max(1, int(np.ceil(text.renew_after_hours / setting.scenario.clock.round_hours)))


def _none_follows(setting: Setting, draft: int, moment: int) -> bool:
    """Whether the clock allows no other ballot on a draft that fails in this one."""
    wait = _wait(setting, draft)
    return wait is None or moment + wait >= setting.rounds


def _negotiated(setting: Setting, draft: int) -> int:
    """Rounds from the circulation of a draft to its ballot, as the scenario has them."""
    text = setting.texts[draft]
    assert text.vote is not None  # a text that is never put is not renewed
    return max(0, setting.round_of(text.vote) - setting.round_of(text.circulated))


def renew(world: World, moment: int) -> None:
    """Circulate failed texts again, so that they are put ``renew_after_hours`` after their ballot.

    Before that they are negotiated as long as at first, or for the whole time if that is shorter.
    """
    for draft, text in enumerate(world.setting.texts):
        wait = _wait(world.setting, draft)
        if wait is None:
            continue
        failed = (world.outcome[draft] == VETOED) | (world.outcome[draft] == NOT_ADOPTED)
        back = failed & (world.status[draft] == DISPOSED)
        again = world.ended[draft] + wait
        back &= moment >= again - _negotiated(world.setting, draft)
        if not back.any():
            continue
        world.status[draft][back] = DraftStatus.CIRCULATED
        world.due[draft][back] = again[back]
        world.renewals[draft][back] += 1
        world.fresh |= back
        symbol = world.setting.drafts[draft]
        world.log.add(moment, EventType.RENEW, back, text.sponsors[0], symbol)
