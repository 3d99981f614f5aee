"""`council teach`, `play` and `serve` as a user types them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli.main import app

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
    assert "You are Egypt" in out
    assert "Saved in" in out
    code, out, _ = run("play", FLAGSHIP, "--seat", "EGY", typed="q\n")
    assert code == 0
    assert "goes on where you stopped" in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("teach", "quiz", "--today", "x"), "no day"),
        (("play", FLAGSHIP, "--seat", "DEU"), "no seat"),
        (("play", FLAGSHIP, "--seat", "EGY", "--rules", "robert"), "no rules"),
        (("serve", FLAGSHIP, "--port", "70000"), "no port"),
        (("serve", FLAGSHIP, "--room-code", "a;b"), "no room code"),
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
