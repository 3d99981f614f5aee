"""What the terminal says: brief, texts, turns, results and the debrief, in plain lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import fill
from typing import Any

from sim.classroom.floor import name
from sim.classroom.log import LogEntry
from sim.classroom.room import Room
from sim.domain.ballots import Vote
from sim.lessons.clauses import clause
from sim.lessons.history import reveals
from sim.lessons.members import Inclination
from sim.lessons.other_roles import page_of_seat
from sim.procedure.article27 import words_of
from sim.procedure.meeting import BallotRecord

WIDTH = 79
"""Columns of the terminal."""

SAID = {
    Vote.YES: "In favour", Vote.NO: "Against", Vote.ABSTAIN: "Abstaining",
    Vote.ABSENT: "Absent", Vote.NOT_PARTICIPATING: "Not taking part",
}  # fmt: skip


def lines(text: str, indent: str = "") -> str:
    """``text`` folded to the width, each line indented; a mark stands on the first line alone."""
    return fill(text, WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent) or "  ")


def show_brief(room: Room, seat: str) -> Iterator[str]:
    """The page of one's role, as a browser shows it, with its sources by number."""
    page = page_of_seat(room.scenario, seat)
    if page is None:
        return
    yield f"{page.name}. {page.lead}."
    for part in page.parts:
        yield f"\n{part.heading.upper()}"
        for paragraph in part.paragraphs:
            yield lines(paragraph, "  ")
        for item in part.items:
            yield lines(item, "  - ")
    if page.sources:
        yield "\nHOW THIS IS KNOWN"
        for number, source in enumerate(page.sources, start=1):
            yield lines(f"{source.claim} ({source.place}; {source.grade})", f"  [{number}] ")


def show_negotiation(room: Room) -> Iterator[str]:
    """The texts as they stand, who says what, and the open asks by number."""
    for draft, text in room.floor.texts.items():
        yield f"\n{draft}, {room.scenario.drafts[draft].title}"
        for issue, value in text.items():
            found = clause(room.scenario, issue, value)
            moved = room.floor.tabled[draft].get(issue) != value
            yield lines(f"{found.title}: {found.wording}{'  [changed]' if moved else ''}", "  ")
        told = room.floor.stands.get(draft, {})
        for stand in ("for", "against", "undecided"):
            names = [name(room.scenario, code) for code, said in told.items() if said == stand]
            if names:
                yield lines(f"{stand}: {', '.join(names)}", "    ")
    for place, ask in enumerate(room.floor.asks):
        if not ask.answer:
            wording = clause(room.scenario, ask.issue, ask.value).wording
            yield lines(
                f"open ask {place}: {name(room.scenario, ask.by)} on {ask.draft}: {wording}"
            )


def show_entry(room: Room, entry: LogEntry) -> Iterator[str]:
    """What somebody else has done, in a line; single hands are not told."""
    data = entry.data
    who = name(room.scenario, entry.by)
    if entry.kind == "ask":
        wording = clause(room.scenario, data["issue"], data["value"]).wording
        yield lines(f"{who} asks, in {data['draft']}: {wording} {data.get('why', '')}")
    elif entry.kind == "answer":
        yield lines(
            f"{who} {'takes it in' if data['accept'] else 'declines'}. {data.get('why', '')}"
        )
    elif entry.kind == "act" and data["act"]["act"] != "vote" and data.get("ruling"):
        ruling = data["ruling"]
        actor = name(room.scenario, data["act"]["by"])
        yield lines(f"{actor}: {ruling['effect'] or ruling['reason']} [{ruling['rule']}]")


def show_ballot(room: Room, ballot: BallotRecord, predicted: Mapping[str, Any]) -> Iterator[str]:
    """The roll, the result with its rule, and the player's prediction beside it."""
    words = words_of(ballot.count)
    yield f"\n=== {ballot.question.text}: {ballot.count.tally} ==="
    for vote, said in SAID.items():
        names = [name(room.scenario, code) for code, cast in ballot.votes.items() if cast is vote]
        if names:
            yield lines(f"{said}: {', '.join(names)}", "  ")
    yield lines(f"{words.rule}. {words.reason}")
    if predicted:
        right = predicted["outcome"] == ballot.count.outcome.word
        guess = f"{predicted['outcome'].replace('_', ' ')}, {predicted['yes']} in favour"
        yield f"You predicted: {guess}. {'Right.' if right else 'Not so.'}"


def debrief(room: Room, seat: str, views: Mapping[str, Mapping[str, Inclination]]) -> Iterator[str]:
    """The player's votes beside the member's preferences, and the whole beside the record."""
    meeting = room.floor.meeting
    ballots = [b for b in meeting.ballots if b.question.kind == "proposal"] if meeting else []
    record = {reveal.symbol: reveal for reveal in reveals(room.scenario)}
    yield "\nDEBRIEF"
    for ballot in ballots:
        draft = ballot.question.subject
        cast = ballot.votes[seat].word.replace("_", " ")
        yield f"\n{draft}: you voted {cast}."
        view = views.get(draft, {}).get(seat)
        if view is not None:
            yield lines(
                f"By its preferences, on the text as it stood in the end, your member would vote "
                f"{view.vote} (yes {view.yes:.0%}, abstain {view.abstain:.0%}, no {view.no:.0%}).",
                "  ",
            )
            for reason in view.reasons:
                yield lines(f"- {reason}", "    ")
        known = record.get(draft)
        if known is not None:
            yield lines(
                f"On record: {known.votes.get(seat, 'no vote').replace('_', ' ')}. The ballot was "
                f"{known.tally}. {known.outcome}. {known.reason}",
                "  ",
            )
    if not ballots:
        yield "No text was put to the vote."
    moved = [
        f"{draft}: {clause(room.scenario, issue, value).title}"
        for draft, text in room.floor.texts.items()
        for issue, value in text.items()
        if room.floor.tabled[draft].get(issue) != value
    ]
    if moved:
        yield lines(f"Clauses that were changed: {'; '.join(moved)}.")
