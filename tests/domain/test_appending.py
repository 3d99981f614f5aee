"""What cannot be appended in full leaves no trace, also once there is space again."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from sim.domain.appending import AppendedFile, append_whole
from tests.disks import EVERY, full_disk

LINE = "x" * 200 + "\n"


def refuses(*_: int) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


@pytest.mark.parametrize("space", EVERY)
def test_what_did_not_fit_is_not_in_the_file_afterwards(tmp_path: Path, space: int) -> None:
    path = tmp_path / "lines"
    append_whole(path, "first\n")
    for _ in range(3):
        with full_disk(6 + space), pytest.raises(OSError, match="File too large"):
            append_whole(path, LINE)
        assert path.read_text() == "first\n"
    append_whole(path, "second\n")
    assert path.read_text() == "first\nsecond\n"


@pytest.mark.parametrize("call", ["ftruncate", "fsync"])
def test_nothing_is_appended_to_a_part_that_cannot_be_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "lines"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
    file = AppendedFile(descriptor, 0)
    file.append(b"first\n")
    with monkeypatch.context() as broken:
        broken.setattr(os, call, refuses)
        with full_disk(50), pytest.raises(OSError, match=r"File too large|error"):
            file.append(LINE.encode())
        with pytest.raises(OSError, match="error"):
            file.append(b"never\n")
    assert (path.stat().st_size == 50) == (call == "ftruncate")
    file.append(b"second\n")
    os.close(descriptor)
    assert path.read_text() == "first\nsecond\n"


def test_a_disk_that_fails_when_it_is_asked_to_keep_the_content_has_not_taken_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lines"
    append_whole(path, "first\n")
    honest, asked = os.fsync, []

    def fails_once(descriptor: int) -> None:
        asked.append(descriptor)
        (refuses if len(asked) == 1 else honest)(descriptor)

    monkeypatch.setattr(os, "fsync", fails_once)
    with pytest.raises(OSError, match="error"):
        append_whole(path, LINE)
    assert path.read_text() == "first\n"
    assert len(asked) == 2, "that the part is gone must be on the disk too"


def test_a_write_that_takes_nothing_does_not_go_on_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "write", lambda *_: 0)
    with pytest.raises(OSError, match="space"):
        append_whole(tmp_path / "lines", LINE)


def test_a_line_that_a_crash_cut_short_is_ended_before_the_next(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_text("first\nsec")
    append_whole(path, "third\n")
    assert path.read_text() == "first\nsec\nthird\n"


def test_nothing_is_appended_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine")
    (tmp_path / "lines").symlink_to(tmp_path / "precious")
    with pytest.raises(OSError, match="symbolic links"):
        append_whole(tmp_path / "lines", LINE)
    assert (tmp_path / "precious").read_text() == "mine"
