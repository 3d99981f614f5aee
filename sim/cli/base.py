"""What ``backtest --base`` and ``fit --base`` have in common."""

from __future__ import annotations

from sim.cli.output import DocumentTable, Format, emit, emit_json

WIDE = frozenset(("balanced", "adopted", "numbers", "ahead_contested"))
"""Columns that a terminal has no room for."""


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
