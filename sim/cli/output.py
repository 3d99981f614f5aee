"""How every command writes: data to stdout in the format asked for, all else to stderr."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

if TYPE_CHECKING:
    from rich.console import Console

PIPE_WIDTH = 80
"""Columns of a table when nobody says how wide the terminal is."""
PROSE_WIDTH = 80
"""Columns of running text at most."""


class Format(StrEnum):
    """The forms in which a command gives its answer."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="Form of the answer.")]
"""The option ``--format`` of every command that answers with data."""

Cell = str | int | float | bool | None
"""What a table holds."""


@dataclass(frozen=True)
class Table:
    """An answer in rows.

    Attributes:
        columns: names of the columns, as CSV and JSON spell them.
        rows: one tuple per row, as long as ``columns``.
        title: heading in the terminal and in Markdown.
        digits: decimals of floating-point cells in the terminal and in Markdown.
        whole: columns that are broken over lines in the terminal where they would be cut.
    """

    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    title: str = ""
    digits: int = 3
    whole: tuple[str, ...] = ()


def use_colour(stream: TextIO | None = None) -> bool:
    """Whether ``stream`` (stdout) is a terminal that wants colour (https://no-color.org)."""
    stream = stream or sys.stdout
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def console(*, stderr: bool = False) -> Console:
    """A rich console: plain and 80 columns wide in a pipe, unless COLUMNS says otherwise."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _columns_said() or PIPE_WIDTH
    return Console(
        file=stream,
        no_color=not use_colour(stream),
        width=width,
        highlight=False,
        emoji=False,
        soft_wrap=False,
    )


def _columns_said() -> int:
    """What COLUMNS says, or 0 when it says nothing that is a width."""
    said = os.environ.get("COLUMNS", "")
    return int(said) if said.isascii() and said.isdigit() else 0


def prose_width() -> int:
    """Columns for running text: what COLUMNS says, or the terminal's, from 20 to 80."""
    columns = _columns_said()
    if not columns and sys.stdout.isatty():
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    return max(min(columns or PROSE_WIDTH, PROSE_WIDTH), 20)


def note(text: str) -> None:
    """A line of progress or advice on stderr."""
    typer.echo(text, err=True)


def warn(text: str) -> None:
    """A warning on stderr: the answer stands, with this said."""
    typer.echo(f"warning: {text}", err=True)


def emit_json(value: Any) -> None:
    """``value`` on stdout as JSON; the same value gives the same bytes.

    A number that is not finite, which JSON cannot say, is an estimate that there is none of: null.
    """
    told = _sayable(value)
    typer.echo(json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False))


def emit(table: Table, form: Format) -> None:
    """``table`` on stdout in the form asked for."""
    match form:
        case Format.JSON:
            emit_json([dict(zip(table.columns, row, strict=True)) for row in table.rows])
        case Format.CSV:
            typer.echo(as_csv(table), nl=False)
        case Format.MD:
            typer.echo(as_markdown(table))
        case Format.TABLE:
            _print_table(table)


def as_csv(table: Table) -> str:
    """``table`` as CSV with a header, lines ended by a line feed, numbers in full.

    Text that a spreadsheet would take for a formula is defused.
    """
    from sim.domain.cells import defused

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([[defused(_finite(cell)) for cell in row] for row in table.rows])
    return text.getvalue()


def as_markdown(table: Table) -> str:
    """``table`` as a Markdown pipe table, numbers to the right."""
    lines = [f"**{table.title}**\n"] if table.title else []
    numeric = _numeric(table)
    lines.append("| " + " | ".join(table.columns) + " |")
    lines.append("|" + "|".join("---:" if right else "---" for right in numeric) + "|")
    for row in table.rows:
        cells = (shown(cell, table.digits).replace("|", "\\|").replace("\n", " ") for cell in row)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def shown(cell: Cell, digits: int = 3) -> str:
    """A cell as people read it: a dash for nothing, yes or no, fixed decimals."""
    if _finite(cell) is None:
        return "-"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.{digits}f}"
    return str(cell)


@contextmanager
def progress(what: str, total: int, *, unit: str = "worlds") -> Iterator[Callable[[int], None]]:
    """A bar on stderr with rate and time left; yields the function that advances it by n.

    Nothing is drawn where stderr is no terminal, so that logs stay readable.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Units a second."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed or 0.0
            return Text(f"{task.completed:,.0f}/{total:,} {unit} {speed:,.0f}/s")

    columns = (what, BarColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda n: bar.advance(task, n)


def _numeric(table: Table) -> list[bool]:
    """For each column, whether all that it holds is numbers."""
    return [
        bool(table.rows)
        and all(
            row[k] is None or (isinstance(row[k], (int, float)) and not isinstance(row[k], bool))
            for row in table.rows
        )
        for k in range(len(table.columns))
    ]


def _print_table(table: Table) -> None:
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    drawn = RichTable(box=box.SIMPLE_HEAD, title=table.title or None, title_justify="left")
    for name, right in zip(table.columns, _numeric(table), strict=True):
        drawn.add_column(
            name.replace("_", " "),
            justify="right" if right else "left",
            overflow="fold" if name in table.whole else "ellipsis",
        )
    for row in table.rows:
        drawn.add_row(*(Text(shown(cell, table.digits)) for cell in row))
    console().print(drawn)


def _finite(cell: Cell) -> Cell:
    """A cell, or None for a number that is not finite."""
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell


def _sayable(value: Any) -> Any:
    """What JSON can say of a value: numbers that are not finite are null."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return _finite(value)
    if isinstance(value, Mapping):
        return {key: _sayable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_sayable(item) for item in value]
    return _sayable(_plain(value))


def _plain(value: Any) -> Any:
    """JSON's idea of types that are no JSON: numpy scalars and arrays, dates, enums, mappings."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
