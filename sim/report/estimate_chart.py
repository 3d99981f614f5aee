"""Chart of estimates as multiples of their priors, on a logarithmic axis."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.report.axes import SIZE, SMALL, WIDTH, ChartRow, Scale, axis_number, chart_rows
from sim.report.charts import EstimateRow, EstimateRows
from sim.report.figure import Circle, Figure, Ink, Mark, MarkGroup, TextMark, line
from sim.report.text_width import text_width

TITLE = "times the value before, with 95 % intervals"


def estimate_chart(data: EstimateRows) -> Figure:
    """One row per estimate: a disc with its interval; the dashed line marks the prior.

    Rows with values of 0 or below have no logarithm and are left out.
    """
    positive = [row for row in data.rows if min(row.before, row.low) > 0.0]
    rows = chart_rows([row.label for row in positive], 22)
    words = [axis_number(row.value) for row in positive]
    room = max((text_width(word, SIZE, bold=True) for word in words), default=0.0) + 12
    ratios = [value / row.before for row in positive for value in (row.low, row.high)]
    low, high = min([*ratios, 0.5]), max([*ratios, 2.0])
    scale = Scale(math.log(low), math.log(high), rows.left + 6, WIDTH - room - 6)
    marks: list[Mark] = list(_axis(scale, rows.foot)) + rows.labels()
    for row, place, word in zip(positive, rows.rows, words, strict=True):
        marks.append(_estimate(row, place, scale))
        marks.append(TextMark(WIDTH - 6, place.middle + 4, word, SIZE, "end", bold=True))
    spoken = "; ".join(map(_spoken, positive))
    return Figure(WIDTH, rows.foot + 54, data.what, spoken, tuple(marks))


def _spoken(row: EstimateRow) -> str:
    between = f"between {axis_number(row.low)} and {axis_number(row.high)}"
    return f"{row.label}: {axis_number(row.value)}, {between}, before {axis_number(row.before)}"


def _estimate(row: EstimateRow, place: ChartRow, scale: Scale) -> MarkGroup:
    low, value, high = (
        scale(math.log(each / row.before)) for each in (row.low, row.value, row.high)
    )
    whisker = line((low, place.middle), (high, place.middle), Ink(None, "yes", 2))
    disc = Circle(value, place.middle, 5, Ink("yes", "yes", 2))
    return MarkGroup((whisker, disc), _spoken(row))


def _axis(scale: Scale, foot: float) -> Iterator[Mark]:
    edge = -math.inf
    for value in _steps(scale):
        x = scale(math.log(value))
        ink = Ink(None, "warn", 1.4, "4 4") if value == 1.0 else Ink(None, "panel")
        yield line((x, 20), (x, foot), ink)
        text = TextMark(x, foot + 18, f"{value:g}", SMALL, "middle", fill="muted")
        if text.box.left > edge + 4:
            yield text
            edge = text.box.right
    middle = (scale.start + scale.end) / 2
    yield TextMark(middle, foot + 34, TITLE, SMALL, "middle", fill="muted")


def _steps(scale: Scale) -> list[float]:
    """Powers of ten within the scale; with 2 and 5 times each where they span less than three."""
    low, high = math.exp(scale.low), math.exp(scale.high)
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    parts = (1, 2, 5) if high < 1000 * low else (1,)
    steps = [float(f"{part * 10.0**power:.3g}") for power in powers for part in parts]
    return [step for step in steps if low <= step <= high]
