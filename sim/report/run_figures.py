"""The figures of one run by name."""

from __future__ import annotations

from sim.domain.words import slug
from sim.report.charts import Chart, Horseshoe, SpatialMap, Timeline, VoteBars
from sim.report.data import RunData
from sim.report.narrative import names_in_run


def run_charts(run: RunData) -> dict[str, Chart]:
    """All figures that the run's data allow, by name; ``--plot`` draws the first."""
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
        charts["timeline"] = Timeline(run.events, names_in_run(run))
    if run.space and len(run.space.members) > 1:
        charts["map"] = SpatialMap(run.space)
    return charts
