"""``council adjudicate`` as a user meets it: options, and CSV that can be read again."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.procedure.voting_records.columns import COLUMNS

ROWS = """item,date,yes,no,abstain,permanent_no,nature,outcome,chapter,party
S/2016/846,2016-10-08,11,2,2,Russia,,,,
S/2016/847,2016-10-08,4,9,2,France;UK;USA,,,,
S/RES/61,1948-11-04,9,1,1,,,adopted,,
S/RES/2311,2016-10-06,,,,,,by acclamation,,
procedural,2016-10-08,9,4,2,China,procedural,,,
proviso,2016-10-08,9,1,5,Russia,,,VI,Russia
open,2016-10-08,9,0,6,none,,,VI,Egypt
=1+1,2016-10-08,15,0,0,,,,,
-cmd,1972-08-25,3,3,9,USSR,,vetoed,,
wrong,2016-10-08,16,0,0,,,,,
blank,2016-10-08,,,,,,,,
"""
VOTES = """ballot,date,member,vote
X,1950-06-27,USSR,absent
X,1950-06-27,Egypt,NP
X,1950-06-27,France,yes
"""


def run(*arguments: str, stdin: str | None = None):
    return CliRunner().invoke(app, ["adjudicate", *arguments], input=stdin)


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run("-", "-f", "csv", stdin=text).stdout)))


def test_csv_has_a_column_for_each_number_and_the_warnings() -> None:
    rows = table(ROWS)
    first = rows[0]
    numbers = ("yes", "no", "abstain", "absent", "not_participating")
    assert [first[name] for name in numbers] == ["11", "2", "2", "0", "0"]
    assert (first["permanent_no"], first["vetoes"]) == ("Russia", "Russia")
    assert rows[1]["permanent_no"] == "France; UK; USA"
    assert rows[1]["vetoes"] == ""
    assert [rows[2][name] for name in numbers] == ["9", "1", "1", "0", "0"]
    assert (rows[2]["outcome"], rows[2]["permanent_no"]) == ("", "")
    assert "records 'vetoed'" in rows[8]["warnings"]
    assert [rows[9][name] for name in numbers] == ["16", "0", "0", "", ""], "as the file has it"
    assert [rows[10][name] for name in numbers] == [""] * 5
    (voted,) = table(VOTES)
    assert [voted[name] for name in numbers] == ["1", "0", "0", "1", "9"]
    assert "3 of 11 votes" in voted["warnings"]


@pytest.mark.parametrize("text", [ROWS, VOTES])
def test_csv_is_read_again_and_decided_the_same(text: str) -> None:
    once = run("-", "-f", "csv", stdin=text).stdout
    again = run("-", "-f", "csv", stdin=once).stdout
    first, second = (list(csv.DictReader(io.StringIO(out))) for out in (once, again))
    name = next(iter(first[0]))
    kept = ("date", "yes", "no", "abstain", "absent", "not_participating", "outcome", "vetoes")
    assert len(first) == len(second)
    for before, after in zip(first, second, strict=True):
        assert after["item"] == before[name]
        assert [after[key] for key in kept] == [before[key] for key in kept], before


def test_a_faulty_ballot_keeps_what_its_file_says_and_its_fault() -> None:
    head = "item,date,yes,no,abstain,not_voting,permanent_no\n"
    text = f"{head}X,2016-10-08,11,2,2,,Ruritania\nY,2016-10-08,40,2,2,1,\nZ,2016-13-08,9,2,4,,\n"
    once = run("-", "-f", "csv", stdin=text).stdout
    rows = list(csv.DictReader(io.StringIO(once)))
    assert [(r["yes"], r["permanent_no"], r["not_participating"]) for r in rows] == [
        ("11", "Ruritania", ""), ("40", "", "1"), ("9", "", ""),
    ]  # fmt: skip
    assert rows[2]["date"] == "2016-13-08"
    assert run("-", "-f", "csv", stdin=once).stdout == once


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("permanent_no,chapter,party", "Russia,VI;VII,Russia"),
        ("permanent_no,chapter,party", "Russia,blah,Russia"),
        ("permanent_no,chapter,party", "Russia,VI,Atlantis"),
        ("permanent_no,atrocities", "Russia,perhaps"),
        ("permanent_no,members", "Russia,11"),
        ("permanent_no,Against", "Russia,2"),
        ("permanent_no,day", "Russia,1964-10-08"),
    ],
)
def test_a_faulty_ballot_stays_faulty_until_it_is_corrected(head: str, cells: str) -> None:
    text = f"item,date,yes,no,abstain,{head}\nX,2016-10-08,9,1,5,{cells}\n"
    once = run("-", "-f", "csv", stdin=text).stdout
    (row,) = csv.DictReader(io.StringIO(once))
    assert (row["outcome"], row["undecided"]) == ("", "faulty")
    (again,) = table(once)
    assert (again["outcome"], again["undecided"]) == ("", "faulty")
    (corrected,) = table(once.replace(",faulty,", ",,"))
    assert corrected["outcome"] == "vetoed"


def test_a_faulty_ballot_without_numbers_stays_faulty() -> None:
    text = "ballot,date,member,vote\nX,2016-10-08,Germany,yes\nX,2016-10-08,Russia,no\n"
    once = run("-", "-f", "csv", stdin=text).stdout
    (row,) = csv.DictReader(io.StringIO(run("-", "-f", "csv", stdin=once).stdout))
    assert (row["undecided"], "marks it as faulty" in row["error"]) == ("faulty", True)


@pytest.mark.parametrize("institution", ["veto-restraint", "veto-restraint-signed", "no-veto"])
def test_members_that_a_reform_restrains_still_voted_no(institution: str) -> None:
    head = "item,date,yes,no,abstain,permanent_no,atrocities\n"
    text = (
        f"{head}X,2016-10-08,11,2,2,Russian Federation,yes\nW,2016-10-08,11,2,2,France;China,yes\n"
    )
    once = run("-", "-f", "csv", "--institution", institution, stdin=text).stdout
    rows = list(csv.DictReader(io.StringIO(once)))
    assert [row["permanent_no"] for row in rows] == ["Russian Federation", "France; China"]
    assert [row["outcome"] for row in table(once)] == ["vetoed", "vetoed"], "under the Charter"
    again = run("-", "-f", "csv", "--institution", institution, stdin=once).stdout
    assert [row["outcome"] for row in csv.DictReader(io.StringIO(again))] == [
        row["outcome"] for row in rows
    ]


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
@pytest.mark.parametrize("text", [ROWS, VOTES])
def test_a_table_of_headings_alone_is_an_error(text: str, form: str) -> None:
    shown = run("-", "-f", form, stdin=text.partition("\n")[0] + "\n")
    assert shown.exit_code == 2
    assert "the table has no ballots" in shown.stderr
    assert shown.stdout == ("[]\n" if form == "json" else "")


def test_csv_holds_no_formula() -> None:
    rows = table(ROWS)
    assert rows[7]["item"] == "'=1+1"
    assert rows[8]["item"] == "'-cmd"
    (entry,) = json.loads(
        run("-", "-f", "json", stdin=f"{ROWS.splitlines()[0]}\n'=1+1,2016-10-08,15,0,0,,,,,").stdout
    )
    assert entry["item"] == "=1+1"


def test_the_end_says_how_many_are_missing_and_how_many_faulty() -> None:
    result = run("-", stdin=ROWS)
    assert result.exit_code == 1
    assert "11 ballots, 7 decided, 3 undecided because of missing data, 1 faulty" in result.stderr
    assert "warning: -cmd: the file records 'vetoed'" in result.stderr


def test_what_an_odd_name_was_read_as_is_said() -> None:
    names = ("royaume-uni", "Etats Unis d'Amerique", "CHINA (PRC)", "UK", "Russian Federation")
    for head, rows in (
        ("ballot,date,member,vote", [f"T,2016-10-08,{name},no" for name in names]),
        ("item,date,yes,no,abstain,permanent_no", [f"T,2016-10-08,9,5,1,{'; '.join(names[:3])}"]),
    ):
        text = "\n".join((head, *rows))
        result = run("-", stdin=text)
        assert (
            "read 'royaume-uni' as United Kingdom, 'Etats Unis d'Amerique' as United States, "
            "'CHINA (PRC)' as China\n" in result.stderr
        )
        (found,) = json.loads(run("-", "-f", "json", stdin=text).stdout)
        assert found["read_as"]["royaume-uni"] == "United Kingdom"
    assert "read '" not in run("-", stdin=ROWS).stderr


def test_dates_are_ordered_on_request() -> None:
    text = "item,date,yes,no,abstain\nX,01/12/1965,7,0,4\n"
    asked = run("-", stdin=text)
    assert asked.exit_code == 1
    assert "--dates dmy or --dates mdy" in asked.stderr
    assert run("-", "--dates", "dmy", stdin=text).exit_code == 0
    wrong = run("-", "--dates", "ymd", stdin=text)
    assert wrong.exit_code == 2
    assert "use dmy (day first)" in wrong.stderr


def test_the_page_names_every_column_that_can_be_chosen() -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "adjudicate.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", page.partition("| column | contents |")[2], re.M)
    listed = [(column.name, column.meaning) for column in COLUMNS if column.name != "outcomes"]
    assert rows[: len(listed)] == listed


def test_heads_are_chosen_on_request() -> None:
    text = "Symbol;Tag;Ja;Nein;Enth.\nS/1;8 October 2016;15;0;0\n"
    chosen = ["--map", "item=Symbol", "--map", "date=Tag", "--map", "yes=Ja", "--map", "no=nein"]
    assert run("-", *chosen, "--map", "abstain=Enth.", stdin=text).exit_code == 0
    missing = run("-", *chosen, stdin=text)
    assert missing.exit_code == 2
    assert "--map item=HEAD" in missing.stderr
    twice = run("-", *chosen, "--map", "yes=Tag", "--map", "abstain=Enth.", stdin=text)
    assert "yes is one column" in twice.stderr
    unclear = run("-", "--map", "item", stdin=text)
    assert unclear.exit_code == 2
    assert "write COLUMN=HEAD" in unclear.stderr
    assert "no column 'Datum'" in run("-", "--map", "date=Datum", stdin=text).stderr
