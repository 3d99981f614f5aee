"""The kernels of preferences on numbers small enough to work out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.domain.ballots import Vote
from sim.preferences import kernels
from sim.preferences.worth import ordered_logit

ROW = np.zeros(1, dtype=np.int64)


def test_urgency_raises_what_is_humanitarian() -> None:
    base = np.array([0.1, 0.3]).reshape(1, 2, 1)
    out = np.empty_like(base)
    kernels.saliences(base, np.array([[0.5]]), np.array([1.0, 0.0]), np.array([0.4]), out)
    assert out[0, :, 0] == pytest.approx([0.12 / 0.42, 0.3 / 0.42])
    kernels.saliences(base, np.array([[0.5]]), np.array([1.0, 0.0]), np.zeros(1), out)
    assert out[0, :, 0] == pytest.approx([0.25, 0.75]), "no pressure: as they are, summing to 1"


def test_who_cares_for_nothing_cares_for_all_issues_alike() -> None:
    out = np.empty((1, 4, 1))
    kernels.saliences(np.zeros((1, 4, 1)), np.zeros((1, 1)), np.zeros(4), np.zeros(1), out)
    assert out[0, :, 0].tolist() == [0.25] * 4


def test_ties_are_shares_of_all_ties_to_others() -> None:
    align = np.array([[5.0, 0.5, -0.25], [0.0, 1.0, 0.0], [0.2, 0.2, 0.0]]).reshape(3, 3, 1)
    kernels.normalise_alignment(align)
    expected = np.array([[0.0, 2 / 3, -1 / 3], [0.0, 0.0, 0.0], [0.5, 0.5, 0.0]])
    assert align[..., 0] == pytest.approx(expected)


@pytest.mark.parametrize(("quadratic", "gain"), [(False, 0.6 * 0.35), (True, 0.6 * 0.41)])
def test_an_issue_gains_by_what_is_carried_out_beside_what_follows_a_failure(
    quadratic: bool, gain: float
) -> None:
    """Half of .8 is carried out where .8 is wanted; else a quarter of the time half of .4 is."""
    numbers = (np.array([x]) for x in (0.8, 0.6, 0.0, 0.5, 0.8, 0.4))
    out = np.empty(1)
    kernels.gain_by_issue(*numbers, 0.25, quadratic, out)
    assert out[0] == pytest.approx(gain)


@pytest.mark.parametrize(
    ("chances", "draw", "vote"),
    [
        ((0.2, 0.3, 0.5), 0.19, Vote.YES),
        ((0.2, 0.3, 0.5), 0.21, Vote.ABSTAIN),
        ((0.2, 0.3, 0.5), 0.49, Vote.ABSTAIN),
        ((0.2, 0.3, 0.5), 0.51, Vote.NO),
        ((0.6, 0.1, 0.3), -1.0, Vote.YES),
        ((0.3, 0.6, 0.1), -1.0, Vote.ABSTAIN),
        ((0.3, 0.1, 0.6), -1.0, Vote.NO),
        ((0.45, 0.1, 0.45), -1.0, Vote.ABSTAIN),
        ((0.45, 0.45, 0.1), -1.0, Vote.ABSTAIN),
        ((0.1, 0.45, 0.45), -1.0, Vote.ABSTAIN),
    ],
)
def test_a_vote_is_drawn_or_the_likeliest_and_of_equals_an_abstention(
    chances: tuple[float, ...], draw: float, vote: Vote
) -> None:
    out = np.full((1, 1), Vote.ABSENT, dtype=np.int8)
    probability = np.array(chances).reshape(3, 1, 1)
    kernels.choose_votes(ROW, probability, np.array([[draw]]), out)
    assert out[0, 0] == vote


def test_an_abstention_is_never_cast_where_it_is_worth_less_than_both_others() -> None:
    assert ordered_logit(0.0, -10.0, 0.0, 1.0) == pytest.approx((0.5, 0.0, 0.5))
    high, low = 1 / (1 + np.exp(-2.0)), 1 / (1 + np.exp(-1.0))
    expected = (high / (high + low), 0.0, low / (high + low))
    assert ordered_logit(1.0, -1.0, 0.0, 1.0) == pytest.approx(expected)
    assert ordered_logit(0.0, 0.0, 0.0, 1.0) == pytest.approx((0.5, 0.0, 0.5))


@pytest.mark.parametrize(("gain", "urge"), [(0.3, 0.75), (-0.3, -0.75), (0.0, 0.0)])
def test_a_patron_urges_by_what_it_gains(gain: float, urge: float) -> None:
    out = np.empty((1, 1))
    kernels.urge(ROW, np.array([[gain]]), np.array([0.1]), out)
    assert out[0, 0] == pytest.approx(urge)


def test_the_index_of_consent_adds_up_its_terms() -> None:
    """Gain .2, trust .5 in a guarantee of .8, two patrons, and the fight less what it has cost."""
    out = np.empty((1, 1))
    number = [np.array([[x]]) for x in (0.2, 0.5, 0.8)]
    influence = np.array([[[0.4], [0.1]]])
    urge = np.array([[0.5], [-1.0]])
    kernels.consent_index(
        ROW, *number, influence, urge, np.array([[0.6]]), np.array([[0.5]]), np.array([0.4]), out
    )
    assert out[0, 0] == pytest.approx(0.2 + 0.4 + (0.4 * 0.5 - 0.1) - 0.6 * (1 - 0.5 * 0.4))


def test_half_of_a_statement_is_left_after_its_half_life() -> None:
    pull = np.array([[[1.0, -2.0]]])
    kernels.decay(pull, 24.0, np.array([24.0, 12.0]))
    assert pull[0, 0] == pytest.approx([0.5, -0.5])
