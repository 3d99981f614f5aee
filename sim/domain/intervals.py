"""Estimates with bounds, and confidence intervals of shares."""

from __future__ import annotations

import math
from dataclasses import dataclass

Z95 = 1.959963984540054
"""The 97.5 % point of the normal distribution: intervals hold 95 %."""


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its lower and upper bound."""

    value: float
    low: float
    high: float

    @property
    def sure(self) -> bool:
        """Whether zero lies outside the interval."""
        return self.low > 0.0 or self.high < 0.0


def normal(mean: float, variance: float, size: int) -> Interval:
    """A mean of ``size`` values with its normal interval; a point if there is one value.

    ``variance`` is the mean square of their deviations from the mean (divided by ``size``).
    """
    if size < 2:
        return Interval(mean, mean, mean)
    reach = Z95 * math.sqrt(variance / (size - 1))
    return Interval(mean, mean - reach, mean + reach)


def wilson(hits: int, trials: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval for ``hits`` out of ``trials`` (Wilson 1927, JASA 22: 209-212).

    Raises:
        ValueError: when ``hits`` is not between 0 and ``trials``, or ``trials`` is 0.
    """
    if trials < 1 or not 0 <= hits <= trials:
        raise ValueError(f"{hits} hits in {trials} trials is not a share")
    share = hits / trials
    centre = share + z * z / (2 * trials)
    half = z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    scale = 1 + z * z / trials
    low = 0.0 if hits == 0 else max(0.0, (centre - half) / scale)
    high = 1.0 if hits == trials else min(1.0, (centre + half) / scale)
    return low, high
