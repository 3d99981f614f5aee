"""Changes of a text that several submitted: in consultations, too, all of them have to agree."""

from __future__ import annotations

from dataclasses import replace

from sim.classroom.floor import RequestedChange
from sim.classroom.messages import ClauseChange
from sim.classroom.reply import Reply, Sender, UnnumberedEntry, no, one
from sim.classroom.room import Room
from sim.classroom.seats import TEACHER
from sim.classroom.sponsorship import agreed_to, consent_awaited, still_to_agree
from sim.domain.texts import Listing, listing, say
from sim.procedure.meeting import Act, Ruling
from sim.procedure.meeting.acts import instead


def asked_of_the_others(room: Room, seat: str, change: ClauseChange) -> Reply:
    """A sponsor's own change of a joint text, of which the other sponsors are asked."""
    if room.floor.texts[change.draft].get(change.issue) == change.value:
        return no(say("the text says so already"))
    ask = RequestedChange(seat, change.draft, change.issue, change.value, agreed=(seat,))
    return Reply((UnnumberedEntry("ask", seat, change.model_dump()),), None, _awaited(room, ask))


def with_consent_of(room: Room, seat: str, place: int) -> Reply:
    """A sponsor agrees to a change, which is made once all people that submitted the text have."""
    ask = room.floor.asks[place]
    before = agreed_to(room, ask)
    if not still_to_agree(room, ask.draft, *before, seat):
        return one("answer", seat, ask=place, accept=True)
    if seat in before:
        return no(consent_awaited(room, ask), "practice")
    entry = UnnumberedEntry("answer", seat, {"ask": place, "accept": True, "waits": True})
    return Reply((entry,), None, _awaited(room, replace(ask, agreed=(*ask.agreed, seat))))


def _awaited(room: Room, ask: RequestedChange) -> Ruling:
    reason = say("a text submitted by several is revised with the consent of all who submitted it.")
    return Ruling("practice", reason, consent_awaited(room, ask))


def other_people(room: Room, sender: Sender, symbol: str, code: str) -> Listing | None:
    """Whom ``code`` cannot speak for: other people that submitted the text; None for the teacher.

    None also if there are no others.
    """
    others, meeting = still_to_agree(room, symbol, code), room.floor.meeting
    if sender.person.role == TEACHER or not others or meeting is None:
        return None
    return listing([meeting.name(other) for other in others])


def for_the_others(room: Room, sender: Sender, act: Act) -> Reply | None:
    """Refuse that one of several people that submitted a text says that all of them agree.

    Simulated movers go along, and the teacher can say it for everybody.
    """
    symbol = act.data.get("proposal")
    if not act.data.get("for_all") or not isinstance(symbol, str):
        return None
    others = other_people(room, sender, symbol, act.by)
    if others is None:
        return None
    return no(
        say(
            "nobody agrees for {names:the}: those who submitted the text take their own names off, "
            "and the last of them can withdraw it.",
            names=others,
        ),
        "rule 35",
        instead("withdraw_sponsorship", say("take one's own name off")),
    )
