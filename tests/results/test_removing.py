"""Removing a run deletes what the program wrote, and nothing that is somebody else's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sim.domain.errors import CouncilError, UsageError
from sim.results.keeping import run_kept
from sim.results.manifest import NAME, load_manifest
from sim.results.removing import remove
from sim.results.runs import Listed, find_run, runs
from tests.results.test_keeping import Heard, asked, ensemble


@pytest.fixture
def run(tmp_path: Path) -> Listed:
    folder = tmp_path / "results"
    run_kept(ensemble(), asked(folder, 50), Heard(), required=True)
    return runs(folder)[0]


def rewritten(run: Listed, **changes: Any) -> Listed:
    plain = json.loads((run.path / NAME).read_text("utf-8")) | changes
    (run.path / NAME).write_text(json.dumps(plain))
    return runs(run.path.parent)[0]


def test_a_run_is_removed_whole(run: Listed) -> None:
    assert remove(run, run.path.parent) == []
    assert not run.path.exists()


@pytest.mark.parametrize(
    "name",
    ["thesis.txt", "ballots-00007.parquet", "notes.tmp", "ballots.csv", "members-00000.parquet"],
)
def test_a_file_that_is_not_the_runs_stays(run: Listed, name: str) -> None:
    (run.path / name).write_text("mine")
    (run.path / "drafts").mkdir()
    (run.path / "drafts" / "one.txt").write_text("mine")
    assert remove(run, run.path.parent) == sorted(["drafts", name])
    assert sorted(p.name for p in run.path.rglob("*")) == sorted(["drafts", "one.txt", name])


def test_what_a_killed_writer_left_goes_with_its_run(tmp_path: Path) -> None:
    folder = tmp_path / "results"
    run_kept(ensemble(), asked(folder, 20_000), Heard(), required=True)
    run = runs(folder)[0]
    plain = json.loads((run.path / NAME).read_text("utf-8"))
    run = rewritten(run, state="running", parts=plain["parts"][:1], summary=None)
    (run.path / "worlds-00001.parquet.tmp").write_text("half")
    assert remove(run, folder) == []
    assert not run.path.exists()


@pytest.mark.parametrize("state", ["complete", "running"])
def test_a_part_that_is_not_listed_goes_only_with_an_incomplete_run(
    tmp_path: Path, state: str
) -> None:
    folder = tmp_path / "results"
    run_kept(ensemble(), asked(folder, 20_000), Heard(), required=True)
    run = runs(folder)[0]
    plain = json.loads((run.path / NAME).read_text("utf-8"))
    parts = [{**plain["parts"][0], "files": plain["parts"][0]["files"][1:]}, *plain["parts"][1:]]
    run = rewritten(run, state=state, parts=parts)
    (run.path / "members-00000.parquet").write_text("mine")
    name = plain["parts"][0]["files"][0]["name"]
    mine = ["members-00000.parquet"]
    assert remove(run, folder) == sorted([*mine, name] if state == "complete" else mine)


def test_the_current_folder_is_no_run(
    tmp_path: Path, run: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / NAME).write_bytes((run.path / NAME).read_bytes())
    monkeypatch.chdir(tmp_path)
    for name in (".", "..", str(tmp_path)):
        with pytest.raises(CouncilError):
            remove(find_run(Path("results"), name), Path("results"))
    assert (tmp_path / NAME).exists()


def test_a_link_to_a_run_elsewhere_is_left(tmp_path: Path, run: Listed) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "link").symlink_to(run.path)
    with pytest.raises(UsageError, match="not a run in the folder"):
        remove(find_run(other, "link"), other)
    assert load_manifest(run.path).parts


@pytest.mark.parametrize(
    "manifest",
    [
        '{"name": "a browser extension", "version": "1.0"}',
        "[]",
        '{"format": 1}',
        "not json",
        "[" * 100_000,
        '{"format": 1, "identity": {"scenario": [], "replicates": "many"}, "parts": []}',
    ],
)
def test_a_manifest_of_another_program_protects_its_folder(
    tmp_path: Path, run: Listed, manifest: str
) -> None:
    strange = run.path.parent / "strange"
    strange.mkdir()
    (strange / NAME).write_text(manifest)
    (strange / "code.js").write_text("mine")
    assert {r.path.name: r.state for r in runs(run.path.parent)}[run.path.name] == "complete"
    with pytest.raises(UsageError, match="was not removed"):
        remove(find_run(run.path.parent, "strange"), run.path.parent)
    assert sorted(p.name for p in strange.iterdir()) == ["code.js", NAME]


@pytest.mark.parametrize("name", ["../thesis.txt", "/etc/hostname", "a/../../thesis.txt", "", ".."])
def test_a_manifest_cannot_name_a_file_outside_its_folder(run: Listed, name: str) -> None:
    thesis = run.path.parent / "thesis.txt"
    thesis.write_text("mine")
    listed = rewritten(run, documents=[{"name": name, "sha256": "0", "bytes": 1}])
    assert listed.manifest is None
    with pytest.raises(UsageError, match="was not removed"):
        remove(listed, run.path.parent)
    assert thesis.exists()


def test_a_removal_cut_short_can_be_given_again(
    run: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = Path.unlink

    def failing(path: Path, missing_ok: bool = False) -> None:
        if path.name.startswith("worlds"):
            raise OSError(5, "Input/output error")
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", failing)
    with pytest.raises(CouncilError):
        remove(run, run.path.parent)
    monkeypatch.undo()
    assert remove(find_run(run.path.parent, run.path.name), run.path.parent) == []
    assert not run.path.exists()
