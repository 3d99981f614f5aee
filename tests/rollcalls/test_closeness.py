"""Closeness to the pen-holders, against values computed by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from sim.rollcalls.closeness import (
    CALL_SPREAD,
    KINDRED_PRIOR,
    OWN_PRIOR,
    closeness,
    unknown_spread,
)
from sim.rollcalls.counts import CountTable, count_votes
from sim.rollcalls.layouts import VotesByCall
from sim.rollcalls.records import RollCall, month_of

VOTE = {"y": 0, "a": 1, "n": 2}
Held = tuple[str, str, str, str]
"""A roll call of these tests: list, symbol and issue, month, votes of AAA, BBB and CCC."""


def table(*held: Held) -> CountTable:
    lists: dict[str, list[RollCall]] = {}
    by_call: dict[tuple[str, int], dict[str, int]] = {}
    for name, symbol, month, votes in held:
        issue = "halt" if symbol.startswith("H") else "relief"
        call = RollCall(symbol, month_of(month), 1, (issue,))
        lists.setdefault(name, []).append(call)
        by_call[call.key] = {
            code: VOTE[vote]
            for code, vote in zip(("AAA", "BBB", "CCC"), votes, strict=True)
            if vote != "."
        }
    months = [month_of(month) for _, _, month, _ in held]
    seen = dict.fromkeys(("AAA", "BBB", "CCC"), (min(months), max(months)))
    return count_votes(lists, VotesByCall(by_call, seen, max(months)), "test").table


def of(found: CountTable, chain: Sequence[str], pens: Sequence[str], before: str = "2006-01"):
    return closeness(found, chain, month_of(before), pens)


OWN: Held = ("own", "H1", "2000-01", "yyn")
KIN: Held = ("kin", "H2", "2000-01", "nay")


def test_agreement_beyond_the_mean_is_shrunk_by_the_number_of_votes() -> None:
    # Agreement with AAA: BBB 1, CCC -1, on average 0. Six years halve the one roll call.
    found = of(table(OWN), ["own", "kin"], ["AAA"])
    assert found.of("BBB")[0] == pytest.approx(0.5 / 3.5)
    assert found.of("CCC")[0] == pytest.approx(-0.5 / 3.5)
    assert found.calls.tolist() == [1, 1, 1]


def test_the_kindred_list_is_what_own_votes_are_shrunk_to() -> None:
    # On the kindred text BBB agrees by 0, CCC by -1, on average by -1/2.
    found = of(table(OWN, KIN), ["own", "kin"], ["AAA"])
    below = 0.5 * 0.5 / 6.5
    assert found.of("BBB")[0] == pytest.approx((0.5 + 3 * below) / 3.5)
    assert found.of("CCC")[0] == pytest.approx((-0.5 - 3 * below) / 3.5)


def test_without_votes_nobody_is_close_and_the_spread_is_wide() -> None:
    found = of(table(OWN), ["own", "kin"], ["AAA"], before="2000-01")
    assert found.mean.tolist() == [0, 0, 0]
    assert found.spread == pytest.approx(unknown_spread())
    assert unknown_spread() == pytest.approx(
        CALL_SPREAD * (1 / KINDRED_PRIOR + 1 / OWN_PRIOR) ** 0.5
    )
    assert found.of("ZZZ") == (0.0, unknown_spread())


def test_the_month_of_the_ballot_does_not_count() -> None:
    assert of(table(OWN), ["own"], ["AAA"], before="2000-01").of("BBB")[0] == 0
    assert of(table(OWN), ["own"], ["AAA"], before="2000-02").of("BBB")[0] > 0


def test_several_pens_count_alike_and_none_makes_nobody_close() -> None:
    counted = table(OWN, KIN)
    one, other = (of(counted, ["own", "kin"], [pen]) for pen in ("AAA", "CCC"))
    both = of(counted, ["own", "kin"], ["AAA", "CCC"])
    assert both.mean == pytest.approx((one.mean + other.mean) / 2)
    nobody = of(counted, ["own", "kin"], [])
    assert nobody.mean.tolist() == [0, 0, 0]
    assert nobody.spread.tolist() == [0, 0, 0]


def test_a_pen_without_votes_is_close_to_nobody() -> None:
    assert of(table(OWN), ["own"], ["ZZZ"]).mean.tolist() == [0, 0, 0]


def test_more_and_newer_votes_make_it_surer() -> None:
    one = of(table(OWN), ["own", "kin"], ["AAA"])
    more = of(table(OWN, ("own", "H3", "2005-01", "yyn")), ["own", "kin"], ["AAA"])
    assert more.of("BBB")[1] < one.of("BBB")[1] < unknown_spread()
    assert more.of("BBB")[0] > one.of("BBB")[0]


def test_texts_of_one_month_on_different_issues_are_told_apart() -> None:
    # AAA and BBB vote against each other on both; counts of the month alone are the same.
    counted = table(("own", "H1", "2000-01", "yny"), ("own", "R1", "2000-01", "nyn"))
    found = of(counted, ["own"], ["AAA"])
    assert found.of("CCC")[0] == pytest.approx(2 * 0.5 * 1 / 4)
    assert found.of("BBB")[0] == pytest.approx(-2 * 0.5 * 1 / 4)


def test_one_who_was_absent_adds_nothing() -> None:
    counted = table(OWN, ("own", "H4", "2000-01", "y.n"))
    found = of(counted, ["own"], ["AAA"])
    assert found.calls.tolist() == [2, 1, 2]
    assert np.isfinite(found.mean).all()


def test_lists_that_the_table_lacks_are_passed_over() -> None:
    assert of(table(KIN), ["own", "kin"], ["AAA"]).of("BBB")[0] == pytest.approx(
        0.5 * 0.5 / (0.5 + OWN_PRIOR)
    )


@pytest.mark.parametrize("chain", [[], ["none", "neither"]])
def test_without_any_list_everybody_is_as_close_as_is_unknown(chain: list[str]) -> None:
    assert of(table(OWN), chain, ["AAA"]).of("BBB") == (0.0, pytest.approx(unknown_spread()))
