"""A connection that stops without closing: the page says so, keeps what was said, sends it once."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from sim.classroom.message_reading import parse_message
from sim.web import limits, server
from sim.web.answered import AnswerMemory, OtherMessageError, page_called
from tests.web.browser import Served, browser, needs_browser, start
from tests.web.clients import Screen, Web
from tests.web.proxies import Proxy, proxy
from tests.web.test_browser import click, css, type_in, wait

SCRIPT = (server.HERE / "static" / "connection.js").read_text(encoding="utf-8")
STATUS = "return document.getElementById('status').textContent"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    room = start(tmp_path / "rooms")
    yield room
    room.close()


@pytest.fixture
def between(served: Served) -> Iterator[Proxy]:
    with proxy(served.port) as passing:
        yield passing


def seated(served: Served, *seats: str) -> list[Web]:
    people = [Web(served) for _ in seats]
    assert [web.join(seat) for web, seat in zip(people, seats, strict=True)] == [303] * len(seats)
    return people


def type_a_note(pupil: Any, served: Served, between: Proxy, text: str) -> None:
    """Sit down for Egypt behind the proxy, and type a note without passing it."""
    pupil.get(f"http://127.0.0.1:{between.port}/?code={served.code}")
    click(pupil, "input[value=EGY]")
    click(pupil, "button.primary")
    wait(lambda: pupil.execute_script(STATUS) == "connected")
    click(pupil, "#tab-notes")
    type_in(pupil, "#note-text", text)


def notes(served: Served, reader: Web) -> list[str]:
    """The texts of the notes that the screen of `reader` shows."""

    async def look() -> list[str]:
        async with reader.screen() as socket:
            screen = Screen(socket)
            await screen.until(lambda _, mine: "notes" in mine)
            return [note["text"] for note in screen.view["mine"]["notes"]]

    return asyncio.run(asyncio.wait_for(look(), 30))


def test_silence_is_told_within_four_seconds() -> None:
    told = dict(re.findall(r"\b(BEAT|QUIET|TICK) = (\d+)", SCRIPT))
    # The connection stops just after a sign of life; each clock is looked at a tick later.
    assert int(told["BEAT"]) + int(told["QUIET"]) + 2 * int(told["TICK"]) <= 4000


def test_what_a_page_says_again_is_done_once(served: Served) -> None:
    egypt, france = seated(served, "EGY", "FRA")
    note = {"id": 7, "do": "note", "to": "FRA", "text": "Shall we meet?"}

    async def say(page: str, *messages: dict[str, Any]) -> list[dict[str, Any]]:
        async with egypt.screen(f"delegate?page={page}") as socket:
            told: list[dict[str, Any]] = []
            for message in messages:
                await socket.send(json.dumps(message))
            while len(told) < len(messages):
                body = json.loads(await socket.recv())
                told += [body] if "id" in body else []
            return told

    first = asyncio.run(say("a" * 16, note, note))
    second = asyncio.run(say("a" * 16, note))  # on a new connection of the same page
    assert [body["type"] for body in (*first, *second)] == ["ok"] * 3
    assert notes(served, france) == ["Shall we meet?"]
    asyncio.run(say("b" * 16, note))  # another page means it
    asyncio.run(say("", note))
    assert len(notes(served, france)) == 3


def test_a_message_whose_sender_is_gone_is_done_and_answered_later(served: Served) -> None:
    egypt, france = seated(served, "EGY", "FRA")
    note = json.dumps({"id": 3, "do": "note", "to": "FRA", "text": "Before the line broke."})

    async def break_off() -> dict[str, Any]:
        async with egypt.screen("delegate?page=" + "c" * 16) as socket:
            await socket.recv()
            await socket.send(note)
            socket.transport.abort()
        async with egypt.screen("delegate?page=" + "c" * 16) as socket:
            await socket.send(note)
            while True:
                body: dict[str, Any] = json.loads(await socket.recv())
                if body.get("id") == 3:
                    return body

    assert asyncio.run(asyncio.wait_for(break_off(), 30))["type"] == "ok"
    assert notes(served, france) == ["Before the line broke."]


def test_signs_of_life_are_given_but_not_without_end(served: Served) -> None:
    (egypt,) = seated(served, "EGY")

    async def ask(times: int) -> tuple[int, int | None]:
        beats = 0
        async with egypt.screen() as socket:
            try:
                for _ in range(times):
                    await socket.send('{"beat":1}')
                while times > 1 or not beats:
                    beats += json.loads(await socket.recv())["type"] == "beat"
            except ConnectionClosed:
                return beats, socket.close_code
            return beats, None

    assert asyncio.run(asyncio.wait_for(ask(1), 30)) == (1, None)
    beats, code = asyncio.run(asyncio.wait_for(ask(400), 30))
    assert code == 4429
    assert beats <= limits.BEATS + 10


def test_few_pages_and_few_answers_are_kept() -> None:
    async def fill() -> None:
        memory, future = AnswerMemory(), asyncio.get_running_loop().create_future
        _, note = parse_message({"id": 1, "do": "note", "to": "FRA", "text": "Hello."})
        _, other = parse_message({"id": 1, "do": "note", "to": "FRA", "text": "Hello again."})
        for page in range(50):
            answers = memory.of("token", f"{page:08x}")
            for number in range(1, 200):
                answers.keep(number, note, future())
            answers.keep(0, note, future())
            assert len(answers.kept) == limits.KEPT_ANSWERS
            assert answers.to(0, note) is None
        assert memory.of("token", "00000031").to(199, note) is not None
        assert memory.of("token", "00000000").to(199, note) is None
        with pytest.raises(OtherMessageError):
            memory.of("token", "00000031").to(199, other)
        memory.forget_others({"somebody else"})
        assert memory.of("token", "00000031").to(199, note) is None

    asyncio.run(fill())
    assert page_called("0123456789abcdef") == "0123456789abcdef"
    assert [page_called(name) for name in ("", "short", "x" * 16, "a" * 41)] == [""] * 4


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("answers_only", [False, True], ids=["nothing passes", "no answer passes"])
def test_a_frozen_page_says_what_is_not_sent_and_sends_it_once(
    served: Served, between: Proxy, answers_only: bool, record_property: Any
) -> None:
    (france,) = seated(served, "FRA")
    with browser(390, 844) as pupil:
        type_a_note(pupil, served, between, "Shall we meet before the vote?")
        between.freeze(answers_only=answers_only)
        began = time.monotonic()
        click(pupil, "[data-focus=note-go]")
        wait(lambda: pupil.execute_script(STATUS) == "no answer from the room")
        record_property("seconds_until_told", round(time.monotonic() - began, 2))
        said = css(pupil, "#unsent").text
        assert "A note to France: “Shall we meet before the vote?”" in said
        assert css(pupil, "#note-text").get_attribute("value") == "Shall we meet before the vote?"
        # Pressing again says the same, once.
        click(pupil, "[data-focus=note-go]")
        assert css(pupil, "#unsent").text.count("Shall we meet") == 1
        # The page gives the connection up and opens another, which is as frozen.
        wait(lambda: pupil.execute_script(STATUS) == "connection lost, trying again")
        between.thaw()
        wait(lambda: pupil.execute_script(STATUS) == "connected")
        wait(lambda: css(pupil, "#note-text").get_attribute("value") == "")
        assert not css(pupil, "#unsent").is_displayed()
        assert notes(served, france) == ["Shall we meet before the vote?"]


@pytest.mark.browser
@needs_browser
def test_what_waits_is_not_sent_from_another_seat(served: Served, between: Proxy) -> None:
    (france,) = seated(served, "FRA")
    desk = Web(served)
    desk.sign_in()

    async def move() -> None:
        async with desk.screen("teacher") as socket:
            screen = Screen(socket)
            await screen.until(lambda _, mine: len(mine["people"]) == 2)
            (key,) = (p["key"] for p in screen.view["mine"]["people"] if p["seat"] == "EGY")
            answer = await screen.answer(do="assign", person=key, seat="VEN")
            assert answer["type"] == "ok"

    with browser(390, 844) as pupil:
        type_a_note(pupil, served, between, "Egypt will abstain.")
        between.freeze()
        click(pupil, "[data-focus=note-go]")
        wait(lambda: pupil.execute_script(STATUS) == "connection lost, trying again")
        asyncio.run(asyncio.wait_for(move(), 30))
        between.thaw()
        wait(lambda: "this was made on another seat" in css(pupil, "#problem").text)
        assert notes(served, france) == []


@pytest.mark.browser
@needs_browser
def test_what_waits_can_be_taken_back(served: Served, between: Proxy) -> None:
    seated(served, "FRA")
    with browser(390, 844) as pupil:
        type_a_note(pupil, served, between, "Forget it.")
        between.freeze()
        click(pupil, "[data-focus=note-go]")
        click(pupil, "[data-focus=unsent-drop]")
        wait(lambda: "Forget it." not in css(pupil, "#unsent").text)
        wait(lambda: pupil.execute_script(STATUS) == "connection lost, trying again")
        between.thaw()
        wait(lambda: pupil.execute_script(STATUS) == "connected")
        assert css(pupil, "#note-text").get_attribute("value") == "Forget it.", "typed words stay"


@pytest.mark.browser
@needs_browser
def test_nothing_is_said_again_to_a_server_that_was_started_anew(
    served: Served, between: Proxy, tmp_path: Path
) -> None:
    (france,) = seated(served, "FRA")
    with browser(390, 844) as pupil:
        type_a_note(pupil, served, between, "It did arrive.")
        between.freeze(answers_only=True)
        click(pupil, "[data-focus=note-go]")
        wait(lambda: "It did arrive." in css(pupil, "#unsent").text)
        wait(lambda: notes(served, france) == ["It did arrive."])
        served.kill()
        again = start(tmp_path / "rooms", port=served.port)
        try:
            between.thaw(lose=True)
            wait(lambda: "may not have arrived" in css(pupil, "#problem").text)
            assert "A note to France: “It did arrive.”" in css(pupil, "#problem").text
            wait(lambda: pupil.execute_script(STATUS) == "connected")
            assert css(pupil, "#note-text").get_attribute("value") == "It did arrive."
            france.served = again
            assert notes(again, france) == ["It did arrive."]
        finally:
            again.close()


def test_a_server_that_was_started_again_is_another_one(tmp_path: Path) -> None:
    room = start(tmp_path / "rooms")
    (egypt,) = seated(room, "EGY")

    async def boot() -> str:
        async with egypt.screen() as socket:
            return str(json.loads(await socket.recv())["boot"])

    first = asyncio.run(boot())
    assert asyncio.run(boot()) == first
    room.kill()
    again = start(tmp_path / "rooms", port=room.port)
    try:
        assert asyncio.run(boot()) != first, "a page must not say again what another server heard"
    finally:
        again.close()
