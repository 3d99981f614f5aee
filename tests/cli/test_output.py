"""Data go to stdout in four forms; numbers are not lost and nothing is coloured in a pipe."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.cli.output import (
    DocumentTable,
    Format,
    ProgressLog,
    console,
    emit,
    emit_apart,
    emit_json,
    progress,
    say_below,
    show_document,
    use_colour,
    warn,
)
from sim.report.document import Page
from sim.scenario.load import load_scenario, scenario_hash

TABLE = DocumentTable(
    columns=("member", "yes", "likely"),
    rows=[("RUS", 1 / 3, False), ("C|I", None, True)],
    title="Votes",
)


def test_json_is_a_list_of_objects_with_full_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    emit(TABLE, Format.JSON)
    assert json.loads(capsys.readouterr().out) == [
        {"member": "RUS", "yes": 1 / 3, "likely": False},
        {"member": "C|I", "yes": None, "likely": True},
    ]


def test_no_form_of_an_answer_commands_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    name = "a\x1b]0;x\x07\x7f\x9b2J\u202eb"
    for form in Format:
        emit(DocumentTable(("name",), [(name,)]), form)
        told = capsys.readouterr().out
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", told), form
        if form is Format.JSON:
            assert json.loads(told) == [{"name": name}]


def test_csv_has_a_header_and_full_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    emit(TABLE, Format.CSV)
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows[0] == ["member", "yes", "likely"]
    assert float(rows[1][1]) == 1 / 3


def test_markdown_is_a_pipe_table_whose_cells_cannot_break_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    emit(TABLE, Format.MD)
    assert capsys.readouterr().out == (
        "**Votes**\n\n| member | yes | likely |\n|---|---:|---|\n"
        "| RUS | 0.333 | no |\n| C\\|I | - | yes |\n"
    )


def test_terminal_table_is_plain_in_a_pipe_and_fits_eighty_columns(
    capsys: pytest.CaptureFixture[str],
) -> None:
    wide = DocumentTable(columns=("a", "b"), rows=[("long " * 40, "[red]not markup[/red]")])
    emit(wide, Format.TABLE)
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "[red]not" in out
    assert max(map(len, out.splitlines())) <= 80


def test_json_knows_numpy_and_dates_and_refuses_what_it_cannot_say(
    capsys: pytest.CaptureFixture[str],
) -> None:
    emit_json({"votes": np.array([1, 2]), "mean": np.float64(0.5), "on": date(2016, 10, 8)})
    assert json.loads(capsys.readouterr().out) == {
        "votes": [1, 2],
        "mean": 0.5,
        "on": "2016-10-08",
    }
    with pytest.raises(TypeError, match="no JSON form"):
        emit_json({"thing": object()})


ENDLESS = [float("nan"), float("inf"), float("-inf"), np.float64("nan"), np.array([np.nan])]


@pytest.mark.parametrize("value", ENDLESS, ids=range(len(ENDLESS)))
def test_an_estimate_that_there_is_none_of_is_null_in_json(
    capsys: pytest.CaptureFixture[str], value: object
) -> None:
    emit_json({"shares": [value, {"more": (value, 0.5)}]})
    told = json.loads(capsys.readouterr().out)["shares"]
    assert told[0] in (None, [None])
    assert told[1]["more"] == [told[0], 0.5]


@pytest.mark.parametrize(
    ("form", "cell"), [(Format.TABLE, "-"), (Format.MD, "| - |"), (Format.CSV, "x,\n")]
)
def test_an_estimate_that_there_is_none_of_is_a_dash_or_an_empty_cell(
    capsys: pytest.CaptureFixture[str], form: Format, cell: str
) -> None:
    for value in (float("nan"), float("inf"), np.float64("-inf")):
        emit(DocumentTable(("name", "share"), [("x", value)]), form)
        out = capsys.readouterr().out
        assert cell in out
        assert "nan" not in out
        assert "inf" not in out


def test_warnings_do_not_mix_with_data(capsys: pytest.CaptureFixture[str]) -> None:
    warn("seat data do not reach 2031")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "warning: seat data do not reach 2031\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colour_needs_a_terminal_and_nobody_against_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not use_colour(Terminal())
    monkeypatch.setenv("NO_COLOR", "")
    assert use_colour(Terminal())
    assert not use_colour(io.StringIO())


def test_short_progress_is_silent_in_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("running", 10, log=ProgressLog(lambda: 0.0)) as advance:
        advance(4)
        advance(6)
    assert capsys.readouterr().err == ""


def test_long_progress_is_a_line_now_and_then_in_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    now = [0.0]
    log = ProgressLog(lambda: now[0])
    for what in ("first", "second"):  # stages that are short by themselves count together
        with progress(what, 2, unit="dossiers", log=log) as advance:
            for _ in range(2):
                now[0] += 8.0
                advance(1)
    with progress("third", 5, unit="pairs", log=log) as advance:
        for _ in range(5):
            now[0] += 12.0
            advance(1)
    said = capsys.readouterr()
    assert said.err.splitlines() == [
        "second: 1 of 2 dossiers", "third: 1 of 5 pairs", "third: 3 of 5 pairs",
        "third: 5 of 5 pairs",
    ]  # fmt: skip
    assert said.out == ""


def test_progress_on_a_terminal_shows_rate_and_count(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("TERM", "xterm-256color")
    with progress("running", 10) as advance:
        advance(4)
        advance(6)
    assert "10/10 worlds" in screen.getvalue()
    assert "/s" in screen.getvalue()


def test_console_in_a_pipe_has_the_width_that_columns_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    assert console().width == 120
    monkeypatch.delenv("COLUMNS")
    assert console().width == 80


LONG = "roles.backer-of-government.saliences.accountability." * 2


def printed(capsys: pytest.CaptureFixture[str], *whole: str) -> str:
    emit(DocumentTable(("number", "grade"), [(LONG, "stated")], whole=whole), Format.TABLE)
    return "".join(capsys.readouterr().out.split())


def test_a_whole_column_loses_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert "…" in printed(capsys)
    told = printed(capsys, "number")
    assert "…" not in told
    assert LONG in told.replace("stated", "")


def test_markdown_tables_of_one_document_are_kept_apart(
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = Page("", "", (), (), "council", (), data=TABLE, tables=(TABLE, TABLE))
    show_document(page, Format.MD)
    assert "| yes |\n\n**Votes**\n" in capsys.readouterr().out
    show_document(page, Format.CSV)
    assert capsys.readouterr().out.count("member,yes,likely") == 1


@pytest.mark.parametrize("symbol", ["[/bold]", "[red]", "S/{0}", "S/{", "S/{share:>300}"])
def test_a_symbol_that_looks_like_markup_is_printed_as_it_is(tmp_path: Path, symbol: str) -> None:
    path = tmp_path / "symbols.yaml"
    path.write_text(
        "scenario: symbols\nbase: aleppo-2016-10-08\ntitle: t\ndrafts:\n"
        f'  "{symbol}": {{title: "[/b] text", sponsors: [NZL], circulated: 2016-10-07T10:00,\n'
        "    vote: 2016-10-08T15:00, text: {halt: 0.5}, consultation: 0.5}\n"
    )
    done = CliRunner().invoke(app, ["run", str(path), "-n", "5", "--all", "--trace"])
    assert done.exit_code == 0, done.output
    assert f"Chances of each vote on {symbol}" in done.stdout


def markdown_tables(text: str) -> list[list[str]]:
    """The rows of each Markdown table in ``text``, as a reader of Markdown takes them."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return [block.splitlines() for block in blocks if block.startswith("|")]


TABLES = [
    DocumentTable(("a", "b"), [("x", 1), ("y|z", 2)]),
    DocumentTable(("c", "d", "e"), [("x", 1, 2)], title="Second"),
    DocumentTable(("f",), [("x",)]),
]


def test_tables_of_one_answer_are_several_in_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    emit_apart(TABLES, Format.MD)
    say_below("A sentence.", Format.MD)
    told = capsys.readouterr().out
    assert [len(rows) for rows in markdown_tables(told)] == [4, 3, 3]
    assert told.endswith("|\n\nA sentence.\n")


@pytest.mark.parametrize("arguments", [("show", "s-2012-77"), ("show", "s-2012-77", "--numbers")])
def test_every_row_of_a_markdown_table_has_its_columns(arguments: tuple[str, ...]) -> None:
    told = CliRunner().invoke(app, [*arguments, "--format", "md"]).stdout
    tables = markdown_tables(told)
    assert len(tables) == (1 if "--numbers" in arguments else 2)
    for rows in tables:
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) == 1
        assert [row for row in rows if set(row) <= set("|-:")] == [rows[1]]


@pytest.mark.parametrize("name", ["korea-1950", "s-2012-77", "enlarged-council-26"])
def test_the_scenario_that_is_shown_as_json_is_a_scenario_file(name: str, tmp_path: Path) -> None:
    file = tmp_path / "shown.json"
    file.write_text(CliRunner().invoke(app, ["show", name, "-f", "json"]).stdout, encoding="utf-8")
    assert scenario_hash(load_scenario(str(file))) == scenario_hash(load_scenario(name))
