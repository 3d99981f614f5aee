"""Members whose different vote could have mattered, for the what-ifs of the debrief."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from sim.classroom.debrief_votes import TAKING_PART, VoteResult
from sim.lessons.members import WorldShares

MOST = 3
"""Maximum number of what-ifs per text."""


Counting = Callable[[Mapping[str, str]], VoteResult]
"""Counts votes, by member and in words, on one text."""


def levers(
    votes: Mapping[str, str],
    shares: WorldShares,
    counted: Counting,
    fixed: Collection[str] = (),
) -> list[tuple[str, str]]:
    """Members with another vote to try, at most ``MOST``, each member once.

    ``fixed`` are members that had no other vote.

    First members whose vote changes the outcome by the rules, most likely first in the engine's
    worlds; then those of which the engine is least certain.
    """
    now = counted(votes).outcome
    options = []
    for code, cast in votes.items():
        for vote in TAKING_PART:
            if vote == cast or code in fixed or code not in shares.votes:
                continue
            turns = counted({**votes, code: vote}).outcome is not now
            options.append((not turns, -shares.votes[code][vote], code, vote))
    chosen: dict[str, str] = {}
    for _, _, code, vote in sorted(options):
        if len(chosen) < MOST:
            chosen.setdefault(code, vote)
    return list(chosen.items())
