"""Krippendorff's alpha: agreement of coders beyond chance.

Krippendorff, K. (2011). *Computing Krippendorff's Alpha-Reliability*. University of Pennsylvania.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Level = Literal["nominal", "ordinal", "interval", "ratio"]
Floats = NDArray[np.float64]


def krippendorff_alpha(data: ArrayLike, level: Level) -> float | None:
    """1 minus the ratio of observed to expected disagreement: 1 is agreement, 0 is chance.

    Args:
        data: (coder, unit); NaN if a coder leaves a unit out.
        level: Level of measurement: nominal, ordinal, interval or ratio.

    Returns:
        Alpha; None if no unit has two values, or all values are the same.
    """
    coded = np.asarray(data, dtype=np.float64)
    if coded.ndim != 2:
        raise ValueError(f"codings are (coder, unit), not an array of {coded.ndim} axes")
    pairable = (~np.isnan(coded)).sum(axis=0) > 1
    values = np.unique(coded[:, pairable][~np.isnan(coded[:, pairable])])
    if values.size < 2:
        return None
    # How often each value occurs in each unit: (unit, value).
    counts = (coded[:, pairable, None] == values).sum(axis=0).astype(np.float64)
    per_unit = counts.sum(axis=1)
    coincidence = counts.T @ (counts / (per_unit - 1)[:, None])
    coincidence -= np.diag((counts / (per_unit - 1)[:, None]).sum(axis=0))
    totals = counts.sum(axis=0)
    expected = np.outer(totals, totals) - np.diag(totals)
    apart = _apart(values, totals, level)
    disagreement = float((coincidence * apart).sum())
    by_chance = float((expected * apart).sum()) / (totals.sum() - 1)
    return float(1.0 - disagreement / by_chance)


def _apart(values: Floats, totals: Floats, level: Level) -> Floats:
    """Squared difference between every two values."""
    first, other = values[:, None], values[None, :]
    if level == "nominal":
        return np.asarray(first != other, dtype=np.float64)
    if level == "interval":
        return np.asarray((first - other) ** 2, dtype=np.float64)
    if level == "ratio":
        total = first + other
        share = np.divide(first - other, total, out=np.zeros_like(total), where=total != 0)
        return np.asarray(share**2, dtype=np.float64)
    ends = np.cumsum(totals)  # ordinal: the number of values between, counting the two half
    middle = ends - totals / 2
    return np.asarray((middle[:, None] - middle[None, :]) ** 2, dtype=np.float64)
