"""Opening a room touches no file that is not a log of ours, and loses no log."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from sim.classroom.log_lines import LogError
from sim.classroom.log_reading import read_log
from sim.classroom.opening import RoomOptions, open_room
from sim.classroom.reply import UnnumberedEntry, advance
from sim.domain.errors import CouncilError, UsageError
from sim.web.serving import Where, bind, reuse_option
from tests.classroom.scene import scene


def opened(folder: Path, *, kind: str = "", **wanted: object) -> str:
    """Open a room, let something happen in it, stop; the code."""
    room = open_room(scene(), RoomOptions(folder=folder, **wanted))  # type: ignore[arg-type]
    if kind:
        from datetime import UTC, datetime

        room.log.append(
            advance(room.room, (UnnumberedEntry(kind, "teacher", {}),), datetime.now(UTC))[1]
        )
    room.log.close()
    return room.room.setup.code


@pytest.mark.parametrize("options", [{}, {"fresh": True}, {"keep_days": 1}])
def test_logs_of_other_programs_are_left(tmp_path: Path, options: dict[str, object]) -> None:
    (tmp_path / "access.log").write_text("GET /\n")
    (tmp_path / "DATA.log").write_text("one line")
    for path in tmp_path.iterdir():
        os.utime(path, (0, 0))
    opened(tmp_path, **options)
    with pytest.raises(LogError, match="not the log"):
        opened(tmp_path, code="data", **options)
    assert (tmp_path / "access.log").read_text() == "GET /\n"
    assert (tmp_path / "DATA.log").read_text() == "one line"


def test_an_old_log_is_deleted_on_request_only(tmp_path: Path) -> None:
    opened(tmp_path, code="olds")
    os.utime(tmp_path / "OLDS.log", (0, 0))
    opened(tmp_path, code="news")
    assert (tmp_path / "OLDS.log").exists()
    opened(tmp_path, code="more", keep_days=30)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["MORE.log", "NEWS.log"]


def test_a_new_room_sets_the_earlier_one_of_its_code_aside(tmp_path: Path) -> None:
    opened(tmp_path, code="abcd")
    before = (tmp_path / "ABCD.log").read_bytes()
    opened(tmp_path, code="abcd", fresh=True)
    assert (tmp_path / "ABCD.log.1").read_bytes() == before
    assert (tmp_path / "ABCD.log").read_bytes() != before


def test_a_room_that_was_ended_is_not_taken_up(tmp_path: Path) -> None:
    opened(tmp_path, code="abcd", kind="closed")
    assert opened(tmp_path) != "ABCD"
    opened(tmp_path, code="abcd")
    assert [entry.kind for entry in read_log(tmp_path / "ABCD.log.1")[0]][-1] == "closed"
    assert len(read_log(tmp_path / "ABCD.log")[0]) == 1


def test_a_saved_game_is_not_taken_up_as_a_room(tmp_path: Path) -> None:
    from sim.classroom.terminal import Console, open_game
    from sim.classroom.terminal import GameOptions as Game
    from tests.classroom.fakes import Fake

    save = tmp_path / "game.log"
    game = open_game(scene(), Game("EGY", save=save), Fake(), Console(print, lambda _: None))
    game.log.close()
    before = save.read_bytes()
    opened(tmp_path)
    assert save.read_bytes() == before


@pytest.mark.parametrize("solo", [True, False])
def test_a_room_for_one_and_a_room_of_a_class_are_not_taken_for_each_other(
    tmp_path: Path, solo: bool
) -> None:
    first = opened(tmp_path, solo=solo)
    other = opened(tmp_path, solo=not solo)
    assert other != first, "a new room, beside the other one"
    assert opened(tmp_path, solo=solo) == first
    assert opened(tmp_path, solo=not solo) == other
    with pytest.raises(UsageError, match=r"class's room|for one person alone") as refused:
        opened(tmp_path, code=first, solo=not solo)
    assert "--new" in refused.value.remedy


def test_a_room_is_resumed_with_its_own_options_and_not_with_others(tmp_path: Path) -> None:
    code = opened(tmp_path, rules="mun", per_seat=1, pace=7.0)
    again = open_room(scene(), RoomOptions(folder=tmp_path))
    again.log.close()
    setup = again.room.setup
    assert (again.room.setup.code, setup.rules, again.room.seating.per_seat, again.room.pace) == (
        code, "mun", 1, 7.0,
    )  # fmt: skip
    before = (tmp_path / f"{code}.log").read_bytes()
    for given, option in (({"rules": "real"}, "--rules mun"), ({"per_seat": 2}, "--per-seat 1")):
        with pytest.raises(UsageError, match=option):
            opened(tmp_path, **given)
    assert (tmp_path / f"{code}.log").read_bytes() == before
    opened(tmp_path, rules="mun", per_seat=1, pace=2.0)
    faster = open_room(scene(), RoomOptions(folder=tmp_path))
    faster.log.close()
    assert faster.room.pace == 2.0, "the pace can change"


def test_a_port_is_had_by_one_server_and_on_windows_too(monkeypatch: pytest.MonkeyPatch) -> None:
    listener = bind(Where(port=0))
    try:
        listener.listen()
        with pytest.raises(CouncilError, match="nothing can be served") as refused:
            bind(Where(port=listener.getsockname()[1])).close()
        assert "--port" in refused.value.remedy
    finally:
        listener.close()
    # Windows has an option of its own, as SO_REUSEADDR shares a port there.
    monkeypatch.setattr(socket, "SO_EXCLUSIVEADDRUSE", -5, raising=False)
    assert reuse_option() == -5
