"""A file of JSON lines in which each line holds the SHA-256 of the previous one.

Changing, removing or inserting a line breaks the chain from there on. Truncation at the end leaves
no trace in the file itself; to detect it, keep the last hash elsewhere, in a commit or a message.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.domain.errors import CouncilError
from sim.domain.files import behind_links, read_ordinary
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
        lines = read_ordinary(path).decode().splitlines()
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
    for number, line in enumerate(lines, start=1):
        previous = entries[-1][HASH] if entries else START
        entry, fault = _checked(line, previous)
        if fault:
            return entries, ChainFault(number, fault)
        entries.append(entry)
    return entries, None


def _checked(line: str, previous: str) -> tuple[dict[str, Any], str]:
    """The content of a line, and what is wrong with it."""
    try:
        entry = json.loads(line)
    except ValueError:
        return {}, "is no JSON"
    if not isinstance(entry, dict) or not {HASH, BEFORE, "kind", "format"} <= set(entry):
        return {}, "is not a line of a ledger"
    if entry["format"] != FORMAT:
        return {}, f"has format {entry['format']}; this program reads {FORMAT}"
    if entry[HASH] != line_digest(entry):
        return {}, "was changed: its hash does not match its content"
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
        self._lock = locked(target.with_name(target.name + ".lock"), what="ledger")
        return self

    def __exit__(self, *_: object) -> None:
        """Release the lock."""
        self._lock.release()

    def add(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        """Append a line atomically; a crash never leaves a partial line.

        Raises:
            CouncilError: the chain is broken, or the file cannot be written.
        """
        entries = read_ledger(self.path)
        added = {"format": FORMAT, **entry, BEFORE: entries[-1][HASH] if entries else START}
        added[HASH] = line_digest(added)
        lines = [_canonical(line) for line in (*entries, added)]
        write_whole(behind_links(self.path), ("\n".join(lines) + "\n").encode())
        return added
