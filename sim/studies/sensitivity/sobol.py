"""Which inputs an outcome depends on: Sobol indices of inputs and of groups of them.

The functions here are independent of the model: an experiment is a function of named columns, so
the estimators are tested on functions with known indices, and against scipy's.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from scipy.stats import qmc

Floats = NDArray[np.float64]
Columns = dict[str, NDArray[np.generic]]
"""Path -> values (n,), one per run."""
Experiment = Callable[[Columns, NDArray[np.int64]], Floats]
"""Maps columns of n runs, and the replicate (n,) whose draws each run uses, to outcomes
(outcomes, n). Runs that are compared with each other share their draws."""

RESAMPLES = 199
"""Bootstrap samples for an interval."""
RARE = 10
"""Runs of the base designs in which an outcome must differ from its most common value.

With fewer, the variance, by which every index is divided, depends on a handful of runs: a share can
take any value, including minus infinity, and its interval does not show it.
"""


@dataclass(frozen=True, slots=True)
class Input:
    """One uncertain input.

    Attributes:
        path: its name.
        quantile: maps probabilities (n,) to values (n,).
        labels: kind of grouping -> the groups it belongs to, such as actor -> (RUS,).
    """

    path: str
    quantile: Callable[[Floats], NDArray[np.generic]]
    labels: Mapping[str, tuple[str, ...]]


Groups = dict[str, tuple[int, ...]]
"""Name of a group -> indices of its inputs."""


def grouped(inputs: Sequence[Input], kind: str) -> Groups:
    """Group inputs by their labels of one kind; one with several labels is in several groups."""
    entries: dict[str, list[int]] = {}
    for place, item in enumerate(inputs):
        for name in item.labels.get(kind, ()):
            entries.setdefault(name, []).append(place)
    return {name: tuple(places) for name, places in entries.items()}


def input_columns(inputs: Sequence[Input], unit: Floats) -> Columns:
    """Points of the unit cube (n, inputs) as columns of values."""
    return {item.path: item.quantile(unit[:, place]) for place, item in enumerate(inputs)}


@dataclass(frozen=True, slots=True, eq=False)
class SobolResult:
    """Shares of an outcome's variance; arrays are (outcomes, groups) unless stated otherwise.

    Attributes:
        groups: names.
        first, total: first-order and total indices, 0 to 1; NaN if they cannot be estimated.
        first_low, first_high, total_low, total_high: bootstrap intervals.
        variance: (outcomes,) of the outcome over all inputs.
        mean: (outcomes,).
        differing: (outcomes,) runs of the base designs that differ from the most common outcome.
        base: points of each of the two base designs.
        runs: number of runs.
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
    differing: NDArray[np.int64]
    base: int
    runs: int

    @property
    def estimable(self) -> NDArray[np.bool_]:
        """(outcomes,) whether enough runs differ to estimate the shares of the outcome."""
        return self.differing >= RARE

    def why_not_estimable(self, row: int) -> str:
        """Why the shares of an outcome cannot be estimated; empty if they can."""
        if self.estimable[row]:
            return ""
        return (
            f"differs from its commonest value in {self.differing[row]} of {2 * self.base:,} "
            "worlds, too few to estimate shares of its variance"
        )

    @property
    def worth(self) -> Floats:
        """(outcomes, groups) expected reduction of the variance by knowing a group exactly.

        By the law of total variance it is the first-order index times the variance: the expected
        value of perfect information for a squared error. Negative estimates are noise and set to 0.
        """
        return np.asarray(np.maximum(self.first, 0.0) * self.variance[:, None])


def sobol_indices(
    experiment: Experiment,
    inputs: Sequence[Input],
    groups: Groups,
    base: int,
    seed: int,
) -> SobolResult:
    """Sobol indices of groups of inputs, with bootstrap intervals (BCa).

    ``base`` is the number of points of each of the two base designs, rounded up to a power of two;
    the analysis takes ``base * (groups + 2)`` runs. Groups may overlap; inputs in none of them stay
    at their medians.

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
    outcome = experiment(input_columns(inputs, np.concatenate(blocks)), luck)
    parts = outcome.reshape(outcome.shape[0], len(blocks), base)
    pooled = parts[:, :2].reshape(outcome.shape[0], -1)
    differing = np.array(
        [row.size - np.unique(row, return_counts=True)[1].max() for row in pooled], dtype=np.int64
    )
    estimable = differing >= RARE
    indices = np.full((6, outcome.shape[0], len(names)), np.nan)
    if estimable.any():
        indices[:, estimable] = _estimate(parts[estimable], seed)
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
        differing=differing,
        base=base,
        runs=outcome.shape[1],
    )


def _saltelli(f_a: Floats, f_b: Floats, f_ab: Floats) -> tuple[Floats, Floats]:
    """First-order and total indices (outcomes, groups) by Saltelli et al. 2010.

    ``f_a`` and ``f_b`` are (outcomes, base), ``f_ab`` is (groups, outcomes, base).
    """
    variance = np.var([f_a, f_b], axis=(0, -1))
    first = np.mean(f_b * (f_ab - f_a), axis=-1) / variance
    total = 0.5 * np.mean((f_a - f_ab) ** 2, axis=-1) / variance
    return first.T, total.T


def _estimate(parts: Floats, seed: int) -> Floats:
    """First-order index, its bounds, total index, its bounds: (6, outcomes, groups).

    ``parts`` (outcomes, 2 + groups, base) are the outcomes of the base designs and of the mixed
    ones; ``seed`` is that of the bootstrap. An index is between 0 and 1; estimates and bounds are
    clipped to that range. An index whose whole interval is outside it, or that has no finite
    interval, is NaN. A group that changes no run has index and bounds 0.
    """
    shape = (parts.shape[0], parts.shape[1] - 2)
    idle = (parts[:, 2:] == parts[:, :1]).all(axis=2)
    centred = parts - parts[:, :2].mean(axis=(1, 2), keepdims=True)
    f_a, f_b, f_ab = centred[:, 0], centred[:, 1], np.moveaxis(centred[:, 2:], 1, 0)

    def statistic(places: NDArray[np.int64]) -> Floats:
        return np.stack(_saltelli(f_a[:, places], f_b[:, places], f_ab[..., places]))

    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        middles = _saltelli(f_a, f_b, f_ab)
        # scipy's SobolResult.bootstrap takes no seed, so results would not be reproducible.
        bounds = stats.bootstrap(
            [np.arange(parts.shape[2])],
            statistic=statistic,
            confidence_level=0.95,
            n_resamples=RESAMPLES,
            method="BCa",
            rng=np.random.default_rng(seed),
        ).confidence_interval
    rows = []
    for value, least, most in zip(middles, bounds.low, bounds.high, strict=True):
        middle, low, high = (
            np.reshape(np.asarray(array, dtype=np.float64), shape) for array in (value, least, most)
        )
        valid = np.isfinite(middle) & np.isfinite(low) & np.isfinite(high)
        valid &= (low <= 1.0) & (high >= 0.0)
        bounded = (np.clip(array, 0.0, 1.0) for array in (middle, low, high))
        rows += [np.where(idle, 0.0, np.where(valid, array, np.nan)) for array in bounded]
    return np.stack(rows)
