"""The smallest change of text, of preferences or of institution that reaches an outcome."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Vote
from sim.domain.errors import UnknownNameError, UsageError
from sim.engines.run import CentralEngine
from sim.engines.worlds import Worlds
from sim.scenario.priors import quantities
from sim.scenario.schema import Scenario
from sim.studies.flip.goals import about_plan, all_of, parse_goal
from sim.studies.flip.levers import institution_levers, preference_levers, text_levers
from sim.studies.flip.search import (
    DIGITS,
    FlippingChange,
    Lever,
    LeverValues,
    SearchResult,
    SearchSettings,
    search,
)
from sim.studies.inputs import as_spoken, with_conditions
from sim.studies.run.answer import modal_world

Floats = NDArray[np.float64]

CHANGES = ("text", "preferences", "institution")
"""What a flip may change."""
METRICS = {
    "text": "sum of the lengths of the moves on the issues' scales",
    "preferences": "sum of the lengths of the moves on the issues' scales",
    "surprise": "sum of the moves in standard deviations of each position's prior",
    "institution": "votes of quota, noes to block and provisions changed",
}
"""The meaning of the size of a change, in words."""


@dataclass(frozen=True, slots=True)
class FlipQuestion:
    """The question of a search.

    Attributes:
        draft: symbol of the draft.
        goal: such as ``adopted`` or ``RUS=abstain``.
        keep: further conditions, such as ``yes>=9``.
        change: one of ``CHANGES``.
        step: grid of numbers.
        axes: issues that may change; empty for all.
        who: members whose preferences may change; empty for all.
        surprise: whether changes of preferences count in standard deviations.
        settings: limits of the search.
    """

    draft: str
    goal: str
    keep: tuple[str, ...] = ()
    change: str = "text"
    step: float = 0.1
    axes: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    surprise: bool = False
    settings: SearchSettings = field(default_factory=SearchSettings)

    @property
    def metric(self) -> str:
        """The meaning of the size of a change."""
        surprise = self.change == "preferences" and self.surprise
        return METRICS["surprise" if surprise else self.change]


@dataclass(frozen=True, slots=True)
class VoteMove:
    """A vote on the draft that a flip changes."""

    member: str
    before: Vote
    after: Vote


@dataclass(frozen=True, slots=True)
class SolvedFlip:
    """A flip and its effect in the modal world.

    Attributes:
        found: the change and its size.
        before: value of each changed path in the base.
        moves: votes on the draft that change.
        losses: member -> how much worse the changed text is for it (increase of the
            salience-weighted distance from its position); for changes of text only.
        tally: yes, abstain, no.
    """

    found: FlippingChange
    before: dict[str, float | str]
    moves: tuple[VoteMove, ...]
    losses: dict[str, float]
    tally: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class FlipAnswer:
    """The result of the search, and what it proves.

    Attributes:
        question: the question.
        holds_already: whether the base reaches the goal without any change.
        result: the search.
        solutions: one for each change found.
        levers: everything that could be changed.
        sponsors: sponsors of the draft.
        as_put: whether the sponsors keep the text unchanged.
    """

    question: FlipQuestion
    holds_already: bool
    result: SearchResult
    solutions: tuple[SolvedFlip, ...]
    levers: tuple[Lever, ...]
    sponsors: tuple[str, ...] = ()
    as_put: bool = False

    @property
    def certificate(self) -> str:
        """What the search proves, in words."""
        result, settings = self.result, self.question.settings
        grid = (
            f"{result.grid:,} changes of at most {min(settings.most, len(self.levers))} of "
            f"{len(self.levers)} levers"
        )
        if self.holds_already:
            return "The goal already holds without any change."
        if self.solutions:
            size = self.solutions[0].found.size
            return (
                f"No change on the grid smaller than {size:.4g} reaches the goal: "
                f"{result.examined_before:,} were examined before the first that does, of {grid}."
            )
        if result.exhausted:
            return f"None exists on the grid: all {grid} were examined and none reaches the goal."
        return (
            f"None found among the {result.examined:,} smallest of {grid}: every change smaller "
            f"than {result.reached:.4g} was examined. Larger ones were not."
        )


def hold_as_put(scenario: Scenario, draft: str) -> dict[str, float | str]:
    """Changes that hold ``draft`` as it is put in the modal world, without further amendment.

    Otherwise the negotiation would amend a changed text again. The question of what a text must
    say to pass concerns the text that is put to the vote, including clauses on issues on which it
    was silent at first.
    """
    played = modal_world(scenario)
    place = played.setting.draft_of[draft]
    text, speaks = played.world.text[place, :, 0], played.world.speaks[place, :, 0]
    entries: dict[str, float | str] = {
        f"drafts.{draft}.text.{issue}": round(float(text[k]), DIGITS)
        for k, issue in enumerate(played.setting.issues)
        if speaks[k]
    }
    return {**entries, f"drafts.{draft}.may": ""}


def levers_of(scenario: Scenario, question: FlipQuestion) -> list[Lever]:
    """The levers that ``question`` allows.

    Raises:
        UnknownNameError: for a draft that the scenario does not have.
        UsageError: when it allows nothing, or names what the scenario does not have.
    """
    if question.draft not in scenario.drafts:
        raise UnknownNameError(
            f"the scenario has no draft '{question.draft}'",
            where="--draft",
            remedy=f"one of {', '.join(scenario.drafts)}",
        )
    if question.change == "text":
        return text_levers(scenario, question.draft, question.step, question.axes)
    if question.change == "preferences":
        who = question.who
        if not who and about_plan(question.goal):
            who = (*scenario.members, *scenario.parties, *scenario.patrons)
        return preference_levers(
            scenario, who, question.step, question.axes, surprise=question.surprise
        )
    if question.change == "institution":
        return institution_levers(scenario)
    raise UsageError(
        f"flip cannot change '{question.change}'",
        where="--change",
        remedy=f"one of {', '.join(CHANGES)}",
    )


def search_flips(
    scenario: Scenario,
    question: FlipQuestion,
    engine: CentralEngine,
    vary: Callable[[LeverValues], Scenario | None],
    advance: Callable[[int], None] = lambda _: None,
) -> FlipAnswer:
    """Search for the smallest changes of ``scenario`` whose modal world reaches the goal.

    ``vary`` returns the scenario with a change of words (an institution, an order), or None if it
    is not valid; ``advance`` is called with the number of changes examined.

    Raises:
        UsageError: when the question does not fit the scenario.
    """
    levers = levers_of(scenario, question)
    scenario = as_spoken(scenario, [lever.path for lever in levers])
    members = tuple(scenario.members)
    parts = [question.goal, *question.keep]
    goal = all_of([parse_goal(text, question.draft, members) for text in parts])
    base = engine(scenario)
    numeric = question.change != "institution"
    text = scenario.drafts[question.draft]
    sponsors, as_put = tuple(text.sponsors), not text.may

    def worlds_of(changes: Sequence[LeverValues]) -> list[Worlds | None]:
        return [_worlds(vary(change), engine) for change in changes]

    def reaches(changes: list[LeverValues]) -> NDArray[np.bool_]:
        if numeric:
            met = goal.holds(engine(scenario, numbers_of(scenario, levers, changes)))
        else:
            met = np.array([w is not None and bool(goal.holds(w)[0]) for w in worlds_of(changes)])
        advance(len(changes))
        return met

    if bool(goal.holds(base)[0]):
        nothing = SearchResult((), 0, 0, 0, 0.0, exhausted=False)
        return FlipAnswer(question, True, nothing, (), tuple(levers), sponsors, as_put)
    result = search(levers, reaches, question.settings)
    solutions = []
    for flip in result.found:
        if numeric:
            after = engine(scenario, numbers_of(scenario, levers, [flip.change]))
        else:
            varied = worlds_of([flip.change])[0]
            assert varied is not None
            after = varied
        solutions.append(_solution(scenario, question, flip, (base, after), levers))
    return FlipAnswer(question, False, result, tuple(solutions), tuple(levers), sponsors, as_put)


def _worlds(scenario: Scenario | None, engine: CentralEngine) -> Worlds | None:
    return None if scenario is None else engine(scenario)


def lever_columns(levers: Sequence[Lever], changes: Sequence[LeverValues]) -> dict[str, Floats]:
    """The values (R,) of every number set by one of ``changes``, one column entry per change."""
    now = {lever.path: lever.now for lever in levers}
    touched = list(dict.fromkeys(path for change in changes for path in change))
    return {
        path: np.array([float(change.get(path, now[path])) for change in changes])
        for path in touched
    }


def numbers_of(
    scenario: Scenario, levers: Sequence[Lever], changes: Sequence[LeverValues]
) -> dict[str, Floats]:
    """The values (R,) of every number that one of ``changes`` sets, as ``-S`` sets it.

    A change leaves a number that it does not set, and its conditional values, as they are.
    """
    columns = lever_columns(levers, changes)
    moved = {path: np.array([path in change for change in changes]) for path in columns}
    return with_conditions(scenario, columns, moved)


def _solution(
    scenario: Scenario,
    question: FlipQuestion,
    flip: FlippingChange,
    worlds: tuple[Worlds, Worlds],
    levers: Sequence[Lever],
) -> SolvedFlip:
    base, after = worlds
    d, e = base.labels.drafts.index(question.draft), after.labels.drafts.index(question.draft)
    before_votes = dict(zip(base.labels.members, base.vote[d, :, 0].tolist(), strict=True))
    votes = dict(zip(after.labels.members, after.vote[e, :, 0].tolist(), strict=True))
    moves = tuple(
        VoteMove(member, Vote(before_votes[member]), Vote(vote))
        for member, vote in votes.items()
        if before_votes[member] != vote
    )
    cast = list(votes.values())
    now = {lever.path: lever.now for lever in levers}
    return SolvedFlip(
        found=flip,
        before={path: now[path] for path in flip.change},
        moves=moves,
        losses=text_losses(scenario, flip.change) if question.change == "text" else {},
        tally=(cast.count(Vote.YES), cast.count(Vote.ABSTAIN), cast.count(Vote.NO)),
    )


def text_losses(scenario: Scenario, change: LeverValues) -> dict[str, float]:
    """How much worse a changed text is for each member: increase of salience-weighted distance.

    With numbers at their centres; positive values are losses.
    """
    centre = {quantity.path: quantity.centre for quantity in quantities(scenario)}
    losses = {}
    for code, member in scenario.members.items():
        weights = {
            issue: centre.get(
                f"members.{code}.saliences.{issue}",
                centre.get(f"roles.{member.role}.saliences.{issue}", 0.0),
            )
            for issue in scenario.issues
        }
        total = sum(weights.values()) or 1.0
        loss = 0.0
        for path, value in change.items():
            issue = path.rpartition(".")[2]
            ideal = centre[f"members.{code}.positions.{issue}"]
            further = abs(float(value) - ideal) - abs(centre[path] - ideal)
            loss += weights[issue] / total * further
        losses[code] = loss
    return losses
