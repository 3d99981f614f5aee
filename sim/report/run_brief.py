"""Terminal output of a run: the first screen, and further parts on request."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from sim.domain.words import percent
from sim.report.bargaining_sentences import tabled
from sim.report.charts import Horseshoe, OutcomeBars, VoteBars
from sim.report.data import ReportedBallot, RunData
from sim.report.document import Block, CitedSentence, DocumentTable, Points, TextLine
from sim.report.narrative import diary, names_in_run
from sim.report.run_screen import FirstScreen, chances_line
from sim.report.summary import (
    agreement_sentences,
    assumption_sentence,
    ballot_sentence,
    party_answer,
    plan_sentence,
    statement_sentence,
)
from sim.report.why import unit_in_words, why_points

REASONS = 4
"""Number of reasons per vote; JSON has all."""
BLANK = TextLine("")


class RunExtra(StrEnum):
    """Parts that can follow the first screen."""

    WHY = "why"
    VOTES = "votes"
    PLAN = "plan"
    AGREEMENT = "agreement"


def run_brief(
    run: RunData,
    *,
    parts: Collection[RunExtra] = (),
    trace: bool = False,
    sequels: Sequence[Mapping[str, str]] | None = None,
) -> tuple[Block, ...]:
    """The first screen, then the requested parts and the ``sequels`` of a veto if given."""
    items: list[Block] = [FirstScreen(run)]
    if trace:
        items += [BLANK, *diary_points(run)]
    if RunExtra.WHY in parts:
        for ballot in run.ballots:
            items += [BLANK, *_ballot(ballot, run)]
        if any(isinstance(block, Points) and block.heading for block in items):
            items += [BLANK, TextLine(unit_in_words(run), "faint")]
    if RunExtra.VOTES in parts:
        items += _votes(run)
    if RunExtra.PLAN in parts:
        items += [BLANK, *_plan(run)]
    if RunExtra.AGREEMENT in parts:
        items += [BLANK, *_agreement(run)]
    if parts and run.assumptions:
        items += [BLANK, TextLine(assumption_sentence(run.assumptions))]
    if sequels is not None:
        items += _sequels(run, sequels)
    return tuple(items)


def one_line_each(run: RunData) -> tuple[Block, ...]:
    """One line per draft with its three most likely outcomes."""
    return tuple(TextLine(f"{item.draft}  {chances_line(item, most=3)}") for item in run.forecast)


def diary_points(run: RunData) -> list[Points]:
    """The diary of the central world, with a heading for each round."""
    return [
        Points(entry.heading, tuple(CitedSentence(line) for line in entry.sentences))
        for entry in diary(run.events, names_in_run(run))
    ]


def _ballot(ballot: ReportedBallot, run: RunData) -> list[Block]:
    items: list[Block] = [
        Horseshoe((ballot,), run.council),
        TextLine(ballot_sentence(ballot, run), ballot.outcome),
        TextLine(ballot.rule),
    ]
    items += [TextLine(words) for words in tabled(ballot.draft, run.events)]
    chosen = ballot.reasons if ballot.brief is None else ballot.brief
    for code in chosen:
        if ballot.reasons.get(code):
            items += [BLANK, why_points(code, ballot, run, REASONS)]
    return items


def _plan(run: RunData) -> list[Block]:
    plan = run.plan
    if plan is None:
        return [TextLine("The scenario has no plan.")]
    claims = []
    for answer in plan.parties:
        share = (
            f"it accepts at some time in {percent(answer.share.value)} of the worlds"
            if answer.share
            else ""
        )
        text = "; ".join(part for part in (party_answer(answer), share, answer.reason) if part)
        claims.append(CitedSentence(f"{run.name(answer.party)}: {text}"))
    return [
        TextLine("The plan", "strong"),
        TextLine(plan_sentence(plan, run)),
        Points("", tuple(claims)),
    ]


def _votes(run: RunData) -> list[Block]:
    """Each draft's outcomes as bars with intervals, then each member's chances."""
    items: list[Block] = []
    for item in run.forecast:
        items += [BLANK, OutcomeBars(item)]
    if run.statement:
        items += [BLANK, TextLine(statement_sentence(run.statement))]
    for item in run.forecast:
        if item.votes:
            items += [BLANK, VoteBars(item, run.council, run.recorded.get(item.draft, {}))]
    return items


def _agreement(run: RunData) -> list[Block]:
    scores = run.agreement
    if run.conditioned:
        return [TextLine("Worlds selected by --given are not compared with a record of votes.")]
    if not scores:
        return [TextLine("No votes are on record.")]
    rows = [
        (
            score.name,
            f"{score.hits} of {score.of}",
            *("" if v is None else f"{v:.3f}" for v in (score.log_score, score.brier)),
        )
        for score in scores
    ]
    table = DocumentTable(
        ("Forecast", "hits", "log score", "Brier"),
        rows,
        f"Agreement with the recorded votes{run.compared}",
        whole=("Forecast",),
        numeric=frozenset((1, 2, 3)),
        tight=True,
    )
    return [table, *map(TextLine, agreement_sentences(run))]


def _sequels(run: RunData, sequels: Sequence[Mapping[str, str]]) -> list[str]:
    """The legal options after a veto, which may have been cast in an earlier ballot on a text."""
    vetoed = any(one.vetoes for one in run.ballots) or any(one.vetoes for one in run.dated)
    lines = ["\nAfter the veto" if vetoed else "\nNo veto was cast"]
    for item in sequels:
        line = f"{item['title']} ({item['rule']}): {item['text']}"
        lines.append(textwrap.fill(line, 80, initial_indent=" - ", subsequent_indent="   "))
    return lines
