"""Questions to the engine after a meeting: what-ifs and the debrief."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.classroom import messages as m
from sim.classroom.debrief import debrief_of
from sim.classroom.debrief_drafts import drafts_in_words
from sim.classroom.debrief_own import own_lines, seat_alone
from sim.classroom.debrief_words import debrief_body
from sim.classroom.requests import leads
from sim.classroom.room import Room
from sim.classroom.seats import PROJECTOR, TEACHER, Person
from sim.classroom.whatif import what_if_shares
from sim.domain.texts import say
from sim.lessons.members import OtherMembers


def why_no_answer(room: Room, person: Person, message: m.DoWhatIf | m.DoDebrief) -> str:
    """Why ``person`` cannot get an answer to ``message`` now; empty if it can.

    The debrief reveals the record, so only the teacher or a single player can request it.
    """
    if isinstance(message, m.DoDebrief):
        if not leads(room, person):
            return say("the teacher asks for the debrief")
        if room.floor.phase != "debrief":
            return say("the debrief comes after the meeting")
        return ""
    if person.role not in (TEACHER, PROJECTOR):
        return say("the what-if is on the teacher's and the room's screen")
    if room.floor.phase != "debrief":
        return say("the what-if comes after the meeting, in the debrief")
    return ""


def _what_if(room: Room, members: OtherMembers, message: m.DoWhatIf) -> dict[str, Any]:
    return what_if_shares(room, members, message.changes)


def _debrief(room: Room, members: OtherMembers, message: m.DoDebrief) -> dict[str, Any]:  # noqa: ARG001
    compared, seat = debrief_of(room, members), seat_alone(room)
    own = list(own_lines(room, seat, compared)) if seat else []
    return debrief_body(compared, drafts_in_words(room, unseen=bool(seat)), own)


ENGINE_ANSWERS: dict[type, tuple[str, Callable[..., dict[str, Any]]]] = {
    m.DoWhatIf: ("whatif", _what_if),
    m.DoDebrief: ("debrief", _debrief),
}
"""Message -> type of the answer, and the function that computes it."""
