"""The Nash product over many issues, solved as a concave programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import optimize

from sim.studies.models.preference_tables import Floats, PreferenceTable

SMALLEST_GAIN = 1e-6
"""Gains, as shares of the scale, below which there is nothing to agree on."""


@dataclass(frozen=True, slots=True, eq=False)
class NashPoint:
    """The bargain.

    Attributes:
        outcome: (K,) on the issues' scales.
        agreed: False if no point gives every actor more than disagreement does.
        product: sum of capability shares times log gain at the outcome; -inf without agreement.
    """

    outcome: Floats
    agreed: bool
    product: float


@dataclass(frozen=True, slots=True, eq=False)
class _Programme:
    """Issues rescaled to [0, 1]: variables are the K issues, then one distance per stake.

    A stake is an actor's position on an issue where its salience is above zero.
    """

    share: Floats  # (A,) capability shares
    disagreement: Floats  # (A,) loss if nothing is agreed
    loss: Floats  # (A, K + stakes) loss of each actor, linear in the variables
    matrix: Floats  # (2 stakes, K + stakes) constraints: each distance bounds its difference
    bound: Floats  # (2 stakes,)
    stakes: list[tuple[int, int]]
    ideal: Floats  # (A, K)

    @property
    def issues(self) -> int:
        return int(self.ideal.shape[1])

    def point(self, x: Floats) -> Floats:
        """The variables at the point ``x`` (K,)."""
        return np.array([*x, *(abs(x[k] - self.ideal[a, k]) for a, k in self.stakes)])


def _programme(table: PreferenceTable) -> _Programme:
    ideal = (table.position - table.low) / table.span
    salience = table.relative_salience()
    power = np.where(salience > 0, table.capability, 0.0).max(axis=1)
    bargains = (power > 0) & (salience.sum(axis=1) > 0)
    ideal, salience, power = ideal[bargains], salience[bargains], power[bargains]
    stakes = [(int(a), int(k)) for a, k in zip(*np.nonzero(salience), strict=True)]
    issues = len(table.issues)
    loss = np.zeros((len(power), issues + len(stakes)))
    matrix = np.zeros((2 * len(stakes), issues + len(stakes)))
    bound = np.zeros(2 * len(stakes))
    for row, (a, k) in enumerate(stakes):
        loss[a, issues + row] = salience[a, k]
        for side, sign in enumerate((1.0, -1.0)):
            matrix[2 * row + side, k] = sign
            matrix[2 * row + side, issues + row] = -1.0
            bound[2 * row + side] = sign * ideal[a, k]
    if table.status_quo is None:
        worst = np.where(salience > 0, np.maximum(ideal, 1.0 - ideal), 0.0)
    else:
        quo = (table.status_quo - table.low) / table.span
        worst = np.where(salience > 0, np.abs(quo - ideal), 0.0)
    disagreement = (salience * worst).sum(axis=1)
    return _Programme(power / power.sum(), disagreement, loss, matrix, bound, stakes, ideal)


def _fairest(problem: _Programme) -> tuple[Floats, float]:
    """The point (K,) that maximises the smallest gain, and that gain: a linear programme."""
    actors, variables = problem.loss.shape
    cost = np.zeros(variables + 1)
    cost[-1] = -1.0
    gains = np.hstack([problem.loss, np.ones((actors, 1))])
    slopes = np.hstack([problem.matrix, np.zeros((problem.matrix.shape[0], 1))])
    result = optimize.linprog(
        cost,
        A_ub=np.vstack([gains, slopes]),
        b_ub=np.concatenate([problem.disagreement, problem.bound]),
        bounds=[(0.0, 1.0)] * variables + [(None, None)],
    )
    if not result.success:
        raise RuntimeError(f"the fairest point was not found: {result.message}")
    return np.clip(result.x[: problem.issues], 0.0, 1.0), float(result.x[-1])


def nash_product(table: PreferenceTable) -> NashPoint:
    """Maximise the product of the actors' gains over disagreement, weighted by capability.

    Gains are reductions of the salience-weighted city-block distance; disagreement is the status
    quo or, if the table has none, the worst point of the scales for each actor. The logarithm of
    the product is concave, so a local maximum is the maximum.

    Source: Nash 1950; Achen in Thomson et al., The European Union Decides, 2006.
    """
    problem = _programme(table)
    start, smallest = _fairest(problem)
    if smallest <= SMALLEST_GAIN:
        stay = table.status_quo if table.status_quo is not None else table.low + start * table.span
        return NashPoint(np.asarray(stay, dtype=np.float64), False, -np.inf)

    def objective(z: Floats) -> tuple[float, Floats]:
        gain = np.maximum(problem.disagreement - problem.loss @ z, SMALLEST_GAIN**2)
        slope: Floats = (problem.share / gain) @ problem.loss
        return -float(problem.share @ np.log(gain)), slope

    constraint: dict[str, Any] = {
        "type": "ineq",
        "fun": lambda z: problem.bound - problem.matrix @ z,
        "jac": lambda _: -problem.matrix,
    }
    result = optimize.minimize(
        objective,
        problem.point(start),
        jac=True,
        bounds=[(0.0, 1.0)] * problem.loss.shape[1],
        constraints=[constraint],
        method="SLSQP",
        options={"maxiter": 500, "ftol": 1e-12},
    )
    x = np.clip(result.x[: problem.issues], 0.0, 1.0)
    return NashPoint(table.low + x * table.span, True, -objective(problem.point(x))[0])
