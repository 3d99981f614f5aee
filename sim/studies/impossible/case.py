"""One member's place in what a diplomat would call impossible, and how worlds are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Vote
from sim.engines.worlds import Worlds
from sim.scenario.schema import Draft, Scenario
from sim.studies import outcomes

Bools = NDArray[np.bool_]

LEAST = 0.05
"""Movement below which a text is as it was."""


@dataclass(frozen=True)
class Case:
    """One member's place in one kind, in one scenario.

    Attributes:
        member, draft: whose vote on which text.
        told: a sentence with ``{share}`` in place of how often it happens where it could.
        could: (R,) worlds in which it could happen.
        did: (R,) worlds in which it did.
    """

    member: str
    draft: str
    told: str
    could: Bools
    did: Bools

    @property
    def share(self) -> float:
        """How often it happens where it could; 0 where it never could."""
        return float(self.did[self.could].mean()) if self.could.any() else 0.0


def names(draft: Draft) -> set[str]:
    """Members whose name stands under a draft."""
    return {*draft.sponsors, *draft.co_sponsors}


def voted(worlds: Worlds, draft: str, member: str, vote: Vote) -> Bools:
    """(R,) whether a member cast a vote on a draft."""
    d, i = worlds.drafts.index(draft), worlds.members.index(member)
    out: Bools = worlds.vote[d, i] == int(vote)
    return out


def put(worlds: Worlds, draft: str) -> Bools:
    """(R,) whether a draft was put to the vote."""
    out: Bools = outcomes.put_to_a_vote(worlds)[worlds.drafts.index(draft)]
    return out


def unchanged(worlds: Worlds, draft: str) -> Bools:
    """(R,) whether a draft stayed as it was tabled."""
    out: Bools = worlds.concession[worlds.drafts.index(draft)] < LEAST
    return out


def members_among(scenario: Scenario, codes: set[str]) -> list[str]:
    """Those of ``codes`` that sit on the Council, in its order."""
    return [code for code in scenario.members if code in codes]


def rival_pairs(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Pairs of drafts of which no name stands under both."""
    for one, other in permutations(scenario.drafts, 2):
        if not names(scenario.drafts[one]) & names(scenario.drafts[other]):
            yield one, other


def usually_with(scenario: Scenario, symbol: str, code: str) -> bool:
    """Whether a member has agreed with every sponsor in most votes, and more than is usual."""
    shared = scenario.members[code].agreement
    pens = [pen for pen in scenario.drafts[symbol].sponsors if pen != code]
    counts = [shared.get(pen) for pen in pens]
    return bool(pens) and all(
        one is not None and one.agreed > one.of / 2 and one.agreed > one.usual for one in counts
    )
