"""Priors to values: one column of numbers for every world."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import exponential, normal_quantile
from sim.compiled import kernel
from sim.decisions.coefficients import COEFFICIENTS
from sim.negotiation.setting import Setting
from sim.randomness import uniforms
from sim.scenario.priors import Kind

Floats = NDArray[np.float64]

_UNIT, _SIGNED, _LOGNORMAL = range(3)
_CODE = {Kind.UNIT: _UNIT, Kind.SIGNED: _SIGNED, Kind.POSITIVE: _LOGNORMAL, Kind.WEIGHT: _LOGNORMAL}


@kernel
def _values(
    kind: NDArray[np.int64],
    centre: Floats,
    deviation: Floats,
    low: Floats,
    high: Floats,
    u: Floats,
) -> None:
    """Turn uniform draws ``(quantities, worlds)`` into values, in place."""
    for n in range(u.shape[0]):
        for b in range(u.shape[1]):
            value = centre[n]
            if deviation[n] > 0.0:
                z = deviation[n] * normal_quantile(u[n, b])
                value = value * exponential(z) if kind[n] == _LOGNORMAL else value + z
            value = low[n] if value < low[n] else value
            u[n, b] = high[n] if value > high[n] else value


def _bounds(setting: Setting) -> tuple[Floats, Floats]:
    low = np.zeros(len(setting.quantities))
    high = np.ones(len(setting.quantities))
    for n, quantity in enumerate(setting.quantities):
        head, _, name = quantity.path.partition(".")
        if head == "coefficients":
            low[n] = COEFFICIENTS[name].low
            high[n] = COEFFICIENTS[name].high
        elif quantity.kind is Kind.SIGNED:
            low[n] = -1.0
        elif quantity.kind is not Kind.UNIT:
            high[n] = np.inf
    return low, high


def centres(setting: Setting) -> Floats:
    """``(quantities, 1)`` every number at its centre: the modal world."""
    low, high = _bounds(setting)
    centre = np.array([q.centre for q in setting.quantities])
    return np.clip(centre, low, high)[:, None].copy()


def draw_values(setting: Setting, seed: int, first: int, count: int) -> Floats:
    """``(quantities, count)`` the numbers of the replicates from ``first`` on.

    Each number is drawn from its prior by the stream that bears its path.
    """
    u = uniforms(seed, setting.prior_streams, first, count)
    low, high = _bounds(setting)
    kind = np.array([_CODE[q.kind] for q in setting.quantities], dtype=np.int64)
    centre = np.array([q.centre for q in setting.quantities])
    deviation = np.array([q.deviation for q in setting.quantities])
    _values(kind, centre, deviation, low, high, u)
    return u


def replace(setting: Setting, values: Floats, given: Mapping[str, Floats]) -> None:
    """Put given values ``(worlds,)`` by path in place of drawn ones.

    Raises:
        KeyError: for a path that names no quantity.
    """
    for path, column in given.items():
        values[setting.index[path]] = column
