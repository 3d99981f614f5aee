"""A draft in its sponsors' words: paragraphs, each linked to a clause of an issue or to none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sim.procedure.drafting.openings import Part


@dataclass(frozen=True, slots=True)
class IssueClauses:
    """The clauses of an issue: its title, and the wording of each anchor."""

    title: str
    anchors: Mapping[float, str]


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A paragraph as typed.

    Attributes:
        key: its number in the draft, which does not change when others are inserted before it.
        issue, value: the anchor of an issue to which it is linked; an empty issue means no link.
        bank: it is a clause from the clause bank and has no words of its own.
    """

    key: int
    part: Part
    text: str
    issue: str = ""
    value: float | None = None
    bank: bool = False

    @property
    def tied(self) -> bool:
        """Whether it is linked to a clause, so that the engine can react to it."""
        return bool(self.issue) and self.value is not None


def in_order(paragraphs: Sequence[DraftParagraph]) -> tuple[DraftParagraph, ...]:
    """The preambular paragraphs, then the operative ones, each in the order of writing."""
    preamble = [paragraph for paragraph in paragraphs if paragraph.part is Part.PREAMBULAR]
    return (
        *preamble,
        *(paragraph for paragraph in paragraphs if paragraph.part is not Part.PREAMBULAR),
    )


def positions(paragraphs: Sequence[DraftParagraph]) -> dict[str, float]:
    """Issue -> the position that the text takes; if paragraphs differ, the first one counts."""
    entries: dict[str, float] = {}
    for paragraph in in_order(paragraphs):
        if paragraph.tied and paragraph.value is not None:
            entries.setdefault(paragraph.issue, paragraph.value)
    return entries


def conflicts(paragraphs: Sequence[DraftParagraph]) -> dict[str, tuple[DraftParagraph, ...]]:
    """Issue -> its paragraphs, for each issue on which tied paragraphs take different positions."""
    by_issue: dict[str, list[DraftParagraph]] = {}
    for paragraph in in_order(paragraphs):
        if paragraph.tied:
            by_issue.setdefault(paragraph.issue, []).append(paragraph)
    return {
        issue: tuple(tied)
        for issue, tied in by_issue.items()
        if len({paragraph.value for paragraph in tied}) > 1
    }


def with_clause(
    paragraphs: Sequence[DraftParagraph], issue: str, value: float | None, words: str = ""
) -> tuple[DraftParagraph, ...]:
    """The paragraphs with another clause for ``issue``; ``value`` None removes the clause.

    The first paragraph linked to the issue gets ``words``, or the wording of the clause if there
    are none; other linked paragraphs are removed, with their sub-paragraphs. If no paragraph is
    linked, an operative paragraph is added at the end.
    """
    tied = [
        paragraph.key
        for paragraph in in_order(paragraphs)
        if paragraph.tied and paragraph.issue == issue
    ]
    if value is None:
        return _without(paragraphs, tied)
    if not tied:
        key = 1 + max((paragraph.key for paragraph in paragraphs), default=0)
        return (*paragraphs, _taken(key, Part.OPERATIVE, issue, value, words))
    return tuple(
        _taken(paragraph.key, paragraph.part, issue, value, words)
        if paragraph.key == tied[0]
        else paragraph
        for paragraph in _without(paragraphs, tied[1:])
    )


def _without(
    paragraphs: Sequence[DraftParagraph], keys: Sequence[int]
) -> tuple[DraftParagraph, ...]:
    """The paragraphs without those of ``keys`` and their sub-paragraphs.

    A sub-paragraph that is linked to another clause stays, as an operative paragraph.
    """
    kept: dict[int, DraftParagraph] = {}
    headless = False
    for paragraph in in_order(paragraphs):
        here = paragraph
        if paragraph.key in keys:
            headless = headless or paragraph.part is not Part.SUB
            continue
        if paragraph.part is Part.SUB and headless:
            if not paragraph.tied:
                continue
            here = replace(paragraph, part=Part.OPERATIVE)
        headless = False
        kept[here.key] = here
    return tuple(kept[paragraph.key] for paragraph in paragraphs if paragraph.key in kept)


def _taken(key: int, part: Part, issue: str, value: float, words: str) -> DraftParagraph:
    return DraftParagraph(key, part, words, issue, value, bank=not words)


def worded(
    paragraphs: Sequence[DraftParagraph], clauses: Mapping[str, IssueClauses]
) -> tuple[DraftParagraph, ...]:
    """The paragraphs, with the wording of the clause in those that have no words of their own."""
    return tuple(
        replace(paragraph, text=_wording(paragraph, clauses))
        if paragraph.bank and not paragraph.text
        else paragraph
        for paragraph in paragraphs
    )


def _wording(paragraph: DraftParagraph, clauses: Mapping[str, IssueClauses]) -> str:
    scale = clauses.get(paragraph.issue)
    text = scale.anchors.get(paragraph.value) if scale and paragraph.value is not None else None
    return text or f"(a position of {paragraph.value})"
