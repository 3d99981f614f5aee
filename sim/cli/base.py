"""Shared output of ``backtest --base`` and ``fit --base``."""

from __future__ import annotations

from sim.cli.output import DocumentTable, Format, emit_apart, emit_json

WIDE = frozenset(("balanced", "adopted", "numbers", "ahead_contested"))
"""Columns left out in a terminal."""


def emit_tables(tables: list[DocumentTable], form: Format) -> None:
    """Print several tables: as titles and rows in JSON, without wide columns in a terminal."""
    from sim.report.tables import records

    if form is Format.JSON:
        emit_json([{"title": table.title, "rows": records(table)} for table in tables])
        return
    emit_apart((narrow_table(t) if form is Format.TABLE else t for t in tables), form)


def narrow_table(table: DocumentTable) -> DocumentTable:
    """The table without ``WIDE`` columns and with full names."""
    from dataclasses import replace

    shown_columns = [k for k, name in enumerate(table.columns) if name not in WIDE]
    return replace(
        table,
        columns=tuple(table.columns[k] for k in shown_columns),
        rows=[tuple(row[k] for k in shown_columns) for row in table.rows],
        whole=table.columns[:1],
    )
