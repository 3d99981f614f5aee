"""A sweep drawn: lines over one range, a map over two paths, a table of everything."""

from __future__ import annotations

from dataclasses import replace

from sim.report.charts import HeatMap, SweepLine
from sim.report.document import Table
from sim.report.names import Names
from sim.report.sweep_page import sweep_page
from sim.studies.sweep.designs import Axis
from tests.report.studies import STUDY, sweep_of

KNOWN = replace(
    STUDY, names=Names({"RUS": "Russian Federation"}, {"crossing": "Opening of the crossing"})
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
        "Over “Russia: opening of the crossing”: S/2099/101 lies between 0% and 67%."
    )
    data = page.data
    assert data is not None
    assert data.columns[:2] == ("point", POSITION.path)
    assert len(data.rows) == 6  # both measures of each of three points
    assert len(page.sections[1].exhibits[0].table.rows) == 3  # the page keeps one of them


def test_two_paths_are_a_map_and_shades_in_the_terminal() -> None:
    page = sweep_page(sweep_of(POSITION, SEATS), KNOWN)
    chart = page.plot
    assert isinstance(chart, HeatMap)
    assert (chart.x, chart.y) == (("invented-river", "other-river"), ("0", "0.5", "1"))
    assert chart.values[1] == (2 / 6, 3 / 6)
    shaded = page.brief[-1]
    assert isinstance(shaded, Table)
    assert shaded.rows[1] == ("0.5", "░░ 0.33", "▒▒ 0.50")


def test_words_alone_have_a_table_and_no_figure() -> None:
    page = sweep_page(sweep_of(SEATS), KNOWN)
    assert page.plot is None
    assert "two paths" in page.unplotted
    assert page.summary == ()
