"""What is on record of a draft, beside the chance that the forecast gave to it."""

from __future__ import annotations

import pytest

from sim.domain.ballots import Outcome
from sim.engines.run import run_worlds
from sim.engines.sums import sums_of
from sim.lessons.history import reveals
from sim.negotiation.setting import setting_of
from sim.scenario.load import load_scenario
from sim.studies.forecast import forecast_drafts
from sim.studies.run.happened import happened

SETTING = setting_of(load_scenario("aleppo-2016-10-08"))
SUMS = sums_of(run_worlds(SETTING, 0, range(60)))


def test_the_record_is_decided_by_the_law_and_held_against_the_shares() -> None:
    told = forecast_drafts(SUMS)
    found = happened(SETTING, SUMS, told)
    first, second = found["S/2016/846"], found["S/2016/847"]
    assert (first.yes, first.no, first.abstain, first.absent) == (11, 2, 2, 0)
    assert (first.outcome, first.vetoes) == ("vetoed", ("RUS",))
    assert first.chance == told["S/2016/846"].vetoed
    assert (second.yes, second.no, second.abstain) == (4, 9, 2)
    assert (second.outcome, second.vetoes) == ("not_adopted", ()), "no veto of a text without nine"
    assert second.same_tally is not None
    assert second.same_tally.share == pytest.approx(int(SUMS.counted[1, 4, 9]) / 60)
    for one in (first, second):
        assert one.contradicted is (one.outcome != one.likeliest)
        chances = [vote.chance for vote in one.unexpected]
        assert chances == sorted(chances)


@pytest.mark.parametrize(
    "supposed", ["council.institution=veto-restraint", "council.parties_to_dispute=['RUS']"]
)
def test_a_question_about_the_law_does_not_change_what_is_on_record(supposed: str) -> None:
    scenario = load_scenario("aleppo-2016-10-08", [supposed])
    setting = setting_of(scenario)
    sums = sums_of(run_worlds(setting, 0, range(20)))
    found = happened(setting, sums, forecast_drafts(sums))
    first, second = found["S/2016/846"], found["S/2016/847"]
    assert (first.yes, first.no, first.abstain, first.outcome) == (11, 2, 2, "vetoed")
    assert first.vetoes == ("RUS",)
    assert (second.yes, second.no, second.abstain, second.outcome) == (4, 9, 2, "not_adopted")
    told, _ = reveals(scenario)
    assert told.tally == "11 in favour, 2 against, 2 abstaining"
    assert "vetoed by the Russian Federation" in told.outcome


def test_counts_of_votes_are_those_of_the_worlds() -> None:
    worlds = run_worlds(SETTING, 0, range(60))
    for d, draft in enumerate(worlds.drafts):
        told = forecast_drafts(SUMS)[draft]
        put = worlds.outcome[d] <= Outcome.NOT_ADOPTED
        most = max(told.tallies, key=lambda one: one.share)
        same = (worlds.tally[d, 0] == most.yes) & (worlds.tally[d, 2] == most.no) & put
        assert told.tallies[0] == most
        assert most.share == pytest.approx(float(same.mean()))
        assert most.yes + most.no + most.abstain == len(worlds.members)
        for i, code in enumerate(worlds.members):
            blocked = (worlds.outcome[d] == Outcome.VETOED) & (worlds.vote[d, i] == 2)
            share = told.no_when_vetoed.get(code)
            assert (share.share if share else 0.0) == pytest.approx(float(blocked.mean()))


def test_a_text_that_was_never_put_is_on_record_without_a_count() -> None:
    setting = setting_of(load_scenario("iraq-2003"))
    sums = sums_of(run_worlds(setting, 0, range(20)))
    (told,) = happened(setting, sums, forecast_drafts(sums)).values()
    assert (told.outcome, told.yes, told.same_tally) == ("withdrawn", None, None)
    assert told.chance == forecast_drafts(sums)["S/2003/215"].withdrawn
    assert told.contradicted


def test_a_scenario_without_a_record_has_none() -> None:
    setting = setting_of(load_scenario("e10-text"))
    assert happened(setting, SUMS, forecast_drafts(SUMS)) == {}
