"""Estimates are drawn as multiples of what was believed before."""

from __future__ import annotations

import math

from sim.report.charts import EstimateRow, EstimateRows
from sim.report.drawing import draw_chart
from sim.report.estimate_chart import estimate_chart
from sim.report.figure import Circle, Figure, MarkGroup, Path, TextMark

ROWS = (
    EstimateRow("presumption", 4.0, 8.0, 4.0, 16.0),
    EstimateRow("alpha", 1.0, 1.0, 0.5, 2.0),
    EstimateRow("iota", 0.0, 0.0, 0.0, 0.1),
)


def places(figure: Figure) -> dict[str, tuple[float, float, float]]:
    """Name of a row -> where its interval begins, its disc stands, and its interval ends."""
    found = {}
    for mark in figure.marks:
        if isinstance(mark, MarkGroup):
            whisker, disc = mark.marks
            assert isinstance(disc, Circle)
            assert isinstance(whisker, Path)
            (left, _), (right, _) = whisker.points
            found[mark.label.split(":")[0]] = (left, disc.x, right)
    return found


def test_a_value_twice_as_large_stands_as_far_right_in_every_row() -> None:
    figure = estimate_chart(EstimateRows(ROWS, "estimates"))
    found = places(figure)
    assert set(found) == {"presumption", "alpha"}, "0 has no multiple"
    low, value, high = found["presumption"]
    assert math.isclose(high - value, value - low, abs_tol=1.5)
    assert math.isclose(found["alpha"][1], low, abs_tol=1.5), "as much as before"
    ones = [m for m in figure.marks if isinstance(m, TextMark) and m.text == "1"]
    assert any(math.isclose(mark.x, found["alpha"][1], abs_tol=0.01) for mark in ones)


def test_the_figure_is_told_in_words() -> None:
    words = draw_chart(EstimateRows(ROWS[:1], "estimates")).description
    assert words.startswith("presumption: 8, between 4 and 16, before 4")
    assert "Not shown: which coefficients the votes cannot distinguish" in words
