"""Output of commands: data on stdout in the requested format, everything else on stderr."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from threading import Lock
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
"""Default width of tables if the width of the terminal is unknown."""
LOG_EVERY = 20.0
"""Seconds between lines about the progress of a stage if stderr is not a terminal."""
PROSE_WIDTH = 80
"""Maximum width of running text."""


class Format(StrEnum):
    """Output formats."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="Output format.")]
"""The option ``--format`` of commands that output data."""


def use_colour(stream: TextIO | None = None) -> bool:
    """Whether ``stream`` (default stdout) is a terminal with colour (https://no-color.org)."""
    stream = stream or sys.stdout
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def console(*, stderr: bool = False) -> Console:
    """A rich console: in a pipe plain and 80 columns wide unless COLUMNS is set."""
    from rich.console import Console

    class PlainConsole(Console):
        """A console for which a closed pipe is not an error; rich would exit with 1."""

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
        markup=False,  # users' names and texts are printed without markup
        soft_wrap=False,
    )


def _columns_said() -> int:
    """The value of COLUMNS, or 0 if it is not a width."""
    said = os.environ.get("COLUMNS", "")
    return int(said) if said.isascii() and said.isdigit() else 0


def prose_width() -> int:
    """Width of running text: COLUMNS or the terminal's width, from 20 to 80."""
    columns = _columns_said()
    if not columns and sys.stdout.isatty():
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    return max(min(columns or PROSE_WIDTH, PROSE_WIDTH), 20)


def note(text: str, *, this_call_only: bool = False) -> None:
    """Print progress or advice on stderr; ``this_call_only`` excludes it from stored answers."""
    sentence = visible(text)
    if not this_call_only:
        recall.record_stderr(sentence)
    typer.echo(sentence, err=True)


def warn(text: str) -> None:
    """Print a warning on stderr; the answer remains valid."""
    sentence = visible(f"warning: {text}")
    recall.record_stderr(sentence)
    typer.echo(sentence, err=True)


def emit_json(value: Any) -> None:
    """Print ``value`` on stdout as JSON."""
    typer.echo(as_json(value))


def emit(table: DocumentTable, form: Format) -> None:
    """Print ``table`` on stdout in the requested format."""
    match form:
        case Format.JSON:
            emit_json(records(table))
        case Format.CSV:
            typer.echo(as_csv(table), nl=False)
        case Format.MD:
            typer.echo(as_markdown(table))
        case Format.TABLE:
            print_table(table, console())


def emit_entry(entry: Mapping[str, Any], form: Format) -> bool:
    """Print one entry as JSON, or as CSV with a single row; False for forms that are prose."""
    if form is Format.JSON:
        emit_json(entry)
    elif form is Format.CSV:
        cells = tuple(_in_one_cell(value) for value in entry.values())
        emit(DocumentTable(tuple(entry), [cells]), form)
    return form in (Format.JSON, Format.CSV)


def _in_one_cell(value: Any) -> Cell:
    """A value as one cell; parts of a list or of a mapping are separated by semicolons."""
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_in_one_cell(part)}" for name, part in value.items())
    if isinstance(value, (list, tuple)):
        return "; ".join(str(_in_one_cell(part)) for part in value)
    return value if isinstance(value, (str, int, float)) or value is None else str(value)


def emit_apart(tables: Iterable[DocumentTable], form: Format) -> None:
    """Print tables on stdout one after the other."""
    for place, table in enumerate(tables):
        if place and form is Format.MD:
            typer.echo("")  # what is directly below a table would become one of its rows
        emit(table, form)


def say_below(text: str, form: Format) -> None:
    """Print a sentence below a table."""
    typer.echo(f"\n{text}" if form is Format.MD else text)


def show_document(page: Page, form: Format) -> None:
    """Print a document on stdout: its data as CSV or Markdown, or its terminal form."""
    if form is Format.TABLE:
        from sim.report.terminal import print_page

        print_page(page, console())
        return
    tidy = (page.data,) if page.data is not None else ()
    emit_apart(page.tables if form is Format.MD and page.tables else tidy, form)


class ProgressLog:
    """Lines about progress outside a terminal, ``LOG_EVERY`` seconds apart whatever the stages.

    Args:
        clock: Seconds from any origin.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last = clock()
        self._lock = Lock()  # stages advance from several threads

    def stage(self, what: str, total: int, unit: str) -> Callable[[int], None]:
        """A function that advances a stage by n."""
        done = 0

        def advance(n: int) -> None:
            nonlocal done
            with self._lock:
                done += n
                now = self._clock()
                if now - self._last >= LOG_EVERY:
                    self._last = now
                    note(f"{what}: {done:,} of {total:,} {unit}", this_call_only=True)

        return advance


@contextmanager
def progress(
    what: str,
    total: int,
    *,
    unit: str = "worlds",
    log: ProgressLog | None = None,
) -> Iterator[Callable[[int], None]]:
    """Show a progress bar on stderr; yields a function that advances it by n.

    Without a terminal no bar is drawn, which keeps logs readable; ``log`` prints a line now and
    then. Stages of one command share a log.
    """
    if not sys.stderr.isatty():
        yield (log or ProgressLog()).stage(what, total, unit)
        return
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Units per second."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed or 0.0
            return Text(f"{task.completed:,.0f}/{total:,} {unit} {speed:,.0f}/s")

    columns = (what, BarColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda n: bar.advance(task, n)
