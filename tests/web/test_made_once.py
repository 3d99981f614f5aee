"""What takes long is made once and beside the loop: no page makes the room wait."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from starlette.applications import Starlette

from sim.classroom import exports
from sim.classroom.opening import RoomOptions, open_room
from sim.classroom.reply import Reply, UnnumberedEntry
from sim.lessons import case_tests, other_roles
from sim.web import downloads, server, tongues
from sim.web.addresses import Addresses
from sim.web.hub import Hub
from sim.web.made_once import MadeOnce
from tests.classroom.fakes import Fake
from tests.classroom.scene import scene
from tests.web.asgi import HOST, ask

LONG: list[tuple[ModuleType, str]] = [
    (case_tests, "paired_forms"),
    (other_roles, "delegation"),
    (tongues, "page_keys"),
    (exports, "record"),
    (exports, "log_csv"),
    (exports, "replay_file"),
    (downloads, "contributions"),
]
"""What took more than a few milliseconds, or grows with the log."""

CODE = "ABCD"
ANSWERED = {"form": "pre", "student": "ab12", "code": CODE, "letter-1": "A"}


def test_what_many_ask_for_at_once_is_made_once_and_not_in_the_loop() -> None:
    threads: list[threading.Thread] = []
    source = object()

    def make(_: object, name: str) -> list[str]:
        threads.append(threading.current_thread())
        return [name]

    async def live() -> list[list[str]]:
        made = MadeOnce(make)
        found = await asyncio.gather(*(made.of(source, name) for name in "aabab"))
        return [*found, await made.of(source, "a")]

    found = asyncio.run(live())
    assert [one[0] for one in found] == list("aababa")
    assert len({id(one) for one in found}) == 2
    assert len(threads) == 2
    assert threading.current_thread() not in threads


def test_what_failed_is_made_again_and_another_source_has_its_own() -> None:
    fails = [True]

    def make(source: str, _: str) -> str:
        if fails[0]:
            raise ArithmeticError(source)
        return source.upper()

    async def live() -> None:
        made = MadeOnce(make)
        for _ in range(2):
            with pytest.raises(ArithmeticError):
                await made.of("one")
        fails[0] = False
        assert await made.of("one") == "ONE"
        assert await made.of("two") == "TWO"

    asyncio.run(live())


def test_who_goes_away_does_not_take_it_from_the_others() -> None:
    free = threading.Event()

    async def live() -> str:
        made = MadeOnce(lambda source, _: free.wait(20) and source)
        first = asyncio.create_task(made.of("one"))
        second = asyncio.create_task(made.of("one"))
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        free.set()
        return str(await second)

    assert asyncio.run(live()) == "one"


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[str, bool]]:
    """How often each long thing was made, and whether in the thread of the loop."""
    calls: Counter[tuple[str, bool]] = Counter()

    def watched(name: str, make: Any) -> Any:
        def call(*values: Any, **named: Any) -> Any:
            calls[name, threading.current_thread() is threading.main_thread()] += 1
            return make(*values, **named)

        return call

    for module, name in LONG:
        monkeypatch.setattr(module, name, watched(name, getattr(module, name)))
    return calls


def test_no_page_makes_the_room_wait(tmp_path: Path, counted: Counter[tuple[str, bool]]) -> None:
    opened = open_room(scene(), RoomOptions(code=CODE, folder=tmp_path, pace=0))
    hub = Hub(opened.log, opened.room, Fake())

    async def told(kind: str, **data: str) -> None:
        line = UnnumberedEntry(kind, "teacher", data)
        assert (await hub.submit(lambda *_: Reply((line,)))).refused is None

    async def twice(app: Starlette) -> None:
        desk = (await ask(app, "/teacher", {"pin": opened.pin, "role": "teacher"})).cookies
        seat = (await ask(app, "/join", {"code": CODE, "seat": "EGY", "name": ""})).cookies
        assert desk
        assert seat
        await told("test", form="pre")
        pages = ["/", f"/?code={CODE}", f"/test?code={CODE}", "/teacher", "/projector"]
        taken = ("record.html", "log.csv", "replay.json", "pre.csv", "contributions.csv")
        for _ in range(2):
            for page in pages:
                assert (await ask(app, page)).status == 200, page
            assert (await ask(app, "/seat", cookies=seat)).status == 200
            assert (await ask(app, "/qr.svg", cookies=desk)).status == 200
            assert (await ask(app, "/test", ANSWERED)).status in (303, 409)
            for what in taken:
                assert (await ask(app, f"/export/{what}", cookies=desk)).status == 200, what
        given = (await ask(app, "/test", {**ANSWERED, "student": "cd34"})).cookies
        for form in ("post", ""):
            await told("test", form=form)
            await ask(app, "/test", {**ANSWERED, "student": "cd34", "form": "post"}, given)
        over = await ask(app, f"/test?code={CODE}", cookies=given)
        assert "What was right" in over.text

    async def live() -> None:
        app = server.build_application(
            hub, f"http://{HOST}:8000", Addresses(frozenset({HOST})), tongues.tongues_of("en")
        )
        counted.clear()  # what is made before anybody asks makes nobody wait
        hub.start()
        await twice(app)
        await hub.stop()

    asyncio.run(asyncio.wait_for(live(), 60))
    opened.log.close()
    assert [name for name, in_loop in counted if in_loop] == []
    once = {name: times for (name, _), times in counted.items() if times < 2}
    assert once == {"paired_forms": 1, "delegation": 1}
    assert {name for name, _ in counted} == {name for _, name in LONG} - {"page_keys"}
