"""Drafts in their sponsors' own words: immutable data and functions that change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sim.lessons.clauses import clause
from sim.procedure.drafting.layout import lay_out
from sim.procedure.drafting.openings import Part
from sim.procedure.drafting.text import (
    DraftParagraph,
    IssueClauses,
    in_order,
    positions,
    worded,
)
from sim.scenario.schema import Scenario

MOST_PARAGRAPHS = 40
"""Maximum number of paragraphs of a draft."""
MOST_OWN, MOST_OWN_OF_ROOM = 2, 20
"""Maximum number of own drafts of a seat, and of a room."""


@dataclass(frozen=True)
class Paper:
    """A draft in words.

    Attributes:
        own: written in this room, not part of the scenario.
        shown: circulated, so that everybody can read it and the engine reacts to it.
        paragraphs: in order of writing; the layout puts the preamble first.
    """

    symbol: str
    title: str
    sponsors: tuple[str, ...]
    own: bool = False
    shown: bool = True
    paragraphs: tuple[DraftParagraph, ...] = ()

    def paragraph(self, key: int) -> DraftParagraph | None:
        """The paragraph with ``key``, or None."""
        return next((paragraph for paragraph in self.paragraphs if paragraph.key == key), None)

    @property
    def next_key(self) -> int:
        """The key for a new paragraph."""
        return 1 + max((paragraph.key for paragraph in self.paragraphs), default=0)


Papers = Mapping[str, Paper]
"""Symbol -> the draft in words."""


def with_paragraph(paper: Paper, written: DraftParagraph) -> Paper:
    """The paper with a paragraph replaced, or added at the end."""
    if paper.paragraph(written.key) is None:
        return replace(paper, paragraphs=(*paper.paragraphs, written))
    changed = (
        written if paragraph.key == written.key else paragraph for paragraph in paper.paragraphs
    )
    return replace(paper, paragraphs=tuple(changed))


def without_paragraph(paper: Paper, key: int) -> Paper:
    """The paper without a paragraph."""
    return replace(
        paper, paragraphs=tuple(paragraph for paragraph in paper.paragraphs if paragraph.key != key)
    )


def moved_paragraph(paper: Paper, key: int, *, up: bool) -> Paper:
    """The paper with a paragraph moved up or down by one."""
    ordered = list(in_order(paper.paragraphs))
    place = next((n for n, paragraph in enumerate(ordered) if paragraph.key == key), -1)
    other = place - 1 if up else place + 1
    if place < 0 or not 0 <= other < len(ordered):
        return paper
    ordered[place], ordered[other] = ordered[other], ordered[place]
    return replace(paper, paragraphs=in_order(ordered))


def clauses_of(scenario: Scenario) -> dict[str, IssueClauses]:
    """The clauses of the scenario's issues."""
    return {key: IssueClauses(issue.title, issue.anchors) for key, issue in scenario.issues.items()}


def position_after(
    text: Mapping[str, float], tabled: Mapping[str, float], before: Paper | None, after: Paper
) -> dict[str, float]:
    """The positions of a text after its words changed.

    Links of paragraphs determine positions. An issue that paragraphs no longer address returns to
    the position as tabled, or becomes silent in an own draft.
    """
    old, new = positions(before.paragraphs if before else ()), positions(after.paragraphs)
    unlinked = {issue: value for issue, value in text.items() if issue not in old}
    for issue in old:
        if issue not in new and issue in tabled and not after.own:
            unlinked[issue] = tabled[issue]
    return {**unlinked, **new}


def whole_paragraphs(
    paper: Paper, text: Mapping[str, float], scenario: Scenario
) -> tuple[DraftParagraph, ...]:
    """The paragraphs of a draft, then those of the clause bank for positions without own words."""
    said = positions(paper.paragraphs)
    silent = [issue for issue in scenario.issues if issue in text and issue not in said]
    return (
        *paper.paragraphs,
        *(
            DraftParagraph(
                paper.next_key + n, Part.OPERATIVE,
                clause(scenario, issue, text[issue]).wording, issue, text[issue], bank=True,
            )
            for n, issue in enumerate(silent)
        ),
    )  # fmt: skip


def printed(paper: Paper | None, text: Mapping[str, float], scenario: Scenario) -> list[str]:
    """The lines of a draft with the positions ``text`` as printed; empty if nothing was written."""
    if paper is None or not paper.paragraphs:
        return []
    paragraphs = whole_paragraphs(paper, text, scenario)
    return [line.text for line in lay_out(worded(paragraphs, clauses_of(scenario)))]
