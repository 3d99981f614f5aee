"""Drafts written in the class, for the debrief."""

from __future__ import annotations

from typing import Any

from sim.classroom.floor import name
from sim.classroom.paper_views import paper_lines
from sim.classroom.room import Room
from sim.classroom.sponsorship import names_on
from sim.domain.texts import case_text, in_a_row, state_name


def drafts_in_words(room: Room, *, unseen: bool = False) -> list[dict[str, Any]]:
    """Each draft with paragraphs typed in the room, laid out as printed.

    ``unseen`` includes drafts that were never circulated, which only their sponsors and the teacher
    have read.
    """
    return [
        {
            "symbol": paper.symbol,
            "title": case_text(paper.title),
            "sponsors": in_a_row(
                [
                    state_name(code, name(room.scenario, code))
                    for code in names_on(room, paper.symbol)
                ],
                ", ",
            ),
            "circulated": paper.shown,
            "lines": paper_lines(room, paper),
        }
        for paper in room.floor.papers.values()
        if paper.paragraphs and (paper.shown or unseen)
    ]
