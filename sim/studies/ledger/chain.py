"""A file of JSON lines in which each line holds the SHA-256 of the previous one.

Changing, removing or inserting a line breaks the chain from there on. Truncation at the end leaves
no trace in the file itself; to detect it, keep the last hash elsewhere, in a commit or a message.

Each line is in one canonical form, byte for byte: its hash is over all that it says.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.domain.errors import CouncilError, UsageError
from sim.domain.files import behind_links, read_ordinary
from sim.domain.strict_json import parse_json
from sim.results.files import write_whole
from sim.results.locks import locked

START = "0" * 64
"""The value in the first line in place of a previous hash."""
HASH, BEFORE = "sha256", "previous"
FORMAT = 1
"""Version of the lines; a reader rejects later versions."""


@dataclass(frozen=True)
class ChainFault:
    """The first invalid line: its number from 1, and what is wrong with it."""

    line: int
    what: str


def line_digest(entry: Mapping[str, Any]) -> str:
    """SHA-256 of a line's content without its own hash, as JSON with sorted keys."""
    content = {key: value for key, value in entry.items() if key != HASH}
    return hashlib.sha256(_canonical(content).encode()).hexdigest()


def _canonical(content: Mapping[str, Any]) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def check_exists(path: Path) -> None:
    """Check that there is a ledger to read.

    Raises:
        UsageError: there is none.
    """
    if not path.exists():
        raise UsageError(f"the ledger {path} does not exist", remedy="name it with --ledger")


def read_ledger(path: Path) -> list[dict[str, Any]]:
    """The lines of a ledger with an intact chain; none if there is no file.

    Raises:
        CouncilError: it cannot be read, or its chain is broken.
    """
    entries, fault = inspect(path)
    if fault is not None:
        raise CouncilError(
            f"the ledger was changed: line {fault.line} {fault.what}",
            code="E708",
            where=str(path),
            remedy="restore the file from the repository's history; `council ledger verify` says "
            "how much of it is valid",
        )
    return entries


def inspect(path: Path) -> tuple[list[dict[str, Any]], ChainFault | None]:
    """The lines before the first invalid one, and its fault.

    Raises:
        CouncilError: the file exists but cannot be read.
    """
    try:
        text = read_ordinary(path).decode()
    except FileNotFoundError:
        return [], None
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not text in UTF-8"
        raise CouncilError(
            "the ledger cannot be read",
            code="E708",
            where=str(path),
            why=why,
            remedy="name another file with --ledger",
        ) from None
    entries: list[dict[str, Any]] = []
    # Only LF ends a line: a text within one may hold other signs that end lines elsewhere.
    lines = text.removesuffix("\n").split("\n") if text else []
    for number, line in enumerate(lines, start=1):
        previous = entries[-1][HASH] if entries else START
        entry, fault = _checked(line, previous)
        if fault:
            return entries, ChainFault(number, fault)
        entries.append(entry)
    return entries, None


def _checked(line: str, previous: str) -> tuple[dict[str, Any], str]:
    """The content of a line, and what is wrong with it."""
    if line.endswith("\r"):
        return {}, (
            "ends in CRLF instead of LF: an editor or git converted the line ends; convert them "
            "back, and write '*.jsonl -text' into .gitattributes"
        )
    try:
        entry = parse_json(line)
    except ValueError as error:
        told = isinstance(error, json.JSONDecodeError)
        return {}, "is no JSON" if told else f"is no line of a ledger: {error}"
    if not isinstance(entry, dict) or not {HASH, BEFORE, "kind", "format"} <= set(entry):
        return {}, "is not a line of a ledger"
    if entry["format"] != FORMAT:
        return {}, f"has format {entry['format']}; this program reads {FORMAT}"
    if entry[HASH] != line_digest(entry):
        return {}, "was changed: its hash does not match its content"
    if line != _canonical(entry):
        return {}, "was changed: it is not written as this program writes it"
    if entry[BEFORE] != previous:
        return {}, "does not follow the line before: a line was changed, removed or inserted"
    return entry, ""


@dataclass
class Ledger:
    """A ledger open for writing; as a context manager it is the only writer."""

    path: Path

    def __enter__(self) -> Ledger:
        """Acquire the lock.

        Raises:
            CouncilError: another process is writing, the folder is missing or not writable, or the
                file is not a ledger.
        """
        target = Path(os.path.realpath(self.path))  # lock the target of a symbolic link
        if not self.path.parent.is_dir():
            raise CouncilError(
                f"the folder {self.path.parent} does not exist",
                code="E708",
                where=str(self.path),
                remedy="create it first, or name another file with --ledger",
            )
        read_ledger(self.path)  # leaves no lock beside a file that is no ledger
        lock = target.with_name(target.name + ".lock")
        self._lock = locked(lock, what="ledger", option="--ledger FILE")
        return self

    def __exit__(self, *_: object) -> None:
        """Release the lock."""
        self._lock.release()

    def add(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        """Append a line atomically; a crash never leaves a partial line.

        Raises:
            CouncilError: the chain is broken, the entry cannot be read back as it is, or the file
                cannot be written.
        """
        entries = read_ledger(self.path)
        previous = entries[-1][HASH] if entries else START
        added = {"format": FORMAT, **entry, BEFORE: previous}
        _check_writable(added)
        added[HASH] = line_digest(added)
        lines = [_canonical(line) for line in (*entries, added)]
        write_whole(behind_links(self.path), ("\n".join(lines) + "\n").encode())
        return added


def _check_writable(entry: Mapping[str, Any]) -> None:
    """Refuse a line that could not be read again, such as one with a damaged character."""
    try:
        parse_json(_canonical(entry))
    except ValueError as error:
        raise UsageError(
            "this cannot be written into a ledger", why=str(error), remedy="type the text again"
        ) from error
