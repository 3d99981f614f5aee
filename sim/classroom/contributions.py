"""Contributions of each student, from the log of a room: one row each, and totals.

Of all exports only this one has names, as typed when joining. Private notes are left out.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.classroom.cast_votes import done_by
from sim.classroom.exports import NOTHING, kept
from sim.classroom.log_lines import LogEntry
from sim.classroom.paperwork import PAPERWORK
from sim.classroom.room import Room, new_room
from sim.classroom.room_entries import apply_entry
from sim.classroom.seats import DELEGATE, OBSERVER
from sim.classroom.text_votes import symbol_voted_on
from sim.domain.cells import defused
from sim.domain.texts import say, say_in
from sim.lessons.clauses import clause
from sim.scenario.schema import Scenario

STATEMENT, VOTE, TEXT, MOTION, ASK, STAND, PREDICTION, OTHER, REFUSED = (
    "statement", "vote", "text", "motion", "ask", "position", "prediction", "other", "refused",
)  # fmt: skip
KIND_WORDS = {
    STATEMENT: say("statement"), VOTE: say_in("a kind of act", "vote"),
    TEXT: say_in("a kind of act", "text"), MOTION: say("motion"),
    ASK: say_in("a kind of act", "ask"), STAND: say("position"), PREDICTION: say("prediction"),
    OTHER: say_in("a kind of act", "other"), REFUSED: say("refused"),
}  # fmt: skip
"""Kinds of contribution in the order of the table, with their headings."""

KIND_OF = {
    **dict.fromkeys(("speak", "explain", "read_statement"), STATEMENT),
    "vote": VOTE,
    **dict.fromkeys(
        ("table", "amend", "accept_amendment", "cosponsor", "withdraw", "withdraw_sponsorship"),
        TEXT,
    ),
    **dict.fromkeys(
        ("move", "withdraw_motion", "point_of_order", "challenge", "divide", "invite",
         "request_vote", "object_to_division", "object"),
        MOTION,
    ),
}  # fmt: skip
"""Act of the meeting -> kind of contribution; all other acts are ``other``."""

DRAFTED = ("revise", *PAPERWORK)
"""Kinds of entry about the wording or the clauses of a text."""

ENTRIES = ("act", "refused", "stand", "ask", "answer", "predicted", *DRAFTED)
"""Kinds of entry that count as a contribution."""


@dataclass(frozen=True)
class StudentAct:
    """One contribution of a student.

    Attributes:
        person: the person's key, which is not exported.
        seat: code of the seat at that time; ``observer`` for observers, ``delegate`` for delegates
            without a seat.
        student: the name as typed, or the seat with a number.
        on: symbol of the text or amendment concerned.
        words: the student's own words, or the clause asked for.
        counts: false if taken back later, or refused and not allowed by the teacher.
    """

    person: str
    time: str
    seat: str
    student: str
    kind: str
    act: str
    on: str
    words: str
    rule: str
    counts: bool


def contributions(
    scenario: Scenario, entries: Sequence[LogEntry], withheld: Mapping[int, str] = NOTHING
) -> tuple[StudentAct, ...]:
    """All contributions of people, in the order of the log.

    Of a vote or prediction in ``withheld``, by the number of its entry, the reason there is shown.
    Simulated members and the teacher are left out.
    """
    standing = {entry.n for entry in kept(list(entries))}
    allowed: dict[int, LogEntry] = {}
    results = []
    for entry, who, question in [*_signed(scenario, entries, allowed)]:
        data = entry.data
        act = dict(data.get("act", {})) if entry.kind in ("act", "refused") else {}
        kind = _kind(entry, str(act.get("act", "")))
        done = allowed.get(entry.n)
        if done is not None and done.n in standing:  # the teacher allowed what had been refused
            data = {**data, "ruling": done.data.get("ruling", {})}
            act = dict(done_by(done.data["act"]))
            kind = KIND_OF.get(str(act["act"]), OTHER)
        results.append(
            StudentAct(
                str(data["person"]),
                entry.at,
                who.seat,
                who.name,
                kind,
                str(act.get("act", "")) or entry.kind,
                _about(act, data, question),
                withheld.get(entry.n)
                or (withheld.get(done.n) if done is not None else None)
                or _words(scenario, entry, act),
                str(data.get("ruling", {}).get("rule", "")),
                entry.n in standing and kind != REFUSED,
            )
        )
    return tuple(results)


def _about(act: Mapping[str, Any], data: Mapping[str, Any], question: str) -> str:
    """The text or amendment that a contribution is about; for a vote, the question put."""
    if act.get("act") == "vote":
        return question
    return str(
        act.get("symbol", "")
        or act.get("to", "")
        or act.get("proposal", "")
        or act.get("on", "")
        or data.get("draft", "")
        or data.get("symbol", "")
    )


@dataclass
class _Somebody:
    seat: str
    name: str


def _signed(
    scenario: Scenario, entries: Sequence[LogEntry], allowed: dict[int, LogEntry]
) -> Iterator[tuple[LogEntry, _Somebody, str]]:
    """Entries by people, with the person, the seat at that time and the last question put.

    ``allowed`` is filled in: number of the entry of a refused act -> the override that did it.
    """
    people: dict[str, _Somebody] = {}
    room = new_room(scenario)
    refused = -1
    unnamed: Counter[str] = Counter()
    for entry in entries:
        data = entry.data
        question = _question(room)
        if entry.kind == "refused":
            refused = entry.n
        elif entry.kind == "act" and _allows(room, data["act"]):
            allowed[refused] = entry
        room = apply_entry(room, entry)
        if entry.kind == "joined":
            key = str(data["token"])[:12]
            if data["role"] in (DELEGATE, OBSERVER):
                seat = str(data.get("seat", "")) or data["role"]
                name = str(data.get("name", "")).strip()
                if not name:
                    unnamed[seat] += 1
                    name = f"{seat} {unnamed[seat]}"
                people[key] = _Somebody(seat, name)
        elif entry.kind == "assigned" and data["person"] in people:
            people[data["person"]].seat = str(data["seat"] or "")
        elif entry.kind in ENTRIES:
            who = people.get(str(data.get("person", "")))
            if who is not None:
                yield entry, _Somebody(who.seat, who.name), question


def _allows(room: Room, act: Mapping[str, Any]) -> bool:
    """Whether ``act`` is an override that does what was refused last."""
    refused, done = room.floor.refused, done_by(act)
    return (
        refused is not None
        and done is not act
        and (done.get("act"), done.get("by")) == (refused.kind, refused.by)
    )


def _question(room: Room) -> str:
    """The symbol of the text or amendment put to the vote, or the wording of another question."""
    question = room.floor.meeting.question if room.floor.meeting else None
    return (symbol_voted_on(question) or question.text) if question is not None else ""


def _kind(entry: LogEntry, act: str) -> str:
    match entry.kind:
        case "refused":
            return REFUSED
        case "act":
            return KIND_OF.get(act, OTHER)
        case "stand":
            return STAND
        case "predicted":
            return PREDICTION
    return TEXT if entry.kind in DRAFTED else ASK


def _words(scenario: Scenario, entry: LogEntry, act: Mapping[str, Any]) -> str:
    data = entry.data
    match entry.kind:
        case "stand":
            return str(data["stand"])
        case "predicted":
            return f"{data['outcome']}, {data['yes']} in favour"
        case "ask" | "revise":
            wording = clause(scenario, data["issue"], data["value"])
            return f"{wording.title}: {wording.wording}"
        case "answer":
            taken = "agreed" if data.get("waits") else "taken in"
            return taken if data["accept"] else "declined"
    if act.get("act") == "vote":
        return str(act.get("vote", ""))
    if entry.kind in DRAFTED:
        return str(data.get("text", "") or data.get("title", ""))
    items = [
        act.get("words"),
        act.get("wording"),
        act.get("detail"),
        act.get("what"),
        act.get("title"),
    ]
    return "; ".join(str(part) for part in items if part)


COLUMNS = (
    "time", "seat", "student", "kind", "act", "on", "words", "rule", "counts",
)  # fmt: skip


def contributions_csv(student_acts: Sequence[StudentAct]) -> str:
    """The contributions as CSV, with cells escaped that a spreadsheet would execute."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for act in student_acts:
        cells = [getattr(act, name) for name in COLUMNS[:-1]] + ["yes" if act.counts else "no"]
        writer.writerow([defused(cell) for cell in cells])
    return text.getvalue()


@dataclass(frozen=True)
class StudentSum:
    """Totals of one student by kind; ``spoken`` is the number of words in statements."""

    seat: str
    student: str
    counts: Mapping[str, int]
    spoken: int


def by_student_sums(student_acts: Sequence[StudentAct]) -> tuple[StudentSum, ...]:
    """Totals by student, with the most active seat, in the order of first contributions."""
    students: dict[str, list[StudentAct]] = {}
    for act in student_acts:
        students.setdefault(act.person, []).append(act)
    return tuple(
        StudentSum(
            Counter(act.seat for act in mine).most_common(1)[0][0],
            mine[0].student,
            Counter(act.kind for act in mine if act.counts or act.kind == REFUSED),
            sum(len(act.words.split()) for act in mine if act.kind == STATEMENT and act.counts),
        )
        for mine in students.values()
    )
