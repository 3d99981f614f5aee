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
    """Change the answers that are put by, so that one that is given again can be told."""
    for path in (home / "answers").glob("*.json"):
        entry = json.loads(path.read_text())
        path.write_text(json.dumps({**entry, "answer": "AGAIN\n" + entry["answer"]}))


def test_the_same_words_again_give_the_same_answer_without_computing(home: Path) -> None:
    first = council(home, *RUN)
    assert first.returncode == 0, first.stderr
    second = council(home, *RUN)
    off = council(home, *RUN, COUNCIL_ANSWERS="0")
    assert first.stdout == second.stdout == off.stdout
    assert second.stderr == off.stderr
    assert "found there, not computed again" in second.stderr
    marked(home)
    assert council(home, *RUN).stdout.startswith("AGAIN")
    assert not council(home, *RUN, COUNCIL_ANSWERS="0").stdout.startswith("AGAIN")
    assert not council(home, *RUN, "--why").stdout.startswith("AGAIN")
    assert not council(home, *RUN, COLUMNS="60").stdout.startswith("AGAIN")


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


def remove_the_run(home: Path) -> None:
    [run] = (home / "kept").iterdir()
    for file in run.iterdir():
        file.unlink()
    run.rmdir()


@pytest.mark.parametrize(
    "change", [edit, add_beside, cut_a_part, change_the_summary, remove_the_run]
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


def test_only_so_many_answers_are_put_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "MOST", 3)
    for n in range(6):
        recall._write(tmp_path / f"{n}.json", "{}")
        os.utime(tmp_path / f"{n}.json", (n, n))
    assert len(list(tmp_path.iterdir())) == 3
