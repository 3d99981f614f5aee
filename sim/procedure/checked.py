"""Which provisions were compared with a public copy, and which are taught from memory."""

from __future__ import annotations

import re

READ_RULES = frozenset((*range(1, 13), 18, 19, 20, *range(27, 35)))
"""Rules of S/96/Rev.7 that were read in public copies of it and of the Repertoire."""

READ_ARTICLES = frozenset({27})
"""Article 27 is tested on every recorded ballot; the wording of other Articles is from memory."""


def is_checked(citation: str) -> bool:
    """Whether every rule and Article named in ``citation`` was compared with a public copy.

    A bare practice, which no text lays down, counts as unchecked; so do texts other than the rules
    and the Charter, such as the Statement of San Francisco or a resolution of the Assembly.
    """
    rules = [int(n) for part in _named(citation, "rules?") for n in re.findall(r"\d+", part)]
    articles = [int(n) for part in _named(citation, "articles?") for n in re.findall(r"\d+", part)]
    if citation.startswith("practice") or not (rules or articles):
        return False
    return all(n in READ_RULES for n in rules) and all(n in READ_ARTICLES for n in articles)


def _named(citation: str, word: str) -> list[str]:
    bare = re.sub(r"\([^)]*\)", "", citation)
    return re.findall(rf"\b{word}\s+((?:\d+(?:\s*(?:,|and|to|-)\s*)?)+)", bare, flags=re.IGNORECASE)
