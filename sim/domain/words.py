"""Helpers for wording: lists, plurals, shares, capitals, and suggestions for misspelt names."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Sequence
from itertools import islice

CLOSE = 0.6
"""How similar a word and a name must be, from 0 to 1, for the name to be suggested."""
CLOSER = 0.75
"""The same for the first part of a name that has hyphens."""
LONGEST = 100
"""Characters of the longest word that is compared with names."""
COMPARED = 2000
"""The most names that a word is compared with; the cost is their number times their length."""


def listed(words: Sequence[str]) -> str:
    """``A``, ``A and B``, or ``A, B and C``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def plural(number: int, word: str, many: str = "") -> str:
    """``1 vote``, ``2 votes``, ``1,000 votes``."""
    return f"{number:,} {word if number == 1 else many or word + 's'}"


NEARLY_NONE, NEARLY_ALL = 0.005, 0.995
"""Shares up to the first bound, or from the second on, would read as 0 or 100 per cent."""


def percent(share: float) -> str:
    """A share in whole per cent; only exactly none or all reads as 0 or 100."""
    if 0 < share <= NEARLY_NONE:
        return "under 1%"
    if NEARLY_ALL <= share < 1:
        return "over 99%"
    return f"{share * 100:.0f}%"


SMALLEST_SHOWN = 0.005
"""Numbers smaller than this would read as 0.00."""


def signed(value: float) -> str:
    """A number with two decimals and a sign, with a true minus; 0.00 has no sign."""
    text = f"{value:+.2f}"
    return "0.00" if text in ("+0.00", "-0.00") else text.replace("-", "−")


def possessive(name: str) -> str:
    """``France's``, ``the United States'``."""
    return f"{name}'" if name.startswith("the ") and name.endswith("s") else f"{name}'s"


_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def counted(number: int, word: str) -> str:
    """``one vote``, ``nine votes``, ``11 votes``: small numbers as words."""
    count = _COUNTS[number] if number < len(_COUNTS) else f"{number:,}"
    return f"{count} {word if number == 1 else word + 's'}"


def capitalised(text: str) -> str:
    """``text`` with its first letter in upper case; the rest is unchanged."""
    return text[:1].upper() + text[1:]


def slug(text: str, empty: str = "part") -> str:
    """``text`` as part of a URL: lower-case letters, digits, hyphens; ``empty`` if none is left."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or empty


def quoted(text: str) -> str:
    """``text`` in double quotes, as JSON and YAML read it."""
    return json.dumps(text, ensure_ascii=False)


def close_to(word: str, options: Iterable[str], most: int = 3) -> list[str]:
    """The options that ``word`` may be a misspelling of, nearest first, ignoring case.

    Words and options longer than ``LONGEST`` characters are not compared, nor options after the
    first ``COMPARED``. If no whole name is close, first parts of names are tried: ``alepo`` finds
    ``aleppo-2016-10-08``.
    """
    if len(word) > LONGEST:
        return []
    comparable = (option for option in islice(options, COMPARED) if len(option) <= LONGEST)
    by_lower = {option.lower(): option for option in comparable}
    names = difflib.get_close_matches(word.lower(), by_lower, n=most, cutoff=CLOSE)
    if names:
        return [by_lower[key] for key in names]
    by_part: dict[str, str] = {}
    for low, option in by_lower.items():
        if "-" in low:
            by_part.setdefault(low.split("-")[0], option)
    near = difflib.get_close_matches(word.lower(), by_part, n=most, cutoff=CLOSER)
    return [by_part[key] for key in near]


def nearest(word: str, options: Iterable[str]) -> str | None:
    """The option that ``word`` most likely misspells, or None if none is close."""
    names = close_to(word, options, most=1)
    return names[0] if names else None
