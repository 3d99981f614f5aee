"""The forecasts of two runs, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from math import hypot

from sim.report.document import Cell, DocumentTable
from sim.studies.forecast import DraftForecast, Share, WorldForecast

Forecast = tuple[Mapping[str, DraftForecast], WorldForecast | None]
"""The forecasts of a run's drafts and of what else happens; nothing of an unfinished run."""


def _all_shares(run: Forecast) -> dict[tuple[str, str], Share]:
    """Draft (or plan, or statement) and what becomes of it -> its share of the worlds."""
    drafts, world = run
    shares = {
        (draft, outcome.word.replace("_", " ")): share
        for draft, forecast in drafts.items()
        for outcome, share in forecast.outcomes().items()
    }
    if world is not None:
        shares["plan", "carried out"] = world.carried_out
        shares |= {("statement", word): s for word, s in world.statement.items()}
        del shares["statement", "not_tried"]
    return shares


def compared_forecasts(first_run: Forecast, second_run: Forecast) -> DocumentTable:
    """Shares of both runs, and the difference with a two-sample interval."""
    rows: list[tuple[Cell, ...]] = []
    left, right = _all_shares(first_run), _all_shares(second_run)
    names = list(dict.fromkeys((*first_run[0], *second_run[0], "plan", "statement")))
    for what in sorted({**left, **right}, key=lambda what: names.index(what[0])):
        a, b = left.get(what), right.get(what)
        if not (a and a.share) and not (b and b.share):
            continue
        change = low = high = None
        if a is not None and b is not None:
            change = b.share - a.share
            low = change - hypot(b.share - b.low, a.high - a.share)
            high = change + hypot(b.high - b.share, a.share - a.low)
        ends = (a.share if a else None, b.share if b else None)
        rows.append((*what, *ends, change, low, high))
    columns = ("draft", "outcome", "first", "second", "change", "low", "high")
    return DocumentTable(columns, rows, "Forecasts, with intervals as of two samples")
