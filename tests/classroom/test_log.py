"""The log keeps every acknowledged entry and tolerates the line that was being written."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.classroom import log as log_module
from sim.classroom.log import RoomLog
from sim.classroom.log_lines import LogEntry, LogError, parse_entry
from sim.classroom.log_reading import read_log, survey
from sim.classroom.logfiles import forget_old, set_aside
from sim.classroom.terminal import Console, GameOptions, open_game
from tests import spoilings
from tests.classroom.fakes import Fake
from tests.classroom.scene import scene
from tests.disks import EVERY, full_disk

AT = "2016-10-08T14:40:00+00:00"


def entry(n: int, **data: object) -> LogEntry:
    if n == 0:
        return LogEntry(0, AT, "room", "opened", {"scenario": "s", "code": "ABCD", "rules": "real"})
    return LogEntry(n, AT, "EGY", "act", data)


def filled(path: Path, count: int) -> None:
    log = RoomLog(path)
    log.append([entry(n, vote="yes") for n in range(count)])
    log.close()


def test_entries_come_back_in_order(tmp_path: Path) -> None:
    filled(tmp_path / "room.log", 3)
    log = RoomLog(tmp_path / "room.log")
    assert [e.n for e in log] == [0, 1, 2]
    assert log.entries[2].data == {"vote": "yes"}
    log.close()


@pytest.mark.parametrize("torn", [b'{"n":3,"at":"x"', b"\x00\x00\x00", b"{", b'{"n":3\0\0}\n'])
def test_a_torn_last_line_is_cut_off_and_writing_goes_on(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "room.log"
    filled(path, 3)
    with path.open("ab") as file:
        file.write(torn)
    log = RoomLog(path)
    size = "1 byte" if len(torn) == 1 else f"{len(torn)} bytes"
    (remark,) = log.remarks
    assert remark == f"The last line of this log is unfinished and is left out ({size})."
    log.append([entry(3)])
    log.close()
    assert [e.n for e in read_log(path)[0]] == [0, 1, 2, 3]


@pytest.mark.parametrize("last", [b"{}\n", b'{"n":3}\n', b"[" * 100_000, b'{"n":4,"at":"x'])
def test_a_last_line_that_nobody_was_writing_is_damage(tmp_path: Path, last: bytes) -> None:
    path = tmp_path / "room.log"
    filled(path, 3)
    with path.open("ab") as file:
        file.write(last)
    before = path.read_bytes()
    with pytest.raises(LogError, match="line 4"):
        RoomLog(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("how", spoilings.EVERY)
@pytest.mark.parametrize("line", [0, 1])
def test_a_line_that_says_the_same_in_other_bytes_was_edited(
    tmp_path: Path, how: str, line: int
) -> None:
    path = tmp_path / "room.log"
    filled(path, 3)
    lines = path.read_bytes().splitlines(keepends=True)
    lines[line] = spoilings.EVERY[how](lines[line])
    spoilt = b"".join(lines)
    if lines[line] == path.read_bytes().splitlines(keepends=True)[line]:
        pytest.skip("this line has nothing of the kind")
    path.write_bytes(spoilt)
    with pytest.raises(LogError):
        RoomLog(path)
    assert path.read_bytes() == spoilt


@given(cut=st.one_of(st.just(0), st.integers(min_value=13, max_value=500)))
def test_a_log_cut_anywhere_keeps_every_whole_line(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    path = tmp_path_factory.mktemp("cut") / "room.log"
    filled(path, 4)
    whole = path.read_bytes()
    path.write_bytes(whole[: min(cut, len(whole))])
    log = RoomLog(path)
    assert len(log.entries) == whole[: min(cut, len(whole))].count(b"\n")
    log.close()


def test_damage_in_the_middle_is_an_error_that_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "room.log"
    filled(path, 3)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + b"rubbish\n" + lines[2])
    with pytest.raises(LogError, match="line 2"):
        RoomLog(path)


def lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def bare(lines: list[bytes]) -> list[bytes]:
    """The lines as an earlier version wrote them, without digests."""
    return [parse_entry(line).line() for line in lines]


EDITS = {
    "edited": (lambda lines: [*lines[:2], lines[2].replace(b"yes", b"no "), *lines[3:]], 3),
    "last": (lambda lines: [*lines[:4], lines[4].replace(b"yes", b"no ")], 5),
    "first": (lambda lines: [lines[0].replace(b"ABCD", b"DCBA"), *lines[1:]], 1),
    "spaced": (lambda lines: [*lines[:2], lines[2].replace(b":", b": "), *lines[3:]], 3),
    "digest": (lambda lines: [*lines[:2], lines[2][:-4] + b'0"}\n', *lines[3:]], 3),
    "no digest": (lambda lines: [*lines[:2], *bare(lines[2:3]), *lines[3:]], 3),
    "no more digests": (lambda lines: [*lines[:2], *bare(lines[2:])], 3),
    "no digests before": (lambda lines: [*bare(lines[:2]), *lines[2:]], 3),
    "written anew": (lambda lines: [json.dumps(json.loads(x)).encode() + b"\n" for x in lines], 1),
    "sorted": (
        lambda lines: [json.dumps(json.loads(x), sort_keys=True).encode() + b"\n" for x in lines],
        1,
    ),
    "swapped": (lambda lines: [*lines[:2], lines[3], lines[2], lines[4]], 3),
    "out": (lambda lines: [*lines[:2], *lines[3:]], 3),
    "doubled": (lambda lines: [*lines[:3], *lines[2:]], 4),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_log_names_the_first_line_that_does_not_follow(tmp_path: Path, name: str) -> None:
    edit, line = EDITS[name]
    path = tmp_path / "room.log"
    filled(path, 5)
    path.write_bytes(b"".join(edit(lines_of(path))))
    before = path.read_bytes()
    with pytest.raises(LogError, match=r"was edited|not entry") as caught:
        RoomLog(path)
    assert caught.value.where == f"{path}, line {line}"
    assert "--recover" in caught.value.remedy
    assert survey(path).entries == [entry(n, vote="yes") for n in range(line - 1)]
    assert path.read_bytes() == before


def test_entries_moved_and_numbered_anew_are_noticed(tmp_path: Path) -> None:
    path = tmp_path / "room.log"
    filled(path, 5)
    lines = lines_of(path)
    path.write_bytes(b"".join([*lines[:2], lines[3].replace(b'"n":3', b'"n":2'), lines[4]]))
    with pytest.raises(LogError, match="line 3\n"):
        read_log(path)


def test_a_log_without_digests_is_read_and_chained_from_there_on(tmp_path: Path) -> None:
    path = tmp_path / "room.log"
    filled(path, 3)
    path.write_bytes(b"".join(bare(lines_of(path))))
    log = RoomLog(path)
    assert str(log.remarks[0]).startswith("3 entries of this log are from an earlier version")
    log.append([entry(3), entry(4)])
    log.close()
    again = survey(path)
    assert (len(again.entries), again.unchained, again.problem) == (5, 3, "")
    path.write_bytes(path.read_bytes().replace(b"yes", b"no ", 1))
    assert survey(path).line == 4, "the first digest covers all that stood before it"


def test_the_chain_goes_on_after_a_write_that_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    log = RoomLog(tmp_path / "room.log")
    log.append([entry(0), entry(1)])
    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(LogError, match="cannot be written"):
            log.append([entry(2, vote="no")])
    log.append([entry(2, vote="yes")])
    log.close()
    assert [e.data for e in read_log(tmp_path / "room.log")[0]][2] == {"vote": "yes"}


def test_two_servers_cannot_write_one_log(tmp_path: Path) -> None:
    first = RoomLog(tmp_path / "room.log")
    with pytest.raises(LogError, match="another server"):
        RoomLog(tmp_path / "room.log")
    first.close()


def test_a_lock_that_cannot_be_had_is_not_called_another_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(descriptor: int, *, blocking: bool) -> bool:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(log_module, "lock_descriptor", refused)
    with pytest.raises(LogError, match="cannot be opened") as caught:
        RoomLog(tmp_path / "room.log")
    assert "cannot be locked" in caught.value.why


def test_only_the_owner_may_read_the_file(tmp_path: Path) -> None:
    log = RoomLog(tmp_path / "rooms" / "room.log")
    assert log.path.stat().st_mode & 0o077 == 0
    log.forget()
    assert not log.path.exists()


def test_names_survive_as_they_were_written() -> None:
    strange = entry(1, name='Zoë\u2028"<script>\n')
    assert parse_entry(strange.line()) == strange
    assert strange.line().count(b"\n") == 1


FOREIGN = [
    b"one line without its end",
    b"one line\n",
    b"two\nlines\n",
    b"\x00" * 300,
    b"{}\n",
    b'{"n":0,"at":"2016","by":"nginx","kind":"opened","data":{}}\n',
    b'{"n":0,"at":"2016","by":"room","kind":"opened","data":{"scenario":7}}\n',
    b"9" * 2_000_000,
]


@pytest.mark.parametrize("content", FOREIGN, ids=range(len(FOREIGN)))
def test_a_file_of_another_program_is_refused_and_left(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "DATA.log"
    path.write_bytes(content)
    for opening in (RoomLog, read_log, set_aside):
        with pytest.raises(LogError, match="not the log"):
            opening(path)
    assert path.read_bytes() == content


def test_an_empty_file_may_become_a_log(tmp_path: Path) -> None:
    (tmp_path / "room.log").touch()
    filled(tmp_path / "room.log", 2)
    assert len(read_log(tmp_path / "room.log")[0]) == 2


def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "room.log")
    with pytest.raises(LogError, match="not the log"):
        RoomLog(tmp_path / "room.log")
    with pytest.raises(LogError, match="not the log"):
        RoomLog(Path("/dev/full"))


def test_a_log_that_was_replaced_meanwhile_is_not_deleted(tmp_path: Path) -> None:
    log = RoomLog(tmp_path / "room.log")
    (tmp_path / "room.log").unlink()
    (tmp_path / "room.log").write_text("mine")
    log.forget()
    assert (tmp_path / "room.log").read_text() == "mine"


def test_a_log_is_set_aside_under_a_free_name(tmp_path: Path) -> None:
    path = tmp_path / "room.log"
    assert set_aside(path) is None
    for number in (1, 2):
        filled(path, 3)
        assert set_aside(path) == tmp_path / f"room.log.{number}"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["room.log.1", "room.log.2"]


def test_a_link_to_a_log_stays_a_link(tmp_path: Path) -> None:
    far = tmp_path / "far"
    filled(far / "real.log", 3)
    link = tmp_path / "room.log"
    link.symlink_to(far / "real.log")
    assert set_aside(link) == far / "real.log.1"
    filled(link, 2)
    assert link.is_symlink()
    assert sorted(p.name for p in far.iterdir()) == ["real.log", "real.log.1"]
    RoomLog(link).forget()
    assert link.is_symlink()
    assert [p.name for p in far.iterdir()] == ["real.log.1"]


def test_a_link_that_leads_nowhere_is_no_free_name(tmp_path: Path) -> None:
    filled(tmp_path / "room.log", 3)
    (tmp_path / "room.log.1").symlink_to("nowhere")
    assert set_aside(tmp_path / "room.log") == tmp_path / "room.log.2"
    assert (tmp_path / "room.log.1").is_symlink()


def test_an_old_log_behind_a_link_is_not_deleted(tmp_path: Path) -> None:
    filled(tmp_path / "far" / "ABCD.log", 3)
    os.utime(tmp_path / "far" / "ABCD.log", (0, 0))
    rooms = tmp_path / "rooms"
    rooms.mkdir()
    (rooms / "ABCD.log").symlink_to(tmp_path / "far" / "ABCD.log")
    assert forget_old(rooms, 1) == []
    assert (tmp_path / "far" / "ABCD.log").exists()


def test_a_log_in_use_is_not_set_aside(tmp_path: Path) -> None:
    filled(tmp_path / "room.log", 2)
    log = RoomLog(tmp_path / "room.log")
    with pytest.raises(LogError, match="another server"):
        set_aside(tmp_path / "room.log")
    log.close()


def test_only_old_logs_of_rooms_are_forgotten(tmp_path: Path) -> None:
    for name in ("ABCD.log", "ABCD.log.1", "game.log", "NEWS.log"):
        filled(tmp_path / name, 3)
    game = open_game(
        scene(), GameOptions("EGY", save=tmp_path / ".log"), Fake(), Console(print, lambda _: None)
    )
    game.log.close()
    (tmp_path / "access.log").write_text("GET /\n")
    (tmp_path / "EMPT.log").touch()
    fresh = tmp_path / "fresh"
    filled(fresh / "ABCD.log", 3)
    for path in tmp_path.glob("*.log*"):
        os.utime(path, (0, 0))
    busy = tmp_path / "busy"
    filled(busy / "ABCD.log", 3)
    held = RoomLog(busy / "ABCD.log")
    os.utime(busy / "ABCD.log", (0, 0))
    assert [p.name for p in forget_old(tmp_path, 1)] == ["ABCD.log", "ABCD.log.1"]
    assert forget_old(fresh, 1) == []
    assert forget_old(busy, 1) == []
    held.close()


@pytest.mark.parametrize("space", EVERY)
def test_entries_that_did_not_fit_leave_no_trace_and_later_ones_are_kept(
    tmp_path: Path, space: int
) -> None:
    """The disk fills up, is emptied, and the server is killed: what it took is there."""
    path = tmp_path / "room.log"
    log = RoomLog(path)
    log.append([entry(0), entry(1)])
    size = path.stat().st_size
    with full_disk(size + space):
        for vote in ("no", "abstain"):
            with pytest.raises(LogError, match="cannot be written"):
                log.append([entry(2, vote=vote), entry(3, vote=vote)])
            assert path.stat().st_size == size
    log.append([entry(2, vote="yes")])
    log.append([entry(3, vote="yes")])
    killed = tmp_path / "killed.log"
    killed.write_bytes(path.read_bytes())
    log.close()
    assert path.read_bytes() == killed.read_bytes(), "nothing was waiting to be written"
    assert read_log(killed)[0] == [entry(0), entry(1), entry(2, vote="yes"), entry(3, vote="yes")]


def _fails(*_: int) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_a_log_that_cannot_be_cut_back_takes_nothing_until_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "room.log"
    log = RoomLog(path)
    log.append([entry(0), entry(1)])
    with monkeypatch.context() as broken:
        broken.setattr(os, "ftruncate", _fails)
        with full_disk(path.stat().st_size + 40), pytest.raises(LogError, match="File too large"):
            log.append([entry(2, vote="no")])
        with pytest.raises(LogError, match="cannot be written"):
            log.append([entry(2, vote="no")])
    log.append([entry(2, vote="yes")])
    log.close()
    assert read_log(path)[0] == [entry(0), entry(1), entry(2, vote="yes")]


def test_a_log_is_closed_without_what_was_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "room.log"
    log = RoomLog(path)
    log.append([entry(0)])
    before = path.read_bytes()
    with monkeypatch.context() as broken:
        broken.setattr(os, "ftruncate", _fails)
        with full_disk(len(before) + 40), pytest.raises(LogError):
            log.append([entry(1)])
    log.close()
    assert path.read_bytes() == before


@pytest.mark.parametrize("how", ["moved", "deleted", "folder"])
def test_a_log_that_is_gone_is_written_again_under_its_name(tmp_path: Path, how: str) -> None:
    path = tmp_path / "rooms" / "room.log"
    log = RoomLog(path)
    log.append([entry(0), entry(1)])
    if how == "moved":
        path.rename(tmp_path / "elsewhere.log")
    elif how == "deleted":
        path.unlink()
    else:
        path.parent.rename(tmp_path / "before")
    log.append([entry(2)])
    with pytest.raises(LogError, match="another server"):
        RoomLog(path)
    log.append([entry(3)])
    log.close()
    assert [e.n for e in read_log(path)[0]] == [0, 1, 2, 3]
    assert path.stat().st_mode & 0o777 == 0o600
    if how == "moved":
        assert [e.n for e in read_log(tmp_path / "elsewhere.log")[0]] == [0, 1]


def test_a_log_whose_name_another_file_has_takes_nothing_until_it_is_free(tmp_path: Path) -> None:
    path = tmp_path / "room.log"
    log = RoomLog(path)
    log.append([entry(0)])
    path.rename(tmp_path / "elsewhere.log")
    path.write_text("notes")
    for _ in range(2):
        with pytest.raises(LogError, match="another file has its name"):
            log.append([entry(1)])
    assert path.read_text() == "notes"
    path.unlink()
    log.append([entry(1)])
    log.close()
    assert [e.n for e in read_log(path)[0]] == [0, 1]


def test_a_log_that_is_gone_is_not_written_again_in_part(tmp_path: Path) -> None:
    path = tmp_path / "room.log"
    log = RoomLog(path)
    log.append([entry(0), entry(1)])
    path.unlink()
    with full_disk(40), pytest.raises(LogError, match="cannot be written"):
        log.append([entry(2)])
    assert not path.exists()
    log.append([entry(2)])
    log.close()
    assert [e.n for e in read_log(path)[0]] == [0, 1, 2]
