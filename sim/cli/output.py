"""How every command writes: data to stdout in the format asked for, all else to stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from sim.cli import recall
from sim.domain.visible import visible
from sim.report.document import Cell, DocumentTable, cell_text
from sim.report.tables import as_csv, as_json, as_markdown, print_table, records

if TYPE_CHECKING:
    from rich.console import Console

    from sim.report.document import Page

__all__ = ["Cell", "DocumentTable", "as_csv", "as_markdown", "cell_text"]

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


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="Output format.")]
"""The option ``--format`` of every command that answers with data."""


def use_colour(stream: TextIO | None = None) -> bool:
    """Whether ``stream`` (stdout) is a terminal that wants colour (https://no-color.org)."""
    stream = stream or sys.stdout
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def console(*, stderr: bool = False) -> Console:
    """A rich console: plain and 80 columns wide in a pipe, unless COLUMNS says otherwise."""
    from rich.console import Console

    class PlainConsole(Console):
        """A console for which a reader that goes away is no failure: rich ends with 1 there."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _columns_said() or PIPE_WIDTH
    return PlainConsole(
        file=stream,
        no_color=not use_colour(stream),
        width=width,
        highlight=False,
        emoji=False,
        markup=False,  # names and texts of users are printed as they are
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


def note(text: str, *, this_call_only: bool = False) -> None:
    """A line of progress or advice on stderr; ``this_call_only``: no part of the answer."""
    sentence = visible(text)
    if not this_call_only:
        recall.record_stderr(sentence)
    typer.echo(sentence, err=True)


def warn(text: str) -> None:
    """A warning on stderr: the answer stands, with this said."""
    sentence = visible(f"warning: {text}")
    recall.record_stderr(sentence)
    typer.echo(sentence, err=True)


def emit_json(value: Any) -> None:
    """``value`` on stdout as JSON."""
    typer.echo(as_json(value))


def emit(table: DocumentTable, form: Format) -> None:
    """``table`` on stdout in the form asked for."""
    match form:
        case Format.JSON:
            emit_json(records(table))
        case Format.CSV:
            typer.echo(as_csv(table), nl=False)
        case Format.MD:
            typer.echo(as_markdown(table))
        case Format.TABLE:
            print_table(table, console())


def show_document(page: Page, form: Format) -> None:
    """A document on stdout: its data as CSV or Markdown, or what a terminal shows of it."""
    if form is Format.TABLE:
        from sim.report.terminal import print_page

        print_page(page, console())
        return
    tidy = (page.data,) if page.data is not None else ()
    for place, table in enumerate(page.tables if form is Format.MD and page.tables else tidy):
        if place:
            typer.echo("")  # a title right under a table would be one of its rows
        emit(table, form)


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
