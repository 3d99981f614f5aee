"""One address cannot fill the log of a room: seats taken and tests handed in are counted."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from sim.classroom.opening import RoomOptions, open_room
from sim.classroom.reply import Reply, UnnumberedEntry
from sim.web import limits
from sim.web.addresses import Addresses
from sim.web.hub import Hub
from sim.web.server import build_application
from tests.classroom.fakes import Fake
from tests.classroom.scene import scene
from tests.web.asgi import HOST, ask

CODE = "ABCD"
ANSWERS = {"form": "pre", "student": "zz99", "code": CODE, "letter-1": "A"}
SEAT = {"code": CODE, "seat": "OBSERVER", "name": ""}


def test_an_address_that_adds_too_much_waits_and_keeps_what_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ENTRIES", 4.0)
    monkeypatch.setattr(limits, "ENTRIES_A_SECOND", 0.0)
    opened = open_room(scene(), RoomOptions(code=CODE, folder=tmp_path, pace=0))
    hub = Hub(opened.log, opened.room, Fake())
    begin = Reply((UnnumberedEntry("test", "teacher", {"form": "pre"}),))

    async def live() -> None:
        app = build_application(hub, f"http://{HOST}:8000", Addresses(frozenset({HOST})))
        hub.start()
        assert (await hub.submit(lambda *_: begin)).refused is None
        for student in ("aa11", "bb22"):
            assert (await ask(app, "/join", SEAT)).status == 303
            assert (await ask(app, "/test", ANSWERS | {"student": student})).status == 303
        before = len(hub.log.entries)
        seat, handed_in = await ask(app, "/join", SEAT), await ask(app, "/test", ANSWERS)
        for page in (seat, handed_in):
            assert page.status == 429
            assert "too many messages; wait a moment" in page.text
        assert 'value="ZZ99"' in handed_in.text
        assert " checked" in handed_in.text
        assert (await ask(app, f"/test?code={CODE}")).status == 200, "who reads adds nothing"
        assert len(hub.log.entries) == before
        await hub.stop()

    asyncio.run(asyncio.wait_for(live(), 60))
    opened.log.close()


def test_a_class_behind_one_address_gets_in_at_once() -> None:
    """Everybody of a full room takes a seat and hands in the test in the same minute."""
    assert 2 * sum(limits.MOST_PEOPLE.values()) <= limits.ENTRIES + 60 * limits.ENTRIES_A_SECOND


def test_a_solo_room_has_one_player_and_any_number_of_observers(tmp_path: Path) -> None:
    opened = open_room(scene(), RoomOptions(code=CODE, folder=tmp_path, pace=0, solo=True))
    hub = Hub(opened.log, opened.room, Fake())

    async def live() -> None:
        app = build_application(hub, f"http://{HOST}:8000", Addresses(frozenset({HOST})))
        hub.start()
        first = await ask(app, "/join", SEAT | {"seat": "EGY"})
        assert first.status == 303
        for seat in ("EGY", "RUS"):
            second = await ask(app, "/join", SEAT | {"seat": seat})
            assert second.status == 409
            assert "this room is for one player" in second.text
        assert (await ask(app, "/join", SEAT)).status == 303
        again = await ask(app, "/join", SEAT | {"seat": "RUS"}, first.cookies)
        assert again.status == 303, "the player's own browser returns to the seat"
        assert [p.seat for p in hub.room.seating.people.values() if p.seat] == ["EGY"]
        await ask(app, "/leave", {}, first.cookies)
        assert (await ask(app, "/join", SEAT | {"seat": "RUS"})).status == 303
        await hub.stop()

    asyncio.run(asyncio.wait_for(live(), 60))
    opened.log.close()
