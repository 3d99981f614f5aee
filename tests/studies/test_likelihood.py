"""Probabilities of recorded votes: the same as a run's, whichever way they are reached."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engines.ensemble import finish_block, start_block
from sim.negotiation.luck import Luck
from sim.negotiation.setting import Setting
from sim.preferences.coefficients import DECISION
from sim.scenario.load import load_scenario
from sim.scenario.schema import Record
from sim.studies.votes.likelihood import STARTING, RecordedCase, closed_to_change, log_likelihood
from tests.studies.made import BY_CONTENT, MEMBERS, made


def voted(words: dict[str, str] | None = None, **more: object):
    votes = dict.fromkeys(MEMBERS, "yes") | (words or {})
    record = Record(votes={"S/1": votes}, source="made up")
    return made(**more).model_copy(update={"record_of_votes": record})


def moved(**values: float) -> np.ndarray:
    c = STARTING.copy()
    for name, value in values.items():
        c[DECISION.index(name)] = value
    return c


@pytest.mark.parametrize("name", ["res-2254", "s-2012-538"])
def test_the_short_way_gives_what_a_whole_run_gives(name: str) -> None:
    case = RecordedCase(load_scenario(name), draws=6)
    c = moved(tau=2.0, nu=0.1)
    told = case.forecasts(c)[0]
    given = {f"coefficients.{n}": np.full(6, v) for n, v in zip(DECISION, c, strict=True)}
    worlds = finish_block(start_block(case.setting, Luck(0, range(6)), given=given))
    d = case.setting.draft_of[told.draft]
    np.testing.assert_array_equal(told.probability, worlds.p_vote[d])
    np.testing.assert_array_equal(told.adopted, worlds.p_adopted[d])


def test_coefficients_leave_no_trace() -> None:
    case = RecordedCase(load_scenario("s-2014-348"), draws=4)
    before = case.log_likelihood(STARTING)
    case.log_likelihood(moved(tau=3.0, nu=1.0))
    assert case.log_likelihood(STARTING) == before


def test_the_likelihood_is_the_sum_of_logs_of_mean_probabilities() -> None:
    case = RecordedCase(voted({"RUS": "no", "CHN": "abstain"}), draws=8)
    p = case.forecasts(STARTING)[0].probability.mean(axis=2)
    by_hand = sum(np.log(p[{"RUS": 2, "CHN": 1}.get(code, 0), i]) for i, code in enumerate(MEMBERS))
    assert case.log_likelihood(STARTING) == pytest.approx(by_hand)
    assert log_likelihood([case, case], STARTING) == pytest.approx(2 * by_hand)


def test_absent_members_are_not_counted() -> None:
    assert RecordedCase(voted({"RUS": "absent"}), draws=0).votes == len(MEMBERS) - 1


def test_a_scenario_without_votes_is_refused() -> None:
    with pytest.raises(ValueError, match="no recorded vote"):
        RecordedCase(made(), draws=0)


def test_only_the_numbers_that_are_asked_for_vary() -> None:
    scenario = voted(text={"halt": {"is": 0.5, "because": "seen"}})
    still = RecordedCase(scenario, draws=16, vary=("nothing.",)).forecasts(BY_CONTENT)[0]
    assert np.ptp(still.adopted) == 0.0
    text = RecordedCase(scenario, draws=16, vary=("drafts.",)).forecasts(BY_CONTENT)[0]
    assert np.ptp(text.adopted) > 0.0


def test_recorded_votes_are_forecast_on_the_text_that_was_put() -> None:
    asked = {"halt": 1.0, "access": 1.0, "naming": 1.0}
    wants = {"RUS": {"naming": 0.0, "halt": 0.2, "access": 0.4}}
    clock = {"start": "2015-03-05T09:00", "end": "2015-03-06T15:00", "round_hours": 6}
    text = {
        "title": "text", "sponsors": ["FRA"], "circulated": "2015-03-05T09:00", "text": asked,
        "vote": "2015-03-06T10:00", "consultation": 1.0, "exposure": 0.0, "may": ["amend"],
    }  # fmt: skip
    all_wants = {code: dict.fromkeys(asked, 0.8) for code in MEMBERS} | wants
    scenario = voted(positions=all_wants, clock=clock, drafts={"S/1": text})
    luck = Luck(0, range(32))
    before = start_block(Setting(closed_to_change(scenario)), luck)
    drawn = before.world.text.copy()
    free = start_block(Setting(scenario), luck)
    for play in (before, free):
        finish_block(play)
    assert (free.world.text != drawn).any(), "else the sponsors change nothing and nothing is shown"
    assert (before.world.text == drawn).all()
    told = RecordedCase(scenario, draws=32).forecasts(BY_CONTENT)[0]
    np.testing.assert_array_equal(
        told.probability,
        RecordedCase(closed_to_change(scenario), 32).forecasts(BY_CONTENT)[0].probability,
    )
    assert scenario.drafts["S/1"].may == ("amend",), "what was asked for is left as it is"
