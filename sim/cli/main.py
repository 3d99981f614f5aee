"""The command ``council``: which groups of commands there are, and how errors reach people."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from sim.cli import recall, streams
from sim.cli.error_reports import error_explanation, is_foreseen, unforeseen
from sim.cli.unquoted import joined
from sim.domain.errors import CouncilError, ExitCode
from sim.domain.work import QUERY
from sim.domain.written import anything_written, begin_unwritten
from sim.memory import check_memory as check_memory
from sim.version import __version__

GROUPS: tuple[tuple[str, str], ...] = (
    ("sim.cli.simulate", "Simulate"),
    ("sim.cli.replay", "Simulate"),
    ("sim.cli.whatif", "Simulate"),
    ("sim.cli.flip", "Simulate"),
    ("sim.cli.explore", "Simulate"),
    ("sim.cli.study", "Study"),
    ("sim.cli.law", "Procedure and teaching"),
    ("sim.cli.classroom", "Procedure and teaching"),
    ("sim.cli.author", "Author and keep"),
    ("sim.cli.profile", "Author and keep"),
    ("sim.cli.dossier", "Author and keep"),
    ("sim.cli.results", "Author and keep"),
    ("sim.cli.ledger", "Author and keep"),
)
"""Every module that brings commands, and the heading of ``council --help`` they stand under.

Such a module imports typer and the standard library at its top and nothing heavier; what a command
needs is imported when the command runs.
"""

MODULE_OF: Mapping[str, str] = {
    "run": "sim.cli.simulate",
    "replay": "sim.cli.replay",
    "whatif": "sim.cli.whatif",
    "flip": "sim.cli.flip",
    "explain": "sim.cli.law",
    "adjudicate": "sim.cli.law",
    "list": "sim.cli.author",
    "show": "sim.cli.author",
    "validate": "sim.cli.author",
    "results": "sim.cli.results",
}
"""Frequent commands -> their module, the only one that is then imported."""

COLLECT = (100_000, 50, 100)
"""Thresholds of Python's garbage collector. Commands create many live objects at the start, and
collecting took a tenth of their time."""

SETTINGS: Mapping[str, str] = {
    "PYDANTIC_DISABLE_PLUGINS": "1",  # it reads what every package brings
    "OPENBLAS_NUM_THREADS": "1",
}
"""Environment of libraries that are imported later, where the user has set nothing else.

Our matrices are small, and worlds are computed in parallel already: threads of linear algebra
beside them only wait for each other, and a fit took fifty times as long on a busy machine.
"""

SENTENCE = 200
"""Maximum length of a command's first sentence in the list of commands."""


class Boundary(TyperGroup):
    """Converts exceptions to messages and exit codes."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; report errors on stderr and exit with their code."""
        begin_unwritten()
        try:
            check_memory()
            return super().invoke(ctx)
        except KeyboardInterrupt:
            typer.echo(f"\n{_interrupted()}", err=True)
            raise typer.Exit(ExitCode.INTERRUPTED) from None
        except BrokenPipeError:  # the parser would make a failure of it
            raise typer.Exit(ExitCode.OK) from None
        except Exception as error:
            if os.environ.get("COUNCIL_TRACEBACK") == "1":
                raise
            if not is_foreseen(error) and _follows_interrupt(error):
                typer.echo(f"\n{_interrupted()}", err=True)
                raise typer.Exit(ExitCode.INTERRUPTED) from None
            if is_foreseen(error):
                fault = error_explanation(error)
                typer.echo(fault.report(), err=True)
                raise typer.Exit(fault.exit_code) from None
            if _belongs_to_the_parser(error):
                raise
            typer.echo(unforeseen(error).report(), err=True)
            raise typer.Exit(ExitCode.FAILED) from None

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the command line, joining words of unquoted values."""
        return super().parse_args(ctx, joined(args))

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 (typer's signature)
        """List the commands under the headings of ``GROUPS``, each with its first sentence."""
        headed: dict[str, list[tuple[str, str]]] = {}
        for name, command in self.commands.items():
            if not command.hidden:
                heading = getattr(command, "rich_help_panel", None)
                row = (name, command.get_short_help_str(limit=SENTENCE))
                headed.setdefault(heading if isinstance(heading, str) else "Commands", []).append(
                    row
                )
        for heading, rows in headed.items():
            with formatter.section(heading):
                formatter.write_dl(rows)


def _interrupted() -> str:
    """The message after Ctrl-C."""
    if anything_written():
        return "interrupted: what was written so far is kept"
    return "interrupted: nothing was written"


def _follows_interrupt(error: BaseException) -> bool:
    """Whether an error was caused by Ctrl-C.

    An interrupted library may raise its own exception in place of the interrupt.
    """
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        if isinstance(at, KeyboardInterrupt):
            return True
        seen.add(id(at))
        at = at.__cause__ or at.__context__
    return False


def _belongs_to_the_parser(error: Exception) -> bool:
    """Whether typer handles the exception: usage errors and early exits."""
    return type(error).__module__.startswith(("typer", "click"))


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"council {__version__}")
        raise typer.Exit


def build_command_line(words: Sequence[str] = ()) -> typer.Typer:
    """Build the command line from ``GROUPS`` in order.

    Args:
        words: The words after ``council``; for a command in ``MODULE_OF`` only its module is
            imported.
    """
    only = MODULE_OF.get(next((word for word in words if not word.startswith("-")), ""))
    built = typer.Typer(
        name="council",
        cls=Boundary,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,  # boxes cost a tenth of a second and break in a pipe
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog="Start with: council run aleppo-2016-10-08",
    )

    @built.callback()
    def council(
        version: bool = typer.Option(  # noqa: ARG001 - its callback acts
            False, "--version", callback=_print_version, is_eager=True, help="Show the version."
        ),
        allow_outside: bool = typer.Option(
            False,
            "--allow-outside",
            help="Allow scenarios to refer to files outside their own folder.",
        ),
    ) -> None:
        """A simulator of Security Council diplomacy: negotiate, vote, explain, ask what if."""
        if allow_outside:
            from sim.scenario.catalogue import OUTSIDE

            os.environ[OUTSIDE] = "1"

    for name, heading in GROUPS:
        if (only is not None and name != only) or find_spec(name) is None:
            continue
        commands, groups = len(built.registered_commands), len(built.registered_groups)
        import_module(name).register(built)
        for command in built.registered_commands[commands:]:
            command.rich_help_panel = heading
        for group in built.registered_groups[groups:]:
            group.rich_help_panel = heading
    return built


if TYPE_CHECKING:
    app: typer.Typer


def __getattr__(name: str) -> Any:
    """Build ``app``, the command line with all commands, on first access."""
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()["app"] = whole = build_command_line()
    return whole


def main() -> None:
    """Run the command line as a program."""
    code: int = ExitCode.OK
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:  # as it stands while commands are loaded
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        gc.set_threshold(*COLLECT)
        for name, value in SETTINGS.items():
            os.environ.setdefault(name, value)
        streams.prepare()
        recall.listen()
        streams.check_words(sys.argv[1:])
        whole = globals().get("app") or build_command_line(sys.argv[1:])
        whole(prog_name="council")
    except SystemExit as done:
        code = done.code if isinstance(done.code, int) else ExitCode.OK
    except KeyboardInterrupt:  # before a command has begun
        code = ExitCode.INTERRUPTED
    except (OSError, CouncilError) as error:  # in --help and --version, which run no command
        code = streams.report_error(error)
    if code == ExitCode.INTERRUPTED:  # a second Ctrl-C does not wait for what still ends
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    code = streams.finish_output(code)
    recall.store_answer(code)
    if any(thread.name == QUERY and thread.is_alive() for thread in threading.enumerate()):
        os._exit(code)  # a query that could not be interrupted would end the interpreter badly
    sys.exit(code)
