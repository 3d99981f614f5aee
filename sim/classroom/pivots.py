"""Whose one other vote would have mattered: by the rules first, then by the engine's doubts."""

from __future__ import annotations

from collections.abc import Mapping

from sim.classroom.debrief_votes import TAKING_PART, counted_result
from sim.lessons.members import WorldShares
from sim.scenario.schema import Scenario

MOST = 3
"""What-ifs for each text."""


def levers(
    scenario: Scenario, symbol: str, votes: Mapping[str, str], shares: WorldShares
) -> list[tuple[str, str]]:
    """Members with the other vote to try, at most ``MOST``, each member once.

    Those come first whose one vote changes the outcome by the rules, the likeliest in the engine's
    worlds leading; then those of which the engine is least sure.
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
