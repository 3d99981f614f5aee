"""The result of a fit in rows: estimates with intervals, and combinations that votes determine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sim.domain.intervals import Z95
from sim.engines.parallel import Mapper, map_in_order
from sim.preferences.coefficients import DECISION
from sim.scenario.estimates import Estimate, Estimates
from sim.studies.votes.fit import Fit
from sim.studies.votes.likelihood import RecordedCase
from sim.studies.votes.mode import descend
from sim.studies.votes.posterior import UNIT, Objective, Prior, from_scale, log_slope

Floats = NDArray[np.float64]

NOTABLE = 0.3
"""Weight from which on a coefficient is named in a direction of unit length."""

INFORMED = 4.0
"""Curvature, relative to the prior's, from which on the votes determine a direction."""


@dataclass(frozen=True)
class CoefficientRow:
    """One coefficient.

    Attributes:
        name: Its name.
        start: Prior median.
        estimate: The mode.
        low, high: 95 % interval within its range, marginal over the other coefficients (Laplace).
        spread: Standard deviation of its logarithm with the others fixed.
        learned: Share of the prior's variance that the votes removed; 0 for none.

    The last four are None for an estimate at an end of its range, around which the posterior has
    no curvature.
    """

    name: str
    start: float
    estimate: float
    low: float | None
    high: float | None
    spread: float | None
    learned: float | None


def coefficient_rows(fit: Fit) -> list[CoefficientRow]:
    """The estimated coefficients."""
    least, greatest = fit.prior.ends
    out = []
    for k, name in enumerate(fit.prior.free):
        mode, sd = float(fit.theta[k]), float(fit.deviation[k])
        start, estimate = from_scale(name, float(fit.prior.start[k])), from_scale(name, mode)
        if fit.at_end[k]:
            out.append(CoefficientRow(name, start, estimate, None, None, None, None))
            continue
        out.append(
            CoefficientRow(
                name,
                start,
                estimate,
                low=from_scale(name, max(mode - Z95 * sd, float(least[k]))),
                high=from_scale(name, min(mode + Z95 * sd, float(greatest[k]))),
                spread=float(fit.conditional[k]) * log_slope(name, estimate),
                learned=max(0.0, 1.0 - (sd / fit.prior.spread) ** 2),
            )
        )
    return out


@dataclass(frozen=True)
class Direction:
    """A combination of coefficients, and how precisely the votes determine it.

    Attributes:
        curvature: Curvature of minus the log posterior along it, relative to the prior's (1: the
            votes carry no information).
        weights: Name and weight of the notable coefficients, largest first.
    """

    curvature: float
    weights: tuple[tuple[str, float], ...]

    @property
    def from_votes(self) -> bool:
        """Whether the votes carry more information on it than the prior."""
        return self.curvature >= INFORMED

    @property
    def words(self) -> str:
        """The combination as ``+0.9 tau -0.4 nu``."""
        return " ".join(f"{weight:+.2f} {name}" for name, weight in self.weights)


def directions(fit: Fit) -> list[Direction]:
    """Eigenvectors of the Hessian on the scales of estimation, least certain first.

    Coefficients at an end of their range have no part in them.
    """
    inside = np.flatnonzero(~fit.at_end)
    names = [fit.prior.free[k] for k in inside]
    values, vectors = np.linalg.eigh(fit.hessian[np.ix_(inside, inside)] * fit.prior.spread**2)
    out = []
    for value, vector in zip(values, vectors.T, strict=True):
        signed = vector * np.sign(vector[np.argmax(np.abs(vector))])
        pairs = [(name, float(w)) for name, w in zip(names, signed, strict=True)]
        pairs = sorted(pairs, key=lambda pair: -abs(pair[1]))
        out.append(Direction(float(value), tuple(p for p in pairs if abs(p[1]) >= NOTABLE)))
    return out


@dataclass(frozen=True)
class Point:
    """One point of a profile: the coefficient's value and the best log posterior there.

    Attributes:
        value: Value of the coefficient.
        gain: Log posterior minus that of the mode, with the other coefficients refitted.
    """

    value: float
    gain: float


def likelihood_profile(
    cases: Sequence[RecordedCase],
    fit: Fit,
    name: str,
    steps: Sequence[float] = (-2.0, -1.0, 0.0, 1.0, 2.0),
    mapper: Mapper = map_in_order,
) -> list[Point]:
    """The log posterior along one coefficient, with all others refitted at each point.

    Args:
        cases: The cases that were fitted.
        fit: The fit.
        name: The coefficient.
        steps: Positions, in standard deviations from the mode; those beyond the coefficient's range
            are replaced by its end.
        mapper: How cases are computed in parallel.

    Raises:
        ValueError: when the coefficient was not estimated.
    """
    place = fit.prior.free.index(name)
    rest = [k for k in range(len(fit.prior.free)) if k != place]
    best = Objective(cases, fit.prior, mapper).value(fit.theta)
    low, high = (float(end[place]) for end in fit.prior.ends)
    asked = (float(fit.theta[place] + step * fit.deviation[place]) for step in steps)
    out = []
    for theta in dict.fromkeys(min(max(value, low), high) for value in asked):
        centre = fit.prior.centre.copy()
        centre[DECISION.index(name)] = from_scale(name, theta)
        prior = Prior(tuple(fit.prior.free[k] for k in rest), centre, fit.prior.spread)
        covariance = np.linalg.inv(fit.hessian[np.ix_(rest, rest)])
        shift = -covariance @ fit.hessian[np.ix_(rest, [place])][:, 0]
        origin = fit.theta[rest] + shift * (theta - fit.theta[place])
        objective = Objective(cases, prior, mapper)
        axes = np.asarray(np.linalg.cholesky(covariance), dtype=np.float64)
        values = descend(objective, origin, axes).theta
        held = 0.5 * ((theta - fit.prior.start[place]) / fit.prior.spread) ** 2
        value = objective.value(values) + held
        out.append(Point(from_scale(name, theta), float(best - value)))
    return out


def estimates_of_fit(fit: Fit, cases: Sequence[RecordedCase], source: str) -> Estimates:
    """The fit as the content of a file of estimates.

    Spreads are those with the other coefficients fixed, as worlds draw each coefficient
    independently: wider independent draws would lose what the votes determine about combinations.
    """
    estimates = {
        name: Estimate(
            float(fit.coefficients[DECISION.index(name)]),
            float(fit.conditional[k])
            * log_slope(name, float(fit.coefficients[DECISION.index(name)])),
        )
        for k, name in enumerate(fit.prior.free)
    }
    held = {name: Estimate(float(fit.prior.centre[DECISION.index(name)]), 0.0) for name in UNIT}
    cast = np.concatenate([r.cast for case in cases for r in case.recorded])
    yes, abstain, no = (int((cast == v).sum()) for v in range(3))
    return Estimates(
        coefficients={
            name: (estimates | held)[name] for name in DECISION if name in estimates | held
        },
        votes=(yes, abstain, no),
        ballots=fit.ballots,
        until=last_day(cases),
        source=source,
    )


def last_day(cases: Sequence[RecordedCase]) -> date:
    """Day of the latest ballot."""
    return max(case.scenario.council.date for case in cases)
