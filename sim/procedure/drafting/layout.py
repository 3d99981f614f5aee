"""Lay out the paragraphs of a draft resolution: italic openings, numbers and punctuation.

Preambular paragraphs are not numbered and end with commas. Operative paragraphs are numbered if
there are several and end with semicolons; the last one ends with the only full stop of the text.
Sub-paragraphs (a), (b), (c) follow a paragraph that ends with a colon. Source: United Nations
Editorial Manual, "Resolutions and other formal decisions", drafting. The Council's own resolutions
agree: S/RES/1199 (1998); S/RES/1249 (1999) has one paragraph, unnumbered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sim.procedure.drafting.openings import Part, opening_of
from sim.procedure.drafting.text import DraftParagraph, in_order

TYPED_NUMBER = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|\([a-z]{1,3}\)|[a-z]\))\s+", re.IGNORECASE)
"""A number typed before a paragraph, which the layout replaces with its own."""

ENDS = " \t,;:."
"""Punctuation at the end of a typed paragraph, which the layout replaces with its own."""


@dataclass(frozen=True, slots=True)
class LaidParagraph:
    """A paragraph as printed: ``number``, ``opening`` in italics, ``rest`` and ``end``.

    Attributes:
        depth: 0 in the preamble, 1 for operative paragraphs, 2 for sub-paragraphs.
    """

    paragraph: DraftParagraph
    number: str
    opening: str
    rest: str
    end: str
    depth: int

    @property
    def text(self) -> str:
        """The whole line as plain text."""
        return f"{self.number} {self.words}".lstrip()

    @property
    def words(self) -> str:
        """The line without its number."""
        return f"{self.opening}{self.rest}{self.end}"


def lay_out(paragraphs: Sequence[DraftParagraph]) -> tuple[LaidParagraph, ...]:
    """The paragraphs in the order of the draft, numbered and punctuated."""
    ordered = in_order(paragraphs)
    operative = [paragraph for paragraph in ordered if paragraph.part is not Part.PREAMBULAR]
    numbered = sum(paragraph.part is Part.OPERATIVE for paragraph in operative) > 1
    laid, number, letter = [], 0, 0
    for place, paragraph in enumerate(ordered):
        after = ordered[place + 1] if place + 1 < len(ordered) else None
        if paragraph.part is Part.OPERATIVE:
            number, letter = number + 1, 0
        elif paragraph.part is Part.SUB:
            letter += 1
        shown = _number(paragraph.part, number if numbered else 0, letter)
        laid.append(_laid(paragraph, shown, _end(paragraph, after)))
    return tuple(laid)


def _number(part: Part, number: int, letter: int) -> str:
    if part is Part.SUB:
        return f"({_letters(letter)})"
    return f"{number}." if part is Part.OPERATIVE and number else ""


def _letters(number: int) -> str:
    """1 is a, 26 is z, 27 is aa, 28 is bb."""
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)


def _end(paragraph: DraftParagraph, after: DraftParagraph | None) -> str:
    if paragraph.part is Part.PREAMBULAR:
        return ","
    if after is None:
        return "."
    return ":" if paragraph.part is Part.OPERATIVE and after.part is Part.SUB else ";"


def _laid(paragraph: DraftParagraph, number: str, end: str) -> LaidParagraph:
    words = body(paragraph.text)
    opening = opening_of(words, paragraph.part)
    rest = words[len(opening) :]
    if paragraph.part is not Part.SUB and words:
        opening, rest = (_capital(opening), rest) if opening else ("", _capital(rest))
    depth = {Part.PREAMBULAR: 0, Part.OPERATIVE: 1, Part.SUB: 2}[paragraph.part]
    return LaidParagraph(paragraph, number, opening, rest, end, depth)


def body(text: str) -> str:
    """``text`` without a leading number and without final punctuation."""
    return TYPED_NUMBER.sub("", text, count=1).strip().rstrip(ENDS)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def names_of(laid: Sequence[LaidParagraph]) -> dict[int, str]:
    """Key of each paragraph -> its name in references, such as ``paragraph 3 (a)``."""
    names, preamble, above = {}, 0, ""
    for paragraph in laid:
        if paragraph.depth == 0:
            preamble += 1
            name = f"preambular paragraph {preamble}"
        elif paragraph.depth == 1:
            above = paragraph.number.rstrip(".")
            name = f"paragraph {above}" if above else "the operative paragraph"
        else:
            name = f"paragraph {f'{above} {paragraph.number}'.strip()}"
        names[paragraph.paragraph.key] = name
    return names
