"""What each kind of figure does not show, in a sentence that stands under every one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.report import charts
from sim.report.charts import Chart

NOT_SHOWN: Mapping[type[Any], str] = {
    charts.Changes: "what happens in single worlds, and whether the model is right: the intervals "
    "are those of chance",
    charts.Steps: "other changes of the same size, and whether anybody would make these",
    charts.Shares: "how sure each share is",
    charts.ChanceRows: "why one is likelier than another, and whether the model is right: the "
    "intervals are those of chance",
    charts.EstimateRows: "which coefficients the votes cannot tell apart, and whether the "
    "model is right",
    charts.InputBoxes: "how likely the outcome is within a box, and what the numbers do together",
    charts.PowerBars: "what members want: every way of voting counts alike",
    charts.TornadoChart: "what numbers do together, and values beyond the ends of each bar",
    charts.SweepLine: "what happens between the marked points, and with other numbers changed too",
    charts.HeatMap: "how sure each cell is, and what happens between the cells",
    charts.CalibrationChart: "whether the forecasts tell texts apart: the same forecast for all of "
    "them can lie on the line",
    charts.Horseshoe: "how likely these votes are, and why they are cast",
    charts.OutcomeBars: "how sure each share is, and why it comes about",
    charts.VoteBars: "which votes go together, and worlds in which the text is not put to the vote",
    charts.Timeline: "other courses of events: this is one world",
    charts.SpatialMap: "differences in other directions, and how much each member cares",
}
"""Kind of chart -> what it leaves out, as the end of "Not shown: ..."."""


def not_shown(chart: Chart) -> str:
    """The sentence under a chart."""
    return f"Not shown: {NOT_SHOWN[type(chart)]}."
