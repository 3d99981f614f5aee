"""From a run to what reports draw, and back to the JSON that is published."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest

from sim.domain.ballots import Outcome, Vote
from sim.domain.intervals import Interval
from sim.engines.run import Job, worlds
from sim.report.data import RunData
from sim.report.from_run import MANY, run_data
from sim.report.run_page import run_page
from sim.report.run_tables import forecast_table
from sim.report.summary import hindsight, party_answer, plan_sentence, statement_sentence
from sim.report.tables import as_json, records
from sim.report.terminal_horseshoe import horseshoe_lines
from sim.report.terminal_screen import screen_lines
from sim.report.terminal_signs import UNICODE
from sim.results.keeping import Ensemble, Silent, run_unkept
from sim.scenario.load import load_scenario
from sim.scenario.voting_law import text_law
from sim.studies.forecast import Share
from sim.studies.run.answer import Modal, modal_world, published_run
from sim.studies.run.published import Ballot, Nothing, Run, StatementFate

FLAGSHIP = "aleppo-2016-10-08"


@pytest.fixture(scope="module")
def modal() -> Modal:
    """The central world of the flagship."""
    return modal_world(load_scenario(FLAGSHIP))


@pytest.fixture(scope="module")
def run(modal: Modal) -> Run:
    """The flagship over a few worlds."""
    sums = run_unkept(Ensemble(worlds, Job(modal.setting, 3)), 20, Silent())
    return published_run(modal, sums, 3, modal.setting.scenario.layers)


def test_a_run_becomes_names_votes_and_intervals(run: Run, modal: Modal) -> None:
    data = run_data(run, modal.setting.scenario, modal.events, "council run")
    assert data.command == "council run"
    ballot, told = data.ballots[0], run.ballots[0]
    assert ballot.votes["RUS"] is Vote.from_word(told.votes["RUS"])
    assert ballot.outcome.word == told.outcome
    assert set(ballot.told_first) == {*told.decisive, *told.surprising}
    assert "RUS" not in ballot.rule
    share = data.forecast[0].outcomes[Outcome.VETOED]
    assert share.value == run.forecast[data.forecast[0].draft].vetoed.share
    assert [score.name for score in data.agreement] == ["this run", "climatology", "assembly"]
    assert data.plan is not None
    assert data.statement is not None
    assert len(data.events) == len(modal.events)


def test_a_text_withdrawn_in_the_central_case_is_told_so(run: Run, modal: Modal) -> None:
    (first, second) = run.drafts
    gone = replace(
        run,
        ballots=tuple(ballot for ballot in run.ballots if ballot.draft == first),
        drafts={**run.drafts, second: replace(run.drafts[second], outcome="withdrawn")},
    )
    told = run_data(gone, modal.setting.scenario, modal.events, "council run")
    assert [item.central for item in told.forecast] == [Outcome.VETOED, Outcome.WITHDRAWN]
    shown = "\n".join("".join(text for text, _ in line) for line in screen_lines(told, 80, UNICODE))
    assert f"{second}  no ballot: withdrawn" in shown


def test_a_ballot_of_a_later_month_has_the_president_of_that_month(run: Run, modal: Modal) -> None:
    """A text that failed can be put again after the month of the scenario's Council (rule 18)."""
    text = run.ballots[0].draft
    first = next(ballot for ballot in run.dated if ballot.draft == text)
    later = replace(run, dated=(*run.dated, replace(first, time="2016-12-03T15:00")))
    data = run_data(later, modal.setting.scenario, modal.events, "council run")
    ballot, other = data.ballots
    assert (ballot.president, other.president, data.council.president) == ("ESP", "RUS", "RUS")
    lines = horseshoe_lines(ballot, data.council, 80, UNICODE)
    shown = "".join(text for line in lines for text, _ in line)
    assert "ESP *" in shown
    assert "RUS]*" not in shown


def test_the_sequels_of_a_veto_are_of_an_earlier_ballot_too(run: Run, modal: Modal) -> None:
    """A text can be vetoed at first and adopted when it is put again."""
    passed = tuple(replace(one, vetoes=(), outcome="adopted") for one in run.ballots)
    data = run_data(replace(run, ballots=passed), modal.setting.scenario, modal.events, "")
    assert any(ballot.vetoes for ballot in data.dated)
    shown = "".join(map(str, run_page(data, sequels=[]).brief))
    assert "After the veto" in shown
    assert "No veto was cast" not in shown


@pytest.mark.parametrize(
    ("name", "institution", "no_veto"),
    [
        ("enlarged-council", None, {"BRA", "DEU", "IND", "JPN"}),
        (FLAGSHIP, "veto-restraint-signed", {"FRA", "GBR"}),
        (FLAGSHIP, "two-vetoes", set()),
        ("party-abstains", None, {"RUS"}),
    ],
)
def test_only_members_that_can_block_are_named_as_vetoing(
    name: str, institution: str | None, no_veto: set[str]
) -> None:
    overrides = [f"council.institution={institution}"] if institution else []
    scenario = load_scenario(name, overrides)
    central = modal_world(scenario)
    sums = run_unkept(Ensemble(worlds, Job(central.setting, 3)), 40, Silent())
    told = published_run(central, sums, 3, scenario.layers)
    data = run_data(told, scenario, central.events, "council run")
    noes: set[str] = set()
    for item in data.forecast:
        noes |= set(told.forecast[item.draft].no_when_vetoed)
        assert set(item.vetoing) <= set(text_law(scenario, item.draft).blockers)
        assert not set(item.vetoing) & no_veto
        if item.outcomes[Outcome.VETOED].value:
            assert item.vetoing
    assert noes > {code for item in data.forecast for code in item.vetoing}


def test_the_json_of_a_run_has_the_keys_of_before(run: Run) -> None:
    told = json.loads(as_json(run))
    assert list(told) == [each.name for each in fields(Run)]
    assert list(told) == [
        "scenario", "seed", "replicates", "layers", "title", "ballots", "plan", "statement",
        "forecast", "agreement", "assumptions", "drafts", "interventions", "conditions",
        "dated", "happened", "swings", "drivers", "warnings",
    ]  # fmt: skip
    assert list(told["ballots"][0]) == [
        "draft", "title", "sponsors", "tally", "outcome", "vetoes", "votes", "rule",
        "expected_adopted", "reasons", "decisive", "surprising",
        "otherwise", "unit", "same_tally",
    ]  # fmt: skip
    assert list(told["statement"]) == ["form", "instead_of", "modal", "shares"]
    assert list(told["plan"]["share"]) == ["share", "low", "high"]
    assert list(told["agreement"]) == ["hits", "of", "log_score", "brier", "baselines"]
    assert set(told["forecast"]["S/2016/846"]["votes"]["RUS"]) == {"yes", "abstain", "no"}
    nothing = json.loads(as_json(replace(run, plan=Nothing(), statement=Nothing(), agreement=None)))
    assert (nothing["plan"], nothing["statement"], nothing["agreement"]) == ({}, {}, None)


def test_in_brief_only_votes_that_decided_or_surprise_have_reasons(run: Run, modal: Modal) -> None:
    def brief(ballot: Ballot) -> tuple[str, ...] | None:
        one = replace(run, ballots=(ballot,))
        return run_data(one, modal.setting.scenario, modal.events, "").ballots[0].brief

    ballot = replace(run.ballots[0], decisive=("RUS",), surprising=("CHN",))
    assert brief(ballot) == ("RUS", "CHN")
    many = replace(ballot, decisive=tuple(ballot.votes)[: MANY + 1])
    assert brief(many) == ("CHN",)


def test_the_statement_that_the_council_can_fall_back_to_is_told_where_there_is_one(
    run: Run, modal: Modal
) -> None:
    shares = {
        "issued": Share(0.2, 0.16, 0.25), "failed": Share(0.0, 0.0, 0.01),
        "not_tried": Share(0.8, 0.75, 0.84), "pending": Share(0.0, 0.0, 0.01),
    }  # fmt: skip
    with_one = replace(run, statement=StatementFate("press", (), "not_tried", shares))
    data = run_data(with_one, modal.setting.scenario, modal.events, "council run")
    assert data.statement is not None
    assert statement_sentence(data.statement) == (
        "If no text is adopted, the President circulates a press statement. It is issued by "
        "consensus in 20% (16% to 25%) of the simulated courses of events, and a member breaks the "
        "silence in 0% (0% to 1%)."
    )
    some = replace(data.statement, instead_of=("A/1",), pending=Interval(0.1, 0.05, 0.15))
    told = statement_sentence(some)
    assert "may seek a presidential statement in place of their text. One of the two" in told
    assert told.endswith("; in 10% (5% to 15%) the silence still runs when the clock ends.")
    sought = statement_sentence(replace(some, form=""))
    assert sought.startswith("The sponsors of A/1 may seek a presidential statement")
    assert "It is issued by consensus" in sought


LAPSES = """
scenario: consent-lapses
base: aleppo-2016-10-08
plan: {days_to_leave: 0.1}
parties:
  nusra: {gain: 0.9, trust: 0.9}
  damascus: {gain: 0.9, trust: 0.9}
  moscow: {gain: 0.9, trust: 0.9}
events:
  later:
    title: Later
    at: 2016-10-08T00:00
    changes: {parties.damascus.gain: -1, parties.damascus.trust: -0.8}
"""


def _told(text: str, folder: Path) -> RunData:
    file = folder / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    modal = modal_world(load_scenario(str(file)))
    sums = run_unkept(Ensemble(worlds, Job(modal.setting, 3)), 5, Silent())
    run = published_run(modal, sums, 3, modal.setting.scenario.layers)
    return run_data(run, modal.setting.scenario, modal.events, "")


def test_a_plan_carried_out_is_refused_by_nobody(tmp_path: Path) -> None:
    told = _told(LAPSES, tmp_path)
    assert told.plan is not None
    assert told.plan.carried_out
    answers = {party.party: party for party in told.plan.parties}
    assert {key: party.answer for key, party in answers.items()} == {
        "nusra": "accepts", "damascus": "withdraws", "moscow": "accepts", "groups": "withdraws",
    }  # fmt: skip
    assert party_answer(answers["damascus"]) == "accepts, then withdraws its consent"
    assert party_answer(answers["groups"]).endswith("(the plan does not need its consent)")
    words = plan_sentence(told.plan, told)
    assert words.endswith("Consent is withdrawn after that by Syrian government.")
    rows = {row["member"]: row for row in records(forecast_table(told)) if row["kind"] == "party"}
    assert rows["damascus"]["central"] is True


def test_a_plan_that_all_accept_may_lack_the_time(tmp_path: Path) -> None:
    told = _told(LAPSES.split("events:")[0].replace("0.1}", "30}"), tmp_path)
    assert told.plan is not None
    assert told.plan.left is not None
    assert plan_sentence(told.plan, told).endswith(
        "All parties whose consent it needs accept, but by the end of the clock only "
        f"{told.plan.left:.0%} of the fighters have left."
    )


def test_parties_that_are_never_asked_refuse_nothing(tmp_path: Path) -> None:
    late = "scenario: late\nbase: aleppo-2016-10-08\nplan: {announced: 2016-10-20T00:00}\n"
    told = _told(late, tmp_path)
    assert told.plan is not None
    assert {party.answer for party in told.plan.parties} == {"not asked"}
    assert plan_sentence(told.plan, told).endswith("No party is asked before the clock ends.")


def test_agreement_says_what_the_estimates_know_that_came_later() -> None:
    (old, inside, later) = map(load_scenario, ("korea-1950", "crimea-2014", FLAGSHIP))
    assert hindsight(later) == ""
    assert "195 ballots up to 6 October 2016, so this agreement is not" in hindsight(old)
    assert "S/2014/189 among them" in hindsight(inside)
    central = modal_world(inside)
    sums = run_unkept(Ensemble(worlds, Job(central.setting, 3)), 5, Silent())
    run = published_run(central, sums, 3, inside.layers)
    page = run_page(run_data(run, inside, central.events, ""))
    assert as_json(page.data).count("not that of a forecast made before") == 0, "prose alone"
    words = [claim.text for section in page.sections for claim in section.claims]
    assert hindsight(inside) in words
