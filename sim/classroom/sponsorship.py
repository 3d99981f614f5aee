"""Whose text a draft is: as circulated, and as the meeting has changed that since."""

from __future__ import annotations

from sim.classroom.consents import alike
from sim.classroom.floor import RequestedChange, actor, consulting
from sim.classroom.paperwork import paper_of
from sim.classroom.room import Room
from sim.classroom.text_votes import why_settled
from sim.domain.texts import Text, in_a_row, listing, say, say_many
from sim.procedure.meeting.entities import Proposal
from sim.procedure.meeting.vocabulary import Phase, ProposalKind


def sponsors_now(room: Room, symbol: str) -> tuple[str, ...]:
    """The sponsors that can change the draft ``symbol`` (rule 36); empty if there is no such draft.

    Once the draft is before the meeting these are its movers: not a sponsor that took its name
    off, nor one that joined later; of a text that was maintained, the member that maintained it
    (rule 35). Before that, they are those who circulated or began it.
    """
    proposal = _before_the_meeting(room, symbol)
    return proposal.movers if proposal is not None else _as_circulated(room, symbol)


def names_on(room: Room, symbol: str) -> tuple[str, ...]:
    """All members whose names are on the draft now: its sponsors, and those that joined them."""
    proposal = _before_the_meeting(room, symbol)
    if proposal is None:
        return _as_circulated(room, symbol)
    return tuple(dict.fromkeys((*proposal.movers, *proposal.sponsors)))


def shown_sponsorship(room: Room) -> dict[str, dict[str, list[str]]]:
    """For each draft, the sponsors that can change it, and all members whose names are on it."""
    return {
        draft: {"sponsors": list(sponsors_now(room, draft)), "names": list(names_on(room, draft))}
        for draft in room.floor.texts
    }


def is_sponsor(room: Room, seat: str, symbol: str) -> bool:
    """Whether the people on ``seat`` can change the draft ``symbol``."""
    return bool(seat) and actor(room.scenario, seat) in sponsors_now(room, symbol)


def has_people(room: Room, code: str) -> bool:
    """Whether a person plays ``code``."""
    seats = {person.seat for person in room.seating.people.values() if person.seat}
    return any(actor(room.scenario, seat) == code for seat in seats)


def still_to_agree(room: Room, symbol: str, *agreed: str) -> tuple[str, ...]:
    """The movers of ``symbol``, played by people, that have not ``agreed`` to change it.

    A text that several submitted to the Council is changed with the consent of all of them, in
    consultations as in the meeting. Simulated movers go along with the others.
    """
    proposal, meeting = _before_the_meeting(room, symbol), room.floor.meeting
    if proposal is None or meeting is None:
        return ()
    return tuple(
        code for code in meeting.agreeing(proposal) if code not in agreed and has_people(room, code)
    )


def agreed_to(room: Room, ask: RequestedChange) -> tuple[str, ...]:
    """The sponsors that agree to a change, in any request for it; one that asks for it does."""
    same = (room.floor.asks[place] for place in alike(room.floor, ask))
    agreed = dict.fromkeys(seat for each in (ask, *same) for seat in each.agreed)
    return tuple(seat for seat in agreed if is_sponsor(room, seat, ask.draft))


def consent_awaited(room: Room, ask: RequestedChange) -> Text | str:
    """Whose consent to an open change is still needed, in words; empty if none ever agreed."""
    meeting, agreed = room.floor.meeting, agreed_to(room, ask)
    waiting = still_to_agree(room, ask.draft, *agreed)
    again = [code for code in waiting if code in ask.again]
    if ask.answer or not (agreed or again) or not waiting or meeting is None:
        return ""
    if meeting.phase == Phase.CLOSED or why_settled(meeting, ask.draft):
        return ""
    named = {"text": ask.draft, "names": listing([meeting.name(code) for code in waiting])}
    sentences: list[Text] = [
        say_many(
            "It is taken into {text} as soon as {names:the} agrees as well.",
            "It is taken into {text} as soon as {names:the} agree as well.",
            len(waiting),
            **named,
        )
        if agreed
        else say_many(
            "It is taken into {text} as soon as {names:the} agrees.",
            "It is taken into {text} as soon as {names:the} agree.",
            len(waiting),
            **named,
        )
    ]
    if again:
        names = listing([meeting.name(code) for code in again])
        sentences.append(say("The earlier consent of {names:the} no longer counts.", names=names))
    if not consulting(room.floor):
        sentences.append(say("That waits for the next consultations."))
    return in_a_row(sentences)


def _before_the_meeting(room: Room, symbol: str) -> Proposal | None:
    meeting = room.floor.meeting
    proposal = meeting.proposal(symbol) if meeting is not None else None
    return None if proposal is None or proposal.kind is ProposalKind.AMENDMENT else proposal


def _as_circulated(room: Room, symbol: str) -> tuple[str, ...]:
    if symbol not in room.floor.papers and symbol not in room.scenario.drafts:
        return ()
    return paper_of(room.floor, room.scenario, symbol).sponsors
