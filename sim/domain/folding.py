"""Names reduced to the letters that distinguish them, to compare and sort them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

APOSTROPHES = re.compile(r"['’‘ʼʹ`´′]")
SEPARATORS = re.compile(r"[.,*\-‐‑‒–—]")


@lru_cache(maxsize=8192)
def fold_name(name: str) -> str:
    """``name`` without case, accents, apostrophes, points and repeated spaces."""
    plain = unicodedata.normalize("NFKD", APOSTROPHES.sub("", name))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    spaced = SEPARATORS.sub(" ", letters.replace("&", " and "))
    return " ".join(spaced.split()).casefold().removeprefix("the ")


def listed_name(word: str, names: Collection[str]) -> str:
    """The one of ``names`` that ``word`` is, in whatever case; ``word`` if none or several are."""
    if word in names:
        return word
    same = [name for name in names if name.casefold() == word.strip().casefold()]
    return same[0] if len(same) == 1 else word
