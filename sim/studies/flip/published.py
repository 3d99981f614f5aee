"""The published form of a search for the smallest change: the fields are the keys of the JSON."""

from __future__ import annotations

from dataclasses import dataclass

from sim.studies.flip.flip import FlipAnswer
from sim.studies.flip.search import LeverValues, SearchResult


@dataclass(frozen=True, slots=True)
class Flip:
    """One change that reaches the goal.

    Attributes:
        size: in the metric of the question.
        change, before: value of each changed path with and without the change.
        votes_that_turn: member -> its vote ``from`` and ``to``.
        losses: member -> how much worse a changed text is for it.
        tally: number of each vote with the change.
    """

    size: float
    change: LeverValues
    before: LeverValues
    votes_that_turn: dict[str, dict[str, str]]
    losses: dict[str, float]
    tally: dict[str, int]


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the search proves.

    Attributes:
        text: in words.
        grid: number of changes on the grid.
        examined, examined_before_first: changes evaluated, and those before the first flip.
        complete_below: every change smaller than this was examined.
        exhausted: whether the whole grid was examined.
        levers, at_most: how many levers there are, and how many may change at once.
    """

    text: str
    grid: int
    examined: int
    examined_before_first: int
    complete_below: float
    exhausted: bool
    levers: int
    at_most: int


@dataclass(frozen=True, slots=True)
class Flips:
    """The question, every change found, and the certificate."""

    draft: str
    goal: str
    keep: tuple[str, ...]
    change: str
    metric: str
    step: float
    holds_already: bool
    flips: tuple[Flip, ...]
    certificate: Certificate


def published_flip(answer: FlipAnswer) -> Flips:
    """The answer in its published form."""
    question, result = answer.question, answer.result
    return Flips(
        draft=question.draft,
        goal=question.goal,
        keep=question.keep,
        change=question.change,
        metric=question.metric,
        step=question.step,
        holds_already=answer.holds_already,
        flips=tuple(
            Flip(
                size=solution.found.size,
                change=solution.found.change,
                before=solution.before,
                votes_that_turn={
                    move.member: {"from": move.before.word, "to": move.after.word}
                    for move in solution.moves
                },
                losses=solution.losses,
                tally=dict(zip(("yes", "abstain", "no"), solution.tally, strict=True)),
            )
            for solution in answer.solutions
        ),
        certificate=certificate_of(
            answer.certificate, result, len(answer.levers), question.settings.most
        ),
    )


def certificate_of(text: str, result: SearchResult, levers: int, at_most: int) -> Certificate:
    """What a search proves, in its published form."""
    return Certificate(
        text=text,
        grid=result.grid,
        examined=result.examined,
        examined_before_first=result.examined_before,
        complete_below=result.reached,
        exhausted=result.exhausted,
        levers=levers,
        at_most=at_most,
    )
