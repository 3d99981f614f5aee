"""Whether a command has written anything yet, which whoever interrupts it is told."""

from __future__ import annotations

from threading import Event

_written = Event()


def note_written() -> None:
    """Say that a file of the user's was written whole, or something added to one."""
    _written.set()


def anything_written() -> bool:
    """Whether anything was, since the command began."""
    return _written.is_set()


def begin_unwritten() -> None:
    """Begin a command: nothing is written yet."""
    _written.clear()
