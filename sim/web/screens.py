"""Websockets of screens: answer in order, and send the newest view."""

from __future__ import annotations

import asyncio
import contextlib

from starlette.websockets import WebSocket, WebSocketDisconnect

from sim.classroom.message_reading import message_number
from sim.classroom.seats import DELEGATE, OBSERVER, PROJECTOR, TEACHER, Person
from sim.web import limits, security
from sim.web.answered import page_called
from sim.web.client import FULL, GONE, Client
from sim.web.hub import Hub

BEAT = '{"beat":1}'
"""The heartbeat message of a page."""

SLOW = 4408
"""Close code for a screen that does not read."""


async def screen(socket: WebSocket) -> None:
    """Serve one screen from connection to end."""
    site = socket.app.state.site
    pair = _who(socket, socket.path_params["role"])
    await socket.accept()
    if pair is None:
        await socket.close(GONE)
        return
    hub: Hub = site.hub
    # The teacher can always enter; few people have the PIN.
    if len(hub.clients) >= security.MOST_CONNECTIONS and pair[1].role != TEACHER:
        await socket.close(FULL)
        return
    page = page_called(socket.query_params.get("page", ""))
    client = Client(*pair, language=site.tongues.of(socket), page=page)
    hub.join(client)
    both = (
        asyncio.create_task(_listen(hub, client, socket)),
        asyncio.create_task(_show(hub, client, socket)),
    )
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    finally:
        hub.leave(client)
        for task in both:
            task.cancel()
        # Errors here only mean that the browser disconnected.
        await asyncio.gather(*both, return_exceptions=True)
        if client.close:
            with contextlib.suppress(RuntimeError, TimeoutError, WebSocketDisconnect):
                async with asyncio.timeout(limits.CLOSE_SECONDS):
                    await socket.close(client.close)


def _who(socket: WebSocket, role: str) -> tuple[str, Person] | None:
    site = socket.app.state.site
    if role == PROJECTOR:
        pair: tuple[str, Person] | None = site.who(socket, PROJECTOR)
        if pair is None and (teacher := site.who(socket, TEACHER)) is not None:
            # The projector in another window of the teacher's browser.
            return teacher[0], Person(teacher[1].key, PROJECTOR)
        return pair
    if role in (TEACHER, DELEGATE, OBSERVER):
        identity: tuple[str, Person] | None = site.who(socket, role)
        return identity
    return None


async def _listen(hub: Hub, client: Client, socket: WebSocket) -> None:
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        text = message.get("text")
        if text is None:
            stays = hub.stray(client, "a message is text")
        elif text == BEAT:
            stays = hub.beat(client)
        elif len(text) > security.MESSAGE_BYTES:
            stays = hub.stray(client, "this message is too large", message_number(text))
        else:
            stays = await hub.hear(client, text)
        if not stays:
            client.cut(FULL)
            return


async def _show(hub: Hub, client: Client, socket: WebSocket) -> None:
    """Send answers in order and the newest view; slow screens skip views but not answers."""
    try:
        while not client.gone:
            await client.wake.wait()
            client.wake.clear()
            while client.outbox:
                await _send(socket, client.outbox.pop(0))
            if client.seen != hub.version and not client.gone:
                await _send(socket, hub.view(client))
    except TimeoutError:
        client.cut(SLOW)


async def _send(socket: WebSocket, text: str) -> None:
    """Send ``text``; raises TimeoutError if the screen does not read."""
    async with asyncio.timeout(limits.SLOW_SECONDS):
        await socket.send_text(text)
