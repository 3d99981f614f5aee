"""Forms of the vote: chances by hand, derivatives, recovery of known numbers."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy import integrate, stats

from sim.procedure.article27 import decide
from sim.procedure.voting_rule import VotingRule
from sim.studies.votes.base.candidates import FORMS
from sim.studies.votes.base.estimation import Penalty, fit_form, initial_parameters
from sim.studies.votes.base.forms import VoteForm
from sim.studies.votes.base.joint import (
    adoption_chance,
    forecast_rows,
    independent,
    joint,
    joint_and_slope,
)
from tests.studies.made_rows import made, simulated


def sigma(x: float) -> float:
    return 1 / (1 + np.exp(-x))


def test_a_ballot_of_two_by_hand() -> None:
    rows = made([[0, 1]])
    form = VoteForm("x", shared=False, veto=False)
    found = forecast_rows(form, np.array([1.0, 0.5]), rows)
    total = np.exp(1) + np.exp(0.5) + np.exp(-1)
    assert found.joint == pytest.approx([np.log(np.exp(1) / total) + np.log(np.exp(0.5) / total)])
    assert found.unanimous == pytest.approx([2 * np.log(np.exp(1) / total)])
    assert found.chance[:, 0] == pytest.approx(np.exp([1, 0.5, -1]) / total)


def test_a_permanent_member_has_a_term_for_its_no() -> None:
    rows = made([[2, 2]], members=("RUS", "E00"))
    found = forecast_rows(VoteForm("x", shared=False), np.array([1.0, 0.0, 0.7]), rows)
    assert found.chance[2] == pytest.approx(
        [np.exp(v) / (np.exp(1) + 1 + np.exp(v)) for v in (0.7 - 1, -1)]
    )


def test_the_ordered_form_by_hand() -> None:
    rows = made([[0, 1, 2]], members=("E00", "E01", "RUS"))
    form = VoteForm("x", response="ordered", shared=False)
    above, below = 1.5, 1.5 * np.exp(-0.2)
    found = forecast_rows(form, np.array([0.8, np.log(1.5), 0.2]), rows)
    assert found.chance[0] == pytest.approx([sigma(0.8 - above)] * 3)
    assert found.chance[2] == pytest.approx([sigma(-0.8 - above)] * 2 + [sigma(-0.8 - below)])
    assert found.chance.sum(axis=0) == pytest.approx(1)


def test_the_switch_by_hand() -> None:
    rows = made([[0, 1]])
    form = VoteForm("x", response="switch", shared=False, veto=False)
    found = forecast_rows(form, np.array([0.6, 0.1, 2.0, 0.3]), rows)
    accord = sigma(0.6 + 0.3) ** 2
    yes = 0.6 + 2.0 * accord
    assert found.chance[0, 0] == pytest.approx(
        np.exp(yes) / (np.exp(yes) + np.exp(0.1) + np.exp(-0.6))
    )


def test_the_shared_draw_is_integrated_out() -> None:
    rows = made([[0, 0, 1]])
    form = VoteForm("x", response="ordered", veto=False)
    theta = np.array([2.0, 0.1, np.log(1.3)])
    cut = np.exp(0.1)

    def at(z: float) -> float:
        d = 2.0 + 1.3 * z
        yes, no = sigma(d - cut), sigma(-d - cut)
        return yes**2 * (1 - yes - no) * stats.norm.pdf(z)

    assert np.exp(joint(form, theta, rows))[0] == pytest.approx(
        integrate.quad(at, -10, 10)[0], rel=1e-4
    )


def test_votes_depend_on_each_other_through_the_draw() -> None:
    rows = made([[1] * 6])
    theta = np.array([4.0, 0.0, np.log(2.5)])
    found = forecast_rows(VoteForm("x", response="ordered", veto=False), theta, rows)
    alone = independent(found.chance, rows)
    assert found.joint[0] > alone.joint[0] + 1
    assert found.chance == pytest.approx(alone.chance)


def test_pens_are_not_forecast() -> None:
    theta = np.array([1.0, 0.0, 0.2, 0.3])
    form = VoteForm("x")
    with_pen = made([[0, 1]], members=("FRA", "E00"), pens=("FRA",))
    alone = made([[1]], members=("E00",))
    assert joint(form, theta, with_pen) == pytest.approx(joint(form, theta, alone))
    assert with_pen.votes.tolist() == [1]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_derivatives_are_those_of_differences(form: VoteForm) -> None:
    rng = np.random.default_rng(1)
    cast = rng.choice(3, size=(6, 15), p=[0.7, 0.2, 0.1]).tolist()
    columns = {name: rng.normal(0, 0.5, 90) for name in form.features}
    rows = made(cast, pens=("FRA",), **columns)
    theta = initial_parameters(form) + rng.normal(0, 0.1, len(form.parameters))
    weight = rng.uniform(0.5, 2.0, 6)
    _, slope = joint_and_slope(form, theta, rows, weight)
    step = 1e-5
    for k in range(theta.size):
        ahead, back = theta.copy(), theta.copy()
        ahead[k] += step
        back[k] -= step
        change = weight @ (joint(form, ahead, rows) - joint(form, back, rows))
        assert slope[k] == pytest.approx(change / (2 * step), rel=1e-5, abs=1e-6)


def test_known_numbers_are_recovered_from_simulated_ballots() -> None:
    form = VoteForm("x", ("closeness", "closeness by change"), "ordered", veto=False)
    truth = np.array([3.0, 2.0, 1.0, np.log(1.2), np.log(1.5)])
    rows = simulated(form, truth, 600, seed=3)
    found = fit_form(form, rows, penalty=Penalty(weight_spread=10, contest_spread=10, discount=1))
    assert found.converged
    assert found.slope < 1e-2
    assert found.theta == pytest.approx(truth, abs=0.35)
    assert found.named()["contest"] == pytest.approx(1.5, abs=0.2)


def test_a_tight_penalty_holds_weights_near_nought() -> None:
    form = VoteForm("x", ("closeness",), "ordered", veto=False)
    rows = simulated(form, np.array([3.0, 2.0, 0.2, 0.0]), 60, seed=4)
    loose = fit_form(form, rows, penalty=Penalty(weight_spread=5))
    tight = fit_form(form, rows, penalty=Penalty(weight_spread=0.05))
    assert 0 < tight.theta[1] < 0.2 < loose.theta[1]


def test_adoption_is_that_of_article_27_over_all_ways_to_vote() -> None:
    rows = made([[0] * 15])
    rng = np.random.default_rng(2)
    chance = rng.dirichlet([2, 1, 1], 15).T  # (3, 15)
    chance[:, [1, 2, 6, 7, 8, 9, 10]] = np.array([[1.0], [0], [0]])  # seven are sure to vote yes
    found = adoption_chance(chance[:, None, :], rows)[0, 0]
    open_ = [k for k in range(15) if chance[0, k] < 1]
    ways = np.array(list(product(range(3), repeat=len(open_))), dtype=np.int8)
    votes = np.zeros((len(ways), 15), dtype=np.int8)
    votes[:, open_] = ways
    likely = chance[ways, open_].prod(axis=1)
    outcome = decide(votes, rows.permanent, VotingRule(9)).outcome
    assert found == pytest.approx(likely[outcome == 0].sum())


def test_pens_vote_yes_and_the_absent_help_nobody_to_nine() -> None:
    no = np.repeat(np.array([[0.0], [1.0], [0.0]]), 15, axis=1)
    everybody = tuple(made([[0] * 15]).members)
    assert adoption_chance(no[:, None], made([[0] * 15], pens=everybody[:9]))[0, 0] == 1
    assert adoption_chance(no[:, None], made([[0] * 15], pens=everybody[:8]))[0, 0] == 0
    yes = no[[1, 0, 2]]
    assert adoption_chance(yes[:, None, :8], made([[0] * 8]))[0, 0] == 0
