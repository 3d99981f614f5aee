"""How forecasts of past ballots have done, in one sentence."""

from __future__ import annotations

from sim.domain.words import percent
from sim.studies.votes.base.track_record import shipped


def past() -> str:
    """What chance of failure past ballots were given, by what became of them."""
    record = shipped()
    return (
        f"Past: of {record.adopted.ballots + record.failed.ballots} ballots "
        f"{record.failed.ballots} failed, forecast at {percent(record.failed.failing)}, others at "
        f"{percent(record.adopted.failing)} (explain forecasts)"
    )
