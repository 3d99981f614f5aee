"""The smallest change that raises a chance above a given value, over many worlds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.domain.errors import UsageError
from sim.domain.intervals import Interval, normal
from sim.engines.run import Engine
from sim.scenario.schema import Scenario
from sim.studies.compare.paired import paired_means, paired_shares, share
from sim.studies.flip.flip import FlipQuestion, levers_of
from sim.studies.flip.goals import all_of, parse_goal
from sim.studies.flip.search import FlippingChange, Lever, LeverValues, SearchResult, search
from sim.studies.inputs import as_spoken, with_conditions

Floats = NDArray[np.float64]

LEAST_WORLDS = 20
FIRST_BATCH = 4
"""Changes tried per batch before the search checks for a hit; each change costs worlds."""


@dataclass(frozen=True, slots=True)
class ChanceAim:
    """The chance to reach, and the worlds to measure it in.

    Attributes:
        above: the chance to exceed.
        worlds, seed: replicates 0 to ``worlds`` - 1 of this seed, the same for every change.
    """

    above: float
    worlds: int
    seed: int


@dataclass(frozen=True, slots=True)
class Lifted:
    """A change that raises the chance above the aim.

    Attributes:
        found: the change and its size.
        before: value of each changed path in the base.
        chance: over the worlds, with its 95 % interval.
        gain: chance minus that of the base, paired world by world.
    """

    found: FlippingChange
    before: LeverValues
    chance: Interval
    gain: Interval


@dataclass(frozen=True, slots=True)
class Lift:
    """The result of the search, and what it proves.

    Attributes:
        question, aim: the question.
        base: the chance without any change.
        result: the search; empty if the base exceeds the aim already.
        solutions: one for each change found.
        levers: everything that could be changed.
    """

    question: FlipQuestion
    aim: ChanceAim
    base: Interval
    result: SearchResult
    solutions: tuple[Lifted, ...]
    levers: tuple[Lever, ...]

    @property
    def holds_already(self) -> bool:
        """Whether the chance exceeds the aim without any change."""
        return self.base.value > self.aim.above

    @property
    def certificate(self) -> str:
        """What the search proves, in words."""
        result, above = self.result, f"{self.aim.above:g}"
        if self.holds_already:
            return f"The chance is already above {above} without any change."
        text = f"of {result.grid:,} on the grid, each in the same {self.aim.worlds:,} worlds"
        if self.solutions:
            size = self.solutions[0].found.size
            return (
                f"No change on the grid smaller than {size:.4g} raises the chance above {above} "
                f"in these worlds: {result.examined_before:,} were examined before the first "
                f"that does, {text}."
            )
        if result.exhausted:
            return f"No change on the grid raises the chance above {above}: all {text}."
        return (
            f"None found among the {result.examined:,} smallest {text}: every change smaller than "
            f"{result.reached:.4g} was examined. Larger ones were not."
        )


def lift(
    scenario: Scenario,
    question: FlipQuestion,
    aim: ChanceAim,
    engine: Engine,
    vary: Callable[[LeverValues], Scenario | None],
    advance: Callable[[int], None] = lambda _: None,
) -> Lift:
    """Search for the smallest changes of ``scenario`` that raise the chance of the goal.

    Every change is tried in the same worlds, so that chances differ only because of the change. A
    changed number is certain in all of them. For goals that are an adoption or a vote, exact
    chances are averaged, as they vary less than outcomes.

    ``vary`` and ``advance`` as in :func:`sim.studies.flip.flip.search_flips`.

    Raises:
        UsageError: when the question does not fit the scenario, or the aim is not a chance.
    """
    if not 0.0 <= aim.above < 1.0:
        raise UsageError(f"{aim.above:g} is not a valid chance to exceed", remedy="--above 0.5")
    if aim.worlds < LEAST_WORLDS:
        raise UsageError(
            f"{aim.worlds} worlds are not enough",
            where="--replicates",
            remedy=f"at least {LEAST_WORLDS}",
        )
    levers = levers_of(scenario, question)
    scenario = as_spoken(scenario, [lever.path for lever in levers])
    members = tuple(scenario.members)
    parts = (question.goal, *question.keep)
    goal = all_of([parse_goal(text, question.draft, members) for text in parts])
    numeric = question.change != "institution"
    picks = range(aim.worlds)

    def chances(change: LeverValues) -> Floats | None:
        if not numeric:
            other = vary(change)
            return None if other is None else goal.likely(engine(other, aim.seed, picks))
        columns = {path: np.full(aim.worlds, float(value)) for path, value in change.items()}
        return goal.likely(engine(scenario, aim.seed, picks, with_conditions(scenario, columns)))

    def reaches(changes: Sequence[LeverValues]) -> NDArray[np.bool_]:
        met = []
        for change in changes:
            values = chances(change)
            met.append(values is not None and float(values.mean()) > aim.above)
            advance(1)
        return np.array(met, dtype=np.bool_)

    base = goal.likely(engine(scenario, aim.seed, picks))
    if float(base.mean()) > aim.above:
        nothing = SearchResult((), 0, 0, 0, 0.0, exhausted=False)
        return Lift(question, aim, _interval(base), nothing, (), tuple(levers))
    result = search(levers, reaches, replace(question.settings, first_batch=FIRST_BATCH))
    now = {lever.path: lever.now for lever in levers}
    solutions = []
    for flip in result.found:
        after = chances(flip.change)
        assert after is not None
        before = {path: now[path] for path in flip.change}
        solutions.append(Lifted(flip, before, _interval(after), _gain(base, after)))
    return Lift(question, aim, _interval(base), result, tuple(solutions), tuple(levers))


def _binary(*values: Floats) -> bool:
    return all(bool(np.isin(each, (0.0, 1.0)).all()) for each in values)


def _interval(values: Floats) -> Interval:
    """A share with Wilson's interval, or a mean of chances with the normal one, as in a run."""
    if _binary(values):
        return share(int(values.sum()), values.size)
    mean = normal(float(values.mean()), float(values.var()), values.size)
    return Interval(mean.value, max(0.0, mean.low), min(1.0, mean.high))


def _gain(before: Floats, after: Floats) -> Interval:
    return (paired_shares if _binary(before, after) else paired_means)(before, after)
