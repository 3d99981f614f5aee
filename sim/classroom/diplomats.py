"""Simulated members in consultations: answers to asks, and their own asks."""

from __future__ import annotations

from sim.classroom.conduct import Views
from sim.classroom.drafting import why_not_taken_in
from sim.classroom.floor import consulting
from sim.classroom.reply import Reply, UnnumberedEntry
from sim.classroom.room import Room
from sim.classroom.sponsorship import (
    agreed_to,
    has_people,
    names_on,
    sponsors_now,
    still_to_agree,
)
from sim.classroom.text_votes import why_unchanged
from sim.lessons.members import OtherMembers, Wish


def going_along(room: Room) -> Reply | None:
    """Take in a requested change to which all people that sponsor the text agree.

    It waited for one that takes no part any more, or whom the engine plays now.
    """
    for place, ask in enumerate(room.floor.asks):
        agreed = agreed_to(room, ask)
        if ask.answer or not agreed or not _sponsored_by_people(room, ask.draft):
            continue
        if why_not_taken_in(room, ask.draft, ask.issue, ask.value)[0]:
            continue
        if still_to_agree(room, ask.draft, *agreed):
            continue
        sponsors = sponsors_now(room, ask.draft)
        simulated = (code for code in sponsors if not has_people(room, code))
        data = {"ask": place, "accept": True}
        return Reply((UnnumberedEntry("answer", next(simulated, agreed[-1]), data),))
    return None


def next_negotiation_reply(room: Room, members: OtherMembers, views: Views) -> Reply | None:
    """The next answer of simulated sponsors, the next ask of a simulated member, or None.

    A member asks once for each text that it would not vote for, unless the change was already asked
    for. This calls the engine and can take a while.
    """
    if not consulting(room.floor) or room.paused:
        return None
    return _answers(room, members) or _asks(room, members, views)


def _sponsored_by_people(room: Room, draft: str) -> bool:
    return any(room.seating.taken(code) for code in sponsors_now(room, draft))


def _answers(room: Room, members: OtherMembers) -> Reply | None:
    for place, ask in enumerate(room.floor.asks):
        if ask.answer or _sponsored_by_people(room, ask.draft):
            continue
        why, _ = why_not_taken_in(room, ask.draft, ask.issue, ask.value)
        if why:
            sponsor = sponsors_now(room, ask.draft)[0]
            declined = {"ask": place, "accept": False, "why": why}
            return Reply((UnnumberedEntry("answer", sponsor, declined),))
        wish = Wish(ask.issue, ask.value, ask.why)
        reply = members.answer(ask.draft, wish, room.floor.texts)
        sponsor = sponsors_now(room, ask.draft)[0]
        data = {"ask": place, "accept": reply.accepted, "why": reply.why}
        return Reply((UnnumberedEntry("answer", sponsor, data),))
    return None


def _asks(room: Room, members: OtherMembers, views: Views) -> Reply | None:
    asks_made = {(ask.by, ask.draft) for ask in room.floor.asks}
    wanted = {(ask.draft, ask.issue, ask.value) for ask in room.floor.asks}
    for draft, of_draft in views.items():
        if why_unchanged(room.floor.meeting, draft)[0]:
            continue
        for code, view in of_draft.items():
            mine = code in names_on(room, draft)
            if mine or view.vote == "yes" or (code, draft) in asks_made or room.seating.taken(code):
                continue
            wish = members.wish(code, draft, room.floor.texts)
            if wish is None or (draft, wish.issue, wish.value) in wanted:
                continue
            data = {"draft": draft, "issue": wish.issue, "value": wish.value, "why": wish.why}
            return Reply((UnnumberedEntry("ask", code, data),))
    return None
