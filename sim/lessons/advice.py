"""What a coach answers: aims, moves with what each changes, and what was not weighed."""

from __future__ import annotations

from dataclasses import dataclass

from sim.domain.intervals import Interval
from sim.domain.texts import say, say_in

EXPECTED = 0.5
"""Chance above which an outcome or a vote is expected."""

STANDS = {
    "for": say_in("a stand", "for"), "against": say("against"), "undecided": say("undecided"),
}  # fmt: skip
"""What a member says of a text in public."""


@dataclass(frozen=True)
class SeatMove:
    """Something that a seat could do, as the model weighs it.

    Attributes:
        kind: ``vote``, ``statement``, ``clause`` or ``name``.
        choice: of a vote yes, abstain or no; of a statement for or against.
        issue, value: the clause that it would get into the text.
    """

    kind: str
    draft: str
    choice: str = ""
    issue: str = ""
    value: float | None = None


@dataclass(frozen=True)
class DraftAim:
    """What a text that is adopted is worth to a seat, and how likely that is as things stand.

    Attributes:
        worth: what it brings of all that the seat wants: 1 everything, 0 nothing, below it harm.
        chance: of its adoption as things stand.
    """

    draft: str
    worth: float
    chance: float


@dataclass(frozen=True)
class WeighedMove:
    """A move and what it changes, in the same worlds.

    Attributes:
        before, adopted: chance that the move's text is adopted, and how that changes.
        worth: change in what the seat gets of all that it wants.
        because: in a sentence, why.
    """

    move: SeatMove
    words: str
    before: float
    adopted: Interval
    worth: Interval
    because: str


@dataclass(frozen=True)
class Advice:
    """What the model says that a seat could do.

    Attributes:
        moves: the most useful first.
        unweighed: moves for which there was no time.
    """

    worlds: int
    aims: tuple[DraftAim, ...]
    moves: tuple[WeighedMove, ...]
    unweighed: tuple[str, ...]


def untold(_: int, __: int) -> None:
    """Tell nobody how many moves are weighed."""
