"""Shared parts of charts: round tick values, axes, and rows of labels beside a plot."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sim.report.figure import Ink, Mark, TextMark, line, stack
from sim.report.text_width import ASCENT, DESCENT, LINE, text_width, wrap

WIDTH = 400.0
"""Width of a figure: on a telephone of 390 pixels its smallest text is 11 pixels high."""

SIZE = 12.0
SMALL = 11.5


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """At most about ``most`` round values (steps of 1, 2 or 5) within [low, high]."""
    span = high - low
    if not math.isfinite(span) or span <= 0:
        return [low]
    raw = span / most
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * k for k in (1, 2, 5, 10) if power * k >= raw * 0.999)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [0.0 if k == 0 else float(f"{k * step:.10g}") for k in range(first, last + 1)]


def tick_text(value: float, *, percent: bool = False) -> str:
    """A tick's value in few characters."""
    if percent:
        return f"{value * 100:.10g}%".replace("-", "−")
    return f"{value:.6g}".replace("-", "−")


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight map from values to pixels."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The pixel of ``value``, clipped to the range."""
        span = self.high - self.low or 1.0
        share = min(1.0, max(0.0, (value - self.low) / span))
        return self.start + share * (self.end - self.start)


def scale_around(values: Sequence[float], start: float, end: float) -> Scale:
    """A scale that contains all values with a margin; one unit wide around a single value."""
    low, high = min(values), max(values)
    air = (high - low) * 0.05 or 0.5
    return Scale(low - air, high + air, start, end)


def bottom_axis(
    scale: Scale, top: float, foot: float, title: str = "", *, percent: bool = False
) -> list[Mark]:
    """Vertical grid lines from ``top`` to ``foot`` with their values below, and the axis title.

    Labels that would touch their neighbour are left out.
    """
    marks: list[Mark] = []
    edge = -math.inf
    for value in ticks(scale.low, scale.high):
        x = scale(value)
        marks.append(line((x, top), (x, foot), Ink(None, "panel")))
        text = TextMark(
            x, foot + 18, tick_text(value, percent=percent), SMALL, "middle", fill="muted"
        )
        if text.box.left > edge + 4:
            marks.append(text)
            edge = text.box.right
    if title:
        middle = (scale.start + scale.end) / 2
        lines = wrap(title, 2 * min(middle, WIDTH - middle) - 8, SMALL)
        marks += stack(lines, TextMark(middle, foot + 34, "", SMALL, "middle", fill="muted"))
    return marks


def left_axis(scale: Scale, left: float, right: float, *, percent: bool = False) -> list[Mark]:
    """Horizontal grid lines from ``left`` to ``right`` with their values at the left."""
    marks: list[Mark] = []
    for value in ticks(scale.low, scale.high):
        y = scale(value)
        marks.append(line((left, y), (right, y), Ink(None, "panel")))
        words = tick_text(value, percent=percent)
        marks.append(TextMark(left - 5, y + 4, words, SMALL, "end", fill="muted"))
    return marks


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One row of a row chart: its label's lines and its vertical extent."""

    lines: tuple[str, ...]
    top: float
    middle: float
    foot: float


@dataclass(frozen=True, slots=True)
class ChartRows:
    """The rows of a chart and where the plot beside their labels begins."""

    rows: tuple[ChartRow, ...]
    left: float
    foot: float

    def labels(self) -> list[Mark]:
        """The label of every row, right-aligned beside the plot."""
        marks: list[Mark] = []
        for row in self.rows:
            height = (LINE * (len(row.lines) - 1) + ASCENT + DESCENT) * SIZE
            first = row.middle - height / 2 + ASCENT * SIZE
            marks += stack(row.lines, TextMark(self.left - 7, first, "", SIZE, "end"))
        return marks


def chart_rows(
    labels: Sequence[str], top: float, most: float = 150.0, least: float = 24.0
) -> ChartRows:
    """Rows from ``top`` downwards: labels at most ``most`` wide, rows at least ``least`` high."""
    wrapped = [tuple(wrap(label, most, SIZE)) or ("",) for label in labels]
    width = max((text_width(words, SIZE) for lines in wrapped for words in lines), default=0.0)
    rows, y = [], top
    for lines in wrapped:
        height = max(least, (LINE * len(lines) + 0.5) * SIZE)
        rows.append(ChartRow(lines, y, y + height / 2, y + height))
        y += height
    return ChartRows(tuple(rows), width + 12, y)


def axis_number(value: float) -> str:
    """A formatted value: three significant digits, a minus sign, a dash for None."""
    if not math.isfinite(value):
        return "-"
    text = "0" if value == 0 else f"{value:.3g}"
    return text.replace("-", "−") if "e" not in text else text


def signed_change(value: float, *, percent: bool = False) -> str:
    """A change with its sign; ``percent`` gives percentage points."""
    size = f"{abs(value) * 100:.1f}" if percent else f"{abs(value):.3g}"
    if float(size) == 0:
        return "0"
    return f"{'+' if value > 0 else '−'}{size}"
