"""A full disk is an error that says what to do, and loses nothing of what was finished."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.domain.errors import CouncilError
from sim.results import tables
from sim.results.contents import JOURNAL
from sim.results.files import write_whole
from sim.results.keeper import Keeper
from sim.results.keeping import run_kept
from sim.results.manifest import COMPLETE, PART, load_manifest
from sim.results.runs import journal
from tests.disks import EVERY, full_disk
from tests.results.test_keeping import REPLICATES, Heard, asked, contents, ensemble

FULL = Path("/dev/full")
"""A file to which every write fails for want of space."""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with room for about one part."""
    folder = tmp_path / "small"
    folder.mkdir()
    size = ("-t", "tmpfs", "-o", "size=1400k", "tmpfs")
    try:
        done = subprocess.run(["mount", *size, folder], check=False, capture_output=True)
    except FileNotFoundError:
        pytest.skip("there is no mount command here")
    if done.returncode != 0:
        pytest.skip("mounting a small file system takes rights that this user has not")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_disk_that_fills_up_keeps_the_finished_parts_and_resumes(
    small_disk: Path, tmp_path: Path
) -> None:
    with pytest.raises(CouncilError) as caught:
        run_kept(ensemble(), asked(small_disk), Heard(), required=True)
    assert caught.value.what == "the disk is full"
    assert str(asked(small_disk).path) in caught.value.where
    assert "--resume" in caught.value.remedy
    run = asked(small_disk).path
    assert [part.count for part in load_manifest(run).parts] == [PART]
    assert not list(run.glob("*.tmp"))
    subprocess.run(["mount", "-o", "remount,size=30m", small_disk], check=True)
    run_kept(ensemble(), asked(small_disk), Heard(), required=True, resume=True)
    never_full = run_kept(ensemble(), asked(tmp_path / "big"), Heard(), required=True)
    assert never_full.kept is not None
    assert contents(run) == contents(never_full.kept)


def test_the_usual_folder_on_a_full_disk_does_not_stop_the_answer(small_disk: Path) -> None:
    heard = Heard()
    answer = run_kept(ensemble(), asked(small_disk), heard, required=False)
    assert answer.kept is None
    assert answer.sums.worlds == REPLICATES
    assert heard.said[0].startswith("the rest of this run is not kept: the disk is full")
    assert len(load_manifest(asked(small_disk).path).parts) == 1


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")
def test_a_part_that_does_not_fit_leaves_the_parts_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = tables.write_table

    def full_from_the_second_part(connection, table, worlds, path) -> None:
        if worlds.first >= PART:
            with FULL.open("wb", buffering=0) as file:
                file.write(b"x" * 4096)
        honest(connection, table, worlds, path)

    with monkeypatch.context() as patch:
        patch.setattr(tables, "write_table", full_from_the_second_part)
        with pytest.raises(CouncilError, match="the disk is full"):
            run_kept(ensemble(), asked(tmp_path), Heard(), required=True)
    assert [part.index for part in load_manifest(asked(tmp_path).path).parts] == [0]
    run_kept(ensemble(), asked(tmp_path), Heard(), required=True)
    assert load_manifest(asked(tmp_path).path).state == COMPLETE


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EROFS, "cannot be written to"),
        (errno.EIO, "could not be written"),
    ],
)
def test_a_file_is_whole_or_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    path = tmp_path / "manifest.json"
    write_whole(path, b"before")

    def fails(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(CouncilError, match=words):
        write_whole(path, b"after")
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("space", EVERY)
def test_an_event_that_does_not_fit_spoils_none_after_it(tmp_path: Path, space: int) -> None:
    with Keeper(asked(tmp_path)) as keeper:
        path = keeper.path / JOURNAL
        before = path.stat().st_size
        with full_disk(before + space):
            keeper.journal(event="lost", why="x" * 200)
        assert path.stat().st_size == before
        keeper.journal(event="after")
    assert [event["event"] for event in journal(keeper.path)] == ["started", "after"]
