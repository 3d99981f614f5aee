"""The vote against independent computations, which visit every pattern of votes."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.equilibrium.rules import RULES, chances, quantal_response
from sim.preferences.coefficients import COEFFICIENTS, DECISION
from sim.preferences.electorate import Electorate, Texts, judge_texts

Floats = NDArray[np.float64]
SIGN = (1.0, 0.0, -1.0)
ISSUES = 2

STRATEGIC = {
    "tau": 0.06, "iota": 1.0, "eps": 0.8, "nu": 0.03, "theta": 0.1, "alpha": 0.08, "kappa": 0.06,
    "lambda": 0.25,
}  # fmt: skip
"""Coefficients under which members mind each other, the outcome, the norm and blame."""


def strategic() -> list[float]:
    """All coefficients of the vote with those of ``STRATEGIC`` among them."""
    return [STRATEGIC.get(name, COEFFICIENTS[name].start) for name in DECISION]


def ordered(worth: Floats, tau: float) -> Floats:
    """The ordered-logit response to the worth of yes, abstention and no, ``(3, ...)``."""
    yes = 1.0 / (1.0 + np.exp(-(worth[0] - worth[1]) / tau))
    no = 1.0 / (1.0 + np.exp(-(worth[2] - worth[1]) / tau))
    scale = np.maximum(1.0, yes + no)
    return np.stack([yes / scale, np.maximum(0.0, 1.0 - yes - no), no / scale])


def council(permanent: int, elected: int, quota: int, seed: int, tau: float = 0.3) -> Electorate:
    """Members drawn at random; the permanent ones come first."""
    r = np.random.default_rng(seed)
    n = permanent + elected
    align = r.uniform(-1, 1, (n, n, 1))
    align[np.arange(n), np.arange(n)] = 0.0
    align /= np.abs(align).sum(axis=1, keepdims=True)
    c = np.array(strategic())
    c[DECISION.index("tau")] = tau
    salience = r.uniform(0.2, 1, (n, ISSUES, 1))
    return Electorate(
        ideal=r.uniform(0, 1, (n, ISSUES, 1)),
        salience=salience / salience.sum(axis=1, keepdims=True),
        align=np.ascontiguousarray(align),
        c=np.append(c, 1.0 / tau)[:, None],
        quo=r.uniform(0, 0.4, (ISSUES, 1)),
        compliance=np.ones((ISSUES, 1)),
        elected=np.arange(permanent, n, dtype=np.int64),
        permanent=np.arange(permanent, dtype=np.int64),
        quota=quota,
        quadratic=False,
    )


def one_text(who: Electorate, seed: int, blocking: int = 1) -> Texts:
    """A text drawn at random, without a rival."""
    r = np.random.default_rng(seed)
    n = who.ideal.shape[0]
    text = r.uniform(0.3, 1, (ISSUES, 1))
    return Texts(
        world=np.zeros(1, dtype=np.int64), text=text, rival=text, chance=np.zeros(1),
        fixed=r.uniform(-0.1, 0.2, (n, 1)), apart=np.zeros((n, 1)), held=np.zeros((n, 1)),
        given=np.zeros((3, n, 1)),
        blocking=np.array([blocking], dtype=np.int64),
    )  # fmt: skip


def enumerated(who: Electorate, p: Floats, blocking: int) -> tuple[float, float, Floats, Floats]:
    """P(adopted), P(quota), odds (3, N) and blame (N,), by visiting every pattern of votes."""
    n = p.shape[1]
    permanent = set(who.permanent.tolist())
    adopted = nine = 0.0
    odds, blame = np.zeros((3, n)), np.zeros(n)
    for votes in product(range(3), repeat=n):
        chance = float(np.prod([p[v, i] for i, v in enumerate(votes)]))
        enough = votes.count(0) >= who.quota
        noes = sum(v == 2 for i, v in enumerate(votes) if i in permanent)
        passes = enough and (blocking == 0 or noes < blocking)
        adopted += chance * passes
        nine += chance * enough
        for i, own in enumerate(votes):
            odds[own, i] += chance * passes / p[own, i]
            others = noes - (own == 2 and i in permanent)
            if i in permanent and own == 2 and enough and 0 < blocking <= others + 1:
                blame[i] += chance / p[own, i] / (1 + others)
    return adopted, nine, odds, blame


@pytest.mark.parametrize(
    ("permanent", "elected", "quota"), [(2, 3, 3), (1, 4, 2), (3, 2, 4), (0, 5, 3)]
)
@pytest.mark.parametrize("blocking", [0, 1, 2])
def test_adoption_and_pivots_equal_every_pattern_of_votes(
    permanent: int, elected: int, quota: int, blocking: int
) -> None:
    who = council(permanent, elected, quota, seed=permanent)
    beliefs = quantal_response(who, one_text(who, seed=7, blocking=blocking))
    adopted, nine, odds, blame = enumerated(who, beliefs.probability[:, :, 0], blocking)
    found = chances(who, beliefs.probability, np.array([blocking]))
    assert found[0][0] == pytest.approx(adopted, abs=1e-12)
    assert found[1][0] == pytest.approx(nine, abs=1e-12)
    assert beliefs.odds[:, :, 0] == pytest.approx(odds, abs=1e-7)  # one response behind
    assert beliefs.blame[:, 0] == pytest.approx(blame, abs=1e-7)


def payoffs_of(who: Electorate, texts: Texts, gain: Floats, accord: float) -> Floats:
    """``(N, 3, ..., 3)`` the ballot as a game: what each pattern of votes is worth to each."""
    c = dict(zip(DECISION, who.c[:, 0], strict=False))
    n = len(gain)
    payoffs = np.zeros((n, *[3] * n))
    for votes in product(range(3), repeat=n):
        permanent_noes = [i for i in who.permanent if votes[i] == 2]
        passes = votes.count(0) >= who.quota and not permanent_noes
        for i, own in enumerate(votes):
            company = sum(who.align[i, j, 0] * SIGN[votes[j]] for j in range(n))
            stance = c["eps"] * gain[i] + texts.fixed[i, 0] + c["lambda"] * company
            worth = c["iota"] * gain[i] * passes + stance * SIGN[own]
            worth += (c["nu"] * accord, c["alpha"], 0.0)[own]
            if i in permanent_noes and votes.count(0) >= who.quota:
                worth -= c["kappa"] / len(permanent_noes)
            payoffs[(i, *votes)] = worth
    return payoffs


@pytest.mark.parametrize("seed", range(6))
def test_members_answer_what_the_votes_of_the_others_are_worth_to_them(seed: int) -> None:
    who = council(1, 3, 2, seed, tau=0.3)
    texts = one_text(who, seed + 100)
    beliefs = quantal_response(who, texts)
    found = beliefs.probability[:, :, 0]
    payoffs = payoffs_of(who, texts, beliefs.gain[:, 0], float(beliefs.accord[0]))
    for i in range(found.shape[1]):
        expected = payoffs[i]
        for j in reversed(range(found.shape[1])):
            if j != i:
                expected = np.tensordot(expected, found[:, j], axes=(j, 0))
        assert found[:, i] == pytest.approx(ordered(expected, 0.3), abs=1e-7)


def test_blame_is_halved_beside_a_permanent_no_that_is_sure() -> None:
    who = council(2, 5, 3, seed=1)
    texts = one_text(who, seed=2)
    given = np.zeros_like(texts.given)
    given[0, 2:] = 1.0  # all elected members are sure to vote yes
    held = np.zeros_like(texts.held)
    held[2:] = 1.0
    alone, beside = given.copy(), given.copy()
    alone[1, 1], beside[2, 1] = 1.0, 1.0
    held[1] = 1.0
    first = quantal_response(who, replace(texts, held=held, given=alone))
    second = quantal_response(who, replace(texts, held=held, given=beside))
    assert first.blame[0, 0] == pytest.approx(1.0)
    assert second.blame[0, 0] == pytest.approx(0.5)


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_rule_gives_distributions_and_keeps_votes_that_are_bound(name: str) -> None:
    who = council(2, 3, 3, seed=4)
    texts = one_text(who, seed=5)
    held, given = texts.held.copy(), texts.given.copy()
    held[1], given[1, 1] = 1.0, 1.0
    bound = replace(texts, held=held, given=given)
    beliefs = RULES[name](who, bound)
    judged = judge_texts(who, bound, beliefs, who.rows)
    for probability in (beliefs.probability, judged.probability):
        assert probability.sum(axis=0) == pytest.approx(1.0)
        assert np.all(probability >= 0.0)
        assert probability[:, 1, 0].tolist() == [0.0, 1.0, 0.0]


def test_each_member_judging_alone_reproduces_the_common_fixed_point() -> None:
    who = council(2, 5, 4, seed=9, tau=0.06)
    texts = one_text(who, seed=10)
    beliefs = quantal_response(who, texts)
    assert beliefs.residual[0] < 1e-9
    judged = judge_texts(who, texts, beliefs, who.rows)
    assert judged.probability == pytest.approx(beliefs.probability, abs=1e-8)
