"""An answer of before is given again only while everything that it was made of is as it was."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli import recall
from tests.conftest import REPOSITORY

MINE = """scenario: mine
base: s-2012-77
title: The first title
"""
RUN = ("run", "mine.yaml", "-n", "20", "-o", "kept")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "mine.yaml").write_text(MINE)
    return tmp_path


def council(home: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sim", *words],
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "COUNCIL_ANSWERS": str(home / "answers"),
             **env},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip


def marked(home: Path) -> None:
    """Change the answers that are stored, so that one that is given again can be told."""
    for path in (home / "answers").glob("*.json"):
        entry = json.loads(path.read_text())
        path.write_text(json.dumps({**entry, "said": [["out", "AGAIN\n"], *entry["said"]]}))


def test_the_same_words_again_give_the_same_answer_without_computing(home: Path) -> None:
    first = council(home, *RUN)
    assert first.returncode == 0, first.stderr
    second = council(home, *RUN)
    off = council(home, *RUN, COUNCIL_ANSWERS="0")
    assert first.stdout == second.stdout == off.stdout
    assert second.stderr == off.stderr
    assert "already there, not computed again" in second.stderr
    marked(home)
    assert council(home, *RUN).stdout.startswith("AGAIN")
    assert not council(home, *RUN, COUNCIL_ANSWERS="0").stdout.startswith("AGAIN")
    assert not council(home, *RUN, "--why").stdout.startswith("AGAIN")
    for changed in ({"COLUMNS": "60"}, {"FORCE_COLOR": "1"}, {"PYTHONIOENCODING": "latin-1"}):
        assert not council(home, *RUN, **changed).stdout.startswith("AGAIN")


def edit(home: Path) -> None:
    (home / "mine.yaml").write_text(MINE.replace("first", "other"))


def add_beside(home: Path) -> None:
    (home / "profiles").mkdir()
    (home / "profiles" / "RUS.yaml").write_text("profile: RUS\n")


def cut_a_part(home: Path) -> None:
    [part] = (home / "kept").glob("*/ballots-*.parquet")
    part.write_bytes(part.read_bytes()[:-1])


def change_the_summary(home: Path) -> None:
    [summary] = (home / "kept").glob("*/summary.json")
    text = summary.read_text()
    summary.write_text(text.replace("1", "2", 1))


def change_a_part(home: Path) -> None:
    [part] = (home / "kept").glob("*/ballots-*.parquet")
    content = bytearray(part.read_bytes())
    content[len(content) // 2] ^= 1
    part.write_bytes(content)


def remove_the_run(home: Path) -> None:
    [run] = (home / "kept").iterdir()
    for file in run.iterdir():
        file.unlink()
    run.rmdir()


@pytest.mark.parametrize(
    "change", [edit, add_beside, cut_a_part, change_a_part, change_the_summary, remove_the_run]
)
def test_nothing_is_given_again_once_something_has_changed(home: Path, change: object) -> None:
    assert council(home, *RUN).returncode == 0
    marked(home)
    change(home)  # type: ignore[operator]
    done = council(home, *RUN)
    assert not done.stdout.startswith("AGAIN")
    assert done.returncode == 0
    found = "not computed again" in done.stderr
    assert found == (change is add_beside)  # the same run, but nobody could know without reading


def test_a_part_too_large_to_hash_that_has_changed_is_repaired(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change of one byte leaves the size; the time tells."""
    assert council(home, *RUN).returncode == 0
    [run] = (home / "kept").iterdir()
    [part] = run.glob("ballots-*.parquet")
    monkeypatch.setattr(recall, "HASHED_BYTES", 0)
    before = recall._files(run)
    whole = part.read_bytes()
    change_a_part(home)
    assert recall._files(run) != before
    assert council(home, *RUN).returncode == 0
    assert part.read_bytes() == whole


def test_a_verdict_is_given_again_and_a_fault_is_found_each_time(home: Path) -> None:
    first = council(home, "validate", "mine.yaml")
    assert "a valid scenario" in first.stdout + first.stderr
    again = council(home, "validate", "mine.yaml")
    assert (again.stdout, again.stderr) == (first.stdout, first.stderr)
    (home / "mine.yaml").write_text(MINE + "nonsense: 1\n")
    for _ in range(2):
        assert council(home, "validate", "mine.yaml").returncode == 3


def test_a_damaged_answer_is_computed_again(home: Path) -> None:
    first = council(home, "validate", "mine.yaml")
    [path] = (home / "answers").glob("*.json")
    for text in ("", "[]", "{}", path.read_text()[:-9]):
        path.write_text(text)
        assert council(home, "validate", "mine.yaml").stdout == first.stdout


def test_files_of_the_program_are_part_of_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "sim"
    (package / "cli").mkdir(parents=True)
    (package / "_scenarios").mkdir()
    file = package / "_scenarios" / "one.yaml"
    file.write_text("a: 1\n")
    monkeypatch.setattr(recall, "__file__", str(package / "cli" / "recall.py"))
    before = recall._key(["run", "x"])
    assert recall._key(["run", "x"]) == before
    assert recall._key(["run", "y"]) != before
    file.write_text("a: 12\n")
    assert recall._key(["run", "x"]) != before


def test_only_so_many_answers_are_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "MOST_ANSWERS", 3)
    for n in range(6):
        (tmp_path / f"{n}.json").write_text("{}")
        os.utime(tmp_path / f"{n}.json", (n, n))
    recall._drop_oldest(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["3.json", "4.json", "5.json"]


def test_both_streams_come_again_in_their_order(home: Path) -> None:
    def together() -> str:
        return subprocess.run(
            [sys.executable, "-m", "sim", *RUN], cwd=home, check=True, text=True,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), "COUNCIL_ANSWERS": str(home / "a")},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        ).stdout  # fmt: skip

    first, second = together(), together()
    kept = [line for line in first.splitlines() if line.startswith("kept in")]
    again = [line for line in second.splitlines() if line.startswith("kept in")]
    assert second.replace(again[0], kept[0]) == first


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> recall._Listening:
    """A command that may store its answer and is listened to; answers go to ``tmp_path/a``."""
    monkeypatch.setenv(recall.SWITCH, str(tmp_path / "a"))
    listening = recall._Listening("key", storable=True)
    monkeypatch.setattr(recall, "_listening", listening)
    return listening


@pytest.mark.parametrize("how", ["content", "beside", "gone"])
def test_nothing_is_stored_where_a_file_changed_while_the_command_ran(
    tmp_path: Path, heard: recall._Listening, how: str
) -> None:
    file = tmp_path / "x.yaml"
    file.write_text("a: 1\n")
    recall._note_file("open", (str(file), "r", 0))
    recall.store_answer(0)
    assert (tmp_path / "a" / "key.json").exists()
    (tmp_path / "a" / "key.json").unlink()
    if how == "content":
        file.write_text("a: 2\n")
        os.utime(file, ns=(1, 1))
    elif how == "beside":
        (tmp_path / "y.yaml").write_text("")
    else:
        file.unlink()
    recall.store_answer(0)
    assert not (tmp_path / "a" / "key.json").exists()


def test_a_link_into_the_program_is_a_file_of_the_user(
    tmp_path: Path, heard: recall._Listening
) -> None:
    link = tmp_path / "l.yaml"
    link.symlink_to(next((REPOSITORY / "scenarios" / "cases").glob("*.yaml")))
    recall._note_file("open", (str(link), "r", 0))
    recall.store_answer(0)
    entry = json.loads((tmp_path / "a" / "key.json").read_text())
    assert list(entry["inputs"]) == [str(link)]
    assert recall._holds(entry)
    link.unlink()
    link.write_text("nonsense: 1\n")
    assert not recall._holds(entry)


def test_a_file_that_is_written_is_no_input(heard: recall._Listening, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    recall._note_file("open", (str(tmp_path / "out"), "w", 0))
    recall._note_file("open", (str(tmp_path / "out"), None, os.O_WRONLY))
    assert heard.read == {}
