"""Drafts in words as screens show them: laid out, with what the model reads and what to mend."""

from __future__ import annotations

from typing import Any

from sim.classroom.drafting import editor_remarks
from sim.classroom.papers import Paper, clauses_of
from sim.classroom.paperwork import paper_of
from sim.classroom.room import Room
from sim.domain.texts import Text, case_text, say
from sim.procedure.drafting.editing import UNREAD, ready
from sim.procedure.drafting.layout import lay_out
from sim.procedure.drafting.text import DraftParagraph, IssueClauses, worded


def shown_papers(room: Room) -> dict[str, dict[str, Any]]:
    """Symbol -> the lines of each draft that is written out and that everybody has."""
    return {
        symbol: {"lines": paper_lines(room, paper)}
        for symbol, paper in room.floor.papers.items()
        if paper.shown and paper.paragraphs
    }


def paper_lines(room: Room, paper: Paper) -> list[dict[str, Any]]:
    """The paragraphs of a draft as they are printed, each with the clause that the model reads."""
    clauses = clauses_of(room.scenario)
    printed = []
    for one in lay_out(worded(paper.paragraphs, clauses)):
        draft_paragraph = one.paragraph
        known = clauses.get(draft_paragraph.issue) if draft_paragraph.tied else None
        printed.append(
            {
                "key": draft_paragraph.key, "part": draft_paragraph.part,
                "number": one.number, "depth": one.depth,
                "opening": one.opening, "rest": one.rest, "end": one.end,
                "issue": draft_paragraph.issue if known else "",
                "reads": _reads(known, draft_paragraph) if known else "",
            }
        )  # fmt: skip
    return printed


def _reads(known: IssueClauses, paragraph: DraftParagraph) -> Text:
    return say(
        "{issue}: {clause}",
        issue=case_text(known.title),
        clause=case_text(known.anchors.get(paragraph.value or 0.0, "")),
    )


def written_papers(room: Room, seat: str | None) -> dict[str, dict[str, Any]]:
    """The drafts that ``seat`` holds the pen of, all drafts for None: what is typed and remarks.

    A draft of the scenario that has no words yet is there without paragraphs.
    """
    papers = {
        symbol: paper_of(room.floor, room.base, symbol)
        for symbol in room.base.drafts
        if symbol in room.floor.texts
    } | dict(room.floor.papers)
    return {
        symbol: _written(room, paper)
        for symbol, paper in papers.items()
        if (paper.paragraphs or paper.own if seat is None else seat in paper.sponsors)
    }


def _written(room: Room, paper: Paper) -> dict[str, Any]:
    remarks = editor_remarks(room, paper) if paper.paragraphs else ()
    typed = {one.key: one for one in worded(paper.paragraphs, clauses_of(room.scenario))}
    return {
        "title": case_text(paper.title),
        "sponsors": list(paper.sponsors),
        "own": paper.own,
        "shown": paper.shown,
        "ready": bool(paper.paragraphs) and ready(remarks),
        "lines": [
            {**line, "text": typed[line["key"]].text, "value": typed[line["key"]].value}
            for line in paper_lines(room, paper)
        ],
        "remarks": [
            {"key": r.key, "weight": r.weight, "text": r.text}
            for r in remarks
            if r.text != UNREAD  # each line says of itself what the model reads
        ],
    }
