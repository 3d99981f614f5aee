"""Summarise a run in sentences: events, chances and assumptions."""

from __future__ import annotations

from sim.domain.ballots import Outcome
from sim.domain.shortnames import short_name
from sim.domain.states import in_sentence
from sim.domain.words import listed, percent, plural
from sim.report.data import (
    AgreementScore,
    PartyAnswer,
    ReportedBallot,
    ReportedForecast,
    ReportedPlan,
    ReportedStatement,
    RunData,
)
from sim.report.palette import OUTCOME_WORDS
from sim.scenario.estimates import shipped_estimates
from sim.scenario.schema import Scenario
from sim.studies.run.published import Assumptions

RULES = {
    "model": "the model",
    "assembly": "as the member voted in the General Assembly",
    "climatology": "each vote as often as on average",
    "last-vote": "as the member voted last",
    "sponsors-bloc": "with the bloc of the sponsors",
    "ideal-points": "ideal points from earlier votes",
}
"""Descriptions of forecasters whose names need explanation."""


def member_list(run: RunData, codes: tuple[str, ...] | list[str]) -> str:
    """Members as a list within a sentence."""
    return listed([in_sentence(short_name(run.name(code))) for code in codes])


def ballot_sentence(ballot: ReportedBallot, run: RunData) -> str:
    """One ballot of the central case as a sentence."""
    tally = ballot.tally
    counts = (
        f"{plural(tally.yes, 'vote')} in favour, {tally.no} against and "
        f"{plural(tally.abstain, 'abstention')}"
    )
    fate = OUTCOME_WORDS[ballot.outcome]
    if ballot.outcome is Outcome.VETOED:
        fate += f" by {member_list(run, ballot.vetoes)}"
    return f"In the central case {ballot.draft} gets {counts}: it is {fate}."


def forecast_sentence(forecast: ReportedForecast, replicates: int) -> str:
    """The chances of one draft as a sentence, most likely outcome first."""
    ordered = sorted(forecast.outcomes.items(), key=lambda item: (-item[1].value, item[0]))
    parts = [
        f"{OUTCOME_WORDS[outcome]} in {percent(share.value)} "
        f"({percent(share.low)} to {percent(share.high)})"
        for outcome, share in ordered
        if share.value > 0
    ]
    text = f"Over {plural(replicates, 'simulated course')} of events {forecast.draft} is "
    text += listed(parts) if parts else "never decided"
    if forecast.expected_adopted is not None:
        mean = percent(forecast.expected_adopted.value)
        text += f"; the mean of its exact chances of adoption is {mean}"
    return text + "."


def statement_sentence(statement: ReportedStatement) -> str:
    """The outcome of the statement by consensus as a sentence."""
    issued, failed, pending = (
        f"{percent(s.value)} ({percent(s.low)} to {percent(s.high)})"
        for s in (statement.issued, statement.failed, statement.pending)
    )
    origins = []
    if statement.form:
        origins.append(
            f"If no text is adopted, the President circulates a {statement.form} statement."
        )
    if statement.instead_of:
        origins.append(
            f"The sponsors of {listed(statement.instead_of)} may seek a presidential statement "
            "in place of their text."
        )
    text = (
        f"{' '.join(origins)} {'It' if len(origins) == 1 else 'One of the two'} is issued by "
        f"consensus in {issued} of the simulated courses of events, and a member breaks the "
        f"silence in {failed}"
    )
    if statement.pending.value > 0:
        text += f"; in {pending} the silence still runs when the clock ends"
    return f"{text}."


def plan_sentence(plan: ReportedPlan, run: RunData) -> str:
    """The outcome of the envoy's plan as a sentence."""
    rows = []
    if plan.carried_out is not None:
        fate = "carried out" if plan.carried_out else "not carried out"
        rows.append(f"In the central case the plan ({plan.title}) is {fate}.")
    if plan.share is not None:
        share = plan.share
        rows.append(
            f"It is carried out in {percent(share.value)} of the simulated courses of events "
            f"({percent(share.low)} to {percent(share.high)}) before the clock ends."
        )
    needed = [party for party in plan.parties if party.needed]
    refused = [party.party for party in needed if party.answer == "refuses"]
    withdrawn = [party.party for party in needed if party.answer == "withdraws"]
    if needed and all(party.answer == "not asked" for party in needed):
        rows.append("No party is asked before the clock ends.")
    elif not plan.carried_out and plan.left is not None and not (refused or withdrawn):
        rows.append(
            "All parties whose consent it needs accept, but by the end of the clock only "
            f"{percent(plan.left)} of the fighters have left."
        )
    if refused:
        rows.append(f"Consent is refused by {member_list(run, refused)}.")
    if withdrawn:
        after = " after that" if plan.carried_out else ""
        rows.append(f"Consent is withdrawn{after} by {member_list(run, withdrawn)}.")
    return " ".join(rows)


def party_answer(party: PartyAnswer) -> str:
    """The answer of a party in the central case, in words."""
    words = {"withdraws": "accepts, then withdraws its consent"}.get(party.answer, party.answer)
    return words if party.needed else f"{words} (the plan does not need its consent)"


def hindsight(scenario: Scenario) -> str:
    """What a comparison with the record owes to later ballots, as a sentence; empty if nothing.

    Coefficients and climatology are estimated from the shipped base of ballots, whatever the day.
    """
    estimates = shipped_estimates()
    if estimates.until is None or scenario.council.date > estimates.until:
        return ""
    text = (
        f"The coefficients and climatology come from {len(estimates.ballots)} ballots up to "
        f"{estimates.until.day} {estimates.until:%B %Y}"
    )
    inside = [symbol for symbol in scenario.drafts if symbol in estimates.ballots]
    if inside:
        text += f", {listed(inside)} among them"
    return f"{text}, so this agreement is not that of a forecast made before the vote."


def agreement_sentences(run: RunData) -> tuple[str, ...]:
    """The comparison with the record, and what it owes to later ballots."""
    return tuple(each for each in (agreement_sentence(run.agreement), run.hindsight) if each)


def agreement_sentence(scores: tuple[AgreementScore, ...]) -> str:
    """Comparison of the run with the record and the baselines, even if a baseline wins."""
    own, *baselines = scores
    text = f"The likeliest vote is the one on record in {own.hits} of {plural(own.of, 'case')}."
    if not baselines:
        return text
    best = max(baselines, key=lambda score: score.hits)
    rule = RULES.get(best.name, best.name)
    others = f"the best of {plural(len(baselines), 'simple rule')} (“{rule}”)"
    if best.hits > own.hits:
        return f"{text} That is worse than {others}, which has {best.hits}."
    if best.hits == own.hits:
        return f"{text} That is no better than {others}, which has as many."
    return f"{text} That is more than {others}, which has {best.hits}."


def assumption_sentence(assumptions: Assumptions) -> str:
    """The number of numbers that are only assumed."""
    return (
        f"{assumptions.assumed} of the {plural(assumptions.numbers, 'number')} behind this page "
        "have no evidence: they are assumed, with a wide spread."
    )
