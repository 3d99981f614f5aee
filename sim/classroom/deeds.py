"""Recent acts of each seat by person, for those who share it; and private notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.classroom.cast_votes import casts_vote
from sim.classroom.log_lines import LogEntry
from sim.classroom.paperwork import PAPERWORK
from sim.classroom.wording import label_of
from sim.domain.states import name_of
from sim.domain.texts import say, say_in, state_name
from sim.lessons.advice import STANDS
from sim.lessons.places import ENVOY, PRESS, SECRETARIAT

SIGNED = ("act", "refused", "stand", "ask", "answer", "revise", "note", *PAPERWORK)
"""Kinds of entry that store the key of their author."""

KEPT_DEEDS = 12
"""Number of a seat's acts shown to its people."""

KEPT_NOTES = 200
"""Number of notes that a room keeps of each seat that writes them."""


@dataclass(frozen=True)
class Deed:
    """An act of a person for a seat.

    Attributes:
        person: the person's key.
        vote: it casts a vote, which is not shown to those who took the seat later.
    """

    n: int
    person: str
    what: str
    vote: bool = False


@dataclass(frozen=True)
class Note:
    """A private note between two seats.

    ``readable``: the teacher could read notes when it was written, and its author was informed.
    """

    n: int
    by: str
    to: str
    text: str
    readable: bool = True


def with_note(notes: tuple[Note, ...], note: Note) -> tuple[Note, ...]:
    """``notes`` with ``note`` added; beyond ``KEPT_NOTES`` of its seat, the seat's oldest is gone.

    No seat can push out the notes of another.
    """
    written = sum(other.by == note.by for other in notes)
    if written >= KEPT_NOTES:
        oldest = next(place for place, other in enumerate(notes) if other.by == note.by)
        notes = (*notes[:oldest], *notes[oldest + 1 :])
    return (*notes, note)


Deeds = Mapping[str, tuple[Deed, ...]]
"""Seat -> its recent acts."""


VOTED = {
    "yes": say("in favour"), "no": say("against"), "abstain": say_in("my vote", "abstain"),
    "not_participating": say("not taking part"), "absent": say("absent"),
}  # fmt: skip
"""Votes in words."""


WROTE_TO = {
    ENVOY: say("wrote to the envoy"), SECRETARIAT: say("wrote to the Secretariat"),
    PRESS: say("wrote to the press"),
}  # fmt: skip
"""Notes to seats that are no States, in words."""


def with_deed(deeds: Deeds, seat: str, entry: LogEntry) -> Deeds:
    """``deeds`` with ``entry`` added for ``seat``."""
    vote = casts_vote(entry.data.get("act", {}))
    deed = Deed(entry.n, str(entry.data["person"]), deed_in_words(entry), vote)
    return {**deeds, seat: (*deeds.get(seat, ()), deed)[-KEPT_DEEDS:]}


def deed_in_words(entry: LogEntry) -> str:
    """An entry in a few words."""
    data = entry.data
    match entry.kind:
        case "act" | "refused":
            deed = _act(data["act"])
            return say("{act} (refused)", act=deed) if entry.kind == "refused" else deed
        case "stand":
            return say("{text}: {stand}", text=data["draft"], stand=STANDS[data["stand"]])
        case "ask":
            return say("asked for a change of {text}", text=data["draft"])
        case "answer":
            if data.get("waits"):
                return say("agreed to a change")
            return say("took a change in") if data["accept"] else say("declined a change")
        case "revise":
            return say("changed {text}", text=data["draft"])
        case "begin":
            return say("began the draft {text}", text=data["symbol"])
        case "write":
            return say("wrote a paragraph of {text}", text=data["draft"])
        case "tie":
            return say("tied a paragraph of {text}", text=data["draft"])
        case "strike":
            return say("struck out a paragraph of {text}", text=data["draft"])
        case "shift":
            return say("moved a paragraph of {text}", text=data["draft"])
        case "circulate":
            return say("circulated {text}", text=data["draft"])
    written = WROTE_TO.get(data["to"])
    return written or say(
        "wrote to {member:the}", member=state_name(data["to"], name_of(data["to"]))
    )


def _act(act: Mapping[str, Any]) -> str:
    if act["act"] == "vote":
        return say("voted: {vote}", vote=VOTED.get(str(act.get("vote", "")), ""))
    return label_of(str(act["act"]))
