"""Opening a room, or taking up one that was left by a killed server."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sim.domain.errors import UsageError
from sim.lessons.userdata import data_dir
from sim.scenario.schema import Scenario
from sim.web.guard import CODE_LETTERS, new_code, new_pin, pin_hash
from sim.web.log import Log, LogError, read
from sim.web.reply import Line, advance
from sim.web.room import Room, fold, new_room

STALE_HOURS = 24.0
"""A log that nobody took up for so long is deleted when the next room opens."""


@dataclass(frozen=True)
class Wanted:
    """What the teacher asks for on the command line."""

    code: str = ""
    rules: str = "real"
    per_seat: int = 2
    pace: float = 3.0
    fresh: bool = False
    folder: Path | None = None


@dataclass(frozen=True)
class Opened:
    """A room that is open.

    Attributes:
        pin: the teacher's PIN; after a crash a new one, the teacher's own browser needs none.
        resumed: entries found in the log, 0 for a new room.
    """

    room: Room
    log: Log
    pin: str
    resumed: int


def rooms_dir(folder: Path | None) -> Path:
    """Where the logs of rooms lie."""
    return folder or data_dir() / "rooms"


def check_code(code: str) -> str:
    """The room code in capitals.

    Raises:
        UsageError: when it is not four to twelve letters and digits.
    """
    shown = code.strip().upper()
    if not 4 <= len(shown) <= 12 or not all(c.isascii() and c.isalnum() for c in shown):
        raise UsageError(
            f"'{code}' is no room code",
            why="a code is four to twelve letters and digits",
            remedy=f"leave --room-code out and get one of {len(CODE_LETTERS)} clear letters",
        )
    return shown


def open_room(scenario: Scenario, wanted: Wanted) -> Opened:
    """The room of ``scenario``: the one that a killed server left, unless a fresh one is wanted.

    Raises:
        UsageError: when the code is none, or belongs to a room of another scenario.
        LogError: when the log cannot be read or written.
    """
    folder = rooms_dir(wanted.folder)
    forget_stale(folder)
    code = check_code(wanted.code) if wanted.code else ""
    path = None if wanted.fresh else _left(folder, scenario.scenario, code)
    if path is None:
        code = code or new_code()
        path = folder / f"{code}.log"
        if wanted.fresh:
            path.unlink(missing_ok=True)
    log = Log(path)
    try:
        return _take_up(log, scenario) if log.entries else _begin(log, scenario, wanted, code)
    except BaseException:
        log.close()
        raise


def _begin(log: Log, scenario: Scenario, wanted: Wanted, code: str) -> Opened:
    pin, salt = new_pin(), secrets.token_hex(16)
    data = {
        "scenario": scenario.scenario,
        "code": code,
        "rules": wanted.rules,
        "salt": salt,
        "pin": pin_hash(pin, salt),
        "pace": wanted.pace,
        "per_seat": wanted.per_seat,
    }
    room, entries = advance(new_room(scenario), (Line("opened", "room", data),), _now())
    log.append(entries)
    return Opened(room, log, pin, 0)


def _take_up(log: Log, scenario: Scenario) -> Opened:
    """The room that the log tells of, with a new PIN: the old one is known only by its hash."""
    found = len(log.entries)
    if log.entries[0].data.get("scenario") != scenario.scenario:
        raise UsageError(
            f"this room plays '{log.entries[0].data.get('scenario')}'",
            where=str(log.path),
            remedy="name that scenario, or another --room-code",
        )
    pin, salt = new_pin(), secrets.token_hex(16)
    line = Line("pin", "room", {"salt": salt, "pin": pin_hash(pin, salt)})
    room, entries = advance(fold(scenario, log.entries), (line,), _now())
    log.append(entries)
    return Opened(room, log, pin, found)


def _left(folder: Path, scenario: str, code: str) -> Path | None:
    """The newest log of an unfinished room of ``scenario``, or the one with ``code``."""
    if code:
        path = folder / f"{code}.log"
        return path if path.exists() else None
    found = []
    for path in folder.glob("*.log"):
        try:
            entries, _ = read(path)
        except LogError:
            continue
        if entries and entries[0].data.get("scenario") == scenario:
            found.append((path.stat().st_mtime, path))
    return max(found)[1] if found else None


def forget_stale(folder: Path) -> None:
    """Delete logs that nobody took up for a day: no name outlives its room for long."""
    for path in folder.glob("*.log"):
        if time.time() - path.stat().st_mtime > STALE_HOURS * 3600:
            path.unlink(missing_ok=True)


def _now() -> datetime:
    return datetime.now(UTC)
