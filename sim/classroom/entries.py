"""Validate the entries of a log from disk before a room is rebuilt from them.

A log that was edited by hand, or that is on a failing disk, can contain anything. Each entry is
checked here, so that a bad one cannot crash the room later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from sim.classroom import exports
from sim.classroom.desk import PHASES
from sim.classroom.entry_kinds import KINDS, ActData, Data, Timer
from sim.classroom.log_lines import LogEntry, parse_entry
from sim.classroom.paperwork import PAPERWORK
from sim.classroom.reply import UnnumberedEntry
from sim.classroom.room import Room, new_room
from sim.classroom.room_entries import apply_entry
from sim.classroom.seats import places
from sim.classroom.views import hello, private, public
from sim.procedure.meeting import Act
from sim.scenario.schema import Scenario

BY_SEATS = ("stand", "ask", "note", "begin")
"""Kinds of entry that only a seat can create."""


@dataclass(frozen=True)
class Taken:
    """A room rebuilt from the valid part of its log.

    Attributes:
        good: number of valid entries from the start.
        problem: what is wrong with the next entry; empty if all are valid.
    """

    room: Room
    good: int
    problem: str = ""


def take(scenario: Scenario, entries: Sequence[LogEntry]) -> Taken:
    """The room after ``entries``, up to the first invalid one."""
    taken = _fold(scenario, entries)
    while taken.good and not shows(taken.room):
        # All entries are valid but a screen cannot be drawn: keep the longest part that can.
        taken = _longest(scenario, entries[: taken.good - 1])
    return taken


def advance_readable(
    room: Room, lines: Sequence[UnnumberedEntry], now: datetime
) -> tuple[Room, list[LogEntry]]:
    """The room after ``lines``, and the numbered entries as they are read back from a log.

    Raises:
        ValueError: if an entry could not be read back, so that the room could not be resumed.
    """
    entries = []
    for line in lines:
        entry = parse_entry(line.entry(room.n, now).line())
        why = problem(room, entry)
        if why:
            raise ValueError(f"an entry '{entry.kind}' could not be read back: {why}")
        room = apply_entry(room, entry)
        entries.append(entry)
    return room, entries


def problem(room: Room, entry: LogEntry) -> str:
    """Why ``entry`` is not valid for ``room``; empty if it is."""
    kind = KINDS.get(entry.kind)
    if (entry.kind == "opened") != (entry.n == 0):
        return "a log is opened once, by its first entry"
    try:
        if datetime.fromisoformat(entry.at).tzinfo is None:
            return f"'{entry.at}' is not a time"
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
    """What an entry refers to that is not in the room; empty if nothing."""
    named: Mapping[str, Any] = data.model_dump()
    change = named.get("change") or {}
    codes = {place.code for place in places(room.scenario)}
    drafts, issue = set(room.floor.texts), named.get("issue", change.get("issue"))
    if entry.kind in PAPERWORK:  # it may name a draft that is not circulated yet
        drafts |= set(room.floor.papers)
        issue = issue or None
    checks: list[tuple[str, Any, Callable[[Any], bool]]] = [
        ("draft", named.get("draft", change.get("draft")), lambda x: x in drafts),
        ("issue", issue, lambda x: x in room.scenario.issues),
        ("seat", named.get("seat") or None, lambda x: x in codes),
        ("ask", named.get("ask"), lambda x: x < len(room.floor.asks)),
        ("dispatch", named.get("dispatch"), lambda x: x < len(room.dispatches)),
        ("phase", named.get("to") if entry.kind == "phase" else None, lambda x: x in PHASES),
        ("seat", named.get("to") if entry.kind == "note" else None, lambda x: x in codes),
        ("seat", entry.by if entry.kind in BY_SEATS else None, lambda x: x in codes),
    ]
    for what, value, exists in checks:
        if value is not None and not exists(value):
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
    """The longest prefix of ``entries`` whose room can be shown."""
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
    """Whether all screens and the record of a room can be rendered."""
    try:
        hello(room)
        public(room, {})
        for person in room.seating.people.values():
            private(room, person)
        exports.record(room, [])
    except Exception:  # noqa: BLE001 - whatever an edited entry brings about
        return False
    return True
