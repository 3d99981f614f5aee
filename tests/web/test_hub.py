"""The worker and the ticker of a room, without a server."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sim.classroom.debrief_votes import ComparedText
from sim.classroom.messages import DoAct
from sim.classroom.opening import RoomOptions, open_room
from sim.classroom.reply import Reply, UnnumberedEntry
from sim.classroom.seats import Person
from sim.lessons.members import Inclination, Texts
from sim.web.client import Client
from sim.web.computed import debrief_when_free
from sim.web.hub import Hub
from sim.web.serving import in_a_line
from tests.classroom.fakes import Fake
from tests.classroom.meetings import debate
from tests.classroom.scene import scene


class Stumbling(Fake):
    """Members that fail the first time they are asked."""

    asked = 0

    def inclinations(self, texts: Texts) -> Mapping[str, Mapping[str, Inclination]]:
        self.asked += 1
        if self.asked == 1:
            raise ArithmeticError("the engine met something that nobody foresaw")
        return super().inclinations(texts)


def test_an_act_that_fails_does_not_leave_the_simulated_seats_empty(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    opened = open_room(scene(), RoomOptions(folder=tmp_path, pace=0.01))
    members = Stumbling()
    hub = Hub(opened.log, opened.room, members)

    async def live() -> None:
        hub.start()
        begin = Reply((UnnumberedEntry("phase", "teacher", {"to": "negotiation"}),))
        assert (await hub.submit(lambda *_: begin)).refused is None
        before = len(hub.log.entries)
        while len(hub.log.entries) == before:
            await asyncio.sleep(0.05)
        await hub.stop()

    with caplog.at_level(logging.ERROR):
        asyncio.run(asyncio.wait_for(live(), 60))
    opened.log.close()
    assert members.asked > 1
    assert "a simulated act was dropped" in caplog.text


def test_a_draft_taken_back_while_the_engine_computes_leaves_no_act_behind(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    opened = open_room(scene(), RoomOptions(folder=tmp_path, pace=0))

    class Slow(Fake):
        """Members that answer after the teacher has taken the last act back."""

        loop: asyncio.AbstractEventLoop

        def inclinations(self, texts: Texts) -> Mapping[str, Mapping[str, Inclination]]:
            if "FRA/1" in texts:
                undo = Reply((UnnumberedEntry("undone", "teacher", {"to": circulated[0]}),))
                asyncio.run_coroutine_threadsafe(hub.submit(lambda *_: undo), self.loop).result(20)
            return super().inclinations(texts)

    members, circulated = Slow(), list[int]()
    hub = Hub(opened.log, opened.room, members)

    async def live() -> None:
        members.loop = asyncio.get_running_loop()
        hub.start()
        tied = {"draft": "FRA/1", "paragraph": 1, "issue": "flights", "value": 0.5}
        for kind, data in (
            ("phase", {"to": "negotiation"}),
            ("begin", {"symbol": "FRA/1", "title": "x"}),
            ("write", {**tied, "part": "operative", "text": "Decides"}),
            ("circulate", {"draft": "FRA/1"}),
        ):
            if kind == "circulate":  # what there was to say before is said
                while await hub._engine_step(hurry=True):
                    pass
            circulated[:] = [len(hub.log.entries)]
            line = UnnumberedEntry(kind, "teacher" if kind == "phase" else "FRA", data)
            reply = await hub.submit(lambda *_, line=line: Reply((line,)))  # type: ignore[misc]
            assert reply.refused is None
        assert "FRA/1" in hub.room.floor.texts
        await hub._engine_step(hurry=True)
        await hub.stop()

    with caplog.at_level(logging.ERROR):
        asyncio.run(asyncio.wait_for(live(), 60))
    opened.log.close()
    assert "FRA/1" not in hub.room.floor.texts
    assert hub.log.entries[-1].kind == "undone"
    assert not caplog.text


def test_what_could_not_be_read_back_is_not_written(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    opened = open_room(scene(), RoomOptions(folder=tmp_path, pace=0))
    hub = Hub(opened.log, opened.room, Fake())
    bad = (
        UnnumberedEntry("stand", "EGY", {"draft": "S/2016/846", "stand": "perhaps"}),
        UnnumberedEntry("stand", "EGY", {"draft": "S/1999/1", "stand": "for"}),
        UnnumberedEntry("dispatch", "PRESS", {"text": "\ud800"}),
    )

    async def live() -> None:
        hub.start()
        for line in bad:
            reply = await hub.submit(lambda *_, line=line: Reply((line,)))  # type: ignore[misc]
            assert reply.refused is not None
            assert "the room is as it was" in reply.refused.why
        await hub.stop()

    with caplog.at_level(logging.ERROR):
        asyncio.run(asyncio.wait_for(live(), 60))
    opened.log.close()
    assert len(hub.log.entries) == 1
    assert "could not be read back" in caplog.text


def test_every_greeting_names_the_server(tmp_path: Path) -> None:
    """Also the one after a draft was begun: a page gives up what another server may have heard."""
    opened = open_room(scene(), RoomOptions(folder=tmp_path))
    hub = Hub(opened.log, opened.room, Fake())

    async def live() -> list[dict[str, Any]]:
        hub.start()
        token = "t" * 64
        data = {"token": token, "role": "delegate", "seat": "EGY", "name": ""}
        await hub.submit(lambda *_: Reply((UnnumberedEntry("joined", "room", data),)))
        person = hub.person(token)
        assert person is not None
        client = Client(token, person)
        hub.join(client)
        hub.room = replace(hub.room, scenario=hub.room.scenario.model_copy())
        hub.changed()
        await hub.stop()
        return [json.loads(text) for text in client.outbox]

    greetings = [body for body in asyncio.run(live()) if body["type"] == "hello"]
    opened.log.close()
    assert [body["boot"] for body in greetings] == [hub.boot] * 2


def test_a_message_is_answered_once_while_it_waits_and_again_to_who_asks_later(
    tmp_path: Path,
) -> None:
    """A page repeats what is not answered; it is done once, whoever asks and however often."""
    opened = open_room(scene(), RoomOptions(folder=tmp_path))
    hub = Hub(opened.log, opened.room, Fake())
    said = json.dumps({"id": 7, "do": "note", "to": "FRA", "text": "x"})

    async def live() -> list[list[int]]:
        token, page = "t" * 64, "a" * 16
        data = {"token": token, "role": "delegate", "seat": "EGY", "name": ""}
        hub.start()
        await hub.submit(lambda *_: Reply((UnnumberedEntry("joined", "room", data),)))
        person = hub.person(token)
        assert person is not None
        first, second = Client(token, person, page=page), Client(token, person, page=page)
        await asyncio.gather(*(hub.hear(first, said) for _ in range(3)))
        await hub.hear(first, said)
        await hub.hear(second, said)
        await hub.stop()
        screens = [[json.loads(text) for text in screen.outbox] for screen in (first, second)]
        return [[body["id"] for body in bodies if "id" in body] for bodies in screens]

    answers = asyncio.run(asyncio.wait_for(live(), 60))
    opened.log.close()
    assert answers == [[7, 7], [7]], "three at once have one answer, the fourth has it again"


def test_a_number_that_another_message_has_is_refused_and_nothing_is_done(tmp_path: Path) -> None:
    opened = open_room(scene(), RoomOptions(folder=tmp_path))
    hub = Hub(opened.log, opened.room, Fake())

    async def live() -> tuple[list[dict[str, object]], dict[str, object]]:
        token = "t" * 64
        data = {"token": token, "role": "teacher", "seat": "", "name": ""}
        hub.start()
        await hub.submit(lambda *_: Reply((UnnumberedEntry("joined", "room", data),)))
        person = hub.person(token)
        assert person is not None
        client = Client(token, person, page="a" * 16)
        for seconds in (5, 6, 5):
            await hub.hear(client, json.dumps({"id": 7, "do": "pace", "seconds": seconds}))
        await hub.stop()
        kept = [json.loads(said) for said in client.outbox]
        return [b for b in kept if "id" in b], {e.kind: e.data for e in hub.log.entries}

    answers, entries = asyncio.run(asyncio.wait_for(live(), 60))
    opened.log.close()
    told = [(body["type"], body["id"]) for body in answers]
    assert told == [("ok", 7), ("refused", 7), ("ok", 7)]
    assert "another message" in str(answers[1]["why"])
    assert entries["pace"] == {"seconds": 5}


@pytest.mark.parametrize(
    ("message", "number"),
    [
        ('{"id":9,"do":"note","to":"FRA","text":"\\ud800"}', 9),
        ('{"id":9,"do":"nothing"}', 9),
        ('{"id": 9, "do": "note", "to": "FRA"', 9),
        ('{"id":9,"do":"note","to":"FRA","text":"' + "x" * 300 + '"}', 9),
        ('{"id":-1,"do":"step"}', -1),
        ('{"id":9007199254740992,"do":"step"}', 2**53),
        ('{"id":"7","do":"step"}', "7"),
        ('{"id":1.5,"do":"step"}', 1.5),
        ('{"id":true,"do":"step"}', True),
        ('{"id":{},"do":"step"}', 0),
    ],
)
def test_a_message_that_is_refused_unread_is_answered_by_its_number(
    tmp_path: Path, message: str, number: object
) -> None:
    opened = open_room(scene(), RoomOptions(folder=tmp_path))
    hub = Hub(opened.log, opened.room, Fake())
    client = Client("t" * 64, Person("t", "delegate", "", "EGY"), page="a" * 16)
    asyncio.run(hub.hear(client, message))
    opened.log.close()
    (answer,) = (json.loads(text) for text in client.outbox)
    assert (answer["type"], answer["id"]) == ("refused", number)


def test_a_debrief_is_of_the_room_for_which_it_was_asked(tmp_path: Path) -> None:
    """An export waits for the engine, and the room may be another by then."""
    opened = open_room(scene(), RoomOptions(folder=tmp_path))
    hub = Hub(opened.log, opened.room, Fake())
    texts = hub.room.floor.texts
    struck = {symbol: dict(list(text.items())[1:]) for symbol, text in texts.items()}
    wanted = replace(hub.room, floor=replace(hub.room.floor, texts=struck))

    async def live() -> tuple[ComparedText, ...]:
        return await debrief_when_free(hub, wanted)

    compared = asyncio.run(asyncio.wait_for(live(), 60))
    opened.log.close()
    assert compared
    assert all(len(one.changed) == 1 for one in compared)


def test_a_chair_in_a_hurry_does_not_pass_over_the_objection_of_a_simulated_member(
    tmp_path: Path,
) -> None:
    """Whoever decides without a vote at once is told who objects, also while the engine waits."""
    opened = open_room(scene(), RoomOptions(folder=tmp_path, pace=0))
    asked = debate("RUS")
    hub = Hub(opened.log, replace(opened.room, floor=asked.floor, seating=asked.seating), Fake())
    chair = next(iter(asked.seating.people.values()))
    client = Client(chair.key, chair)

    def act(kind: str, **data: object) -> DoAct:
        return DoAct(do="act", act=kind, data=data)

    async def live() -> dict[str, Any]:
        hub.start()
        await hub._do(client, chair, 1, act("put", proposal="S/2016/846", consent=True))
        answer = await hub._do(client, chair, 2, act("no_objection"))
        await hub.stop()
        return answer

    answer = asyncio.run(asyncio.wait_for(live(), 60))
    opened.log.close()
    assert "objected" in str(answer["why"])
    assert hub.room.floor.meeting is not None
    assert hub.room.floor.meeting.objectors


def test_a_fault_of_a_connection_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COUNCIL_TRACEBACK", raising=False)
    try:
        b"\xff".decode()
    except UnicodeDecodeError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "Exception in %s\n", ("ASGI",), info)
    assert in_a_line(record)
    assert logging.Formatter().format(record) == "Exception in ASGI (UnicodeDecodeError)"
