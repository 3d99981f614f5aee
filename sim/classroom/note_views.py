"""Private notes as screens show them: the latest in the view, earlier ones on request."""

from __future__ import annotations

from typing import Any

from sim.classroom.deeds import Note
from sim.classroom.room import Room
from sim.classroom.seats import TEACHER, Person, places

RECENT_NOTES = 40
"""Number of notes in a view, and in each answer with earlier ones."""


def shown_notes(room: Room, person: Person, before: int | None = None) -> dict[str, Any]:
    """The last notes that ``person`` may read, and the number of earlier ones.

    Args:
        room: The room.
        person: The teacher, who reads notes that were readable when written, or a delegate, who
            reads those from and to the own seat; nobody else reads any.
        before: Only notes before this entry of the log.

    Returns:
        ``notes``, at most ``RECENT_NOTES`` in their order, and ``notes_more``.
    """
    notes = [
        note
        for note in room.notes
        if _may_read(note, person) and (before is None or note.n < before)
    ]
    names = {place.code: place.name for place in places(room.scenario)}
    shown = notes[-RECENT_NOTES:]
    return {
        "notes": [
            {"n": n.n, "by": names.get(n.by, n.by), "to": names.get(n.to, n.to), "text": n.text}
            for n in shown
        ],
        "notes_more": len(notes) - len(shown),
    }


def _may_read(note: Note, person: Person) -> bool:
    if person.role == TEACHER:
        return note.readable
    return bool(person.seat) and person.seat in (note.by, note.to)
