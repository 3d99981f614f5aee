"""Build the complete answer of a run: the modal world with its reasons, and the forecast."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Outcome, Tally, Vote
from sim.domain.events import Event
from sim.engines.ensemble import modal_play
from sim.engines.sums import Sums
from sim.engines.worlds import STATEMENTS
from sim.negotiation.setting import Setting, setting_of
from sim.negotiation.world import World
from sim.procedure.article27 import count_of, telling_vetoes_taken, words_of
from sim.procedure.voting_rule import VotingRule
from sim.scenario.intervention_lines import interventions
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import council_law
from sim.studies.forecast import (
    DraftForecast,
    Share,
    exact_votes,
    forecast_drafts,
    wilson_share,
    world_forecast,
)
from sim.studies.run.dated import dated_ballots
from sim.studies.run.happened import Happened, happened
from sim.studies.run.published import (
    Assumptions,
    Ballot,
    CentralEvent,
    DraftFate,
    Nothing,
    PartyFate,
    PlanFate,
    Run,
    StatementFate,
)
from sim.studies.run.readings import Readings
from sim.studies.run.reasons import why
from sim.studies.smell_test import against_reasons
from sim.studies.votes.agreement import AgreementWithRecord, agreement_with_record

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Modal:
    """The modal world after its last round.

    Attributes:
        setting: The scenario in the engine's form.
        world: Its state.
        events: Its events.
    """

    setting: Setting
    world: World
    events: list[Event]


def modal_world(scenario: Scenario) -> Modal:
    """Simulate the modal world of ``scenario`` with its log."""
    setting = setting_of(scenario)
    play = modal_play(setting)
    return Modal(setting, play.world, play.world.log.of(0))


def modal_ballots(modal: Modal, *, reasons: bool = True) -> list[Ballot]:
    """The ballots of the modal world in order: votes, tally, outcome, rule and reasons.

    Reasons take most of the time and may be left out.
    """
    world = modal.world
    put = [d for d in modal.setting.ballot_order if d in world.votes_cast]
    return [_ballot(modal, d, reasons=reasons) for d in put]


def _ballot(modal: Modal, draft: int, *, reasons: bool) -> Ballot:
    setting, world = modal.setting, modal.world
    text = setting.texts[draft]
    votes = [Vote(int(v)) for v in world.vote[:, draft, 0]]
    bound = [code for i, code in enumerate(setting.members) if setting.bound[i, draft]]
    count = count_of(
        votes,
        setting.members,
        setting.permanent_mask,
        VotingRule(setting.rule.quota, setting.rule.blocking),
        procedural=text.nature == "procedural",
        bound=bound,
    )
    standing = council_law(setting.scenario).standing
    count_words = words_of(telling_vetoes_taken(count, votes, setting.members, standing))
    seen = world.votes_cast[draft]
    explained = setting.members if reasons else ()
    whies = {code: why(setting, seen, draft, i, votes[i], 0) for i, code in enumerate(explained)}
    return Ballot(
        draft=setting.drafts[draft],
        title=text.title,
        sponsors=tuple(text.sponsors),
        tally=Tally(count.yes, count.no, count.abstain, count.absent),
        outcome=count.outcome.word,
        vetoes=tuple(count.vetoes),
        votes={code: votes[i].word for i, code in enumerate(setting.members)},
        rule=f"{count_words.rule}: {count_words.reason}",
        expected_adopted=float(world.adopted[draft, 0]),
        reasons={code: explained_vote.reasons for code, explained_vote in whies.items()},
        otherwise={
            code: explained_vote.otherwise
            for code, explained_vote in whies.items()
            if explained_vote.reasons
        },
        unit=next((explained_vote.unit for explained_vote in whies.values()), 1.0),
    )


def decisive(modal: Modal, ballot: Ballot) -> tuple[str, ...]:
    """The members whose votes decided a ballot.

    Those who vetoed it; for a text that passed with no vote to spare, everybody in favour; for one
    short of votes, the members nearest to a yes, as many as were missing.
    """
    if ballot.vetoes:
        return ballot.vetoes
    spare = ballot.tally.yes - modal.setting.rule.quota
    if spare > 0:
        return ()
    votes = ballot.votes
    if spare == 0:
        return tuple(code for code, vote in votes.items() if vote == Vote.YES.word)
    draft = modal.setting.draft_of[ballot.draft]
    worth = modal.world.votes_cast[draft].look.judgement.worth[:, :, 0]
    others = [i for i, code in enumerate(modal.setting.members) if votes[code] != Vote.YES.word]
    nearest = sorted(others, key=lambda i: float(max(worth[1, i], worth[2, i]) - worth[0, i]))
    return tuple(modal.setting.members[i] for i in nearest[:-spare])


def surprising(modal: Modal, ballot: Ballot, draft_forecast: DraftForecast) -> tuple[str, ...]:
    """The members whose votes need an explanation.

    Permanent noes that were no veto; votes that are not the most likely over all worlds; votes that
    differ from the record.
    """
    record = modal.setting.scenario.record_of_votes
    recorded = record.votes.get(ballot.draft, {}) if record else {}
    out = []
    for i, (code, vote) in enumerate(ballot.votes.items()):
        likeliest = draft_forecast.votes[code].likeliest if code in draft_forecast.votes else vote
        idle = bool(modal.setting.permanent_mask[i]) and vote == "no" and not ballot.vetoes
        if idle or likeliest != vote or recorded.get(code, vote) != vote:
            out.append(code)
    return tuple(out)


def plan_fate(modal: Modal, sums: Sums) -> PlanFate | Nothing:
    """The plan's fate in the modal world and over all replicates; empty without a plan."""
    scenario = modal.setting.scenario
    if scenario.plan is None:
        return Nothing()
    shares = world_forecast(sums)
    parties = {}
    for g, (key, party) in enumerate(scenario.parties.items()):
        accepted = bool(modal.world.consent[g, 0])
        index = float(modal.world.index[g, 0])
        has_answered = not np.isnan(index)
        reason = f"index of consent {index:+.2f}" if has_answered else "not asked within the clock"
        if not has_answered:
            answer = "not asked"
        elif accepted:
            answer = "accepts"
        else:
            answer = "withdraws" if modal.world.accepted[g, 0] >= 0 else "refuses"
            reason += ", below zero" if index < 0.0 else ", not above zero"
        parties[key] = PartyFate(
            name=party.name,
            accepted=accepted,
            answer=answer,
            needed=key in scenario.plan.needs,
            share=shares.accepted[key],
            reason=reason,
        )
    return PlanFate(
        title=scenario.plan.title,
        carried_out=bool(modal.world.carried_out[0] >= 0),
        left=float(modal.world.left[0]),
        share=shares.carried_out,
        parties=parties,
        statement=shares.statement,
        destruction=shares.destruction,
    )


def statement_fate(modal: Modal, sums: Sums) -> StatementFate | Nothing:
    """The fate of the statement by consensus; empty if none can be circulated."""
    scenario = modal.setting.scenario
    fallback = scenario.fallback
    sought = tuple(
        symbol
        for symbol, draft in scenario.drafts.items()
        if draft.vote is not None and "statement" in draft.may
    )
    if fallback is None and not sought:
        return Nothing()
    return StatementFate(
        form=fallback.form if fallback is not None else "",
        instead_of=sought,
        modal=STATEMENTS[int(modal.world.issued[0])],
        shares=world_forecast(sums).statement,
    )


def _mean_votes(setting: Setting, sums: Sums) -> Floats:
    """``(D, 3, N)`` mean exact probabilities, NaN if a draft was never put.

    Exact also on a draft that may be put again: a share of 0 votes has no logarithm.
    """
    out = np.full((len(setting.drafts), 3, len(setting.members)), np.nan)
    for d, symbol in enumerate(setting.drafts):
        for i, chances in enumerate(exact_votes(sums, symbol).values()):
            out[d, :, i] = chances.yes, chances.abstain, chances.no
    return out


def in_voting_order(
    setting: Setting, draft_forecasts: dict[str, DraftForecast]
) -> dict[str, DraftForecast]:
    """Drafts in the order of their ballots; those never put come last."""
    order = [setting.drafts[d] for d in setting.ballot_order]
    return {
        symbol: draft_forecasts[symbol]
        for symbol in (*order, *(s for s in draft_forecasts if s not in order))
    }


def published_run(
    modal: Modal,
    sums: Sums,
    seed: int,
    layers: tuple[str, ...],
    readings: Readings | None = None,
    recorded: tuple[Setting, Sums] | None = None,
) -> Run:
    """The published form of a run: the central world and the forecast over all worlds.

    Args:
        modal: The central world.
        sums: Sums over all worlds.
        seed: Seed of their random draws.
        layers: Evidence layers in use.
        readings: Levers and warnings; none if None.
        recorded: For a run that continues past the recorded ballots: the scenario up to them, and
            sums over its worlds, with which the record is compared.
    """
    setting = modal.setting
    scenario = setting.scenario
    draft_forecasts = forecast_drafts(sums)
    cast = [
        replace(
            ballot,
            decisive=decisive(modal, ballot),
            surprising=surprising(modal, ballot, draft_forecasts[ballot.draft]),
            same_tally=_same_tally(setting, sums, ballot),
        )
        for ballot in modal_ballots(modal)
    ]
    assumed = tuple(q.path for q in setting.quantities if q.grade == "assumed")
    readings = readings or Readings()
    return Run(
        scenario=scenario.scenario,
        seed=seed,
        replicates=sums.worlds,
        layers=tuple(layers),
        title=scenario.title,
        ballots=tuple(cast),
        plan=plan_fate(modal, sums),
        statement=statement_fate(modal, sums),
        forecast=in_voting_order(setting, draft_forecasts),
        agreement=_agreement(*(recorded or (setting, sums))),
        assumptions=Assumptions(len(setting.quantities), len(assumed), assumed),
        drafts={
            symbol: DraftFate(
                text.title, Outcome(int(modal.world.outcome[d, 0])).word, text.vote is not None
            )
            for d, (symbol, text) in enumerate(scenario.drafts.items())
        },
        interventions=interventions(scenario),
        dated=dated_ballots(setting, modal.events),
        happened=_happened(*(recorded or (setting, sums))),
        swings=dict(readings.swings),
        drivers=dict(readings.drivers),
        warnings=(*readings.warnings, *against_reasons(cast)),
    )


def _agreement(setting: Setting, sums: Sums) -> AgreementWithRecord | None:
    return agreement_with_record(
        _mean_votes(setting, sums), setting.drafts, setting.members, setting.scenario
    )


def _happened(setting: Setting, sums: Sums) -> dict[str, Happened]:
    """The record of each draft; empty if interventions fix votes, as such a world has no record."""
    if interventions(setting.scenario):
        return {}
    return happened(setting, sums, forecast_drafts(sums))


def _same_tally(setting: Setting, sums: Sums, ballot: Ballot) -> Share:
    """Share of the worlds with the same numbers of votes in favour and against."""
    draft = setting.draft_of[ballot.draft]
    return wilson_share(int(sums.counted[draft, ballot.tally.yes, ballot.tally.no]), sums.worlds)


def central_events(modal: Modal) -> tuple[CentralEvent, ...]:
    """The published events of the modal world, with their times."""
    return tuple(
        CentralEvent(
            event.round,
            modal.setting.time_of(event.round).isoformat(timespec="minutes"),
            event.type.value,
            event.actor,
            event.draft,
            dict(event.numbers),
        )
        for event in modal.events
    )
