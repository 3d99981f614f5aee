"""What is missing or has changed in a kept run is found, and never left out in silence."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.domain.errors import CouncilError
from sim.results.contents import JOURNAL, SCENARIO, SUMMARY
from sim.results.keeper import read_sums
from sim.results.keeping import run_kept
from sim.results.manifest import NAME, PART
from sim.results.query import run_query
from sim.results.replay import scenario_of
from sim.results.runs import Listed, faults_of_run, journal, runs
from sim.scenario.load import load_scenario
from tests.results.test_keeping import Heard, asked, ensemble
from tests.spoilings import AMBIGUOUS, EVERY

REPLICATES = 2 * PART + 345


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    run_kept(ensemble(), asked(folder), Heard(), required=True)
    return folder


@pytest.fixture
def run(whole: Path, tmp_path: Path) -> Listed:
    shutil.copytree(whole, tmp_path / "results")
    return runs(tmp_path / "results")[0]


def again(run: Listed) -> Listed:
    return runs(run.path.parent)[0]


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 9)


def flip(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(bytes(raw))


HOW: dict[str, Callable[[Path], None]] = {"gone": Path.unlink, "cut": cut, "flipped": flip}
FILES = ("ballots-00001.parquet", "sums-00002.json", "summary.json", "scenario.yaml")


def test_a_sound_run_has_no_faults(run: Listed) -> None:
    assert faults_of_run(run) == []


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("name", FILES)
def test_every_damaged_file_is_named(run: Listed, name: str, how: str) -> None:
    HOW[how](run.path / name)
    assert [fault.file for fault in faults_of_run(again(run))] == [name]
    assert again(run).state == ("complete" if how == "flipped" else "damaged")


def edited(run: Listed, change: Callable[[dict[str, Any]], None]) -> Listed:
    plain = json.loads((run.path / NAME).read_text("utf-8"))
    change(plain)
    (run.path / NAME).write_text(json.dumps(plain))
    return again(run)


@pytest.mark.parametrize(
    "change",
    [
        lambda plain: plain["parts"].pop(1),
        lambda plain: plain["parts"][2].update(count=300),
        lambda plain: plain["parts"][0]["files"].pop(0),
        lambda plain: plain["identity"].update(seed=8),
        lambda plain: plain.update(summary=None),
    ],
)
def test_a_manifest_that_leaves_something_out_is_found(
    run: Listed, change: Callable[[dict[str, Any]], None]
) -> None:
    assert faults_of_run(edited(run, change))


@pytest.mark.parametrize("how", HOW)
def test_an_answer_says_what_it_lacks(run: Listed, how: str) -> None:
    count = "SELECT count(*) FROM worlds"
    assert run_query(count, [run]).lacking == ()
    HOW[how](run.path / "worlds-00001.parquet")
    answer = run_query(count, [again(run)])
    assert answer.rows == [(REPLICATES - PART,)]
    (line,) = answer.lacking
    assert "worlds-00001.parquet" in line


def test_a_part_that_the_manifest_lost_is_missed(run: Listed) -> None:
    lost = edited(run, lambda plain: plain["parts"].pop(1))
    assert "part 00001" in run_query("SELECT count(*) FROM worlds", [lost]).lacking[0]


def test_an_unfinished_run_is_asked_with_a_word(run: Listed) -> None:
    def stop(plain: dict[str, Any]) -> None:
        plain.update(state="running", summary=None, parts=plain["parts"][:1])

    answer = run_query("SELECT count(*) FROM worlds", [edited(run, stop)])
    assert answer.rows == [(PART,)]
    assert answer.lacking == ()
    assert "10,000 of 20,345 worlds" in answer.unfinished[0]


def test_a_damaged_run_is_not_found_again_but_repaired(run: Listed, whole: Path) -> None:
    edited(run, lambda plain: plain["parts"].pop(1))
    answer = run_kept(ensemble(), asked(run.path.parent), Heard(), required=True)
    assert not answer.reused
    assert faults_of_run(again(run)) == []


def test_a_changed_scenario_is_not_replayed(tmp_path: Path) -> None:
    scenario = load_scenario("aleppo-2016-10-08")
    documents = {SCENARIO: scenario.model_dump_json(by_alias=True).encode()}
    run_kept(ensemble(), replace(asked(tmp_path, 10), documents=documents), Heard(), required=True)
    (run,) = runs(tmp_path)
    assert scenario_of(run) == scenario
    text = (run.path / SCENARIO).read_text("utf-8")
    (run.path / SCENARIO).write_text(text.replace("2016", "2017", 1), encoding="utf-8")
    with pytest.raises(CouncilError, match="cannot be read"):
        scenario_of(run)


def council(run: Listed, *words: str) -> Any:
    return CliRunner().invoke(app, ["results", *words, "--folder", str(run.path.parent)])


def test_the_command_verify_names_the_file_and_exits_1(run: Listed) -> None:
    assert council(run, "verify").exit_code == 0
    flip(run.path / "worlds-00001.parquet")
    done = council(run, "verify", run.path.name, "--format", "json")
    assert done.exit_code == 1
    (told,) = json.loads(done.stdout)
    assert not told["sound"]
    assert "worlds-00001.parquet" in told["faults"]


def test_sql_over_a_damaged_run_warns_and_exits_1(run: Listed) -> None:
    (run.path / "worlds-00001.parquet").unlink()
    done = council(run, "sql", "SELECT count(*) AS n FROM worlds", "--format", "csv")
    assert done.exit_code == 1
    assert done.stdout == f"n\n{REPLICATES - PART}\n"
    assert "worlds-00001.parquet: missing" in done.stderr


def test_show_refuses_a_summary_that_has_changed(run: Listed) -> None:
    flip(run.path / "summary.json")
    done = council(run, "show", run.path.name)
    assert done.exit_code == 1
    assert "has changed since it was written" in done.stderr


@pytest.mark.parametrize("how", AMBIGUOUS)
def test_a_manifest_that_readers_disagree_about_is_damaged(run: Listed, how: str) -> None:
    path = run.path / NAME
    path.write_bytes(AMBIGUOUS[how](path.read_bytes()))
    assert again(run).state == "damaged"
    assert [fault.file for fault in faults_of_run(again(run))] == [NAME]


@pytest.mark.parametrize("how", EVERY)
def test_sums_in_other_bytes_have_changed(run: Listed, how: str) -> None:
    path = run.path / SUMMARY
    before = path.read_bytes()
    path.write_bytes(EVERY[how](before))
    if path.read_bytes() == before:
        pytest.skip("these sums have nothing of the kind")
    assert [fault.file for fault in faults_of_run(again(run))] == [SUMMARY]
    if how in AMBIGUOUS:
        with pytest.raises(CouncilError, match="sums of this run cannot be read"):
            read_sums(path)


def test_a_line_of_the_journal_that_cannot_be_read_is_left_out(run: Listed) -> None:
    before = journal(run.path)
    with (run.path / JOURNAL).open("ab") as file:
        file.write(b"[" * 100_000 + b"\n" + b'{"event": "a", "event": "b"}\n{"event": "c"}\n')
    assert journal(run.path) == [*before, {"event": "c"}]
