"""Drafts in their sponsors' own words, as a room keeps them; pure data and what changes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sim.procedure.drafting.layout import lay_out
from sim.procedure.drafting.text import (
    DraftParagraph,
    IssueClauses,
    in_order,
    positions,
    worded,
)
from sim.scenario.schema import Scenario

MOST_PARAGRAPHS = 40
"""Paragraphs of a draft."""
MOST_OWN, MOST_OWN_OF_ROOM = 2, 20
"""Drafts that a seat begins, and that a room holds."""


@dataclass(frozen=True)
class Paper:
    """A draft in words.

    Attributes:
        own: begun in this room, not one of the scenario's.
        shown: circulated, so that everybody reads it and the engine answers it.
        paragraphs: in order of writing; the preamble comes first when they are laid out.
    """

    symbol: str
    title: str
    sponsors: tuple[str, ...]
    own: bool = False
    shown: bool = True
    paragraphs: tuple[DraftParagraph, ...] = ()

    def paragraph(self, key: int) -> DraftParagraph | None:
        """The paragraph called ``key``."""
        return next((one for one in self.paragraphs if one.key == key), None)

    @property
    def next_key(self) -> int:
        """A name for a new paragraph."""
        return 1 + max((one.key for one in self.paragraphs), default=0)


Papers = Mapping[str, Paper]
"""Symbol -> the draft in words."""


def with_paragraph(paper: Paper, written: DraftParagraph) -> Paper:
    """The paper with a paragraph changed, or added at the end."""
    if paper.paragraph(written.key) is None:
        return replace(paper, paragraphs=(*paper.paragraphs, written))
    changed = (written if one.key == written.key else one for one in paper.paragraphs)
    return replace(paper, paragraphs=tuple(changed))


def without_paragraph(paper: Paper, key: int) -> Paper:
    """The paper without a paragraph."""
    return replace(paper, paragraphs=tuple(one for one in paper.paragraphs if one.key != key))


def moved_paragraph(paper: Paper, key: int, *, up: bool) -> Paper:
    """The paper with a paragraph before the one above it, or behind the one below it."""
    ordered = list(in_order(paper.paragraphs))
    place = next((n for n, one in enumerate(ordered) if one.key == key), -1)
    other = place - 1 if up else place + 1
    if place < 0 or not 0 <= other < len(ordered):
        return paper
    ordered[place], ordered[other] = ordered[other], ordered[place]
    return replace(paper, paragraphs=in_order(ordered))


def clauses_of(scenario: Scenario) -> dict[str, IssueClauses]:
    """The issues of a scenario as drafts are tied to them."""
    return {key: IssueClauses(one.title, one.anchors) for key, one in scenario.issues.items()}


def position_after(
    text: Mapping[str, float], tabled: Mapping[str, float], before: Paper | None, after: Paper
) -> dict[str, float]:
    """What a text asks once its words were changed.

    What words are tied to holds; an issue that words no longer speak of is as it was tabled, or
    silent in a draft that was begun here.
    """
    old, new = positions(before.paragraphs if before else ()), positions(after.paragraphs)
    kept = {issue: value for issue, value in text.items() if issue not in old}
    for issue in old:
        if issue not in new and issue in tabled and not after.own:
            kept[issue] = tabled[issue]
    return {**kept, **new}


def printed(paper: Paper | None, scenario: Scenario) -> list[str]:
    """The lines of a draft as they are printed; none where nothing was written."""
    if paper is None:
        return []
    return [one.text for one in lay_out(worded(paper.paragraphs, clauses_of(scenario)))]
