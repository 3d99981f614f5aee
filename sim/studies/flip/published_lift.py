"""The published form of a search over many worlds: the fields are the keys of the JSON."""

from __future__ import annotations

from dataclasses import dataclass

from sim.domain.intervals import Interval
from sim.studies.flip.over_worlds import Lift
from sim.studies.flip.published import Certificate, certificate_of
from sim.studies.flip.search import LeverValues


@dataclass(frozen=True, slots=True)
class ChanceSpan:
    """A chance, or a change of one, with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LiftingChange:
    """One change that raises the chance: its size, its paths, and the resulting chance."""

    size: float
    change: LeverValues
    before: LeverValues
    chance: ChanceSpan
    gain: ChanceSpan


@dataclass(frozen=True, slots=True)
class PublishedLift:
    """The question, every change found, and the certificate."""

    draft: str
    goal: str
    keep: tuple[str, ...]
    change: str
    metric: str
    step: float
    over: str
    above: float
    replicates: int
    seed: int
    base: ChanceSpan
    holds_already: bool
    flips: tuple[LiftingChange, ...]
    certificate: Certificate


def published_lift(answer: Lift) -> PublishedLift:
    """The answer in its published form."""
    question, aim = answer.question, answer.aim
    return PublishedLift(
        draft=question.draft,
        goal=question.goal,
        keep=question.keep,
        change=question.change,
        metric=question.metric,
        step=question.step,
        over="worlds",
        above=aim.above,
        replicates=aim.worlds,
        seed=aim.seed,
        base=_span(answer.base),
        holds_already=answer.holds_already,
        flips=tuple(
            LiftingChange(
                solution.found.size,
                solution.found.change,
                solution.before,
                _span(solution.chance),
                _span(solution.gain),
            )
            for solution in answer.solutions
        ),
        certificate=certificate_of(
            answer.certificate, answer.result, len(answer.levers), question.settings.most
        ),
    )


def _span(interval: Interval) -> ChanceSpan:
    return ChanceSpan(interval.value, interval.low, interval.high)
