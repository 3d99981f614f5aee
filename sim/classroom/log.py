"""The append-only log of a room: the one thing that is kept, and the transcript."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from io import FileIO
from pathlib import Path
from typing import IO

from filelock import lock_descriptor

from sim.classroom.log_lines import LogEntry, LogError, chained_line
from sim.classroom.log_reading import check_own, sound, surveyed, unopened
from sim.domain.appending import AppendedFile
from sim.domain.written import note_written


class RoomLog:
    """A log open for writing; one process at a time."""

    def __init__(self, path: Path) -> None:
        """Open ``path``, reading what is there and cutting off a torn last line.

        Raises:
            LogError: when the file is damaged, locked by another server, or cannot be opened.
        """
        self.path = path
        check_own(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        except OSError as error:
            raise unopened(path, error) from error
        # Unbuffered: what was refused must not wait in a buffer and be written later.
        self._file = os.fdopen(handle, "r+b", buffering=0)
        try:
            _lock(self._file, path)
            # Through the same handle: on Windows no other one can read what is locked.
            found = surveyed(path, self._file.readall())
            self.entries, good = sound(path, found)
            self._link, self.remarks = found.link, found.remarks()
            self._file.truncate(good)
            os.fsync(handle)
            self._end = AppendedFile(handle, good)
            _sync_folder(path.parent)
        except BaseException:
            self._file.close()
            raise

    def append(self, entries: Sequence[LogEntry]) -> None:
        """Write ``entries`` and return when the disk has them.

        Raises:
            LogError: when they cannot be written; then none of them counts, and none stays in the
                file. If what was written of them cannot be removed, every later append is refused
                until it can.
        """
        link = self._link
        lines = []
        for entry in entries:
            line, link = chained_line(entry, link)
            lines.append(line)
        try:
            self._end.append(b"".join(lines))
        except OSError as error:
            raise LogError(
                "the log of the room cannot be written",
                where=str(self.path),
                why=error.strerror or str(error),
                remedy="free some space on the disk, then try again",
            ) from error
        note_written()
        self._link = link
        self.entries.extend(entries)

    def close(self) -> None:
        """Close the file; the log stays."""
        with contextlib.suppress(OSError):
            self._end.cut_back()
        self._file.close()

    def forget(self) -> None:
        """Close the file and delete it; a link, or a file that took its name meanwhile, stays."""
        try:
            ours = os.path.samestat(os.fstat(self._file.fileno()), self.path.stat())
        except OSError:
            ours = False
        self._file.close()
        if ours:
            Path(os.path.realpath(self.path)).unlink(missing_ok=True)

    def __iter__(self) -> Iterator[LogEntry]:
        """The entries in order."""
        return iter(self.entries)


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Keep the log at ``path`` from every other process, without reading it.

    Raises:
        LogError: the file is no log, or another process has it open.
    """
    check_own(path)
    try:
        file = path.open("r+b")
    except OSError as error:
        raise unopened(path, error) from error
    with file:
        _lock(file, path)
        yield


def _lock(file: FileIO | IO[bytes], path: Path) -> None:
    try:
        free = lock_descriptor(file.fileno(), blocking=False)
    except OSError as error:
        raise unopened(path, error, "it cannot be locked") from error
    if not free:
        raise LogError(
            "another server has this room open",
            where=str(path),
            remedy="stop the other server, or choose another --room-code",
        )


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # a folder cannot be opened on Windows
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
