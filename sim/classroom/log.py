"""The append-only log of a room: the one thing that is kept, and the transcript."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from filelock import lock_descriptor

from sim.domain.errors import CouncilError


class LogError(CouncilError):
    """The log of a room cannot be read or written."""

    def __init__(self, what: str, *, where: str, remedy: str, why: str = "") -> None:
        super().__init__(what, code="E001", where=where, why=why, remedy=remedy)


LONGEST = 1 << 20
"""Bytes of the longest line that is looked at to tell whose file it is."""


@dataclass(frozen=True)
class LogEntry:
    """One line of the log: who did what, when.

    ``by`` is ``teacher``, ``room``, ``engine`` or the code of a seat; ``at`` is UTC, ISO 8601.
    """

    n: int
    at: str
    by: str
    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)

    def line(self) -> bytes:
        """The entry as one line of JSON, with its newline."""
        body = {"n": self.n, "at": self.at, "by": self.by, "kind": self.kind, "data": self.data}
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def parse_entry(line: bytes) -> LogEntry:
    """The entry on a line.

    Raises:
        ValueError: when the line is not an entry.
    """
    try:
        body = json.loads(line)
    except RecursionError as error:
        raise ValueError("not an entry") from error
    if not isinstance(body, dict) or not isinstance(body.get("data"), dict):
        raise ValueError("not an entry")
    try:
        return LogEntry(
            int(body["n"]), str(body["at"]), str(body["by"]), str(body["kind"]), body["data"]
        )
    except (KeyError, TypeError, OverflowError) as error:
        raise ValueError("not an entry") from error


OPENED = "opened"
"""Kind of the first entry of every log."""

_HEAD = b'{"n":0,"at":"'
"""How the first line of every log begins, even when the power went while it was written."""


def opens(entry: LogEntry) -> bool:
    """Whether an entry is one with which a log of ours begins."""
    items = (entry.data.get(name) for name in ("scenario", "code", "rules"))
    named = all(isinstance(value, str) for value in items)
    return named and (entry.n, entry.by, entry.kind) == (0, "room", OPENED)


def check_own(path: Path) -> None:
    """Refuse a file that stands at ``path`` and is no log of a room or game.

    No file and an empty file pass.

    Raises:
        LogError: when it is another program's file, no file at all, or cannot be read.
    """
    try:
        if not path.exists():
            return
        if path.is_file():
            with path.open("rb") as file:
                first = file.readline(LONGEST)
            _check_first(path, first)
            return
    except OSError as error:
        raise _unopened(path, error) from error
    raise _foreign(path, "it is not a regular file")


def _check_first(path: Path, first: bytes) -> None:
    """Refuse a first line with which no log of ours begins; a torn one passes."""
    if not first or (first.startswith(_HEAD) and not first.endswith(b"\n")):
        return
    with contextlib.suppress(ValueError):
        if opens(parse_entry(first)):
            return
    raise _foreign(path, "its first line is not the entry with which a log begins")


def _foreign(path: Path, why: str) -> LogError:
    return LogError(
        "this file is not the log of a room or game, and is left as it is",
        where=str(path),
        why=why,
        remedy="name another file with --save, or another --room-code or --log-dir",
    )


@dataclass(frozen=True)
class Survey:
    """What a log holds as far as it can be read.

    Attributes:
        entries: the entries from the first on, as far as each follows on the one before.
        good: bytes that they fill.
        problem: what is wrong with the line after them; empty for a whole log and a torn last line.
        line: the number of that line, from 1; ``lines`` is how many there are.
    """

    entries: list[LogEntry]
    good: int
    problem: str = ""
    line: int = 0
    lines: int = 0


def survey(path: Path) -> Survey:
    """What the log at ``path`` holds, up to the first line that is damaged.

    A last line without its newline, or that is no entry, was being written when the power went:
    it was never acknowledged and is left out.

    Raises:
        LogError: when the file is no log.
    """
    check_own(path)
    return _surveyed(path, path.read_bytes())


def _surveyed(path: Path, content: bytes) -> Survey:
    entries: list[LogEntry] = []
    good = 0
    lines = content.splitlines(keepends=True)
    _check_first(path, lines[0][:LONGEST] if lines else b"")
    for number, line in enumerate(lines, start=1):
        try:
            entry = parse_entry(line)
            whole = line.endswith(b"\n") and entry.n == len(entries)
        except ValueError:
            whole = False
        if not whole:
            if number == len(lines):
                break
            why = f"this is not the entry number {len(entries)} that should stand here"
            return Survey(entries, good, why, number, len(lines))
        entries.append(entry)
        good += len(line)
    return Survey(entries, good, lines=len(lines))


def read_log(path: Path) -> tuple[list[LogEntry], int]:
    """The entries of a log and the number of bytes that they fill; see ``survey``.

    Raises:
        LogError: when the file is no log, an earlier line is damaged, or entries are missing.
    """
    return _sound(path, survey(path))


def _sound(path: Path, survey: Survey) -> tuple[list[LogEntry], int]:
    """What was found, where no line is damaged."""
    if survey.problem:
        raise LogError(
            survey.problem,
            where=f"{path}, line {survey.line}",
            why="the log was changed by another program, or its disk is damaged",
            remedy="take up what is good with --recover, or begin again with --new",
        )
    return survey.entries, survey.good


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
            raise _unopened(path, error) from error
        self._file: IO[bytes] = os.fdopen(handle, "r+b")
        try:
            _lock(self._file, path)
            # Through the same handle: on Windows no other one can read what is locked.
            self.entries, good = _sound(path, _surveyed(path, self._file.read()))
            self._file.truncate(good)
            self._file.seek(good)
            os.fsync(self._file.fileno())
            _sync_folder(path.parent)
        except BaseException:
            self._file.close()
            raise

    def append(self, entries: Sequence[LogEntry]) -> None:
        """Write ``entries`` and return when the disk has them.

        Raises:
            LogError: when they cannot be written; then none of them counts.
        """
        before = self._file.tell()
        try:
            self._file.write(b"".join(entry.line() for entry in entries))
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            with contextlib.suppress(OSError):
                self._file.seek(before)
                self._file.truncate(before)
            raise LogError(
                "the log of the room cannot be written",
                where=str(self.path),
                why=error.strerror or str(error),
                remedy="free some space on the disk, then try again",
            ) from error
        self.entries.extend(entries)

    def close(self) -> None:
        """Close the file; the log stays."""
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
        raise _unopened(path, error) from error
    with file:
        _lock(file, path)
        yield


def _unopened(path: Path, error: OSError, step: str = "") -> LogError:
    return LogError(
        "the log of the room cannot be opened",
        where=str(path),
        why=": ".join(part for part in (step, error.strerror or str(error)) if part),
        remedy="name another folder with --log-dir, or another file with --save",
    )


def _lock(file: IO[bytes], path: Path) -> None:
    try:
        free = lock_descriptor(file.fileno(), blocking=False)
    except OSError as error:
        raise _unopened(path, error, "it cannot be locked") from error
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
