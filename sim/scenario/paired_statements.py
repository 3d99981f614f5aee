"""Pair the statements of several codings of one scenario, which coders list in any order."""

from __future__ import annotations

from collections.abc import Sequence

from sim.scenario.load import Loaded
from sim.scenario.tree import Node

STATEMENTS = "statements"
Path = tuple[str, ...]
"""The place of a number in a scenario."""


class Pairing:
    """New places of a coding's statements: those of the same statements in the first coding.

    A statement is the same if its speaker and its draft are: first those of the same time, then the
    others in their order. One that the first coding lacks gets a place after all others.
    """

    def __init__(self, places: dict[int, int]) -> None:
        self._places = places

    @property
    def places(self) -> tuple[int, ...]:
        """The new places of the coding's statements."""
        return tuple(self._places.values())

    def path(self, path: Path) -> Path:
        """A path of the coding, as the first coding would write it.

        An event that changes a statement names it by a path, too.
        """
        if path[0] == STATEMENTS and len(path) > 1:
            return (STATEMENTS, self._place(path[1]), *path[2:])
        return tuple(self.dotted(name) if "." in name else name for name in path)

    def dotted(self, path: str) -> str:
        """The same for a path with dots."""
        first, dot, rest = path.partition(".")
        if first == "events":
            before, changes, changed = path.partition(f".changes.{STATEMENTS}.")
            return f"{before}{changes}{self._of(changed)}" if changes else path
        return f"{STATEMENTS}{dot}{self._of(rest)}" if first == STATEMENTS and dot else path

    def _of(self, path: str) -> str:
        place, dot, rest = path.partition(".")
        return f"{self._place(place)}{dot}{rest}"

    def _place(self, place: str) -> str:
        return str(self._places.get(int(place), place)) if place.isdecimal() else place


def pairings(codings: Sequence[Loaded]) -> list[Pairing]:
    """The pairing of each coding with the first, and of what the first lacks with the others."""
    known = [_identity(statement) for statement in _statements(codings[0])]
    made = [Pairing({place: place for place in range(len(known))})]
    for coding in codings[1:]:
        own = [_identity(statement) for statement in _statements(coding)]
        places: dict[int, int] = {}
        for compared in (3, 2):  # speaker, draft and time; then speaker and draft
            for place, identity in enumerate(own):
                free = (
                    k
                    for k, other in enumerate(known)
                    if k not in places.values() and identity[:compared] == other[:compared]
                )
                if place not in places and (found := next(free, None)) is not None:
                    places[place] = found
        for place, identity in enumerate(own):
            if place not in places:
                places[place] = len(known)
                known.append(identity)
        made.append(Pairing(places))
    return made


def statement_at(path: str, paired: Sequence[tuple[Loaded, Pairing]]) -> str:
    """Whose statement on which draft a path of :func:`pairings` is in; empty if it is in none."""
    first, _, rest = path.partition(".")
    for coding, pairing in paired if first == STATEMENTS else ():
        for place, statement in enumerate(_statements(coding)):
            if pairing.path((STATEMENTS, str(place)))[1] == rest.partition(".")[0]:
                speaker, draft, time = _identity(statement)
                return f"the statement of {speaker} on {draft} of {time}"
    return ""


def _statements(coding: Loaded) -> Sequence[Node]:
    node = coding.tree.get(STATEMENTS)
    return node.items if node is not None else ()


def _identity(statement: Node) -> tuple[str, str, str]:
    """Speaker, draft and time, as written."""
    words = (statement.get(name) for name in ("speaker", "draft", "at"))
    speaker, draft, time = (str(word.plain()) if word is not None else "" for word in words)
    return speaker, draft, time
