"""What one person can do to a room: floods, stray frames, many screens, slow and half-open ones."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from sim.web import limits, screens
from sim.web.client import ELSEWHERE, FULL, GONE, Client
from sim.web.security import Attempts, Bucket, counted_as
from tests.web.browser import Served, start
from tests.web.clients import Screen, Web


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    room = start(tmp_path_factory.mktemp("rooms"))
    yield room
    room.close()


def run(what: Any) -> Any:
    return asyncio.run(asyncio.wait_for(what, 60))


async def closed_with(connection: Any) -> int | None:
    """The code with which the server closes a connection, once everything else is read."""
    with contextlib.suppress(ConnectionClosed):
        while True:
            await connection.recv()
    return int(connection.close_code) if connection.close_code is not None else None


@pytest.mark.parametrize("frame", [b"x", b"x" * 5000, "y" * 5000], ids=["byte", "binary", "large"])
def test_frames_that_are_no_messages_cut_their_sender(served: Served, frame: bytes | str) -> None:
    web = Web(served)
    assert web.join("WAIT") == 303

    async def send() -> int | None:
        async with web.screen() as connection:
            with contextlib.suppress(ConnectionClosed):
                for _ in range(40):
                    await connection.send(frame)
            return await closed_with(connection)

    assert run(send()) == FULL


def test_a_flood_of_messages_cuts_its_sender_whichever_screen_it_uses(served: Served) -> None:
    web = Web(served)
    assert web.join("WAIT") == 303

    async def flood() -> int | None:
        async with web.screen() as first, web.screen() as second:
            with contextlib.suppress(ConnectionClosed):
                for n in range(400):
                    await (first if n % 2 else second).send(json.dumps({"id": n, "do": "step"}))
            return await closed_with(second)

    assert run(flood()) == FULL


def test_one_person_has_a_few_screens_and_the_newest_stay(served: Served) -> None:
    web = Web(served)
    assert web.join("WAIT") == 303
    most = limits.MOST_SCREENS["delegate"]

    async def open_many() -> list[int | None]:
        async with contextlib.AsyncExitStack() as stack:
            opened = [await stack.enter_async_context(web.screen()) for _ in range(most + 3)]
            codes = [await closed_with(connection) for connection in opened[:3]]
            last = Screen(opened[-1])
            await last.until(lambda _, mine: mine["role"] == "delegate")
            return codes

    assert run(open_many()) == [ELSEWHERE] * 3


def test_observers_without_a_screen_make_room_and_the_teacher_always_enters(
    tmp_path: Path,
) -> None:
    room = start(tmp_path)
    try:
        most = limits.MOST_PEOPLE["observer"]
        assert [Web(room).join("OBSERVER") for _ in range(most + 30)] == [303] * (most + 30)
        desk = Web(room)
        assert desk.sign_in() == 303
        assert Web(room).join("EGY") == 303

        async def people() -> list[dict[str, Any]]:
            async with desk.screen("teacher") as connection:
                screen = Screen(connection)
                await screen.until(lambda _, mine: "people" in mine)
                shown: list[dict[str, Any]] = screen.view["mine"]["people"]
                watching = [p for p in shown if p["role"] == "observer"]
                assert len(watching) == most
                assert (await screen.answer(do="remove", person=watching[0]["key"]))["type"] == "ok"
                await screen.until(
                    lambda _, mine: watching[0]["key"] not in {p["key"] for p in mine["people"]}
                )
                return watching

        run(people())
    finally:
        room.close()


def test_the_removed_are_shown_out_at_once(served: Served) -> None:
    web, desk = Web(served), Web(served)
    assert web.join("OBSERVER", "Watcher") == 303
    assert desk.sign_in() == 303

    async def remove() -> int | None:
        async with web.screen("observer") as watched, desk.screen("teacher") as connection:
            screen = Screen(connection)
            await screen.until(lambda _, mine: any(p["name"] == "Watcher" for p in mine["people"]))
            key = next(p["key"] for p in screen.view["mine"]["people"] if p["name"] == "Watcher")
            await screen.answer(do="remove", person=key)
            return await closed_with(watched)

    assert run(remove()) == GONE


def test_wrong_codes_from_elsewhere_do_not_keep_the_right_one_out() -> None:
    codes = Attempts(free_for_all=None)
    for n in range(500):
        codes.failed(f"10.0.0.{n % 250}", 0.0)
    assert codes.wait("10.0.1.1", 0.0) == 0.0
    assert codes.wait("10.0.0.1", 0.0) == 0.0, "two wrong codes are no guessing"
    for _ in range(10):
        codes.failed("10.0.0.1", 0.0)
    assert codes.wait("10.0.0.1", 0.0) > 0.0


def test_wrong_codes_do_not_make_the_pin_wait(tmp_path: Path) -> None:
    room = start(tmp_path)
    try:
        web = Web(room)
        answers = [web.ask("GET", f"/?code=WRONG{i}")[0] for i in range(8)]
        assert answers[-1] == 429
        assert web.sign_in() == 303
    finally:
        room.close()


def test_an_ipv6_network_counts_as_one_guesser() -> None:
    assert counted_as("2001:db8::1") == counted_as("2001:db8::ffff:2") == "2001:db8::"
    assert counted_as("2001:db8:0:1::1") != counted_as("2001:db8::1")
    assert counted_as("192.0.2.7") == "192.0.2.7"
    assert counted_as("::1") == "::1"


@pytest.mark.slow
def test_half_open_connections_are_closed_in_time(served: Served) -> None:
    begins = (b"", b"G", b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ")
    opened = []
    for n in range(200):
        connection = socket.create_connection(("127.0.0.1", served.port))
        connection.sendall(begins[n % 3])
        opened.append(connection)
    try:
        end = time.monotonic() + 4 * limits.REQUEST_SECONDS
        for connection in opened:
            connection.settimeout(max(0.1, end - time.monotonic()))
            assert connection.recv(4096) in (b"",) or connection.recv(4096) == b""
        assert Web(served).ask("GET", "/")[0] == 200
    finally:
        for connection in opened:
            connection.close()


class Stuck:
    """A socket whose browser reads nothing."""

    async def send_text(self, _: str) -> None:
        await asyncio.Event().wait()


def test_a_screen_that_reads_nothing_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.classroom.seats import Person

    monkeypatch.setattr(limits, "SLOW_SECONDS", 0.05)
    client = Client("h", Person("k", "delegate"))
    client.send({"type": "hello"})

    async def show() -> None:
        await screens._show(None, client, Stuck())  # type: ignore[arg-type]

    run(show())
    assert client.gone
    assert client.close == screens.SLOW
    assert client.outbox == []


def test_answers_do_not_pile_up_for_a_screen() -> None:
    from sim.classroom.seats import Person

    client = Client("h", Person("k", "delegate"))
    for _ in range(limits.OUTBOX + 1):
        client.send({"type": "ok"})
    assert client.close == FULL
    assert client.outbox == []


def test_a_screen_that_reads_nothing_does_not_hold_up_the_others(tmp_path: Path) -> None:
    room = start(tmp_path)
    try:
        desk = Web(room)
        assert desk.sign_in() == 303
        slow = Web(room)
        assert slow.join("EGY") == 303

        async def watch() -> None:
            async with desk.screen("teacher") as connection:
                teacher = Screen(connection)
                await teacher.answer(do="phase", to="negotiation")
                raw = _raw(slow, room)
                try:
                    await teacher.until(lambda public, _: public["seats"]["EGY"]["online"] == 1)
                    for n in range(15):
                        answer = await teacher.answer(do="timer", seconds=60 + n)
                        assert answer["type"] == "ok"
                finally:
                    raw.close()
                await teacher.until(lambda public, _: public["seats"]["EGY"]["online"] == 0)

        run(watch())
    finally:
        room.close()


def _raw(web: Web, room: Served) -> socket.socket:
    """A websocket that is opened and then never read."""
    connection = socket.create_connection(("127.0.0.1", room.port))
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    cookie = "; ".join(f"{k}={v}" for k, v in web.cookies.items())
    connection.sendall(
        f"GET /ws/delegate HTTP/1.1\r\nHost: 127.0.0.1:{room.port}\r\nOrigin: {room.url}\r\n"
        f"Cookie: {cookie}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n".encode()
    )
    return connection


@pytest.mark.parametrize(
    "frame", [b"\x89\x80\0\0\0\0", b"\x8a\x80\0\0\0\0", b"\x00\x80\0\0\0\0"],
    ids=["pings", "pongs", "parts"],
)  # fmt: skip
def test_frames_without_a_message_cut_their_sender(served: Served, frame: bytes) -> None:
    web = Web(served)
    assert web.join("WAIT") == 303
    connection = _raw(web, served)
    connection.settimeout(20)
    try:
        while b"\r\n\r\n" not in connection.recv(4096, socket.MSG_PEEK):
            pass
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(b"\x01\x80\0\0\0\0" if frame[0] == 0 else frame)
            for _ in range(200):
                connection.sendall(frame * 10)
            while connection.recv(4096):
                pass
    finally:
        connection.close()
    assert Web(served).ask("GET", "/")[0] == 200


def test_a_bucket_is_refilled_over_time() -> None:
    bucket = Bucket(rate=1.0, burst=2.0)
    assert [bucket.take(at) for at in (0.0, 0.0, 0.0, 1.0, 1.0)] == [True, True, False, True, False]
