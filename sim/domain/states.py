"""States: their codes, the names the United Nations used and when, and look-up by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sim.domain.errors import UnknownNameError
from sim.domain.folding import fold_name
from sim.domain.governments import REPUBLIC, means_taiwan
from sim.domain.spellings import readings, without_title
from sim.domain.state_names import FORMER, MEMBERS
from sim.domain.translations import translated
from sim.domain.words import close_to


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a State bore from ``start`` until the day before ``end``."""

    name: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class State:
    """A State and its names; ``code`` is ISO 3166-1 alpha-3 (3166-3 for a former State)."""

    code: str
    name: str
    spellings: tuple[str, ...] = ()
    former: tuple[FormerName, ...] = ()

    def name_on(self, day: date) -> str:
        """The name in the Organization's English list on ``day``."""
        for old in self.former:
            if old.start <= day < old.end:
                return old.name
        return self.name


def _read() -> dict[str, State]:
    former: dict[str, list[FormerName]] = {}
    for code, name, start, end in FORMER:
        former.setdefault(code, []).append(
            FormerName(name, date.fromisoformat(start), date.fromisoformat(end))
        )
    states = {}
    for line in MEMBERS.strip().splitlines():
        code, names = line.split(maxsplit=1)
        name, *spellings = (part.strip() for part in names.split(";"))
        states[code] = State(code, name, tuple(spellings), tuple(former.get(code, ())))
    return states


STATES: dict[str, State] = _read()
"""Every State by code."""


def _keys(state: State) -> set[str]:
    names = {state.code, state.name, *state.spellings, *(old.name for old in state.former)}
    return {fold_name(name) for name in names}


BY_NAME: dict[str, str] = {key: code for code, state in STATES.items() for key in _keys(state)}
"""Folded name, spelling or code -> code."""


class UnknownStateError(UnknownNameError):
    """A name that no State has; the message suggests the closest ones."""

    def __init__(self, name: str) -> None:
        close = suggestions(name)
        hint = f"; did you mean {' or '.join(close)}?" if close else ""
        super().__init__(f"there is no State '{name}'{hint}")
        self.name = name


UnknownState = UnknownStateError

DIVIDED = frozenset({"CHN", "COD", "COG", "DDR", "DEU", "KOR", "PRK", "VNM"})
"""States that only their form of government distinguishes: only listed names match them."""


@lru_cache(maxsize=4096)
def code_of(name: str) -> str:
    """The code of the State called ``name``.

    Accepts names that the United Nations uses or used, in any of its six languages, and ISO codes
    of two or three letters, withdrawn ones included. ``Iran (Islamic Republic of)`` and
    ``Venezuela, Bolivarian Republic of`` are reordered. Footnote marks, notes in parentheses and
    titles such as ``Kingdom of`` are ignored.

    Raises:
        UnknownStateError: when no State has that name.
    """
    ways = tuple(dict.fromkeys(readings(name)))
    for way in ways:
        if way in BY_NAME:
            return BY_NAME[way]
    for way in ways:
        if way in translated():
            return translated()[way]
    for way in ways:
        code = BY_NAME.get(without_title(way), "")
        if code and code not in DIVIDED:
            return code
    raise UnknownStateError(name)


@lru_cache(maxsize=4096)
def name_of(code: str, day: date | None = None) -> str:
    """The name of the State ``code``, as of ``day`` if given; the code itself if unknown."""
    state = STATES.get(code)
    if state is None:
        return code
    return state.name if day is None else state.name_on(day)


def english_order(codes: list[str] | tuple[str, ...], day: date) -> tuple[str, ...]:
    """``codes`` in the English alphabetical order of the names borne on ``day``."""
    return tuple(sorted(codes, key=lambda code: fold_name(name_of(code, day))))


def suggestions(name: str, most: int = 2) -> list[str]:
    """Up to ``most`` names of States close to ``name``; Taiwan points to the Republic of China."""
    if means_taiwan(name):
        return [REPUBLIC]
    results = dict.fromkeys(
        STATES[BY_NAME[key]].name for key in close_to(fold_name(name), BY_NAME, most * 2)
    )
    return list(results)[:most]


_WITH_ARTICLE = (
    "Bahamas", "Central African", "Comoros", "Congo", "Czech Republic", "Democratic",
    "Dominican Rep", "Gambia", "Holy See", "Islamic Republic", "Lao People", "Libyan",
    "Maldives", "Marshall",
    "Netherlands", "Niger ", "Philippines", "Republic of", "Russian Federation", "Seychelles",
    "Solomon", "Sudan ", "Syrian Arab", "Union of", "United ", "USSR", "DR Congo", "UK", "USA",
)  # fmt: skip
"""First words of names that take a definite article within a sentence in English."""


def in_sentence(name: str) -> str:
    """The name for use within a sentence, with an article where English has one."""
    return f"the {name}" if name.startswith(_WITH_ARTICLE) else name
