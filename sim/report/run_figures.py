"""The figures of one run by name."""

from __future__ import annotations

from sim.domain.errors import UsageError
from sim.domain.words import slug
from sim.report.charts import Chart, Horseshoe, SpatialMap, Timeline, VoteBars
from sim.report.data import RunData
from sim.report.drawing import draw
from sim.report.figure import Figure
from sim.report.narrative import names_of


def run_figures(run: RunData) -> dict[str, Figure]:
    """Every figure that the run's data allow, by name; the first is what ``--plot`` draws."""
    charts: dict[str, Chart] = {}
    if run.ballots:
        charts["horseshoe"] = Horseshoe(run.ballots, run.council, f"{run.title}: the votes")
    for ballot in run.ballots:
        charts[f"horseshoe-{slug(ballot.draft)}"] = Horseshoe((ballot,), run.council)
    for item in run.forecast:
        if item.votes:
            recorded = run.recorded.get(item.draft, {})
            charts[f"votes-{slug(item.draft)}"] = VoteBars(item, run.council, recorded)
    if run.events:
        charts["timeline"] = Timeline(run.events, names_of(run))
    if run.space and len(run.space.members) > 1:
        charts["map"] = SpatialMap(run.space)
    return {name: draw(chart) for name, chart in charts.items()}


def run_figure(run: RunData, name: str | None = None) -> Figure:
    """The figure of that name, or the run's first.

    Raises:
        UsageError: when the run has no such figure.
    """
    figures = run_figures(run)
    key = name or next(iter(figures), "")
    if key not in figures:
        known = ", ".join(figures) or "none at all"
        raise UsageError(f"this run has no figure '{key}'", remedy=f"it has {known}")
    return figures[key]
