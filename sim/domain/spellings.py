"""Candidate readings of a State's name as tables print it, most literal first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sim.domain.folding import fold_name

MARKS = re.compile(r"[*†‡§¶#⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜ]+|\[[^\]]*\]?|(?<=\w)\s+[a-z0-9]/\s*$")
"""Footnote marks: ``*``, a raised figure, ``[1]``, ``a/`` at the end."""

_NOTE = re.compile(r"\s*\(([^)]*)\)?\s*")
_REPUBLIC = re.compile(r"\brep(?:ublic|\b)", re.IGNORECASE)
_SHORT = {"rep": "republic", "dem": "democratic", "fed": "federal", "is": "islamic"}
_TITLE = re.compile(
    r"(?:(?:peoples|socialist|democratic|islamic|federal|federative|arab|hashemite|united|"
    r"plurinational|bolivarian|cooperative|independent|grand|oriental|imperial) )*"
    r"(?:republic|kingdom|state|commonwealth|dominion|duchy|principality|sultanate|empire) of "
    r"(?:the )?(.+)"
)


def readings(name: str) -> Iterator[str]:
    """Folded names that ``name`` may stand for, most literal first.

    ``A (B)`` and ``A, B`` are also read as ``B A``. Footnote marks and notes in parentheses are
    dropped, the points within initials removed, and common abbreviations expanded.
    """
    for reading in _orders(name):
        yield fold_name(reading)
    for reading in _orders(name):
        yield fold_name(re.sub(r"\.(?=\s?\w\b)", "", reading))
        yield " ".join(_SHORT.get(word, word) for word in fold_name(reading).split())


def _orders(name: str) -> Iterator[str]:
    yield name
    plain = MARKS.sub(" ", name).strip()
    yield plain
    base, comma, rest = plain.partition(",")
    if comma:
        yield f"{_NOTE.sub(' ', rest)} {base}"
    note = _NOTE.search(plain)
    if note:
        bare = _NOTE.sub(" ", plain)
        yield f"{note[1]} {bare}"
        if not _REPUBLIC.search(note[1]):
            yield bare  # a republic named in parentheses may be another State


def without_title(name: str) -> str:
    """A folded name without ``republic of``, ``kingdom of`` and the like; empty without one."""
    titled = _TITLE.fullmatch(name)
    return titled[1] if titled else ""


def name_without_notes(name: str) -> str:
    """The name without footnote marks and notes, for use in a sentence."""
    bare = " ".join(_NOTE.sub(" ", MARKS.sub(" ", name)).split())
    return bare or name.strip()
