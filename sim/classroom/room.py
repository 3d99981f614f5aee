"""The state of a room: its setup, its floor, and the people in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.classroom.class_test import ClassTest
from sim.classroom.clock import Countdown
from sim.classroom.deeds import Deeds, Note
from sim.classroom.floor import Floor, new_floor
from sim.classroom.seats import Seating
from sim.scenario.schema import Scenario


@dataclass(frozen=True)
class Setup:
    """Settings that are fixed when a room opens.

    Attributes:
        rules: ``real``, or ``mun`` to show at each turn how model-UN rule books differ.
        salt, pin: salt and slow hash of the teacher's PIN.
        announced: a ballot stays open, and votes can be changed, until the chair announces the
            result.
        solo: a single player controls the room and may ask the coach.
    """

    code: str
    rules: str = "real"
    salt: str = ""
    pin: str = ""
    announced: bool = False
    solo: bool = False


@dataclass(frozen=True)
class Dispatch:
    """A headline of the press, shown on the projector if the teacher allows it."""

    text: str
    shown: bool = False


@dataclass(frozen=True)
class Room:
    """The state of a room.

    Attributes:
        scenario: the scenario with drafts written in the room; ``base`` is without them.
        n: number of entries so far, which is the number of the next entry.
        undone: number of the entry that took back acts last; -1 if none did.
        asked: number of the entry by which the question before the Council changed last.
        written: draft and key of a paragraph -> the entry by which it was changed last.
        revealed: drafts whose result was announced and then taken back.
        begun: drafts of members, also those that were taken back; no symbol is given twice.
        before: for each act that can be undone, its entry number and the floor before it.
        predictions: person's key -> draft -> {outcome, yes}.
        gavel: who acts for the chair: ``seat``, ``teacher`` or ``engine``.
        timer: the countdown on all screens, if any.
        deeds: recent acts on each seat by person, for those who share it.
        notes: private notes between seats; ``notes_read`` says whether the teacher can read them,
            and ``promised`` is the number of the entry that set it; -1 if none did.
        test: the state of the test.
    """

    scenario: Scenario
    setup: Setup
    floor: Floor
    base: Scenario
    seating: Seating = field(default_factory=Seating)
    n: int = 0
    undone: int = -1
    revealed: frozenset[str] = frozenset()
    begun: frozenset[str] = frozenset()
    asked: int = -1
    written: Mapping[tuple[str, int], int] = field(default_factory=dict)
    before: tuple[tuple[int, Floor], ...] = ()
    predictions: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    dispatches: tuple[Dispatch, ...] = ()
    paused: bool = False
    pace: float = 3.0
    gavel: str = "seat"
    timer: Countdown | None = None
    closed: bool = False
    deeds: Deeds = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    notes_read: bool = True
    promised: int = -1
    test: ClassTest = field(default_factory=ClassTest)


def ballot_id(room: Room) -> str:
    """A unique name for the open ballot, also after acts were taken back; empty if none is open."""
    meeting = room.floor.meeting
    question = meeting.question if meeting is not None else None
    if meeting is None or question is None or meeting.phase != "voting":
        return ""
    after = f"{room.undone}." if room.undone >= 0 else ""
    return f"{after}{meeting.opened}:{question.kind}:{question.subject}"


def new_room(scenario: Scenario) -> Room:
    """A room without entries."""
    return Room(scenario, Setup(""), new_floor(scenario), scenario)
