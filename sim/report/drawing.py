"""Draw charts: one function for each kind of data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sim.report import charts
from sim.report.bar_charts import change_chart, power_bars, share_bars, tornado, vote_bars
from sim.report.change_chart import step_chart
from sim.report.charts import Chart
from sim.report.estimate_chart import estimate_chart
from sim.report.figure import Figure, side_by_side
from sim.report.horseshoe import horseshoe
from sim.report.interval_charts import chance_rows, input_boxes
from sim.report.line_charts import draw_calibration, heat_map, sweep_line
from sim.report.not_shown import not_shown
from sim.report.palette import OUTCOME_WORDS
from sim.report.spatial import on_principal_axes, spatial_map
from sim.report.timeline import draw_timeline


def draw_chart(chart: Chart) -> Figure:
    """Draw a chart as marks on a grid; its description ends with what it does not show."""
    figure = DRAWN[type(chart)](chart)
    return replace(figure, description=f"{figure.description.rstrip()} {not_shown(chart)}".lstrip())


def _horseshoe(chart: charts.Horseshoe) -> Figure:
    tables = [horseshoe(ballot, chart.council) for ballot in chart.ballots]
    return side_by_side(tables, chart.title) if chart.title else tables[0]


def _outcomes(chart: charts.OutcomeBars) -> Figure:
    rows = [(OUTCOME_WORDS[o], share.value) for o, share in chart.forecast.outcomes.items()]
    return share_bars(rows, f"What becomes of {chart.forecast.draft}")


DRAWN: Mapping[type[Any], Callable[[Any], Figure]] = {
    charts.Changes: lambda chart: change_chart(chart.rows, chart.what),
    charts.FlipSteps: lambda chart: step_chart(chart.solution, chart.goal),
    charts.Shares: lambda chart: share_bars(chart.rows, chart.what),
    charts.ChanceRows: chance_rows,
    charts.EstimateRows: estimate_chart,
    charts.InputBoxes: input_boxes,
    charts.PowerBars: lambda chart: power_bars(chart.rows, chart.index),
    charts.TornadoChart: tornado,
    charts.SweepLine: sweep_line,
    charts.HeatMap: heat_map,
    charts.CalibrationChart: lambda chart: draw_calibration(chart.bins),
    charts.Horseshoe: _horseshoe,
    charts.OutcomeBars: _outcomes,
    charts.VoteBars: lambda chart: vote_bars(chart.forecast, chart.council, dict(chart.recorded)),
    charts.Timeline: lambda chart: draw_timeline(chart.events, chart.names),
    charts.SpatialMap: lambda chart: spatial_map(on_principal_axes(chart.space)),
}
"""Kind of chart -> the function that draws it."""
