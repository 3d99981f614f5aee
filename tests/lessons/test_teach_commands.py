"""`council teach`, `play` and `serve` as a user types them."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from sim.classroom.opening import RoomOptions, open_room
from sim.classroom.reply import UnnumberedEntry, advance
from sim.cli.main import app
from sim.cli.teach_tests import _short
from sim.lessons.answer_sheets import read_answers
from sim.lessons.gain import ClassGain, TopicGain
from sim.report.tables import print_table
from sim.scenario.catalogue import find_scenario
from sim.scenario.load import load_scenario

FLAGSHIP = "aleppo-2016-10-08"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNCIL_HOME", str(tmp_path / "home"))


def run(*words: str, typed: str = "") -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(words), input=typed)
    return result.exit_code, result.stdout, result.stderr


def test_the_pack_of_the_flagship_is_written_for_a_class(tmp_path: Path) -> None:
    out = tmp_path / "pack"
    code, _, told = run("teach", "pack", FLAGSHIP, "-o", str(out), "--class-size", "24")
    assert code == 0, told
    brief = (out / "briefs.html").read_text()
    assert "Egypt" in brief
    assert "paragraph" in brief, "wishes are given with the place of their evidence"
    paper = (out / "paper.html").read_text()
    assert re.search(r"[1-6](–[2-6])? (yes|no|abstain)", paper), "empty seats have their dice"
    assert (out / "lessons" / "reform.html").is_file()


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--class-size", "7"), 2, "8 to 35"),
        (("--class-size", "36"), 2, "8 to 35"),
        (("--lesson", "vetoes"), 2, "veto"),
    ],
)
def test_a_pack_that_cannot_be_is_refused_before_anything_is_written(
    tmp_path: Path, words: tuple[str, ...], code: int, told: str
) -> None:
    out = tmp_path / "pack"
    result = run("teach", "pack", FLAGSHIP, "-o", str(out), *words)
    assert result[0] == code
    assert told in result[2]
    assert not out.exists()


def test_a_pack_does_not_touch_a_folder_in_use(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("precious")
    code, _, told = run("teach", "pack", FLAGSHIP, "-o", str(tmp_path))
    assert code == 2
    assert "not empty" in told
    assert (tmp_path / "mine.txt").read_text() == "precious"


def test_an_unknown_scenario_exits_3(tmp_path: Path) -> None:
    code, _, told = run("teach", "pack", "aleppo-2016", "-o", str(tmp_path / "pack"))
    assert code == 3
    assert "aleppo-2016-10-08" in told


def test_lessons_are_listed_as_json() -> None:
    code, out, _ = run("teach", "list", "--format", "json")
    assert code == 0
    rows = json.loads(out)
    assert len(rows) >= 10
    assert all(row["cases"] >= 3 for row in rows)


def test_the_quiz_remembers_and_comes_back_another_day() -> None:
    first = run("teach", "quiz", "--topic", "reform", "--today", "2026-01-05", typed="1\n1\n" * 40)
    assert first[0] == 0, first[2]
    asked = int(re.search(r"of (\d+) right", first[1])[1])  # type: ignore[index]
    assert asked > 0
    right = int(re.search(r"(\d+) of \d+ right", first[1])[1])  # type: ignore[index]
    second = run("teach", "quiz", "--topic", "reform", "--today", "2026-01-05", typed="q\n")
    if right == asked:
        assert "Nothing is due" in second[1]
    else:
        assert f"/{asked - right}]" in second[1], "what was wrong is asked again the same day"


def test_the_quiz_ends_quietly_when_the_input_ends() -> None:
    code, out, _ = run("teach", "quiz", typed="")
    assert code == 0
    assert "[1/10]" in out


def test_a_game_against_the_engine_is_saved_and_taken_up() -> None:
    code, out, told = run("play", FLAGSHIP, "--seat", "egy", typed="1\n1\n1\n")
    assert code == 0, told
    assert "Egypt. Elected member." in out
    assert "Saved in" in out
    code, out, _ = run("play", FLAGSHIP, "--seat", "EGY", typed="q\n")
    assert code == 0
    assert "resumes where you stopped" in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("teach", "quiz", "--today", "x"), "not a date"),
        (("play", FLAGSHIP, "--seat", "DEU"), "not a seat"),
        (("play", FLAGSHIP, "--seat", "EGY", "--rules", "robert"), "no rule set"),
        (("serve", FLAGSHIP, "--port", "70000"), "not a port"),
        (("serve", FLAGSHIP, "--room-code", "a;b"), "not a room code"),
        (("serve", FLAGSHIP, "--per-seat", "0"), "per-seat"),
    ],
)
def test_what_cannot_be_done_as_asked_exits_2(words: tuple[str, ...], told: str) -> None:
    code, _, error = run(*words)
    assert code == 2
    assert told in error
    assert "Traceback" not in error


def test_an_address_that_is_not_this_machines_is_an_error_in_words(tmp_path: Path) -> None:
    code, _, error = run("serve", FLAGSHIP, "--host", "203.0.113.7", "--log-dir", str(tmp_path))
    assert code == 1
    assert "--host" in error
    assert list(tmp_path.glob("*.log")) == [], "a room that never opened leaves no log"


def answered(sheet: Path, *words: str, typed: str) -> tuple[int, str, str]:
    return run("teach", "quiz", "libya-2011", *words, str(sheet), "-n", "4", typed=typed)


def test_a_student_alone_sits_both_forms_and_sees_the_gain(tmp_path: Path) -> None:
    pre, post = tmp_path / "pre.csv", tmp_path / "post.csv"
    code, out, told = answered(pre, "--student", "k7", "--pre", typed="\n\n" * 4)
    assert code == 0, told
    assert "[4/4]" in out
    assert "8 left out" not in out
    assert "4 left out, which count as not right" in out
    keys = pre.read_text().splitlines()[3]
    assert keys.startswith("pre key,")
    code, out, _ = answered(post, "--student", "k7", "--post", typed="a\n1\n" * 4)
    assert code == 0
    given, key = (post.read_text().splitlines()[line].split(",")[1:] for line in (4, 3))
    right = sum(
        a == b for one, two in zip(given, key, strict=True) for a, b in zip(one, two, strict=True)
    )
    code, out, told = run("teach", "gain", str(pre), str(post), "--format", "json")
    assert code == 0, told
    every = json.loads(out)[-1]
    assert (every["right_before"], every["right_after"], every["asked_after"]) == (0, right, 8)
    assert "1 students compared" not in told
    assert "1 student compared before and after" in told
    assert "No intervals" in told


def test_equal_students_have_a_gain_without_an_interval_and_are_told_why(tmp_path: Path) -> None:
    pre, post = tmp_path / "pre.csv", tmp_path / "post.csv"
    for student in ("k1", "k2", "k3"):
        assert answered(pre, "--student", student, "--pre", typed="\n\n" * 4)[0] == 0
        assert answered(post, "--student", student, "--post", typed="a\n1\n" * 4)[0] == 0
    code, out, told = run("teach", "gain", str(pre), str(post))
    assert code == 0, told
    assert " to " not in out
    assert "No interval where the students' results are equal" in " ".join(told.split())


def test_the_first_form_tells_no_answers_and_the_second_tells_all(tmp_path: Path) -> None:
    _, out, _ = answered(tmp_path / "pre.csv", "--pre", typed="a\n1\n" * 4)
    assert "(right)" not in out
    assert "you wrote" not in out
    _, out, _ = answered(tmp_path / "post.csv", "--post", typed="a\n1\n" * 4)
    assert out.count("you wrote A1") + out.count("(right)") == 4


def test_answers_are_added_to_their_own_form_alone(tmp_path: Path) -> None:
    sheet = tmp_path / "answers.csv"
    answered(sheet, "--student", "k7", "--pre", typed="a\n1\n" * 4)
    before = sheet.read_text()
    for words, told in (
        (("--student", "K7", "--pre"), "has answered this form already"),
        (("--student", "k8", "--post"), "holds the answers to another form"),
    ):
        code, _, error = answered(sheet, *words, typed="a\n1\n" * 4)
        assert code == 1
        assert told in error
        assert sheet.read_text() == before
    answered(sheet, "--student", "=k8", "--pre", typed="a\n1\nq\n")
    assert sheet.read_text() == before + "'=k8,A1,-,-,-\n"


@pytest.mark.parametrize("code", ["case", "student", "pre key", 'a "b", c'])
def test_a_code_is_taken_where_a_student_has_it_and_nowhere_else(tmp_path: Path, code: str) -> None:
    sheet = tmp_path / "answers.csv"
    assert answered(sheet, "--student", "k7", "--pre", typed="a\n1\n" * 4)[0] == 0
    assert answered(sheet, "--student", code, "--pre", typed="a\n1\n" * 4)[0] == 0
    again, _, error = answered(sheet, "--student", code.upper(), "--pre", typed="a\n1\n" * 4)
    assert again == 1
    assert "line 6" in error
    assert [row.student for row in read_answers(sheet).rows] == ["k7", code]


def test_a_log_of_somebody_elses_commands_no_terminal(tmp_path: Path) -> None:
    opened = open_room(load_scenario("korea-1950"), RoomOptions(folder=tmp_path, pace=0))
    added = (
        UnnumberedEntry("phase", "teacher", {"to": "negotiation"}),
        UnnumberedEntry("begin", "EGY", {"symbol": "EGY/1", "title": "x\x1b]0;owned\x07\x9b2J"}),
        UnnumberedEntry("circulate", "EGY", {"draft": "EGY/1"}),
    )
    opened.log.append(advance(opened.room, added, datetime.now(UTC))[1])
    opened.log.close()
    for words in ((), ("-f", "json")):
        code, told, error = run("teach", "debrief", str(opened.log.path), *words)
        assert code == 0, error
        assert "owned" in told
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", told + error)


@pytest.mark.parametrize(
    "code", ["e\x1b[31m\x1b]0;x\x07", "a\nb", "a\rb", "\u202eabc", "a\u2028b", "x" * 61]
)
def test_a_code_that_would_spoil_the_table_is_refused_before_the_test(
    tmp_path: Path, code: str
) -> None:
    sheet = tmp_path / "answers.csv"
    ended, out, error = answered(sheet, "--student", code, "--pre", typed="a\n1\n" * 4)
    assert ended == 2
    assert "is not the code of a student" in error
    assert "\x1b" not in error
    assert out == ""
    assert not sheet.exists()


def test_the_counts_of_a_large_class_are_told_in_full(tmp_path: Path) -> None:
    topics = {"veto": 900, "order-of-vote": 90_000, "substance-and-procedure": 100_000}
    rows = [
        TopicGain(topic, 1, asked // 2, asked, 0.5, asked, asked, 1.0, 0.5, 0.4, 0.6, 1.0, 0.9, 1.0)
        for topic, asked in topics.items()
    ]
    drawn = io.StringIO()
    print_table(_short(ClassGain(tuple(rows), 0, 9, 9, 0)), Console(file=drawn, width=80))
    words = drawn.getvalue().split()
    assert "…" not in drawn.getvalue()
    for asked in topics.values():
        assert f"({asked // 2}/{asked})" in words


def test_the_forms_are_printed_with_keys_and_tables(tmp_path: Path) -> None:
    out = tmp_path / "tests"
    code, _, told = run("teach", "tests", "ukraine-2022", "-o", str(out), "-n", "6")
    assert code == 0, told
    names = {path.name for path in out.iterdir()}
    assert names == {
        *("pretest.html", "pretest-key.html", "pre.csv"),
        *("posttest.html", "posttest-key.html", "post.csv"),
    }
    code, _, error = run("teach", "tests", "-o", str(tmp_path / "x"), "--topic", "vetoes")
    assert code == 2
    assert "casebook has no topic" in error


def test_a_game_on_an_own_file_is_looked_back_on(tmp_path: Path) -> None:
    shipped = find_scenario("korea-1950")
    assert shipped is not None
    own = tmp_path / "mine.yaml"
    text = shipped.read_text(encoding="utf-8").replace("scenario: korea-1950", "scenario: mine")
    own.write_text(text, encoding="utf-8")
    opened = open_room(load_scenario(str(own)), RoomOptions(folder=tmp_path, pace=0))
    opened.log.close()
    log = str(opened.log.path)
    assert run("teach", "debrief", log)[0] != 0
    code, told, error = run("teach", "debrief", log, "--scenario", str(own))
    assert code == 0, error
    assert "SIMULATED" in told
    code, _, error = run("teach", "debrief", log, "--scenario", "crimea-2014")
    assert code == 2
    assert "plays 'mine'" in error
    code, told, error = run("teach", "solo", str(own), "--seat", "EGY")
    assert code == 0, error
    assert f"--scenario {own}" in " ".join(told.split())


def test_votes_on_paper_have_no_contributions(tmp_path: Path) -> None:
    votes = tmp_path / "votes.csv"
    votes.write_text("member\n", encoding="utf-8")
    table = tmp_path / "who.csv"
    words = ("--scenario", "korea-1950", "--contributions", str(table))
    code, _, error = run("teach", "debrief", str(votes), *words)
    assert code == 2
    assert "a table of votes does not say" in error
    assert not table.exists()
