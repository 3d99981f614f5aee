"""Read a log from disk, and report entries, damage and files that are not logs."""

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
"""Maximum number of bytes read to recognise a log."""

_HEAD = b'{"n":%d,"at":"'
"""Beginning of each line of a log, even of one whose writing was interrupted."""


def check_own(path: Path) -> None:
    """Refuse a file at ``path`` that is not the log of a room or game.

    A missing or empty file is accepted.

    Raises:
        LogError: if it belongs to another program, is not a regular file, or cannot be read.
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
    """Refuse a first line that does not begin a log; an incomplete one is accepted."""
    if not first or (first.startswith(_HEAD % 0) and not first.endswith(b"\n")):
        return
    with contextlib.suppress(ValueError):
        if opens(parse_entry(first)):
            return
    raise _foreign(path, "its first line is not the entry with which a log begins")


def _foreign(path: Path, why: str) -> LogError:
    return LogError(
        "this file is not the log of a room or game, and was not changed",
        where=str(path),
        why=why,
        remedy="name another file with --save, or another --room-code or --log-dir",
    )


@dataclass(frozen=True)
class Survey:
    """The readable part of a log.

    Attributes:
        entries: the entries from the first on, as far as the chain is intact.
        good: the number of bytes of these entries.
        link: the link for the next line.
        problem: what is wrong with the next line; empty for an intact log or an incomplete last
            line.
        line: the number of that line, from 1; ``lines`` is the total.
        unchained: entries without a digest, from versions before chaining.
        torn: bytes of an incomplete last line.
        unended: whether the last good line lacks nothing but its line feed, which some editors
            drop.
    """

    entries: list[LogEntry]
    good: int
    link: str
    problem: str = ""
    line: int = 0
    lines: int = 0
    unchained: int = 0
    torn: int = 0
    unended: bool = False

    def remarks(self) -> list[Text]:
        """Remarks about the log for the user, in sentences."""
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
    """Read the log at ``path`` up to the first damaged line.

    An incomplete last line was never acknowledged and is left out.

    Raises:
        LogError: if the file is not a log.
    """
    check_own(path)
    return surveyed(path, path.read_bytes())


def surveyed(path: Path, content: bytes) -> Survey:
    """The same for ``content``; ``path`` is used in errors.

    Raises:
        LogError: if the content is not a log.
    """
    entries: list[LogEntry] = []
    good = bare = 0
    before, link = hashlib.sha256(), ""
    lines = content.splitlines(keepends=True)
    _check_first(path, lines[0][:LONGEST] if lines else b"")
    problem, torn, unended = "", 0, False
    for number, line in enumerate(lines, start=1):
        ended = line if line.endswith(b"\n") else line + b"\n"
        entry, borne = _whole(ended, len(entries))
        previous = link or before.hexdigest()[:LINK_LETTERS]
        if entry is None or (ended != line and not link_holds(ended, borne, previous)):
            if number == len(lines) and _is_torn(line, len(entries)):
                torn = len(line)
            else:
                problem = f"this is not entry number {len(entries)}, which should be here"
            break
        if (borne or link) and not link_holds(ended, borne, previous):
            problem = "this entry, or an earlier one, was edited, moved, inserted or removed"
            break
        if not borne:
            bare += 1
            before.update(line)
        link = borne
        entries.append(entry)
        good += len(line)
        unended = ended != line
    link = link or before.hexdigest()[:LINK_LETTERS]
    line_number = len(entries) + 1 if problem else 0
    return Survey(entries, good, link, problem, line_number, len(lines), bare, torn, unended)


def _whole(line: bytes, number: int) -> tuple[LogEntry | None, str]:
    """The entry on a line and its link; None if it is invalid or misnumbered."""
    try:
        entry, link = parse_line(line)
    except ValueError:
        return None, ""
    return entry if entry.n == number else None, link


def _is_torn(line: bytes, number: int) -> bool:
    """Whether writing the last line was interrupted: cut off, or with unwritten blocks."""
    head = _HEAD % number
    begun = line.startswith(head) or head.startswith(line)
    return b"\0" in line or (begun and not line.endswith(b"\n"))


def read_log(path: Path) -> tuple[list[LogEntry], int]:
    """The entries of a log and their number of bytes; see ``survey``.

    Raises:
        LogError: if the file is not a log, a line is damaged, or entries are missing.
    """
    return sound(path, survey(path))


RECOVER = "recover the good entries with --recover, or start again with --new"


def sound(path: Path, survey: Survey, remedy: str = RECOVER) -> tuple[list[LogEntry], int]:
    """The entries and their number of bytes, provided that no line is damaged.

    ``remedy`` is the advice if one is.

    Raises:
        LogError: if a line is damaged.
    """
    if survey.problem:
        raise LogError(
            survey.problem,
            where=f"{path}, line {survey.line}",
            why="the log was changed by another program, or its disk is damaged",
            remedy=remedy,
        )
    return survey.entries, survey.good


def unopened(path: Path, error: OSError, step: str = "") -> LogError:
    """The error for a log that cannot be opened."""
    return LogError(
        "the log of the room cannot be opened",
        where=str(path),
        why=": ".join(part for part in (step, error.strerror or str(error)) if part),
        remedy="name another folder with --log-dir, or another file with --save",
    )
