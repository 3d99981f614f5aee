"""Find the smallest change that reaches a goal in the central world."""

from __future__ import annotations

from dataclasses import dataclass

from sim.engines.run import central
from sim.explore.compute import PendingAnswer
from sim.explore.question import ExplorerQuestion
from sim.explore.shelf import Shelf
from sim.scenario.errors import ScenarioErrors
from sim.scenario.schema import Scenario
from sim.studies.flip.flip import FlipQuestion, SolvedFlip, hold_as_put, levers_of, search_flips
from sim.studies.flip.search import LeverValues, SearchSettings, grid_size

MOST = {"text": 2, "preferences": 1, "institution": 2}
"""Maximum number of numbers changed at once, by kind of change, because a page waits."""
LIMIT = 50_000
"""Maximum number of changes to examine."""


@dataclass(frozen=True, slots=True)
class FlipGoal:
    """The goal of a search.

    Attributes:
        draft: Symbol of the draft.
        goal: ``adopted``, ``RUS=abstain``, ``plan=carried_out``, as ``council flip`` takes it.
        change: ``text``, ``preferences`` or ``institution``.
    """

    draft: str
    goal: str
    change: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A change that reaches the goal: overrides to add, members whose votes change, and tally."""

    changes: tuple[str, ...]
    size: float
    turns: tuple[str, ...]
    tally: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Turned:
    """The result of a search, and what it proves.

    Attributes:
        holds_already: Whether the goal is reached without a change.
        fixed: Overrides that fix the text as put to the vote; they belong to every turn.
        turns: The smallest changes, smallest first.
        certificate: What is proved, in words.
        command: The same search on the command line, without its scenario and changes.
    """

    holds_already: bool
    fixed: tuple[str, ...]
    turns: tuple[Turn, ...]
    certificate: str
    command: tuple[str, ...]


def turned(
    shelf: Shelf, question: ExplorerQuestion, goal: FlipGoal, wanted: PendingAnswer
) -> Turned:
    """Search for the smallest change of a question that reaches a goal.

    Raises:
        ScenarioErrors, UsageError: if the question cannot be answered, or the goal is not valid.
        Dropped: if the answer is no longer wanted.
    """
    held = shelf.opened(question)
    scenario = held.changed(question.changes).scenario
    fixed: tuple[str, ...] = ()
    if goal.change == "text" and goal.draft in scenario.drafts:
        fixed = tuple(
            f"{path}={value}" for path, value in hold_as_put(scenario, goal.draft).items()
        )
        scenario = held.changed((*question.changes, *fixed)).scenario
    flip_question = FlipQuestion(
        draft=goal.draft,
        goal=goal.goal,
        change=goal.change,
        settings=SearchSettings(most=MOST.get(goal.change, 1), limit=LIMIT),
    )

    def vary(change: LeverValues) -> Scenario | None:
        try:
            return held.changed((*question.changes, *fixed, *_words(change))).scenario
        except ScenarioErrors:
            return None

    flip_answer = search_flips(scenario, flip_question, central, vary, wanted.advance)
    return Turned(
        flip_answer.holds_already,
        fixed,
        tuple(_turn(each) for each in flip_answer.solutions),
        flip_answer.certificate,
        ("--draft", goal.draft, "--goal", goal.goal, "--change", goal.change,
         "--most", str(flip_question.settings.most)),
    )  # fmt: skip


def changes_to_examine(shelf: Shelf, question: ExplorerQuestion, goal: FlipGoal) -> int:
    """Maximum number of changes that the search examines.

    Raises:
        ScenarioErrors, UsageError: as ``turned``.
    """
    scenario = shelf.scenario(question)
    most = MOST.get(goal.change, 1)
    flip_question = FlipQuestion(draft=goal.draft, goal=goal.goal, change=goal.change)
    return min(LIMIT, grid_size(levers_of(scenario, flip_question), most))


def _words(change: LeverValues) -> tuple[str, ...]:
    return tuple(f"{path}={value}" for path, value in change.items())


def _turn(solved_flip: SolvedFlip) -> Turn:
    return Turn(
        _words(solved_flip.found.change),
        solved_flip.found.size,
        tuple(move.member for move in solved_flip.moves),
        solved_flip.tally,
    )
