"""Screens that stay connected: one websocket each, answered in order, shown the newest view."""

from __future__ import annotations

import asyncio
import contextlib

from starlette.websockets import WebSocket, WebSocketDisconnect

from sim.classroom.seats import DELEGATE, OBSERVER, PROJECTOR, TEACHER, Person
from sim.web import security
from sim.web.hub import Client, Hub

GONE = 4401
"""Close code of a screen whose token is none: the browser goes back to the lobby."""
FULL = 4429
"""Close code of a screen that is one too many, or that sends too much."""


async def screen(socket: WebSocket) -> None:
    """One screen from connection to end."""
    site = socket.app.state.site
    found = _who(socket, socket.path_params["role"])
    await socket.accept()
    if found is None:
        await socket.close(GONE)
        return
    hub: Hub = site.hub
    if len(hub.clients) >= security.MOST_CONNECTIONS:
        await socket.close(FULL)
        return
    client = Client(*found)
    hub.join(client)
    sender = asyncio.create_task(_show(hub, client, socket))
    try:
        await _listen(hub, client, socket)
    except (WebSocketDisconnect, RuntimeError):
        pass  # the browser went away
    finally:
        hub.leave(client)
        sender.cancel()
        await asyncio.gather(sender, return_exceptions=True)


def _who(socket: WebSocket, role: str) -> tuple[str, Person] | None:
    site = socket.app.state.site
    if role == PROJECTOR:
        found: tuple[str, Person] | None = site.who(socket, PROJECTOR)
        if found is None and (teacher := site.who(socket, TEACHER)) is not None:
            # The teacher's own browser shows the projector in another window.
            return teacher[0], Person(teacher[1].key, PROJECTOR)
        return found
    if role in (TEACHER, DELEGATE, OBSERVER):
        known: tuple[str, Person] | None = site.who(socket, role)
        return known
    return None


async def _listen(hub: Hub, client: Client, socket: WebSocket) -> None:
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        text = message.get("text")
        if text is None or len(text) > security.MESSAGE_BYTES:
            client.send({"type": "refused", "id": 0, "why": "this message is too large"})
            continue
        if not await hub.hear(client, text):
            with contextlib.suppress(RuntimeError):
                await socket.close(FULL)
            return


async def _show(hub: Hub, client: Client, socket: WebSocket) -> None:
    """Send answers in order and the newest view; a slow screen skips views, never answers."""
    while not client.gone:
        await client.wake.wait()
        client.wake.clear()
        while client.outbox:
            await socket.send_text(client.outbox.pop(0))
        if client.seen != hub.version and not client.gone:
            await socket.send_text(hub.view(client))
