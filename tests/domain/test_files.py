"""Files of users are read without waiting or end, and written whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.domain.files import (
    holds_mark,
    is_file,
    read_ordinary,
    replace_whole,
    why_unwritable,
    write_new,
)
from tests.conftest import REPOSITORY


def test_an_ordinary_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert read_ordinary(tmp_path / "a") == b"abc"
    assert read_ordinary(tmp_path / "a", most=3) == b"abc"
    with pytest.raises(OSError, match="has more than"):
        read_ordinary(tmp_path / "a", most=2)


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(OSError, match="without a writer"):
        read_ordinary(tmp_path / "pipe")
    for path in (Path("/dev/zero"), Path("/dev/full"), tmp_path):
        with pytest.raises(OSError, match="not a regular file"):
            read_ordinary(path)
    for path in (tmp_path / "loop", tmp_path / "none", tmp_path / ("x" * 300)):
        with pytest.raises(OSError, match=str(tmp_path)):
            read_ordinary(path)


def test_a_pipe_that_somebody_writes_is_read_to_its_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    wide = b"0123456789" * 20_000
    script = "import sys, time\nwith open(sys.argv[1], 'wb') as p:\n"
    script += " for part in (b'first', b'0123456789' * 20_000):\n  p.write(part); p.flush()\n"
    script += "  time.sleep(.2)"
    words = [sys.executable, "-c", script, str(tmp_path / "pipe")]
    for most, agrees in ((1_000_000, True), (1_000, False)):
        with subprocess.Popen(words, stderr=subprocess.DEVNULL) as writer:
            if agrees:
                assert read_ordinary(tmp_path / "pipe", most) == b"first" + wide
            else:
                with pytest.raises(OSError, match="has more than"):
                    read_ordinary(tmp_path / "pipe", most)
            writer.wait()


def test_what_a_shell_hands_on_is_adjudicated(tmp_path: Path) -> None:
    """By process substitution, and by a pipe named ``-`` or /dev/stdin."""
    rows = r"item,date,yes,no,abstain,permanent_no\nA,2016-10-08,4,9,2,France\n"
    council = f"'{sys.executable}' -m sim adjudicate"
    for line in (
        f"{council} <(printf '{rows}')",
        f"{council} <(sleep .2; printf '{rows}')",
        f"printf '{rows}' | {council} -",
        f"printf '{rows}' | {council} /dev/stdin",
    ):
        done = subprocess.run(
            ["bash", "-c", line], cwd=tmp_path, capture_output=True, text=True, timeout=120,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert "4-9-2" in done.stdout


def test_a_new_file_never_replaces_one(tmp_path: Path) -> None:
    write_new(tmp_path / "new", "text")
    assert (tmp_path / "new").read_text() == "text"
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("new", "link"):
        with pytest.raises(FileExistsError):
            write_new(tmp_path / name, "other")
    assert (tmp_path / "new").read_text() == "text"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link", "new"]


@pytest.mark.parametrize("write", [write_new, replace_whole])
def test_an_error_names_the_file_that_was_to_be_written(
    tmp_path: Path, write: Callable[[Path, str], None]
) -> None:
    path = tmp_path / "nowhere" / "new"
    with pytest.raises(FileNotFoundError) as caught:
        write(path, "text")
    assert caught.value.filename == str(path)


def test_no_error_names_the_file_that_is_written_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "there").write_text("mine")
    (tmp_path / "folder" / "full").mkdir(parents=True)
    for write, name in ((write_new, "there"), (replace_whole, "folder")):
        with pytest.raises(OSError, match=name) as caught:
            write(tmp_path / name, "text")
        assert caught.value.filename == str(tmp_path / name)
        assert caught.value.filename2 is None
    monkeypatch.setattr(os, "fsync", full)
    for write in (write_new, replace_whole):
        with pytest.raises(OSError, match="No space") as caught:
            write(tmp_path / "new", "text")
        assert caught.value.filename == str(tmp_path / "new")


@pytest.mark.parametrize("name", ["x" * 400, "a\0b", "nowhere"])
def test_a_name_that_no_file_can_have_is_no_file(tmp_path: Path, name: str) -> None:
    assert not is_file(Path(name))
    assert not is_file(tmp_path / name)


def test_why_a_file_cannot_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert why_unwritable(tmp_path / "new") == ""
    assert why_unwritable(tmp_path) == "it is not a file"
    assert why_unwritable(tmp_path / "nowhere" / "new") == "the folder does not exist"
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert why_unwritable(tmp_path / "new") == "the folder is not writable"


@pytest.mark.parametrize("write", [write_new, replace_whole])
def test_a_full_disk_leaves_nothing_that_blocks_the_next_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path, str], None]
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "old").write_text("old")
    monkeypatch.setattr(os, "fsync", full)
    for name in ("new", "old"):
        with pytest.raises(OSError, match="No space"):
            write(tmp_path / name, "text")
    assert [p.name for p in tmp_path.iterdir()] == ["old"]
    assert (tmp_path / "old").read_text() == "old"


def test_files_have_the_rights_of_new_files(tmp_path: Path) -> None:
    write_new(tmp_path / "new", "text")
    (tmp_path / "usual").write_text("text")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_link_stays_a_link_and_its_target_is_written(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "real").write_text("before")
    (tmp_path / "link").symlink_to("far/real")
    (tmp_path / "chain").symlink_to("link")
    for name in ("link", "chain"):
        replace_whole(tmp_path / name, name)
        assert (tmp_path / name).is_symlink()
        assert (tmp_path / "far" / "real").read_text() == name
    assert [p.name for p in (tmp_path / "far").iterdir()] == ["real"]


def test_a_link_to_a_file_that_is_not_there_yet_makes_it(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "link").symlink_to("far/new")
    replace_whole(tmp_path / "link", "text")
    assert (tmp_path / "far" / "new").read_text() == "text"
    (tmp_path / "lost").symlink_to("nowhere/new")
    with pytest.raises(FileNotFoundError):
        replace_whole(tmp_path / "lost", "text")
    assert why_unwritable(tmp_path / "lost") == "the folder does not exist"


def test_a_link_that_leads_to_itself_is_refused_and_left(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OSError, match="symbolic links"):
        replace_whole(tmp_path / "loop", "text")
    assert (tmp_path / "loop").is_symlink()
    assert "link to itself" in why_unwritable(tmp_path / "loop")


def test_a_file_that_is_replaced_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "private"
    path.write_text("old")
    path.chmod(0o600)
    replace_whole(path, "new")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_mark_is_looked_for_at_the_start(tmp_path: Path) -> None:
    path = tmp_path / "file"
    assert not holds_mark(path, b"mark")
    path.touch()
    assert holds_mark(path, b"mark")
    path.write_bytes(b"x" * 10 + b"mark")
    assert holds_mark(path, b"mark")
    path.write_bytes(b"x" * 5000 + b"mark")
    assert not holds_mark(path, b"mark")
    assert not holds_mark(tmp_path, b"mark")


STRANGE = (
    "adjudicate {}",
    "new other --from {}",
    "teach quiz --progress {}",
    "compare --models {}",
    "validate {}",
)


@pytest.mark.parametrize("words", STRANGE)
def test_no_command_waits_for_a_pipe_or_reads_a_device(tmp_path: Path, words: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "zero").symlink_to("/dev/zero")
    for what in ("pipe", "zero", "loop"):
        done = subprocess.run(
            [sys.executable, "-m", "sim", *words.format(f"./{what}").split()],
            cwd=tmp_path, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL,
            check=False,
        )  # fmt: skip
        assert done.returncode in (1, 2, 3)
        assert "E999" not in done.stderr
        assert done.stderr


def test_a_name_that_is_too_long_is_called_so(tmp_path: Path) -> None:
    assert why_unwritable(tmp_path / ("a" * 300)) == "file name too long"
