"""Members that vote with somebody: what they are expected to do, and what they do.

A follower is no chooser. Its vote is that of its leader, or of more than half of its leaders; where
no vote has more than half of them it abstains. Everybody knows this beforehand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Vote
from sim.equilibrium.rules import Rule, chances
from sim.preferences.electorate import Beliefs, Electorate, Texts
from sim.scenario.schema import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Votes = NDArray[np.int8]

MOST_ROUNDS = 50
"""Times that beliefs are solved anew until what followers do fits what leaders do. Two are enough
where members do not look at each other's votes, as with the shipped coefficients."""


@dataclass(frozen=True)
class FollowedLine:
    """One follower and those whose votes decide its own; indices of members."""

    follower: int
    leaders: tuple[int, ...]


def lines_of(scenario: Scenario, place: Mapping[str, int]) -> tuple[FollowedLine, ...]:
    """Whose vote each follower of a scenario casts where its group states no line.

    ``place`` is the index of each member.
    """
    out = []
    for code, name in scenario.follow.items():
        group = scenario.groups.get(name)
        if group is None:
            leaders: tuple[str, ...] = (name,)
        elif group.spokesman is not None:
            leaders = (group.spokesman,)
        else:
            leaders = tuple(m for m in group.members if m in place and m not in scenario.follow)
        if leaders:
            out.append(FollowedLine(place[code], tuple(place[leader] for leader in leaders)))
    return tuple(out)


@dataclass(frozen=True)
class FollowingRule:
    """A rule of decision in which some members vote with others.

    Attributes:
        rule: How everybody else decides.
        lines: Who follows whom.
    """

    rule: Rule
    lines: tuple[FollowedLine, ...]

    def __call__(self, who: Electorate, texts: Texts) -> Beliefs:
        """Beliefs at which each follower is expected to do what its leaders are.

        The chances of adoption count that a follower's vote is tied to its leaders'. What a member
        believes of its own vote's effect takes the votes of others for independent.
        """
        free = [line for line in self.lines if not texts.held[line.follower].all()]
        if not free:
            return self.rule(who, texts)
        held, given = texts.held.copy(), texts.given.copy()
        for line in free:
            choose = texts.held[line.follower] == 0.0
            given[Vote.ABSTAIN, line.follower, choose] = 1.0
            held[line.follower] = 1.0
        beliefs = self.rule(who, replace(texts, held=held, given=given))
        for _ in range(MOST_ROUNDS):
            expected = given.copy()
            expect(free, beliefs.probability, expected, texts.held)
            if np.array_equal(expected, given):
                break
            given = expected
            beliefs = self.rule(who, replace(texts, held=held, given=given))
        adopted, nine = tied_chances(who, beliefs.probability, texts.blocking, free, texts.held)
        return replace(beliefs, adopted=adopted, nine=nine)


def expect(lines: list[FollowedLine], probability: Floats, out: Floats, fixed: Floats) -> None:
    """The chances of each follower's votes into ``out`` ``(3, N, L)``, by those of its leaders.

    Lanes in which its vote is ``fixed`` ``(N, L)`` for another reason are left as they are.
    """
    for line in lines:
        mine = np.zeros(probability[:, 0].shape)
        for pattern, chance in _patterns(line, probability):
            mine[majority(pattern)] += chance
        free = fixed[line.follower] == 0.0
        out[:, line.follower, free] = mine[:, free]


def cast(lines: list[FollowedLine], votes: Votes, fixed: Floats) -> None:
    """Let followers cast their leaders' vote in ``votes`` ``(N, L)``, but where it is ``fixed``."""
    for line in lines:
        free = fixed[line.follower] == 0.0
        leaders = votes[list(line.leaders)]
        vote = np.full(votes.shape[1], Vote.ABSTAIN, dtype=np.int8)
        for each in (Vote.YES, Vote.NO):
            vote[2 * np.count_nonzero(leaders == each, axis=0) > len(line.leaders)] = each
        votes[line.follower, free] = vote[free]


def majority(pattern: tuple[int, ...]) -> Vote:
    """The vote of more than half of a pattern, else abstention."""
    for each in (Vote.YES, Vote.NO):
        if 2 * pattern.count(each) > len(pattern):
            return each
    return Vote.ABSTAIN


def tied_chances(
    who: Electorate,
    probability: Floats,
    blocking: Ints,
    lines: list[FollowedLine],
    fixed: Floats,
) -> tuple[Floats, Floats]:
    """Exact P(adopted) and P(quota reached), ``(L,)`` each, where followers vote as leaders do.

    Every pattern of all leaders' votes is looked at, weighted by its probability.
    """
    if not lines:
        return chances(who, probability, blocking)
    everybody = FollowedLine(-1, tuple(dict.fromkeys(i for line in lines for i in line.leaders)))
    place = {leader: n for n, leader in enumerate(everybody.leaders)}
    adopted, nine = np.zeros(probability.shape[2]), np.zeros(probability.shape[2])
    for pattern, weight in _patterns(everybody, probability):
        sure = probability.copy()
        for leader, vote in zip(everybody.leaders, pattern, strict=True):
            sure[:, leader] = 0.0
            sure[vote, leader] = 1.0
        for line in lines:
            free = fixed[line.follower] == 0.0
            vote = majority(tuple(pattern[place[leader]] for leader in line.leaders))
            column = np.zeros(sure[:, line.follower].shape)
            column[vote] = 1.0
            sure[:, line.follower, free] = column[:, free]
        some, enough = chances(who, sure, blocking)
        adopted += weight * some
        nine += weight * enough
    return adopted, nine


def _patterns(line: FollowedLine, probability: Floats) -> Iterator[tuple[tuple[int, ...], Floats]]:
    """Every pattern of the leaders' votes with its probability ``(L,)``."""
    for pattern in product((Vote.YES, Vote.ABSTAIN, Vote.NO), repeat=len(line.leaders)):
        chance = np.ones(probability.shape[2])
        for leader, vote in zip(line.leaders, pattern, strict=True):
            chance = chance * probability[vote, leader]
        yield pattern, chance
