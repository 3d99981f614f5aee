"""A room or game from its log on the disk: read, checked, folded; the file stays as it is."""

from __future__ import annotations

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


@dataclass(frozen=True)
class SavedRoom:
    """A room or game as its log tells of it.

    Attributes:
        remarks: what whoever reads it should know of the log, in sentences.
    """

    room: Room
    entries: list[LogEntry]
    remarks: list[Text]


def saved_room(path: Path, load: Callable[[str], Scenario]) -> SavedRoom:
    """The room whose log is at ``path``; ``load`` gives its scenario by name.

    Raises:
        LogError: when there is no such file, or it is damaged or no log; with the line.
        UsageError: when the scenario was changed since.
        CouncilError: when the scenario cannot be loaded.
    """
    if not path.is_file():
        raise LogError(
            "the log does not exist",
            where=str(path),
            remedy="keep a room's log with `council serve --keep-log --log-dir DIR`, or name the "
            "file of a game of `council play --save FILE`",
        )
    found = survey(path)
    entries, _ = sound(path, found)
    if not entries:
        raise LogError("the log is empty", where=str(path), remedy="name the log of a room or game")
    scenario = load(str(entries[0].data["scenario"]))
    check_scenario(entries, scenario, path)
    taken = take(scenario, entries)
    if taken.problem:
        raise LogError(
            "the log of this room is damaged",
            where=f"{path}, line {taken.good + 1}",
            why=taken.problem,
            remedy="take up what is good with `council serve --recover`, then export there",
        )
    return SavedRoom(taken.room, entries, found.remarks())
