"""What carries a coefficient: contributions that add up, and ballots that pull as they say."""

from __future__ import annotations

import numpy as np
import pytest

from sim.domain.errors import UsageError
from sim.studies.votes.base.carriers import carriers, curvature
from sim.studies.votes.base.estimation import Penalty, fit_form
from sim.studies.votes.base.forms import VoteForm
from sim.studies.votes.base.joint import joint, joint_and_slope
from tests.studies.made_rows import simulated

FORM = VoteForm("ordered", ("closeness", "closeness by change"), "ordered")
TRUE = np.array([5.0, 1.5, 0.8, 0.2, 0.3, np.log(2.5)])
PENALTY = Penalty(discount=2.0)
COEFFICIENTS = ("presumption", "closeness", "change", "alpha", "veto", "contest")


@pytest.fixture(scope="module")
def rows():
    return simulated(FORM, TRUE, 120, seed=3)


@pytest.fixture(scope="module")
def fitted(rows):
    return fit_form(FORM, rows, penalty=PENALTY)


def log_posterior(theta, rows) -> float:
    centre, spread = PENALTY.centre_and_spread(FORM)
    away = (theta - centre) / spread
    return float(rows.weight @ joint(FORM, theta, rows)) / PENALTY.discount - 0.5 * away @ away


@pytest.mark.parametrize("name", COEFFICIENTS)
def test_parts_add_up_to_the_whole_curvature(fitted, rows, name) -> None:
    found = carriers(fitted, rows, name, PENALTY)
    place = COEFFICIENTS.index(name)
    step = 1e-3 * np.eye(TRUE.size)[place]
    around = [log_posterior(fitted.theta + k * step, rows) for k in (-1, 0, 1)]
    assert found.held == pytest.approx(-(around[0] - 2 * around[1] + around[2]) / 1e-6, rel=1e-3)
    whole = np.linalg.inv(curvature(fitted, rows, PENALTY))
    assert found.information == pytest.approx(1.0 / whole[place, place], rel=1e-3)
    assert found.information < found.held, "with the others unknown less is known"


@pytest.mark.parametrize("name", COEFFICIENTS)
def test_votes_add_up_to_their_ballot_and_pulls_to_nothing(fitted, rows, name) -> None:
    found = carriers(fitted, rows, name, PENALTY)
    for one in found.ballots:
        assert sum(vote.pull for vote in one.votes) == pytest.approx(one.pull)
        assert sum(vote.information for vote in one.votes) == pytest.approx(one.information)
        assert len(one.votes) == sum(one.tally)
    strength = sum(abs(one.pull) for one in found.ballots)
    left = sum(one.pull for one in found.ballots) + found.penalty_pull
    assert abs(left) < 1e-4 * strength, "the slope at the estimate is 0"
    assert found.squared(found.ballots) == pytest.approx(1.0)


def test_a_pull_is_the_slope_of_its_ballot_alone(fitted, rows) -> None:
    found = carriers(fitted, rows, "contest", PENALTY)
    inverse = np.linalg.inv(curvature(fitted, rows, PENALTY))[-1]
    follow = inverse / inverse[-1]
    for one in found.ballots[:5]:
        alone = rows.subset(np.array([symbol == one.symbol for symbol in rows.symbols]))
        weight = alone.weight / PENALTY.discount
        slope = joint_and_slope(FORM, fitted.theta, alone, weight)[1]
        assert one.pull == pytest.approx(float(follow @ slope), rel=1e-4)


@pytest.mark.parametrize("name", ["presumption", "contest", "closeness"])
def test_without_a_ballot_the_estimate_goes_where_it_no_longer_pulls(fitted, rows, name) -> None:
    found = carriers(fitted, rows, name, PENALTY)
    for one in found.ballots[:8]:
        kept = rows.subset(np.array([symbol != one.symbol for symbol in rows.symbols]))
        again = fit_form(FORM, kept, near=fitted.theta, penalty=PENALTY)
        now = carriers(again, kept, name, PENALTY).estimate
        assert (now - found.estimate) * one.pull < 0
        assert now - found.estimate == pytest.approx(found.without(one) - found.estimate, rel=0.33)


def test_unanimous_ballots_pull_the_presumption_up(fitted, rows) -> None:
    found = carriers(fitted, rows, "presumption", PENALTY)
    unanimous = [one for one in found.ballots if one.unanimous]
    assert 0 < len(unanimous) < len(found.ballots)
    assert sum(one.pull for one in unanimous) > 0
    assert not rows.contested[[rows.symbols.index(one.symbol) for one in unanimous]].any()


def test_what_is_not_estimated_is_named_with_what_is(fitted, rows) -> None:
    with pytest.raises(UsageError, match="'kappa' is not estimated from the base") as caught:
        carriers(fitted, rows, "kappa", PENALTY)
    assert "presumption, closeness, change, alpha, veto, contest" in str(caught.value.remedy)
