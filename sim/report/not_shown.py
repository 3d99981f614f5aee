"""What each kind of figure does not show, as a sentence under the figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.report import charts
from sim.report.charts import Chart

NOT_SHOWN: Mapping[type[Any], str] = {
    charts.Changes: "single worlds, and whether the model is right: "
    "the intervals only reflect chance",
    charts.FlipSteps: "other changes of the same size, and whether anybody would make these "
    "changes",
    charts.Shares: "how sure each share is",
    charts.ChanceRows: "why one is likelier than another, and whether the model is right: the "
    "intervals only reflect chance",
    charts.EstimateRows: "which coefficients the votes cannot distinguish, and whether the "
    "model is right",
    charts.InputBoxes: "how likely the outcome is within a box, and interactions between numbers",
    charts.PowerBars: "what members want: every way of voting counts equally",
    charts.TornadoChart: "interactions between numbers, and values beyond the ends of each bar",
    charts.SweepLine: "values between the marked points, and other numbers changing too",
    charts.HeatMap: "the uncertainty of each cell, and values between the cells",
    charts.CalibrationChart: "whether the forecasts discriminate between texts: the same forecast "
    "for all can be on the line",
    charts.Horseshoe: "how likely these votes are, and the reasons for them",
    charts.OutcomeBars: "the uncertainty of each share, and the reasons for it",
    charts.VoteBars: "which votes go together, and worlds in which the text is not put to the vote",
    charts.Timeline: "other courses of events: this is one world",
    charts.SpatialMap: "differences in other directions, and how much each member cares",
}
"""Kind of chart -> what it leaves out, as the end of "Not shown: ..."."""


def not_shown(chart: Chart) -> str:
    """The sentence under a chart."""
    return f"Not shown: {NOT_SHOWN[type(chart)]}."
