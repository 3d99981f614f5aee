"""Members that follow others: the votes expected of them, and the votes they cast.

A follower does not choose. It votes like its leader, or like more than half of its leaders; without
such a majority it abstains. Everybody knows this in advance.
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
"""Iterations that make followers' expected votes consistent with their leaders'. Two are enough
if members do not respond to each other's votes, as with the shipped coefficients."""


@dataclass(frozen=True)
class FollowedLine:
    """One follower and the leaders it follows; indices of members."""

    follower: int
    leaders: tuple[int, ...]


def lines_of(scenario: Scenario, place: Mapping[str, int]) -> tuple[FollowedLine, ...]:
    """The leaders of each follower of a scenario whose group states no line.

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
    """A rule of decision in which some members follow others.

    Attributes:
        rule: How all other members decide.
        lines: Followers with their leaders.
    """

    rule: Rule
    lines: tuple[FollowedLine, ...]

    def __call__(self, who: Electorate, texts: Texts) -> Beliefs:
        """Beliefs in which each follower's expected vote is that of its leaders.

        The chances of adoption take into account that a follower's vote depends on its leaders'. A
        member's beliefs about the effect of its own vote treat the others' votes as independent.
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
    """Write the chances of each follower's votes, from those of its leaders, into ``out``.

    ``probability`` and ``out`` are ``(3, N, L)``. Lanes in which the follower's vote is ``fixed``
    ``(N, L)`` for another reason are unchanged.
    """
    for line in lines:
        mine = np.zeros(probability[:, 0].shape)
        for pattern, chance in _patterns(line, probability):
            mine[majority(pattern)] += chance
        free = fixed[line.follower] == 0.0
        out[:, line.follower, free] = mine[:, free]


def cast(lines: list[FollowedLine], votes: Votes, fixed: Floats) -> None:
    """Set followers' votes in ``votes`` ``(N, L)`` to their leaders', unless ``fixed``."""
    for line in lines:
        free = fixed[line.follower] == 0.0
        leaders = votes[list(line.leaders)]
        vote = np.full(votes.shape[1], Vote.ABSTAIN, dtype=np.int8)
        for each in (Vote.YES, Vote.NO):
            vote[2 * np.count_nonzero(leaders == each, axis=0) > len(line.leaders)] = each
        votes[line.follower, free] = vote[free]


def majority(pattern: tuple[int, ...]) -> Vote:
    """The vote with more than half of ``pattern``, else abstention."""
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

    Sums over every pattern of all leaders' votes, weighted by its probability.
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
