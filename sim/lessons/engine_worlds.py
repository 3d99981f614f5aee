"""Outcomes of texts and votes of members over an ensemble of worlds."""

from __future__ import annotations

import numpy as np

from sim.domain.ballots import Outcome, Vote
from sim.engines.backends import Backend
from sim.engines.run import run_worlds
from sim.engines.worlds import Worlds
from sim.lessons.members import Pins, WorldShares
from sim.lessons.standing import with_vote
from sim.scenario.schema import Scenario

REPLICATES = 1000
"""Number of worlds for a what-if in the debrief."""

CAST = (Vote.YES, Vote.ABSTAIN, Vote.NO)


def world_shares(
    scenario: Scenario, pins: Pins, replicates: int = REPLICATES
) -> dict[str, WorldShares]:
    """Draft -> shares over the worlds of ``scenario``, with the same random draws each time.

    ``pins`` fix votes, as ``--pin`` does.
    """
    worlds = run_worlds(
        with_vote(scenario, pins),
        seed=0,
        picks=range(replicates),
        backend=Backend(workers=1),  # the rest of the machine serves the room
    )
    return {draft: _shares(worlds, place) for place, draft in enumerate(worlds.drafts)}


def _shares(worlds: Worlds, place: int) -> WorldShares:
    outcomes = {o.word: float(np.mean(worlds.outcome[place] == o)) for o in Outcome}
    put = ~np.isnan(worlds.p_vote[place, 0, 0])  # worlds in which there was a ballot
    votes = {}
    for seat, member in enumerate(worlds.members):
        cast = worlds.vote[place, seat][put]
        votes[member] = {
            vote.word: float(np.mean(cast == vote)) if cast.size else 0.0 for vote in CAST
        }
    return WorldShares(outcomes, votes, float(np.mean(put)), worlds.count)
