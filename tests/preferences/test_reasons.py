"""The terms of a decision add up to it, and each is what the equation says."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from sim.domain.ballots import SIGN, Vote
from sim.equilibrium.rules import quantal_response
from sim.preferences.coefficients import DECISION
from sim.preferences.electorate import judge_texts
from sim.preferences.reasons import (
    BallotInWorld,
    DecisionTerm,
    IndexNames,
    MemberTerms,
    TermKind,
    best_other,
    split,
)
from sim.testing.rules import random_council, random_texts

BESIDE = MemberTerms(
    {"M05": 0.25, "M06": -0.5}, presumption=0.5, contest=-0.25, sponsorship=0.125, rivalry=-0.75,
    statement=-0.375, consultation=-0.0625,
)  # fmt: skip
NAMES = IndexNames(tuple(f"M{i:02d}" for i in range(15)), ("a", "b", "c"))
VOTES = (Vote.YES, Vote.ABSTAIN, Vote.NO)
BOUND = 7
"""A member whose vote on the fifth text is not its own."""


def ballot(lane: int = 0, seed: int = 3) -> BallotInWorld:
    """A ballot on which the same stands beside policy for every member: the sum of ``BESIDE``."""
    draw = np.random.default_rng(seed)
    who, texts = random_council(draw), random_texts(draw)
    texts = replace(texts, fixed=np.full_like(texts.fixed, -1.0625))
    beliefs = quantal_response(who, texts)
    return BallotInWorld(who, texts, beliefs, judge_texts(who, texts, beliefs, who.rows), lane)


def amounts(terms: list[DecisionTerm]) -> dict[TermKind, float]:
    """By kind, the sum of its terms."""
    out: dict[TermKind, float] = {}
    for term in terms:
        out[term.kind] = out.get(term.kind, 0.0) + term.amount
    return out


@pytest.mark.parametrize(("chosen", "other"), permutations(VOTES, 2))
def test_the_terms_add_up_to_what_one_vote_is_worth_more_than_another(
    chosen: Vote, other: Vote
) -> None:
    case = ballot()
    for member in range(15):
        terms = split(case, member, chosen, BESIDE, NAMES, other)
        worth = case.judgement.worth[:, member, case.lane]
        assert sum(term.amount for term in terms) == pytest.approx(worth[chosen] - worth[other])
        assert TermKind.CHANCE not in amounts(terms), "a named other vote leaves nothing to chance"


@pytest.mark.parametrize(("chosen", "other"), permutations(VOTES, 2))
def test_each_term_counts_by_the_signs_of_the_two_votes(chosen: Vote, other: Vote) -> None:
    case, member = ballot(), 2
    found = amounts(split(case, member, chosen, BESIDE, NAMES, other))
    turn = SIGN[chosen] - SIGN[other]
    for kind in (
        TermKind.PRESUMPTION, TermKind.CONTEST, TermKind.SPONSORSHIP, TermKind.RIVALRY,
        TermKind.STATEMENT, TermKind.CONSULTATION,
    ):  # fmt: skip
        assert found[kind] == turn * getattr(BESIDE, kind.value)
    assert found[TermKind.CLOSENESS] == turn * -0.25
    c = dict(zip(DECISION, case.who.c[:, 0], strict=False))
    odds, gain = case.beliefs.odds[:, member, 0], case.judgement.gain[member, 0]
    brings = c["iota"] * gain * (odds[chosen] - odds[other])
    assert found[TermKind.ADOPTION] == pytest.approx(brings)
    assert found[TermKind.ISSUE] == pytest.approx(turn * c["eps"] * gain)
    assert found.get(TermKind.ABSTENTION, 0.0) == pytest.approx(
        c["alpha"] * ((chosen == Vote.ABSTAIN) - (other == Vote.ABSTAIN))
    )
    assert found.get(TermKind.CONSENSUS, 0.0) == pytest.approx(
        c["nu"] * case.beliefs.accord[0] * ((chosen == Vote.YES) - (other == Vote.YES))
    )
    assert found.get(TermKind.VETO_COST, 0.0) == pytest.approx(
        -c["kappa"] * case.beliefs.blame[member, 0] * ((chosen == Vote.NO) - (other == Vote.NO))
    )


def test_a_vote_that_is_not_the_best_is_told_as_chance() -> None:
    case = ballot()
    for member in range(15):
        worth = case.judgement.worth[:, member, case.lane]
        for chosen in VOTES:
            other = best_other(worth, chosen)
            assert worth[other] == max(worth[v] for v in VOTES if v != chosen)
            margin = float(worth[chosen] - worth[other])
            found = amounts(split(case, member, chosen, BESIDE, NAMES))
            total = sum(found.values())
            assert found.get(TermKind.CHANCE, 0.0) == max(0.0, -margin)
            assert total == pytest.approx(max(0.0, margin), abs=1e-12)


def test_nothing_is_left_to_chance_between_votes_worth_the_same() -> None:
    case = ballot()
    level = replace(case.judgement, worth=np.ones_like(case.judgement.worth))
    terms = split(replace(case, judgement=level), 2, Vote.YES, BESIDE, NAMES)
    assert TermKind.CHANCE not in {term.kind for term in terms}


def test_terms_common_to_all_come_last_and_the_largest_first() -> None:
    case = ballot()
    terms = split(case, 2, Vote.YES, BESIDE, NAMES, Vote.NO)
    common = {
        TermKind.PRESUMPTION, TermKind.CONTEST, TermKind.CONSULTATION, TermKind.CONSENSUS,
        TermKind.ABSTENTION,
    }  # fmt: skip
    keys = [(term.kind in common, -abs(term.amount)) for term in terms]
    assert keys == sorted(keys)
    assert {key[0] for key in keys} == {False, True}


def test_a_vote_that_is_not_ones_own_has_no_terms() -> None:
    assert split(ballot(lane=4), BOUND, Vote.ABSTAIN, BESIDE, NAMES) == []
