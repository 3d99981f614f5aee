"""Estimates: known coefficients come back, gradients agree, a refit gives what is shipped."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from scipy.stats import chi2

from sim.engines.parallel import on_threads
from sim.preferences.coefficients import COEFFICIENTS, DECISION
from sim.scenario.schema import Record, Scenario
from sim.studies.votes.fit import Fit, fit_coefficients
from sim.studies.votes.fit_report import (
    coefficient_rows,
    directions,
    estimates_of_fit,
    likelihood_profile,
)
from sim.studies.votes.likelihood import STARTING, RecordedCase
from sim.studies.votes.posterior import Objective, Prior, from_scale, log_slope, to_scale
from sim.studies.votes.published_fit import published_fit
from tests.studies.made import ISSUES, MEMBERS, made

TRUE = {"eps": 12.0, "presumption": 0.6, "alpha": 0.7}
CENTRE = STARTING.copy()
"""Members look at what a text brings them: no text is presumed to pass before it is read."""
for _name, _value in {"eps": 8.0, "presumption": 0.5, "alpha": 0.5, "contest": 0.0}.items():
    CENTRE[DECISION.index(_name)] = _value
BALLOTS = 60


def synthetic(number: int) -> Scenario:
    """A ballot whose votes are drawn from the model itself under ``TRUE``, positions spread out."""
    rng = np.random.default_rng(number)
    positions = {
        code: {
            k: {"is": round(float(v), 3), "because": "seen"} for k, v in zip(ISSUES, p, strict=True)
        }
        for code, p in zip(MEMBERS, rng.random((len(MEMBERS), len(ISSUES))), strict=True)
    }
    text = {
        k: {"is": round(float(v), 3), "because": "seen"}
        for k, v in zip(ISSUES, rng.random(3), strict=True)
    }
    scenario = made(name=f"synthetic-{number}", positions=positions, text=text)
    blank = Record(votes={"S/1": dict.fromkeys(MEMBERS, "yes")}, source="made up")
    case = RecordedCase(scenario.model_copy(update={"record_of_votes": blank}), draws=0)
    c = CENTRE.copy()
    for name, value in TRUE.items():
        c[DECISION.index(name)] = value
    p = case.forecasts(c)[0].probability[:, :, 0]
    words = ("yes", "abstain", "no")
    votes = {
        code: words[rng.choice(3, p=p[:, i] / p[:, i].sum())] for i, code in enumerate(MEMBERS)
    }
    return scenario.model_copy(
        update={"record_of_votes": Record(votes={"S/1": votes}, source="drawn")}
    )


@cache
def recovered() -> tuple[Fit, list[RecordedCase]]:
    cases = [RecordedCase(synthetic(number), draws=0) for number in range(BALLOTS)]
    return fit_coefficients(cases, Prior(free=tuple(TRUE), centre=CENTRE), mapper=on_threads), cases


def test_known_coefficients_are_recovered_within_their_joint_region() -> None:
    """Three intervals of 95 % miss one truth in seven samples; one region of 99.9 % does not."""
    found, _ = recovered()
    assert found.converged
    off = found.theta - np.array([to_scale(name, TRUE[name]) for name in found.prior.free])
    assert off @ found.hessian @ off < chi2.ppf(0.999, off.size)
    for row in coefficient_rows(found):
        assert row.estimate == pytest.approx(TRUE[row.name], rel=0.35)
        assert row.learned > 0.5


def test_the_mode_is_a_mode() -> None:
    found, cases = recovered()
    objective = Objective(cases, found.prior)
    best = objective.value(found.theta)
    for k in range(found.theta.size):
        for sign in (-1.0, 1.0):
            away = found.theta.copy()
            away[k] += sign * 0.5 * found.deviation[k]
            assert objective.value(away) > best
    assert np.abs(found.gradient).max() < 0.2


def test_gradients_by_two_widths_agree() -> None:
    cases = [RecordedCase(synthetic(number), draws=0) for number in range(6)]
    objective = Objective(cases, Prior())
    theta = objective.prior.start + 0.1
    one, other = objective.gradient(theta, 1e-3), objective.gradient(theta, 5e-4)
    np.testing.assert_allclose(one, other, rtol=1e-3, atol=1e-4)


def test_a_step_along_the_gradient_changes_the_value_as_it_says() -> None:
    cases = [RecordedCase(synthetic(number), draws=0) for number in range(6)]
    objective = Objective(cases, Prior())
    theta = objective.prior.start
    way = objective.gradient(theta, 1e-3)
    h = 1e-3 / np.linalg.norm(way)
    change = (objective.value(theta + h * way) - objective.value(theta - h * way)) / (2 * h)
    assert change == pytest.approx(float(way @ way), rel=1e-3)


def test_without_votes_that_speak_of_it_a_coefficient_keeps_its_prior() -> None:
    cases = [RecordedCase(synthetic(number), draws=0) for number in range(4)]
    found = fit_coefficients(cases, Prior(free=("rho",)))  # no text has a rival here
    row = coefficient_rows(found)[0]
    assert row.estimate == pytest.approx(COEFFICIENTS["rho"].start, rel=1e-3)
    assert row.learned == pytest.approx(0.0, abs=1e-3)
    assert not directions(found)[0].from_votes


def test_a_profile_falls_on_both_sides_of_the_mode() -> None:
    found, cases = recovered()
    points = likelihood_profile(cases, found, "alpha", (-1.0, 0.0, 1.0))
    gains = [point.gain for point in points]
    assert gains[1] == pytest.approx(0.0, abs=1e-2)
    assert gains[0] == pytest.approx(-0.5, abs=0.25)  # as a normal posterior would
    assert gains[2] == pytest.approx(-0.5, abs=0.25)


def test_probabilities_are_estimated_on_the_logit_and_all_else_on_the_logarithm() -> None:
    assert to_scale("rho", 0.5) == 0.0
    assert from_scale("rho", to_scale("rho", 0.3)) == pytest.approx(0.3)
    assert from_scale("tau", to_scale("tau", 0.3)) == pytest.approx(0.3)
    h = 1e-6
    slope = (np.log(from_scale("rho", h)) - np.log(from_scale("rho", -h))) / (2 * h)
    assert log_slope("rho", 0.5) == pytest.approx(slope, rel=1e-6)


def test_estimates_carry_the_votes_that_they_rest_on() -> None:
    found, cases = recovered()
    file = estimates_of_fit(found, cases, "made up")
    assert sum(file.votes) == BALLOTS * len(MEMBERS)
    assert file.coefficients["tau"].spread == 0.0
    alpha = float(found.coefficients[DECISION.index("alpha")])
    assert file.coefficients["alpha"].centre == pytest.approx(alpha)


def test_nothing_to_learn_from_is_refused() -> None:
    with pytest.raises(ValueError, match="no recorded ballot"):
        fit_coefficients([])


def test_an_estimate_at_an_end_of_its_range_has_no_interval() -> None:
    """The prior's peak is beyond the range, and the votes, all for the texts, do not object."""
    yes = Record(votes={"S/1": dict.fromkeys(MEMBERS, "yes")}, source="made up")
    cases = [
        RecordedCase(synthetic(n).model_copy(update={"record_of_votes": yes}), draws=0)
        for n in range(4)
    ]
    centre = CENTRE.copy()
    centre[DECISION.index("presumption")] = 60.0
    prior = Prior(free=("presumption", "alpha"), centre=centre)
    low, high = prior.ends
    found = fit_coefficients(cases, prior, start=centre)
    assert found.at_end.tolist() == [True, False]
    ended, other = coefficient_rows(found)
    assert (ended.low, ended.high, ended.spread, ended.learned) == (None,) * 4
    assert ended.estimate == pytest.approx(COEFFICIENTS["presumption"].high)
    for row, most, least in zip((ended, other), high, low, strict=True):
        assert to_scale(row.name, row.estimate) <= most
        assert row.low is None or to_scale(row.name, row.low) >= least
    assert all("presumption" not in direction.words for direction in directions(found))
    profile = likelihood_profile(cases, found, "presumption")
    assert max(point.value for point in profile) <= COEFFICIENTS["presumption"].high
    assert published_fit(found, cases).at_end == ("presumption",)
    assert estimates_of_fit(found, cases, "made up").coefficients["presumption"].spread == 0.0
