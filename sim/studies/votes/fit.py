"""Estimate the coefficients of the vote from recorded ballots: maximum a posteriori."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.engines.parallel import Mapper, map_in_order
from sim.studies.votes.likelihood import RecordedCase, log_likelihood
from sim.studies.votes.mode import descend, hessian, promising
from sim.studies.votes.posterior import STEP, Objective, Prior

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Fit:
    """Estimates from recorded votes.

    Attributes:
        prior: The prior.
        theta: ``(P,)`` the mode on the scales of estimation.
        hessian: ``(P, P)`` curvature of minus the log posterior there.
        at_end: ``(P,)`` whether an estimate is an end of its range, where it is fixed.
        log_likelihood: At the mode; at_start: at the prior's medians.
        votes: Number of recorded votes; ballots: symbols.
        gradient: ``(P,)`` at the mode, by central differences, 0 at an end of a range;
            gradient_error: largest difference from gradients with half the step.
        steps: Iterations of the search; converged: whether it converged.
    """

    prior: Prior
    theta: Floats
    hessian: Floats
    at_end: NDArray[np.bool_]
    log_likelihood: float
    at_start: float
    votes: int
    ballots: tuple[str, ...]
    gradient: Floats
    gradient_error: float
    steps: int
    converged: bool

    @property
    def coefficients(self) -> Floats:
        """``(11,)`` estimates in the order of ``DECISION``."""
        return self.prior.full(self.theta)

    @property
    def covariance(self) -> Floats:
        """``(P, P)`` on the scales of estimation: the inverse Hessian (Laplace)."""
        out: Floats = np.asarray(np.linalg.inv(self.hessian), dtype=np.float64)
        return out

    @property
    def deviation(self) -> Floats:
        """``(P,)`` standard deviations on the scales of estimation, marginal over the others."""
        return np.asarray(np.sqrt(np.diag(self.covariance)), dtype=np.float64)

    def drawn(self, c: Floats, count: int, seed: int) -> Floats:
        """``(11, count)`` coefficients around ``c`` ``(11,)`` with the uncertainty of this fit.

        Each is drawn independently, with its deviation conditional on the others, as in every run;
        without draws (``count`` 0) the result is ``c``.
        """
        if count == 0:
            return c
        free = self.prior.places
        z = np.random.default_rng(seed).standard_normal((free.size, count))
        theta = self.prior.theta(c)[:, None] + self.conditional[:, None] * z
        out = np.repeat(c[:, None], count, axis=1)
        out[free] = np.stack(
            [self.prior.full(self.prior.clipped(column))[free] for column in theta.T], axis=1
        )
        return out

    @property
    def conditional(self) -> Floats:
        """``(P,)`` standard deviations on those scales with the others fixed at the mode.

        0 at an end of a range, where the others are estimated with the coefficient fixed.
        """
        out: Floats = ~self.at_end / np.sqrt(np.diag(self.hessian))
        return out


def fit_coefficients(
    cases: Sequence[RecordedCase],
    prior: Prior | None = None,
    *,
    start: Floats | None = None,
    mapper: Mapper = map_in_order,
    progress: Callable[[int, float], None] | None = None,
) -> Fit:
    """The mode of the coefficients' posterior and its curvature.

    Args:
        cases: Scenarios with recorded votes.
        prior: The prior; by default wide around the starting values.
        start: ``(11,)`` coefficients to start the search from; by default the prior's medians and
            the most promising of many points of the prior.
        mapper: How cases are computed in parallel.
        progress: Called after each iteration with its number and the log posterior.

    Raises:
        ValueError: when there is no case.
    """
    if not cases:
        raise ValueError("there is no recorded ballot to estimate from")
    prior = prior or Prior()
    objective = Objective(cases, prior, mapper)
    origins = promising(objective) if start is None else [prior.theta(start)]
    axes = prior.spread * np.eye(prior.start.size)
    searched = [descend(objective, origin, axes, progress) for origin in origins]
    mode_result = min(searched, key=lambda result: objective.value(result.theta))
    theta = mode_result.theta
    inside = ~prior.at_end(theta)
    wide, narrow = (objective.gradient(theta, step) * inside for step in (STEP, STEP / 2.0))
    return Fit(
        prior=prior,
        theta=theta,
        hessian=hessian(objective, theta),
        at_end=~inside,
        log_likelihood=log_likelihood(cases, prior.full(theta), mapper),
        at_start=log_likelihood(cases, prior.centre, mapper),
        votes=sum(case.votes for case in cases),
        ballots=tuple(r.draft for case in cases for r in case.recorded),
        gradient=wide,
        gradient_error=float(np.max(np.abs(narrow - wide))),
        steps=mode_result.steps,
        converged=mode_result.converged,
    )
