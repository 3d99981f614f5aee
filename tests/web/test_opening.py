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
from sim.domain.errors import CouncilError
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
