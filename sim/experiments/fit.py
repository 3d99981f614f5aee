"""Estimating the coefficients of the vote from recorded ballots: maximum a posteriori."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from sim.decisions.coefficients import COEFFICIENTS, DECISION
from sim.experiments.likelihood import STARTING, Case, log_likelihood
from sim.experiments.parallel import Mapper, in_order

Floats = NDArray[np.float64]

UNIT: tuple[str, ...] = ("eps",)
"""Coefficients that are held where they are: the votes only tell ratios, so one sets the unit."""

PRIOR_SPREAD = 1.0
"""Standard deviation of a coefficient's logarithm before any vote is seen: a factor of 2.7."""

STEP = 5e-2
"""Half-width of central differences; finer ones see the jumps of single worlds, not the slope."""

SHARE_OF_DEVIATION = 1.0
"""Half-width of the Hessian's differences, in standard deviations of each coefficient."""

POLISH = 0.05
"""First radius of the search that ends a fit, along its axes; it needs no gradient."""

POLISH_NEAR = 0.5
"""The same where the axes are those of a similar fit, of unit deviation each."""

FINEST = 50.0
"""How many times smaller the last radius is than the first."""

MOST_POLISH = 300
"""Evaluations after which that search stops."""

LEAST = 1e-4
"""Least value of a coefficient whose range begins at zero, as a share of its starting value."""

SHARES: tuple[str, ...] = ("rho",)
"""Coefficients that are probabilities, estimated on the logit; all others on the logarithm."""


def to_scale(name: str, value: float) -> float:
    """The value of a coefficient on the scale on which it is estimated."""
    return math.log(value / (1.0 - value)) if name in SHARES else math.log(value)


def from_scale(name: str, theta: float) -> float:
    """The reverse of :func:`to_scale`."""
    return 1.0 / (1.0 + math.exp(-theta)) if name in SHARES else math.exp(theta)


def log_slope(name: str, value: float) -> float:
    """Change of the coefficient's logarithm per unit of its scale."""
    return 1.0 - value if name in SHARES else 1.0


@dataclass(frozen=True)
class Prior:
    """What is believed of the coefficients before the votes are seen: independent, and wide.

    Lognormal about the starting values; logit-normal where the coefficient is a probability.

    Attributes:
        free: Names of the coefficients that are estimated; the others stay at their centre.
        centre: ``(10,)`` medians, in the order of ``DECISION``.
        spread: Standard deviation on the scale of estimation.
    """

    free: tuple[str, ...] = tuple(name for name in DECISION if name not in UNIT)
    centre: Floats = field(default_factory=STARTING.copy)
    spread: float = PRIOR_SPREAD

    @property
    def places(self) -> NDArray[np.int64]:
        """Places of the free coefficients."""
        return np.array([DECISION.index(name) for name in self.free], dtype=np.int64)

    @property
    def start(self) -> Floats:
        """``(P,)`` the medians of the free coefficients on their scales."""
        return self.theta(self.centre)

    def theta(self, c: Floats) -> Floats:
        """``(P,)`` the free ones of coefficients ``(10,)`` on their scales."""
        return np.array([to_scale(name, c[DECISION.index(name)]) for name in self.free])

    def full(self, theta: Floats) -> Floats:
        """``(10,)`` coefficients for the free ones ``(P,)`` on their scales."""
        out = self.centre.copy()
        out[self.places] = [from_scale(n, t) for n, t in zip(self.free, theta, strict=True)]
        return out

    def penalty(self, theta: Floats) -> float:
        """Minus the log density at ``theta``, up to a constant."""
        z = (theta - self.start) / self.spread
        return 0.5 * float(z @ z)

    def clipped(self, theta: Floats) -> Floats:
        """``theta`` within the ranges of the coefficients."""
        low, high = [], []
        for name in self.free:
            entry = COEFFICIENTS[name]
            floor = max(entry.low, LEAST * entry.start)
            low.append(to_scale(name, floor))
            high.append(
                to_scale(name, min(entry.high, 1.0 - LEAST) if name in SHARES else entry.high)
            )
        out: Floats = np.clip(theta, low, high)
        return out


@dataclass(frozen=True)
class Fit:
    """Estimates from recorded votes.

    Attributes:
        prior: What was believed before.
        theta: ``(P,)`` the mode on the scales of estimation.
        hessian: ``(P, P)`` of minus the log posterior there.
        log_likelihood: At the mode; at_start: at the prior's medians.
        votes: Number of recorded votes; ballots: symbols.
        gradient: ``(P,)`` at the mode; gradient_error: largest difference between gradients taken
            with two widths.
        steps: Iterations of the search; polished: what the search without gradients added.
    """

    prior: Prior
    theta: Floats
    hessian: Floats
    log_likelihood: float
    at_start: float
    votes: int
    ballots: tuple[str, ...]
    gradient: Floats
    gradient_error: float
    steps: int
    polished: float

    @property
    def coefficients(self) -> Floats:
        """``(10,)`` estimates in the order of ``DECISION``."""
        return self.prior.full(self.theta)

    @property
    def covariance(self) -> Floats:
        """``(P, P)`` on the scales of estimation: the inverse Hessian (Laplace)."""
        out: Floats = np.asarray(np.linalg.inv(self.hessian), dtype=np.float64)
        return out

    @property
    def deviation(self) -> Floats:
        """``(P,)`` standard deviations on the scales of estimation, the others being unknown."""
        return np.asarray(np.sqrt(np.diag(self.covariance)), dtype=np.float64)

    @property
    def conditional(self) -> Floats:
        """``(P,)`` standard deviations on those scales while the others stay at the mode."""
        out: Floats = 1.0 / np.sqrt(np.diag(self.hessian))
        return out


class Objective:
    """Minus the log posterior of the free coefficients on their scales, with its gradient."""

    def __init__(self, cases: Sequence[Case], prior: Prior, mapper: Mapper = in_order) -> None:
        self.cases = cases
        self.prior = prior
        self.mapper = mapper

    def value(self, theta: Floats) -> float:
        """The objective at ``theta`` ``(P,)``."""
        c = self.prior.full(self.prior.clipped(theta))
        return self.prior.penalty(theta) - log_likelihood(self.cases, c, self.mapper)

    def gradient(self, theta: Floats, step: float = STEP) -> Floats:
        """``(P,)`` central differences."""
        offsets = step * np.eye(theta.size)
        up = np.array([self.value(theta + offset) for offset in offsets])
        down = np.array([self.value(theta - offset) for offset in offsets])
        out: Floats = (up - down) / (2.0 * step)
        return out

    def hessian(self, theta: Floats) -> Floats:
        """``(P, P)`` second differences over a standard deviation of each coefficient.

        No direction is told less sharply than by the prior: smaller curvatures are raised to its.
        """
        size = theta.size
        middle = self.value(theta)
        first = self._curvature(theta, np.full(size, STEP), middle)
        step = SHARE_OF_DEVIATION / np.sqrt(np.maximum(first, 1.0 / self.prior.spread**2))
        out: Floats = np.diag(self._curvature(theta, step, middle)).astype(np.float64)
        offsets = np.diag(step)
        for i in range(size):
            for j in range(i):
                same, opposite = offsets[i] + offsets[j], offsets[i] - offsets[j]
                total = self.value(theta + same) + self.value(theta - same)
                total -= self.value(theta + opposite) + self.value(theta - opposite)
                out[i, j] = out[j, i] = total / (4.0 * step[i] * step[j])
        return _at_least(out, 1.0 / self.prior.spread**2)

    def _curvature(self, theta: Floats, step: Floats, middle: float) -> Floats:
        """``(P,)`` second differences along each coefficient."""
        ends = [self.value(theta + h) + self.value(theta - h) for h in np.diag(step)]
        out: Floats = (np.array(ends) - 2.0 * middle) / step**2
        return out


def _at_least(hessian: Floats, floor: float) -> Floats:
    """The symmetric matrix with eigenvalues below ``floor`` raised to it."""
    values, vectors = np.linalg.eigh(hessian)
    out: Floats = (vectors * np.maximum(values, floor)) @ vectors.T
    return out


@dataclass(frozen=True)
class Found:
    """Where a search ended.

    Attributes:
        theta: ``(P,)`` the best point.
        steps: Iterations with gradients; evaluations: of the objective besides gradients.
        polished: How much the search without gradients improved on the one with them.
    """

    theta: Floats
    steps: int
    evaluations: int
    polished: float


def minimise(
    objective: Objective,
    origin: Floats,
    axes: Floats,
    radius: float = POLISH,
    progress: Callable[[int, float], None] | None = None,
) -> Found:
    """The least value of the objective, searched from ``origin`` along the columns of ``axes``.

    L-BFGS-B finds the valley. Some worlds have two equilibria and change from one to the other as
    coefficients move, which leaves small cliffs in it; COBYQA, which fits quadratics and takes no
    gradient (Ragonneau 2022), goes on from there.
    """
    steps = 0

    def after(intermediate_result: optimize.OptimizeResult) -> None:
        nonlocal steps
        steps += 1
        if progress is not None:
            progress(steps, -float(intermediate_result.fun))

    def along(z: Floats) -> float:
        return objective.value(origin + axes @ z)

    rough = optimize.minimize(
        along,
        np.zeros(origin.size),
        jac=lambda z: axes.T @ objective.gradient(origin + axes @ z),
        method="L-BFGS-B",
        callback=after,
        options={"maxiter": 100, "ftol": 1e-7, "gtol": 1e-2},
    )
    fine = optimize.minimize(
        along,
        rough.x,
        method="COBYQA",
        options={
            "initial_tr_radius": radius,
            "final_tr_radius": radius / FINEST,
            "maxfev": MOST_POLISH,
        },
    )
    best = fine if fine.fun <= rough.fun else rough
    theta = objective.prior.clipped(origin + axes @ np.asarray(best.x, dtype=np.float64))
    return Found(theta, int(rough.nit), int(rough.nfev + fine.nfev), float(rough.fun - best.fun))


def fit(
    cases: Sequence[Case],
    prior: Prior | None = None,
    *,
    start: Floats | None = None,
    mapper: Mapper = in_order,
    progress: Callable[[int, float], None] | None = None,
) -> Fit:
    """The mode of the coefficients' posterior and its curvature.

    Args:
        cases: Scenarios with recorded votes.
        prior: What is believed before; wide about the starting values by default.
        start: ``(10,)`` coefficients from which the search begins; the prior's medians by default.
        mapper: How cases are worked on at once.
        progress: Called after each iteration with its number and the log posterior.

    Raises:
        ValueError: when there is no case.
    """
    if not cases:
        raise ValueError("there is no recorded ballot to learn from")
    prior = prior or Prior()
    objective = Objective(cases, prior, mapper)
    origin = prior.start if start is None else prior.theta(start)
    axes: Floats = prior.spread * np.eye(origin.size)
    found = minimise(objective, origin, axes, progress=progress)
    theta = found.theta
    narrow, wide = objective.gradient(theta), objective.gradient(theta, STEP / 2.0)
    return Fit(
        prior=prior,
        theta=theta,
        hessian=objective.hessian(theta),
        log_likelihood=log_likelihood(cases, prior.full(theta), mapper),
        at_start=log_likelihood(cases, prior.centre, mapper),
        votes=sum(case.votes for case in cases),
        ballots=tuple(r.draft for case in cases for r in case.recorded),
        gradient=narrow,
        gradient_error=float(np.max(np.abs(narrow - wide))),
        steps=found.steps,
        polished=found.polished,
    )


def named(fit: Fit) -> Mapping[str, float]:
    """Estimates by name."""
    return dict(zip(DECISION, map(float, fit.coefficients), strict=True))
