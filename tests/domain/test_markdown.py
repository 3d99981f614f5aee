"""Typed text in Markdown: shown as it is, whatever a reader of Markdown or HTML makes of it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from sim.domain.markdown import literal
from sim.report.document import DocumentTable
from sim.report.tables import as_markdown


@pytest.mark.parametrize(
    "typed",
    ["<script>alert(1)</script>", "[here](javascript:x)", "*not* _so_ `x`", "a & b", "1 < 2 | 3"],
)
def test_nothing_typed_is_interpreted(typed: str) -> None:
    shown = literal(typed)
    assert "<" not in shown
    assert re.search(r"(?<!\\)\]\(", shown) is None
    assert unescape(shown.replace("\\", "")) == typed
    page = as_markdown(DocumentTable((typed,), [(typed,)], title=typed))
    assert "<" not in page
    assert re.search(r"(?<!\\)\]\(", page) is None


def test_an_ordinary_sentence_stays_as_it_is() -> None:
    sentence = "S/2016/846 is put to the vote (11-2-2). [rule 32]"
    assert literal(sentence) == sentence
