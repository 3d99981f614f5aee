"""Spans: which values a number of a scenario may take, and how it is drawn.

A span is declared once, on the field of the schema that holds the number. The checks, the priors,
the draws, the levers of a search and the reference pages read it from there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class SpanKind(StrEnum):
    """The distribution that a number is drawn from around its centre."""

    UNIT = "unit"  # normal, clipped to the span
    SIGNED = "signed"  # the same with twice the deviation
    POSITIVE = "positive"  # lognormal
    WEIGHT = "weight"  # lognormal with four times the deviation
    AMOUNT = "amount"  # its sign as claimed, its size lognormal as that of a weight


LOGNORMAL = frozenset({SpanKind.POSITIVE, SpanKind.WEIGHT, SpanKind.AMOUNT})
"""Kinds drawn as the centre times a factor; the others add a deviation to the centre."""


@dataclass(frozen=True, slots=True)
class Span:
    """The values that a number may take.

    Attributes:
        low, high: The least and the greatest value; ``high`` may be infinite.
        kind: How the number is drawn.
        above: Whether ``low`` itself is excluded.
        least: Zero, or the least value above zero that makes sense and does not underflow.
        most: The greatest value that makes sense where ``high`` is infinite.
    """

    low: float
    high: float
    kind: SpanKind
    above: bool = False
    least: float = 0.0
    most: float = math.inf

    def __contains__(self, value: float) -> bool:
        """Whether the span allows ``value``."""
        if self.above and value == self.low:
            return False
        if self.low == 0.0 < value < self.least:
            return False
        return self.low <= value <= min(self.high, self.most)

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the greatest value that a sum of numbers is clipped to."""
        return self.least if self.above else self.low, min(self.high, self.most)

    def __str__(self) -> str:
        if math.isinf(self.high) and not math.isinf(self.most):
            zero = "" if self.above else "0, or "
            return f"{zero}from {_plain(self.least)} to {self.most:,.0f}"
        if math.isinf(self.high):
            return f"{'greater than' if self.above else 'at least'} {self.low:g}"
        return f"from {self.low:g} to {self.high:g}"

    @property
    def centre(self) -> float | None:
        """The middle of a bounded span; None for an unbounded one."""
        return None if math.isinf(self.high) else (self.low + self.high) / 2


def _plain(value: float) -> str:
    """A small number in plain decimal notation, without an exponent."""
    return f"{value:.10f}".rstrip("0")


UNIT = Span(0.0, 1.0, SpanKind.UNIT)
SIGNED = Span(-1.0, 1.0, SpanKind.SIGNED)
CLOSENESS = Span(-2.0, 2.0, SpanKind.SIGNED)
CHANGE = Span(-1.0, 1.0, SpanKind.AMOUNT)
PULL = Span(-0.3, 0.3, SpanKind.AMOUNT)
WEIGHT = Span(0.0, math.inf, SpanKind.WEIGHT, least=1e-6, most=1e6)
POSITIVE = Span(0.0, math.inf, SpanKind.POSITIVE, least=1e-6, most=1e9)
DURATION = Span(0.0, math.inf, SpanKind.POSITIVE, above=True, least=1e-3, most=1e5)
FALSE_ALARMS = Span(0.0, 0.5, SpanKind.POSITIVE)
"""A share of false threats: at one half a threat carries no information."""
DEVIATION = Span(0.0, math.inf, SpanKind.POSITIVE, least=1e-6, most=10.0)
"""The standard deviation of an estimate; its square and its inverse must stay finite."""
