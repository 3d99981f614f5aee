"""What ``backtest --base`` and ``fit --base`` have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.cli.output import DocumentTable, Format, emit, emit_json, progress
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from sim.studies.votes.base.reading import BaseSource
    from sim.studies.votes.base.rows import BallotRows

WIDE = frozenset(("balanced", "adopted", "numbers", "ahead_contested"))
"""Columns that a terminal has no room for."""


def loaded() -> tuple[BaseSource, BallotRows]:
    """The base and its rows, with progress."""
    from sim.studies.votes.base.reading import base_rows, shipped_base

    base_source = shipped_base()
    with progress("ballots", len(base_source.ballots), unit="ballots") as advance:
        return base_source, base_rows(base_source, advance)


def without_dossier(
    base_source: BaseSource, rows: BallotRows, name: str | None
) -> tuple[BaseSource, BallotRows]:
    """The same without one dossier.

    Raises:
        UsageError: for a name that is none of the base's dossiers.
    """
    from dataclasses import replace

    if name is None:
        return base_source, rows
    if name not in rows.folds:
        raise UsageError(
            f"'{name}' is no dossier of the base", where="--without",
            remedy=f"one of {', '.join(rows.folds)}",
        )  # fmt: skip
    kept = tuple(one for one in base_source.ballots if one.dossier != name)
    return replace(base_source, ballots=kept), rows.subset(~rows.on([name]))


def emit_tables(tables: list[DocumentTable], form: Format) -> None:
    """Several tables; in JSON a list of titles and rows, in a terminal without wide columns."""
    from sim.report.tables import records

    if form is Format.JSON:
        emit_json([{"title": one.title, "rows": records(one)} for one in tables])
        return
    for one in tables:
        emit(narrow_table(one) if form is Format.TABLE else one, form)


def narrow_table(table: DocumentTable) -> DocumentTable:
    """The table without ``WIDE`` columns, its names in full."""
    from dataclasses import replace

    kept = [k for k, name in enumerate(table.columns) if name not in WIDE]
    return replace(
        table,
        columns=tuple(table.columns[k] for k in kept),
        rows=[tuple(row[k] for k in kept) for row in table.rows],
        whole=table.columns[:1],
    )
