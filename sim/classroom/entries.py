"""What an entry of a log may hold: checked before a room is folded from a log that lay on a disk.

A server writes no other entries. A log that was edited by hand, or whose disk is failing, can hold
anything; what does not fit is found here, entry by entry, before it can end the room later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sim.classroom import exports
from sim.classroom.desk import PHASES
from sim.classroom.log import LogEntry
from sim.classroom.room import Room, apply_entry, new_room
from sim.classroom.seats import places
from sim.classroom.views import hello, private, public
from sim.procedure.meeting import Act
from sim.scenario.schema import Scenario

Degree = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0)]


class Data(BaseModel):
    """The particulars of an entry; what a newer version adds is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class OpenedData(Data):
    """The room opens."""

    scenario: str
    code: Annotated[str, Field(max_length=12)]
    rules: Literal["real", "mun"]
    salt: str
    pin: str
    pace: Annotated[float, Field(ge=0, le=120, allow_inf_nan=False)]
    per_seat: Annotated[int, Field(ge=1, le=40)]
    announced: bool = False
    digest: str = ""


class Pin(Data):
    """A new PIN, after a server stopped."""

    salt: str
    pin: str


class Token(Data):
    """Somebody leaves, or is removed by the teacher."""

    token: Annotated[str, Field(min_length=12)]


class JoinedData(Token):
    """Somebody comes."""

    role: Literal["teacher", "delegate", "projector", "observer"]
    name: str = ""
    seat: str = ""


class Assigned(Data):
    """Somebody gets another seat, or none."""

    person: str
    seat: str | None


class Locked(Data):
    """A seat is kept for the engine, or freed."""

    seat: str
    locked: bool


class Undone(Data):
    """The floor goes back to what it was before an entry."""

    to: Count


class Predicted(Data):
    """Somebody predicts a ballot."""

    person: str
    draft: str
    outcome: Literal["adopted", "vetoed", "not_adopted"]
    yes: Annotated[int, Field(ge=0, le=1000)]


class DispatchData(Data):
    """The press files a headline."""

    text: str


class NoteData(Data):
    """A private note between two seats."""

    to: str
    text: str


class Notes(Data):
    """Whether the teacher reads the notes."""

    read: bool


class Printed(Data):
    """A headline goes onto the projector, or off it."""

    dispatch: Count
    shown: bool


class Paused(Data):
    """The clocks stop, or go on."""

    paused: bool


class Pace(Data):
    """Seconds between two acts of simulated members."""

    seconds: Annotated[float, Field(ge=0, le=120, allow_inf_nan=False)]


class Gavel(Data):
    """Who conducts for the chair."""

    to: Literal["seat", "teacher", "engine"]


class Timer(Data):
    """A countdown, or its end."""

    until: str


class ActData(Data):
    """An act of the meeting, done or refused."""

    act: dict[str, Any]
    change: ChangeData | None = None


class ChangeData(Data):
    """A clause in place of another."""

    draft: str
    issue: str
    value: Degree | None


class PhaseData(Data):
    """The room moves on."""

    to: Literal["lobby", "negotiation", "meeting", "debrief"]


class Stand(Data):
    """A member says where it stands."""

    draft: str
    stand: Literal["for", "against", "undecided"]


class AskData(ChangeData):
    """A change is asked of the sponsors."""

    why: str = ""


class AnswerData(Data):
    """The sponsors answer."""

    ask: Count
    accept: bool
    why: str = ""


KINDS: dict[str, type[Data]] = {
    "opened": OpenedData, "pin": Pin, "joined": JoinedData, "left": Token, "removed": Token,
    "assigned": Assigned, "locked": Locked, "undone": Undone, "predicted": Predicted,
    "dispatch": DispatchData, "printed": Printed, "paused": Paused, "pace": Pace, "gavel": Gavel,
    "timer": Timer, "closed": Data, "act": ActData, "refused": ActData, "phase": PhaseData,
    "note": NoteData, "notes": Notes, "stand": Stand, "ask": AskData, "answer": AnswerData,
    "revise": ChangeData,
}  # fmt: skip
"""The particulars of each kind of entry; entries of other kinds change nothing."""


BY_SEATS = ("stand", "ask", "note")
"""Kinds of entry that only a seat makes."""


@dataclass(frozen=True)
class Taken:
    """A room as far as its log can be believed.

    Attributes:
        good: entries taken in, from the first.
        problem: what is wrong with the next; empty when all were taken in.
    """

    room: Room
    good: int
    problem: str = ""


def take(scenario: Scenario, entries: Sequence[LogEntry]) -> Taken:
    """The room after ``entries``, up to the first that no server of ours wrote."""
    taken = _fold(scenario, entries)
    while taken.good and not shows(taken.room):
        # Each entry passed, and yet some screen cannot be drawn: the last that can be is kept.
        taken = _longest(scenario, entries[: taken.good - 1])
    return taken


def problem(room: Room, entry: LogEntry) -> str:
    """Why ``entry`` cannot follow on ``room``; empty when it can."""
    kind = KINDS.get(entry.kind)
    if (entry.kind == "opened") != (entry.n == 0):
        return "a log is opened once, by its first entry"
    try:
        if datetime.fromisoformat(entry.at).tzinfo is None:
            return f"'{entry.at}' is no instant"
        data = kind.model_validate(dict(entry.data)) if kind is not None else Data()
        if isinstance(data, ActData):
            Act.from_dict(data.act)
        if isinstance(data, Timer) and data.until:
            datetime.fromisoformat(data.until)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(str(part) for part in first['loc'])[:80]}: {first['msg']}"
    except ValueError as error:
        return str(error)[:200]
    return _stray(room, entry, data)


def _stray(room: Room, entry: LogEntry, data: Data) -> str:
    """What an entry names that is not in the room."""
    named: Mapping[str, Any] = data.model_dump()
    change = named.get("change") or {}
    codes = {place.code for place in places(room.scenario)}
    checks: list[tuple[str, Any, Callable[[Any], bool]]] = [
        ("draft", named.get("draft", change.get("draft")), lambda x: x in room.floor.texts),
        ("issue", named.get("issue", change.get("issue")), lambda x: x in room.scenario.issues),
        ("seat", named.get("seat") or None, lambda x: x in codes),
        ("ask", named.get("ask"), lambda x: x < len(room.floor.asks)),
        ("dispatch", named.get("dispatch"), lambda x: x < len(room.dispatches)),
        ("phase", named.get("to") if entry.kind == "phase" else None, lambda x: x in PHASES),
        ("seat", named.get("to") if entry.kind == "note" else None, lambda x: x in codes),
        ("seat", entry.by if entry.kind in BY_SEATS else None, lambda x: x in codes),
    ]
    for what, value, known in checks:
        if value is not None and not known(value):
            return f"there is no {what} {value!r:.60} in this room"
    return ""


def _fold(scenario: Scenario, entries: Sequence[LogEntry]) -> Taken:
    room = new_room(scenario)
    for place, entry in enumerate(entries):
        why = problem(room, entry)
        if not why:
            try:
                room = apply_entry(room, entry)
                continue
            except Exception as error:  # noqa: BLE001 - whatever an edited entry brings about
                why = f"it cannot be done here ({type(error).__name__})"
        return Taken(room, place, why)
    return Taken(room, len(entries))


def _longest(scenario: Scenario, entries: Sequence[LogEntry]) -> Taken:
    """The longest beginning of ``entries`` whose room can be shown."""
    low, high = 0, len(entries)
    while low < high:
        middle = (low + high + 1) // 2
        if shows(_fold(scenario, entries[:middle]).room):
            low = middle
        else:
            high = middle - 1
    room = _fold(scenario, entries[:low]).room
    return Taken(room, low, "what follows cannot be shown on a screen")


def shows(room: Room) -> bool:
    """Whether every screen and the record of a room can be drawn."""
    try:
        hello(room)
        public(room, {})
        for person in room.seating.people.values():
            private(room, person)
        exports.record(room, [])
    except Exception:  # noqa: BLE001 - whatever an edited entry brings about
        return False
    return True
