"""Cases of what a diplomat would call impossible, and helpers to read worlds."""

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
"""Movement below which a text counts as unchanged."""


@dataclass(frozen=True)
class Case:
    """One member in one kind, in one scenario.

    Attributes:
        member, draft: the member and the text.
        sentence: a sentence with ``{share}`` in place of how often it happens where it could.
        could: (R,) worlds in which it could happen.
        did: (R,) worlds in which it did.
    """

    member: str
    draft: str
    sentence: str
    could: Bools
    did: Bools

    @property
    def share(self) -> float:
        """How often it happens where it could; 0 if it never could."""
        return float(self.did[self.could].mean()) if self.could.any() else 0.0


def names(draft: Draft) -> set[str]:
    """Sponsors and co-sponsors of a draft."""
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
    """The codes that are members of the Council, in its order."""
    return [code for code in scenario.members if code in codes]


def rival_pairs(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Pairs of drafts without a common sponsor or co-sponsor."""
    for first, second in permutations(scenario.drafts, 2):
        if not names(scenario.drafts[first]) & names(scenario.drafts[second]):
            yield first, second


def usually_with(scenario: Scenario, symbol: str, code: str) -> bool:
    """Whether a member has agreed with every sponsor in most votes, and more than usual."""
    shared = scenario.members[code].agreement
    pens = [pen for pen in scenario.drafts[symbol].sponsors if pen != code]
    counts = [shared.get(pen) for pen in pens]
    return bool(pens) and all(
        count is not None and count.agreed > count.of / 2 and count.agreed > count.usual
        for count in counts
    )
