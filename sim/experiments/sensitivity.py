"""Which inputs an outcome depends on: Sobol indices, Morris screening, one at a time.

The functions here know nothing of councils: an experiment is a function of named columns, so the
estimators are tested on functions whose indices are known. The estimators are scipy's and SALib's.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from scipy.stats import qmc

from sim.domain.errors import CouncilError

Floats = NDArray[np.float64]
Columns = dict[str, NDArray[np.generic]]
"""Path -> values (n,), one for each run."""
Experiment = Callable[[Columns, NDArray[np.int64]], Floats]
"""Maps columns of n runs, and the number of the luck (n,) that each run has, to outcomes
(outcomes, n). Runs that are compared with one another share their luck."""

TAILS = (0.1, 0.9)
"""Quantiles to which one-at-a-time analysis moves an input."""
RESAMPLES = 199
"""Bootstrap samples behind an interval."""
MORRIS_LEVELS = 4
"""Levels of the Morris grid, as Campolongo, Cariboni and Saltelli (2007) recommend."""


@dataclass(frozen=True, slots=True)
class Input:
    """One uncertain input.

    Attributes:
        path: what it is called.
        quantile: maps probabilities (n,) to values (n,).
        labels: kind of grouping -> the group it falls in, such as actor -> RUS.
    """

    path: str
    quantile: Callable[[Floats], NDArray[np.generic]]
    labels: Mapping[str, str]


Groups = dict[str, tuple[int, ...]]
"""Name of a group -> the inputs in it, by their place."""


def alone(inputs: Sequence[Input]) -> Groups:
    """Every input as a group of its own."""
    return {one.path: (place,) for place, one in enumerate(inputs)}


def grouped(inputs: Sequence[Input], kind: str) -> Groups:
    """Inputs by their label of one kind; those without one stand under ``(none)``."""
    found: dict[str, list[int]] = {}
    for place, one in enumerate(inputs):
        found.setdefault(one.labels.get(kind, "(none)"), []).append(place)
    return {name: tuple(places) for name, places in found.items()}


def singled_out(inputs: Sequence[Input], paths: Sequence[str]) -> Groups:
    """The inputs named, each alone, and everything else together as ``(all others)``."""
    groups: Groups = {one.path: (i,) for i, one in enumerate(inputs) if one.path in set(paths)}
    others = tuple(i for i, one in enumerate(inputs) if one.path not in set(paths))
    return {**groups, "(all others)": others} if others else groups


def columns(inputs: Sequence[Input], unit: Floats) -> Columns:
    """Points of the unit cube (n, inputs) as columns of values."""
    return {one.path: one.quantile(unit[:, place]) for place, one in enumerate(inputs)}


@dataclass(frozen=True, slots=True, eq=False)
class SobolResult:
    """Shares of an outcome's variance; arrays are (outcomes, groups) unless said otherwise.

    Attributes:
        groups: names.
        first, total: first-order and total indices.
        first_low, first_high, total_low, total_high: bootstrap intervals.
        variance: (outcomes,) of the outcome over all inputs.
        mean: (outcomes,).
        runs: how many runs it took.
    """

    groups: tuple[str, ...]
    first: Floats
    first_low: Floats
    first_high: Floats
    total: Floats
    total_low: Floats
    total_high: Floats
    variance: Floats
    mean: Floats
    runs: int

    @property
    def worth(self) -> Floats:
        """(outcomes, groups) variance that learning a group exactly is expected to remove.

        By the law of total variance it is the first-order index times the variance: the expected
        value of perfect information for a squared error. Estimates below zero are noise; set to 0.
        """
        return np.asarray(np.maximum(self.first, 0.0) * self.variance[:, None])


def sobol(
    experiment: Experiment,
    inputs: Sequence[Input],
    groups: Groups,
    base: int,
    seed: int,
) -> SobolResult:
    """Sobol indices of groups of inputs, with scipy's estimators and bootstrap intervals.

    ``base`` is the number of points of each of the two base designs, raised to a power of two; the
    analysis takes ``base * (groups + 2)`` runs. Inputs in no group stay at their medians.

    Source: Saltelli et al. 2010 for both indices; groups after Jacques et al. 2006.
    """
    names = tuple(groups)
    base = 1 << max(1, int(np.ceil(np.log2(max(2, base)))))
    used = sorted({place for places in groups.values() for place in places})
    unit = qmc.Sobol(2 * len(used), rng=np.random.default_rng(seed)).random(base)
    first = np.full((base, len(inputs)), 0.5)
    second = first.copy()
    first[:, used], second[:, used] = unit[:, : len(used)], unit[:, len(used) :]
    blocks = [first, second]
    for places in groups.values():
        mixed = first.copy()
        mixed[:, list(places)] = second[:, list(places)]
        blocks.append(mixed)
    luck = np.tile(np.arange(base, dtype=np.int64), len(blocks))
    outcome = experiment(columns(inputs, np.concatenate(blocks)), luck)
    parts = outcome.reshape(outcome.shape[0], len(blocks), base)
    varies = np.ptp(parts, axis=(1, 2)) > 0.0
    indices = np.zeros((6, outcome.shape[0], len(names)))
    if varies.any():
        indices[:, varies] = _estimate(parts[varies])
    pooled = parts[:, :2].reshape(outcome.shape[0], -1)
    return SobolResult(
        groups=names,
        first=indices[0],
        first_low=indices[1],
        first_high=indices[2],
        total=indices[3],
        total_low=indices[4],
        total_high=indices[5],
        variance=pooled.var(axis=1),
        mean=pooled.mean(axis=1),
        runs=outcome.shape[1],
    )


def _estimate(parts: Floats) -> Floats:
    """First-order index, its bounds, total index, its bounds: (6, outcomes, groups).

    ``parts`` (outcomes, 2 + groups, base) are the outcomes of the base designs and of the mixed.
    """
    shape = (parts.shape[0], parts.shape[1] - 2)
    # A group without any effect has a bootstrap distribution of one point: its interval is that.
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = stats.sobol_indices(
            func={
                "f_A": parts[:, 0],
                "f_B": parts[:, 1],
                "f_AB": np.moveaxis(parts[:, 2:], 1, 0),
            },
            n=parts.shape[2],
        )
        boot = found.bootstrap(confidence_level=0.95, n_resamples=RESAMPLES)
    rows = []
    for value, interval in (
        (found.first_order, boot.first_order.confidence_interval),
        (found.total_order, boot.total_order.confidence_interval),
    ):
        middle, low, high = (
            np.reshape(np.asarray(one, dtype=np.float64), shape)
            for one in (value, interval.low, interval.high)
        )
        rows += [
            middle,
            np.where(np.isnan(low), middle, low),
            np.where(np.isnan(high), middle, high),
        ]
    return np.stack(rows)


@dataclass(frozen=True, slots=True, eq=False)
class MorrisResult:
    """Elementary effects on the scale of the outcome; arrays are (outcomes, inputs).

    Attributes:
        paths: names of the inputs.
        strength: mean absolute effect (mu star).
        confidence: half width of its 95 per cent interval.
        bend: standard deviation of the effects (sigma): interactions and curvature.
        runs: how many runs it took.
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
    paths = [one.path for one in inputs]
    # A Morris grid includes the ends of the unit interval, where a normal quantile is infinite:
    # the grid spans the same probabilities as the one-at-a-time analysis.
    problem = {"num_vars": len(paths), "names": paths, "bounds": [list(TAILS)] * len(paths)}
    unit = sampling.sample(problem, trajectories, num_levels=MORRIS_LEVELS, seed=seed)
    luck = np.repeat(np.arange(trajectories, dtype=np.int64), len(paths) + 1)
    outcome = experiment(columns(inputs, np.asarray(unit, dtype=np.float64)), luck)
    analyse = partial(analysis.analyze, problem, unit, num_levels=MORRIS_LEVELS, seed=seed)
    # SALib divides by steps of the unit cube of levels; a full swing is the unit of effect here.
    found = [analyse(row) for row in outcome]
    return MorrisResult(
        tuple(paths),
        np.array([np.asarray(one["mu_star"], dtype=np.float64) for one in found]),
        np.array([np.asarray(one["mu_star_conf"], dtype=np.float64) for one in found]),
        np.array([np.asarray(one["sigma"], dtype=np.float64) for one in found]),
        outcome.shape[1],
    )


@dataclass(frozen=True, slots=True, eq=False)
class Tornado:
    """The outcome with one input moved at a time; arrays are (outcomes, inputs).

    Attributes:
        paths: names of the inputs.
        middle: (outcomes,) with every input at its median.
        low, high: with the input at its lower and at its upper tail.
        runs: how many runs it took.
    """

    paths: tuple[str, ...]
    middle: Floats
    low: Floats
    high: Floats
    runs: int

    @property
    def swing(self) -> Floats:
        """(outcomes, inputs) absolute difference between the two tails."""
        return np.asarray(np.abs(self.high - self.low))


def one_at_a_time(experiment: Experiment, inputs: Sequence[Input]) -> Tornado:
    """Move each input from its median to its tenth and ninetieth percentile, the others at theirs.

    Takes ``2 * inputs + 1`` runs. It sees no interaction: an input that matters only together
    with another may show no swing at all.
    """
    count = len(inputs)
    unit = np.full((2 * count + 1, count), 0.5)
    for place in range(count):
        unit[1 + place, place], unit[1 + count + place, place] = TAILS
    outcome = experiment(columns(inputs, unit), np.zeros(len(unit), dtype=np.int64))
    return Tornado(
        tuple(one.path for one in inputs),
        outcome[:, 0],
        outcome[:, 1 : count + 1],
        outcome[:, count + 1 :],
        outcome.shape[1],
    )
