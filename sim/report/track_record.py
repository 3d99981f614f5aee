"""The track record of forecasts of past ballots, in one sentence."""

from __future__ import annotations

from sim.domain.words import percent
from sim.studies.votes.base.track_record import shipped


def past() -> str:
    """The forecast chance of failure of past ballots, by their outcome."""
    record = shipped()
    return (
        f"Past: {record.failed.ballots} of {record.adopted.ballots + record.failed.ballots} "
        f"ballots failed; forecast {percent(record.failed.failing)}, others "
        f"{percent(record.adopted.failing)} (explain forecasts)"
    )
