"""How forecasts of past ballots have done, in one sentence."""

from __future__ import annotations

from sim.domain.words import percent
from sim.studies.votes.base.track_record import shipped


def past() -> str:
    """What chance of failure past ballots were given, by what became of them."""
    told = shipped()
    return (
        f"Past: of {told.adopted.ballots + told.failed.ballots} ballots {told.failed.ballots} "
        f"failed, forecast at {percent(told.failed.failing)}, others at "
        f"{percent(told.adopted.failing)} (explain forecasts)"
    )
