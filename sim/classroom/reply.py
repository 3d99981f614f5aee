"""Replies to messages: entries for the log, a ruling, or a refusal with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sim.classroom.log_lines import LogEntry
from sim.classroom.room import Room
from sim.classroom.room_entries import apply_entry
from sim.classroom.seats import TEACHER, Person
from sim.procedure.meeting import Ruling


@dataclass(frozen=True)
class UnnumberedEntry:
    """An entry without number and time."""

    kind: str
    by: str
    data: Mapping[str, Any] = field(default_factory=dict)

    def entry(self, n: int, at: datetime) -> LogEntry:
        """The entry with number ``n`` and time ``at``."""
        return LogEntry(n, at.isoformat(timespec="milliseconds"), self.by, self.kind, self.data)


@dataclass(frozen=True)
class Refused:
    """Why a message was refused: reason, rule if it is one of the law, and alternatives."""

    why: str
    rule: str = ""
    instead: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reply:
    """The reply to a message: entries for the log, and a ruling or a refusal."""

    lines: tuple[UnnumberedEntry, ...] = ()
    refused: Refused | None = None
    ruling: Ruling | None = None


@dataclass(frozen=True)
class Sender:
    """The sender of a message, and the time of arrival."""

    person: Person
    now: datetime

    @property
    def by(self) -> str:
        """The author of the sender's entries in the log."""
        if self.person.role == TEACHER:
            return "teacher"
        return self.person.seat or self.person.role


def no(why: str, rule: str = "", *instead: str) -> Reply:
    """A refusal."""
    return Reply(refused=Refused(why, rule, instead))


def one(kind: str, who: str, **data: Any) -> Reply:
    """A single entry."""
    return Reply((UnnumberedEntry(kind, who, data),))


def advance(
    room: Room, lines: tuple[UnnumberedEntry, ...], now: datetime
) -> tuple[Room, list[LogEntry]]:
    """The room after ``lines``, and the numbered entries."""
    entries = []
    for line in lines:
        entry = line.entry(room.n, now)
        room = apply_entry(room, entry)
        entries.append(entry)
    return room, entries
