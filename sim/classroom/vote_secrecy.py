"""What of a room's log nobody may see: votes of an open or a secret ballot, and predictions."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from sim.classroom.cast_votes import casts_vote
from sim.classroom.log_lines import LogEntry
from sim.classroom.room import Room, new_room
from sim.classroom.room_entries import apply_entry
from sim.classroom.text_votes import text_decided
from sim.procedure.meeting.entities import Question
from sim.scenario.schema import Scenario

VOTES = ("act", "refused")
"""Kinds of entry that hold a vote."""


class Withheld(StrEnum):
    """Why a vote is withheld."""

    NO_RESULT = "not announced"
    SECRECY = "secret ballot"


def withheld_votes(scenario: Scenario, entries: Sequence[LogEntry]) -> dict[int, Withheld]:
    """Number of each entry whose vote or prediction is withheld -> why.

    A vote in a secret ballot is withheld for good, also if the ballot was interrupted or taken
    back. Any other is withheld until the result of its ballot is announced, and a prediction until
    the text is decided. ``entries`` is the whole log of a room of ``scenario``.
    """
    asked, unannounced = _votes(scenario, entries)
    secret = {number for number, question in asked.items() if question.secret}
    return dict.fromkeys(unannounced, Withheld.NO_RESULT) | dict.fromkeys(secret, Withheld.SECRECY)


def without_result(scenario: Scenario, entries: Sequence[LogEntry]) -> set[int]:
    """Numbers of entries with a vote that is not announced, or a prediction of an open text.

    A secret ballot is no exception: nobody sees its votes before those of a ballot in the open.
    """
    return _votes(scenario, entries)[1]


def _votes(scenario: Scenario, entries: Sequence[LogEntry]) -> tuple[dict[int, Question], set[int]]:
    """Number of each entry with a vote -> its question; and the numbers without a result."""
    asked: dict[int, Question] = {}
    announced: list[Question] = []
    room = new_room(scenario)
    for entry in entries:
        question = _question(room)
        if question is not None and _is_vote(entry):
            asked[entry.n] = question
        room = apply_entry(room, entry)
        ballots = room.floor.meeting.ballots if room.floor.meeting else ()
        if ballots and not _among(ballots[-1].question, announced):
            announced.append(ballots[-1].question)
    still_open = _question(room)
    meeting = room.floor.meeting
    predictions = {
        entry.n
        for entry in entries
        if entry.kind == "predicted" and not text_decided(meeting, str(entry.data.get("draft", "")))
    }
    return asked, predictions | {
        number
        for number, question in asked.items()
        if question is still_open or not _among(question, announced)
    }


def _among(question: Question, questions: Sequence[Question]) -> bool:
    """Whether the same putting of a question is among others; a text may be put again."""
    return any(other is question for other in questions)


def _question(room: Room) -> Question | None:
    return room.floor.meeting.question if room.floor.meeting else None


def _is_vote(entry: LogEntry) -> bool:
    return entry.kind in VOTES and casts_vote(entry.data.get("act", {}))
