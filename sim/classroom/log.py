"""The append-only log of a room, which is its only storage and its transcript."""

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
    """A log open for writing, locked for one process."""

    def __init__(self, path: Path) -> None:
        """Open ``path``, read its entries and truncate an incomplete last line.

        Raises:
            LogError: if the file is damaged, locked by another server, or cannot be opened.
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
            # Through the same handle: on Windows no other handle can read a locked file.
            survey_result = surveyed(path, self._file.readall())
            self.entries, good = sound(path, survey_result)
            self._link, self.remarks = survey_result.link, survey_result.remarks()
            self._file.truncate(good)
            os.fsync(handle)
            self._end = AppendedFile(handle, good)
            if survey_result.unended:
                self._end.append(b"\n")
            _sync_folder(path.parent)
        except BaseException:
            self._file.close()
            raise

    def append(self, entries: Sequence[LogEntry]) -> None:
        """Write ``entries`` and return once they are on disk.

        If the file was moved or deleted meanwhile, all of the log is first written again under its
        name.

        Raises:
            LogError: if they cannot be written; then none of them counts, and none stays in the
                file. If a partial write cannot be removed, later appends are refused until it can.
        """
        link = self._link
        lines = []
        for entry in entries:
            line, link = chained_line(entry, link)
            lines.append(line)
        try:
            if not self._in_place():
                self._write_again()
            self._end.append(b"".join(lines))
        except FileExistsError as error:
            raise LogError(
                "the log of the room was moved, and another file has its name",
                where=str(self.path),
                remedy="move that file away; the log is then written again",
            ) from error
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

    def _in_place(self) -> bool:
        """Whether the open file is the one under the log's name."""
        try:
            return os.path.samestat(os.fstat(self._file.fileno()), self.path.stat())
        except FileNotFoundError:
            return False

    def _write_again(self) -> None:
        """Write the content of the open file under the log's name, and go on there."""
        self._end.cut_back()
        self._file.seek(0)
        content = self._file.readall()
        target = Path(os.path.realpath(self.path))
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = target.open("x+b", buffering=0)
        try:
            target.chmod(0o600)
            _lock(file, self.path)
            end = AppendedFile(file.fileno(), 0)
            end.append(content)
            _sync_folder(target.parent)
        except BaseException:
            file.close()
            target.unlink()
            raise
        self._file.close()
        self._file, self._end = file, end

    def close(self) -> None:
        """Close the file; the log stays."""
        with contextlib.suppress(OSError):
            self._end.cut_back()
        self._file.close()

    def forget(self) -> None:
        """Close and delete the file; a link, or another file under that name, is not deleted."""
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
    """Lock the log at ``path`` against other processes, without reading it.

    Raises:
        LogError: if the file is not a log, or another process has it open.
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
