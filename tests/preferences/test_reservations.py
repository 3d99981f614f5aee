"""What sponsors expect of a vote that is not known exactly, and Bayes' rule for what they hear."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from sim.preferences.reservations import NODES, WEIGHTS, expected_votes, weigh_statements

ROWS = np.array([0], dtype=np.int64)
LANE = np.zeros(1, dtype=np.int64)
ONE = np.ones(1)


def worth_of(stance: float, alpha: float) -> np.ndarray:
    """W of yes, abstain and no of one member, one lane."""
    return np.array([stance, alpha, -stance]).reshape(3, 1, 1)


def weights() -> np.ndarray:
    """Weights before anything is heard, one member, one world."""
    return WEIGHTS.reshape(1, -1, 1).copy()


def expect(
    stance: float, spread: float, weight: np.ndarray, error: float = 0.0, alpha: float = 1.0
) -> np.ndarray:
    """Probabilities of yes, abstain, no; NaN where they are left as they were."""
    out = np.full((3, 1, 1), np.nan)
    expected_votes(
        ROWS, worth_of(stance, alpha), np.zeros((1, 1)), LANE, ONE, np.array([[spread]]),
        np.array([[error]]), weight, out,
    )  # fmt: skip
    return out[:, 0, 0]


def told(
    stance: float, plain: float, alarms: float, weight: np.ndarray, spread: float = 1.5
) -> np.ndarray:
    """The weights after one word."""
    weigh_statements(
        ROWS, worth_of(stance, 1.0), LANE, ONE, np.array([[spread]]), np.zeros((1, 1)),
        np.zeros((1, 1)), np.array([[plain]]), np.array([[alarms]]), weight,
    )  # fmt: skip
    return weight


def chance_of_no(stance: float, weight: np.ndarray, spread: float = 1.5) -> float:
    return float(expect(stance, spread, weight)[2])


@pytest.mark.parametrize("stance", [-4.0, -1.0, 0.0, 0.7, 3.0])
@pytest.mark.parametrize("spread", [0.3, 1.0, 2.0])
@pytest.mark.parametrize("error", [-0.8, 0.0, 1.1])
def test_what_is_expected_is_the_mean_over_a_normal_error(
    stance: float, spread: float, error: float
) -> None:
    z = np.linspace(-8, 8, 4001)
    density = np.exp(-z * z / 2) / math.sqrt(2 * math.pi) * (z[1] - z[0])
    at = stance + spread * (error + z)
    yes, no = 1 / (1 + np.exp(1.0 - at)), 1 / (1 + np.exp(1.0 + at))
    total = np.maximum(1.0, yes + no)
    exact = [density @ (yes / total), density @ (1 - (yes + no) / total), density @ (no / total)]
    found = expect(stance, spread, weights(), error)
    assert found == pytest.approx(exact, abs=5e-3)
    assert found.sum() == pytest.approx(1.0)


def test_nothing_is_touched_where_the_stance_is_known() -> None:
    assert np.isnan(expect(0.3, 0.0, weights())).all()
    assert np.array_equal(told(0.3, 1.0, 0.1, weights(), spread=0.0), weights())


@pytest.mark.parametrize("stance", [-2.0, 0.0, 2.0])
def test_a_threat_raises_the_chance_of_a_no_and_its_opposite_lowers_it(stance: float) -> None:
    before = chance_of_no(stance, weights())
    assert chance_of_no(stance, told(stance, 1.0, 0.16, weights())) > before + 0.01
    assert chance_of_no(stance, told(stance, -1.0, 0.16, weights())) < before - 0.01


def test_a_threat_from_one_who_always_threatens_moves_less_and_at_one_half_nothing() -> None:
    before = chance_of_no(0.5, weights())
    moves = [
        chance_of_no(0.5, told(0.5, 1.0, alarms, weights())) - before
        for alarms in (0.01, 0.16, 0.3, 0.45)
    ]
    assert all(one > other > 0.0 for one, other in itertools.pairwise(moves))
    assert told(0.5, 1.0, 0.5, weights()) == pytest.approx(weights(), abs=1e-15)


def test_a_plainer_word_moves_more() -> None:
    moves = [
        chance_of_no(0.5, told(0.5, plain, 0.16, weights())) for plain in (0.0, 0.25, 0.5, 1.0)
    ]
    assert moves == sorted(moves)
    assert moves[0] == chance_of_no(0.5, weights())


@pytest.mark.parametrize("stance", [-1.0, 0.0, 2.0])
def test_what_is_believed_on_average_over_both_words_is_what_was_believed_before(
    stance: float,
) -> None:
    """Bayes' rule: a member says one thing or the other, and no word moves beliefs for nothing."""
    alarms = 0.2
    no = np.array([expect(stance, 1.5, np.eye(7)[n].reshape(1, -1, 1))[2] for n in range(7)])
    says_no = float(WEIGHTS @ (0.5 + (0.5 - alarms) * (2 * no - 1)))
    after = says_no * told(stance, 1.0, alarms, weights())
    after = after + (1 - says_no) * told(stance, -1.0, alarms, weights())
    assert after == pytest.approx(weights(), abs=1e-12)


def test_what_the_statement_itself_has_bound_the_speaker_to_is_no_news() -> None:
    """A speaker whom its own word has turned into an opponent was none when it spoke."""
    heard = weights()
    weigh_statements(
        ROWS, worth_of(0.5 - 3.0, 1.0), LANE, ONE, np.array([[1.5]]), np.zeros((1, 1)),
        np.array([[-3.0]]), ONE.reshape(1, 1), np.array([[0.16]]), heard,
    )  # fmt: skip
    assert heard == pytest.approx(told(0.5, 1.0, 0.16, weights()))


def test_nodes_and_weights_are_those_of_a_standard_normal_number() -> None:
    moments = [float(WEIGHTS @ NODES**power) for power in range(0, 13, 2)]
    assert moments == pytest.approx([1, 1, 3, 15, 105, 945, 10395], rel=1e-9)
