"""Messages that were made on an earlier view and arrive late, as after a lost connection.

A page sends with each message the number of the view on which it was made. What the message is
about may be another thing since; then it is refused, and its author looks again.
"""

from __future__ import annotations

from sim.classroom import messages as m
from sim.classroom.drafting import DRAFTING
from sim.classroom.room import Room
from sim.classroom.seats import DELEGATE, Person
from sim.domain.texts import say

FOR_A_MEMBER = (m.DoStand, m.DoAsk, m.DoAnswer, m.DoRevise, *DRAFTING)
"""Messages that speak for a member outside the meeting."""

ON_THE_FLOOR = (m.DoAct, m.DoOverride, m.DoPredict, *FOR_A_MEMBER)
"""Messages about texts, asks and the meeting, which may be others once an act was taken back."""


ANSWERS = frozenset(
    {
        "adopt_agenda", "no_objection", "object", "withdraw_objection", "put_question",
        "put_motion", "put_nature", "put_credentials", "resume", "close", "communique", "rule",
        "challenge", "object_to_division", "cede", "resume_chair", "announce", "put",
    }
)  # fmt: skip
"""Acts that answer or settle what is before the Council, or go on to what is next."""


def why_outdated(room: Room, person: Person, message: m.Sent) -> str:
    """Why a message that was made on an earlier view no longer counts; empty if it does."""
    if message.seen is None:
        return ""
    if person.role == DELEGATE and message.seen <= person.since:
        return say(
            "this was made on another seat; look at the record, and repeat it if it still applies"
        )
    if type(message) in ON_THE_FLOOR and message.seen <= room.undone:
        return say(
            "an act was taken back after this was made; look at what is before the Council, and "
            "repeat it if it still applies"
        )
    if isinstance(message, m.DoAct) and message.act in ANSWERS and message.seen <= room.asked:
        return say("the Council is asked something else since; look at it, and answer that")
    if isinstance(message, m.DoWrite):
        changed = room.written.get((message.draft, message.paragraph), -1)
        if message.paragraph and message.seen <= changed:
            return say("this paragraph was changed meanwhile; look at it, and change it again")
    if isinstance(message, m.DoNote) and room.notes_read and message.seen <= room.promised:
        return say("the teacher reads notes now; pass it again if it may be read")
    return ""
