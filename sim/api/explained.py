"""Why a member votes as it does in the central case of a run, and figures of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from os import PathLike
from pathlib import Path
from typing import Any

from sim.api.arguments import checks_arguments
from sim.api.tables import RowTable, html_table
from sim.domain.errors import UnknownNameError
from sim.domain.states import name_of
from sim.domain.words import listed
from sim.report.document import Page
from sim.report.drawing import draw_chart
from sim.report.figure import Figure
from sim.report.svg import to_svg
from sim.studies.run.published import Ballot
from sim.studies.run.reasons import Reason


@dataclass(frozen=True)
class ReasonRow:
    """A term of a vote: its text, and how much it supports the vote that was cast.

    ``amount`` is in the model's units of worth; the amounts of a vote sum to the lead of the vote
    cast over the next best. ``evidence`` holds keys of the scenario's evidence.
    """

    draft: str
    vote: str
    term: str
    subject: str
    text: str
    amount: float
    evidence: tuple[str, ...]


class VoteExplanation(RowTable[ReasonRow]):
    """The reasons of one member, ballot by ballot, strongest first.

    Attributes:
        member: Code of the member.
        votes: Draft -> its vote in the central case.
    """

    kind = ReasonRow

    def __init__(self, member: str, ballots: Sequence[Ballot]) -> None:
        self.member = member
        self.votes = {ballot.draft: ballot.votes[member] for ballot in ballots}
        super().__init__([_row(b, member, reason) for b in ballots for reason in b.reasons[member]])

    def __str__(self) -> str:
        lines = []
        for draft, vote in self.votes.items():
            lines.append(f"{name_of(self.member)} votes {vote} on {draft} in the central case")
            lines += [f"  {row.amount:+.3f}  {row.text}" for row in self if row.draft == draft]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        parts = []
        for draft, vote in self.votes.items():
            rows = [(f"{row.amount:+.3f}", row.text) for row in self if row.draft == draft]
            caption = f"{name_of(self.member)} votes {vote} on {draft} in the central case"
            parts.append(f"<p>{escape(caption)}</p>{html_table(('worth', 'reason'), rows)}")
        return "".join(parts)


def _row(ballot: Ballot, member: str, reason: Reason) -> ReasonRow:
    vote = ballot.votes[member]
    return ReasonRow(
        ballot.draft, vote, reason.term, reason.subject, reason.text, reason.amount, reason.evidence
    )


def votes_explained(member: str, draft: str | None, ballots: Sequence[Ballot]) -> VoteExplanation:
    """The reasons of ``member`` on one ballot, or on all.

    Raises:
        UnknownNameError: when the member or the draft has no vote in these ballots.
    """
    chosen = [ballot for ballot in ballots if draft in (None, ballot.draft)]
    if not chosen:
        put = [ballot.draft for ballot in ballots]
        raise UnknownNameError(
            f"{draft} has no ballot in the central case" if draft else "no ballot was held",
            remedy=f"one of {listed(put)}"
            if put
            else "look at the forecast: no draft was put to the vote",
        )
    if member not in chosen[0].votes:
        raise UnknownNameError(
            f"{member} is not a member of this Council",
            remedy=f"one of {', '.join(chosen[0].votes)}",
        )
    return VoteExplanation(member, chosen)


class RunFigure:
    """A figure: notebooks display it, ``save`` writes it, ``svg`` is its source."""

    def __init__(self, chart: Any) -> None:
        self._figure: Figure = draw_chart(chart)

    @property
    def svg(self) -> str:
        """The figure as SVG."""
        return to_svg(self._figure)

    def _repr_svg_(self) -> str:
        return self.svg

    @checks_arguments()
    def save(self, path: str | PathLike[str]) -> Path:
        """Write it as SVG or PNG, depending on the file extension; returns the path.

        Raises:
            UsageError: for another extension.
            CouncilError: when the folder does not exist or cannot be written.
        """
        from sim.report.write import write_figure  # loads the templates of pages

        target = Path(path)
        write_figure(self._figure, target)
        return target


def save_page(page: Page, path: str | PathLike[str]) -> Path:
    """Write a page as one HTML file, like ``--report``; returns the path.

    Raises:
        UsageError: when the name does not end in ``.html``.
        CouncilError: when the folder does not exist, or the file cannot be written or was made by
            another program.
    """
    from sim.report.write import check_report_target, write_report  # loads the templates

    target = Path(path)
    check_report_target(target)
    write_report(page, target)
    return target
