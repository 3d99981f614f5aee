"""Rooms in a given state of their meeting, for tests."""

from __future__ import annotations

from datetime import UTC, datetime

from sim.classroom.acts import meeting_act
from sim.classroom.reply import UnnumberedEntry, advance
from sim.classroom.room import Room, new_room
from sim.procedure.meeting import Act
from tests.classroom.scene import scene

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def seated_room(*seats: str) -> Room:
    """A room whose meeting waits to be called, with a person on each of ``seats``."""
    opened = {"code": "AAAA", "rules": "real", "salt": "", "pin": "", "pace": 0, "per_seat": 2}
    joined = [
        UnnumberedEntry(
            "joined", "room", {"token": seat * 22, "role": "delegate", "seat": seat, "name": seat}
        )
        for seat in seats
    ]
    lines = (
        UnnumberedEntry("opened", "room", opened),
        *joined,
        UnnumberedEntry("phase", "teacher", {"to": "meeting"}),
    )
    return advance(new_room(scene()), lines, NOW)[0]


def go(room: Room, *acts: Act, now: datetime = NOW) -> Room:
    """The room after ``acts``, each of which is in order."""
    for act in acts:
        reply = meeting_act(room, act, act.by)
        assert reply.refused is None, reply.refused
        room = advance(room, reply.lines, now)[0]
    return room


def debate(*seats: str) -> Room:
    """A room whose agenda is adopted and whose texts are before the Council."""
    return go(
        seated_room(*seats),
        Act("call", "RUS", {"agenda": ["A city under siege"], "urgent": True}),
        Act("adopt_agenda", "RUS"),
        Act("no_objection", "RUS"),
    )
