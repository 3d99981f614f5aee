"""The answer of the coach: aims, moves with their effects, and moves that were not evaluated."""

from __future__ import annotations

from dataclasses import dataclass

from sim.domain.intervals import Interval
from sim.domain.texts import say, say_in

EXPECTED = 0.5
"""Probability above which an outcome or a vote is expected."""

STANDS = {
    "for": say_in("a stand", "for"), "against": say("against"), "undecided": say("undecided"),
}  # fmt: skip
"""A member's public position on a text."""


@dataclass(frozen=True)
class SeatMove:
    """A move that a seat could make and that the model evaluates.

    Attributes:
        kind: ``vote``, ``statement``, ``clause`` or ``name``.
        choice: of a vote yes, abstain or no; of a statement for or against.
        issue, value: the clause that the move puts into the text.
    """

    kind: str
    draft: str
    choice: str = ""
    issue: str = ""
    value: float | None = None


@dataclass(frozen=True)
class DraftAim:
    """The value of a text to a seat if adopted, and its current chance of adoption.

    Attributes:
        worth: the share of the seat's aims that it achieves: 1 is all, 0 nothing, below 0 harm.
        chance: the current chance of adoption.
    """

    draft: str
    worth: float
    chance: float


@dataclass(frozen=True)
class WeighedMove:
    """A move and its effects, measured in the same worlds.

    Attributes:
        before, adopted: the chance that the move's text is adopted, and its change.
        worth: change in the share of its aims that the seat achieves.
        because: the reason, in a sentence.
    """

    move: SeatMove
    words: str
    before: float
    adopted: Interval
    worth: Interval
    because: str


@dataclass(frozen=True)
class Advice:
    """The model's advice to a seat.

    Attributes:
        moves: the most useful first.
        unweighed: moves that were not evaluated for lack of time.
    """

    worlds: int
    aims: tuple[DraftAim, ...]
    moves: tuple[WeighedMove, ...]
    unweighed: tuple[str, ...]


def untold(_: int, __: int) -> None:
    """Ignore progress: the default for ``tell``."""
