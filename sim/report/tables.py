"""A document's tables as CSV, Markdown and text for the terminal; data of any kind as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sim.domain.cells import defused
from sim.report.document import Cell, Table, finite, shown

if TYPE_CHECKING:
    from rich.console import Console


def as_json(value: Any) -> str:
    """``value`` as JSON: frozen results by the names of their fields, the same bytes every time.

    A number that is not finite, which JSON cannot say, is an estimate that there is none of: null.

    Raises:
        TypeError: for what has no JSON form.
    """
    from pydantic_core import to_jsonable_python

    plain = to_jsonable_python(value, fallback=_plain, inf_nan_mode="null")
    return json.dumps(plain, ensure_ascii=False, indent=2, allow_nan=False)


def records(table: Table) -> list[dict[str, Cell]]:
    """The rows by the names of the columns."""
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def as_csv(table: Table) -> str:
    """``table`` as CSV with a header, lines ended by a line feed, numbers in full.

    Text that a spreadsheet would take for a formula is defused.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([[defused(finite(cell)) for cell in row] for row in table.rows])
    return text.getvalue()


def as_markdown(table: Table) -> str:
    """``table`` as a Markdown pipe table, numbers to the right."""
    lines = [f"**{table.title}**\n"] if table.title else []
    right = table.right
    lines.append("| " + " | ".join(table.columns) + " |")
    places = range(len(table.columns))
    lines.append("|" + "|".join("---:" if k in right else "---" for k in places) + "|")
    for row in table.rows:
        cells = (shown(cell, table.digits).replace("|", "\\|").replace("\n", " ") for cell in row)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def print_table(table: Table, console: Console) -> None:
    """``table`` in the terminal, cut to its width."""
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    drawn = RichTable(
        box=box.SIMPLE_HEAD,
        title=table.title or None,
        title_justify="left",
        pad_edge=not table.tight,
    )
    right = table.right
    for place, name in enumerate(table.columns):
        drawn.add_column(
            name.replace("_", " "),
            justify="right" if place in right else "left",
            overflow="fold" if name in table.whole else "ellipsis",
        )
    for row in table.rows:
        drawn.add_row(*(Text(shown(cell, table.digits)) for cell in row))
    console.print(drawn)


def _plain(value: Any) -> Any:
    """JSON's idea of what pydantic does not know: numpy scalars and arrays, frozen mappings."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
