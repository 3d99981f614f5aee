"""Sensitivity of a scenario to its uncertain numbers and rules: one by one, by actor, by source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.domain.errors import UsageError
from sim.engines.run import CentralEngine, Engine
from sim.engines.worlds import Worlds
from sim.scenario.priors import quantities
from sim.scenario.schema import Scenario
from sim.studies.inputs import CHOSEN, category, experiment_of, inputs_of
from sim.studies.outcomes import Floats, outcomes
from sim.studies.sensitivity.one_at_a_time import (
    MorrisResult,
    Tornado,
    morris,
    one_at_a_time,
    over_worlds,
    screened,
)
from sim.studies.sensitivity.sobol import (
    Columns,
    Groups,
    Input,
    SobolResult,
    grouped,
    sobol_indices,
)
from sim.studies.sweep.designs import Axis

KINDS = ("actor", "source", "issue", "grade")
"""The ways to group inputs, in addition to one by one."""
PILOT = 512
"""Worlds of the pilot sample that chooses the numbers to study individually."""
EVERYTHING = "all numbers"
"""The group of all inputs; the variance it does not explain is chance."""


@dataclass(frozen=True)
class SensitivityStudy:
    """A scenario prepared for a sensitivity study.

    Attributes:
        scenario: the base.
        inputs: the uncertain inputs: numbers by their priors, ranges, lists of words.
        words: paths of the inputs that are words.
        names: outcomes to study.
        vary: returns the base with some words set.
    """

    scenario: Scenario
    inputs: tuple[Input, ...]
    words: tuple[str, ...]
    names: tuple[str, ...]
    vary: Callable[[Mapping[str, str]], Scenario]


def prepare_study(
    scenario: Scenario,
    axes: Sequence[Axis],
    patterns: Sequence[str],
    names: Sequence[str],
    vary: Callable[[Mapping[str, str]], Scenario],
) -> SensitivityStudy:
    """Prepare a scenario; ``axes`` are ranges (uniform) and lists (equally likely).

    Raises:
        UsageError: when a pattern matches no uncertain number, or a range is given for a path that
            is not a number of the scenario.
    """
    number_paths = {quantity.path for quantity in quantities(scenario)}
    for axis in axes:
        if axis.range is not None and axis.path not in number_paths:
            raise UsageError(
                f"{axis.path} is not a number of the scenario, so it has no range",
                where="-S",
                remedy=f"give a list of values instead, such as -S {axis.path}=ONE,ANOTHER",
            )
    extra = [_of_axis(axis) for axis in axes]
    taken = {item.path for item in extra}
    numbers = [item for item in inputs_of(scenario, patterns) if item.path not in taken]
    word_paths = tuple(axis.path for axis in axes if axis.range is None)
    chosen = tuple(names) or (f"adopted({next(iter(scenario.drafts))})",)
    return SensitivityStudy(scenario, (*extra, *numbers), word_paths, chosen, vary)


def _of_axis(axis: Axis) -> Input:
    if axis.range is None:
        return category(axis)
    low, high = axis.range
    return Input(axis.path, lambda u: low + u * (high - low), CHOSEN)


def in_the_modal_world(on: SensitivityStudy, engine: CentralEngine) -> Tornado:
    """One input at a time in the modal world, without chance."""

    def experiment(columns: Columns, _: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Floats:
        count = next(iter(columns.values())).size
        result = np.zeros((len(on.names), count))
        keys = list(zip(*(columns[path].astype(str) for path in on.words), strict=True))
        for key in dict.fromkeys(keys) or [()]:
            rows = np.array([k == key for k in keys]) if keys else np.ones(count, dtype=np.bool_)
            choices = dict(zip(on.words, key, strict=True))
            scenario = on.vary(choices) if choices else on.scenario
            values = {
                path: np.asarray(column[rows], np.float64)
                for path, column in columns.items()
                if path not in on.words
            }
            result[:, rows] = _read(on, engine(scenario, values))
        return result

    return one_at_a_time(experiment, on.inputs)


def _read(on: SensitivityStudy, worlds: Worlds) -> Floats:
    entries = outcomes(worlds)
    for name in on.names:
        if name not in entries:
            raise UsageError(
                f"there is no outcome '{name}'",
                where="--outcome",
                remedy=f"one of {', '.join(entries)}",
            )
    return np.stack([entries[name] for name in on.names])


def groups_of(on: SensitivityStudy, singles: Sequence[str]) -> Groups:
    """The inputs ``singles`` one by one, every group of every kind, and all inputs together."""
    entries: Groups = {
        f"number:{item.path}": (i,) for i, item in enumerate(on.inputs) if item.path in set(singles)
    }
    for kind in KINDS:
        entries |= {f"{kind}:{name}": places for name, places in grouped(on.inputs, kind).items()}
    return {**entries, f"all:{EVERYTHING}": tuple(range(len(on.inputs)))}


def variance_based(
    on: SensitivityStudy,
    engine: Engine,
    singles: Sequence[str],
    base: int,
    seed: int,
) -> SobolResult:
    """Sobol indices of numbers, actors, sources, issues and grades over the same runs."""
    experiment = experiment_of(on.vary, engine, on.names, on.words, seed)
    return sobol_indices(experiment, on.inputs, groups_of(on, singles), base, seed)


def screening(
    on: SensitivityStudy,
    engine: Engine,
    trajectories: int,
    seed: int,
) -> MorrisResult:
    """Morris screening of every input."""
    experiment = experiment_of(on.vary, engine, on.names, on.words, seed)
    return morris(experiment, on.inputs, trajectories, seed)


def the_strongest(
    on: SensitivityStudy,
    engine: Engine,
    count: int,
    points: int,
    seed: int,
) -> Tornado:
    """The numbers that matter most to the first outcome, moved one at a time over all worlds."""
    experiment = experiment_of(on.vary, engine, on.names, on.words, seed)
    paths = screened(experiment, on.inputs, PILOT, count, seed)
    return over_worlds(experiment, on.inputs, paths, points, seed)


@dataclass(frozen=True, slots=True)
class VarianceShare:
    """A group's share of the variance of an outcome.

    Attributes:
        kind, name: the group.
        first, total: indices with their intervals (value, low, high).
        worth: expected reduction of the variance if the group were known exactly.
        inputs: number of inputs in the group.
    """

    kind: str
    name: str
    first: tuple[float, float, float]
    total: tuple[float, float, float]
    worth: float
    inputs: int


def variance_shares(
    on: SensitivityStudy, sobol_result: SobolResult, row: int, singles: Sequence[str]
) -> list[VarianceShare]:
    """The groups of one outcome by kind, largest total index first within each."""
    sizes = {name: len(places) for name, places in groups_of(on, singles).items()}
    rows = []
    for g, group in enumerate(sobol_result.groups):
        kind, _, name = group.partition(":")
        first = (
            sobol_result.first[row, g],
            sobol_result.first_low[row, g],
            sobol_result.first_high[row, g],
        )
        total = (
            sobol_result.total[row, g],
            sobol_result.total_low[row, g],
            sobol_result.total_high[row, g],
        )
        rows.append(
            VarianceShare(
                kind,
                name,
                (float(first[0]), float(first[1]), float(first[2])),
                (float(total[0]), float(total[1]), float(total[2])),
                float(sobol_result.worth[row, g]),
                sizes[group],
            )
        )
    kinds = ["all", *KINDS, "number"]
    return sorted(
        rows, key=lambda share: (kinds.index(share.kind), -_last(share.total[0]), share.name)
    )


def _last(index: float) -> float:
    """A sort key for an index; indices that could not be estimated come last."""
    return index if np.isfinite(index) else -np.inf
