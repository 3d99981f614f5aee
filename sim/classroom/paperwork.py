"""Effects of entries about drafts in words on the floor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sim.classroom.floor import Floor, to_submit
from sim.classroom.log_lines import LogEntry
from sim.classroom.papers import (
    Paper,
    moved_paragraph,
    position_after,
    with_paragraph,
    without_paragraph,
)
from sim.procedure.drafting.openings import Part
from sim.procedure.drafting.text import DraftParagraph, positions
from sim.scenario.schema import Scenario

PaperEffect = Callable[[Floor, Scenario, LogEntry], Floor]
"""Function of floor, opened scenario and entry that returns the new floor."""


def paper_of(floor: Floor, scenario: Scenario, symbol: str) -> Paper:
    """The draft in words; without paragraphs for a draft of the scenario without own words.

    Raises:
        KeyError: if there is no such draft.
    """
    paper = floor.papers.get(symbol)
    if paper is not None:
        return paper
    draft = scenario.drafts[symbol]
    return Paper(symbol, draft.title, tuple(draft.sponsors))


def _with_paper(floor: Floor, paper: Paper) -> Floor:
    """The floor with a draft in new words, and its positions updated from the links."""
    before, symbol = floor.papers.get(paper.symbol), paper.symbol
    after = replace(floor, papers={**floor.papers, symbol: paper})
    if symbol not in floor.texts:
        return after
    text = position_after(floor.texts[symbol], floor.tabled[symbol], before, paper)
    return to_submit(replace(after, texts={**floor.texts, symbol: text}), symbol)


def _begin(floor: Floor, _: Scenario, entry: LogEntry) -> Floor:
    data = entry.data
    paper = Paper(data["symbol"], data["title"], (entry.by,), own=True, shown=False)
    return _with_paper(floor, paper)


def _write(floor: Floor, scenario: Scenario, entry: LogEntry) -> Floor:
    data = entry.data
    written = DraftParagraph(
        data["paragraph"], Part(data["part"]), data["text"], data["issue"], data["value"]
    )
    return _with_paper(floor, with_paragraph(paper_of(floor, scenario, data["draft"]), written))


def _tie(floor: Floor, scenario: Scenario, entry: LogEntry) -> Floor:
    data: Mapping[str, Any] = entry.data
    paper = paper_of(floor, scenario, data["draft"])
    paragraph = paper.paragraph(data["paragraph"])
    if paragraph is None:
        return floor
    tied = replace(paragraph, issue=data["issue"], value=data["value"])
    return _with_paper(floor, with_paragraph(paper, tied))


def _strike(floor: Floor, scenario: Scenario, entry: LogEntry) -> Floor:
    paper = paper_of(floor, scenario, entry.data["draft"])
    return _with_paper(floor, without_paragraph(paper, entry.data["paragraph"]))


def _shift(floor: Floor, scenario: Scenario, entry: LogEntry) -> Floor:
    paper = paper_of(floor, scenario, entry.data["draft"])
    moved = moved_paragraph(paper, entry.data["paragraph"], up=bool(entry.data["up"]))
    return _with_paper(floor, moved)


def _circulate(floor: Floor, _: Scenario, entry: LogEntry) -> Floor:
    symbol = entry.data["draft"]
    paper = replace(floor.papers[symbol], shown=True)
    text = positions(paper.paragraphs)
    return replace(
        floor,
        papers={**floor.papers, symbol: paper},
        texts={**floor.texts, symbol: text},
        tabled={**floor.tabled, symbol: text},
    )


PAPERWORK: Mapping[str, PaperEffect] = {
    "begin": _begin,
    "write": _write,
    "tie": _tie,
    "strike": _strike,
    "shift": _shift,
    "circulate": _circulate,
}
"""Effect by kind of entry; all can be undone."""
