"""The kernels compute the equation as it is written in plain Python, member by member."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.equilibrium.rules import quantal_response, sincere
from sim.preferences import equation
from sim.preferences.coefficients import DECISION
from sim.preferences.electorate import Beliefs, Electorate, Texts, judge_texts
from sim.testing.rules import random_council, random_texts

VOTES = ("yes", "abstain", "no")


def plain_weights(who: Electorate, world: int) -> equation.Weights:
    value = dict(zip(DECISION, who.c[:, world], strict=False))
    return equation.Weights(
        *(value[n] for n in ("tau", "iota", "eps", "nu", "alpha", "kappa", "lambda", "theta")),
        spoken=1.0,  # what the kernels take as fixed is all that stands beside policy
    )


def plain_member(who: Electorate, i: int, world: int) -> equation.MemberPreferences:
    issues = range(who.ideal.shape[1])
    return equation.MemberPreferences(
        position={str(k): float(who.ideal[i, k, world]) for k in issues},
        salience={str(k): float(who.salience[i, k, world]) for k in issues},
        ties={str(j): float(tie) for j, tie in enumerate(who.align[i, :, world]) if tie},
    )


def plain_choice(who: Electorate, texts: Texts, i: int, lane: int) -> equation.VoteChoice:
    world = int(texts.world[lane])
    issues = range(texts.text.shape[0])
    return equation.VoteChoice(
        text={str(k): float(texts.text[k, lane]) for k in issues},
        status_quo={str(k): float(who.quo[k, world]) for k in issues},
        compliance={str(k): float(who.compliance[k, world]) for k in issues},
        rival={str(k): float(texts.rival[k, lane]) for k in issues},
        rival_chance=float(texts.chance[lane]),
        said=float(texts.fixed[i, lane]),
    )


def plain_expectation(beliefs: Beliefs, i: int, lane: int) -> equation.Expectation:
    return equation.Expectation(
        leaning={str(j): float(e) for j, e in enumerate(beliefs.support[:, lane])},
        adopted={vote: float(beliefs.odds[v, i, lane]) for v, vote in enumerate(VOTES)},
        blame=float(beliefs.blame[i, lane]),
        consensus=float(beliefs.accord[lane]),
    )


@pytest.mark.parametrize("quadratic", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_gain_stance_worth_and_chances_are_those_of_the_equation(
    seed: int, quadratic: bool
) -> None:
    draw = np.random.default_rng(seed)
    who, texts = random_council(draw), random_texts(draw)
    who = replace(who, quadratic=quadratic, compliance=draw.uniform(0.3, 1.0, who.quo.shape))
    beliefs = quantal_response(who, texts)
    judged = judge_texts(who, texts, beliefs, who.rows)
    for lane, world in enumerate(texts.world.tolist()):
        weights = plain_weights(who, world)
        for i in range(who.ideal.shape[0]):
            member, choice = plain_member(who, i, world), plain_choice(who, texts, i, lane)
            expected = plain_expectation(beliefs, i, lane)
            gain = equation.policy_gain(member, choice, quadratic=quadratic)
            stance = equation.stance(member, choice, expected, weights, quadratic=quadratic)
            worth = equation.worth(gain, stance, expected, weights)
            assert judged.gain[i, lane] == pytest.approx(gain, abs=1e-12)
            assert judged.stance[i, lane] == pytest.approx(stance, abs=1e-12)
            assert judged.worth[:, i, lane] == pytest.approx([worth[v] for v in VOTES], abs=1e-12)
            if texts.held[i, lane] == 0.0:
                chances = equation.probabilities(worth, weights)
                found = judged.probability[:, i, lane]
                assert found == pytest.approx([chances[v] for v in VOTES], abs=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_a_consensus_is_in_view_as_far_as_nobody_objects_openly(seed: int) -> None:
    draw = np.random.default_rng(seed)
    who, texts = random_council(draw), random_texts(draw)
    accord = sincere(who, texts).accord
    for lane, world in enumerate(texts.world.tolist()):
        weights = plain_weights(who, world)
        product = 1.0
        for i in range(who.ideal.shape[0]):
            if texts.held[i, lane] != 0.0:
                product *= 1.0 - texts.given[2, i, lane]
                continue
            choice = plain_choice(who, texts, i, lane)
            gain = equation.policy_gain(plain_member(who, i, world), choice)
            product *= equation.no_open_objection(gain, choice, weights)
        assert accord[lane] == pytest.approx(product, abs=1e-12)


WEIGHTS = equation.Weights(
    tau=1.0, iota=0.0, eps=0.7, nu=0.0, alpha=1.3, kappa=0.0, lambda_=0.0, theta=2.0,
    presumption=9.0, contest=2.7, closeness=2.0, change=1.2, spoken=30.0, objection=6.0,
    rivalry=0.2, o=2.0, omega=1.0,
)  # fmt: skip


def test_whose_text_it_is_counts_by_how_much_it_changes() -> None:
    base = equation.VoteChoice({"a": 0.75, "b": 0.5}, {"a": 0.25, "b": 0.5}, {}, {}, 0.0)
    assert equation.beside_policy(base, WEIGHTS) == pytest.approx(9.0)
    far = replace(base, closeness=-1.0)
    assert equation.beside_policy(far, WEIGHTS) == pytest.approx(9.0 - (2.0 + 1.2 * 0.5))
    told = replace(base, said=-0.1, rivals=1.0, objecting=0.5, contest=-1.0, neglect=0.5)
    expected = 9.0 - 30.0 * 0.1 - 9.0 * 0.2 - 6.0 * 0.5 - 2.7 - 0.5
    assert equation.beside_policy(told, WEIGHTS) == pytest.approx(expected)


def test_abstention_lies_between_yes_and_no() -> None:
    for stance in (-3.0, 0.0, 3.0):
        worth = {"yes": stance, "abstain": 1.3, "no": -stance}
        chances = equation.probabilities(worth, WEIGHTS)
        assert sum(chances.values()) == pytest.approx(1.0)
        assert chances["yes"] == pytest.approx(1.0 / (1.0 + np.exp(1.3 - stance)))
        assert chances["no"] == pytest.approx(1.0 / (1.0 + np.exp(1.3 + stance)))


def test_a_vote_that_sees_no_worth_in_abstaining_is_shared_by_the_two_others() -> None:
    chances = equation.probabilities({"yes": 1.0, "abstain": -1.0, "no": 0.0}, WEIGHTS)
    yes, no = 1.0 / (1.0 + np.exp(-2.0)), 1.0 / (1.0 + np.exp(-1.0))
    assert chances == pytest.approx(
        {"yes": yes / (yes + no), "abstain": 0.0, "no": no / (yes + no)}
    )


def test_terms_without_a_coefficient_count_nothing() -> None:
    told = equation.VoteChoice(
        {"a": 0.75}, {"a": 0.25}, {}, {}, 0.0, closeness=0.5, sponsors=1.0, rivals=1.0, said=-0.25,
        objecting=0.5, contest=1.0, neglect=0.5,
    )  # fmt: skip
    bare = equation.Weights(
        tau=1.0, iota=1.0, eps=1.0, nu=1.0, alpha=1.0, kappa=1.0, lambda_=1.0, theta=1.0
    )
    assert equation.beside_policy(told, bare) == 0.0
