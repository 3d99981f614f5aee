"""CSV and Markdown of a run carry shares of outcomes, their intervals, and votes."""

from __future__ import annotations

from dataclasses import replace

from sim.domain.ballots import Outcome, Tally
from sim.domain.intervals import Interval
from sim.report.run_page import run_page
from sim.report.run_tables import for_readers, forecast_table
from sim.report.tables import as_csv, records
from tests.report.fixtures import FIRST, run_data


def test_csv_tells_a_central_withdrawal_though_there_is_no_ballot() -> None:
    run = run_data()
    gone = replace(run.forecast[0], central=Outcome.WITHDRAWN)
    rows = records(forecast_table(replace(run, forecast=(gone,), ballots=())))
    told = {r["measure"]: r["central"] for r in rows if r["kind"] == "outcome"}
    assert told.pop("expected_adopted") is None
    assert told == {end.word: end is Outcome.WITHDRAWN for end in run.forecast[0].outcomes}


def test_csv_has_every_share_with_its_interval_and_every_chance_of_a_vote() -> None:
    run = run_data()
    rows = records(forecast_table(run))
    (vetoed,) = [r for r in rows if r["draft"] == FIRST and r["measure"] == "vetoed"]
    share = next(iter(run.forecast)).outcomes[run.ballots[0].outcome]
    assert (vetoed["value"], vetoed["low"], vetoed["high"]) == (share.value, share.low, share.high)
    votes = [r for r in rows if r["kind"] == "vote" and r["draft"] == FIRST]
    assert len(votes) == 15 * 3
    cast = {r["member"]: r["measure"] for r in votes if r["central"]}
    assert cast["CHN"] == "no"
    (exact,) = [r for r in rows if r["draft"] == FIRST and r["measure"] == "expected_adopted"]
    assert exact["low"] < exact["value"] < exact["high"]
    (plan,) = [r for r in rows if r["kind"] == "plan"]
    assert (plan["value"], plan["central"]) == (0.31, False)
    assert [r["member"] for r in rows if r["kind"] == "party"] == ["upstream"]
    assert as_csv(forecast_table(run)).startswith(
        "kind,draft,member,measure,value,low,high,central\n"
    )


def test_a_draft_that_was_not_put_in_the_central_world_says_nothing_of_it() -> None:
    run = replace(run_data(), ballots=())
    assert {
        r["central"] for r in records(forecast_table(run)) if r["kind"] in ("outcome", "vote")
    } == {None}


def test_markdown_has_tables_for_readers() -> None:
    page = run_page(run_data())
    assert page.tables == for_readers(run_data())
    assert [table.title for table in page.tables] == [
        "Outcomes, with 95 % intervals", "Votes in the central world, and mean chances of each",
        "The plan and the statement",
    ]  # fmt: skip
    assert page.tables[2].rows[0][0] == "carried out"
    bare = replace(run_data(), plan=None)
    assert len(run_page(bare).tables) == 2


def test_tallies_have_their_shares_with_intervals_in_both() -> None:
    run = run_data()
    cast = run.ballots[0].tally
    counts = ((cast, Interval(0.3, 0.2, 0.4)), (Tally(9, 1, 5), Interval(0.1, 0.05, 0.2)))
    run = replace(run, forecast=(replace(run.forecast[0], tallies=counts), *run.forecast[1:]))
    rows = [row for row in records(forecast_table(run)) if row["kind"] == "tally"]
    assert [row["measure"] for row in rows] == [f"{cast.yes}-{cast.no}-{cast.abstain}", "9-1-5"]
    assert [row["central"] for row in rows] == [True, False]
    assert (rows[1]["value"], rows[1]["low"], rows[1]["high"]) == (0.1, 0.05, 0.2)
    (told,) = [table for table in for_readers(run) if table.title.startswith("The likeliest tal")]
    assert told.rows[1] == (FIRST, "9-1-5", 0.1, 0.05, 0.2)
