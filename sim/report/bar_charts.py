"""Bar charts: probabilities of votes, power of seats, effects of numbers on an outcome."""

from __future__ import annotations

from collections.abc import Sequence

from sim.domain.ballots import Vote
from sim.domain.shortnames import short_name
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
    signed_change,
)
from sim.report.charts import ChangeRow, PowerRow, TornadoBar, TornadoChart
from sim.report.data import ReportedForecast, SeatingPlan
from sim.report.figure import Figure, Ink, Mark, MarkGroup, Rect, TextMark, line
from sim.report.palette import VOTE_ROLE, VOTE_WORDS
from sim.report.text_width import text_width
from sim.report.vote_signs import legend, token

_ORDER = (Vote.YES, Vote.ABSTAIN, Vote.NO)
_BAR = 17.0


def vote_bars(
    forecast: ReportedForecast, council: SeatingPlan, recorded: dict[str, Vote] | None = None
) -> Figure:
    """Each member's probabilities of yes, abstention and no, the likeliest supporters first.

    Recorded votes are shown as discs at the right of the rows.
    """
    codes = sorted(forecast.votes, key=lambda c: (-forecast.votes[c][0], forecast.votes[c][2], c))
    rows = chart_rows([short_name(council.name(code)) for code in codes], 12)
    right = WIDTH - (34 if recorded else 12)
    scale = Scale(0, 1, rows.left, right)
    marks: list[Mark] = []
    if recorded:
        marks.append(TextMark(WIDTH - 4, 12, "on record", SMALL, "end", fill="muted"))
        rows = chart_rows([short_name(council.name(code)) for code in codes], 20)
    marks += rows.labels()
    for code, row in zip(codes, rows.rows, strict=True):
        name = council.name(code)
        marks.append(_stacked(name, forecast.votes[code], row, scale))
        if recorded and code in recorded:
            disc = token(recorded[code], WIDTH - 16, row.middle, 8)
            marks.append(MarkGroup(tuple(disc), f"{name}, on record: {VOTE_WORDS[recorded[code]]}"))
    marks += bottom_axis(scale, rows.foot, rows.foot + 4, percent=True)
    marks += legend(_ORDER, WIDTH, rows.foot + 28)[:-2]
    words = "; ".join(
        f"{council.name(c)}: yes {percent(forecast.votes[c][0])}, "
        f"no {percent(forecast.votes[c][2])}"
        for c in codes
    )
    title = f"How likely each vote on {forecast.draft} is"
    return Figure(WIDTH, rows.foot + 54, title, words, tuple(marks))


def _stacked(name: str, shares: tuple[float, ...], row: ChartRow, scale: Scale) -> MarkGroup:
    marks: list[Mark] = []
    start = 0.0
    top = row.middle - _BAR / 2
    for vote, share in zip(_ORDER, shares, strict=True):
        x, end = scale(start), scale(start + share)
        start += share
        if end - x < 0.2:
            continue
        marks.append(Rect(x, top, end - x, _BAR, Ink(VOTE_ROLE[vote], "paper", 0.8)))
        words = percent(share)
        if text_width(words, SMALL) + 6 < end - x:
            marks.append(
                TextMark((x + end) / 2, row.middle + 4, words, SMALL, "middle", fill="on-vote")
            )
    spoken = ", ".join(f"{VOTE_WORDS[v]} {percent(s)}" for v, s in zip(_ORDER, shares, strict=True))
    return MarkGroup(tuple(marks), f"{name}: {spoken}")


def power_bars(rows: Sequence[PowerRow], index: str) -> Figure:
    """The power of each class of seats under one index, on a scale from zero."""
    layout = chart_rows([row.label for row in rows], 10)
    values = [f"{axis_number(row.value)}{f' = {row.exact}' if row.exact else ''}" for row in rows]
    room = max(text_width(words, SIZE) for words in values) + 10
    top = max([1e-12, *(row.value for row in rows)])
    scale = Scale(0, top, layout.left, WIDTH - room - 6)
    marks: list[Mark] = layout.labels()
    for row, place, words in zip(rows, layout.rows, values, strict=True):
        ink = Ink("yes" if row.permanent else "abstain", "ink" if row.permanent else None, 1.5)
        length = max(scale(row.value) - layout.left, 0.0)
        bar = Rect(layout.left, place.middle - _BAR / 2, length, _BAR, ink)
        kind = "permanent" if row.permanent else "elected"
        marks.append(MarkGroup((bar,), f"{row.label} ({kind}): {words}"))
        marks.append(TextMark(layout.left + length + 6, place.middle + 4, words, SIZE))
    marks += bottom_axis(scale, layout.foot, layout.foot + 4, index)
    spoken = "; ".join(f"{r.label}: {w}" for r, w in zip(rows, values, strict=True))
    return Figure(WIDTH, layout.foot + 58, f"Voting power: {index}", spoken, tuple(marks))


def share_bars(rows: Sequence[tuple[str, float]], what: str) -> Figure:
    """Shares in [0, 1] as bars in the order given, each with its value."""
    layout = chart_rows([label for label, _ in rows], 10)
    room = text_width("under 1%", SIZE) + 12
    most = max([0.01, *(share for _, share in rows)])
    scale = Scale(0, min(1.0, most * 1.02), layout.left, WIDTH - room)
    marks: list[Mark] = layout.labels()
    for (label, share), place in zip(rows, layout.rows, strict=True):
        length = scale(max(0.0, share)) - layout.left
        bar = Rect(layout.left, place.middle - _BAR / 2, length, _BAR, Ink("yes", None))
        words = percent(max(0.0, share))
        marks.append(MarkGroup((bar,), f"{label}: {words}"))
        marks.append(TextMark(layout.left + length + 6, place.middle + 4, words, SIZE))
    spoken = "; ".join(f"{label}: {percent(max(0.0, share))}" for label, share in rows)
    return Figure(WIDTH, layout.foot + 8, what, spoken, tuple(marks))


def tornado(data: TornadoChart, most: int = 20) -> Figure:
    """The numbers with the largest effect on the outcome, at most ``most``."""
    bars = sorted(data.bars, key=lambda bar: (-abs(bar.at_high - bar.at_low), bar.label))[:most]
    show = percent if data.percent else axis_number
    rows = chart_rows([bar.label for bar in bars], 26)
    ends = [value for bar in bars for value in (bar.at_low, bar.at_high)] or [data.base]
    room = max(text_width(show(value), SMALL) for value in ends) + 8
    low, high = min(*ends, data.base), max(*ends, data.base)
    if high - low < 1e-9:
        low, high = low - 0.01, high + 0.01
    scale = Scale(low, high, rows.left + room, WIDTH - room - 4)
    marks: list[Mark] = rows.labels()
    for bar, row in zip(bars, rows.rows, strict=True):
        marks.append(_tornado_row(bar, row, scale, data))
        left, right = sorted((bar.at_low, bar.at_high))
        marks.append(
            TextMark(scale(left) - 5, row.middle + 4, show(left), SMALL, "end", fill="muted")
        )
        marks.append(TextMark(scale(right) + 5, row.middle + 4, show(right), SMALL, fill="muted"))
    x = scale(data.base)
    marks.append(line((x, 20), (x, rows.foot), Ink(None, "ink", 1.2)))
    head = TextMark(x, 14, f"as coded: {show(data.base)}", SMALL, "middle", True)
    shift = max(0.0, 3 - head.box.left) - max(0.0, head.box.right - WIDTH + 3)
    marks.append(TextMark(head.x + shift, head.y, head.text, SMALL, "middle", True))
    key_top = rows.foot + 8
    for i, (role, words) in enumerate(
        (("no", "number at its low end"), ("yes", "at its high end"))
    ):
        x = WIDTH / 2 - 150 + 175 * i
        marks.append(Rect(x, key_top, 14, 10, Ink(role, "ink" if i else None, 1)))
        marks.append(TextMark(x + 20, key_top + 9, words, SMALL))
    spoken = "; ".join(f"{b.label}: {show(b.at_low)} to {show(b.at_high)}" for b in bars)
    title = f"What moves {data.outcome}"
    return Figure(WIDTH, key_top + 24, title, spoken, tuple(marks))


def _tornado_row(bar: TornadoBar, row: ChartRow, scale: Scale, data: TornadoChart) -> MarkGroup:
    base = scale(data.base)
    parts: list[Mark] = []
    for role, value in (("no", bar.at_low), ("yes", bar.at_high)):
        x = scale(value)
        ink = Ink(role, "ink" if role == "yes" else None, 1)
        height = _BAR if role == "no" else _BAR - 5
        parts.append(Rect(min(base, x), row.middle - height / 2, abs(x - base), height, ink))
    show = percent if data.percent else axis_number
    return MarkGroup(
        tuple(parts),
        f"{bar.label}: {show(bar.at_low)} at its low end, {show(bar.at_high)} at its high end",
    )


def change_chart(rows: Sequence[ChangeRow], what: str, *, points: bool = True) -> Figure:
    """Paired changes with their intervals around zero; ``points`` means percentage points."""
    layout = chart_rows([row.label for row in rows], 10)
    words = [signed_change(row.change, percent=points) for row in rows]
    room = max((text_width(word, SIZE, bold=True) for word in words), default=0.0) + 12
    ends = [v for row in rows for v in (row.low, row.high, row.change)] + [0.0]
    reach = max([0.01 if points else 1e-9, *map(abs, ends)]) * 1.05
    unit = 100.0 if points else 1.0
    scale = Scale(-reach * unit, reach * unit, layout.left + 4, WIDTH - room - 6)
    marks: list[Mark] = bottom_axis(
        scale, 10, layout.foot, f"change of {what}" + (", percentage points" if points else ""),
    )  # fmt: skip
    marks += layout.labels()
    zero = scale(0)
    marks.append(line((zero, 10), (zero, layout.foot), Ink(None, "ink", 1.2)))
    for row, place, word in zip(rows, layout.rows, words, strict=True):
        clear = row.low > 0 or row.high < 0
        role = "abstain" if not clear else "yes" if row.change > 0 else "no"
        y = place.middle
        whisker = line((scale(row.low * unit), y), (scale(row.high * unit), y), Ink(None, role, 2))
        x = scale(row.change * unit)
        dot = Rect(x - 4.5, y - 4.5, 9, 9, Ink(role if clear else "paper", role, 2), 4.5)
        spoken = f"{row.label}: {word}, between {signed_change(row.low, percent=points)} and "
        marks.append(MarkGroup((whisker, dot), spoken + signed_change(row.high, percent=points)))
        marks.append(TextMark(WIDTH - 6, y + 4, word, SIZE, "end", clear))
    spoken = "; ".join(f"{r.label}: {w}" for r, w in zip(rows, words, strict=True))
    return Figure(WIDTH, layout.foot + 54, f"Change of {what}", spoken, tuple(marks))
