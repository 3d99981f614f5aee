"""What the terminal shows of a run: the first screen, and on request all that is behind it."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from sim.domain.words import percent
from sim.report.bargaining_sentences import tabled
from sim.report.charts import Horseshoe, OutcomeBars, VoteBars
from sim.report.data import Ballot, RunData, Score
from sim.report.document import Block, Claim, Line, Points, Table
from sim.report.narrative import diary, names_of
from sim.report.run_screen import Screen, chances
from sim.report.summary import (
    agreement_sentence,
    assumption_sentence,
    ballot_sentence,
    plan_sentence,
    statement_sentence,
)
from sim.report.why import unit_told, why_points

REASONS = 4
"""Reasons of a vote that are shown; JSON has them all."""
BLANK = Line("")


class Part(StrEnum):
    """What can follow the first screen."""

    WHY = "why"
    VOTES = "votes"
    PLAN = "plan"
    AGREEMENT = "agreement"


def run_brief(
    run: RunData,
    *,
    parts: Collection[Part] = (),
    trace: bool = False,
    sequels: Sequence[Mapping[str, str]] | None = None,
) -> tuple[Block, ...]:
    """The first screen, then the parts asked for; the ``sequels`` of a veto where given."""
    told: list[Block] = [Screen(run)]
    if trace:
        told += [BLANK, *diary_points(run)]
    if Part.WHY in parts:
        for ballot in run.ballots:
            told += [BLANK, *_ballot(ballot, run)]
        if any(isinstance(block, Points) and block.heading for block in told):
            told += [BLANK, Line(unit_told(run), "faint")]
    if Part.VOTES in parts:
        told += _votes(run)
    if Part.PLAN in parts:
        told += [BLANK, *_plan(run)]
    if Part.AGREEMENT in parts:
        told += [BLANK, *_agreement(run.agreement)]
    if parts and run.assumptions:
        told += [BLANK, Line(assumption_sentence(run.assumptions))]
    if sequels is not None:
        told += _sequels(run, sequels)
    return tuple(told)


def one_line_each(run: RunData) -> tuple[Block, ...]:
    """A line per draft and nothing else: its three likeliest outcomes."""
    return tuple(Line(f"{item.draft}  {chances(item, most=3)}") for item in run.forecast)


def diary_points(run: RunData) -> list[Points]:
    """The diary of the central world: a heading for each round and its sentences under it."""
    return [
        Points(entry.heading, tuple(Claim(line) for line in entry.sentences))
        for entry in diary(run.events, names_of(run))
    ]


def _ballot(ballot: Ballot, run: RunData) -> list[Block]:
    told: list[Block] = [
        Horseshoe((ballot,), run.council),
        Line(ballot_sentence(ballot, run), ballot.outcome),
        Line(ballot.rule),
    ]
    told += [Line(words) for words in tabled(ballot.draft, run.events)]
    chosen = ballot.reasons if ballot.brief is None else ballot.brief
    for code in chosen:
        if ballot.reasons.get(code):
            told += [BLANK, why_points(code, ballot, run, REASONS)]
    return told


def _plan(run: RunData) -> list[Block]:
    plan = run.plan
    if plan is None:
        return [Line("The scenario has no plan.")]
    claims = []
    for answer in plan.parties:
        fate = {True: "accepts", False: "refuses", None: ""}[answer.accepted]
        share = f"in {percent(answer.share.value)} of all worlds it accepts" if answer.share else ""
        told = "; ".join(part for part in (fate, share, answer.reason) if part)
        claims.append(Claim(f"{run.name(answer.party)}: {told}"))
    return [Line("The plan", "strong"), Line(plan_sentence(plan, run)), Points("", tuple(claims))]


def _votes(run: RunData) -> list[Block]:
    """Each draft's fates as bars with intervals, then each member's chances."""
    told: list[Block] = []
    for item in run.forecast:
        told += [BLANK, OutcomeBars(item)]
    if run.statement:
        told += [BLANK, Line(statement_sentence(run.statement))]
    for item in run.forecast:
        if item.votes:
            told += [BLANK, VoteBars(item, run.council, run.recorded.get(item.draft, {}))]
    return told


def _agreement(scores: tuple[Score, ...]) -> list[Block]:
    if not scores:
        return [Line("No votes are on record.")]
    rows = [
        (
            score.name,
            f"{score.hits} of {score.of}",
            *("" if v is None else f"{v:.3f}" for v in (score.log_score, score.brier)),
        )
        for score in scores
    ]
    table = Table(
        ("Forecast", "hits", "log score", "Brier"),
        rows,
        "Agreement with the recorded votes",
        whole=("Forecast",),
        numeric=frozenset((1, 2, 3)),
        tight=True,
    )
    return [table, Line(agreement_sentence(scores))]


def _sequels(run: RunData, sequels: Sequence[Mapping[str, str]]) -> list[str]:
    """What the law would have opened after a veto."""
    vetoed = any(ballot.vetoes for ballot in run.ballots)
    told = ["\nAfter the veto" if vetoed else "\nNo veto was cast"]
    for item in sequels:
        line = f"{item['title']} ({item['rule']}): {item['text']}"
        told.append(textwrap.fill(line, 80, initial_indent=" - ", subsequent_indent="   "))
    return told
