"""Drafts of a room as documents to download."""

from __future__ import annotations

from sim.classroom.floor import name
from sim.classroom.papers import Paper, clauses_of
from sim.classroom.paperwork import paper_of
from sim.classroom.room import Room
from sim.classroom.sponsorship import names_on
from sim.lessons.clauses import clause
from sim.lessons.outcomes import OUTCOMES
from sim.procedure.drafting.document import DraftDocument
from sim.procedure.drafting.openings import Part
from sim.procedure.drafting.text import DraftParagraph, positions, worded
from sim.procedure.meeting import Meeting
from sim.scenario.voting_law import meeting_day

BECAME = {
    "open": "", "adopted": OUTCOMES["adopted"], "vetoed": "not adopted (vetoed)",
    "not_adopted": "not adopted", "withdrawn": OUTCOMES["withdrawn"],
    "lapsed": "not put to the vote",
}  # fmt: skip
"""Outcome of a draft by status."""


def draft_document(room: Room, symbol: str) -> DraftDocument:
    """A draft of the room as a document; clauses without own words use the clause bank.

    Raises:
        KeyError: if there is no such draft.
    """
    paper = paper_of(room.floor, room.scenario, symbol)
    clauses = clauses_of(room.scenario)
    return DraftDocument(
        symbol=symbol,
        title=paper.title,
        day=meeting_day(room.scenario),
        sponsors=tuple(name(room.scenario, code) for code in names_on(room, symbol)),
        paragraphs=worded((*paper.paragraphs, *_unworded(room, paper)), clauses),
        scales=clauses,
        status=_became(room.floor.meeting, symbol),
    )


def _unworded(room: Room, paper: Paper) -> list[DraftParagraph]:
    """The clauses of a text that its paragraphs do not cover."""
    text = room.floor.texts.get(paper.symbol, {})
    said = positions(paper.paragraphs)
    silent = [issue for issue in room.scenario.issues if issue in text and issue not in said]
    return [
        DraftParagraph(
            paper.next_key + n, Part.OPERATIVE,
            clause(room.scenario, issue, text[issue]).wording, issue, text[issue], bank=True,
        )
        for n, issue in enumerate(silent)
    ]  # fmt: skip


def _became(meeting: Meeting | None, symbol: str) -> str:
    proposal = meeting.proposal(symbol) if meeting else None
    return BECAME.get(proposal.status, "") if proposal else ""
