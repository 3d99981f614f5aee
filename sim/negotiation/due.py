"""Events and public statements due in a round, with names turned into indices."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DueChange:
    """A change of one number by an event."""

    target: int
    amount: int


@dataclass(frozen=True)
class DueEvent:
    """A dated event and its changes."""

    key: str
    round: int
    changes: tuple[DueChange, ...]


@dataclass(frozen=True)
class DueStatement:
    """A public statement of the scenario.

    Attributes:
        member, draft: The speaker, and the draft.
        round: Round of the statement; the first for earlier statements.
        faded: Hours of decay before the first round, in whole days as for later decay.
        pull: Index of its pull among the quantities.
        then: Issues on which the draft differed when the statement was made, each with the index of
            its earlier value among the quantities; ``NONE`` where it was silent.
    """

    member: int
    draft: int
    round: int
    faded: float
    pull: int
    then: tuple[tuple[int, int], ...] = ()
