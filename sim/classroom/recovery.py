"""Resume a room or game from its log, or from the valid part of a damaged log."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.classroom.entries import take
from sim.classroom.log import RoomLog
from sim.classroom.log_lines import LogEntry, LogError
from sim.classroom.log_reading import survey
from sim.classroom.logfiles import put_back, set_aside
from sim.classroom.room import Room
from sim.domain.errors import UsageError
from sim.scenario.schema import Scenario

DIGEST = 16
"""Length of the digest stored in a log."""


@dataclass(frozen=True)
class TakenUp:
    """A room resumed from its log.

    Attributes:
        aside: new path of the damaged file, if it was damaged.
        lost: number of entries that were dropped.
    """

    log: RoomLog
    room: Room
    aside: Path | None = None
    lost: int = 0


def digest(scenario: Scenario) -> str:
    """A digest of a scenario, including changes with ``-S``."""
    return hashlib.sha256(scenario.model_dump_json().encode()).hexdigest()[:DIGEST]


SAME_VALUES = "give the same -S as when it was opened"


def check_scenario(
    entries: Sequence[LogEntry], scenario: Scenario, path: Path, remedy: str = SAME_VALUES
) -> None:
    """Refuse a log that was played with another scenario or other values.

    ``remedy`` is the advice for other values.

    Raises:
        UsageError: if it was.
    """
    if not entries:
        return
    opened = entries[0].data
    if opened.get("scenario") != scenario.scenario:
        raise UsageError(
            f"this room plays '{opened.get('scenario')}'",
            where=str(path),
            remedy=f"name that scenario instead of '{scenario.scenario}', or another file or code",
        )
    stored_digest = opened.get("digest")
    if stored_digest and stored_digest != digest(scenario):
        raise UsageError(
            f"this room plays '{scenario.scenario}' with other values",
            where=str(path),
            why="it was opened with other -S changes, or the scenario's file was edited since",
            remedy=remedy,
        )


def take_up(path: Path, scenario: Scenario, *, recover: bool) -> TakenUp:
    """Resume the room whose log is at ``path``; ``recover`` accepts a damaged log.

    A damaged file is kept under another name.

    Raises:
        LogError: if the log is damaged and ``recover`` is false, no entry is valid, or the valid
            entries cannot be written; the damaged file then keeps its name.
        UsageError: if it was played with another scenario.
    """
    surveyed = survey(path)
    check_scenario(surveyed.entries, scenario, path, f"{SAME_VALUES}, or start again with --new")
    taken = take(scenario, surveyed.entries)
    why = taken.problem or surveyed.problem
    if not why:
        return TakenUp(RoomLog(path), taken.room)
    whole = taken.good + 1 if taken.problem else surveyed.line
    lost = surveyed.lines - taken.good
    if not recover or not taken.good:
        raise LogError(
            "the log of this room is damaged",
            where=f"{path}, line {whole}",
            why=f"{why}; it was changed by another program, or its disk is failing",
            remedy=f"--recover takes up the {taken.good} good entries before it and sets the "
            f"damaged file aside ({lost} later lines are left in it); --new starts again"
            if taken.good
            else "move it away, or start again with --new",
        )
    aside = set_aside(path)
    with put_back(aside, path):
        log = RoomLog(path)
        try:
            log.append(surveyed.entries[: taken.good])
        except BaseException:
            log.close()
            raise
    return TakenUp(log, taken.room, aside, lost)
