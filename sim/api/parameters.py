"""The model as a pure function of parameters and a seed, for samplers and optimisers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np

from sim.api.changing import override
from sim.api.limits import REPLICATES_IN_MEMORY
from sim.api.values import as_python
from sim.domain.arguments import as_mapping, reads_arguments, shown
from sim.domain.counts import SEED
from sim.domain.errors import UsageError
from sim.engines.run import run_worlds
from sim.scenario.freshness import Stamp, stamp_of
from sim.scenario.load import load_all, load_scenario
from sim.scenario.priors import quantities
from sim.scenario.schema import Scenario
from sim.studies.inputs import with_conditions
from sim.studies.outcomes import outcomes

Parameter = float | int | str | bool

FLAGSHIP = "aleppo-2016-10-08"
MOST_WORLDS = REPLICATES_IN_MEMORY.most
LAST_WORLD = 2**63 - 1
OWN = ("scenario", "replicates", "layers", "first")
"""Parameters that are not paths of the scenario."""


_FILES: dict[str, tuple[tuple[Path, ...], Stamp]] = {}
"""Name of a scenario -> its files, and their state when they were read."""


def _state_of(name: str) -> Stamp:
    """The state of a scenario's files, which are read again if one of them was edited."""
    files, stamp = _FILES.get(name, ((), ()))
    if not files or stamp_of(files) != stamp:
        files = load_all(name).files
        _FILES[name] = files, stamp_of(files)
    return _FILES[name][1]


@lru_cache(maxsize=64)
def _scenario(
    name: str,
    layers: tuple[str, ...],
    overrides: tuple[str, ...],
    stamp: Stamp,  # noqa: ARG001 - another one is another scenario
) -> Scenario:
    return load_scenario(name, overrides, layers or None)


@lru_cache(maxsize=64)
def _numbers(name: str, layers: tuple[str, ...], stamp: Stamp) -> frozenset[str]:
    return frozenset(q.path for q in quantities(_scenario(name, layers, (), stamp)))


@reads_arguments({"params": as_mapping})
def simulate(params: Mapping[str, Parameter], seed: int) -> dict[str, float]:
    """The means of all outcomes over some worlds of a scenario; deterministic.

    Args:
        params: ``scenario`` (name or file; default: the flagship), ``replicates`` (default 1),
            ``first`` (the first replicate, default 0), ``layers`` (``"article,record"``); any other
            key is a path of the scenario, with a number or a word as its value, like ``-S``.
        seed: Root seed of all random draws.

    Returns:
        Means over the worlds: ``adopted(DRAFT)`` is the exact chance of adoption, 0 if the draft is
        not put to the vote; ``vetoed(DRAFT)`` and the other outcomes are shares; ``yes(DRAFT)`` is
        the mean number of affirmative votes, 0 in a world in which it is not put; and
        ``concession(DRAFT)``, ``plan_carried_out``, ``destruction``.

    Raises:
        ScenarioErrors: when a path or value does not fit the scenario.
        UsageError: when ``replicates`` or ``first`` is not a valid count.
    """
    seed = SEED.of(seed)
    params = {key: as_python(value) for key, value in params.items()}
    name = str(params.get("scenario", FLAGSHIP))
    layers = tuple(part.strip() for part in str(params.get("layers", "")).split(",") if part)
    replicates, first = (
        _count(params, key, *limits)
        for key, limits in (("replicates", (1, MOST_WORLDS)), ("first", (0, LAST_WORLD)))
    )
    paths = {path: value for path, value in params.items() if path not in OWN}
    stamp = _state_of(name)
    numbers = _numbers(name, layers, stamp)
    columns = {
        path: np.full(replicates, float(value))
        for path, value in paths.items()
        if path in numbers and isinstance(value, (int, float)) and not isinstance(value, bool)
    }
    texts = tuple(override(path, value) for path, value in paths.items() if path not in columns)
    scenario = _scenario(name, layers, texts, stamp)
    for path, column in columns.items():
        _check_range(scenario, path, float(column[0]))
    picks = range(first, first + replicates)
    worlds = run_worlds(scenario, seed, picks, with_conditions(scenario, columns))
    return {key: float(values.mean()) for key, values in outcomes(worlds).items()}


def _count(params: Mapping[str, Parameter], key: str, least: int, most: int) -> int:
    """A whole number among the parameters; samplers pass it as a float, files as a word."""
    value = params.get(key, least)
    try:
        number = least - 1 if isinstance(value, bool) else int(value)
    except (TypeError, ValueError, OverflowError):
        number = least - 1
    if not least <= number <= most or number != float(value):
        raise UsageError(
            f"{key} is {shown(value)}",
            where="params",
            remedy=f"use a whole number of at least {least} and at most {most:,}",
        )
    return number


def _check_range(scenario: Scenario, path: str, value: float) -> None:
    span = next(q for q in quantities(scenario) if q.path == path).span
    if value not in span:
        raise UsageError(
            f"{path} cannot be {value:g}",
            where="params",
            remedy=f"a number {span}",
        )
