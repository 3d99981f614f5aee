"""The log keeps every acknowledged entry and tolerates the line that was being written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.web.log import Entry, Log, LogError, parse, read


def entry(n: int, **data: object) -> Entry:
    return Entry(n, "2016-10-08T14:40:00+00:00", "EGY", "act", data)


def filled(path: Path, count: int) -> None:
    log = Log(path)
    log.append([entry(n, vote="yes") for n in range(count)])
    log.close()


def test_entries_come_back_in_order(tmp_path: Path) -> None:
    filled(tmp_path / "room.log", 3)
    log = Log(tmp_path / "room.log")
    assert [e.n for e in log] == [0, 1, 2]
    assert log.entries[2].data == {"vote": "yes"}
    log.close()


@pytest.mark.parametrize("torn", [b'{"n":3,"at":"x"', b"\x00\x00\x00", b"{}\n", b'{"n":3}\n'])
def test_a_torn_last_line_is_cut_off_and_writing_goes_on(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "room.log"
    filled(path, 3)
    with path.open("ab") as file:
        file.write(torn)
    log = Log(path)
    log.append([entry(3)])
    log.close()
    assert [e.n for e in read(path)[0]] == [0, 1, 2, 3]


@given(cut=st.integers(min_value=0, max_value=400))
def test_a_log_cut_anywhere_keeps_every_whole_line(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    path = tmp_path_factory.mktemp("cut") / "room.log"
    filled(path, 4)
    whole = path.read_bytes()
    path.write_bytes(whole[: min(cut, len(whole))])
    log = Log(path)
    assert len(log.entries) == whole[: min(cut, len(whole))].count(b"\n")
    log.close()


def test_damage_in_the_middle_is_an_error_that_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "room.log"
    filled(path, 3)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + b"rubbish\n" + lines[2])
    with pytest.raises(LogError, match="line 2"):
        Log(path)


def test_two_servers_cannot_write_one_log(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    first = Log(tmp_path / "room.log")
    with pytest.raises(LogError, match="another server"):
        Log(tmp_path / "room.log")
    first.close()


def test_only_the_owner_may_read_the_file(tmp_path: Path) -> None:
    log = Log(tmp_path / "rooms" / "room.log")
    assert log.path.stat().st_mode & 0o077 == 0
    log.forget()
    assert not log.path.exists()


def test_names_survive_as_they_were_written() -> None:
    strange = entry(0, name='Zoë\u2028"<script>\n')
    assert parse(strange.line()) == strange
    assert strange.line().count(b"\n") == 1
