"""Provisions as lessons cite them, each with whether it was compared with the printed text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sim.lessons.library import data


@dataclass(frozen=True)
class Citation:
    """A provision and whether what is taught of it was compared with a printed copy."""

    label: str
    checked: bool


@cache
def _checked_rules() -> frozenset[int]:
    ranges = data("checked.yaml")["rules"]
    return frozenset(n for first, last in ranges for n in range(first, last + 1))


@cache
def _checked_articles() -> frozenset[str]:
    return frozenset(str(article) for article in data("checked.yaml")["articles"])


def citation(text: str) -> Citation:
    """The provision named by ``text``: ``rule 33``, ``article 27(3)``; any other is unchecked."""
    rule = re.match(r"rule (\d+)", text)
    if rule:
        return Citation(text, int(rule[1]) in _checked_rules())
    article = re.match(r"article (\d+)", text)
    if article:
        return Citation(f"Article{text[7:]}", article[1] in _checked_articles())
    return Citation(text, False)


def citations(texts: Iterable[str]) -> tuple[Citation, ...]:
    """The provisions named by ``texts``, each once, in order."""
    return tuple(dict.fromkeys(citation(text) for text in texts))
