"""A draft in its sponsors' words: paragraphs, each tied to a clause of an issue or to none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sim.procedure.drafting.openings import Part


@dataclass(frozen=True, slots=True)
class IssueClauses:
    """An issue as a draft can be tied to it: its title and the wording of each of its anchors."""

    title: str
    anchors: Mapping[float, str]


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A paragraph as it was typed.

    Attributes:
        key: its number in the draft, which stays when others are put before it.
        issue, value: the anchor of an issue to which it is tied; an empty issue is no tie.
        bank: it stands for its clause alone and has no words of its own.
    """

    key: int
    part: Part
    text: str
    issue: str = ""
    value: float | None = None
    bank: bool = False

    @property
    def tied(self) -> bool:
        """Whether it stands for a clause, so that the engine can answer it."""
        return bool(self.issue) and self.value is not None


def in_order(paragraphs: Sequence[DraftParagraph]) -> tuple[DraftParagraph, ...]:
    """The preamble before the operative part; within each the order of writing holds."""
    preamble = [one for one in paragraphs if one.part is Part.PREAMBULAR]
    return (*preamble, *(one for one in paragraphs if one.part is not Part.PREAMBULAR))


def positions(paragraphs: Sequence[DraftParagraph]) -> dict[str, float]:
    """Issue -> the position that the text takes; the first of two paragraphs that differ holds."""
    entries: dict[str, float] = {}
    for one in in_order(paragraphs):
        if one.tied and one.value is not None:
            entries.setdefault(one.issue, one.value)
    return entries


def conflicts(paragraphs: Sequence[DraftParagraph]) -> dict[str, tuple[DraftParagraph, ...]]:
    """Issue -> its paragraphs, for each issue on which tied paragraphs take different positions."""
    by_issue: dict[str, list[DraftParagraph]] = {}
    for one in in_order(paragraphs):
        if one.tied:
            by_issue.setdefault(one.issue, []).append(one)
    return {
        issue: tuple(tied)
        for issue, tied in by_issue.items()
        if len({one.value for one in tied}) > 1
    }


def with_clause(
    paragraphs: Sequence[DraftParagraph], issue: str, value: float | None, words: str = ""
) -> tuple[DraftParagraph, ...]:
    """The paragraphs once another clause of ``issue`` was taken in; ``value`` None strikes it out.

    The first paragraph that is tied to the issue gets ``words``, or the wording of the clause where
    there are none; the others fall out. Where none is tied, the change makes an operative
    paragraph at the end.
    """
    tied = [one.key for one in in_order(paragraphs) if one.tied and one.issue == issue]
    kept = [one for one in paragraphs if one.key not in tied]
    if value is None:
        return tuple(kept)
    if not tied:
        key = 1 + max((one.key for one in paragraphs), default=0)
        return (*kept, _taken(key, Part.OPERATIVE, issue, value, words))
    return tuple(
        _taken(one.key, one.part, issue, value, words) if one.key == tied[0] else one
        for one in paragraphs
        if one.key == tied[0] or one.key not in tied
    )


def _taken(key: int, part: Part, issue: str, value: float, words: str) -> DraftParagraph:
    return DraftParagraph(key, part, words, issue, value, bank=not words)


def worded(
    paragraphs: Sequence[DraftParagraph], clauses: Mapping[str, IssueClauses]
) -> tuple[DraftParagraph, ...]:
    """The paragraphs with the wording of its clause in each that has no words of its own."""
    return tuple(
        replace(one, text=_wording(one, clauses)) if one.bank and not one.text else one
        for one in paragraphs
    )


def _wording(one: DraftParagraph, clauses: Mapping[str, IssueClauses]) -> str:
    known = clauses.get(one.issue)
    text = known.anchors.get(one.value) if known and one.value is not None else None
    return text or f"(a position of {one.value})"
