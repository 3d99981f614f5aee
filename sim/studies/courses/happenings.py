"""What happened in each world: as facts in words, and as coordinates to measure distances."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Outcome, Vote
from sim.domain.states import name_of
from sim.engines.worlds import STATEMENTS, Worlds
from sim.scenario.schema import Scenario
from sim.studies.outcomes import put_to_a_vote

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

SIDE = {Vote.YES: 1.0, Vote.ABSTAIN: 0.0, Vote.NO: -1.0}
"""Coordinate of a vote; abstention is halfway between yes and no."""
CASTS = {Vote.YES: "votes yes", Vote.ABSTAIN: "abstains", Vote.NO: "votes no"}
MOVED = 1e-9
"""Movement above which a text counts as amended."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened in some worlds and not in others.

    Attributes:
        text: a clause for the middle of a sentence.
        holds: ``(R,)``.
        weight: position in lists: outcomes come before the plan, amendments and votes.
    """

    text: str
    holds: Bools
    weight: int


def facts(worlds: Worlds, scenario: Scenario) -> list[Fact]:
    """Everything that happened in some of the worlds, but not in all."""
    candidates = list(_facts(worlds, scenario))
    return [fact for fact in candidates if 0 < int(fact.holds.sum()) < worlds.count]


def _facts(worlds: Worlds, scenario: Scenario) -> Iterator[Fact]:
    were_put = put_to_a_vote(worlds)
    for d, draft in enumerate(worlds.drafts):
        for outcome in Outcome:
            outcome_words = outcome.word.replace("_", " ")
            yield Fact(f"{draft} {outcome_words}", worlds.outcome[d] == outcome, 0)
        yield Fact(f"{draft} amended", worlds.concession[d] > MOVED, 2)
        for m, code in enumerate(worlds.members):
            for vote, outcome_words in CASTS.items():
                cast = (worlds.vote[d, m] == vote) & were_put[d]
                yield Fact(f"{name_of(code)} {outcome_words} on {draft}", cast, 3)
    for g, party in enumerate(worlds.parties):
        name = scenario.parties[party].name
        yield Fact(f"the plan accepted by {name}", worlds.plan_accepted_round[g] >= 0, 1)
    yield Fact("the plan carried out", worlds.plan_carried_out, 1)
    for kind, word in enumerate(STATEMENTS):
        if word != "not_tried":
            fate = "under silence as the clock ends" if word == "pending" else word
            yield Fact(f"a statement by consensus {fate}", worlds.statement == kind, 1)


def world_coordinates(worlds: Worlds) -> Floats:
    """``(R, F)`` coordinates of each world, whose squared distances measure differences.

    A different outcome of a draft counts 1, and so does a different fate of the plan or of a
    statement. All members on the other side of a ballot together count 1; an abstention instead of
    a yes or no counts a quarter of a member's share. Amendment of a text counts a half, and so do
    the parties' answers together.
    """
    columns: list[Floats] = []
    were_put = put_to_a_vote(worlds)
    half = np.sqrt(0.5)
    for d in range(len(worlds.drafts)):
        columns += [half * (worlds.outcome[d] == outcome) for outcome in Outcome]
        side = np.zeros(worlds.vote[d].shape)
        for vote, value in SIDE.items():
            side[worlds.vote[d] == vote] = value
        side = np.where(were_put[d], side, 0.0) / (2.0 * np.sqrt(len(worlds.members)))
        columns += list(side)
        columns.append(half * (worlds.concession[d] > MOVED))
    columns += [
        (answer >= 0) * np.sqrt(0.5 / len(worlds.parties)) for answer in worlds.plan_accepted_round
    ]
    columns.append(worlds.plan_carried_out.astype(np.float64))
    columns += [half * (worlds.statement == code) for code in range(len(STATEMENTS))]
    return np.stack(columns, axis=1).astype(np.float64)
