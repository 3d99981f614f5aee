"""council: a simulator of Security Council diplomacy."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

__version__ = "0.1.0"


def simulate(params: Mapping[str, float | int | str | bool], seed: int) -> dict[str, float]:
    """Mean outcomes of a scenario's worlds: see ``sim.studies.callable.simulate``.

    For the tools of others (samplers, optimisers, exploratory modelling): pure, so that the same
    parameters and seed give the same numbers. The engine is loaded at the first call.
    """
    found: dict[str, float] = import_module("sim.studies.callable").simulate(params, seed)
    return found
