"""Backtests: who knows what, what baselines say, and how forecasts are scored."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.domain.errors import UsageError
from sim.scenario.load import load_scenario, load_text
from sim.scenario.schema import Scenario
from sim.studies.votes.ablations import (
    GUARDS,
    one_assembly_number,
    placebo,
    shuffled,
    swapped_sponsors,
    text_ranges,
    without_statements,
)  # fmt: skip
from sim.studies.votes.backtest import (
    LEARN_BEFORE,
    Backtest,
    baseline_forecast,
    forecast_of,
    given,
    learnable,
    origins,
    passed,
    refit_and_forecast,
    refitted,
)  # fmt: skip
from sim.studies.votes.baselines import BASELINES, climatology, last_vote, sponsors_bloc
from sim.studies.votes.cases import load_cases, whole_backtest
from sim.studies.votes.likelihood import STARTING, RecordedCase
from sim.studies.votes.scorecard import (
    RecordedForecast,
    adoption_calibration,
    calibration_bins,
    forecaster_card,
    resampled,
    scores_by_member,
)

NAMES = ("s-2012-77", "res-2139", "s-2014-348", "res-2165", "res-2254", "res-2268")


@pytest.fixture(scope="module")
def cases() -> list[RecordedCase]:
    return [RecordedCase(load_scenario(name), draws=4) for name in NAMES]


@pytest.fixture(scope="module")
def measured(cases: list[RecordedCase]) -> Backtest:
    return refit_and_forecast(cases, "given", given())


def test_no_forecast_is_made_from_its_own_votes(cases: list[RecordedCase]) -> None:
    for origin in origins(cases, "leave-one-out"):
        assert origin.case not in origin.known
        assert len(origin.known) == len(cases) - 1


def test_a_rolling_origin_knows_earlier_texts_alone(cases: list[RecordedCase]) -> None:
    found = origins(cases, "rolling")
    assert [origin.case.name for origin in found] == ["res-2254", "res-2268"]
    for origin in found:
        day = origin.case.scenario.council.date
        assert all(known.scenario.council.date < day for known in origin.known)


def test_votes_of_8_october_2016_are_never_learned_from(cases: list[RecordedCase]) -> None:
    flagship = RecordedCase(load_scenario("aleppo-2016-10-08"), draws=1)
    assert date(2016, 10, 8) == LEARN_BEFORE
    assert not learnable(flagship)
    for origin in origins([*cases, flagship], "leave-one-out"):
        assert flagship not in origin.known


def test_what_is_learned_changes_with_what_is_known(cases: list[RecordedCase]) -> None:
    unanimous = [c for c in cases if c.name.startswith("res-")]
    without_vetoes = refitted(unanimous, given())
    assert np.abs(without_vetoes - given().coefficients).max() > 0.05


def test_climatology_is_as_sure_as_the_votes_before(cases: list[RecordedCase]) -> None:
    known = cases[:2]  # 13 + 15 yes, 2 no of 30
    chance = climatology(known, cases[2], cases[2].recorded[0])
    assert chance[:, 0] == pytest.approx([29 / 33, 1 / 33, 3 / 33])


def test_the_last_vote_is_the_latest_before_and_none_after(cases: list[RecordedCase]) -> None:
    record = cases[3].recorded[0]
    chance = last_vote(cases[:3], cases[3], record)
    russia, australia = record.codes.index("RUS"), record.codes.index("AUS")
    assert chance[2, russia] > chance[2, australia]
    early = last_vote(cases, cases[0], cases[0].recorded[0])
    assert np.ptp(early, axis=1) == pytest.approx([0.0, 0.0, 0.0])  # nobody had voted yet


def test_sponsors_vote_as_sponsors_did_before(cases: list[RecordedCase]) -> None:
    known = [cases[0], *cases[3:]]
    record = cases[2].recorded[0]
    chance = sponsors_bloc(known, cases[2], record)
    drafts = [case.scenario.drafts[case.recorded[0].draft] for case in known]
    yes = sum(len(draft.sponsors) + len(draft.co_sponsors) for draft in drafts)  # all of them
    assert chance[:, record.codes.index("FRA")] == pytest.approx(
        [(yes + 1) / (yes + 3), 1 / (yes + 3), 1 / (yes + 3)]
    )


@pytest.mark.parametrize("name", BASELINES)
def test_baselines_give_probabilities_and_never_certainty(
    name: str, cases: list[RecordedCase]
) -> None:
    record = cases[2].recorded[0]
    chance = BASELINES[name]([*cases[:2], *cases[3:]], cases[2], record)
    assert chance.shape == (3, record.cast.size)
    np.testing.assert_allclose(chance.sum(axis=0), 1.0)
    assert (chance > 0.0).all()


def test_adoption_of_a_baseline_follows_article_27(cases: list[RecordedCase]) -> None:
    case = cases[2]
    record = case.recorded[0]
    certain = np.zeros((3, record.cast.size))
    certain[record.cast, np.arange(record.cast.size)] = 1.0
    assert baseline_forecast(case, record, certain).adopted == pytest.approx(0.0)
    certain[:, :] = np.array([[1.0], [0.0], [0.0]])
    assert baseline_forecast(case, record, certain).adopted == pytest.approx(1.0)


def test_what_was_vetoed_did_not_pass(cases: list[RecordedCase]) -> None:
    fate = {case.name: passed(case, case.recorded[0]) for case in cases}
    assert fate == {name: not name.startswith("s-") for name in NAMES}


def test_every_forecaster_speaks_of_the_same_votes(measured: Backtest) -> None:
    for found in measured.rivals.values():
        assert [f.draft for f in found] == [f.draft for f in measured.model]
        for mine, theirs in zip(measured.model, found, strict=True):
            np.testing.assert_array_equal(mine.cast, theirs.cast)
    assert {c.drafts for c in measured.cards()} == {len(NAMES)}


def on_record(base: str, record: str) -> Scenario:
    """A case with another record."""
    text = f"scenario: other\ntitle: Other\nbase: {base}\nrecord_of_votes: {{{record}}}\n"
    return load_text(text, "other.yaml").scenario


def test_a_record_without_a_member_does_not_tell_the_outcome() -> None:
    """Russia's no was a veto: without it the other votes would adopt the text."""
    whole = RecordedCase(load_scenario("crimea-2014"), 8)
    (record,) = whole.recorded
    assert passed(whole, record) is False
    lacking = on_record("crimea-2014", "votes: {S/2014/189: {RUS: null}}")
    case = RecordedCase(lacking, 8)
    (record,) = case.recorded
    assert passed(case, record) is None
    known = forecast_of(whole, whole.recorded[0], whole.forecasts(STARTING)[0])
    open_one = forecast_of(case, record, case.forecasts(STARTING)[0])
    both = forecaster_card("model", [known, open_one], None, 0)
    alone = forecaster_card("model", [known], None, 0)
    assert both.drafts == alone.drafts == 1
    assert both.adoption_log == alone.adoption_log
    none = forecaster_card("model", [open_one], None, 0)
    assert (none.drafts, none.adoption_hits, none.adoption_log, none.adoption_brier) == (
        0, 0, None, None,
    )  # fmt: skip
    assert adoption_calibration([open_one]) == []


def test_a_ballot_counts_as_it_was_counted() -> None:
    """Under the Charter and by the nature that the record gives it."""
    case = RecordedCase(on_record("s-2014-348", "nature: {S/2014/348: procedural}"), 0)
    assert passed(case, case.recorded[0]) is True
    supposed = RecordedCase(load_scenario("crimea-2014", ["council.institution=no-veto"]), 0)
    assert passed(supposed, supposed.recorded[0]) is False


@pytest.mark.parametrize("only", [["x"], [NAMES[0], "x"], [], 5, "x"])
def test_drafts_without_a_score_are_no_choice(measured: Backtest, only: object) -> None:
    with pytest.raises(UsageError, match="draft"):
        measured.cards(only)  # type: ignore[arg-type]


def test_behind_is_the_difference_of_log_scores(measured: Backtest) -> None:
    model, *others = measured.cards()
    for other in others:
        assert other.behind is not None
        assert other.behind.value == pytest.approx(model.log_score.value - other.log_score.value)
        assert other.behind.low <= other.behind.value <= other.behind.high


def test_resampling_keeps_drafts_whole() -> None:
    same = resampled(np.array([-3.0, -3.0, -3.0]), np.array([15.0, 15.0, 15.0]), 0)
    assert (same.low, same.high) == (same.value, same.value)
    apart = resampled(np.array([-1.0, -9.0, -2.0, -30.0]), np.full(4, 15.0), 0)
    assert apart.low < apart.value < apart.high


def test_calibration_counts_what_came_true() -> None:
    bins = calibration_bins(np.array([0.9, 0.9, 0.9, 0.1]), np.array([True, True, False, False]))
    assert [(b.count, b.observed) for b in bins] == [(1, 0.0), (3, pytest.approx(2 / 3))]
    assert sum(b.count for b in calibration_bins(np.linspace(0, 1, 11), np.ones(11, bool))) == 11


def test_members_scores_are_of_their_own_votes(measured: Backtest) -> None:
    found = scores_by_member(measured.model)
    assert found["RUS"].votes == len(NAMES)
    assert sum(s.votes for s in found.values()) == sum(f.cast.size for f in measured.model)


def test_a_perfect_forecast_scores_best() -> None:
    cast = np.array([0, 1, 2], dtype=np.int64)
    perfect = RecordedForecast("s", "d", ("A", "B", "C"), np.eye(3), cast, 1.0, True)
    found = forecaster_card("perfect", [perfect, perfect], None, 0)
    assert (found.all.log_score, found.all.brier, found.all.rejected_f1) == (0.0, 0.0, 1.0)
    assert (found.adoption_log, found.adoption_brier, found.adoption_hits) == (0.0, 0.0, 2)


# guards


def test_one_number_per_state_is_the_assemblys() -> None:
    changed = one_assembly_number(load_scenario("res-2254"))
    values = {c.value for cell in changed.members["RUS"].positions.values() for c in cell.claims}
    (value,) = values
    assert value == pytest.approx(0.1)  # a mean of -0.8
    assert changed.members["VEN"].positions["halt"].claims[0].value == 0.0


def test_shuffling_deals_the_same_positions_to_others() -> None:
    scenario = load_scenario("res-2254")
    dealt = shuffled(scenario, 1)

    def sorted_positions(s):
        return sorted(str(m.positions) for m in s.members.values())

    assert sorted_positions(dealt) == sorted_positions(scenario)
    assert dealt.members["RUS"].alignment == scenario.members["RUS"].alignment
    moved = [
        c for c in scenario.members if dealt.members[c].positions != scenario.members[c].positions
    ]
    assert len(moved) > 7


def test_sponsors_change_camps() -> None:
    flagship = swapped_sponsors(load_scenario("aleppo-2016-10-08"))
    assert flagship.drafts["S/2016/846"].sponsors == ("RUS",)
    assert "FRA" in flagship.drafts["S/2016/847"].sponsors


def test_a_text_that_asks_nothing_and_of_which_nobody_spoke_passes() -> None:
    scenario = without_statements(load_scenario("s-2014-348"))
    before, after = (
        RecordedCase(one, draws=16).forecasts(given().coefficients)[0].adopted.mean()
        for one in (scenario, placebo(scenario))
    )
    assert after > before


def test_every_guard_leaves_a_scenario_that_can_be_forecast() -> None:
    scenario = load_scenario("aleppo-2016-10-08")
    for several in GUARDS.values():
        told = RecordedCase(several[0](scenario), draws=2).forecasts(given().coefficients)
        assert all(np.isfinite(t.probability).all() for t in told)


def test_texts_alone_move_forecasts_within_a_range(cases: list[RecordedCase]) -> None:
    for found in text_ranges(cases[2:3], given().coefficients):
        assert found.adopted[1] <= found.adopted[0] <= found.adopted[2]
        assert 0.0 <= found.yes[1] <= found.yes[2] <= 15.0


@pytest.mark.parametrize(("name", "refitted"), [("crimea-2014", True), ("korea-1950", False)])
def test_a_ballot_behind_the_estimates_is_not_forecast_with_them(name: str, refitted: bool) -> None:
    cases = load_cases([name], 4, 0)
    alone = whole_backtest(cases, "leave-one-out", 4, 0)
    assert (alone.coefficients[0].tolist() != given().coefficients.tolist()) is refitted
    asked = whole_backtest(cases, "given", 4, 0)
    assert asked.coefficients[0].tolist() == given().coefficients.tolist()
