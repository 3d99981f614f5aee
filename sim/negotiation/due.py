"""What is due in a round: dated events and public statements, names turned into places."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DueChange:
    """An addition to one number, due with an event."""

    target: int
    amount: int


@dataclass(frozen=True)
class DueEvent:
    """A dated event and what it changes."""

    key: str
    round: int
    changes: tuple[DueChange, ...]


@dataclass(frozen=True)
class DueStatement:
    """A public statement of the scenario.

    Attributes:
        member, draft: Who spoke, and of what.
        round: When; the first for what was said before.
        faded: Hours for which it has faded by then, in whole days as later.
        pull: Place of its pull among the quantities.
        then: Issues on which the draft said something else when it was made, each with the place
            of that among the quantities; ``NONE`` where it said nothing.
    """

    member: int
    draft: int
    round: int
    faded: float
    pull: int
    then: tuple[tuple[int, int], ...] = ()
