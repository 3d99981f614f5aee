"""``council adjudicate`` and ``council explain`` as a user meets them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.lessons.cases import cases
from sim.lessons.model_terms import everything
from sim.procedure.explaining import close, find_topic, topic_entries

ROWS = """item,date,yes,no,abstain,not_voting,permanent_no
S/2016/846,2016-10-08,11,2,2,0,Russian Federation
S/2016/847,2016-10-08,4,9,2,0,France;United Kingdom;United States
"""


def run(*arguments, stdin=None):
    return CliRunner().invoke(app, list(arguments), input=stdin)


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "ballots.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_json_has_an_entry_for_each_ballot(table):
    result = run("adjudicate", str(table), "--format", "json")
    assert result.exit_code == 0
    first, second = json.loads(result.stdout)
    assert (first["item"], first["outcome"], first["vetoes"]) == (
        "S/2016/846",
        "vetoed",
        ["Russian Federation"],
    )
    assert (second["outcome"], second["vetoes"]) == ("not_adopted", [])
    assert {"date", "tally", "rule", "reason"} <= set(first)


def test_one_bad_row_ends_with_1_and_json_all_the_same(table):
    table.write_text(ROWS + "X,2016-10-08,15,1,0,0,\n", encoding="utf-8")
    result = run("adjudicate", str(table), "--format", "json")
    assert result.exit_code == 1
    entries_ = json.loads(result.stdout)
    assert [entry["outcome"] for entry in entries_] == ["vetoed", "not_adopted", None]
    assert "line 4" in entries_[2]["error"]
    assert "X" in result.stderr


def test_a_file_that_is_not_there_or_no_table(tmp_path):
    missing = run("adjudicate", str(tmp_path / "none.csv"), "--format", "json")
    assert (missing.exit_code, json.loads(missing.stdout)) == (2, [])
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    result = run("adjudicate", str(other), "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (2, [])
    assert "the header has a, b" in result.stderr
    assert "Traceback" not in result.stderr


def test_other_forms_and_standard_input(table):
    assert "vetoed by the Russian Federation" in run("adjudicate", str(table)).stdout
    rows = list(csv.DictReader(io.StringIO(run("adjudicate", str(table), "-f", "csv").stdout)))
    assert rows[1]["tally"] == "4-9-2"
    assert run("adjudicate", "-", "-f", "md", stdin=ROWS).stdout.startswith("| item |")


def test_a_file_in_another_encoding(tmp_path):
    path = tmp_path / "latin.csv"
    path.write_bytes("ballot,date,member,vote\nX,1991-06-01,Côte d'Ivoire,yes\n".encode("cp1252"))
    result = run("adjudicate", str(path), "--format", "json")
    assert json.loads(result.stdout)[0]["tally"]["yes"] == 1
    assert "not UTF-8" in result.stderr


def test_a_reform_is_asked_for_by_name(table):
    result = run("adjudicate", str(table), "--institution", "two-vetoes", "-f", "json")
    assert json.loads(result.stdout)[0]["outcome"] == "adopted"
    assert run("adjudicate", str(table), "--institution", "no").exit_code == 2
    larger = run("adjudicate", str(table), "--institution", "enlarged-25")
    assert larger.exit_code == 2
    assert "seats" in larger.stderr


@pytest.mark.parametrize("number", range(1, 62))
def test_every_rule_is_explained(number):
    assert find_topic(f"rule {number}") is not None


@pytest.mark.parametrize(
    ("asked", "topic"),
    [
        ("rule 33", "rule 33"),
        ("Rule33", "rule 33"),
        ("rules 33", "rule 33"),
        ("art. 27", "article 27"),
        ("Article 27 (3)", "article 27"),
        ("article 36", "articles 33-38"),
        ("the veto", "veto"),
        ("in blue", "in-blue"),
        ("in-blue", "in-blue"),
        ("double veto", "double-veto"),
        ("377A", "uniting-for-peace"),
        ("Uniting for Peace", "uniting-for-peace"),
        ("S/2010/507", "note-507"),
        ("two-vetoes", "two-vetoes"),
    ],
)
def test_topics_are_found_as_people_ask_for_them(asked, topic):
    entry = find_topic(asked)
    assert entry is not None
    assert entry.topic == topic


def test_what_is_not_known_is_answered_with_what_is_near():
    assert find_topic("vetoo") is None
    assert "veto" in close("vetoo")
    result = run("explain", "vetoo")
    assert result.exit_code == 2
    assert "did you mean" in result.stderr


def test_unchecked_law_is_shown_as_unchecked():
    told = run("explain", "rule", "36").stdout
    assert "rule 36: Amendments  (unchecked: from memory)" in told
    assert "Source: look in S/96/Rev.7, rule 36" in told
    assert "unchecked" not in run("explain", "rule", "35").stdout
    assert json.loads(run("explain", "rule 36", "-f", "json").stdout)["checked"] is False


def test_all_that_is_unchecked_is_listed_with_where_to_look():
    listed = json.loads(run("explain", "--unchecked", "-f", "json").stdout)
    named = {row["name"]: row["source"] for row in listed}
    assert named["rule 36"] == "look in S/96/Rev.7, rule 36"
    assert "from memory" in named["case 189"]
    assert "rule 33" not in named
    assert len(listed) == sum(not item.checked for item in (*topic_entries(), *cases()))
    assert len(run("explain", "--unchecked", "-f", "csv").stdout.splitlines()) == len(listed) + 1
    assert run("explain", "--unchecked", "-f", "md").stdout.startswith("| name |")
    assert "rule 36" in run("explain", "--unchecked").stdout
    both = run("explain", "--unchecked", "rule", "36")
    assert both.exit_code == 2
    assert "takes no topic" in both.stderr


def test_model_un_differences_are_shown_on_request():
    assert "Model UN" not in run("explain", "rule", "33").stdout
    assert "Closure of debate" in run("explain", "rule", "33", "--rules", "mun").stdout
    assert "rule 9" in run("explain", "--rules", "mun").stdout
    assert run("explain", "rule", "33", "--rules", "robert").exit_code == 2


def test_error_codes_are_explained_by_the_same_command():
    assert "unknown key" in run("explain", "E102").stdout
    assert run("explain", "E9876").exit_code == 2


def test_without_a_topic_everything_is_listed():
    listed = run("explain", "-f", "json")
    assert len(json.loads(listed.stdout)) == len(everything()) > len(topic_entries())
    assert "rule 33" in run("explain").stdout


def test_each_common_mistake_is_corrected_by_an_explanation():
    where = {
        "vetoed S/2016/847": "veto",
        "abstention blocks": "abstention",
        "Absent members": "absence",
        "China and Russia": "veto",
        "twenty-four hours": "in-blue",
        "must step down": "rule 20",
        "Provisional rules": "provisional-rules",
        "separate votes": "rule 32",
        "Amendments cannot": "rule 36",
        "list of those": "rule 11",
    }
    mistakes = [item.mistake for item in cases() if item.mistake]
    for part, topic in where.items():
        assert any(part in mistake for mistake in mistakes), part
        entry = find_topic(topic)
        assert entry is not None
        assert entry.wrong, topic


def test_every_entry_has_words_and_no_two_share_a_name():
    names = [entry.topic for entry in topic_entries()]
    assert len(set(names)) == len(names)
    assert all(entry.title and len(entry.text) > 20 for entry in topic_entries())


def test_what_could_have_followed_is_worked_out_for_a_recorded_sitting():
    pytest.importorskip("sim.scenario.load")
    result = run("explain", "sequels")
    assert result.exit_code == 0, result.stderr
    assert "emergency special session" in result.stdout
    assert "21 October 2016" in result.stdout


def test_sequels_under_another_law_than_at_the_time_say_so(tmp_path: Path) -> None:
    file = tmp_path / "u.yaml"
    bound = "council: {parties_to_dispute: [RUS]}"
    file.write_text(f"scenario: u\nbase: ukraine-2022\ntitle: U\n{bound}\n")
    result = run("explain", "sequels", "--scenario", str(file))
    assert result.exit_code == 0, result.stderr
    assert "No veto was cast" in result.stdout
    assert "than it did at the time" in result.stderr
    assert "than it did at the time" not in run("explain", "sequels").stderr


def test_a_scenario_without_recorded_votes_has_no_sequels_and_is_told_why():
    result = run("explain", "sequels", "--scenario", "iraq-2003")
    assert result.exit_code == 0, result.stderr
    assert "'iraq-2003' has no record of votes" in result.stderr
    assert "worked out" not in run("explain", "sequels").stderr
    refused = run("explain", "veto", "--scenario", "iraq-2003")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "--scenario is for `explain sequels`" in refused.stderr


def test_a_case_is_read_by_its_number():
    told = run("explain", "case", "50").stdout
    assert "S/2016/847" in told
    assert "In favour 4, against 9" in told
    assert "No veto; not adopted." in told
    assert json.loads(run("explain", "case", "50", "--format", "json").stdout)["number"] == 50
    beyond = run("explain", "case", "9999")
    assert beyond.exit_code == 2
    assert "no case 9999" in beyond.stderr


@pytest.mark.parametrize("columns", ["40", "60", "80", "200", "0", "wide"])
def test_running_text_keeps_to_the_columns_and_to_eighty(columns, monkeypatch):
    monkeypatch.setenv("COLUMNS", columns)
    width = min(int(columns), 80) if columns.isdigit() and int(columns) else 80
    for topic in ("rule 33", "veto", "case 50", "E102"):
        lines = run("explain", *topic.split()).stdout.splitlines()
        assert max(map(len, lines[1:])) <= width, topic


def test_every_provision_and_term_says_what_is_commonly_taught_wrongly():
    assert not [e.topic for e in topic_entries() if e.kind != "institution" and not e.wrong]
    for name in ("in-blue", "provisional-rules", "obligatory-abstention", "veto-debate"):
        assert "Cases of the casebook" in run("explain", name).stdout


def test_a_list_of_ballots_keeps_to_the_columns(table, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    for words in (("adjudicate", str(table)), ("explain",)):
        assert max(map(len, run(*words).stdout.splitlines())) <= 60


def test_a_table_in_utf_16_is_read(tmp_path):
    path = tmp_path / "wide.csv"
    path.write_bytes(ROWS.encode("utf-16"))
    assert len(json.loads(run("adjudicate", str(path), "--format", "json").stdout)) == 2


def test_a_long_topic_stands_apart_from_its_title() -> None:
    assert "coefficients.false_alarms The coefficient" in run("explain").stdout


@pytest.mark.parametrize(
    "asked",
    [("explain", "veto"), ("explain", "sequels"), ("explain", "case", "50"), ("explain", "E102"),
     ("explain", "central case"), ("show", "libya-2011", "--reading")],
    ids=" ".join,
)  # fmt: skip
def test_csv_of_one_entry_is_a_row_with_what_json_has(asked: tuple[str, ...]) -> None:
    entry = json.loads(run(*asked, "-f", "json").stdout)
    ((head, row),) = [list(csv.reader(io.StringIO(run(*asked, "-f", "csv").stdout)))]
    assert head == list(entry)
    for value, cell in zip(entry.values(), row, strict=True):
        if isinstance(value, str):
            assert cell.removeprefix("'") == value.removeprefix("'")
        elif isinstance(value, list) and not any(isinstance(part, dict) for part in value):
            assert cell == "; ".join(map(str, value))
