"""Which provisions were compared with a public copy of their text."""

from __future__ import annotations

import re

READ_RULES = frozenset(
    (*range(1, 21), *range(27, 36), 37, 38, 39, *range(41, 45), *range(48, 54), 58, 60, 61)
)
"""Rules of S/96/Rev.7 that were read in public copies of it, of the Repertoire, or of the
resolutions that amended them."""

READ_ARTICLES = frozenset((*range(1, 66), *range(84, 112)))
"""Articles of the Charter that were read in a public copy of it."""


def is_checked(citation: str) -> bool:
    """Whether every rule and Article named in ``citation`` was compared with a public copy.

    A practice without a written source counts as unchecked; so do texts other than the rules and
    the Charter, such as the San Francisco Statement or a resolution of the Assembly.
    """
    rules = [int(n) for part in _named(citation, "rules?") for n in re.findall(r"\d+", part)]
    articles = [int(n) for part in _named(citation, "articles?") for n in re.findall(r"\d+", part)]
    if citation.startswith("practice") or not (rules or articles):
        return False
    return all(n in READ_RULES for n in rules) and all(n in READ_ARTICLES for n in articles)


def _named(citation: str, word: str) -> list[str]:
    bare = re.sub(r"\([^)]*\)", "", citation)
    return re.findall(rf"\b{word}\s+((?:\d+(?:\s*(?:,|and|to|-)\s*)?)+)", bare, flags=re.IGNORECASE)
