"""The debrief as lines of text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.classroom.debrief_votes import ComparedText
from sim.classroom.debrief_words import (
    law_lines,
    result_lines,
    turned_lines,
    whatif_lines,
    worlds_line,
)
from sim.classroom.terminal_text import after_a_line, lines
from sim.domain.texts import Text, case_text, in_a_row, say

INDENT, ITEM = "  ", "  - "


def spoken_lines(
    compared_texts: Sequence[ComparedText],
    drafts: Sequence[Mapping[str, Any]] = (),
    own: Sequence[Text] = (),
) -> Iterator[str]:
    """The debrief of each text, and the ``drafts`` written in class.

    ``own``, the section for a single player, comes first.
    """
    if own:
        yield after_a_line(say("What you did"))
    for text in own:
        yield lines(text, ITEM)
    if not compared_texts:
        yield say("No text was put to the vote.")
    for compared in compared_texts:
        title = case_text(compared.title)
        yield after_a_line(say("{symbol}, {title}", symbol=compared.symbol, title=title))
        worlds = worlds_line(compared)
        told = [worlds] if worlds else []
        for text in (*result_lines(compared), *told, *law_lines(compared)):
            yield lines(text, INDENT)
        for head, rows in (
            (say("Who turned, and why"), [line for line, _ in turned_lines(compared)]),
            (say("What if"), list(whatif_lines(compared))),
            (say("Talk about it"), list(compared.questions)),
        ):
            if rows:
                yield lines(head, INDENT)
                for text in rows:
                    yield lines(text, ITEM)
    if drafts:
        yield after_a_line(say("In your own words"))
    for draft in drafts:
        yield from _draft_lines(draft)


def _draft_lines(draft: Mapping[str, Any]) -> Iterator[str]:
    head = say("{symbol}, {title}", symbol=draft["symbol"], title=draft["title"])
    heading = head if draft["circulated"] else in_a_row([head, say("(not circulated)")])
    yield after_a_line(in_a_row([heading, draft["sponsors"]], ": "))
    for line in draft["lines"]:
        number = f"{line['number']} " if line["number"] else ""
        words = f"{number}{line['opening']}{line['rest']}{line['end']}"
        yield lines(words, INDENT * (1 + line["depth"]))
        if line["reads"]:
            yield lines(say("The model reads: {clause}", clause=line["reads"]), INDENT * 3)
