"""PRIM: boxes of inputs in which something comes about more often than elsewhere.

The patient rule induction method peels a little off one side of one input at a time, the side
whose loss raises the mean most, until little is left, and then pastes back what does not lower it
(Friedman and Fisher 1999, Statistics and Computing 9: 123-143). The box that is kept is chosen
on worlds that did not take part in the peeling, and restrictions that these worlds do not bear
out are dropped by a binomial test (Bryant and Lempert 2010, Technological Forecasting and Social
Change 77: 34-49).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom, rankdata

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

PEEL = 0.05
"""Share of the box that is peeled off at a time: small is patient."""
PASTE = 0.05
LEAST_MASS = 0.05
"""Share of all points below which a box is not peeled further."""
SCREENED = 12
"""Inputs that are peeled: those whose ranks go most with what is peeled by. Among hundreds of
inputs that have nothing to do with it some peel well by luck."""
LEVEL = 0.05
"""A restriction stays where chance would do as well with at most this probability."""


@dataclass(frozen=True, slots=True)
class Side:
    """A restriction of one input: ``value >= low`` or ``value <= high``."""

    column: int
    low: float = -np.inf
    high: float = np.inf


@dataclass(frozen=True)
class InputBox:
    """Restrictions that hold together; ``low`` and ``high`` are ``(D,)``, infinite where free."""

    low: Floats
    high: Floats
    p_values: dict[int, float] = field(default_factory=dict)
    """Column -> probability that chance does as well as its restriction."""

    @property
    def columns(self) -> list[int]:
        """The inputs that are restricted."""
        return [int(k) for k in np.flatnonzero(np.isfinite(self.low) | np.isfinite(self.high))]

    def holds(self, x: Floats) -> Bools:
        """``(n,)`` whether each point ``(n, D)`` lies in the box."""
        out: Bools = np.ones(x.shape[0], dtype=np.bool_)
        for k in self.columns:
            out &= (x[:, k] >= self.low[k]) & (x[:, k] <= self.high[k])
        return out

    def among(self, columns: Ints, count: int) -> InputBox:
        """The box with its columns as ``columns`` of ``count``."""
        low, high = np.full(count, -np.inf), np.full(count, np.inf)
        low[columns], high[columns] = self.low, self.high
        return InputBox(low, high)

    def without(self, column: int) -> InputBox:
        """The box with one input free again."""
        low, high = self.low.copy(), self.high.copy()
        low[column], high[column] = -np.inf, np.inf
        return InputBox(low, high)


def screened_inputs(x: Floats, y: Floats) -> Ints:
    """The columns of ``x`` whose ranks go most with those of ``y``, at most ``SCREENED``, in order.

    By Spearman's correlation, whatever its sign.
    """
    ranks = np.apply_along_axis(rankdata, 0, x)
    ranks = ranks - ranks.mean(axis=0)
    target = rankdata(y) - (y.size + 1) / 2.0
    length = np.sqrt((ranks**2).sum(axis=0) * (target**2).sum())
    strength = np.divide(np.abs(target @ ranks), length, out=np.zeros(x.shape[1]), where=length > 0)
    return np.sort(np.argsort(-strength, kind="stable")[:SCREENED])


def trajectory(x: Floats, y: Floats) -> list[InputBox]:
    """The boxes of one peeling, each inside the one before, the whole space first.

    Args:
        x: ``(n, D)`` inputs.
        y: ``(n,)`` what is to be large: 0 or 1, or a chance.
    """
    whole = InputBox(np.full(x.shape[1], -np.inf), np.full(x.shape[1], np.inf))
    boxes, inside = [whole], np.arange(x.shape[0])
    while inside.size * (1.0 - PEEL) >= LEAST_MASS * x.shape[0] and inside.size > 1:
        side = _best_peel(x[inside], y[inside])
        if side is None:
            break
        low, high = boxes[-1].low.copy(), boxes[-1].high.copy()
        low[side.column] = max(low[side.column], side.low)
        high[side.column] = min(high[side.column], side.high)
        boxes.append(InputBox(low, high))
        values = x[inside, side.column]
        inside = inside[(values >= side.low) & (values <= side.high)]
    return boxes


def _best_peel(x: Floats, y: Floats) -> Side | None:
    """The side whose loss leaves the greatest mean; None where no input varies.

    Of equal means the first is taken. At least one point goes, and one stays.
    """
    n = x.shape[0]
    drop = max(1, int(PEEL * n))
    order = np.argsort(x, axis=0, kind="stable")
    ranked = np.take_along_axis(x, order, axis=0)
    sums = np.cumsum(y[order], axis=0)
    best: tuple[float, Side] | None = None
    for k, lower in ((k, lower) for k in range(x.shape[1]) for lower in (True, False)):
        column = ranked[:, k]
        if lower:
            edge = column[drop]
            gone = int(np.searchsorted(column, edge, side="left"))
            left, kept = sums[-1, k] - (sums[gone - 1, k] if gone else 0.0), n - gone
            side = Side(k, low=float(edge))
        else:
            edge = column[n - 1 - drop]
            kept = int(np.searchsorted(column, edge, side="right"))
            left, gone = sums[kept - 1, k], n - kept
            side = Side(k, high=float(edge))
        if not 0 < gone < n:
            continue
        mean = float(left) / kept
        if best is None or mean > best[0] + 1e-12:
            best = (mean, side)
    return None if best is None else best[1]


def pasted(box: InputBox, x: Floats, y: Floats) -> InputBox:
    """The box widened on one side after the other as long as its mean does not fall."""
    inside = box.holds(x)
    mean = float(y[inside].mean()) if inside.any() else 0.0
    widened = True
    while widened:
        widened = False
        for k in box.columns:
            for upper in (False, True):
                wider = _wider(box, x, k, int(max(1, PASTE * inside.sum())), upper=upper)
                if wider is None:
                    continue
                more = wider.holds(x)
                new = float(y[more].mean())
                if more.sum() > inside.sum() and new >= mean:
                    box, inside, mean, widened = wider, more, new, True
    return box


def _wider(box: InputBox, x: Floats, column: int, count: int, *, upper: bool) -> InputBox | None:
    """The box with the next ``count`` points beyond one of its sides; None where it has no side."""
    edge = (box.high if upper else box.low)[column]
    if not np.isfinite(edge):
        return None
    beyond = x[box.without(column).holds(x), column]
    beyond = np.sort(beyond[beyond > edge] if upper else -beyond[beyond < edge])
    low, high = box.low.copy(), box.high.copy()
    new = float(beyond[count - 1]) if beyond.size > count else np.inf
    if upper:
        high[column] = new
    else:
        low[column] = -new
    return InputBox(low, high)


def coverage_and_density(box: InputBox, x: Floats, hit: Bools) -> tuple[float, float]:
    """Share of all hits that lie in the box, and share of the points in it that are hits."""
    inside = box.holds(x)
    caught = int((inside & hit).sum())
    return caught / max(1, int(hit.sum())), caught / max(1, int(inside.sum()))


def find_box(x: Floats, y: Floats, hit: Bools, train: Bools) -> InputBox | None:
    """The best box of one peeling, or None where the rest of the points bears none out.

    Args:
        x: ``(n, D)`` inputs.
        y: ``(n,)`` what is peeled by, the chance of a hit where it is known.
        hit: ``(n,)`` whether the thing came about.
        train: ``(n,)`` points that are peeled; the others choose among the boxes.

    Of the boxes the one is taken whose coverage and density have the greatest harmonic mean on the
    points that were not peeled.
    """
    test = ~train
    chosen = screened_inputs(x[train], y[train])
    some = x[train][:, chosen]
    narrow = [pasted(box, some, y[train]) for box in trajectory(some, y[train])[1:]]
    boxes = [box.among(chosen, x.shape[1]) for box in narrow]
    boxes = [sound for box in boxes if (sound := _sound(box, x[test], hit[test])) is not None]
    if not boxes:
        return None
    return max(boxes, key=lambda box: _both(box, x[test], hit[test]))


def _both(box: InputBox, x: Floats, hit: Bools) -> float:
    coverage, density = coverage_and_density(box, x, hit)
    return 2.0 * coverage * density / (coverage + density) if coverage + density else 0.0


def _sound(box: InputBox, x: Floats, hit: Bools) -> InputBox | None:
    """The box without restrictions that chance explains; None where none is left.

    The least sure restriction is dropped first, and the others are tested anew.
    """
    while box.columns:
        p_values = {k: _p_value(box, k, x, hit) for k in box.columns}
        worst = max(p_values, key=lambda k: p_values[k])
        if p_values[worst] <= LEVEL:
            return InputBox(box.low, box.high, p_values)
        box = box.without(worst)
    return None


def _p_value(box: InputBox, column: int, x: Floats, hit: Bools) -> float:
    """P(as many hits as in the box among as many points of the box without the restriction)."""
    inside, around = box.holds(x), box.without(column).holds(x)
    points, hits = int(inside.sum()), int((inside & hit).sum())
    if points == 0:
        return 1.0
    rate = float(hit[around].mean())
    return float(binom.sf(hits - 1, points, rate))
