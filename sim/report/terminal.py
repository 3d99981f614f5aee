"""A document on the terminal: paragraphs, points, tables, and charts in characters.

Every line fits the width of the console. Nothing is lost without colour, in a pipe or in ASCII,
because votes have a sign and a word in addition to their colour.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from sim.domain.ballots import Outcome, Vote
from sim.domain.shortnames import short_name
from sim.domain.words import percent
from sim.report.charts import Horseshoe, OutcomeBars, VoteBars
from sim.report.data import ReportedBallot
from sim.report.document import Block, DocumentTable, Page, Points, TextLine
from sim.report.palette import OUTCOME_WORDS, VOTE_WORDS
from sim.report.run_screen import FirstScreen
from sim.report.tables import print_table
from sim.report.terminal_horseshoe import horseshoe_lines
from sim.report.terminal_screen import screen_lines
from sim.report.terminal_signs import Signs, signs_for

if TYPE_CHECKING:
    from rich.console import Console

_GLUE = "\x1f"
"""Placeholder for a non-breaking space; printed as a space."""

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


TONE = {"": "", "plain": "", "strong": "bold", "faint": "dim"}


def print_page(page: Page, console: Console) -> None:
    """Print the brief form of a document, or its summary and tables if it has none."""
    blocks: tuple[Block, ...] = page.brief
    if not blocks:
        tables = (each.table for section in page.sections for each in section.exhibits)
        blocks = (page.subtitle, *(claim.text for claim in page.summary), *tables)
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Points) and isinstance(before, Points):
            console.print()
        _print(block, console)
        before = block


def _print(block: Block, console: Console) -> None:
    if isinstance(block, str):
        console.file.write(f"{block}\n")
    elif isinstance(block, TextLine):
        tone = block.tone
        style = OUTCOME_STYLE[tone] if isinstance(tone, Outcome) else TONE[tone]
        _line(console, signs_for(console).plain(block.text), style)
    elif isinstance(block, Points):
        print_points(block, console)
    elif isinstance(block, DocumentTable):
        print_table(block, console)
    elif type(block) in SHOWN:
        SHOWN[type(block)](block, console)


def print_points(points: Points, console: Console) -> None:
    """A heading and its points as a list."""
    signs = signs_for(console)
    if points.heading:
        _line(console, signs.plain(points.heading), "bold")
    for claim in points.claims:
        keys = f" [{', '.join(claim.evidence)}]" if claim.evidence else ""
        _item(console, signs.plain(f"{claim.text}{keys}"), signs.bullet)


def _line(console: Console, text: str, style: str = "") -> None:
    """Plain text, wrapped to the console's width, without markup in square brackets."""
    from rich.text import Text

    if not text:
        console.print()
        return
    indent = " " * (len(text) - len(text.lstrip()))
    lines = textwrap.wrap(text, console.width, subsequent_indent=indent)
    console.print(Text("\n".join(lines).replace(_GLUE, " "), style))


def _item(console: Console, text: str, bullet: str) -> None:
    from rich.text import Text

    lines = textwrap.wrap(
        text, console.width, initial_indent=f" {bullet} ", subsequent_indent="   "
    )
    console.print(Text("\n".join(lines)))


def _horseshoe(chart: Horseshoe, console: Console) -> None:
    """The horseshoe of each ballot in characters, with a legend."""
    from rich.text import Text

    signs = signs_for(console)
    for ballot in chart.ballots:
        for pieces in horseshoe_lines(ballot, chart.council, console.width, signs):
            line = Text(no_wrap=True, overflow="crop")
            for text, vote in pieces:
                line.append(text, "" if vote is None else VOTE_STYLE[vote])
            line.rstrip()
            console.print(line, soft_wrap=True)
        console.print()
        _line(console, signs.plain(_legend(ballot, signs)), "dim")


def _legend(ballot: ReportedBallot, signs: Signs) -> str:
    used = [vote for vote in Vote if vote in ballot.votes.values()]
    parts = [f"{signs.vote[vote]} {VOTE_WORDS[vote]}" for vote in used]
    parts += ["[ ] permanent member", "* President"]
    return "   ".join(part.replace(" ", _GLUE) for part in parts)


def _outcome_bars(chart: OutcomeBars, console: Console) -> None:
    """A draft's outcomes as bars with intervals."""
    from rich.text import Text

    signs, item = signs_for(console), chart.forecast
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
        sentence = f"mean exact chance of adoption {item.expected_adopted.value * 100:.1f}%"
        _line(console, f"  {sentence}")


def _vote_bars(chart: VoteBars, console: Console) -> None:
    """Each member's chances of yes, abstention and no on one draft, most likely yes first."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    signs = signs_for(console)
    item, recorded = chart.forecast, chart.recorded
    table = Table(
        title=Text(f"Chances of each vote on {item.draft}"),
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
            signs.plain(short_name(chart.council.name(code))),
            f"{yes * 100:.0f}%",
            signs.bar(yes, bar),
            f"{abstain * 100:.0f}%",
            f"{no * 100:.0f}%",
        ]
        if recorded:
            recorded_vote = recorded.get(code)
            row.append(
                ""
                if recorded_vote is None
                else f"{signs.vote[recorded_vote]} {_RECORD[recorded_vote]}"
            )
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)


def _screen(screen: FirstScreen, console: Console) -> None:
    """The first screen of a run."""
    from rich.text import Text

    for pieces in screen_lines(screen.run, console.width, signs_for(console)):
        line = Text(no_wrap=True, overflow="crop")
        for text, style in pieces:
            line.append(text, VOTE_STYLE[style] if isinstance(style, Vote) else TONE[style or ""])
        line.rstrip()
        console.print(line, soft_wrap=True)


_RECORD: dict[Vote, str] = {
    Vote.YES: "yes",
    Vote.NO: "no",
    Vote.ABSTAIN: "abst.",
    Vote.ABSENT: "absent",
    Vote.NOT_PARTICIPATING: "none",
}


SHOWN: Mapping[type[Any], Callable[[Any, Console], None]] = {
    Horseshoe: _horseshoe,
    OutcomeBars: _outcome_bars,
    VoteBars: _vote_bars,
    FirstScreen: _screen,
}
"""Kind of chart -> function that prints it; others are shown as tables."""
