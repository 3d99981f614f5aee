"""Which votes in a room's log nobody may see: those of an open ballot and of a secret one."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from sim.classroom.exports import kept
from sim.classroom.log_lines import LogEntry
from sim.classroom.room import Room

VOTES = ("act", "refused")
"""Kinds of entry that hold a vote."""


class Withheld(StrEnum):
    """Why a vote is withheld."""

    STILL_OPEN = "open ballot"
    SECRECY = "secret ballot"


def withheld_votes(room: Room, entries: Sequence[LogEntry]) -> dict[int, Withheld]:
    """Number of each entry whose vote is withheld -> why.

    A vote is withheld until its result is announced, and for good if the ballot was secret or was
    taken back. ``entries`` is the whole log of ``room``.
    """
    meeting = room.floor.meeting
    done = [entry.n for entry in kept(list(entries)) if entry.kind == "act"]
    records = dict(zip(done, meeting.log if meeting is not None else (), strict=False))
    withheld: dict[int, Withheld] = {}
    waiting: list[int] = []
    for entry in entries:
        if entry.kind in VOTES and entry.data.get("act", {}).get("act") == "vote":
            waiting.append(entry.n)
        record = records.get(entry.n)
        if record is None or record.ballot is None:
            continue
        if record.ballot.question.secret:
            withheld |= dict.fromkeys(waiting, Withheld.SECRECY)
        waiting.clear()
    return withheld | dict.fromkeys(waiting, Withheld.STILL_OPEN)
