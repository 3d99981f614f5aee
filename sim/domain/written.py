"""Whether the command has written any file yet, for the message after an interruption."""

from __future__ import annotations

from threading import Event

_written = Event()


def note_written() -> None:
    """Record that a file of the user's was written or appended to."""
    _written.set()


def anything_written() -> bool:
    """Whether a file was written since the command began."""
    return _written.is_set()


def begin_unwritten() -> None:
    """Start a command: nothing has been written yet."""
    _written.clear()
