"""The disk of a served room fills up and is emptied: what was refused is gone, the rest stays."""

from __future__ import annotations

import asyncio
import logging
import signal
from pathlib import Path
from typing import Any

import pytest

from sim.classroom.log_reading import read_log
from sim.classroom.opening import RoomOptions, open_room
from sim.classroom.reply import Reply, UnnumberedEntry
from sim.web.hub import Hub
from tests.classroom.fakes import Fake
from tests.classroom.scene import scene
from tests.disks import full_disk
from tests.web.browser import start
from tests.web.clients import Screen, Web

DRAFT = "S/2016/846"
BEGIN = Reply((UnnumberedEntry("phase", "teacher", {"to": "negotiation"}),))


@pytest.mark.parametrize(("stop", "space"), [(signal.SIGKILL, 60), (signal.SIGTERM, 300)])
def test_what_is_acknowledged_after_a_full_disk_is_there_when_the_room_resumes(
    tmp_path: Path, stop: signal.Signals, space: int
) -> None:
    folder = tmp_path / "rooms"
    served = start(folder)
    (log,) = folder.glob("*.log")
    desk, egypt = Web(served), Web(served)
    desk.sign_in()
    egypt.join("EGY")
    Web(served).join("RUS")

    async def lesson() -> str:
        async with desk.screen("teacher") as one, egypt.screen() as other:
            teacher, delegate = Screen(one), Screen(other)
            assert (await teacher.answer(do="phase", to="negotiation"))["type"] == "ok"

            async def notes(word: str) -> list[dict[str, Any]]:
                said = [f"{word} {n} {'x' * 200}" for n in range(4)]
                return [await delegate.answer(do="note", to="RUS", text=text) for text in said]

            with full_disk(log.stat().st_size + space, served.process.pid):
                refused = await notes("refused")
            assert [answer["type"] for answer in refused] == ["refused"] * 4
            assert "cannot be written" in refused[0]["why"]
            assert [answer["type"] for answer in await notes("taken")] == ["ok"] * 4
            served.process.send_signal(stop)
            served.process.wait(20)
            return log.read_text()

    try:
        text = asyncio.run(asyncio.wait_for(lesson(), 60))
    finally:
        served.close()
    assert "refused" not in text
    assert [f"taken {n}" in text for n in range(4)] == [True] * 4
    before, _ = read_log(log)
    again = start(folder, port=served.port)
    again.close()
    assert read_log(log)[0][: len(before)] == before


def test_no_fault_of_the_log_stops_the_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    opened = open_room(scene(), RoomOptions(folder=tmp_path))
    hub = Hub(opened.log, opened.room, Fake())

    def fails(_: object) -> None:
        raise ArithmeticError("something that nobody foresaw")

    async def live() -> tuple[Reply, Reply]:
        hub.start()
        with monkeypatch.context() as broken:
            broken.setattr(opened.log, "append", fails)
            first = await hub.submit(lambda *_: BEGIN)
            assert hub.room is opened.room, "the room is what its log says"
        second = await hub.submit(lambda *_: BEGIN)
        await hub.stop()
        return first, second

    with caplog.at_level(logging.ERROR):
        first, second = asyncio.run(asyncio.wait_for(live(), 60))
    opened.log.close()
    assert first.refused is not None
    assert second.refused is None
    assert hub.room.floor.phase == "negotiation"
    assert "the log was not written" in caplog.text
