"""The norm of consensus binds as far as a consensus is in view, and no further."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.equilibrium.rules import RULES
from sim.preferences.coefficients import DECISION
from sim.preferences.electorate import Electorate, Texts, judge_texts
from tests.equilibrium.test_equilibrium import council, one_text

OBJECTOR = 0


def alone(seed: int, objection: float) -> tuple[Electorate, Texts]:
    """Members who mind nobody, all of them lukewarm but for one who objects so much."""
    who = council(2, 5, 4, seed, tau=0.05)
    who = replace(who, align=np.zeros_like(who.align))
    texts = one_text(who, seed + 1)
    texts = replace(texts, text=who.quo.copy(), rival=who.quo.copy(), fixed=np.zeros((7, 1)))
    texts.fixed[OBJECTOR] = -objection
    return who, texts


def with_norm(who: Electorate, nu: float) -> Electorate:
    c = who.c.copy()
    c[DECISION.index("nu")] = nu
    return replace(who, c=c)


@pytest.mark.parametrize("rule", ["quantal-response", "sincere"])
def test_beside_an_open_objection_the_lukewarm_are_free(rule: str) -> None:
    yes = []
    for objection in (-0.5, 0.0, 0.1, 0.5):
        who, texts = alone(1, objection)
        beliefs = RULES[rule](with_norm(who, 0.3), texts)
        others = beliefs.probability[0, who.elected, 0]
        assert others == pytest.approx(others[0], abs=1e-12), "they have the same to gain: nothing"
        yes.append(others[0])
    assert yes == sorted(yes, reverse=True)
    who, texts = alone(1, 0.5)
    free = RULES[rule](with_norm(who, 0.0), texts).probability[0, who.elected[0], 0]
    assert yes[-1] == pytest.approx(free, abs=1e-3)
    assert yes[0] > free + 0.2


def test_a_mild_opponent_goes_along_and_a_strong_one_does_not() -> None:
    """How strong an objection must be to count is theta, whatever abstaining is worth."""
    for theta, alpha in ((0.1, 0.02), (0.1, 0.2), (0.3, 0.02)):
        seen = []
        for objection in (theta - 0.2, theta, theta + 0.2):
            who, texts = alone(3, objection)
            c = who.c.copy()
            c[DECISION.index("theta")], c[DECISION.index("alpha")] = theta, alpha
            c[DECISION.index("tau")], c[-1] = 0.02, 50.0
            beliefs = RULES["quantal-response"](replace(who, c=c), texts)
            others = 1.0 / (1.0 + np.exp(-theta / 0.02))
            seen.append(beliefs.accord[0] / others**6)
        assert seen == pytest.approx([1.0, 0.5, 0.0], abs=1e-3)


@pytest.mark.parametrize("seed", range(4))
def test_how_far_it_binds_does_not_depend_on_how_strong_it_is(seed: int) -> None:
    who = council(3, 4, 4, seed)
    texts = one_text(who, seed)
    seen = [RULES["quantal-response"](with_norm(who, nu), texts).accord[0] for nu in (0, 0.1, 1)]
    assert seen[0] == seen[1] == seen[2]
    assert 0.0 < seen[0] < 1.0
    assert RULES["sincere"](who, texts).accord[0] == pytest.approx(seen[0], rel=1e-12)


def test_who_may_not_choose_counts_with_the_vote_that_is_given() -> None:
    who, texts = alone(2, 0.5)
    bound = replace(texts, held=texts.held.copy(), given=texts.given.copy())
    bound.held[OBJECTOR] = 1.0
    bound.given[1, OBJECTOR] = 1.0
    free = RULES["quantal-response"](who, texts)
    held = RULES["quantal-response"](who, bound)
    assert held.accord[0] > 100 * free.accord[0]


def test_the_norm_adds_the_same_to_every_member_s_yes_and_to_nothing_else() -> None:
    who = with_norm(council(2, 3, 3, 5), 0.2)
    texts = one_text(who, 6)
    beliefs = RULES["quantal-response"](who, texts)
    worth = judge_texts(who, texts, beliefs, who.rows).worth
    without = judge_texts(with_norm(who, 0.0), texts, beliefs, who.rows).worth
    added = (worth - without)[:, :, 0]
    assert added[0] == pytest.approx(0.2 * beliefs.accord[0], abs=1e-12)
    assert not added[1:].any()
