"""Requests that come slowly, break off or are never read: answered or dropped in time."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import uvicorn
from starlette.requests import Request

from sim.web import connections, limits
from sim.web.connections import Prompt
from sim.web.site import form


def run(what: Any) -> Any:
    return asyncio.run(asyncio.wait_for(what, 60))


def fields(*messages: dict[str, Any]) -> dict[str, str]:
    """What a form is read as whose body comes in ``messages``, and then no more."""
    coming = iter(messages)

    async def receive() -> dict[str, Any]:
        message = next(coming, None)
        if message is None:
            await asyncio.Event().wait()
        assert message is not None
        return message

    async def read() -> dict[str, str]:
        return await form(Request({"type": "http", "method": "POST", "headers": []}, receive))

    found: dict[str, str] = run(read())
    return found


def part(body: bytes, *, more: bool = True) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_form_is_empty_where_it_is_no_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REQUEST_SECONDS", 0.05)
    assert fields(part(b"code=ABCD&se"), part(b"at=FRA", more=False)) == {
        "code": "ABCD",
        "seat": "FRA",
    }
    assert fields(part(b"code=ABCD&"), part(b"seat=F")) == {}, "the rest never comes"
    assert fields(part(b"code=ABCD"), {"type": "http.disconnect"}) == {}
    assert fields(part(b"a=1&" * 900, more=False)) == {}, "more fields than any form has"
    assert fields(part(b"a" * 5000)) == {}
    assert fields(part(b"%ff=%", more=False)) == {"\ufffd": "%"}


async def _app(scope: Any, receive: Any, send: Any) -> None:
    """Reads the body, then answers with more than a connection holds."""
    if scope["type"] == "lifespan":
        return
    more = True
    while more:
        message = await receive()
        more = message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"x" * 20_000_000})


@pytest.mark.parametrize(
    "request_",
    [
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90\r\n\r\nabc",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
    ids=["a body that never comes", "an answer that is never read"],
)
def test_a_connection_is_dropped_where_the_other_side_stops(
    monkeypatch: pytest.MonkeyPatch, request_: bytes
) -> None:
    monkeypatch.setattr(connections, "REQUEST_SECONDS", 0.4)
    monkeypatch.setattr(connections, "ANSWER_SECONDS", 0.4)
    held: list[Prompt] = []

    class Watched(Prompt):
        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            held.append(self)

    async def stop_in_the_middle() -> None:
        config = uvicorn.Config(_app, port=0, log_level="error", http=Watched, lifespan="off")
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        _, writer = await asyncio.open_connection("127.0.0.1", port, limit=1)
        writer.write(request_)
        await writer.drain()
        while not held or not held[0].transport.is_closing():
            await asyncio.sleep(0.05)
        writer.close()
        server.should_exit = True
        await serving

    run(stop_in_the_middle())
