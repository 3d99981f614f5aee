"""The first screen of a run: short, whole, and true to the forecast, for every shipped scenario."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

import sim
from sim.domain.ballots import Outcome, Vote
from sim.domain.intervals import Interval
from sim.report.data import RunData
from sim.report.run_screen import (
    chances_line,
    counts,
    disagreement,
    doubtful_votes,
    record_line,
    share_with_interval,
    turns,
    weightiest_reason,
)
from sim.report.terminal_screen import MOST, screen_lines
from sim.report.terminal_signs import ASCII, UNICODE, Signs
from sim.scenario import catalogue
from sim.studies.forecast import Share
from sim.studies.implausible import Implausible
from sim.studies.run.happened import Happened, Unexpected
from sim.studies.run.levers import Driver, SwingMember
from tests.report.fixtures import FIRST, SECOND, run_data

WORLDS = 160
"""Enough for the numbers that a chance varies with to be named."""


def lines(run: RunData, width: int, signs: Signs = UNICODE) -> list[str]:
    """The screen without its colours."""
    return ["".join(text for text, _ in line).rstrip() for line in screen_lines(run, width, signs)]


@pytest.mark.parametrize("name", catalogue.scenario_names())
def test_every_shipped_scenario_is_answered_on_one_screen(name: str) -> None:
    run = sim.load(name).run(replicates=WORLDS).data()
    for signs in (UNICODE, ASCII):
        told = lines(run, 80, signs)
        assert len(told) <= MOST, "\n".join(told)
        assert max(map(cell_len, told)) <= 80
    for width in (60, 40):
        assert max(map(cell_len, lines(run, width))) <= width
    text = "\n".join(lines(run, 80))
    for item in run.forecast:
        assert chances_line(item)[:20] in text
    for ballot in run.ballots:
        seated = [seat.code for seat in run.council.seats if text.count(seat.code) >= 1]
        assert len(seated) == len(ballot.votes), "every member stands in the central case"
    assert "Central case: every number at its centre" in text or not run.ballots
    assert "ballots failed; forecast" in text
    assert "--why" in text


def test_the_answer_stands_before_everything_but_its_title() -> None:
    told = lines(run_data(), 80)
    first = next(place for place, line in enumerate(told) if line.startswith(FIRST))
    assert first <= 3
    assert "adopted" in told[first]


@pytest.mark.parametrize("width", [30, 40, 60, 80, 120])
@pytest.mark.parametrize("seats", [3, 11, 15, 26, 193])
def test_no_line_is_wider_and_no_seat_is_lost_whatever_the_council(seats: int, width: int) -> None:
    run = run_data(seats)
    told = lines(run, width)
    assert max(map(cell_len, told)) <= width
    text = " ".join(told).replace("[", " ").replace("]", " ").split()
    for seat in run.council.seats:
        assert text.count(seat.code) == len(run.ballots)


def test_a_share_is_told_with_its_interval_and_never_reads_as_none_or_all() -> None:
    assert share_with_interval(Interval(0.951, 0.936, 0.963)) == "95% (94–96)"
    assert share_with_interval(Interval(0.001, 0.0, 0.004)) == "under 1%"
    assert share_with_interval(Interval(0.997, 0.99, 1.0)) == "over 99% (99–100)"


def test_as_many_tallies_are_told_as_there_is_room_for() -> None:
    run = run_data()
    item = replace(
        run.forecast[0],
        vetoing={"RUS": Interval(0.9, 0.8, 1.0), "CHN": Interval(0.001, 0.0, 0.01)},
        tallies=tuple((run.ballots[0].tally, Interval(0.3, 0.2, 0.4)) for _ in range(8)),
    )
    wide, narrow = counts(item, run, 70), counts(item, run, 20)
    assert wide.startswith("by Russia 90%; tallies ")
    assert len(wide) <= 70 < len(counts(item, run, 90))
    assert narrow.count("30%") == 2
    assert "China" not in wide, "who vetoes in under half a per cent is left out"


def test_a_central_case_that_is_not_the_forecast_is_called_so() -> None:
    run = run_data()
    ballot, item = run.ballots[0], run.forecast[0]
    assert (
        disagreement(ballot, replace(item, outcomes={ballot.outcome: Interval(0.9, 0.8, 1.0)}))
        == ""
    )
    other = Outcome.ADOPTED if ballot.outcome is not Outcome.ADOPTED else Outcome.VETOED
    item = replace(
        item,
        outcomes={ballot.outcome: Interval(0.2, 0.1, 0.3), other: Interval(0.8, 0.7, 0.9)},
    )
    told = lines(replace(run, forecast=(item, run.forecast[1])), 80)
    assert any(line.startswith("  but ") and "(80%) than" in line for line in told)
    tied = {ballot.outcome: Interval(0.4, 0.3, 0.5), other: Interval(0.405, 0.3, 0.5)}
    assert disagreement(ballot, replace(item, outcomes=tied)) == "", "as good as equal"


def _recorded(outcome: str, likeliest: str) -> Happened:
    return Happened(
        outcome=outcome, vetoes=("RUS",) if outcome == "vetoed" else (), yes=11, no=1, abstain=3,
        absent=0, chance=Share(0.28, 0.25, 0.31), same_tally=Share(0.01, 0.0, 0.02),
        likeliest=likeliest,
        unexpected=(Unexpected("RUS", "no", 0.29), Unexpected("URY", "no", 0.1)),
    )  # fmt: skip


def test_what_happened_is_told_with_the_chance_that_it_was_given() -> None:
    run = run_data()
    wrong = replace(run, happened={FIRST: _recorded("vetoed", "adopted")})
    assert record_line(FIRST, wrong) == (
        "11-1-3, vetoed by Russia: NOT as forecast (28%, the tally 1%); Russia no 29%"
    )
    right = replace(run, happened={FIRST: _recorded("adopted", "adopted")})
    assert ": as forecast (28%" in record_line(FIRST, right)
    assert record_line(SECOND, right) == ""


def test_what_a_forecast_turns_on_is_told_with_both_ends() -> None:
    run = replace(
        run_data(),
        swings={FIRST: SwingMember("RUS", 0.04, 0.47), SECOND: SwingMember("RUS", 0.04, 0.041)},
        drivers={SECOND: Driver("coefficients.change", 0.07, 0.01)},
    )
    assert turns(FIRST, run) == "Russia's yes (adopted 4% -> 47%)"
    assert turns(SECOND, run) == "coefficients.change (adopted 7% -> 1%)", "no swing worth telling"


def test_what_a_vote_would_change_is_a_share_of_all_worlds_like_the_chances_above_it() -> None:
    run = replace(run_data(), swings={FIRST: SwingMember("RUS", 0.2, 0.6)})
    outcomes = {
        Outcome.ADOPTED: Interval(0.1, 0.0, 1.0),
        Outcome.VETOED: Interval(0.4, 0.0, 1.0),
        Outcome.WITHDRAWN: Interval(0.5, 0.0, 1.0),
    }
    seen = [replace(item, outcomes=outcomes) for item in run.forecast if item.draft == FIRST]
    run = replace(run, forecast=tuple(seen))
    assert turns(FIRST, run) == "Russia's yes (adopted 10% -> 30%)"


def test_votes_that_are_hard_to_believe_are_told_together() -> None:
    run = run_data()
    codes = ("URY", "AGO", "RUS", "VEN")
    run = replace(
        run,
        warnings=(
            *(Implausible("against_wishes", code, FIRST, 0.3, "") for code in codes),
            Implausible("against_reasons", "RUS", FIRST, 1.0, ""),
            Implausible("after_own_text", "RUS", SECOND, 0.4, "RUS votes for its rival"),
        ),
    )
    wishes, reasons = doubtful_votes(FIRST, run)
    assert wishes == (
        "Russia (30%), Uruguay (30%), Angola (30%) and 1 other vote yes against most of their own "
        "positions"
    )
    assert reasons == "Russia votes against all its own reasons"
    assert doubtful_votes(SECOND, run) == ["Russia votes for its rival"]


def test_why_names_those_who_decided_and_their_weightiest_reason() -> None:
    run = run_data()
    ballot = run.ballots[0]
    told = weightiest_reason(ballot, run)
    if ballot.outcome is Outcome.VETOED:
        assert any(run.name(code) in told or "Russia" in told for code in ballot.vetoes)
    silent = replace(ballot, reasons={})
    assert weightiest_reason(silent, run) == ""


@pytest.mark.parametrize(
    ("one", "several"),
    [
        ("It sponsors A instead", "they sponsor A instead"),
        ("The text is B's, against which it usually votes", "against which they usually vote"),
    ],
)
def test_a_reason_of_several_members_is_worded_in_the_plural(one: str, several: str) -> None:
    run = run_data()
    ballot = run.ballots[0]
    code, reasons = next((code, given) for code, given in ballot.reasons.items() if given)
    shared = replace(reasons[0], text=one, amount=1.0)
    other = next(c for c in ballot.votes if c != code)
    both = replace(
        ballot,
        vetoes=(code, other),
        outcome=Outcome.VETOED,
        votes={**ballot.votes, code: Vote.NO, other: Vote.NO},
        reasons={code: (shared,), other: (shared,)},
    )
    assert weightiest_reason(both, run).endswith(several)


@pytest.mark.parametrize(
    ("yes", "sharing", "said"),
    [
        (15, 15, "All 15 vote yes: "),
        (15, 13, "13 of the 15 that vote yes: "),
        (14, 14, "14 of 15 members vote yes: "),
        (14, 12, "12 of the 14 that vote yes: "),
    ],
)
def test_a_reason_that_not_all_share_does_not_say_how_many_voted(
    yes: int, sharing: int, said: str
) -> None:
    run = run_data()
    ballot = run.ballots[0]
    reason = replace(next(given for given in ballot.reasons.values() if given)[0], amount=1.0)
    codes = list(ballot.votes)
    votes = {code: Vote.YES if place < yes else Vote.NO for place, code in enumerate(codes)}
    reasons = {
        code: (replace(reason, text="It sponsors A" if place < sharing else f"Its own, {place}"),)
        for place, code in enumerate(codes)
    }
    adopted = replace(ballot, outcome=Outcome.ADOPTED, vetoes=(), votes=votes, reasons=reasons)
    assert len(codes) == 15
    assert weightiest_reason(adopted, run).startswith(said)
