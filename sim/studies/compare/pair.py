"""Compare two scenarios or runs: outcomes on the same draws, and where one world diverges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sim.domain.events import PublishedEvent
from sim.engines.run import run_worlds
from sim.scenario.schema import Scenario
from sim.studies.compare.divergence import (
    Difference,
    Divergence,
    first_divergence,
    first_that_differs,
)
from sim.studies.compare.published import MoveTerm
from sim.studies.compare.study import check_common_draft, check_replicates
from sim.studies.compare.whatif import Comparison, compare_arms


@dataclass(frozen=True, slots=True)
class Pair:
    """Two scenarios on the same draws.

    Attributes:
        first, second: the scenarios.
        seed, replicates: seed and number of worlds of each.
        comparison: differences of outcomes, with paired 95 % intervals.
        parting: where the followed world diverges; None if all worlds end alike, in
            the outcomes of the drafts that both have, the plan and the President's statement.
    """

    first: Scenario
    second: Scenario
    seed: int
    replicates: int
    comparison: Comparison
    parting: Divergence | None


def compare_pair(
    arms: tuple[Scenario, Scenario],
    replicates: int,
    seed: int,
    follow: int | None = None,
    advance: Callable[[int], None] = lambda _: None,
) -> Pair:
    """Compare two scenarios, and follow the replicate ``follow`` or the first that differs.

    ``advance`` is called with the number of worlds done since the last call, out of
    ``2 * replicates``.

    Raises:
        UsageError: for fewer than two worlds, or scenarios without a common draft.
    """
    check_replicates(replicates)
    check_common_draft(*arms)
    engine = partial(run_worlds, advance=advance)
    before, after = (engine(scenario, seed, range(replicates)) for scenario in arms)
    where = first_that_differs(before, after) if follow is None else follow
    place = None if where is None else first_divergence(arms, seed, where)
    return Pair(*arms, seed, replicates, compare_arms(before, after), place)


@dataclass(frozen=True, slots=True)
class OutcomePair:
    """A share or a mean in both, and its change with the paired 95 % interval."""

    first: float
    second: float
    change: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Given:
    """An initial number that differs between the two worlds; NaN if one does not have it."""

    path: str
    first: float
    second: float


@dataclass(frozen=True, slots=True)
class PublishedDivergence:
    """Where the two worlds of one replicate diverge, and why."""

    replicate: int
    events_together: int
    time: str
    first: PublishedEvent | None
    second: PublishedEvent | None
    terms: tuple[MoveTerm, ...]
    given: tuple[Given, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedPair:
    """The published answer: the fields are the keys of the JSON."""

    first: str
    second: str
    seed: int
    replicates: int
    outcomes: dict[str, dict[str, OutcomePair]]
    parting: PublishedDivergence | None


def published_pair(answer: Pair) -> PublishedPair:
    """The answer in its published form."""
    outcomes: dict[str, dict[str, OutcomePair]] = {}
    for outcome in answer.comparison.results:
        span = outcome.change
        pair = OutcomePair(outcome.before, outcome.after, span.value, span.low, span.high)
        outcomes.setdefault(outcome.draft or "plan", {})[outcome.outcome] = pair
    return PublishedPair(
        answer.first.scenario,
        answer.second.scenario,
        answer.seed,
        answer.replicates,
        outcomes,
        None if answer.parting is None else _divergence(answer.parting),
    )


def _divergence(place: Divergence) -> PublishedDivergence:
    return PublishedDivergence(
        replicate=place.replicate,
        events_together=place.together,
        time=place.time,
        first=None if place.first is None else place.first.published(),
        second=None if place.second is None else place.second.published(),
        terms=tuple(MoveTerm(p.kind.value, p.subject, p.amount) for p in place.pushes),
        given=tuple(_given(number) for number in place.given),
        changed=place.changed,
    )


def _given(number: Difference) -> Given:
    return Given(number.name, number.first, number.second)
