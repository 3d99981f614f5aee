"""Names of members in the cells of a table: lists, seats, and the seat of China."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from sim.domain.governments import REPUBLIC, government_of_china, means_taiwan
from sim.domain.states import UnknownStateError, code_of
from sim.procedure.councils import HOLDERS, PERMANENT, holder_on
from sim.procedure.terms import LAST_YEAR, elected_in
from sim.procedure.voting_records.case import RecordedBallot

CHINA_TURNED = max(holder.start for holder in HOLDERS if holder.seat == "CHN")
"""The day on which either Government of China may be listed in the seat."""

_CERTAIN = re.compile(r"[;；؛\n|]")
_POSSIBLE = re.compile(r"\s*(?:[,，،、+&/和]|\b(?:and|et|y|и)\b)\s*", re.IGNORECASE)
_NOTE = re.compile(r"\([^)]*\)?")


def seat_of(name: str) -> str:
    """The code of the State ``name``; in a table of votes, Taiwan means the seat of China.

    Raises:
        UnknownStateError: if the name is not that of a State.
    """
    try:
        return code_of(name)
    except UnknownStateError:
        if means_taiwan(name):
            return "CHN"
        raise


def is_named(name: str) -> bool:
    """Whether ``name`` is the name of a State."""
    try:
        return bool(seat_of(name))
    except UnknownStateError:
        return False


@lru_cache(maxsize=4096)
def names_in(text: str) -> tuple[str, ...]:
    """Names in one cell, separated by semicolons, commas, ``and``, ``&``, ``/`` or lines.

    A separator that may be part of a name only counts if all resulting names are known. Notes in
    parentheses are not split, but a cell that is entirely in parentheses is read.
    """
    if not _NOTE.sub("", text).strip(" ;,|\n"):
        text = text.replace("(", " ").replace(")", " ")
    notes = {0xE000 + k: note for k, note in enumerate(_NOTE.findall(text))}
    marks = iter(notes)
    masked = _NOTE.sub(lambda _: chr(next(marks)), text)  # no separator within a note counts
    blanks = dict.fromkeys(notes, " ")
    names: list[str] = []
    for part in _CERTAIN.split(masked):
        if part.translate(blanks).strip():
            names += _names_of(part, lambda name: is_named(name.translate(blanks))) or [part]
    return tuple(" ".join(name.translate(notes).split()) for name in names)


LONGEST_NAME = 4
"""Maximum number of pieces between separators in a State's name, such as ``United Kingdom of Great
Britain and Northern Ireland``."""


def _names_of(part: str, is_known: Callable[[str], bool]) -> list[str]:
    """Split a part into the longest known names; empty if a piece would remain unknown."""
    gaps = [match.span() for match in _POSSIBLE.finditer(part)]
    starts = [0, *(end for _, end in gaps)]
    ends = [*(start for start, _ in gaps), len(part)]
    # names[i]: the names of the pieces from i on; None if one of them would be unknown
    names: list[list[str] | None] = [None] * len(starts) + [[]]
    for i in range(len(starts) - 1, -1, -1):
        if not part[starts[i] : ends[i]].strip():
            names[i] = names[i + 1]
            continue
        for j in range(min(i + LONGEST_NAME, len(starts)) - 1, i - 1, -1):
            rest = names[j + 1]
            if rest is not None and is_known(name := part[starts[i] : ends[j]]):
                names[i] = [name, *rest]
                break
    return names[0] or []


@lru_cache(maxsize=8192)
def _seats_of(year: int) -> frozenset[str]:
    return frozenset((*PERMANENT, *elected_in(year)))


def had_seat(code: str, day: date) -> bool:
    """Whether a State had a seat; True if the table of members does not cover the year."""
    return code in PERMANENT or day.year > LAST_YEAR or code in _seats_of(day.year)


def check_government(case: RecordedBallot, line: int, seat: str, name: str) -> None:
    """Check which Government of China held the seat; a vote by the other one is an error."""
    if seat != "CHN" or case.day is None:
        return
    meant = government_of_china(name)
    holder = holder_on(seat, case.day)
    if meant and holder and meant != holder.name and case.day != CHINA_TURNED:
        case.fault(line, f"the {meant} did not hold the seat of China on {case.day}")
    elif meant == REPUBLIC and means_taiwan(name):
        case.warnings.append(f"'{name}' is read as the {REPUBLIC}, which held the seat of China")
