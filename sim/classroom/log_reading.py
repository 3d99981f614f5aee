"""Reading a log from the disk: whose file it is, which entries are sound, and what is damaged."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from pathlib import Path

from sim.classroom.log_lines import (
    LINK_LETTERS,
    LogEntry,
    LogError,
    link_holds,
    opens,
    parse_entry,
    parse_line,
)
from sim.domain.texts import Text, say_many

LONGEST = 1 << 20
"""Bytes of the longest line that is looked at to tell whose file it is."""

_HEAD = b'{"n":%d,"at":"'
"""How each line of a log begins, even when the power went while it was written."""


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
        raise unopened(path, error) from error
    raise _foreign(path, "it is not a regular file")


def _check_first(path: Path, first: bytes) -> None:
    """Refuse a first line with which no log of ours begins; a torn one passes."""
    if not first or (first.startswith(_HEAD % 0) and not first.endswith(b"\n")):
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
        link: what a line after them follows on.
        problem: what is wrong with the line after them; empty for a whole log and a torn last line.
        line: the number of that line, from 1; ``lines`` is how many there are.
        unchained: entries from before logs were chained: who edited those left no trace.
        torn: bytes of a last line that was being written when the power went.
    """

    entries: list[LogEntry]
    good: int
    link: str
    problem: str = ""
    line: int = 0
    lines: int = 0
    unchained: int = 0
    torn: int = 0

    def remarks(self) -> list[Text]:
        """What whoever takes up the log should know of it, in sentences."""
        said = []
        if self.unchained:
            said.append(
                say_many(
                    "{n} entry of this log is from an earlier version and has no digest: "
                    "an edit of it cannot be detected.",
                    "{n} entries of this log are from an earlier version and have no digests: "
                    "edits of them cannot be detected.",
                    self.unchained,
                )
            )
        if self.torn:
            said.append(
                say_many(
                    "The last line of this log is unfinished and is left out ({n} byte).",
                    "The last line of this log is unfinished and is left out ({n} bytes).",
                    self.torn,
                )
            )
        return said


def survey(path: Path) -> Survey:
    """What the log at ``path`` holds, up to the first line that is damaged.

    A last line that ends in the middle was being written when the power went: it was never
    acknowledged and is left out.

    Raises:
        LogError: when the file is no log.
    """
    check_own(path)
    return surveyed(path, path.read_bytes())


def surveyed(path: Path, content: bytes) -> Survey:
    """The same of a file's ``content``; ``path`` is named in errors.

    Raises:
        LogError: when the content is no log.
    """
    entries: list[LogEntry] = []
    good = bare = 0
    before, link = hashlib.sha256(), ""
    lines = content.splitlines(keepends=True)
    _check_first(path, lines[0][:LONGEST] if lines else b"")
    problem, torn = "", 0
    for number, line in enumerate(lines, start=1):
        entry, borne = _whole(line, len(entries))
        if entry is None:
            if number == len(lines) and _is_torn(line, len(entries)):
                torn = len(line)
            else:
                problem = f"this is not the entry number {len(entries)} that should stand here"
            break
        previous = link or before.hexdigest()[:LINK_LETTERS]
        if (borne or link) and not link_holds(line, borne, previous):
            problem = "this entry, or an earlier one, was edited, moved, inserted or removed"
            break
        if not borne:
            bare += 1
            before.update(line)
        link = borne
        entries.append(entry)
        good += len(line)
    link = link or before.hexdigest()[:LINK_LETTERS]
    line_number = len(entries) + 1 if problem else 0
    return Survey(entries, good, link, problem, line_number, len(lines), bare, torn)


def _whole(line: bytes, number: int) -> tuple[LogEntry | None, str]:
    """The entry on a line and its link; None when it is cut, no entry, or has another number."""
    try:
        entry, link = parse_line(line)
    except ValueError:
        return None, ""
    return entry if line.endswith(b"\n") and entry.n == number else None, link


def _is_torn(line: bytes, number: int) -> bool:
    """Whether the last line is one whose writing was broken off: cut, or with blocks unwritten."""
    head = _HEAD % number
    begun = line.startswith(head) or head.startswith(line)
    return b"\0" in line or (begun and not line.endswith(b"\n"))


def read_log(path: Path) -> tuple[list[LogEntry], int]:
    """The entries of a log and the number of bytes that they fill; see ``survey``.

    Raises:
        LogError: when the file is no log, an earlier line is damaged, or entries are missing.
    """
    return sound(path, survey(path))


def sound(path: Path, survey: Survey) -> tuple[list[LogEntry], int]:
    """The entries that were found and their bytes, where no line is damaged.

    Raises:
        LogError: when one is.
    """
    if survey.problem:
        raise LogError(
            survey.problem,
            where=f"{path}, line {survey.line}",
            why="the log was changed by another program, or its disk is damaged",
            remedy="take up what is good with --recover, or begin again with --new",
        )
    return survey.entries, survey.good


def unopened(path: Path, error: OSError, step: str = "") -> LogError:
    """The error for a log that the system does not open."""
    return LogError(
        "the log of the room cannot be opened",
        where=str(path),
        why=": ".join(part for part in (step, error.strerror or str(error)) if part),
        remedy="name another folder with --log-dir, or another file with --save",
    )
