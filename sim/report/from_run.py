"""Convert a run to report data: names for codes, evidence, positions and diary."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from sim.domain.ballots import Outcome, Tally, Vote
from sim.domain.events import Event
from sim.domain.intervals import Interval
from sim.report.context import council_from, with_scenario
from sim.report.data import (
    AgreementScore,
    PartyAnswer,
    ReportedBallot,
    ReportedForecast,
    ReportedPlan,
    ReportedStatement,
    RunData,
    WordedReason,
)
from sim.report.summary import hindsight
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import text_law
from sim.studies import forecast as forecasts
from sim.studies.run import published
from sim.studies.run.published import Run
from sim.studies.votes.agreement import Agreed, AgreementWithRecord

MANY = 5
"""Maximum number of decisive votes to highlight; none is highlighted beyond it."""


def run_data(run: Run, scenario: Scenario, events: Sequence[Event], command: str) -> RunData:
    """The report data of ``run``, whose central world had these ``events``."""
    council = council_from(scenario)
    bare = RunData(
        scenario=run.scenario,
        title=run.title,
        question="",
        seed=run.seed,
        replicates=run.replicates,
        layers=run.layers,
        command=command,
        council=council,
        ballots=tuple(_ballot(one) for one in run.ballots),
        forecast=tuple(
            _forecast(draft, one, run.drafts[draft], text_law(scenario, draft).blockers)
            for draft, one in run.forecast.items()
        ),
        plan=_plan(run.plan),
        statement=_statement(run.statement),
        agreement=_agreement(run.agreement),
        hindsight=hindsight(scenario),
        asked=(*run.interventions, *run.conditions),
        conditioned=bool(run.conditions),
        dated=run.dated,
        happened=run.happened,
        swings=run.swings,
        drivers=run.drivers,
        warnings=run.warnings,
    )
    return with_scenario(bare, scenario, events)


def _brief(ballot: published.Ballot) -> tuple[str, ...]:
    """Members whose votes were decisive or surprising; decisive ones only if they are few."""
    if len(ballot.decisive) > MANY:
        return ballot.surprising
    return tuple(dict.fromkeys((*ballot.decisive, *ballot.surprising)))


def _ballot(ballot: published.Ballot) -> ReportedBallot:
    return ReportedBallot(
        draft=ballot.draft,
        title=ballot.title,
        sponsors=ballot.sponsors,
        votes={code: Vote.from_word(vote) for code, vote in ballot.votes.items()},
        tally=ballot.tally,
        outcome=Outcome[ballot.outcome.upper()],
        vetoes=ballot.vetoes,
        rule=ballot.rule,
        reasons={
            code: tuple(
                WordedReason(why.text, why.amount, why.evidence, why.term, why.common)
                for why in reasons
            )
            for code, reasons in ballot.reasons.items()
        },
        otherwise={code: Vote.from_word(vote) for code, vote in ballot.otherwise.items()},
        unit=ballot.unit,
        told_first=tuple(dict.fromkeys((*ballot.decisive, *ballot.surprising))),
        brief=_brief(ballot),
        same_tally=None if ballot.same_tally is None else _interval(ballot.same_tally),
    )


def _interval(share: forecasts.Share | forecasts.PartyShare) -> Interval:
    return Interval(share.share, share.low, share.high)


def _forecast(
    draft: str,
    forecast: forecasts.DraftForecast,
    fate: published.DraftFate,
    blockers: Sequence[str],
) -> ReportedForecast:
    return ReportedForecast(
        draft=draft,
        central=Outcome[fate.outcome.upper()],
        outcomes={outcome: _interval(share) for outcome, share in forecast.outcomes().items()},
        expected_adopted=None
        if isnan(forecast.expected_adopted)
        else Interval(
            forecast.expected_adopted, forecast.expected_adopted_low, forecast.expected_adopted_high
        ),
        votes={code: (p.yes, p.abstain, p.no) for code, p in forecast.votes.items()},
        tallies=tuple(
            (Tally(t.yes, t.no, t.abstain), Interval(t.share, t.low, t.high))
            for t in forecast.tallies
        ),
        vetoing={
            code: _interval(forecast.no_when_vetoed[code])
            for code in forecast.no_when_vetoed
            if code in blockers
        },
    )


def _plan(plan: published.PlanFate | published.Nothing) -> ReportedPlan | None:
    if isinstance(plan, published.Nothing):
        return None
    return ReportedPlan(
        title=plan.title,
        carried_out=plan.carried_out,
        share=_interval(plan.share),
        left=plan.left,
        parties=tuple(
            PartyAnswer(key, party.answer, party.needed, _interval(party.share), party.reason)
            for key, party in plan.parties.items()
        ),
    )


def _statement(fate: published.StatementFate | published.Nothing) -> ReportedStatement | None:
    if isinstance(fate, published.Nothing):
        return None
    shares = {word: _interval(fate.shares[word]) for word in ("issued", "failed", "pending")}
    return ReportedStatement(fate.form, fate.instead_of, **shares)


def _agreement(with_record: AgreementWithRecord | None) -> tuple[AgreementScore, ...]:
    if with_record is None:
        return ()
    rivals = (_score(name.replace("_", " "), one) for name, one in with_record.baselines.items())
    return (_score("this run", with_record), *rivals)


def _score(name: str, agreement: Agreed | AgreementWithRecord) -> AgreementScore:
    return AgreementScore(name, agreement.hits, agreement.of, agreement.log_score, agreement.brier)
