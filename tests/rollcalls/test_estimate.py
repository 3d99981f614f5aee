"""Positions from votes: their means, and spreads that follow from number and age."""

from __future__ import annotations

import numpy as np
import pytest

from sim.rollcalls.counts import CountTable, count_votes
from sim.rollcalls.estimate import (
    HALF_LIFE,
    LEAST_SPREAD,
    UNKNOWN,
    UNKNOWN_SPREAD,
    VOTE_SPREAD,
    Standing,
    standing,
)
from sim.rollcalls.layouts import ABSTAIN, AGAINST, FOR, VotesByCall
from sim.rollcalls.records import Month, RollCall, month_of

NOW = month_of("2010-01")
CODES = [a + b + "X" for a in "ABCDEFGH" for b in "ABCD"]  # 32 States that nobody has to know


def _table(cast: dict[str, list[tuple[str, Month, dict[str, int]]]]) -> CountTable:
    votes, lists = VotesByCall(), {}
    for name, calls in cast.items():
        lists[name] = []
        for i, (issue, month, by_state) in enumerate(calls):
            call = RollCall(f"A/RES/{name}/{issue}/{i}", month, 1, (issue,))
            lists[name].append(call)
            for state, vote in by_state.items():
                votes.add(call.key, state, vote)
    return count_votes(lists, votes, "test").table


def _at(found: Standing, state: str, issue: str = "naming") -> tuple[float, float]:
    row, column = found.row(state), found.issues.index(issue)
    return float(found.mean[row, column]), float(found.spread[row, column])


def test_one_fresh_vote_is_joined_to_nothing_known_by_precision() -> None:
    table = _table({"d": [("naming", NOW - 1, {"AAX": FOR})]})
    mean, spread = _at(standing(table, ["d"], ["naming"], NOW), "AAX")
    precision = 1 / UNKNOWN_SPREAD**2 + 1 / VOTE_SPREAD**2
    assert mean == pytest.approx((0.5 / UNKNOWN_SPREAD**2 + 1 / VOTE_SPREAD**2) / precision)
    assert spread == pytest.approx(precision**-0.5)


def test_more_votes_narrow_and_age_widens() -> None:
    months = [NOW - 1 - 12 * k for k in range(6)]
    table = _table({
        "d": [("naming", m, {"MANY": FOR} | ({"ONE": FOR} if m == months[0] else {})
               | ({"OLD": FOR} if m == months[-1] else {})) for m in months]
    })  # fmt: skip
    found = standing(table, ["d"], ["naming"], NOW)
    many, one, old = (_at(found, code) for code in ("MANY", "ONE", "OLD"))
    assert many[0] > one[0] > old[0] > UNKNOWN
    assert many[1] < one[1] < old[1] < UNKNOWN_SPREAD


def test_a_vote_a_half_life_ago_counts_half() -> None:
    table = _table({"d": [("naming", NOW - 1 - int(HALF_LIFE), {"AAX": FOR})]})
    number = standing(table, ["d"], ["naming"], NOW).own["naming"].number
    assert number == pytest.approx([0.5])


def test_texts_put_on_one_day_are_not_as_many_observations() -> None:
    day = [("naming", NOW - 1, {"AAX": FOR}) for _ in range(18)]
    number = standing(_table({"d": day}), ["d"], ["naming"], NOW).own["naming"].number
    assert 1.0 < number[0] < 2.0


def test_votes_of_the_month_and_later_are_not_known() -> None:
    table = _table({"d": [("naming", NOW, {"AAX": FOR})]})
    assert _at(standing(table, ["d"], ["naming"], NOW), "AAX") == (UNKNOWN, UNKNOWN_SPREAD)


def test_without_votes_on_the_matter_the_kindred_one_speaks_and_less_surely() -> None:
    table = _table({
        "d": [("naming", NOW - 1, {"AAX": FOR})],
        "k": [("naming", NOW - m, {"BAX": AGAINST, "AAX": FOR}) for m in (1, 13, 25)],
    })  # fmt: skip
    found = standing(table, ["d", "k"], ["naming"], NOW)
    alone = standing(table, ["k"], ["naming"], NOW)
    assert _at(found, "BAX")[0] == pytest.approx(_at(alone, "BAX")[0])
    assert _at(alone, "BAX")[1] < _at(found, "BAX")[1] < UNKNOWN_SPREAD


def test_the_kindred_matter_is_shifted_by_how_much_more_support_this_one_gets() -> None:
    states = CODES[:30]
    table = _table({
        "d": [("naming", NOW - 1, dict.fromkeys(states[1:], FOR))],
        "k": [("naming", NOW - 1, dict.fromkeys(states, ABSTAIN))],
    })  # fmt: skip
    mean, _ = _at(standing(table, ["d", "k"], ["naming"], NOW), states[0])
    assert mean == pytest.approx(1.0)  # an abstention there is worth a yes here: .5 + .5


def test_an_issue_of_which_the_matter_does_not_speak_follows_its_other_roll_calls() -> None:
    table = _table({"d": [("naming", NOW - m, {"AAX": FOR}) for m in (1, 13)]})
    found = standing(table, ["d"], ["naming", "relief"], NOW)
    assert UNKNOWN < _at(found, "AAX", "relief")[0] < _at(found, "AAX", "naming")[0]
    assert _at(found, "AAX", "naming")[1] < _at(found, "AAX", "relief")[1]


def test_two_states_of_which_nothing_is_known_are_not_close() -> None:
    table = _table({
        "d": [("naming", NOW - m, {"AAX": FOR, "BAX": FOR}) for m in range(1, 60, 6)],
        "z": [("naming", NOW - 1, {"CAX": FOR, "DAX": FOR})],
    })  # fmt: skip
    found = standing(table, ["d"], ["naming"], NOW)
    unknown = found.distances("CAX")[found.row("DAX")]
    assert unknown == pytest.approx(np.hypot(UNKNOWN_SPREAD, UNKNOWN_SPREAD))
    assert found.distances("AAX")[found.row("BAX")] < unknown
    assert [code for code, _ in found.closest("AAX", 1)] == ["BAX"]


def test_percentiles_run_from_least_to_most_demanding_and_ties_share() -> None:
    cast = {"AAX": AGAINST, "BAX": ABSTAIN, "CAX": ABSTAIN, "DAX": FOR}
    found = standing(_table({"d": [("naming", NOW - 1, cast)]}), ["d"], ["naming"], NOW)
    assert [found.percentile(c) for c in cast] == [12.5, 50.0, 50.0, 87.5]


def test_spreads_have_a_floor() -> None:
    calls = [("naming", NOW - m, {"AAX": FOR}) for m in range(1, 240)]
    assert _at(standing(_table({"d": calls}), ["d"], ["naming"], NOW), "AAX")[1] == LEAST_SPREAD
