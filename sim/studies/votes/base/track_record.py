"""The track record of forecasts of past ballots, which is shown with every forecast.

Each ballot of the base is forecast by estimates from the other dossiers. The numbers are stored in
``track_record.json``; ``python -m sim.programs.track_record`` recomputes them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.studies.votes.base.joint import Forecast
    from sim.studies.votes.base.rows import BallotRows

NAME = "track_record.json"
DIGITS = 5
"""Decimals stored: more than are shown, fewer than differ between machines."""

AREA_DIGITS = 2
"""The same for areas. Some forecasts differ by less than the precision of the estimates, and each
pair of them that changes places on another machine moves an area by 0.0002."""


@dataclass(frozen=True, slots=True)
class OutcomeGroup:
    """Ballots with the same fate: their number, and their mean forecast chance of failure."""

    ballots: int
    failing: float


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """Ballots from ``first`` to ``last``, in ``dossiers`` folds, by their fate.

    Attributes:
        area: Chance that a failed text had a higher chance of failure than an adopted one.
        contested_area: The same among texts that somebody did not vote for.
    """

    first: str
    last: str
    dossiers: int
    area: float
    contested_area: float
    adopted: OutcomeGroup
    failed: OutcomeGroup


def measured_record(rows: BallotRows, forecast: Forecast) -> TrackRecord:
    """The record of a forecast of every ballot, made without its own dossier."""
    from sim.studies.votes.base.scoring import area  # imports SciPy, which no reader needs

    failing = 1.0 - forecast.adoption

    def group(adopted: bool) -> OutcomeGroup:
        here = rows.adopted == adopted
        return OutcomeGroup(int(here.sum()), round(float(failing[here].mean()), DIGITS))

    failed, contested = ~rows.adopted, rows.contested
    return TrackRecord(
        first=str(rows.days[0]),
        last=str(rows.days[-1]),
        dossiers=len(rows.folds),
        area=round(area(failing, failed), AREA_DIGITS),
        contested_area=round(area(failing[contested], failed[contested]), AREA_DIGITS),
        adopted=group(True),
        failed=group(False),
    )


@cache
def shipped() -> TrackRecord:
    """The record that is shipped with the package."""
    plain = json.loads(files("sim.studies.votes.base").joinpath(NAME).read_text("utf-8"))
    adopted, failed = (OutcomeGroup(**plain.pop(name)) for name in ("adopted", "failed"))
    return TrackRecord(**plain, adopted=adopted, failed=failed)
