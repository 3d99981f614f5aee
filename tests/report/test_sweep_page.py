"""A sweep drawn: lines over one range, a map over two paths, a table of everything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.report.charts import HeatMap, Series, SweepLine
from sim.report.document import DocumentTable
from sim.report.drawing import draw_chart
from sim.report.names import KeyNames
from sim.report.svg import to_svg
from sim.report.sweep_page import sweep_page
from sim.studies.sweep.designs import Axis
from tests.report.studies import STUDY, sweep_of

KNOWN = replace(
    STUDY, names=KeyNames({"RUS": "Russian Federation"}, {"crossing": "Opening of the crossing"})
)
POSITION = Axis("members.RUS.positions.crossing", (0.0, 0.5, 1.0))
SEATS = Axis("scenario", ("invented-river", "other-river"))


def test_one_range_is_drawn_as_lines_told_in_words() -> None:
    page = sweep_page(sweep_of(POSITION), KNOWN)
    chart = page.plot
    assert isinstance(chart, SweepLine)
    assert chart.path == "Russia: opening of the crossing"
    (series,) = chart.series
    assert (series.x, series.y) == ((0.0, 0.5, 1.0), (0.0, 1 / 3, 2 / 3))
    assert page.summary[0].text == (
        "Over “Russia: opening of the crossing”: S/2099/101 is between 0% and 67%."
    )
    data = page.data
    assert data is not None
    assert data.columns[:2] == ("point", POSITION.path)
    assert len(data.rows) == 6  # both measures of each of three points
    assert len(page.sections[1].exhibits[0].table.rows) == 3  # the page keeps one of them


def test_small_values_of_a_path_are_told_apart() -> None:
    small = sweep_of(Axis("coefficients.kappa", (0.0001, 0.0002)))
    table = sweep_page(small, KNOWN).brief[-1]
    assert isinstance(table, DocumentTable)
    assert [row[0] for row in table.rows] == ["0.0001", "0.0002"]
    assert 0 in table.right


def test_two_paths_are_a_map_and_shades_in_the_terminal() -> None:
    page = sweep_page(sweep_of(POSITION, SEATS), KNOWN)
    chart = page.plot
    assert isinstance(chart, HeatMap)
    assert (chart.x, chart.y) == (("invented-river", "other-river"), ("0", "0.5", "1"))
    assert chart.values[1] == (2 / 6, 3 / 6)
    shaded = page.brief[-1]
    assert isinstance(shaded, DocumentTable)
    assert shaded.rows[1] == ("0.5", "░░ 0.33", "▓▓ 0.50")
    assert page.brief[1].endswith("shades from 0% to 83%\n")


def test_the_base_case_is_marked_where_it_is_known() -> None:
    seats = Axis("members.CHN.positions.crossing", (0.0, 1.0))
    known = replace(KNOWN, centres={POSITION.path: 0.6, seats.path: 0.9})
    page = sweep_page(sweep_of(POSITION, seats), known)
    assert isinstance(page.plot, HeatMap)
    assert page.plot.base == (1, 1), "the nearest point of the grid"
    shaded = page.brief[-1]
    assert isinstance(shaded, DocumentTable)
    marked = [cell for row in shaded.rows for cell in row if str(cell).endswith("*")]
    assert marked == [shaded.rows[1][2]]
    assert "base case: 1, 0.5" in to_svg(draw_chart(page.plot))
    line = sweep_page(sweep_of(POSITION), known).plot
    assert isinstance(line, SweepLine)
    assert line.base == 0.6
    assert "base 0.6" in to_svg(draw_chart(line))


def test_colours_run_over_the_data_and_not_from_nothing_to_all() -> None:
    narrow = HeatMap("x", "y", "adopted", ("a", "b"), ("c",), ((0.02, 0.04),))
    assert [narrow.shade(value) for value in (0.02, 0.03, 0.04)] == pytest.approx([0.0, 0.5, 1.0])
    svg = to_svg(draw_chart(narrow))
    assert "f-ramp0" in svg
    assert "f-ramp9" in svg
    assert "2.0%" in svg, "a decimal where whole per cent would be the same"
    assert replace(narrow, values=((0.3, 0.3),)).shade(0.3) == 0.5
    both = replace(narrow, values=((-0.1, 0.05),), diverging=True)
    assert [both.shade(value) for value in (-0.1, 0.0, 0.05)] == pytest.approx([-1.0, 0.0, 0.5])
    flat = Series("s", (0.0, 1.0), (0.01, 0.03), (0.0, 0.01), (0.02, 0.08))
    low = SweepLine("p", "adopted", (flat,))
    assert "10%" in to_svg(draw_chart(low))
    assert "100%" not in to_svg(draw_chart(low))


def test_words_alone_have_a_table_and_no_figure() -> None:
    page = sweep_page(sweep_of(SEATS), KNOWN)
    assert page.plot is None
    assert "two paths" in page.unplotted
    assert page.summary == ()
