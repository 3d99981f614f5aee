"""A run on the terminal: horseshoe, reasons, plan, forecast and agreement.

Every line fits the console's width; without colour, in a pipe or in plain ASCII nothing is lost,
because a vote is always a sign and a word besides its colour.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sim.domain.ballots import Outcome, Vote
from sim.domain.words import percent
from sim.report.data import Ballot, DraftForecast, PlanFate, Reason, RunData, Score
from sim.report.document import Block, Claim, Page, Points
from sim.report.narrative import DiaryEntry
from sim.report.palette import OUTCOME_WORDS, VOTE_WORDS
from sim.report.shortnames import short_name
from sim.report.summary import (
    agreement_sentence,
    assumption_sentence,
    ballot_sentence,
    plan_sentence,
    statement_sentence,
)
from sim.report.tables import print_table
from sim.report.terminal_horseshoe import horseshoe_lines
from sim.report.terminal_signs import Signs, signs_for

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_GLUE = "\x1f"
"""Stands for a space at which no line may be broken; printed as a space."""

VOTE_STYLE: dict[Vote, str] = {
    Vote.YES: "bold blue",
    Vote.NO: "bold red",
    Vote.ABSTAIN: "bold",
    Vote.ABSENT: "dim",
    Vote.NOT_PARTICIPATING: "dim",
}
OUTCOME_STYLE: dict[Outcome, str] = {
    Outcome.ADOPTED: "bold blue",
    Outcome.VETOED: "bold red",
    Outcome.NOT_ADOPTED: "bold",
    Outcome.WITHDRAWN: "bold",
    Outcome.NOT_REACHED: "bold",
}


def print_run(run: RunData, console: Console) -> None:
    """The whole run: ballots with their reasons, plan, forecast, agreement, assumptions."""
    signs = signs_for(console)
    _line(console, run.title, "bold")
    for ballot in run.ballots:
        console.print()
        print_ballot(ballot, run, console)
    if run.plan:
        console.print()
        print_plan(run.plan, run, console)
    console.print()
    print_forecast(run, console)
    if run.agreement:
        console.print()
        print_agreement(run.agreement, console)
    if run.assumptions:
        console.print()
        _line(console, signs.plain(assumption_sentence(run.assumptions)))


def print_ballot(ballot: Ballot, run: RunData, console: Console) -> None:
    """The horseshoe of one ballot, its outcome with the rule, and the reasons given."""
    from rich.text import Text

    signs = signs_for(console)
    for pieces in horseshoe_lines(ballot, run.council, console.width, signs):
        line = Text(no_wrap=True, overflow="crop")
        for text, vote in pieces:
            line.append(text, "" if vote is None else VOTE_STYLE[vote])
        line.rstrip()
        console.print(line, soft_wrap=True)
    console.print()
    _line(console, signs.plain(_legend(ballot, signs)), "dim")
    told = signs.plain(ballot_sentence(ballot, run))
    _line(console, told, OUTCOME_STYLE[ballot.outcome])
    _line(console, signs.plain(ballot.rule))
    for code, reasons in ballot.reasons.items():
        vote = ballot.votes.get(code)
        if reasons:
            head = f"{run.name(code)}: {VOTE_WORDS[vote] if vote is not None else 'no vote'}"
            console.print()
            _line(console, signs.plain(head), "bold")
            print_reasons(reasons, console)


def _legend(ballot: Ballot, signs: Signs) -> str:
    used = [vote for vote in Vote if vote in ballot.votes.values()]
    parts = [f"{signs.vote[vote]} {VOTE_WORDS[vote]}" for vote in used]
    parts += ["[ ] permanent member", "* President"]
    return "   ".join(part.replace(" ", _GLUE) for part in parts)


def print_reasons(reasons: Iterable[Reason], console: Console) -> None:
    """Reasons as a list, the weight of each at its right, the evidence behind it in brackets."""
    signs = signs_for(console)
    for reason in reasons:
        weight = "" if reason.amount is None else f" ({reason.amount:+.3f})"
        keys = f" [{', '.join(reason.evidence)}]" if reason.evidence else ""
        _item(console, signs.plain(f"{reason.text}{weight}{keys}"), signs.bullet)


def print_plan(plan: PlanFate, run: RunData, console: Console) -> None:
    """What became of the plan, and each party's answer."""
    signs = signs_for(console)
    _line(console, "The plan", "bold")
    _line(console, signs.plain(plan_sentence(plan, run)))
    for answer in plan.parties:
        fate = {True: "accepts", False: "refuses", None: ""}[answer.accepted]
        share = f"in {percent(answer.share.value)} of all worlds it accepts" if answer.share else ""
        told = "; ".join(part for part in (fate, share, answer.reason) if part)
        _item(console, signs.plain(f"{run.name(answer.party)}: {told}"), signs.bullet)


def print_forecast(run: RunData, console: Console) -> None:
    """Each draft's fates as bars with intervals, then each member's chances."""
    from rich.text import Text

    signs = signs_for(console)
    _line(console, f"Forecast over {run.replicates:,} simulated courses of events", "bold")
    for item in run.forecast:
        console.print()
        _line(console, item.draft, "bold")
        words = max((len(OUTCOME_WORDS[o]) for o in item.outcomes), default=0)
        room = max(6, min(30, console.width - words - 28))
        for outcome, share in item.outcomes.items():
            line = Text(f"  {OUTCOME_WORDS[outcome]:<{words}}  ")
            line.append(signs.bar(share.value, room), OUTCOME_STYLE[outcome])
            interval = f"{percent(share.low)} to {percent(share.high)}"
            line.append(f" {percent(share.value):>8}  {interval}")
            console.print(line, soft_wrap=True)
        if item.expected_adopted is not None:
            told = f"mean exact chance of adoption {item.expected_adopted.value * 100:.1f}%"
            _line(console, f"  {told}")
    if run.statement:
        console.print()
        _line(console, signs.plain(statement_sentence(run.statement)))
    for item in run.forecast:
        if item.votes:
            console.print()
            console.print(vote_table(item, run, console))


def vote_table(item: DraftForecast, run: RunData, console: Console) -> Table:
    """Each member's chances of yes, abstention and no on one draft, the likeliest yes first."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    signs = signs_for(console)
    recorded = run.recorded.get(item.draft, {})
    table = Table(
        title=f"Chances of each vote on {item.draft}",
        title_justify="left",
        box=SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1),
    )
    table.add_column("Member", overflow="fold")
    table.add_column("yes", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("abst.", justify="right", no_wrap=True)
    table.add_column("no", justify="right", no_wrap=True)
    if recorded:
        table.add_column("record", no_wrap=True)
    bar = 20 if console.width >= 72 else 8
    order = sorted(item.votes, key=lambda c: (-item.votes[c][0], item.votes[c][2], c))
    for code in order:
        yes, abstain, no = item.votes[code]
        row = [
            signs.plain(short_name(run.council.name(code))),
            f"{yes * 100:.0f}%",
            signs.bar(yes, bar),
            f"{abstain * 100:.0f}%",
            f"{no * 100:.0f}%",
        ]
        if recorded:
            known = recorded.get(code)
            row.append("" if known is None else f"{signs.vote[known]} {_RECORD[known]}")
        table.add_row(*(Text(cell) for cell in row))
    return table


_RECORD: dict[Vote, str] = {
    Vote.YES: "yes",
    Vote.NO: "no",
    Vote.ABSTAIN: "abst.",
    Vote.ABSENT: "absent",
    Vote.NOT_PARTICIPATING: "none",
}


def print_agreement(scores: tuple[Score, ...], console: Console) -> None:
    """The run beside the baselines on the recorded votes."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title="Agreement with the recorded votes",
        title_justify="left",
        box=SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1),
    )
    table.add_column("Forecast", overflow="fold")
    for name in ("hits", "log score", "Brier"):
        table.add_column(name, justify="right", no_wrap=True)
    for score in scores:
        cells = [
            "" if value is None else f"{value:.3f}" for value in (score.log_score, score.brier)
        ]
        table.add_row(Text(score.name), f"{score.hits} of {score.of}", *cells)
    console.print(table)
    _line(console, signs_for(console).plain(agreement_sentence(scores)))


def print_page(page: Page, console: Console) -> None:
    """A document in brief; where it has no brief form, its summary and its tables."""
    blocks: tuple[Block, ...] = page.brief
    if not blocks:
        tables = (each.table for section in page.sections for each in section.exhibits)
        blocks = (page.subtitle, *(claim.text for claim in page.summary), *tables)
    before: Block | None = None
    for block in blocks:
        if isinstance(block, str):
            console.file.write(f"{block}\n")
        elif isinstance(block, Points):
            if isinstance(before, Points):
                console.print()
            print_points(block, console)
        else:
            print_table(block, console)
        before = block


def print_diary(entries: Iterable[DiaryEntry], console: Console) -> None:
    """The diary of one world: a heading for each round and its sentences under it."""
    for i, entry in enumerate(entries):
        if i:
            console.print()
        claims = tuple(Claim(told) for told in entry.sentences)
        print_points(Points(entry.heading, claims), console)


def print_points(points: Points, console: Console) -> None:
    """A heading and its points as a list."""
    signs = signs_for(console)
    _line(console, signs.plain(points.heading), "bold")
    for claim in points.claims:
        _item(console, signs.plain(claim.text), signs.bullet)


def _line(console: Console, text: str, style: str = "") -> None:
    """Plain text, wrapped at the console's width; square brackets stay what they are."""
    from rich.text import Text

    indent = " " * (len(text) - len(text.lstrip()))
    lines = textwrap.wrap(text, console.width, subsequent_indent=indent)
    console.print(Text("\n".join(lines).replace(_GLUE, " "), style))


def _item(console: Console, text: str, bullet: str) -> None:
    from rich.text import Text

    lines = textwrap.wrap(
        text, console.width, initial_indent=f" {bullet} ", subsequent_indent="   "
    )
    console.print(Text("\n".join(lines)))
