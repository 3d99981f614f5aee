"""From a run to what reports draw: names for codes, evidence, positions, the diary."""

from __future__ import annotations

from collections.abc import Sequence

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
from sim.scenario.schema import Scenario
from sim.studies import forecast as forecasts
from sim.studies.run import published
from sim.studies.run.published import Run
from sim.studies.votes.agreement import Agreed, AgreementWithRecord

MANY = 5
"""Decisive votes beyond which none of them stands out."""


def run_data(run: Run, scenario: Scenario, events: Sequence[Event], command: str) -> RunData:
    """What reports draw of ``run``, whose central world had these ``events``."""
    council = council_from(scenario)
    permanent = [seat.code for seat in council.seats if seat.permanent]
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
        forecast=tuple(_forecast(draft, one, permanent) for draft, one in run.forecast.items()),
        plan=_plan(run.plan),
        statement=_statement(run.statement),
        agreement=_agreement(run.agreement),
        asked=(*run.interventions, *run.conditions),
        dated=run.dated,
        happened=run.happened,
        swings=run.swings,
        drivers=run.drivers,
        warnings=run.warnings,
    )
    return with_scenario(bare, scenario, events)


def _brief(one: published.Ballot) -> tuple[str, ...]:
    """Members whose votes decided or surprise; of too many that decided none stands out."""
    if len(one.decisive) > MANY:
        return one.surprising
    return tuple(dict.fromkeys((*one.decisive, *one.surprising)))


def _ballot(one: published.Ballot) -> ReportedBallot:
    return ReportedBallot(
        draft=one.draft,
        title=one.title,
        sponsors=one.sponsors,
        votes={code: Vote.from_word(vote) for code, vote in one.votes.items()},
        tally=one.tally,
        outcome=Outcome[one.outcome.upper()],
        vetoes=one.vetoes,
        rule=one.rule,
        reasons={
            code: tuple(
                WordedReason(why.text, why.amount, why.evidence, why.term, why.common)
                for why in reasons
            )
            for code, reasons in one.reasons.items()
        },
        otherwise={code: Vote.from_word(vote) for code, vote in one.otherwise.items()},
        unit=one.unit,
        told_first=tuple(dict.fromkeys((*one.decisive, *one.surprising))),
        brief=_brief(one),
        same_tally=None if one.same_tally is None else _interval(one.same_tally),
    )


def _interval(share: forecasts.Share | forecasts.PartyShare) -> Interval:
    return Interval(share.share, share.low, share.high)


def _forecast(
    draft: str, one: forecasts.DraftForecast, permanent: Sequence[str]
) -> ReportedForecast:
    return ReportedForecast(
        draft=draft,
        outcomes={outcome: _interval(share) for outcome, share in one.outcomes().items()},
        expected_adopted=Interval(
            one.expected_adopted, one.expected_adopted_low, one.expected_adopted_high
        ),
        votes={code: (p.yes, p.abstain, p.no) for code, p in one.votes.items()},
        tallies=tuple(
            (Tally(t.yes, t.no, t.abstain), Interval(t.share, t.low, t.high)) for t in one.tallies
        ),
        vetoing={
            code: _interval(one.no_when_vetoed[code])
            for code in one.no_when_vetoed
            if code in permanent
        },
    )


def _plan(plan: published.PlanFate | published.Nothing) -> ReportedPlan | None:
    if isinstance(plan, published.Nothing):
        return None
    return ReportedPlan(
        title=plan.title,
        carried_out=plan.carried_out,
        share=_interval(plan.share),
        parties=tuple(
            PartyAnswer(key, party.accepted, _interval(party.share), party.reason)
            for key, party in plan.parties.items()
        ),
    )


def _statement(fate: published.StatementFate | published.Nothing) -> ReportedStatement | None:
    if isinstance(fate, published.Nothing):
        return None
    issued, failed = (_interval(fate.shares[word]) for word in ("issued", "failed"))
    return ReportedStatement(fate.form, issued, failed)


def _agreement(with_record: AgreementWithRecord | None) -> tuple[AgreementScore, ...]:
    if with_record is None:
        return ()
    rivals = (_score(name.replace("_", " "), one) for name, one in with_record.baselines.items())
    return (_score("this run", with_record), *rivals)


def _score(name: str, one: Agreed | AgreementWithRecord) -> AgreementScore:
    return AgreementScore(name, one.hits, one.of, one.log_score, one.brier)
