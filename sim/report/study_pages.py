"""The reports on studies: what-if, sweep, sensitivity, flip and power."""

from __future__ import annotations

from collections.abc import Sequence

from sim.report.axes import signed
from sim.report.charts import (
    ChangeRow,
    Changes,
)
from sim.report.document import Claim, Exhibit, Page, Section, Table
from sim.report.study import Study, of_study
from sim.report.study_data import WhatIf


def whatif_page(result: WhatIf) -> Page:
    """What changes between the base and a variant on the same draws."""
    moved = [row for row in result.outcomes if row.low > 0 or row.high < 0]
    claims = [Claim(_change(row)) for row in moved]
    if not moved:
        claims = [Claim("No outcome's share changes by more than chance explains.")]
    claims = [*(Claim(told) for told in result.asked), *claims]
    sections = [
        Section("What changes", exhibits=(_changes(result.outcomes, "the share of each outcome"),))
    ]
    for draft, rows in result.votes.items():
        exhibit = _changes(rows, f"the chance of a yes to {draft}")
        sections.append(Section(f"Votes on {draft}", exhibits=(exhibit,)))
    movers = [mover for mover in result.movers if signed(mover.change, percent=True) != "0"]
    if movers:
        told = tuple(
            Claim(
                f"{mover.member} is {_moves(mover.change, 'likelier', 'less likely')} to vote yes "
                f"on {mover.draft}, most through {mover.term}.",
                mover.evidence,
            )
            for mover in movers
        )
        sections.insert(1, Section("Who moves, and through what", claims=told))
    if result.resting:
        told = tuple(Claim(line) for line in result.resting)
        sections.append(Section("How far it rests on what is assumed", claims=told))
    subtitle = f"{result.variant}, compared with {result.study.scenario} on the same draws"
    return study_page(result.study, subtitle, claims, sections)


def _moves(change: float, more: str, less: str) -> str:
    size = signed(abs(change), percent=True).removeprefix("+")
    return f"{more if change > 0 else less} by {size} percentage points"


def _change(row: ChangeRow) -> str:
    low, high = (signed(end, percent=True) for end in (row.low, row.high))
    moves = _moves(row.change, "rises", "falls")
    return f"{row.told or row.label} {moves} (95% interval of the change {low} to {high})."


def _changes(rows: Sequence[ChangeRow], what: str) -> Exhibit:
    cells = tuple(
        (row.label, *(signed(value, percent=True) for value in (row.change, row.low, row.high)))
        for row in rows
    )
    columns = ("", "Change", "Low", "High")
    table = Table(
        columns, cells, f"Change of {what}, percentage points", numeric=frozenset((1, 2, 3))
    )
    caption = f"Change of {what}. Filled discs: the interval excludes zero; hollow: it does not."
    return Exhibit(Changes(tuple(rows), what) if rows else None, table, caption)


def study_page(
    study: Study, subtitle: str, claims: Sequence[Claim], sections: Sequence[Section]
) -> Page:
    """A study's page: its summary and sections with how it was made and what is assumed."""
    page = Page(study.title, subtitle, tuple(claims), tuple(sections), study.command, ())
    return of_study(page, study)
