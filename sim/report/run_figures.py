"""The figures of one run by name."""

from __future__ import annotations

from sim.domain.errors import UsageError
from sim.report.bar_charts import vote_bars
from sim.report.data import RunData
from sim.report.figure import Figure, side_by_side
from sim.report.horseshoe import horseshoe
from sim.report.narrative import names_of
from sim.report.page import slug
from sim.report.spatial import on_principal_axes, spatial_map
from sim.report.timeline import timeline


def run_figures(run: RunData) -> dict[str, Figure]:
    """Every figure that the run's data allow, by name; the first is what ``--plot`` draws."""
    figures: dict[str, Figure] = {}
    tables = [horseshoe(ballot, run.council) for ballot in run.ballots]
    if tables:
        figures["horseshoe"] = side_by_side(tables, f"{run.title}: the votes")
    for ballot, figure in zip(run.ballots, tables, strict=True):
        figures[f"horseshoe-{slug(ballot.draft)}"] = figure
    for item in run.forecast:
        if item.votes:
            recorded = dict(run.recorded.get(item.draft, {}))
            figures[f"votes-{slug(item.draft)}"] = vote_bars(item, run.council, recorded)
    if run.events:
        figures["timeline"] = timeline(run.events, names_of(run))
    if run.space and len(run.space.members) > 1:
        figures["map"] = spatial_map(on_principal_axes(run.space))
    return figures


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
