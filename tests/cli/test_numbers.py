"""Numbers on the command line: those that no double holds, and those that are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim.cli.main import app
from sim.cli.numbers import number_from, written_number

NAME = "aleppo-2016-10-08"
PATH = "members.RUS.positions.flights"
SCREENFUL = "9" * 400


def council(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (("fit",), "--prior-spread"),
        (("flip", NAME, "--goal", "adopted"), "--step"),
        (("flip", NAME, "--goal", "adopted", "--over", "worlds"), "--above"),
        (("run", NAME, "--until", "2016-12-31"), "--renew-days"),
        (("serve", NAME), "--pace"),
    ],
)
def test_an_option_says_what_is_wrong_with_its_number(
    arguments: tuple[str, ...], option: str
) -> None:
    for text, fault in (
        ("nan", "'nan' is not a finite number"),
        ("-inf", "'-inf' is not a finite number"),
        ("1e400", "'1e400' is too large: the largest number is about 1.8e308"),
        ("x", "'x' is not a number"),
    ):
        answer = council(*arguments, f"{option}={text}")
        assert answer.exit_code == 2
        assert fault in " ".join(answer.stderr.split())


@pytest.mark.parametrize("text", ["-0", "20", "1e-400"])
def test_a_number_outside_its_limits_is_quoted_with_them(text: str) -> None:
    answer = council("fit", f"--prior-spread={text}")
    assert answer.exit_code == 2
    assert f"'{text}' is out of range; write a number from 0.01 to 10" in answer.stderr


@pytest.mark.parametrize("text", ["1e400", "-1e400"])
def test_a_change_quotes_a_number_that_is_too_large(text: str) -> None:
    for value in (text, f"[0.1, {text}]"):
        answer = council("run", NAME, "-n", "4", "-S", f"{PATH}={value}")
        assert answer.exit_code == 3
        assert f"E603 {text} is too large: the largest number is about 1.8e308" in answer.stderr


def test_a_sweep_quotes_a_number_that_is_too_large() -> None:
    for values in ("0:1e400:0.1", "0:1e400", "0,1e400"):
        answer = council("sweep", NAME, "-n", "4", "-S", f"{PATH}={values}")
        assert answer.exit_code in (2, 3)
        assert "1e400" in answer.stderr
        assert "is too large: the largest number is about 1.8e308" in answer.stderr


def test_a_file_quotes_a_number_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    for written, quoted in (("1e400", "1e400"), (SCREENFUL, f"{SCREENFUL[:37]}...")):
        changed = f"members: {{RUS: {{positions: {{flights: {written}}}}}}}"
        path.write_text(f"scenario: large\nbase: {NAME}\n{changed}\n")
        answer = council("validate", str(path))
        assert answer.exit_code == 3
        assert f"{quoted} is too large" in answer.stderr + answer.stdout


def test_a_number_is_read_as_python_reads_it() -> None:
    assert [written_number(text) for text in ("0.5", "-0", "1e-400")] == [0.5, 0.0, 0.0]
    assert number_from(0, 1)("0.5") == 0.5
