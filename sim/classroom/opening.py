"""Open a room, or resume one that an interrupted server left."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sim.classroom.credentials import CODE_LETTERS, new_code, new_pin, pin_hash
from sim.classroom.log import RoomLog
from sim.classroom.log_lines import LogEntry, LogError
from sim.classroom.log_reading import survey
from sim.classroom.logfiles import forget_old, is_closed, put_back, set_aside
from sim.classroom.recovery import TakenUp, digest, take_up
from sim.classroom.reply import UnnumberedEntry, advance
from sim.classroom.room import Room, new_room
from sim.domain.errors import UsageError
from sim.lessons.userdata import data_dir
from sim.scenario.schema import Scenario

RULES, PER_SEAT, PACE = "real", 2, 3.0
"""Options of a new room where none are given."""


@dataclass(frozen=True)
class RoomOptions:
    """Options of a room from the command line.

    Attributes:
        rules, per_seat, pace: None for those not given: the saved ones, or the defaults in a new
            room.
        keep_days: delete logs of rooms unused for this many days; None keeps all.
        recover: resume from the valid part of a damaged log.
        solo: a room for a single player, with its log in a separate folder.
    """

    code: str = ""
    rules: str | None = None
    per_seat: int | None = None
    pace: float | None = None
    fresh: bool = False
    folder: Path | None = None
    keep_days: int | None = None
    recover: bool = False
    solo: bool = False


@dataclass(frozen=True)
class OpenedRoom:
    """An open room.

    Attributes:
        pin: the teacher's PIN, new after a crash; the teacher's own browser does not need it.
        resumed: number of entries in the log; 0 for a new room.
        aside: new path of an earlier or damaged log that was set aside.
        lost: number of lines of a damaged log that were dropped.
        forgotten: old logs that were deleted because of ``keep_days``.
    """

    room: Room
    log: RoomLog
    pin: str
    resumed: int
    aside: Path | None = None
    forgotten: tuple[Path, ...] = ()
    lost: int = 0


def rooms_dir(folder: Path | None) -> Path:
    """The folder for the logs of rooms."""
    return folder or data_dir() / "rooms"


def check_code(code: str) -> str:
    """The room code in capitals.

    Raises:
        UsageError: if it is not four to twelve letters and digits.
    """
    shown = code.strip().upper()
    if not 4 <= len(shown) <= 12 or not all(c.isascii() and c.isalnum() for c in shown):
        raise UsageError(
            f"'{code}' is not a room code",
            why="a code is four to twelve letters and digits",
            remedy=f"leave --room-code out and get one of {len(CODE_LETTERS)} clear letters",
        )
    return shown


def open_room(scenario: Scenario, wanted: RoomOptions) -> OpenedRoom:
    """Open the room of ``scenario``, resuming an unfinished one unless a new one is wanted.

    Raises:
        UsageError: if the code is not valid, or belongs to a room of another scenario, or to one
            with other options.
        LogError: if the log cannot be read or written; an earlier log then keeps its name.
    """
    folder = rooms_dir(wanted.folder) if not wanted.solo else wanted.folder or data_dir() / "solo"
    code = check_code(wanted.code) if wanted.code else ""
    forgotten = () if wanted.keep_days is None else tuple(forget_old(folder, wanted.keep_days))
    path = None if wanted.fresh else _left(folder, scenario.scenario, code, solo=wanted.solo)
    aside = None
    if path is None:
        code = code or _free_code(folder)
        path = folder / f"{code}.log"
        aside = set_aside(path)
    with put_back(aside, path):
        taken = take_up(path, scenario, recover=wanted.recover) if path.exists() else None
        log = taken.log if taken is not None else RoomLog(path)
        try:
            if taken is not None and log.entries:
                _check_room(log.entries[0], path)
                _check_options(log.entries[0], wanted, path)
                opened = _go_on(taken, wanted)
                aside = taken.aside or aside
            else:
                opened = _begin(log, scenario, wanted, code)
        except BaseException:
            log.close()
            raise
    return replace(opened, aside=aside, forgotten=forgotten)


def _free_code(folder: Path) -> str:
    """A new code that no file in ``folder`` uses."""
    while True:
        code = new_code()
        if not (folder / f"{code}.log").exists():
            return code


def _check_room(first: LogEntry, path: Path) -> None:
    """Refuse a saved game, which has no code with which to join.

    Raises:
        UsageError: if the log is not that of a room.
    """
    if not first.data.get("code"):
        raise UsageError(
            "this file is a saved game of `council play`, not the log of a room",
            where=str(path),
            remedy="name another --room-code or --log-dir, or resume it with council play --save",
        )


def _check_options(first: LogEntry, wanted: RoomOptions, path: Path) -> None:
    """Refuse to resume a room with options that it was not opened with.

    Raises:
        UsageError: if ``wanted`` asks for other ones. The pace can change.
    """
    if bool(first.data.get("solo")) != wanted.solo:
        raise UsageError(
            "this is a class's room" if wanted.solo else "this is a room for one person alone",
            where=str(path),
            remedy="leave --solo out, or start again with --new"
            if wanted.solo
            else "resume it with --solo, or start again with --new",
        )
    given = {"--rules": ("rules", wanted.rules), "--per-seat": ("per_seat", wanted.per_seat)}
    for option, (key, value) in given.items():
        if value is not None and value != first.data[key]:
            raise UsageError(
                f"this room was opened with {option} {first.data[key]}",
                where=str(path),
                remedy=f"leave {option} out, or start again with --new",
            )


def _begin(log: RoomLog, scenario: Scenario, wanted: RoomOptions, code: str) -> OpenedRoom:
    pin, salt = new_pin(), secrets.token_hex(16)
    data = {
        "scenario": scenario.scenario,
        "code": code,
        "rules": wanted.rules or RULES,
        "salt": salt,
        "pin": pin_hash(pin, salt),
        "pace": PACE if wanted.pace is None else wanted.pace,
        "per_seat": wanted.per_seat or PER_SEAT,
        "announced": True,
        "solo": wanted.solo,
        "digest": digest(scenario),
    }
    room, entries = advance(new_room(scenario), (UnnumberedEntry("opened", "room", data),), _now())
    log.append(entries)
    return OpenedRoom(room, log, pin, 0)


def _go_on(taken: TakenUp, wanted: RoomOptions) -> OpenedRoom:
    """Resume a room from its log with a new PIN, because only the hash of the old one is stored.

    A pace other than the one that the room was opened with applies from now on.
    """
    number = len(taken.log.entries)
    pin, salt = new_pin(), secrets.token_hex(16)
    lines = [UnnumberedEntry("pin", "room", {"salt": salt, "pin": pin_hash(pin, salt)})]
    if wanted.pace is not None and wanted.pace != taken.log.entries[0].data["pace"]:
        lines.append(UnnumberedEntry("pace", "room", {"seconds": wanted.pace}))
    room, entries = advance(taken.room, tuple(lines), _now())
    taken.log.append(entries)
    return OpenedRoom(room, taken.log, pin, number, lost=taken.lost)


def _left(folder: Path, scenario: str, code: str, *, solo: bool) -> Path | None:
    """The newest log of an unfinished room of ``scenario``, or the log with ``code``.

    Without ``code``, a room for one person alone is only resumed if ``solo``, and no other then.

    Damaged logs count; the damage is reported when the log is resumed.
    """
    results = []
    for path in folder.glob(f"{code or '*'}.log"):
        try:
            entries = survey(path).entries
        except LogError:
            if code:
                raise
            continue  # not a log
        if not is_closed(entries) and (code or _plays(entries, scenario, solo)):
            results.append((path.stat().st_mtime, path))
    return max(results)[1] if results else None


def _plays(entries: list[LogEntry], scenario: str, solo: bool) -> bool:
    """Whether the entries are those of a room (not a game) of ``scenario``, for one or a class."""
    if not entries:
        return False
    opened = entries[0].data
    if bool(opened.get("solo")) != solo:
        return False
    return bool(opened.get("code")) and opened.get("scenario") == scenario


def _now() -> datetime:
    return datetime.now(UTC)
