"""States: codes, the names that the United Nations used and when, who is meant by a name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

from sim.domain.state_names import FORMER, MEMBERS


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a State bore from ``start`` until the day before ``end``."""

    name: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class State:
    """A State and its names; ``code`` is ISO 3166-1 alpha-3 (3166-3 if it is no more)."""

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


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """``name`` without case, accents, points and superfluous spaces, for comparison."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'").replace("‘", "'"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    spaced = re.sub(r"[.,*]", " ", letters.replace("&", " and ").replace("-", " "))
    words = re.sub(r"\s+", " ", spaced).strip().casefold()
    return words.removeprefix("the ")


def _keys(state: State) -> set[str]:
    names = {state.code, state.name, *state.spellings, *(old.name for old in state.former)}
    return {fold(name) for name in names}


BY_NAME: dict[str, str] = {key: code for code, state in STATES.items() for key in _keys(state)}
"""Folded name, spelling or code -> code."""


class UnknownStateError(ValueError):
    """A name that means no State; the message offers the nearest ones."""

    def __init__(self, name: str) -> None:
        close = suggestions(name)
        hint = f"; did you mean {' or '.join(close)}?" if close else ""
        super().__init__(f"no State is called '{name}'{hint}")
        self.name = name


UnknownState = UnknownStateError


@lru_cache(maxsize=4096)
def code_of(name: str) -> str:
    """The code of the State called ``name``: any UN spelling, current or historic, or the code.

    What stands in parentheses is ignored unless it tells two States apart: ``Iran (Islamic
    Republic of)`` is Iran, while ``Congo (Democratic Republic of the)`` is not the Congo.

    Raises:
        UnknownStateError: when no State is meant.
    """
    whole = BY_NAME.get(fold(name))
    if whole is not None:
        return whole
    bare = re.sub(r"\([^)]*\)?|\[[^\]]*\]?", " ", name)
    code = BY_NAME.get(fold(bare))
    if code is None:
        raise UnknownStateError(name)
    return code


@lru_cache(maxsize=4096)
def name_of(code: str, day: date | None = None) -> str:
    """The name of the State ``code``, on ``day`` where one is given; the code itself if unknown."""
    state = STATES.get(code)
    if state is None:
        return code
    return state.name if day is None else state.name_on(day)


def english_order(codes: list[str] | tuple[str, ...], day: date) -> tuple[str, ...]:
    """``codes`` in the English alphabetical order of the names borne on ``day``."""
    return tuple(sorted(codes, key=lambda code: fold(name_of(code, day))))


def suggestions(name: str, most: int = 2) -> list[str]:
    """Up to ``most`` names of States close to ``name``."""
    found = dict.fromkeys(
        STATES[BY_NAME[key]].name for key in get_close_matches(fold(name), BY_NAME, n=most * 2)
    )
    return list(found)[:most]
