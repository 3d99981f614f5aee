"""Charts of chances with intervals, and of conditions on numbers."""

from __future__ import annotations

from sim.domain.words import percent
from sim.report.axes import (
    SIZE,
    SMALL,
    WIDTH,
    ChartRow,
    Scale,
    axis_number,
    bottom_axis,
    chart_rows,
)
from sim.report.charts import ChanceRow, ChanceRows, InputBoxes, InputRange
from sim.report.figure import (
    Anchor,
    Circle,
    Figure,
    Ink,
    Mark,
    MarkGroup,
    Rect,
    TextMark,
    line,
    stack,
)
from sim.report.text_width import text_width, wrap

_BAND = 12.0
_KEY = (
    "Pale: the middle 95 % of the drawn values. Dark: the values within the condition. Disc: "
    "the base case."
)


def chance_rows(data: ChanceRows) -> Figure:
    """One row per chance: disc with interval, hollow for the base case; dashed line at the aim."""
    rows = chart_rows([_named(row, data.base) for row in data.rows], 22)
    words = [percent(row.value) for row in data.rows]
    room = max(text_width(word, SIZE, bold=True) for word in words) + 12
    ends = [row.high for row in data.rows] + [data.aim or 0.0]
    top = next((end for end in (0.1, 0.2, 0.5) if max(ends) <= end), 1.0)
    scale = Scale(0.0, top, rows.left + 6, WIDTH - room - 6)
    marks: list[Mark] = bottom_axis(scale, 20, rows.foot, data.what, percent=True)
    marks += rows.labels()
    for row, place, word in zip(data.rows, rows.rows, words, strict=True):
        marks.append(_chance(row, place, scale, _named(row, data.base)))
        marks.append(TextMark(WIDTH - 6, place.middle + 4, word, SIZE, "end", not row.base))
    if data.aim is not None:
        marks += _aim(data.aim, scale, rows.foot)
    spoken = "; ".join(
        f"{_named(row, data.base)}: {word}" for row, word in zip(data.rows, words, strict=True)
    )
    return Figure(WIDTH, rows.foot + 54, data.what, spoken, tuple(marks))


def _named(row: ChanceRow, base: str) -> str:
    return f"{row.label} ({base})" if row.base else row.label


def _chance(row: ChanceRow, place: ChartRow, scale: Scale, name: str) -> MarkGroup:
    y = place.middle
    whisker = line((scale(row.low), y), (scale(row.high), y), Ink(None, "yes", 2))
    disc = Circle(scale(row.value), y, 5, Ink("paper" if row.base else "yes", "yes", 2))
    spoken = f"{name}: {percent(row.value)}, between {percent(row.low)} and {percent(row.high)}"
    return MarkGroup((whisker, disc), spoken)


def _aim(aim: float, scale: Scale, foot: float) -> list[Mark]:
    x = scale(aim)
    side: Anchor = "end" if x > WIDTH - 90 else "start"
    words = TextMark(x + (-4 if side == "end" else 4), 13, f"above {percent(aim)}", SMALL, side)
    return [line((x, 6), (x, foot), Ink(None, "warn", 1.4, "4 4")), words]


def input_boxes(data: InputBoxes) -> Figure:
    """One band per condition with its bounds; boxes below each other with headings."""
    marks: list[Mark] = []
    spoken = []
    y = 14.0
    for heading, ranges in data.boxes:
        lines = wrap(heading, WIDTH - 16, SIZE)
        marks += stack(lines, TextMark(8, y, "", SIZE, bold=True))
        rows = chart_rows(
            [input_range.label for input_range in ranges], y + 14.0 * len(lines) - 6, least=44
        )
        marks += rows.labels()
        for input_range, place in zip(ranges, rows.rows, strict=True):
            marks += _range(input_range, place, rows.left + 8)
            spoken.append(f"{input_range.label}: {bounds(input_range)}")
        y = rows.foot + 22
    lines = wrap(_KEY, WIDTH - 20, SMALL)
    marks += stack(lines, TextMark(WIDTH / 2, y, "", SMALL, "middle", fill="muted"))
    title = f"When {data.goal} occurs"
    return Figure(WIDTH, y + 14 * len(lines), title, "; ".join(spoken), tuple(marks))


def bounds(input_range: InputRange) -> str:
    """A condition in words, such as ``at least 0.4``."""
    if input_range.low is None:
        return "free" if input_range.high is None else f"at most {axis_number(input_range.high)}"
    if input_range.high is None:
        return f"at least {axis_number(input_range.low)}"
    return f"from {axis_number(input_range.low)} to {axis_number(input_range.high)}"


def _range(input_range: InputRange, place: ChartRow, left: float) -> list[Mark]:
    """The scale for one number, which covers its draws and bounds."""
    points = [input_range.least, input_range.most, input_range.centre]
    points += [end for end in (input_range.low, input_range.high) if end is not None]
    scale = Scale(min(points), max(points), left, WIDTH - 12)
    y = place.middle - 8
    start, end = (scale(value) for value in (input_range.least, input_range.most))
    low = scale.start if input_range.low is None else scale(input_range.low)
    high = scale.end if input_range.high is None else scale(input_range.high)
    met = "met" if input_range.inside else "not met"
    words = f"{bounds(input_range)}, {met} in the base case, {axis_number(input_range.centre)}"
    parts: tuple[Mark, ...] = (
        Rect(start, y - _BAND / 2, end - start, _BAND, Ink("panel", "muted", 1)),
        Rect(low, y - 4, high - low, 8, Ink("yes", None)),
        Circle(scale(input_range.centre), y, 5, Ink("paper", "ink", 2)),
    )
    text_mark = TextMark(left, place.middle + 14, bounds(input_range), SMALL)
    usual = f"of {axis_number(input_range.least)} to {axis_number(input_range.most)}"
    marks: list[Mark] = [MarkGroup(parts, f"{input_range.label}: {words}"), text_mark]
    if text_width(bounds(input_range), SMALL) + text_width(usual, SMALL) + 12 < WIDTH - 12 - left:
        marks.append(TextMark(WIDTH - 12, place.middle + 14, usual, SMALL, "end", fill="muted"))
    return marks
