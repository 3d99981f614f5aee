"""What could command a terminal is shown, not obeyed, when a user's file comes to the screen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.cli.output import DocumentTable, Format, emit, note, warn
from sim.domain.errors import CouncilError
from sim.domain.visible import visible
from sim.scenario.template import skeleton

ESCAPES = "\x1b]0;owned\x07\x1b[2J\x9b31m\x08\x7f\u202e"


def harmless(text: str) -> bool:
    return all(
        char in "\n\t" or (ord(char) >= 0x20 and not 0x7F <= ord(char) < 0xA0) for char in text
    )


def test_every_control_character_becomes_a_sign() -> None:
    every = "".join(map(chr, range(0xA0)))
    shown = visible(every)
    assert harmless(shown)
    assert len(shown) == len(every)
    assert visible("\x1b[31m") == "\u241b[31m"


def test_a_cell_of_a_table_shows_what_it_holds(capsys: pytest.CaptureFixture[str]) -> None:
    for form in (Format.TABLE, Format.MD):
        emit(DocumentTable(("name",), [(ESCAPES,)]), form)
    note(ESCAPES)
    warn(ESCAPES)
    told = capsys.readouterr()
    assert harmless(told.out + told.err)


def test_other_text_stays_as_it_is() -> None:
    text = "Zoë\tsaid: “no”\n北京 \u200d"
    assert visible(text) == text


def test_an_error_shows_what_it_quotes() -> None:
    assert harmless(CouncilError(ESCAPES, where=ESCAPES, why=ESCAPES, remedy=ESCAPES).report())


def quoted(text: str) -> str:
    return '"' + "".join(f"\\U{ord(char):08X}" for char in text) + '"'


@pytest.mark.parametrize("key", ["title", "question", "expectation", "scenario"])
@pytest.mark.parametrize("command", ["validate", "show"])
def test_a_scenario_cannot_command_the_terminal(tmp_path: Path, key: str, command: str) -> None:
    lines = skeleton("small", date(2016, 10, 8)).splitlines(keepends=True)
    text = "".join(
        f"{key}: {quoted(ESCAPES)}\n" if line.startswith(f"{key}:") else line for line in lines
    )
    (tmp_path / "odd.yaml").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(app, [command, str(tmp_path / "odd.yaml")])
    assert harmless(done.output), done.output
    assert "E999" not in done.output


def test_a_table_of_votes_cannot_command_the_terminal(tmp_path: Path) -> None:
    table = f"item,date,yes,no,abstain\nS/{ESCAPES},2016-10-08,11,2,2\n"
    (tmp_path / "votes.csv").write_text(table, encoding="utf-8")
    for form in ("table", "md"):
        done = CliRunner().invoke(app, ["adjudicate", str(tmp_path / "votes.csv"), "-f", form])
        assert harmless(done.output), done.output
