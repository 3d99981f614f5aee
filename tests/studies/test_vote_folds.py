"""Dossiers left out, the choice of a form inside, baselines, and their scores."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from sim.studies.votes.base.candidates import FORMS, PENALTIES, with_added
from sim.studies.votes.base.estimation import PENALTY
from sim.studies.votes.base.folds import choose_candidates, left_out, nested, pairs_of, rolling
from sim.studies.votes.base.forms import VoteForm
from sim.studies.votes.base.heterogeneity import between_dossiers
from sim.studies.votes.base.history import HALF_LIFE, add_history
from sim.studies.votes.base.joint import Forecast, independent
from sim.studies.votes.base.rivals import (
    always_yes_rows,
    by_rule,
    member_rate,
    rivals,
    vote_shares,
    with_draw,
)
from sim.studies.votes.base.scoring import ahead, area, given_dissent, score
from sim.studies.votes.base.splits import (
    by_roll_calls,
    by_year,
    per_ballot,
    split_by_member,
    weighted_calibration,
)
from tests.studies.made_rows import made, simulated

FORM = VoteForm("x", ("closeness",), "ordered", veto=False)
THETA = np.array([3.0, 2.0, 0.2, 0.2])


@pytest.fixture(scope="module")
def rows():
    return simulated(FORM, THETA, 40, seed=5)


def test_a_dossier_left_out_is_never_seen(rows) -> None:
    found = left_out(FORM, rows)
    turned = np.where(rows.on(["d1"])[rows.ballot], 2, rows.cast)
    other = left_out(FORM, made(turned.reshape(40, 15).tolist(), dossiers=list(rows.dossiers),
                                **rows.features))  # fmt: skip
    assert found.without["d1"].theta == pytest.approx(other.without["d1"].theta, abs=1e-3)
    assert abs(found.without["d0"].theta - other.without["d0"].theta).max() > 0.1
    assert not np.isnan(found.forecast.joint).any()
    assert not np.isnan(found.forecast.chance).any()


def test_a_rolling_origin_knows_earlier_years_alone(rows) -> None:
    found = rolling(FORM, rows, 2005)
    years = np.array([day.year for day in rows.days])
    assert np.isnan(found.joint[years < 2005]).all()
    assert not np.isnan(found.joint[years >= 2005]).any()
    late = years >= 2007
    turned = np.where(late[rows.ballot], 2, rows.cast).reshape(40, 15).tolist()
    other = rolling(FORM, made(turned, dossiers=list(rows.dossiers), **rows.features), 2005)
    before = (years >= 2005) & (years < 2007)
    assert found.joint[before] == pytest.approx(other.joint[before])


def test_the_simplest_form_within_one_standard_error_is_chosen() -> None:
    rows = made([[0, 1]] * 4, dossiers=["a", "b", "c", "d"])
    pairs = [frozenset(p) for p in combinations("abcd", 2)]

    def told(*by_ballot: float) -> dict[frozenset[str], np.ndarray]:
        return dict.fromkeys(pairs, np.array(by_ballot))

    # Without d: the second is best; the first is behind by 1, 0 and 2 (mean 1, error .58), the
    # third by 1, -1 and .5 (mean .17, error .60).
    simple, best, third = told(-3, -2, -4, 0), told(-2, -2, -2, 0), told(-3, -1, -2.5, 0)
    choice = next(c for c in choose_candidates(rows, [simple, best, third]) if c.fold == "d")
    assert (choice.best, choice.chosen) == (1, 1)
    assert choice.scores == pytest.approx((-9 / 6, -6 / 6, -6.5 / 6))
    choice = next(c for c in choose_candidates(rows, [third, best, simple]) if c.fold == "d")
    assert (choice.best, choice.chosen) == (1, 0)


def test_inside_two_dossiers_are_left_out_at_once(rows) -> None:
    found = left_out(FORM, rows)
    pairs = pairs_of((FORM, PENALTY), rows, found)
    assert len(pairs) == 10
    one = pairs[frozenset(("d0", "d3"))]
    assert np.isnan(one).tolist() == (~rows.on(["d0", "d3"])).tolist()
    choices = choose_candidates(rows, [pairs])
    assert nested(rows, [found], choices).joint == pytest.approx(found.forecast.joint)


def test_scores_by_hand() -> None:
    rows = made([[0, 0], [0, 1]], weight=[3.0, 1.0])
    found = Forecast(
        joint=np.log([0.5, 0.2]), unanimous=np.log([0.5, 0.6]),
        chance=np.array([[0.7, 0.7, 0.8, 0.75], [0.2, 0.2, 0.1, 0.15], [0.1] * 4]),
        adoption=np.array([0.9, 0.4]),
    )  # fmt: skip
    told = score(found, rows)
    assert told.votes == 4
    assert told.all == pytest.approx((3 * np.log(0.5) + np.log(0.2)) / (3 * 2 + 2))
    assert told.contested == pytest.approx(np.log(0.2 / 0.4) / 2)
    assert given_dissent(found)[1] == pytest.approx(np.log(0.5))
    assert told.failing == pytest.approx(0.1)
    # given dissent yes has .2 and .15: both are called abstain (.25 and .375 of what is left)
    assert told.yes_auc == 1.0
    assert told.balanced == 0.5


def test_an_area_counts_ties_half() -> None:
    came = np.array([True, True, False, False])
    assert area(np.array([0.9, 0.5, 0.5, 0.1]), came) == pytest.approx(3.5 / 4)
    assert np.isnan(area(np.array([0.5]), np.array([True])))


def test_how_far_ahead_resamples_whole_dossiers() -> None:
    rows = made([[0, 1]] * 3, dossiers=["a", "b", "c"])
    chance = np.repeat(np.array([[0.5], [0.4], [0.1]]), 6, axis=1)
    better = chance.copy()
    better[:, rows.cast == 1] = np.array([[0.2], [0.7], [0.1]])
    one, other = independent(better, rows), independent(chance, rows)
    told = ahead(one, other, rows)
    assert told.value == pytest.approx(np.log(0.7 / 0.4) / 2)
    assert (told.low, told.high) == pytest.approx((told.value, told.value))
    assert ahead(one, one, rows).value == 0


def test_a_members_history_is_of_the_same_matter_and_earlier() -> None:
    rows = add_history(made([[0, 2], [1, 0], [0, 0]], dossiers=["a", "b", "a"]))
    assert rows.features["last no"].tolist() == [0, 0, 0, 0, 0, 1]
    assert rows.features["last yes"].tolist() == [0, 0, 0, 0, 1, 0]
    decay = 2 ** (-200 / HALF_LIFE)
    assert rows.features["earlier"][4:] == pytest.approx(
        [decay / (decay + 2), -decay / (decay + 2)]
    )


def test_shares_and_rates_come_from_what_is_known() -> None:
    rows = made([[0, 1], [2, 2]], dossiers=["a", "b"], weight=[2.0, 1.0])
    first = np.array([True, False])
    assert vote_shares(rows, first) == pytest.approx(np.array([2.5, 2.5, 0.5]) / 5.5)
    yes = always_yes_rows(rows, first)
    assert yes[:, 3] == pytest.approx([2.5 / 5.5, 1.5 / 5.5, 1.5 / 5.5])
    rate = member_rate(rows, first)  # the first member once yes, which stands for two
    prior = 2.5 / 5.5
    assert any(
        rate[0, 0] == pytest.approx((2 + k * prior) / (2 + k)) for k in (20.0, 200.0, 1000.0)
    )
    assert by_rule(always_yes_rows, rows).chance[:, 0] == pytest.approx([1 / 7, 3 / 7, 3 / 7])


def test_a_draw_that_members_share_never_sees_the_dossier_it_forecasts(rows) -> None:
    seen: list[tuple[str, ...]] = []

    def rule(given, known):
        seen.append(tuple(sorted({d for d, k in zip(given.dossiers, known, strict=True) if k})))
        return always_yes_rows(given, known)

    found = with_draw(rule, rows)
    assert not np.isnan(found.joint).any()
    assert all(len(known) in (3, 4) for known in seen)


def test_every_baseline_forecasts_every_ballot(rows) -> None:
    for name, found in rivals(rows).items():
        assert not np.isnan(found.joint).any(), name
        assert found.chance.sum(axis=0) == pytest.approx(1), name
        assert (found.joint <= 0).all(), name


def test_at_most_eight_forms_the_simplest_first() -> None:
    assert len(FORMS) <= 8
    numbers = [len(form.parameters) for form in FORMS]
    assert numbers == sorted(numbers)
    assert [p.weight_spread for p in PENALTIES] == [1.0, 3.0, 9.0]
    assert with_added(FORMS[0], ("statements",)).features == ("closeness", "statements")


def test_splits_put_every_ballot_into_one_group(rows) -> None:
    for split in (by_year, by_roll_calls):
        assert (np.sum(list(split(rows).values()), axis=0) == 1).all()
    told = rows.with_features(**{"roll calls": np.repeat(np.arange(40) % 7, 15).astype(float)})
    assert per_ballot(told, "roll calls").tolist() == [k % 7 for k in range(40)]
    assert by_roll_calls(told)["1 to 4"].sum() == sum(1 <= k % 7 <= 4 for k in range(40))


def test_members_with_enough_votes_are_scored(rows) -> None:
    found = left_out(FORM, rows).forecast
    told = split_by_member(rows, [found])
    assert len(told) == 15
    here = np.array(rows.members) == "FRA"
    mean = np.log(found.chance[rows.cast[here], np.flatnonzero(here)]).mean()
    assert next(m for m in told if m.member == "FRA").scores == pytest.approx((mean,))


def test_calibration_weighs_cases() -> None:
    chance, came = np.array([0.1, 0.1, 0.97]), np.array([True, False, True])
    low, high = weighted_calibration(chance, came, np.array([1.0, 3.0, 1.0]))
    assert (low.observed, low.count, high.observed) == (0.25, 2, 1.0)


def test_dossiers_that_differ_in_a_number_are_found_to() -> None:
    theta = THETA.copy()
    alike = simulated(FORM, theta, 100, seed=8)
    assert between_dossiers(left_out(FORM, alike), alike, "closeness") < 0.4
    parts = []
    for k, slope in enumerate((0.3, 0.5, 2.0, 6.0, 8.0)):
        theta[1] = slope
        parts.append(simulated(FORM, theta, 60, seed=9 + k))
    votes = [part.cast.reshape(60, 15).tolist() for part in parts]
    rows = made(
        [ballot for part in votes for ballot in part],
        dossiers=[f"d{k}" for k in range(5) for _ in range(60)],
        **{
            name: np.concatenate([part.features[name] for part in parts])
            for name in ("closeness", "change", "closeness by change")
        },
    )
    assert between_dossiers(left_out(FORM, rows), rows, "closeness") > 0.4
