"""Differences between two arms that share their draws, with intervals."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from sim.domain.intervals import Interval, wilson

LEVEL = 0.95
"""Default confidence level of the intervals."""


def share(hits: int, of: int, level: float = LEVEL) -> Interval:
    """A share with Wilson's interval; without observations the interval is [0, 1]."""
    if of == 0:
        return Interval(float("nan"), 0.0, 1.0)
    return Interval(hits / of, *wilson(hits, of, float(stats.norm.ppf(0.5 + level / 2.0))))


def paired_shares(before: ArrayLike, after: ArrayLike, level: float = LEVEL) -> Interval:
    """Difference after - before of two shares in the same worlds; bool arrays (R,).

    The interval is Newcombe's square-and-add interval for paired proportions with a correlation
    from the four-fold table (his method 10), built on Wilson intervals; it stays inside [-1, 1]
    and does not collapse if no world differs.

    Raises:
        ValueError: when the arms have no worlds or different numbers of them.

    Source: Newcombe 1998, Statistics in Medicine 17: 2635-2650.
    """
    first, second = np.asarray(before, dtype=np.bool_), np.asarray(after, dtype=np.bool_)
    if first.shape != second.shape or first.ndim != 1 or first.size == 0:
        raise ValueError("paired arms need the same worlds, and at least one")
    total = first.size
    both = int((first & second).sum())
    gained = int((~first & second).sum())
    lost = int((first & ~second).sum())
    neither = total - both - gained - lost
    old = share(both + lost, total, level)
    new = share(both + gained, total, level)
    difference = new.value - old.value
    correlation = _correlation(both, gained, lost, neither)
    down = (new.value - new.low, old.high - old.value)
    up = (new.high - new.value, old.value - old.low)
    low = difference - _added(*down, correlation)
    high = difference + _added(*up, correlation)
    return Interval(difference, max(-1.0, low), min(1.0, high))


def _added(first: float, second: float, correlation: float) -> float:
    return float(np.sqrt(max(0.0, first**2 - 2.0 * correlation * first * second + second**2)))


def _correlation(both: int, gained: int, lost: int, neither: int) -> float:
    """Phi of the four-fold table with Newcombe's correction; 0 if a margin is empty."""
    margins = (both + gained) * (lost + neither) * (both + lost) * (gained + neither)
    if margins == 0:
        return 0.0
    cross = float(both * neither - gained * lost)
    if cross > 0.0:
        cross = max(0.0, cross - (both + gained + lost + neither) / 2.0)
    return float(cross / np.sqrt(float(margins)))


def paired_means(before: ArrayLike, after: ArrayLike, level: float = LEVEL) -> Interval:
    """Mean difference after - before over the same worlds, with Student's interval; (R,).

    Raises:
        ValueError: when the arms have fewer than two worlds or different numbers of them.
    """
    difference: NDArray[np.float64] = np.asarray(after, np.float64) - np.asarray(before, np.float64)
    if difference.ndim != 1 or difference.size < 2:
        raise ValueError("a paired mean needs at least two worlds in each arm")
    middle = float(difference.mean())
    error = float(difference.std(ddof=1)) / np.sqrt(difference.size)
    if error == 0.0:
        return Interval(middle, middle, middle)
    reach = float(stats.t.ppf(0.5 + level / 2.0, difference.size - 1)) * error
    return Interval(middle, middle - reach, middle + reach)
