"""Drafts in words for screens: layout, what the model reads, and editorial remarks."""

from __future__ import annotations

from typing import Any

from sim.classroom.drafting import editor_remarks
from sim.classroom.papers import Paper, clauses_of
from sim.classroom.paperwork import paper_of
from sim.classroom.room import Room
from sim.classroom.sponsorship import is_sponsor, names_on, still_to_agree
from sim.domain.texts import Text, case_text, say
from sim.procedure.drafting.editing import UNREAD, ready
from sim.procedure.drafting.layout import lay_out
from sim.procedure.drafting.text import DraftParagraph, IssueClauses, worded


def shown_papers(room: Room) -> dict[str, dict[str, Any]]:
    """Symbol -> the lines of each circulated draft in words."""
    return {
        symbol: {"lines": paper_lines(room, paper)}
        for symbol, paper in room.floor.papers.items()
        if paper.shown and paper.paragraphs
    }


def paper_lines(room: Room, paper: Paper) -> list[dict[str, Any]]:
    """The paragraphs of a draft as printed, each with the clause that the model reads."""
    clauses = clauses_of(room.scenario)
    printed = []
    for line in lay_out(worded(paper.paragraphs, clauses)):
        draft_paragraph = line.paragraph
        scale = clauses.get(draft_paragraph.issue) if draft_paragraph.tied else None
        printed.append(
            {
                "key": draft_paragraph.key, "part": draft_paragraph.part,
                "number": line.number, "depth": line.depth,
                "opening": line.opening, "rest": line.rest, "end": line.end,
                "issue": draft_paragraph.issue if scale else "",
                "reads": _reads(scale, draft_paragraph) if scale else "",
            }
        )  # fmt: skip
    return printed


def _reads(scale: IssueClauses, paragraph: DraftParagraph) -> Text:
    return say(
        "{issue}: {clause}",
        issue=case_text(scale.title),
        clause=case_text(scale.anchors.get(paragraph.value or 0.0, "")),
    )


def written_papers(room: Room, seat: str | None) -> dict[str, dict[str, Any]]:
    """Drafts that ``seat`` sponsors (all for None): typed paragraphs and remarks.

    A draft of the scenario without own words has no paragraphs. A text before the Council is
    ``joint`` if other people that submitted it have to agree to changes.
    """
    papers = {
        symbol: paper_of(room.floor, room.base, symbol)
        for symbol in room.base.drafts
        if symbol in room.floor.texts
    } | dict(room.floor.papers)
    return {
        symbol: _written(room, paper) | {"joint": bool(seat and still_to_agree(room, symbol, seat))}
        for symbol, paper in papers.items()
        if (paper.paragraphs or paper.own if seat is None else is_sponsor(room, seat, symbol))
    }


def _written(room: Room, paper: Paper) -> dict[str, Any]:
    remarks = editor_remarks(room, paper) if paper.paragraphs else ()
    typed = {
        paragraph.key: paragraph
        for paragraph in worded(paper.paragraphs, clauses_of(room.scenario))
    }
    return {
        "title": case_text(paper.title),
        "sponsors": list(names_on(room, paper.symbol)),
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
            if r.text != UNREAD  # each line already shows what the model reads
        ],
    }
