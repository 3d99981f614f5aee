"""Classical predictions from positions, saliences and capabilities, for comparison.

The weighted mean is the benchmark: on 351 issues of European decision making its mean error was
22.99 of 100, that of the challenge model 26.83, so the mean is shown with every other solver.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.studies.models.challenge import ChallengeSettings, challenge
from sim.studies.models.nash import nash_product
from sim.studies.models.preference_tables import Floats, PreferenceTable


@dataclass(frozen=True, slots=True, eq=False)
class SolverSolution:
    """The outcome that a solver predicts.

    Attributes:
        solver: its name.
        outcome: (K,) on the issues' scales.
        note: a caveat about this result; may be empty.
    """

    solver: str
    outcome: Floats
    note: str = ""


def weighted_mean(table: PreferenceTable) -> SolverSolution:
    """The mean position by issue, weighted by capability times salience.

    Source: van den Bos 1991; Achen in Thomson et al., The European Union Decides, 2006.
    """
    there = ~np.isnan(table.position)
    weight = np.where(there, table.weight, 0.0)
    position = np.where(there, table.position, 0.0)
    return SolverSolution("weighted mean", (weight * position).sum(axis=0) / weight.sum(axis=0))


def median_of(position: Floats, weight: Floats) -> float:
    """The lowest position at which the cumulative weight reaches one half.

    Source: Black 1948, with votes weighted by capability times salience.
    """
    order = np.argsort(position, kind="stable")
    passed = np.cumsum(weight[order])
    # Symmetric tables reach half exactly; the tolerance keeps rounding from moving the median.
    half = 0.5 * passed[-1] * (1.0 - 1e-12)
    return float(position[order][np.searchsorted(passed, half)])


def weighted_median(table: PreferenceTable) -> SolverSolution:
    """The median position by issue, weighted by capability times salience."""
    outcome = []
    for k in range(len(table.issues)):
        capability, position, salience = table.issue(k)
        outcome.append(median_of(position, capability * salience))
    return SolverSolution("weighted median", np.array(outcome))


def nash(table: PreferenceTable) -> SolverSolution:
    """The point that maximises the capability-weighted product of the actors' gains."""
    nash_point = nash_product(table)
    if nash_point.agreed:
        from_worst = "gains over each actor's worst point, as the table has no status quo"
        note = from_worst if table.status_quo is None else ""
        return SolverSolution("Nash product", nash_point.outcome, note)
    return SolverSolution(
        "Nash product",
        nash_point.outcome,
        "no text is better than the status quo for every actor, so the status quo stays",
    )


def challenge_model(table: PreferenceTable) -> SolverSolution:
    """The median after the rounds of the challenge model, issue by issue."""
    settings = ChallengeSettings()
    outcome = []
    for k in range(len(table.issues)):
        capability, position, salience = table.issue(k)
        run = challenge(capability, position, salience, settings)
        outcome.append(float(run.median[-1]))
    return SolverSolution(
        "challenge model",
        np.array(outcome),
        f"median after {settings.rounds} rounds, with risk computed again in each",
    )


SOLVERS: dict[str, Callable[[PreferenceTable], SolverSolution]] = {
    "weighted-mean": weighted_mean,
    "weighted-median": weighted_median,
    "nash-product": nash,
    "challenge-model": challenge_model,
}
"""The solvers by name; each maps a table to a point."""


def distance(table: PreferenceTable, here: Floats, there: Floats) -> float:
    """Mean distance of two points over the issues, as a share of each issue's scale."""
    gap: NDArray[np.float64] = np.abs(here - there) / table.span
    return float(gap.mean())
