"""The posterior of the vote's coefficients: wide priors, and the exact likelihood of ballots."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.engines.parallel import Mapper, map_in_order
from sim.preferences.coefficients import COEFFICIENTS, DECISION
from sim.studies.votes.likelihood import STARTING, RecordedCase, log_likelihood

Floats = NDArray[np.float64]

UNIT: tuple[str, ...] = ("tau",)
"""Coefficients that are fixed: votes only determine ratios, so one coefficient sets the unit."""

LEFT_OUT: tuple[str, ...] = tuple(name for name in DECISION if COEFFICIENTS[name].start == 0.0)
"""Coefficients that start at 0, which leaves their term out; they have no logarithm."""

PRIOR_SPREAD = 1.0
"""Prior standard deviation of a coefficient's logarithm: a factor of 2.7."""

STEP = 1e-2
"""Step of central differences; smaller ones show jumps of single worlds instead of the slope."""

LEAST = 1e-4
"""Least value of a coefficient with a range from zero, as a share of its starting value."""

SHARES: tuple[str, ...] = ("rho",)
"""Coefficients that are probabilities, estimated on the logit; all others on the logarithm."""


def to_scale(name: str, value: float) -> float:
    """The value of a coefficient on its scale of estimation."""
    return math.log(value / (1.0 - value)) if name in SHARES else math.log(value)


def from_scale(name: str, theta: float) -> float:
    """The reverse of :func:`to_scale`."""
    return 1.0 / (1.0 + math.exp(-theta)) if name in SHARES else math.exp(theta)


def log_slope(name: str, value: float) -> float:
    """Change of the coefficient's logarithm per unit of its scale."""
    return 1.0 - value if name in SHARES else 1.0


@dataclass(frozen=True)
class Prior:
    """The prior of the coefficients: independent, and wide.

    Lognormal around the starting values; logit-normal for probabilities.

    Attributes:
        free: Names of the coefficients to estimate; the others stay at their centre.
        centre: ``(11,)`` medians, in the order of ``DECISION``.
        spread: Standard deviation on the scale of estimation.
    """

    free: tuple[str, ...] = tuple(name for name in DECISION if name not in (*UNIT, *LEFT_OUT))
    centre: Floats = field(default_factory=STARTING.copy)
    spread: float = PRIOR_SPREAD

    @property
    def places(self) -> NDArray[np.int64]:
        """Indices of the free coefficients."""
        return np.array([DECISION.index(name) for name in self.free], dtype=np.int64)

    @property
    def start(self) -> Floats:
        """``(P,)`` the medians of the free coefficients on their scales."""
        return self.theta(self.centre)

    def theta(self, c: Floats) -> Floats:
        """``(P,)`` the free ones of coefficients ``(11,)`` on their scales."""
        return np.array([to_scale(name, c[DECISION.index(name)]) for name in self.free])

    def full(self, theta: Floats) -> Floats:
        """``(11,)`` coefficients for the free ones ``(P,)`` on their scales."""
        out = self.centre.copy()
        out[self.places] = [from_scale(n, t) for n, t in zip(self.free, theta, strict=True)]
        return out

    def penalty(self, theta: Floats) -> float:
        """Minus the log density at ``theta``, up to a constant."""
        z = (theta - self.start) / self.spread
        return 0.5 * float(z @ z)

    @property
    def ends(self) -> tuple[Floats, Floats]:
        """``(P,)`` least and greatest values of the free coefficients on their scales."""
        low, high = [], []
        for name in self.free:
            entry = COEFFICIENTS[name]
            low.append(to_scale(name, max(entry.low, LEAST * entry.start)))
            most = min(entry.high, 1.0 - LEAST) if name in SHARES else entry.high
            high.append(to_scale(name, most))
        return np.array(low), np.array(high)

    def clipped(self, theta: Floats) -> Floats:
        """``theta`` within the ranges of the coefficients."""
        out: Floats = np.clip(theta, *self.ends)
        return out

    def at_end(self, theta: Floats) -> NDArray[np.bool_]:
        """``(P,)`` whether a coefficient is at an end of its range, or beyond it."""
        low, high = self.ends
        return np.asarray((theta <= low) | (theta >= high))


class Objective:
    """Minus the log posterior of the free coefficients on their scales, with its gradient."""

    def __init__(
        self, cases: Sequence[RecordedCase], prior: Prior, mapper: Mapper = map_in_order
    ) -> None:
        self.cases = cases
        self.prior = prior
        self.mapper = mapper

    def value(self, theta: Floats) -> float:
        """The objective at ``theta`` ``(P,)``."""
        c = self.prior.full(self.prior.clipped(theta))
        return self.prior.penalty(theta) - log_likelihood(self.cases, c, self.mapper)

    def gradient(self, theta: Floats, step: float = STEP) -> Floats:
        """``(P,)`` central differences."""
        offsets = step * np.eye(theta.size)
        up = np.array([self.value(theta + offset) for offset in offsets])
        down = np.array([self.value(theta - offset) for offset in offsets])
        out: Floats = (up - down) / (2.0 * step)
        return out
