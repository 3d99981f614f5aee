"""Members whose different vote could have mattered, for the what-ifs of the debrief."""

from __future__ import annotations

from collections.abc import Mapping

from sim.classroom.debrief_votes import TAKING_PART, counted_result
from sim.lessons.members import WorldShares
from sim.scenario.schema import Scenario

MOST = 3
"""Maximum number of what-ifs per text."""


def levers(
    scenario: Scenario, symbol: str, votes: Mapping[str, str], shares: WorldShares
) -> list[tuple[str, str]]:
    """Members with another vote to try, at most ``MOST``, each member once.

    First members whose vote changes the outcome by the rules, most likely first in the engine's
    worlds; then those of which the engine is least certain.
    """
    now = counted_result(scenario, symbol, votes).outcome
    options = []
    for code, cast in votes.items():
        for vote in TAKING_PART:
            if vote == cast or code not in shares.votes:
                continue
            turns = counted_result(scenario, symbol, {**votes, code: vote}).outcome is not now
            options.append((not turns, -shares.votes[code][vote], code, vote))
    chosen: dict[str, str] = {}
    for _, _, code, vote in sorted(options):
        if len(chosen) < MOST:
            chosen.setdefault(code, vote)
    return list(chosen.items())
