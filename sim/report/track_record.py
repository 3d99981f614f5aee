"""How forecasts of past ballots have done, in one sentence."""

from __future__ import annotations

from sim.domain.words import percent
from sim.studies.votes.base.track_record import shipped


def past() -> str:
    """What chance of failure past ballots were given, by what became of them."""
    record = shipped()
    return (
        f"Past: {record.failed.ballots} of {record.adopted.ballots + record.failed.ballots} "
        f"ballots failed; forecast {percent(record.failed.failing)}, others "
        f"{percent(record.adopted.failing)} (explain forecasts)"
    )
