"""Lines of a log: an entry as JSON, with a digest that chains it to the previous line.

Changing, moving, inserting or removing a line breaks the chain. It does not protect against
recomputing all digests, and removing lines at the end leaves no trace.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.domain.errors import CouncilError


class LogError(CouncilError):
    """The log of a room cannot be read or written."""

    def __init__(self, what: str, *, where: str, remedy: str, why: str = "") -> None:
        super().__init__(what, code="E001", where=where, why=why, remedy=remedy)


@dataclass(frozen=True)
class LogEntry:
    """One line of the log.

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
    """The entry on a line; see :func:`parse_line`."""
    return parse_line(line)[0]


def parse_line(line: bytes) -> tuple[LogEntry, str]:
    """The entry on a line, and its digest, which is empty if there is none.

    Raises:
        ValueError: if the line is not an entry.
    """
    try:
        body = json.loads(line)
    except RecursionError as error:
        raise ValueError("not an entry") from error
    if not isinstance(body, dict) or not isinstance(body.get("data"), dict):
        raise ValueError("not an entry")
    try:
        entry = LogEntry(
            int(body["n"]), str(body["at"]), str(body["by"]), str(body["kind"]), body["data"]
        )
        return entry, str(body["link"] or "?") if "link" in body else ""
    except (KeyError, TypeError, OverflowError) as error:
        raise ValueError("not an entry") from error


OPENED = "opened"
"""Kind of the first entry of every log."""

LINK_LETTERS = 16
"""Hexadecimal digits of a line's digest: the first 64 bits of a SHA-256."""


def opens(entry: LogEntry) -> bool:
    """Whether an entry is a valid first entry of a log."""
    items = (entry.data.get(name) for name in ("scenario", "code", "rules"))
    named = all(isinstance(value, str) for value in items)
    return named and (entry.n, entry.by, entry.kind) == (0, "room", OPENED)


def link_after(content: bytes) -> str:
    """The link before the first chained line: a digest of everything before it."""
    return hashlib.sha256(content).hexdigest()[:LINK_LETTERS]


def chained_line(entry: LogEntry, previous: str) -> tuple[bytes, str]:
    """An entry as a line chained to the link ``previous``, and the link of the new line."""
    body = entry.line().removesuffix(b"}\n")
    link = link_after(previous.encode() + body)
    return body + b',"link":"' + link.encode() + b'"}\n', link


def link_holds(line: bytes, link: str, previous: str) -> bool:
    """Whether ``link`` is the correct digest of ``line`` after the link ``previous``."""
    tail = b',"link":"' + link.encode() + b'"}\n'
    body = line.removesuffix(tail)
    return body != line and link == link_after(previous.encode() + body)
