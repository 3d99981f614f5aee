"""Votes that two States share, against counts made by hand."""

from __future__ import annotations

from sim.rollcalls.agreement import CommonRollCalls, agreements
from sim.rollcalls.records import month_of
from sim.scenario.dossiers.table import shipped_counts
from tests.rollcalls.test_closeness import Held, table

ONE: Held = ("own", "H1", "2000-01", "yyn")
TWO: Held = ("own", "H2", "2001-01", "yay")
THREE: Held = ("own", "H3", "2002-01", "yn.")


def counted(*held: Held, before: str = "2006-01") -> dict[str, CommonRollCalls]:
    found = table(*held)
    return agreements(found, "own", month_of(before), "AAA", ("AAA", "BBB", "CCC", "DDD"))


def test_agreed_opposed_and_the_average() -> None:
    found = counted(ONE, TWO, THREE)
    # with AAA: BBB agrees once, abstains once, opposes once; CCC opposes once, agrees once
    months = month_of("2000-01"), month_of("2002-01")
    assert found["BBB"] == CommonRollCalls(1.0, 1.0, 3.0, 0.5 + 0.5 + 0.0, *months)
    assert found["CCC"] == CommonRollCalls(1.0, 1.0, 2.0, 1.0, months[0], month_of("2001-01"))
    assert set(found) == {"BBB", "CCC"}


def test_only_earlier_months_count_and_of_those_the_last_ten_years() -> None:
    assert counted(ONE, TWO, before="2001-01")["BBB"].of == 1.0
    assert counted(ONE, TWO, before="2010-06")["BBB"].of == 1.0  # 2000 lies before the window
    assert counted(ONE, before="2016-01")["BBB"].of == 1.0  # nothing later: all count


def test_an_unknown_list_or_state_has_no_votes() -> None:
    assert agreements(table(ONE), "none", month_of("2006-01"), "AAA", ("BBB",)) == {}
    assert agreements(table(ONE), "own", month_of("2006-01"), "DDD", ("BBB",)) == {}


def test_no_pair_agrees_and_takes_the_other_side_in_more_votes_than_it_shares() -> None:
    """Of several roll calls in a month only the counts are known: both are estimates."""
    counts = shipped_counts()
    months = [month_of("1996-12"), month_of("2016-10")]
    pairs = [
        common
        for name in counts.lists
        for before in months
        for pen in ("USA", "RUS", "EGY", "BWA", "FRA")
        for common in agreements(counts, name, before, pen, counts.states).values()
    ]
    assert len(pairs) > 10_000
    assert max(one.agreed + one.opposed - one.of for one in pairs) < 1e-9
