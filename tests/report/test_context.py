"""What the scenario tells a report: names, seats, evidence, assumptions, positions, diary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sim.domain.ballots import Outcome, Tally, Vote
from sim.domain.events import Event, EventType
from sim.domain.intervals import Interval
from sim.procedure.terms import LAST_YEAR
from sim.report.context import council_from, with_scenario
from sim.report.data import ReportedBallot, ReportedForecast, RunData, SeatingPlan
from sim.report.html import MOST_BYTES, render_html
from sim.report.run_page import run_page
from sim.scenario.load import load_scenario
from sim.scenario.priors import quantities
from sim.scenario.schema import Scenario
from tests.report.boxes import faults
from tests.report.fixtures import run_figures

FLAGSHIP = "aleppo-2016-10-08"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """The flagship as it ships."""
    return load_scenario(FLAGSHIP)


def bare(scenario: Scenario) -> RunData:
    """A run in which everybody abstains: what a report knows before its scenario is read."""
    votes = dict.fromkeys(scenario.members, Vote.ABSTAIN)
    ballots = tuple(
        ReportedBallot(
            symbol, "", tuple(draft.sponsors), votes, Tally(0, 0, len(votes)),
            Outcome.NOT_ADOPTED, (), "Article 27(3)",
        )
        for symbol, draft in scenario.drafts.items()
    )  # fmt: skip
    shares = {Outcome.ADOPTED: 0.1, Outcome.VETOED: 0.2, Outcome.NOT_ADOPTED: 0.7}
    fates = {outcome: Interval(share, share, share) for outcome, share in shares.items()}
    chances = dict.fromkeys(scenario.members, (0.2, 0.6, 0.2))
    return RunData(
        scenario.scenario, "", "", 0, 1, tuple(scenario.layers), "council", SeatingPlan(()),
        ballots,
        tuple(ReportedForecast(symbol, fates, None, chances) for symbol in scenario.drafts),
    )  # fmt: skip


def test_the_report_knows_seats_names_and_the_president(scenario: Scenario) -> None:
    run = with_scenario(bare(scenario), scenario)
    assert run.council.president == "RUS"
    assert run.council.quota == 9
    assert {s.code for s in run.council.seats if s.permanent} == {"CHN", "FRA", "GBR", "RUS", "USA"}
    assert run.council.around_the_table()[7].code == "RUS"
    assert run.name("nusra") != "nusra"
    assert run.title == scenario.title


def test_a_year_beyond_the_table_of_members_has_no_president(scenario: Scenario) -> None:
    council = scenario.council.model_copy(update={"date": date(LAST_YEAR + 1, 5, 1)})
    told = council_from(scenario.model_copy(update={"council": council}))
    assert told.president is None
    assert len(told.seats) == len(scenario.members)


def test_a_day_of_1946_has_the_president_of_the_day(scenario: Scenario) -> None:
    council = scenario.council.model_copy(update={"date": date(1946, 6, 10)})
    assert council_from(scenario.model_copy(update={"council": council})).president == "FRA"


def test_every_number_is_counted_and_the_assumed_ones_are_listed(scenario: Scenario) -> None:
    run = with_scenario(bare(scenario), scenario)
    numbers = quantities(scenario)
    assert run.assumptions is not None
    assert run.assumptions.numbers == len(numbers)
    assert run.assumptions.assumed == len([n for n in numbers if n.grade == "assumed"])
    assert len(run.assumptions.paths) == run.assumptions.assumed


def test_evidence_says_where_it_stands_and_whom_it_is_about(scenario: Scenario) -> None:
    run = with_scenario(bare(scenario), scenario)
    assert run.evidence
    for key, entry in run.evidence.items():
        assert entry.place, key
        assert entry.date, key
        assert entry.attribution, key
    assert any(entry.about == "Angola" for entry in run.evidence.values())


def test_texts_move_with_their_amendments(scenario: Scenario) -> None:
    symbol = next(iter(scenario.drafts))
    events = [
        Event(0, EventType.AMEND, "FRA", symbol, {"to_flights": 0.5, "value_FRA": 0.1}),
        Event(1, EventType.AMEND, "FRA", symbol, {"to_halt": 0.25}),
        Event(1, EventType.AMEND, "FRA", "S/2016/1", {"to_halt": 0.0}),
    ]
    run = with_scenario(bare(scenario), scenario, events)
    assert run.space is not None
    states = run.space.texts[symbol]
    assert [state["flights"] for state in states[1:]] == [0.5, 0.5]
    assert states[-1]["halt"] == 0.25
    assert len(run.events) == 3


def test_events_before_the_first_round_carry_their_date(scenario: Scenario) -> None:
    run = with_scenario(bare(scenario), scenario)
    assert run.names is not None
    early = [key for key, event in scenario.events.items() if event.at < scenario.clock.start]
    assert early
    assert all(run.names.thing(key).endswith(")") for key in early)


def test_the_whole_report_fits_and_can_be_read(scenario: Scenario) -> None:
    events = [Event(0, EventType.EVENT, key) for key in scenario.events]
    run = with_scenario(bare(scenario), scenario, events)
    assert len(render_html(run_page(run)).encode()) <= MOST_BYTES
    for name, figure in run_figures(run).items():
        assert not faults(figure), name


def test_codes_in_rules_become_names_and_other_capitals_stay(
    scenario: Scenario,
) -> None:
    run = bare(scenario)
    ballot = replace(
        run.ballots[0],
        rule="Article 27(3): the negative votes of CHN and RUS, and the ABC",
    )
    told = with_scenario(replace(run, ballots=(ballot,)), scenario).ballots[0]
    assert told.rule == "Article 27(3): the negative votes of China and Russia, and the ABC"
