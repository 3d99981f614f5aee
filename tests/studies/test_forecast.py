"""Forecasts: intervals against published values, shares that sum to one, Rao-Blackwell means."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.domain.ballots import PUT, Outcome, Vote
from sim.domain.intervals import Interval, normal, wilson
from sim.engines.run import run_worlds
from sim.engines.sums import sums_of
from sim.scenario.load import load_scenario
from sim.studies.forecast import forecast_drafts, world_forecast
from tests.fake_worlds import LABELS, FakeJob, fake_worlds


def test_wilson_gives_newcombe_s_published_intervals() -> None:
    # Newcombe 1998, Statistics in Medicine 17: 857-872, table I, method 3.
    published = {(81, 263): (0.2553, 0.3662), (15, 148): (0.0624, 0.1605)}
    published |= {(0, 20): (0.0, 0.1611), (1, 29): (0.0061, 0.1718)}
    for (hits, trials), (low, high) in published.items():
        assert wilson(hits, trials) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 10**9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share_and_stays_within_zero_and_one(pair: tuple[int, int]) -> None:
    hits, trials = pair
    low, high = wilson(hits, trials)
    assert 0 <= low <= hits / trials <= high <= 1


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_is_scipy_s(pair: tuple[int, int]) -> None:
    wanted = stats.binomtest(*pair).proportion_ci(0.95, method="wilson")
    assert wilson(*pair) == pytest.approx((wanted.low, wanted.high), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(("hits", "trials"), [(0, 0), (-1, 5), (6, 5)])
def test_no_share_of_nothing(hits: int, trials: int) -> None:
    with pytest.raises(ValueError, match="not a share"):
        wilson(hits, trials)


def test_the_interval_of_a_mean_is_scipy_s() -> None:
    values = np.array([0.2, 0.5, 0.1, 0.4, 0.4])
    wanted = stats.norm.interval(0.95, values.mean(), stats.sem(values))
    found = normal(float(values.mean()), float(values.var()), values.size)
    assert (found.low, found.high) == pytest.approx(wanted)
    assert normal(0.3, 0.0, 1) == Interval(0.3, 0.3, 0.3)


def test_a_forecast_says_what_the_worlds_say() -> None:
    worlds = fake_worlds(FakeJob(), 0, 4000)
    told = forecast_drafts(sums_of(worlds))
    assert list(told) == list(LABELS.drafts)
    for index, draft in enumerate(told.values()):
        shares = ("adopted", "vetoed", "not_adopted", "withdrawn", "not_reached")
        assert sum(getattr(draft, word).share for word in shares) == pytest.approx(1, abs=1e-12)
        put = worlds.outcome[index] <= 2
        assert draft.put == put.sum()
        assert draft.expected_adopted == pytest.approx(worlds.p_adopted[index].mean(), abs=1e-12)
        for m, member in enumerate(LABELS.members):
            chances = draft.votes[member]
            assert chances.yes + chances.abstain + chances.no == pytest.approx(1, abs=1e-12)
            mean_no = worlds.p_vote[index, 2, m][put].mean()
            assert chances.no == pytest.approx(mean_no, abs=1e-12)
        assert draft.tally["no"] == pytest.approx(worlds.tally[index, 2][put].mean())
        assert draft.text["exit"] == pytest.approx(worlds.text[index, 1].mean())


def test_averaging_exact_chances_is_surer_than_counting_outcomes() -> None:
    told = forecast_drafts(sums_of(fake_worlds(FakeJob(), 0, 4000)))["S/1"]
    exact = told.expected_adopted_high - told.expected_adopted_low
    counted = told.adopted.high - told.adopted.low
    assert 0 < exact < counted


def test_a_draft_that_was_never_put_has_no_votes() -> None:
    from dataclasses import replace

    worlds = fake_worlds(FakeJob(), 0, 50)
    never = {"p_adopted": np.zeros_like(worlds.p_adopted)}
    unput = replace(worlds, outcome=np.full_like(worlds.outcome, 3), **never)
    told = forecast_drafts(sums_of(unput))["S/2"]
    assert told.votes == {}
    assert told.withdrawn.share == 1.0
    assert told.expected_adopted == 0.0


def test_the_plan_s_fate_is_told_with_the_round_of_consent() -> None:
    worlds = fake_worlds(FakeJob(), 0, 3000)
    told = world_forecast(sums_of(worlds))
    assert told.carried_out.share == worlds.plan_carried_out.mean()
    rounds = worlds.plan_accepted_round[1]
    party = told.accepted["armed groups"]
    assert party.share == (rounds >= 0).mean()
    assert party.mean_round == pytest.approx(rounds[rounds >= 0].mean())
    issued = (worlds.statement == 1).mean()
    assert told.statement["issued"].share == issued
    assert told.left.mean == pytest.approx(worlds.left.mean(), abs=1e-12)
    assert told.destruction.mean == pytest.approx(worlds.destruction.mean(), abs=1e-12)
    assert told.destruction.sd == pytest.approx(worlds.destruction.std(), abs=1e-9)


def test_the_exact_chance_of_a_text_that_is_put_again_is_that_of_all_its_ballots() -> None:
    scenario = load_scenario(
        "aleppo-2016-10-08",
        overrides=[
            "clock.end=2016-11-20T23:59",
            *(f"drafts.{name}.renew_after_hours=168" for name in ("S/2016/846", "S/2016/847")),
        ],
    )
    worlds = run_worlds(scenario, 7, range(600))
    adopted = (worlds.outcome == Outcome.ADOPTED).astype(np.float64)
    assert 0.1 < adopted.mean() < 0.9, "several ballots, or there is nothing to add up"
    for share, chance in zip(adopted, worlds.p_adopted, strict=True):
        difference = share - chance
        error = difference.std(ddof=1) / np.sqrt(worlds.count)
        assert abs(difference.mean()) < 4 * error
        assert chance.max() > 0.0
        assert chance.max() <= 1.0
        assert chance.std() <= share.std()
    for d, (name, told) in enumerate(forecast_drafts(sums_of(worlds)).items()):
        put = np.isin(worlds.outcome[d], [int(one) for one in PUT])
        assert name == worlds.labels.drafts[d]
        for i, code in enumerate(worlds.labels.members):
            cast = worlds.vote[d, i, put]
            assert told.votes[code].yes == pytest.approx((cast == Vote.YES).mean())
            assert told.votes[code].no == pytest.approx((cast == Vote.NO).mean())
        noes = told.votes["RUS"].no * told.put / worlds.count
        assert noes <= 1.0 - told.adopted.share + 1e-12, "its no excludes the adoption"
