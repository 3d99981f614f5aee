"""The courses that events may take: worlds grouped by what happened in them, named, described."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.domain.errors import UsageError
from sim.domain.intervals import wilson
from sim.engines.run import central, run_worlds
from sim.engines.worlds import Worlds
from sim.scenario.schema import Scenario
from sim.studies.conditions import condition_sentence, parse_condition, too_few, where
from sim.studies.courses.clusters import Clusters, clusters
from sim.studies.courses.happenings import Fact, facts, world_coordinates
from sim.studies.flip.goals import all_of
from sim.studies.outcomes import put_to_a_vote

LEAST_WORLDS = 50
"""The fewest worlds that can be grouped into courses."""
MOST_MARKS = 5
"""The most facts that distinguish a course."""
MOSTLY = 2.0 / 3.0
"""The name of a course uses facts that hold in at least this share of it."""
APART = 0.2
"""A fact about a course must be this much more common in it than elsewhere."""
NAMES = 3
"""The most facts in the name of a course."""
NO_COURSE = -1


@dataclass(frozen=True, slots=True)
class CourseMark:
    """A fact that distinguishes a course: how common it is in it and in all other worlds."""

    fact: str
    here: float
    elsewhere: float


@dataclass(frozen=True, slots=True)
class Course:
    """One course of events; the fields are published names.

    Attributes:
        name: what mostly happens in it and seldom elsewhere.
        worlds, share, low, high: number of its worlds, and their share with its interval.
        marks: facts that distinguish it, clearest first.
        replicate: the most typical world, to replay.
        central: whether the central case belongs to it: its world is nearest to the typical one. Of
            no course where the central case does not meet the conditions.
        tallies: draft -> most common tally where it is put, as yes-no-abstaining, with its share.
    """

    name: str
    worlds: int
    share: float
    low: float
    high: float
    marks: tuple[CourseMark, ...]
    replicate: int
    tallies: dict[str, dict[str, float]]
    central: bool = False


@dataclass(frozen=True, slots=True)
class Courses:
    """All courses, most common first; the fields are published names.

    Attributes:
        scenario, seed, replicates: the question.
        courses: three to five; fewer if worlds hardly differ.
        silhouette: number of courses -> mean silhouette width, by which their number was chosen.
        conditions: the conditions that hold in the worlds grouped, one line each.
    """

    scenario: str
    seed: int
    replicates: int
    courses: tuple[Course, ...]
    silhouette: dict[int, float]
    conditions: tuple[str, ...] = ()


def courses_of_events(
    scenario: Scenario,
    replicates: int,
    seed: int,
    given: Sequence[str] = (),
    advance: Callable[[int], None] = lambda _: None,
) -> Courses:
    """Group the worlds of a scenario, or those in which ``given`` holds, into courses.

    Raises:
        UsageError: for fewer than ``LEAST_WORLDS`` worlds, or a condition that cannot be parsed.
        CouncilError: E709, when the conditions hold in fewer worlds.
    """
    if replicates < LEAST_WORLDS:
        raise UsageError(
            f"{replicates} worlds are too few for courses of events",
            where="--replicates",
            remedy=f"at least {LEAST_WORLDS}",
        )
    goal = all_of([parse_condition(text, scenario) for text in given]) if given else None
    every = run_worlds(scenario, seed, range(replicates), advance=advance)
    holds = np.ones(replicates, dtype=np.bool_) if goal is None else goal.holds(every)
    chosen = np.flatnonzero(holds)
    if goal is not None and chosen.size < LEAST_WORLDS:
        drafts = list(scenario.drafts)
        raise too_few(goal.text, given, chosen.size, replicates, drafts, least=LEAST_WORLDS)
    worlds = every if goal is None else where(every, holds)
    places = world_coordinates(worlds)
    groups = clusters(places)
    middle = central(scenario)
    among = goal is None or bool(goal.holds(middle)[0])
    distance = ((places[groups.typical] - world_coordinates(middle)) ** 2).sum(axis=1)
    way = int(distance.argmin()) if among else NO_COURSE
    candidates = facts(worlds, scenario)
    typical = chosen[groups.typical]
    courses = [
        _course(worlds, candidates, groups.group == k, name, int(typical[k]), central=k == way)
        for k, name in enumerate(_names(candidates, groups))
    ]
    return Courses(
        scenario.scenario,
        seed,
        replicates,
        tuple(courses),
        groups.widths,
        () if goal is None else (condition_sentence(goal.text, chosen.size, replicates),),
    )


def _course(
    worlds: Worlds,
    facts: Sequence[Fact],
    mine: NDArray[np.bool_],
    name: str,
    replicate: int,
    *,
    central: bool,
) -> Course:
    count = int(mine.sum())
    low, high = wilson(count, worlds.count)
    return Course(
        name=name,
        worlds=count,
        share=count / worlds.count,
        low=low,
        high=high,
        marks=tuple(_marks(facts, mine)[:MOST_MARKS]),
        replicate=replicate,
        tallies=_tallies(worlds, mine),
        central=central,
    )


def _shares(facts: Sequence[Fact], mine: NDArray[np.bool_]) -> list[CourseMark]:
    """How common each fact is among ``mine`` and elsewhere."""
    here, elsewhere = max(1, int(mine.sum())), max(1, int((~mine).sum()))
    return [
        CourseMark(
            fact.text,
            float((fact.holds & mine).sum()) / here,
            float((fact.holds & ~mine).sum()) / elsewhere,
        )
        for fact in facts
    ]


def _marks(facts: Sequence[Fact], mine: NDArray[np.bool_]) -> list[CourseMark]:
    """Facts that are more common among ``mine`` than elsewhere, clearest difference first."""
    marks = [mark for mark in _shares(facts, mine) if mark.here - mark.elsewhere >= APART]
    return sorted(marks, key=lambda mark: mark.elsewhere - mark.here)


def _names(facts: Sequence[Fact], clusters: Clusters) -> list[str]:
    """A name for each course: what mostly happens in it and less elsewhere, outcomes first.

    Uses as many facts as needed to distinguish it from the others, and a number if none does.
    """
    weight = {fact.text: fact.weight for fact in facts}
    choices = []
    for k in range(int(clusters.group.max()) + 1):
        mine = clusters.group == k
        marks = [
            mark
            for mark in _shares(facts, mine)
            if mark.here >= MOSTLY and (mark.here > mark.elsewhere or weight[mark.fact] == 0)
        ]
        marks.sort(key=lambda mark: (weight[mark.fact], mark.elsewhere - mark.here))
        choices.append([mark.fact for mark in marks])
    order = [fact.text for fact in facts]
    outcomes = [
        sorted((fact for fact in choice if weight[fact] == 0), key=order.index)
        for choice in choices
    ]
    names = []
    for k, choice in enumerate(choices):
        rest = [fact for fact in choice if fact not in outcomes[k]]
        parts = list(outcomes[k])
        others = [set(each) for n, each in enumerate(choices) if n != k]
        while rest and (not parts or any(set(parts) <= other for other in others)):
            parts.append(rest.pop(0))
            if len(parts) >= len(outcomes[k]) + NAMES:
                break
        names.append("; ".join(parts) or "nothing in common")
    return [
        f"{name} ({names[: k + 1].count(name)})" if names.count(name) > 1 else name
        for k, name in enumerate(names)
    ]


def _tallies(worlds: Worlds, mine: NDArray[np.bool_]) -> dict[str, dict[str, float]]:
    """The most common tally of each draft among those of ``mine`` that put it, with its share."""
    entries = {}
    for d, draft in enumerate(worlds.drafts):
        counted = worlds.tally[d][:, mine & put_to_a_vote(worlds)[d]]
        if counted.shape[1]:
            kinds, times = np.unique(counted, axis=1, return_counts=True)
            yes, abstain, no, _ = kinds[:, times.argmax()].tolist()
            entries[draft] = {f"{yes}-{no}-{abstain}": float(times.max() / counted.shape[1])}
    return entries
