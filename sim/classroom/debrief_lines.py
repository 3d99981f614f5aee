"""The debrief in lines for a terminal, in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.classroom.debrief_votes import ComparedText
from sim.classroom.debrief_words import result_lines, turned_lines, whatif_lines, worlds_line
from sim.classroom.terminal_text import lines
from sim.domain.texts import say

INDENT, ITEM = "  ", "  - "


def spoken_lines(compared_texts: Sequence[ComparedText]) -> Iterator[str]:
    """What a debrief says of each text."""
    if not compared_texts:
        yield say("No text was put to the vote.")
    for one in compared_texts:
        yield f"\n{one.symbol}, {one.title}"
        worlds = worlds_line(one)
        for text in (*result_lines(one), *([worlds] if worlds else [])):
            yield lines(text, INDENT)
        for head, rows in (
            (say("Who turned, and why"), [line for line, _ in turned_lines(one)]),
            (say("What if"), list(whatif_lines(one))),
            (say("Talk about it"), list(one.questions)),
        ):
            if rows:
                yield lines(head, INDENT)
                for text in rows:
                    yield lines(text, ITEM)
