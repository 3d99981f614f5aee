"""Close idle and half-open connections."""

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
    """uvicorn's websocket protocol, which drops unread bytes when its screen is closed.

    Frames without a message, which our pages do not send, are rate-limited: each ping has an
    answer, and unread answers would fill the memory.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._idle_frames = Bucket(IDLE_FRAMES_A_SECOND, IDLE_FRAMES)

    def handle_ping(self) -> None:
        """Answer a ping within the rate limit."""
        super().handle_ping()
        self._count()

    def handle_pong(self, event: Any) -> None:
        """Handle the answer to our ping."""
        super().handle_pong(event)
        self._count()

    def handle_cont(self, event: Any) -> None:
        """Handle a further part of a message."""
        super().handle_cont(event)
        self._count()

    def _count(self) -> None:
        if not self._idle_frames.take(self.loop.time()):
            self.transport.abort()

    async def run_asgi(self) -> None:
        """Serve the screen, then drop unread data."""
        await super().run_asgi()
        self.loop.call_later(CLOSE_SECONDS, self.transport.abort)


class Prompt(H11Protocol):
    """uvicorn's HTTP protocol with timeouts for requests and responses."""

    def connection_made(self, transport: Any) -> None:
        """Start the timeout for a request."""
        super().connection_made(transport)
        self._answers: Any = None
        self._waits_since = self.loop.time()
        self._look = self.loop.call_later(REQUEST_SECONDS / 4, self._late)

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel the timeout."""
        self._look.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Restart the timeout for the next request."""
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
        """Whether the connection is still HTTP, not a websocket or closed."""
        if self.transport.is_closing():
            return False
        held: asyncio.BaseProtocol | None = self.transport.get_protocol()
        return held is self
