"""Load a room or game from its log without changing the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sim.classroom.entries import take
from sim.classroom.log_lines import LogEntry, LogError
from sim.classroom.log_reading import sound, survey
from sim.classroom.recovery import check_scenario
from sim.classroom.room import Room
from sim.domain.texts import Text
from sim.scenario.schema import Scenario

RECOVER_THERE = "recover it with `council serve --recover` or `council play --recover` first"


@dataclass(frozen=True)
class SavedRoom:
    """A room or game loaded from its log.

    Attributes:
        remarks: remarks about the log for the user, in sentences.
    """

    room: Room
    entries: list[LogEntry]
    remarks: list[Text]


def is_table(path: Path) -> bool:
    """Whether the file at ``path`` is not a log: it does not begin with an entry."""
    try:
        with path.open("rb") as file:
            return file.read(1) != b"{"
    except OSError:
        return True


def saved_room(path: Path, load: Callable[[str], Scenario]) -> SavedRoom:
    """Load the room whose log is at ``path``; ``load`` returns a scenario by name.

    Raises:
        LogError: if the file does not exist, is damaged or is not a log.
        UsageError: if the scenario has changed since.
        CouncilError: if the scenario cannot be loaded.
    """
    if path.exists() and not path.is_file():
        raise LogError(
            "this is not a file", where=str(path), remedy="name the log of a room, or of a game"
        )
    if not path.exists():
        raise LogError(
            "the log does not exist",
            where=str(path),
            remedy="keep a room's log with `council serve --keep-log --log-dir DIR`, or name the "
            "file of a game of `council play --save FILE`",
        )
    surveyed = survey(path)
    entries, _ = sound(path, surveyed, RECOVER_THERE)
    if not entries:
        raise LogError("the log is empty", where=str(path), remedy="name the log of a room or game")
    scenario = load(_scenario_named(entries[0], path))
    check_scenario(entries, scenario, path)
    taken = take(scenario, entries)
    if taken.problem:
        raise LogError(
            "the log of this room is damaged",
            where=f"{path}, line {taken.good + 1}",
            why=taken.problem,
            remedy=RECOVER_THERE,
        )
    return SavedRoom(taken.room, entries, surveyed.remarks())


PLAIN_NAME = re.compile(r"\w[^/\\\0:]{0,99}")
"""A scenario as a log names it; a log from somebody else could name any file."""


def _scenario_named(opened: LogEntry, path: Path) -> str:
    name = str(opened.data.get("scenario", ""))
    if not PLAIN_NAME.fullmatch(name):
        raise LogError(
            f"'{name[:80]}' is not the name of a scenario",
            where=f"{path}, line 1",
            why="a log names its scenario, and no other file",
            remedy="name a log that was made by council serve or council play",
        )
    return name
