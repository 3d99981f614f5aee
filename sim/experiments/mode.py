"""The mode of a posterior that is smooth in the large and rough in the small.

Some worlds have two equilibria and change from one to the other as coefficients move. Averaged over
draws that leaves small cliffs, in which gradients and second differences mislead. So the search
descends with wide differences first, and then fits a quadratic to the log posterior at points all
over the region that matters, whose top and curvature are what is reported.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, stats

from sim.experiments.posterior import Objective

Floats = NDArray[np.float64]

RISE = 1.0
"""Rise of minus the log posterior over which a first guess of each deviation is measured."""

NARROWEST, WIDEST = 0.05, 2.0
"""Half-widths between which that rise is looked for."""

ROUNDS = 3
"""Quadratics fitted one after the other, each about the top of the one before."""

POINTS_EACH = 4
"""Points per number of a quadratic."""

FAR = 4.0
"""Rise from the lowest point at which a point counts half."""

LONGEST_MOVE = 2.0
"""Largest move between rounds, in standard deviations."""


@dataclass(frozen=True)
class Mode:
    """The top of a posterior.

    Attributes:
        theta: ``(P,)`` the top of the quadratic.
        hessian: ``(P, P)`` its curvature, of minus the log posterior.
        roughness: Root mean square distance of the log posterior from the quadratic.
        steps: Iterations of the descent; moved: length of the last move in deviations.
    """

    theta: Floats
    hessian: Floats
    roughness: float
    steps: int
    moved: float


def descend(
    objective: Objective, progress: Callable[[int, float], None] | None = None
) -> tuple[Floats, int]:
    """From the prior's medians into the valley, by L-BFGS-B; the point and the iterations."""
    prior = objective.prior
    steps = 0

    def after(intermediate_result: optimize.OptimizeResult) -> None:
        nonlocal steps
        steps += 1
        if progress is not None:
            progress(steps, -float(intermediate_result.fun))

    found = optimize.minimize(
        lambda z: objective.value(prior.start + prior.spread * z),
        np.zeros(prior.start.size),
        jac=lambda z: prior.spread * objective.gradient(prior.start + prior.spread * z),
        method="L-BFGS-B",
        callback=after,
        options={"maxiter": 100, "ftol": 1e-6, "gtol": 1e-2},
    )
    return prior.clipped(prior.start + prior.spread * np.asarray(found.x, np.float64)), steps


def settle(
    objective: Objective, theta: Floats, hessian: Floats | None = None, steps: int = 0
) -> Mode:
    """The top and curvature of quadratics fitted about ``theta``.

    Args:
        objective: Minus the log posterior.
        theta: ``(P,)`` where to begin.
        hessian: ``(P, P)`` a first guess of the curvature; measured along each axis by default.
        steps: Iterations spent before, to be told.
    """
    floor = 1.0 / objective.prior.spread**2
    curvature = _along_axes(objective, theta) if hessian is None else hessian
    draws = _cloud(theta.size)
    roughness = moved = 0.0
    for _ in range(ROUNDS):
        axes = np.linalg.inv(np.linalg.cholesky(curvature)).T
        slope, bend, roughness = _quadratic(objective, theta, axes, draws)
        back = np.linalg.inv(axes)
        curvature = _at_least(back.T @ bend @ back, floor)
        move = -np.linalg.solve(curvature, back.T @ slope)
        moved = float(np.sqrt(move @ curvature @ move))
        theta = objective.prior.clipped(theta + move * min(1.0, LONGEST_MOVE / max(moved, 1e-9)))
    return Mode(theta, curvature, roughness, steps, moved)


def _along_axes(objective: Objective, theta: Floats) -> Floats:
    """``(P, P)`` diagonal: curvature over a rise of one in the log posterior."""
    middle = objective.value(theta)
    out = np.zeros(theta.size)
    for k, axis in enumerate(np.eye(theta.size)):
        width = NARROWEST
        while True:
            up, down = objective.value(theta + width * axis), objective.value(theta - width * axis)
            rise = 0.5 * (up + down) - middle
            if rise >= RISE or width >= WIDEST:
                break
            width *= 2.0
        out[k] = max(2.0 * rise / width**2, 1.0 / objective.prior.spread**2)
    return np.diag(out)


def _cloud(size: int) -> Floats:
    """``(points, size)`` standard normal points, spread evenly (Sobol, always the same)."""
    numbers = 1 + size + size * (size + 1) // 2
    power = int(np.ceil(np.log2(POINTS_EACH * numbers)))
    even = stats.qmc.Sobol(size, scramble=True, rng=np.random.default_rng(0)).random_base2(power)
    return np.asarray(stats.norm.ppf(even), dtype=np.float64)


def _quadratic(
    objective: Objective, theta: Floats, axes: Floats, draws: Floats
) -> tuple[Floats, Floats, float]:
    """Slope ``(P,)``, bend ``(P, P)`` in the coordinates of ``axes``, and the residual's size."""
    size = theta.size
    values = np.array([objective.value(theta + axes @ z) for z in draws])
    rows, columns = np.triu_indices(size)
    halves = np.where(rows == columns, 0.5, 1.0)
    terms = np.column_stack(
        [np.ones(len(draws)), draws, draws[:, rows] * draws[:, columns] * halves]
    )
    weight = 1.0 / (1.0 + ((values - values.min()) / FAR) ** 2)
    root = np.sqrt(weight)
    found = np.linalg.lstsq(terms * root[:, None], values * root, rcond=None)[0]
    bend = np.zeros((size, size))
    bend[rows, columns] = bend[columns, rows] = found[1 + size :]
    rest = values - terms @ found
    return found[1 : 1 + size], bend, float(np.sqrt((weight * rest**2).sum() / weight.sum()))


def _at_least(hessian: Floats, floor: float) -> Floats:
    """The symmetric matrix with eigenvalues below ``floor`` raised to it."""
    values, vectors = np.linalg.eigh((hessian + hessian.T) / 2.0)
    out: Floats = (vectors * np.maximum(values, floor)) @ vectors.T
    return out
