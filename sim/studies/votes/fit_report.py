"""What a fit found, in rows: estimates with intervals, and what the votes cannot tell apart."""

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
"""Weight in a direction, of length one, from which a coefficient is named."""

INFORMED = 4.0
"""Curvature, in units of the prior's, from which votes say more of a direction than the prior."""


@dataclass(frozen=True)
class CoefficientRow:
    """One coefficient.

    Attributes:
        name: Its name.
        start: Median before the votes.
        estimate: The mode.
        low, high: 95 % interval, the other coefficients being unknown too (Laplace).
        deviation: Standard deviation on the scale of estimation; conditional: with
            the others fixed.
        learned: Share of the prior's variance that the votes took away, 0 for nothing.
    """

    name: str
    start: float
    estimate: float
    low: float
    high: float
    deviation: float
    conditional: float
    learned: float


def coefficient_rows(fit: Fit) -> list[CoefficientRow]:
    """The estimated coefficients."""
    out = []
    for k, name in enumerate(fit.prior.free):
        sd = float(fit.deviation[k])
        out.append(
            CoefficientRow(
                name=name,
                start=from_scale(name, float(fit.prior.start[k])),
                estimate=from_scale(name, float(fit.theta[k])),
                low=from_scale(name, float(fit.theta[k]) - Z95 * sd),
                high=from_scale(name, float(fit.theta[k]) + Z95 * sd),
                deviation=sd,
                conditional=float(fit.conditional[k]),
                learned=max(0.0, 1.0 - (sd / fit.prior.spread) ** 2),
            )
        )
    return out


@dataclass(frozen=True)
class Direction:
    """A combination of coefficients, and how sharply the votes tell it.

    Attributes:
        curvature: Of minus the log posterior along it, in units of the prior's curvature (1: the
            votes say nothing).
        weights: Name and weight of the notable coefficients, largest first.
    """

    curvature: float
    weights: tuple[tuple[str, float], ...]

    @property
    def told(self) -> bool:
        """Whether the votes say more of it than the prior."""
        return self.curvature >= INFORMED

    @property
    def words(self) -> str:
        """The combination as ``+0.9 tau -0.4 nu``."""
        return " ".join(f"{weight:+.2f} {name}" for name, weight in self.weights)


def directions(fit: Fit) -> list[Direction]:
    """Eigenvectors of the Hessian on the scales of estimation, the least certain first."""
    values, vectors = np.linalg.eigh(fit.hessian * fit.prior.spread**2)
    out = []
    for value, vector in zip(values, vectors.T, strict=True):
        signed = vector * np.sign(vector[np.argmax(np.abs(vector))])
        pairs = [(name, float(w)) for name, w in zip(fit.prior.free, signed, strict=True)]
        pairs = sorted(pairs, key=lambda pair: -abs(pair[1]))
        out.append(Direction(float(value), tuple(p for p in pairs if abs(p[1]) >= NOTABLE)))
    return out


@dataclass(frozen=True)
class Point:
    """One point of a profile: the coefficient's value and the best log posterior there.

    Attributes:
        value: Of the coefficient.
        gain: Log posterior minus that of the mode, the other coefficients fitted afresh.
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
    """The log posterior along one coefficient, all others fitted afresh at each point.

    Args:
        cases: What was fitted.
        fit: The fit.
        name: The coefficient.
        steps: Where, in standard deviations from the mode.
        mapper: How cases are worked on at once.

    Raises:
        ValueError: when the coefficient was not estimated.
    """
    place = fit.prior.free.index(name)
    rest = [k for k in range(len(fit.prior.free)) if k != place]
    best = Objective(cases, fit.prior, mapper).value(fit.theta)
    out = []
    for step in steps:
        theta = float(fit.theta[place] + step * fit.deviation[place])
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
    """The fit as a file of estimates.

    Spreads are those with the other coefficients fixed, as worlds draw each coefficient by itself:
    what the votes tell of a combination would be lost in wider independent draws.
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
