"""Render tables as CSV, Markdown and terminal text, and data as JSON."""

from __future__ import annotations

import csv
import io
import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sim.domain.cells import defused
from sim.domain.markdown import literal
from sim.report.document import Cell, DocumentTable, cell_text, finite
from sim.report.markup import escape

if TYPE_CHECKING:
    from rich.console import Console


_OBEYED = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Non-ASCII control characters, and marks that change the direction of writing."""


def as_json(value: Any) -> str:
    """``value`` as reproducible JSON; dataclasses become objects with their fields.

    Numbers that are not finite become null. Control characters are escaped, including those that
    JSON allows in strings.

    Raises:
        TypeError: for what has no JSON form.
    """
    from pydantic_core import to_jsonable_python

    plain = to_jsonable_python(value, fallback=_plain, inf_nan_mode="null")
    text = json.dumps(plain, ensure_ascii=False, indent=2, allow_nan=False)
    return _OBEYED.sub(lambda mark: f"\\u{ord(mark[0]):04x}", text)


def records(table: DocumentTable) -> list[dict[str, Cell]]:
    """The rows by the names of the columns."""
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def as_csv(table: DocumentTable) -> str:
    """``table`` as CSV with a header, line feeds, and numbers in full precision.

    Text that a spreadsheet would execute as a formula is escaped.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([defused(name) for name in table.columns])
    writer.writerows([[defused(finite(cell)) for cell in row] for row in table.rows])
    return text.getvalue()


def as_markdown(table: DocumentTable) -> str:
    """``table`` as a Markdown pipe table, numbers to the right."""
    lines = [f"**{literal(table.title)}**\n"] if table.title else []
    right = table.right
    lines.append("| " + " | ".join(_in_a_row(name) for name in table.columns) + " |")
    places = range(len(table.columns))
    lines.append("|" + "|".join("---:" if k in right else "---" for k in places) + "|")
    for row in table.rows:
        cells = (_in_a_row(cell_text(cell, table.digits)) for cell in row)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _in_a_row(text: str) -> str:
    """Text escaped for a cell of a Markdown table, in which HTML would be interpreted too."""
    return escape(text.replace("|", "\\|").replace("](", "\\](").replace("\n", " "))


LONGEST_WORD = 20
"""Maximum length of a word that is not broken in a text column."""
FIGURE = re.compile(r"[^\w\s]*\d[\d.,:/%–−+-]*[^\w\s]*")
"""A word that is a number, a share, a ratio of counts or an interval."""
USUAL = 80
"""Width below which text is wrapped instead of truncated, so that numbers keep their width."""


def print_table(table: DocumentTable, console: Console) -> None:
    """Print ``table`` within the width of the terminal, row by row if numbers do not fit."""
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    narrow = console.width < USUAL
    wide = _widths(table)
    if narrow and _least(table, wide) > console.width:
        _print_rows(table, console)
        return
    figures = _figures(table)
    fits = _with_edges(table, figures) <= console.width
    drawn = RichTable(
        box=box.SIMPLE_HEAD,
        title=Text(table.title) if table.title else None,  # no markup, because it contains names
        title_justify="left",
        pad_edge=not table.tight,
    )
    right = table.right
    for place, (name, heading) in enumerate(zip(table.columns, table.headings, strict=True)):
        number = place in right
        drawn.add_column(
            Text(heading),
            justify="right" if number else "left",
            overflow="fold" if narrow or name in table.whole or figures[place] else "ellipsis",
            min_width=wide[place] if narrow and number else figures[place] if fits else None,
        )
    for row in table.rows:
        drawn.add_row(*(Text(cell_text(cell, table.digits)) for cell in row))
    console.print(drawn)


def _widths(table: DocumentTable) -> list[int]:
    """Width of each column for its cells and the longest word of its name."""
    names = [max(map(len, heading.split(" "))) for heading in table.headings]
    return [
        max([names[place], *(len(cell_text(row[place], table.digits)) for row in table.rows)])
        for place in range(len(table.columns))
    ]


def _figures(table: DocumentTable) -> list[int]:
    """Width of each column for its longest number, which is never truncated or wrapped."""
    return [
        max(
            (
                len(word)
                for row in table.rows
                for word in cell_text(row[place], table.digits).split()
                if FIGURE.fullmatch(word)
            ),
            default=0,
        )
        for place in range(len(table.columns))
    ]


def _with_edges(table: DocumentTable, cells: Sequence[int]) -> int:
    """Total width of a table with these column widths."""
    return sum(cells) + 2 * len(cells) + (0 if table.tight else 2)


def _least(table: DocumentTable, wide: Sequence[int]) -> int:
    """Width of the table with full numbers and text wrapped between words."""
    right = table.right
    cells: list[int] = []
    for place, width in enumerate(wide):
        if place in right:
            cells.append(width)
            continue
        words = (
            len(word) for row in table.rows for word in cell_text(row[place], table.digits).split()
        )
        cells.append(min(max(words, default=0), LONGEST_WORD))
    return _with_edges(table, cells)


def _print_rows(table: DocumentTable, console: Console) -> None:
    """Print each row as a heading with its text, followed by its numbers by name."""
    from rich.text import Text

    right = table.right
    if table.title:
        console.print(Text(table.title, "italic"))
        console.print()
    for row in table.rows:
        lines = [cell_text(cell, table.digits) for cell in row]
        head = ", ".join(text for k, text in enumerate(lines) if k not in right)
        if head:
            console.print(Text(head))
        pairs = [
            f"{heading} {lines[k]}".replace(" ", _GLUE)
            for k, heading in enumerate(table.headings)
            if k in right
        ]
        room = max(console.width, 20)
        for line in textwrap.wrap(
            "  ".join(pairs), room, initial_indent="  ", subsequent_indent="  "
        ):
            console.print(Text(line.replace(_GLUE, " ")))
    console.print()


_GLUE = "\x1f"
"""Placeholder for a non-breaking space."""


def _plain(value: Any) -> Any:
    """Convert what pydantic cannot: NumPy scalars and arrays, frozen mappings."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
