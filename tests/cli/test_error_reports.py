"""Errors become words and exit codes at one place."""

from __future__ import annotations

import errno
import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from sim.cli.error_reports import EXTRAS, error_explanation, unforeseen
from sim.cli.main import Boundary, app
from sim.domain.errors import EXPLANATIONS, CouncilError, ExitCode, UsageError
from sim.domain.files import replace_whole
from tests.signals import as_at_a_terminal


def ending(error: BaseException) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a command that raises ``error``."""
    failing = typer.Typer(cls=Boundary, pretty_exceptions_enable=False)

    @failing.callback()
    def top() -> None:
        """Needed for the command to keep its name."""

    @failing.command()
    def fail() -> None:
        raise error

    result = CliRunner().invoke(failing, ["fail"])
    return result.exit_code, result.stdout, result.stderr


def test_an_error_tells_what_where_why_and_remedy_on_stderr() -> None:
    error = CouncilError(
        "no such thing", code="E001", where="here", why="because", remedy="do that", exit_code=3
    )
    code, out, err = ending(error)
    assert (code, out) == (3, "")
    assert err.splitlines() == [
        "error[E001]: no such thing",
        "  where: here",
        "  why:   because",
        "  try:   do that",
    ]


def test_what_a_library_raises_in_place_of_an_interrupt_is_an_interrupt() -> None:
    error = SystemError("returned a result with an exception set")
    error.__context__ = KeyboardInterrupt()
    code, _, err = ending(error)
    assert (code, "interrupted" in err, "E999" in err) == (ExitCode.INTERRUPTED, True, False)


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (UsageError("odd"), ExitCode.USAGE, "error[E002]: odd"),
        (MemoryError(), ExitCode.FAILED, "out of memory"),
        (OSError(errno.ENOSPC, "No space left on device", "a.parquet"), 1, "free some space"),
        (PermissionError(errno.EACCES, "Permission denied", "out"), 1, "where: out"),
        (OSError(errno.EADDRINUSE, "Address already in use"), 1, "--port"),
        (ModuleNotFoundError("No", name="distributed.client"), 1, "council-sim[cluster]"),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED, "interrupted"),
        (typer.Exit(4), 4, ""),
    ],
)
def test_every_kind_of_error_ends_with_its_code_and_words(
    error: BaseException, code: int, words: str
) -> None:
    ended, out, err = ending(error)
    assert (ended, out) == (code, "")
    assert words in err
    assert "Traceback" not in err


def test_a_fault_of_the_program_is_one_report_without_traceback() -> None:
    code, _, err = ending(ZeroDivisionError("division by zero"))
    assert code == 1
    assert "unexpected ZeroDivisionError: division by zero" in err
    assert "COUNCIL_TRACEBACK=1" in err
    assert "Traceback" not in err


def test_the_traceback_is_there_for_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNCIL_TRACEBACK", "1")
    failing = typer.Typer(cls=Boundary, pretty_exceptions_enable=False)

    @failing.command()
    def fail() -> None:
        raise ZeroDivisionError

    assert isinstance(CliRunner().invoke(failing, []).exception, ZeroDivisionError)


def test_a_missing_package_that_is_no_extra_is_a_fault_of_the_program() -> None:
    code, _, err = ending(ModuleNotFoundError("No module named 'numpy'", name="numpy"))
    assert code == 1
    assert "E999" in err


def test_errors_survive_the_way_home_from_a_worker() -> None:
    sent = UsageError("odd", where="a", why="b", remedy="c")
    back = pickle.loads(pickle.dumps(sent))
    assert type(back) is UsageError
    assert back.report() == sent.report()
    assert back.exit_code == sent.exit_code


def test_every_code_that_the_boundary_gives_is_explained() -> None:
    errors = [
        error_explanation(MemoryError()),
        error_explanation(OSError(errno.EIO, "I/O")),
        unforeseen(KeyError()),
    ]
    errors += [error_explanation(ModuleNotFoundError("No", name=package)) for package in EXTRAS]
    assert {error.code for error in errors} <= set(EXPLANATIONS)


def test_unknown_command_and_option_are_usage_errors() -> None:
    for arguments in (["no-such-command"], ["--no-such-option"]):
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code == 2
        assert "No such" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("run", "korea-1950", "-n", "4", "--report", "page.html"),
        ("new", "mine"),
        ("teach", "pack", "korea-1950", "-o", "pack"),
        ("play", "korea-1950", "--seat", "FRA", "--save", "game.log"),
    ],
)
def test_a_command_whose_folder_is_gone_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    try:
        done = CliRunner().invoke(app, words)
    finally:
        os.chdir(tmp_path)
    assert done.exit_code == ExitCode.FAILED
    assert "the folder in which the command runs is gone" in done.stderr


def test_an_interrupted_command_says_that_something_is_kept_only_where_it_is(
    tmp_path: Path,
) -> None:
    failing = typer.Typer(cls=Boundary, pretty_exceptions_enable=False)

    @failing.callback()
    def top() -> None:
        """Needed for the command to keep its name."""

    @failing.command()
    def fail(path: str = "") -> None:
        if path:
            replace_whole(Path(path), "something")
        raise KeyboardInterrupt

    for words, said in (
        (["fail"], "nothing was written"),
        (["fail", "--path", str(tmp_path / "file")], "what was written so far is kept"),
        (["fail"], "nothing was written"),
    ):
        done = CliRunner().invoke(failing, words)
        assert done.exit_code == ExitCode.INTERRUPTED
        assert done.stderr.strip() == f"interrupted: {said}"


PROGRAM = """
import sys, time, typer
from sim.cli import main as program

@program.app.command("endless")
def endless() -> None:
    print("begun", flush=True)
    time.sleep(60)

@program.app.command("flood")
def flood(lines: int) -> None:
    for n in range(lines):
        typer.echo(f"line {n}")

sys.argv = ["council", *sys.argv[1:]]
program.main()
"""


def program(tmp_path: Path, *arguments: str) -> list[str]:
    file = tmp_path / "program.py"
    file.write_text(PROGRAM)
    return [sys.executable, str(file), *arguments]


def test_control_c_ends_with_130_and_one_line(tmp_path: Path) -> None:
    with subprocess.Popen(
        program(tmp_path, "endless"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=as_at_a_terminal,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        assert running.stdout.readline() == "begun\n"
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=20)
    assert running.returncode == ExitCode.INTERRUPTED
    assert err.strip() == "interrupted: nothing was written"


@pytest.mark.parametrize("lines", [3, 100_000])
def test_a_reader_that_goes_away_is_no_error_worth_a_word(tmp_path: Path, lines: int) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        program(tmp_path, "flood", str(lines)), stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert done.stderr == b""
