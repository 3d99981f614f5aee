"""The mode of the coefficients' posterior, and its curvature there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize
from scipy.stats import qmc

from sim.studies.votes.posterior import Objective

Floats = NDArray[np.float64]

FIRST_STEP = 5e-2
"""Step of the second differences from which the Hessian's steps are derived."""

SHARE_OF_DEVIATION = 0.5
"""Step of the Hessian's differences, in standard deviations of each coefficient."""


SCREENED = 256
"""Points of the prior evaluated before a search without a start; a power of 2."""

BEGUN = 2
"""Of these, the number of best points to search from, in addition to the prior's medians."""


RESUMED = 4
"""The most restarts of a search whose line search failed."""

NOTHING_GAINED = 1e-2
"""Gain in log posterior below which restarts end: smaller ones are the noise of single worlds."""


@dataclass(frozen=True)
class ModeResult:
    """The end of a search.

    Attributes:
        theta: ``(P,)`` the lowest point.
        steps: Iterations.
        converged: Whether it converged, or a restart from its end gained nothing.
    """

    theta: Floats
    steps: int
    converged: bool


def promising(objective: Objective) -> list[Floats]:
    """Default starts of a search: the prior's medians, and the best of many of its points.

    The posterior has more than one mode, and the medians may be in the basin of a lesser one. The
    points are quasi-random (Sobol) and the same at every call.
    """
    prior = objective.prior
    sampler = qmc.MultivariateNormalQMC(
        prior.start, prior.spread**2 * np.eye(prior.start.size), seed=0
    )
    points = prior.clipped(sampler.random(SCREENED))
    values = np.array([objective.value(point) for point in points])
    best = np.argsort(values, kind="stable")[:BEGUN]
    return [prior.start, *(points[k] for k in best)]


def descend(
    objective: Objective,
    origin: Floats,
    axes: Floats,
    progress: Callable[[int, float], None] | None = None,
) -> ModeResult:
    """Minimise the objective by L-BFGS-B, from ``origin`` along the columns of ``axes``.

    Args:
        objective: Minus the log posterior.
        origin: ``(P,)`` the start.
        axes: ``(P, P)`` directions scaled to about one standard deviation.
        progress: Called after each iteration with its number and the log posterior.
    """
    steps = 0

    def after(intermediate_result: optimize.OptimizeResult) -> None:
        nonlocal steps
        steps += 1
        if progress is not None:
            progress(steps, -float(intermediate_result.fun))

    z, height = np.zeros(origin.size), np.inf
    for _ in range(RESUMED):
        result = optimize.minimize(
            lambda z: objective.value(origin + axes @ z),
            z,
            jac=lambda z: axes.T @ objective.gradient(origin + axes @ z),
            method="L-BFGS-B",
            callback=after,
            options={"maxiter": 300, "ftol": 1e-9, "gtol": 1e-3},
        )
        gained = height - float(result.fun)
        z, height = np.asarray(result.x, dtype=np.float64), float(result.fun)
        if result.success or gained < NOTHING_GAINED:
            break
    theta = objective.prior.clipped(origin + axes @ z)
    return ModeResult(theta, steps, bool(result.success) or gained < NOTHING_GAINED)


def hessian(objective: Objective, theta: Floats) -> Floats:
    """``(P, P)`` second differences over half a standard deviation of each coefficient.

    No direction is less certain than in the prior: smaller curvatures are raised to the prior's. A
    coefficient at an end of its range has the prior's curvature and is fixed for the others: the
    objective is not smooth there, and its differences say nothing of what the votes tell.
    """
    size = theta.size
    floor = 1.0 / objective.prior.spread**2
    middle = objective.value(theta)
    first = _curvature(objective, theta, np.full(size, FIRST_STEP), middle)
    step = SHARE_OF_DEVIATION / np.sqrt(np.maximum(first, floor))
    out = np.zeros((size, size))
    np.fill_diagonal(out, _curvature(objective, theta, step, middle))
    offsets = np.diag(step)
    for i in range(size):
        for j in range(i):
            same, opposite = offsets[i] + offsets[j], offsets[i] - offsets[j]
            total = objective.value(theta + same) + objective.value(theta - same)
            total -= objective.value(theta + opposite) + objective.value(theta - opposite)
            out[i, j] = out[j, i] = total / (4.0 * step[i] * step[j])
    fixed = objective.prior.at_end(theta)
    out[fixed, :] = out[:, fixed] = 0.0
    out[fixed, fixed] = floor
    return raised_eigenvalues(out, floor)


def _curvature(objective: Objective, theta: Floats, step: Floats, middle: float) -> Floats:
    """``(P,)`` second differences along each coefficient."""
    ends = [objective.value(theta + h) + objective.value(theta - h) for h in np.diag(step)]
    out: Floats = (np.array(ends) - 2.0 * middle) / step**2
    return out


def raised_eigenvalues(matrix: Floats, floor: float) -> Floats:
    """The symmetric matrix with eigenvalues below ``floor`` raised to it."""
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2.0)
    out: Floats = (vectors * np.maximum(values, floor)) @ vectors.T
    return out
