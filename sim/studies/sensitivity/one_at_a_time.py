"""Inputs one by one: screening by elementary effects or by rank, and the tornado diagram.

Like :mod:`sim.studies.sensitivity.sobol`, independent of the model. Elementary effects are SALib's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy import stats
from scipy.stats import qmc

from sim.domain.errors import CouncilError
from sim.studies.sensitivity.sobol import Experiment, Floats, Input, input_columns

TAILS = (0.1, 0.9)
"""Quantiles to which one-at-a-time analysis moves an input."""
MORRIS_LEVELS = 4
"""Levels of the Morris grid, as Campolongo, Cariboni and Saltelli (2007) recommend."""


@dataclass(frozen=True, slots=True, eq=False)
class MorrisResult:
    """Elementary effects on the scale of the outcome; arrays are (outcomes, inputs).

    Attributes:
        paths: names of the inputs.
        strength: mean absolute effect (mu star).
        confidence: half width of its 95 per cent interval.
        bend: standard deviation of the effects (sigma): interactions and curvature.
        runs: number of runs.
    """

    paths: tuple[str, ...]
    strength: Floats
    confidence: Floats
    bend: Floats
    runs: int


def morris(
    experiment: Experiment, inputs: Sequence[Input], trajectories: int, seed: int
) -> MorrisResult:
    """Screen the inputs by Morris's elementary effects, sampled and analysed by SALib.

    Takes ``trajectories * (inputs + 1)`` runs.

    Raises:
        CouncilError: when SALib is not installed.

    Source: Morris 1991; Campolongo, Cariboni and Saltelli 2007.
    """
    try:
        from SALib.analyze import morris as analysis
        from SALib.sample import morris as sampling
    except ImportError as error:
        raise CouncilError(
            "the Morris method needs SALib, which is not installed",
            code="E005",
            remedy="pip install 'council-sim[sa]', or use --method sobol",
        ) from error
    paths = [item.path for item in inputs]
    # A Morris grid includes the ends of the unit interval, where a normal quantile is infinite:
    # the grid spans the same probabilities as the one-at-a-time analysis.
    problem = {"num_vars": len(paths), "names": paths, "bounds": [list(TAILS)] * len(paths)}
    unit = sampling.sample(problem, trajectories, num_levels=MORRIS_LEVELS, seed=seed)
    luck = np.repeat(np.arange(trajectories, dtype=np.int64), len(paths) + 1)
    outcome = experiment(input_columns(inputs, np.asarray(unit, dtype=np.float64)), luck)
    analyse = partial(analysis.analyze, problem, unit, num_levels=MORRIS_LEVELS, seed=seed)
    # SALib divides by steps of the unit cube of levels; here the unit is a full swing.
    results = [analyse(row) for row in outcome]
    return MorrisResult(
        tuple(paths),
        np.array([np.asarray(item["mu_star"], dtype=np.float64) for item in results]),
        np.array([np.asarray(item["mu_star_conf"], dtype=np.float64) for item in results]),
        np.array([np.asarray(item["sigma"], dtype=np.float64) for item in results]),
        outcome.shape[1],
    )


@dataclass(frozen=True, slots=True, eq=False)
class Tornado:
    """The outcome with one input moved at a time; arrays are (outcomes, inputs).

    Attributes:
        paths: names of the inputs.
        middle: (outcomes,) with every input at its median.
        low, high: with the input at its lower and at its upper quantile.
        runs: number of runs.
    """

    paths: tuple[str, ...]
    middle: Floats
    low: Floats
    high: Floats
    runs: int

    @property
    def swing(self) -> Floats:
        """(outcomes, inputs) absolute difference between the two quantiles."""
        return np.asarray(np.abs(self.high - self.low))


def screened(
    experiment: Experiment, inputs: Sequence[Input], points: int, count: int, seed: int
) -> list[str]:
    """The ``count`` inputs with the strongest rank correlation (Spearman) to the first outcome.

    Takes ``points`` runs of a Latin hypercube. It chooses the inputs to study individually; inputs
    that it misses still count in every group.
    """
    unit = qmc.LatinHypercube(len(inputs), rng=np.random.default_rng(seed)).random(points)
    outcome = experiment(input_columns(inputs, unit), np.arange(points, dtype=np.int64))[0]
    if np.ptp(outcome) == 0.0:
        return []
    ranked = stats.rankdata(outcome)
    strength = np.abs(np.corrcoef(np.c_[unit, ranked], rowvar=False)[-1, :-1])
    order = np.argsort(-strength, kind="stable")[:count]
    return [inputs[i].path for i in order]


def over_worlds(
    experiment: Experiment,
    inputs: Sequence[Input],
    paths: Sequence[str],
    points: int,
    seed: int,
) -> Tornado:
    """Mean outcomes with one input fixed at its tenth and ninetieth percentile, the rest drawn.

    Takes ``points * (2 * len(paths) + 1)`` runs; all means are over the same draws.
    """
    unit = qmc.LatinHypercube(len(inputs), rng=np.random.default_rng(seed)).random(points)
    places = [i for i, item in enumerate(inputs) if item.path in set(paths)]
    blocks = [unit]
    for tail in TAILS:
        for place in places:
            moved = unit.copy()
            moved[:, place] = tail
            blocks.append(moved)
    luck = np.tile(np.arange(points, dtype=np.int64), len(blocks))
    outcome = experiment(input_columns(inputs, np.concatenate(blocks)), luck)
    means = outcome.reshape(outcome.shape[0], len(blocks), points).mean(axis=2)
    return Tornado(
        tuple(inputs[place].path for place in places),
        means[:, 0],
        means[:, 1 : len(places) + 1],
        means[:, len(places) + 1 :],
        outcome.shape[1],
    )


def one_at_a_time(experiment: Experiment, inputs: Sequence[Input]) -> Tornado:
    """Move each input from its median to its tenth and ninetieth percentile, one at a time.

    Takes ``2 * inputs + 1`` runs. It cannot detect interactions: an input that only matters
    together with another may show no swing at all.
    """
    count = len(inputs)
    unit = np.full((2 * count + 1, count), 0.5)
    for place in range(count):
        unit[1 + place, place], unit[1 + count + place, place] = TAILS
    outcome = experiment(input_columns(inputs, unit), np.zeros(len(unit), dtype=np.int64))
    return Tornado(
        tuple(item.path for item in inputs),
        outcome[:, 0],
        outcome[:, 1 : count + 1],
        outcome[:, count + 1 :],
        outcome.shape[1],
    )
