"""A served room under load, under attack, and killed in the middle of a vote."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import uvicorn
from websockets.exceptions import ConnectionClosed, InvalidStatus

from sim.classroom.opening import RoomOptions, open_room
from sim.web.serving import Server, Where, serve_room
from tests.classroom.fakes import Fake
from tests.classroom.scene import MEMBERS, scene
from tests.web.browser import Served, by_command, start
from tests.web.clients import Screen, Web


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    room = start(tmp_path / "rooms")
    yield room
    room.close()


def voting(public: dict[str, Any], _: dict[str, Any]) -> bool:
    question = (public.get("meeting") or {}).get("question")
    return bool(question and question["voting"])


def counted(public: dict[str, Any], _: dict[str, Any]) -> bool:
    return bool(public["meeting"] and public["meeting"]["ballots"])


async def to_the_vote(teacher: Screen) -> None:
    await teacher.answer(do="phase", to="meeting")
    for _ in range(40):
        if teacher.view and voting(teacher.view["public"], {}):
            return
        await teacher.answer(do="step")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.1):
                await teacher.until(voting)
    raise AssertionError("the vote does not begin")


def ballots(screen: Screen) -> list[dict[str, Any]]:
    meeting = screen.view["public"]["meeting"]
    return list(meeting["ballots"]) if meeting else []


async def open_all(stack: contextlib.AsyncExitStack, people: list[Web]) -> list[Screen]:
    sockets = [await stack.enter_async_context(web.screen()) for web in people]
    return [Screen(socket) for socket in sockets]


def test_31_clients_vote_at_once_and_all_screens_agree(
    served: Served, record_property: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Web(served)
    assert desk.sign_in() == 303
    people = [Web(served) for _ in range(30)]
    seats = [MEMBERS[n % 15] for n in range(30)]
    for web, seat in zip(people, seats, strict=True):
        assert web.join(seat) == 303
    words = ["yes", "no", "abstain"]

    async def run() -> tuple[float, list[Screen], list[dict[str, Any]]]:
        async with contextlib.AsyncExitStack() as stack:
            teacher = Screen(await stack.enter_async_context(desk.screen("teacher")))
            projector = Screen(await stack.enter_async_context(desk.screen("projector")))
            screens = await open_all(stack, people)
            await to_the_vote(teacher)
            await asyncio.gather(*(s.until(voting) for s in screens))
            began = time.perf_counter()
            calls = [
                s.answer(do="act", act="vote", data={"vote": words[n % 3]})
                for n, s in enumerate(screens)
            ]
            late = teacher.answer(do="act", act="vote", seat="AGO", data={"vote": "no"})
            answers = await asyncio.gather(*calls, late)
            closed = await teacher.answer(do="act", act="announce", seat="RUS", data={})
            assert closed["type"] == "ok"
            everyone = [*screens, teacher, projector]
            done = [s.until(counted) for s in everyone]
            await asyncio.gather(*done)
            return time.perf_counter() - began, everyone, list(answers)

    seconds, screens, answers = asyncio.run(asyncio.wait_for(run(), 60))
    seen = {json.dumps(ballots(screen), sort_keys=True) for screen in screens}
    assert len(seen) == 1, "the screens disagree"
    votes = ballots(screens[0])[0]["votes"]
    accepted = [(seats[n], words[n % 3]) for n, a in enumerate(answers[:30]) if a["type"] == "ok"]
    if answers[30]["type"] == "ok":
        accepted.append(("AGO", "no"))
    assert len(accepted) == 31, "partners change each other's vote until it is announced"
    assert sorted(votes) == sorted(MEMBERS), "one vote a seat, no more, no less"
    for seat, word in votes.items():
        assert (seat, word) in accepted
    record_property("seconds_until_all_screens_agree", round(seconds, 3))
    with capsys.disabled():
        print(f"\n31 votes on 32 screens: all agree after {seconds:.3f} s")


def test_killed_in_the_middle_of_a_vote_and_started_again(tmp_path: Path) -> None:
    folder = tmp_path / "rooms"
    served = start(folder)
    desk, people = Web(served), {seat: Web(served) for seat in MEMBERS}
    desk.sign_in()
    for seat, web in people.items():
        web.join(seat, f"Pupil of {seat}")

    async def first() -> dict[str, str]:
        async with contextlib.AsyncExitStack() as stack:
            teacher = Screen(await stack.enter_async_context(desk.screen("teacher")))
            screens = dict(zip(MEMBERS, await open_all(stack, list(people.values())), strict=True))
            await to_the_vote(teacher)
            acknowledged = {}
            for n, seat in enumerate(MEMBERS[:8]):
                vote = "no" if n % 2 else "yes"
                answer = await screens[seat].answer(do="act", act="vote", data={"vote": vote})
                assert answer["type"] == "ok"
                acknowledged[seat] = vote
            for seat in MEMBERS[8:12]:  # on their way when the power goes
                await screens[seat].say(do="act", act="vote", data={"vote": "abstain"})
            served.kill()
            return acknowledged

    acknowledged = asyncio.run(asyncio.wait_for(first(), 60))
    again = start(folder, port=served.port)
    assert any("resumes where it stopped" in line for line in again.said)
    assert again.code == served.code
    for web in (desk, *people.values()):
        web.served = again

    async def second() -> list[dict[str, Any]]:
        async with contextlib.AsyncExitStack() as stack:
            screens = dict(zip(MEMBERS, await open_all(stack, list(people.values())), strict=True))
            for seat, screen in screens.items():
                await screen.until(lambda _, mine: "seat" in mine)
                assert screen.view["mine"]["seat"] == seat
                assert screen.view["mine"]["name"] == f"Pupil of {seat}"
            for seat, vote in acknowledged.items():
                assert screens[seat].view["mine"]["vote"] == vote
            for screen in screens.values():
                if not screen.view["mine"]["vote"]:
                    await screen.answer(do="act", act="vote", data={"vote": "yes"})
            closed = await screens["RUS"].answer(do="act", act="announce", data={})
            assert closed["type"] == "ok"
            last = screens[MEMBERS[0]]
            await last.until(counted)
            return ballots(last)

    taken = asyncio.run(asyncio.wait_for(second(), 60))
    assert {seat: taken[0]["votes"][seat] for seat in acknowledged} == acknowledged
    again.close()


def test_a_room_that_is_ended_leaves_nothing_behind(served: Served, tmp_path: Path) -> None:
    desk, egypt = Web(served), Web(served)
    desk.sign_in()
    egypt.join("EGY", "Somebody's real name")
    logs = list((tmp_path / "rooms").glob("*"))
    assert len(logs) == 1
    assert "Somebody's real name" in logs[0].read_text()
    assert egypt.cookies
    token = next(iter(egypt.cookies.values()))
    assert token not in logs[0].read_text(), "the log must not give a seat away"
    assert served.pin not in logs[0].read_text()

    async def close() -> None:
        async with desk.screen("teacher") as socket:
            with contextlib.suppress(ConnectionClosed):
                await Screen(socket).answer(do="close")

    asyncio.run(close())
    served.process.wait(20)
    assert list((tmp_path / "rooms").glob("*")) == []


def test_a_server_that_is_told_to_stop_keeps_the_log(served: Served, tmp_path: Path) -> None:
    Web(served).join("EGY", "Somebody's real name")
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(20) == 0
    (log,) = (tmp_path / "rooms").glob("*")
    assert "Somebody's real name" in log.read_text()


def test_ctrl_c_asks_before_it_deletes_the_log(served: Served, tmp_path: Path) -> None:
    Web(served).join("EGY", "Somebody's real name")
    served.process.send_signal(signal.SIGINT)
    assert served.process.stdout is not None
    said = ""
    while "Ctrl-C again" not in said:
        said = served.process.stdout.readline()
    assert list((tmp_path / "rooms").glob("*"))
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(20) == 0
    assert list((tmp_path / "rooms").glob("*")) == []


def test_a_room_that_nobody_used_leaves_nothing_behind(served: Served, tmp_path: Path) -> None:
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(20) == 0
    assert list((tmp_path / "rooms").glob("*")) == []


@pytest.mark.parametrize("sig", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_before_the_server_runs_ends_it(tmp_path: Path, sig: signal.Signals) -> None:
    told: list[str] = []

    def tell(line: str) -> None:
        told.append(line)
        if len(told) == 1:
            signal.raise_signal(sig)

    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        opened = open_room(scene(), RoomOptions(folder=tmp_path))
        serve_room(opened, Fake(), Where(port=0), tell)
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    assert "Nobody had joined" in told[-1]
    assert list(tmp_path.glob("*")) == []


def test_frames_that_are_no_messages_do_not_end_the_room(served: Served) -> None:
    hostile, victim = Web(served), Web(served)
    hostile.join("VEN")
    victim.join("EGY")

    async def attack() -> dict[str, Any]:
        frames: list[str | bytes] = [
            "", "{", "[]", "null", '"x"', "\x00", b"\xff\xfe", "9" * 5000, "[" * 4000,
            '{"do":"act","act":"vote","seat":"EGY","data":{"vote":"no"}}',
            '{"do":"close"}', '{"do":"undo"}', '{"id":1e99,"do":"step"}',
            '{"do":"act","act":"table","data":{"symbol":"<script>alert(1)</script>"}}',
        ]  # fmt: skip
        for frame in frames:
            async with hostile.screen() as socket:
                with contextlib.suppress(ConnectionClosed):
                    await socket.send(frame)
                    await asyncio.wait_for(socket.recv(), 5)
        async with hostile.screen() as socket:  # a flood is cut off
            with contextlib.suppress(ConnectionClosed):
                for _ in range(400):
                    await socket.send('{"do":"stand","draft":"S/2016/846","stand":"for"}')
                while True:
                    await asyncio.wait_for(socket.recv(), 5)
        async with victim.screen() as socket:
            screen = Screen(socket)
            await screen.until(lambda _, mine: "seat" in mine)
            return screen.view

    view = asyncio.run(asyncio.wait_for(attack(), 120))
    assert view["mine"]["seat"] == "EGY"
    assert view["public"]["phase"] == "lobby"
    assert view["public"]["stands"] == {}


def test_a_screen_needs_a_token_and_our_own_page(served: Served) -> None:
    stranger = Web(served)

    async def knock(web: Web, role: str) -> int | None:
        async with web.screen(role) as socket:
            with contextlib.suppress(ConnectionClosed):
                await socket.recv()
            return socket.close_code

    for role in ("delegate", "teacher", "projector", "observer", "admin"):
        assert asyncio.run(knock(stranger, role)) == 4401
    pupil = Web(served)
    pupil.join("EGY")
    assert asyncio.run(knock(pupil, "teacher")) == 4401
    assert asyncio.run(knock(pupil, "projector")) == 4401

    async def foreign() -> str:
        from websockets.asyncio.client import connect

        try:
            async with connect(
                f"ws://127.0.0.1:{served.port}/ws/delegate",
                origin="http://evil.example",  # type: ignore[arg-type]
                additional_headers={
                    "Cookie": "; ".join(f"{k}={v}" for k, v in pupil.cookies.items())
                },
            ):
                return "let in"
        except InvalidStatus:
            return "refused"

    assert asyncio.run(foreign()) == "refused"


def test_stopping_twice_ends_as_stopping_once(served: Served, tmp_path: Path) -> None:
    """A signal after the server has stopped does not end the program before its log is closed."""
    assert Web(served).join("EGY") == 303
    assert served.process.stdout is not None
    served.process.send_signal(signal.SIGTERM)
    while served.process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            served.process.send_signal(signal.SIGTERM)
        time.sleep(0.02)
    said = served.process.stdout.read().splitlines()
    assert served.process.returncode == 0
    assert said[-1].startswith("The room is stopped; the same command resumes it from")
    assert len(list((tmp_path / "rooms").glob("*"))) == 1


def test_a_room_that_nobody_joined_says_why_its_log_goes(served: Served, tmp_path: Path) -> None:
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(20) == 0
    assert served.process.stdout is not None
    said = served.process.stdout.read().splitlines()
    assert said[-1] == "The server is stopped. Nobody had joined the room, so its log is deleted."
    assert list((tmp_path / "rooms").glob("*")) == []


def test_a_request_that_never_ends_leaves_nothing_on_the_terminal(tmp_path: Path) -> None:
    room = by_command(["tests.web.serve_fake", "0", str(tmp_path / "rooms")])
    try:
        with socket.create_connection(("127.0.0.1", room.port)) as half:
            half.sendall(
                f"POST /join HTTP/1.1\r\nHost: 127.0.0.1:{room.port}\r\nOrigin: {room.url}\r\n"
                "Content-Length: 50\r\n\r\nabc".encode()
            )
            Web(room).ask("GET", "/")  # the half request has been read
            room.process.send_signal(signal.SIGTERM)
            assert room.process.wait(20) == 0
        assert room.process.stdout is not None
        said = room.process.stdout.read()
        assert "Exception" not in said
        assert "Nobody had joined the room" in said
    finally:
        room.close()


TWO_LENGTHS = {
    "a length and chunks": "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
    "chunks and a length": "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
    "two lengths": "Content-Length: 5\r\nContent-Length: 6\r\n",
}


@pytest.mark.parametrize("lengths", TWO_LENGTHS.values(), ids=TWO_LENGTHS.keys())
def test_a_request_of_two_lengths_is_refused_and_is_the_last(served: Served, lengths: str) -> None:
    """What follows could be another person's request to a proxy in between."""
    host = f"Host: 127.0.0.1:{served.port}\r\n"
    with socket.create_connection(("127.0.0.1", served.port), 20) as connection:
        connection.sendall(
            f"POST /join HTTP/1.1\r\n{host}Origin: {served.url}\r\n{lengths}\r\n"
            f"0\r\n\r\nGET /second HTTP/1.1\r\n{host}\r\n".encode()
        )
        answer = b""
        while part := connection.recv(4096):
            answer += part
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize(
    ("people", "said"),
    [(0, "0 people are in the room."), (1, "1 person is in the room."), (2, "2 people are in")],
)
def test_ctrl_c_says_how_many_people_are_in_the_room(people: int, said: str) -> None:
    client = SimpleNamespace(person=SimpleNamespace(seat="EGY"))
    log = SimpleNamespace(entries=[SimpleNamespace(kind="joined")])
    told: list[str] = []
    hub: Any = SimpleNamespace(log=log, clients=[client] * people)
    server = Server(uvicorn.Config("none"), hub, False, told.append)
    server.handle_exit(signal.SIGINT, None)
    assert told[0].startswith(said)
    assert not server.should_exit
