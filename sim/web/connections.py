"""Connections that make no request are closed: half-open ones cost nothing for long."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from sim.web.limits import (
    ANSWER_SECONDS,
    CLOSE_SECONDS,
    IDLE_FRAMES,
    IDLE_FRAMES_A_SECOND,
    REQUEST_SECONDS,
)
from sim.web.security import Bucket


class ScreenSocket(WebSocketsSansIOProtocol):
    """uvicorn's websocket, whose unread bytes are given up when its screen is done with.

    Frames that carry no message, which no page of ours sends, are few a second: each ping has an
    answer, and those that nobody reads would fill the memory.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._idle_frames = Bucket(IDLE_FRAMES_A_SECOND, IDLE_FRAMES)

    def handle_ping(self) -> None:
        """Answer a ping, one of few."""
        super().handle_ping()
        self._count()

    def handle_pong(self, event: Any) -> None:
        """Take the answer to a ping of ours."""
        super().handle_pong(event)
        self._count()

    def handle_cont(self, event: Any) -> None:
        """Take a further part of a message."""
        super().handle_cont(event)
        self._count()

    def _count(self) -> None:
        if not self._idle_frames.take(self.loop.time()):
            self.transport.abort()

    async def run_asgi(self) -> None:
        """Serve the screen, then drop what it has not read."""
        await super().run_asgi()
        self.loop.call_later(CLOSE_SECONDS, self.transport.abort)


class Prompt(H11Protocol):
    """uvicorn's protocol, closing a connection whose request or answer takes too long."""

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._answers: Any = None
        self._waits_since = self.loop.time()
        self._look = self.loop.call_later(REQUEST_SECONDS / 4, self._late)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._look.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Wait for the next request on this connection."""
        self._waits_since = self.loop.time()
        super().on_response_complete()

    def _late(self) -> None:
        ours = self._transport_is_ours()
        if not ours:
            return
        idle = self.cycle is None or self.cycle.response_complete
        if self.cycle is not self._answers:
            self._answers, self._waits_since = self.cycle, self.loop.time()
        waited = self.loop.time() - self._waits_since
        if waited > (REQUEST_SECONDS if idle else ANSWER_SECONDS):
            (self.transport.close if idle else self.transport.abort)()
            return
        self._look = self.loop.call_later(REQUEST_SECONDS / 4, self._late)

    def _transport_is_ours(self) -> bool:
        """Whether the connection is still HTTP, and not a screen's or closed."""
        if self.transport.is_closing():
            return False
        held: asyncio.BaseProtocol | None = self.transport.get_protocol()
        return held is self
