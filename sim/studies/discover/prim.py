"""PRIM: boxes of inputs in which an outcome occurs more often than elsewhere.

The patient rule induction method peels a small part off one side of one input at a time, the side
whose removal raises the mean most, until little is left, and then pastes back what does not lower
it (Friedman and Fisher 1999, Statistics and Computing 9: 123-143). The final box is chosen on
worlds not used for peeling, and restrictions that these worlds do not support are dropped by a
binomial test (Bryant and Lempert 2010, Technological Forecasting and Social Change 77: 34-49).
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
"""Share of the box that is peeled off at a time; small values are patient."""
PASTE = 0.05
LEAST_MASS = 0.05
"""Share of all points below which a box is not peeled further."""
SCREENED = 12
"""The most inputs that are peeled: those whose ranks correlate most with the target. Among hundreds
of unrelated inputs some would peel well by chance."""
LEVEL = 0.05
"""A restriction is kept if chance would do as well with at most this probability."""


@dataclass(frozen=True, slots=True)
class Side:
    """A restriction of one input: ``value >= low`` or ``value <= high``."""

    column: int
    low: float = -np.inf
    high: float = np.inf


@dataclass(frozen=True)
class InputBox:
    """Restrictions that hold together; ``low`` and ``high`` are ``(D,)``, infinite if free."""

    low: Floats
    high: Floats
    p_values: dict[int, float] = field(default_factory=dict)
    """Column -> probability that chance does as well as its restriction."""

    @property
    def columns(self) -> list[int]:
        """The inputs that are restricted."""
        return [int(k) for k in np.flatnonzero(np.isfinite(self.low) | np.isfinite(self.high))]

    def holds(self, x: Floats) -> Bools:
        """``(n,)`` whether each point ``(n, D)`` is in the box."""
        out: Bools = np.ones(x.shape[0], dtype=np.bool_)
        for k in self.columns:
            out &= (x[:, k] >= self.low[k]) & (x[:, k] <= self.high[k])
        return out

    def among(self, columns: Ints, count: int) -> InputBox:
        """The box in a space of ``count`` columns, of which its own are ``columns``."""
        low, high = np.full(count, -np.inf), np.full(count, np.inf)
        low[columns], high[columns] = self.low, self.high
        return InputBox(low, high)

    def without(self, column: int) -> InputBox:
        """The box without the restriction of one input."""
        low, high = self.low.copy(), self.high.copy()
        low[column], high[column] = -np.inf, np.inf
        return InputBox(low, high)


def screened_inputs(x: Floats, y: Floats) -> Ints:
    """Columns of ``x`` whose ranks correlate most with those of ``y``, at most ``SCREENED``.

    By the absolute value of Spearman's correlation; in column order.
    """
    ranks = np.apply_along_axis(rankdata, 0, x)
    ranks = ranks - ranks.mean(axis=0)
    target = rankdata(y) - (y.size + 1) / 2.0
    length = np.sqrt((ranks**2).sum(axis=0) * (target**2).sum())
    strength = np.divide(np.abs(target @ ranks), length, out=np.zeros(x.shape[1]), where=length > 0)
    return np.sort(np.argsort(-strength, kind="stable")[:SCREENED])


def trajectory(x: Floats, y: Floats) -> list[InputBox]:
    """The boxes of one peeling, each inside the previous one, starting with the whole space.

    Args:
        x: ``(n, D)`` inputs.
        y: ``(n,)`` the target to maximise: 0 or 1, or a chance.
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
    """The side whose removal leaves the greatest mean; None if no input varies.

    Ties go to the first side. Removes at least one point and leaves at least one.
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
            left, remaining = sums[-1, k] - (sums[gone - 1, k] if gone else 0.0), n - gone
            side = Side(k, low=float(edge))
        else:
            edge = column[n - 1 - drop]
            remaining = int(np.searchsorted(column, edge, side="right"))
            left, gone = sums[remaining - 1, k], n - remaining
            side = Side(k, high=float(edge))
        if not 0 < gone < n:
            continue
        mean = float(left) / remaining
        if best is None or mean > best[0] + 1e-12:
            best = (mean, side)
    return None if best is None else best[1]


def pasted(box: InputBox, x: Floats, y: Floats) -> InputBox:
    """Widen the box on one side after another as long as its mean does not fall."""
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
    """The box with the next ``count`` points beyond one of its sides; None without that side."""
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
    """Share of all hits that are in the box, and share of the points in it that are hits."""
    inside = box.holds(x)
    caught = int((inside & hit).sum())
    return caught / max(1, int(hit.sum())), caught / max(1, int(inside.sum()))


def find_box(x: Floats, y: Floats, hit: Bools, train: Bools) -> InputBox | None:
    """The best box of one peeling, or None if the remaining points support none.

    Args:
        x: ``(n, D)`` inputs.
        y: ``(n,)`` the target for peeling: the chance of a hit if it is known.
        hit: ``(n,)`` whether the outcome occurred.
        train: ``(n,)`` points used for peeling; the others choose among the boxes.

    Chooses the box whose coverage and density have the greatest harmonic mean on the points not
    used for peeling.
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
    """The box without restrictions that chance explains; None if none is left.

    Drops the least significant restriction first, then tests the others again.
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
