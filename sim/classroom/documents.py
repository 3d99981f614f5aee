"""Drafts of a room as documents to download."""

from __future__ import annotations

from sim.classroom.floor import name
from sim.classroom.papers import clauses_of, whole_paragraphs
from sim.classroom.paperwork import paper_of
from sim.classroom.room import Room
from sim.classroom.sponsorship import names_on
from sim.lessons.outcomes import OUTCOMES
from sim.procedure.drafting.document import DraftDocument
from sim.procedure.drafting.text import worded
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
    clauses, text = clauses_of(room.scenario), room.floor.texts.get(symbol, {})
    return DraftDocument(
        symbol=symbol,
        title=paper.title,
        day=meeting_day(room.scenario),
        sponsors=tuple(name(room.scenario, code) for code in names_on(room, symbol)),
        paragraphs=worded(whole_paragraphs(paper, text, room.scenario), clauses),
        scales=clauses,
        status=_became(room.floor.meeting, symbol),
    )


def _became(meeting: Meeting | None, symbol: str) -> str:
    proposal = meeting.proposal(symbol) if meeting else None
    return BECAME.get(proposal.status, "") if proposal else ""
