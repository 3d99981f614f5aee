"""The terminal: every width, without colour, in a pipe, in ASCII."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from sim.domain.ballots import Vote
from sim.report.charts import Timeline
from sim.report.data import RunData
from sim.report.document import CitedSentence, DocumentTable, Exhibit, Page, Points, Section
from sim.report.names import KeyNames
from sim.report.run_brief import RunExtra
from sim.report.run_page import run_page
from sim.report.tables import print_table
from sim.report.terminal import print_page
from sim.report.terminal_horseshoe import horseshoe_lines
from sim.report.terminal_signs import ASCII, UNICODE
from tests.report.fixtures import run_data


def shown(run: RunData, width: int, *, encoding: str = "utf-8", terminal: bool = False) -> str:
    """What the run looks like on a stream of that width and encoding."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    console = Console(
        file=stream, width=width, highlight=False, emoji=False, force_terminal=terminal,
        color_system="truecolor" if terminal else None, legacy_windows=False,
    )  # fmt: skip
    print_page(run_page(run, parts=tuple(RunExtra), trace=True), console)
    stream.flush()
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize("width", [50, 60, 72, 80, 100, 160])
@pytest.mark.parametrize("seats", [11, 15, 26, 193])
def test_no_line_is_wider_than_the_console(seats: int, width: int) -> None:
    for line in shown(run_data(seats), width).splitlines():
        assert cell_len(line) <= width, line


def test_a_pipe_gets_no_escape_codes_and_a_terminal_gets_colour() -> None:
    assert "\x1b" not in shown(run_data(), 80)
    assert "\x1b[" in shown(run_data(), 80, terminal=True)


def test_colour_adds_nothing_but_colour() -> None:
    coloured = re.sub(r"\x1b\[[0-9;]*m", "", shown(run_data(), 80, terminal=True))
    assert coloured == shown(run_data(), 80)


def test_ascii_streams_get_ascii() -> None:
    text = shown(run_data(), 80, encoding="ascii")
    assert "[+ RUS]*" in text
    assert "###" in text


def test_square_brackets_in_the_data_are_text() -> None:
    assert "[ferry-note]" in shown(run_data(), 80)


@pytest.mark.parametrize("seats", [3, 11, 15, 26, 193])
@pytest.mark.parametrize("width", [40, 80])
def test_every_member_sits_once_at_the_horseshoe(seats: int, width: int) -> None:
    run = run_data(seats)
    lines = horseshoe_lines(run.ballots[0], run.council, width, UNICODE)
    text = "\n".join("".join(piece for piece, _ in line) for line in lines)
    for seat in run.council.seats:
        assert len(re.findall(rf"\b{seat.code}\b", text)) == 1
        sign = UNICODE.vote[run.ballots[0].votes[seat.code]]
        assert f"{sign} {seat.code}" in text


def test_the_president_is_in_the_middle_of_the_bend() -> None:
    run = run_data(15)
    (first, *_) = horseshoe_lines(run.ballots[0], run.council, 80, UNICODE)
    line = "".join(piece for piece, _ in first)
    assert " ".join(line.split()) == "✓ MYS ✓ NZL [✓ RUS]* ✓ SEN ✓ ESP"


def test_signs_of_votes_differ() -> None:
    for signs in (ASCII, UNICODE):
        assert len(set(signs.vote.values())) == len(Vote)


def test_bars_show_what_is_small_and_do_not_overflow() -> None:
    for signs in (ASCII, UNICODE):
        assert signs.bar(0, 10) == " " * 10
        assert signs.bar(0.0001, 10).strip() != ""
        assert signs.bar(1, 10) == signs.blocks[-1] * 10
        assert {len(signs.bar(i / 37, 8)) for i in range(38)} == {8}
    assert UNICODE.bar(0.5, 3) == "█▌ "


def test_a_document_without_a_brief_form_is_told_by_its_summary_and_tables() -> None:
    table = DocumentTable(("draft", "share"), [("S/2099/101", 0.25)])
    page = Page(
        "Title", "What it is", (CitedSentence("A sentence."),),
        (Section("Part", exhibits=(Exhibit(None, table),)),), "council", (),
    )  # fmt: skip
    out = io.StringIO()
    print_page(page, Console(file=out, width=60))
    assert out.getvalue().startswith("What it is\nA sentence.\n")
    assert "0.250" in out.getvalue()
    brief = replace(page, brief=("One line.", Points("When", (CitedSentence("Who."),)), table))
    out = io.StringIO()
    print_page(brief, Console(file=out, width=60))
    assert out.getvalue().startswith("One line.\nWhen\n")
    assert "A sentence." not in out.getvalue()


def test_a_run_is_told_with_its_diary_and_the_sequels_of_a_veto_where_asked_for() -> None:
    sequel = {"title": "A way", "rule": "Rule 1", "text": "It opens."}
    out = io.StringIO()
    page = run_page(run_data(), trace=True, sequels=[sequel])
    print_page(page, Console(file=out, width=80))
    told = out.getvalue()
    assert told.index("Central case: ") < told.index("\n\nThursday 6 October 2016, 00:00\n")
    assert told.endswith("\nAfter the veto\n - A way (Rule 1): It opens.\n")
    out = io.StringIO()
    print_page(run_page(run_data()), Console(file=out, width=80))
    assert out.getvalue().startswith("An invented dispute about a river\n")
    assert "After the veto" not in out.getvalue()


def test_only_the_members_chosen_have_their_reasons_told() -> None:
    run = run_data()
    ballots = tuple(replace(ballot, brief=()) for ballot in run.ballots)
    assert "[ferry-note]" not in shown(replace(run, ballots=ballots), 80)


def test_a_chart_without_characters_leaves_the_terminal_as_it_was() -> None:
    page = replace(run_page(run_data()), brief=("One line.", Timeline((), KeyNames())))
    out = io.StringIO()
    print_page(page, Console(file=out, width=80))
    assert out.getvalue() == "One line.\n"


WIDE_TABLE = DocumentTable(
    ("draft", "outcome", "base", "what_if", "change", "low", "high"),
    [("S/2016/846", "expected adopted", 0.028, 0.036, -0.008, -0.001, 0.015)],
    "Shares of worlds",
)


@pytest.mark.parametrize("width", [20, 40, 60, 79, 80, 120])
def test_a_table_never_cuts_a_number_or_breaks_a_word(width: int) -> None:
    out = io.StringIO()
    print_table(WIDE_TABLE, Console(file=out, width=width))
    told = out.getvalue()
    assert max(map(len, told.splitlines())) <= width
    for word in (
        "S/2016/846",
        "expected",
        "adopted",
        "0.028",
        "0.036",
        "-0.008",
        "-0.001",
        "0.015",
    ):
        assert word in told
