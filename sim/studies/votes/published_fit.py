"""The published form of a fit: coefficients, directions, profiles, and convergence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.engines.parallel import Mapper, map_in_order
from sim.studies.votes.fit import Fit
from sim.studies.votes.fit_report import coefficient_rows, directions, likelihood_profile
from sim.studies.votes.likelihood import RecordedCase


@dataclass(frozen=True)
class FittedCoefficient:
    """One coefficient with its 95 % interval; see ``fit_report.CoefficientRow``.

    Attributes:
        before: Prior median.
        spread: Standard deviation of its logarithm, with the others fixed.
        learned: Share of the prior's variance that the votes removed.
    """

    coefficient: str
    before: float
    estimate: float
    low: float | None
    high: float | None
    spread: float | None
    learned: float | None


@dataclass(frozen=True)
class FitDirection:
    """A combination of coefficients, and whether ``votes`` or the ``prior`` determine it more."""

    curvature: float
    told_by: str
    combination: str


@dataclass(frozen=True)
class PublishedFit:
    """A fit; its fields are the keys of the JSON.

    Attributes:
        log_score, log_score_before: Per vote, at the mode and at the start.
        largest_gradient: Largest component of the gradient at the mode, by absolute value.
        gradient_error: Difference between gradients with two step sizes.
        directions: Least certain first.
        profiles: By coefficient, its values and the log posterior minus that of the mode.
        at_end: Coefficients whose estimate is an end of their range. They have no interval.
    """

    votes: int
    ballots: tuple[str, ...]
    log_likelihood: float
    log_score: float
    log_score_before: float
    steps: int
    converged: bool
    largest_gradient: float
    gradient_error: float
    coefficients: tuple[FittedCoefficient, ...]
    directions: tuple[FitDirection, ...]
    profiles: Mapping[str, tuple[tuple[float, float], ...]]
    at_end: tuple[str, ...]


def published_fit(
    fit: Fit,
    cases: Sequence[RecordedCase],
    profiled: Sequence[str] = (),
    mapper: Mapper = map_in_order,
) -> PublishedFit:
    """The fit in its published form, with a profile of each coefficient in ``profiled``."""
    return PublishedFit(
        votes=fit.votes,
        ballots=tuple(fit.ballots),
        log_likelihood=fit.log_likelihood,
        log_score=fit.log_likelihood / fit.votes,
        log_score_before=fit.at_start / fit.votes,
        steps=fit.steps,
        converged=fit.converged,
        largest_gradient=float(abs(fit.gradient).max()),
        gradient_error=fit.gradient_error,
        coefficients=tuple(
            FittedCoefficient(r.name, r.start, r.estimate, r.low, r.high, r.spread, r.learned)
            for r in coefficient_rows(fit)
        ),
        directions=tuple(
            FitDirection(d.curvature, "votes" if d.from_votes else "prior", d.words)
            for d in directions(fit)
        ),
        profiles={
            name: tuple(
                (p.value, p.gain) for p in likelihood_profile(cases, fit, name, mapper=mapper)
            )
            for name in profiled
        },
        at_end=tuple(np.array(fit.prior.free)[fit.at_end].tolist()),
    )
