"""Line charts, heat maps and calibration charts."""

from __future__ import annotations

from collections.abc import Sequence

from sim.domain.words import percent, plural
from sim.report.axes import SMALL, WIDTH, Scale, bottom_axis, left_axis, scale_around, tick_text
from sim.report.charts import CalibrationBin, HeatMap, Series, SweepLine
from sim.report.figure import (
    Anchor,
    Circle,
    Figure,
    Ink,
    Mark,
    MarkGroup,
    Path,
    Rect,
    TextMark,
    line,
    stack,
)
from sim.report.palette import SERIES, ramp
from sim.report.text_width import text_width, wrap

_LEFT, _RIGHT, _TOP, _HEIGHT = 52.0, WIDTH - 14, 14.0, 210.0
FINE = 0.05
"""Range of a heat map below which its values have a decimal."""
_LABELLED = 12
"""Maximum number of columns for which cells of a heat map show their value."""


def sweep_line(data: SweepLine) -> Figure:
    """Shares in [0, 1] over one path, each series with its own colour, dashes, marker and band."""
    x = scale_around([v for s in data.series for v in s.x], _LEFT, _RIGHT)
    if data.base is not None:
        x = scale_around([data.base, *(v for s in data.series for v in s.x)], _LEFT, _RIGHT)
    y = Scale(0, _ceiling(data), _TOP + _HEIGHT, _TOP)
    foot = _TOP + _HEIGHT
    marks: list[Mark] = left_axis(y, _LEFT, _RIGHT, percent=True)
    marks += bottom_axis(x, _TOP, foot, data.path)
    if data.base is not None:
        at = x(data.base)
        marks.append(line((at, _TOP), (at, foot), Ink(None, "warn", 1.4, "4 4")))
        side: Anchor = "start" if at < (_LEFT + _RIGHT) / 2 else "end"
        words = f"base {tick_text(data.base)}"
        shift = 4 if side == "start" else -4
        marks.append(TextMark(at + shift, _TOP + 10, words, SMALL, side, fill="warn"))
    title_lines = wrap(data.path, WIDTH - 60, SMALL)
    top = foot + 36 + 14 * len(title_lines)
    for i, series in enumerate(data.series):
        role, dash = SERIES[i % len(SERIES)]
        marks.append(_curve(series, x, y, i))
        key_y = top + 18 * i
        marks.append(line((_LEFT, key_y), (_LEFT + 34, key_y), Ink(None, role, 2.2, dash)))
        marks += _marker(i, _LEFT + 17, key_y)
        marks += stack(
            wrap(series.name, _RIGHT - _LEFT - 46, SMALL)[:1],
            TextMark(_LEFT + 42, key_y + 4, "", SMALL),
        )
    height = top + 18 * len(data.series)
    spoken = "; ".join(
        f"{s.name}: {percent(s.y[0])} at {tick_text(s.x[0])}, {percent(s.y[-1])} at "
        f"{tick_text(s.x[-1])}"
        for s in data.series
    )
    return Figure(WIDTH, height, f"{data.outcome} over {data.path}", spoken, tuple(marks))


def _ceiling(data: SweepLine) -> float:
    """The top of the axis: the smallest of some round shares above all values and intervals."""
    highest = max((v for s in data.series for v in (*s.y, *s.high)), default=1.0)
    return next((top for top in (0.1, 0.2, 0.5) if highest <= top), 1.0)


def _marker(index: int, x: float, y: float) -> list[Mark]:
    role = SERIES[index % len(SERIES)][0]
    r = 3.6
    if index % 3 == 0:
        return [Circle(x, y, r, Ink(role, "paper", 1))]
    if index % 3 == 1:
        return [Rect(x - r, y - r, 2 * r, 2 * r, Ink(role, "paper", 1))]
    return [
        Path(((x, y - r - 1), (x + r + 1, y + r), (x - r - 1, y + r)), Ink(role, "paper"), True)
    ]


def _curve(series: Series, x: Scale, y: Scale, index: int) -> MarkGroup:
    role, dash = SERIES[index % len(SERIES)]
    points = tuple((x(a), y(b)) for a, b in zip(series.x, series.y, strict=True))
    marks: list[Mark] = []
    for a, low, high in zip(series.x, series.low, series.high, strict=bool(series.low)):
        marks.append(line((x(a), y(low)), (x(a), y(high)), Ink(None, role, 1.2)))
    marks.append(Path(points, Ink(None, role, 2.2, dash)))
    for point in points:
        marks += _marker(index, *point)
    spoken = ", ".join(
        f"{percent(b)} at {tick_text(a)}" for a, b in zip(series.x, series.y, strict=True)
    )
    return MarkGroup(tuple(marks), f"{series.name}: {spoken}")


def heat_map(data: HeatMap) -> Figure:
    """An outcome over two paths; cells have their value as tooltip, and as text if it fits."""
    columns = len(data.x)
    left = 14 + max((text_width(words, SMALL) for words in data.y), default=0.0)
    cell = (WIDTH - 8 - left) / columns
    height = min(34.0, max(16.0, cell * 0.8))
    title = wrap(f"rows: {data.y_path}", WIDTH - 16, SMALL)
    top = 10 + 14 * len(title)
    marks: list[Mark] = list(stack(title, TextMark(8, 14, "", SMALL, fill="muted")))
    order = list(range(len(data.y)))[::-1]
    for place, row in enumerate(order):
        y = top + place * height
        marks.append(
            TextMark(left - 5, y + height / 2 + 4, data.y[row], SMALL, "end", fill="muted")
        )
        for column, value in enumerate(data.values[row]):
            words = f"{data.x_path} {data.x[column]}, {data.y_path} {data.y[row]}: "
            box = (left + column * cell, y, cell, height)
            marks.append(_cell(box, value, words, data))
    foot = top + height * len(order)
    if data.base is not None:
        row, column = data.base
        at = (left + column * cell, top + order.index(row) * height)
        ring = Rect(at[0] + 1, at[1] + 1, cell - 2, height - 2, Ink(None, "warn", 2.6))
        marks.append(MarkGroup((ring,), f"base case: {data.x[column]}, {data.y[row]}"))
    edge = -1.0
    for column, words in enumerate(data.x):
        text = TextMark(
            left + (column + 0.5) * cell, foot + 14, words, SMALL, "middle", fill="muted"
        )
        if text.box.left > edge + 3 and text.box.right < WIDTH:
            marks.append(text)
            edge = text.box.right
    lines = wrap(f"columns: {data.x_path}", WIDTH - 16, SMALL)
    low, high = data.range
    key = f"colours run from {percent(low)} to {percent(high)}"
    key += "; ring: the cell nearest to the base case" if data.base is not None else ""
    lines += wrap(key, WIDTH - 16, SMALL)
    marks += stack(lines, TextMark(8, foot + 32, "", SMALL, fill="muted"))
    results = [v for values in data.values for v in values if v is not None]
    spoken = f"from {percent(min(results))} to {percent(max(results))}" if results else "no value"
    return Figure(
        WIDTH, foot + 26 + 14 * len(lines), f"{data.outcome} over {data.x_path} and {data.y_path}",
        spoken, tuple(marks),
    )  # fmt: skip


def _cell(
    box: tuple[float, float, float, float], value: float | None, words: str, data: HeatMap
) -> MarkGroup:
    x, y, width, height = box
    if value is None:
        ground = Rect(x, y, width, height, Ink(None, "line", 0.8, "2 2"))
        return MarkGroup((ground,), words + "not computed")
    role = ramp(data.shade(value), diverging=data.diverging)
    marks: list[Mark] = [Rect(x, y, width, height, Ink(role, "paper", 0.8))]
    shown = percent(value).replace("under ", "<").replace("over ", ">")
    if data.range[1] - data.range[0] < FINE:
        shown = f"{value * 100:.1f}%"
    if len(data.x) <= _LABELLED and text_width(shown, SMALL) + 2 < width:
        middle = y + height / 2 + 4
        marks.append(TextMark(x + width / 2, middle, shown, SMALL, "middle", fill=f"{role}-ink"))
    return MarkGroup(tuple(marks), words + percent(value))


def draw_calibration(bins: Sequence[CalibrationBin]) -> Figure:
    """Observed frequencies by forecast, with the line of perfect calibration."""
    side = 300.0
    left = (WIDTH - side) / 2 + 10
    x = Scale(0, 1, left, left + side)
    y = Scale(0, 1, _TOP + side, _TOP)
    foot = _TOP + side
    marks: list[Mark] = left_axis(y, left, left + side, percent=True)
    marks += bottom_axis(x, _TOP, foot, "forecast probability", percent=True)
    marks.append(line((x(0), y(0)), (x(1), y(1)), Ink(None, "line", 1.4, "5 4")))
    most = max((b.count for b in bins), default=1)
    for b in bins:
        at, came = x(b.forecast), y(b.observed)
        radius = 3.0 + 5.0 * (b.count / most) ** 0.5
        spoken = (
            f"forecast {percent(b.forecast)}: came true {percent(b.observed)} "
            f"({percent(b.low)} to {percent(b.high)}) of {plural(b.count, 'forecast')}"
        )
        whisker = line((at, y(b.low)), (at, y(b.high)), Ink(None, "yes", 1.6))
        marks.append(MarkGroup((whisker, Circle(at, came, radius, Ink("yes", "paper"))), spoken))
    marks.append(TextMark(x(0.02), _TOP + 12, "came true", SMALL, fill="muted"))
    note = "Larger discs represent more forecasts; the dashed line is perfect calibration."
    lines = wrap(note, WIDTH - 20, SMALL)
    marks += stack(lines, TextMark(WIDTH / 2, foot + 50, "", SMALL, "middle", fill="muted"))
    spoken = "; ".join(
        f"{percent(b.forecast)} forecast, {percent(b.observed)} observed" for b in bins
    )
    return Figure(
        WIDTH, foot + 44 + 14 * len(lines), "Calibration of the forecasts", spoken, tuple(marks)
    )
