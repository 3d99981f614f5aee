"""Connections that make no request are closed: half-open ones cost nothing for long."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from sim.web.limits import CLOSE_SECONDS, REQUEST_SECONDS


class ScreenSocket(WebSocketsSansIOProtocol):
    """uvicorn's websocket, whose unread bytes are given up when its screen is done with."""

    async def run_asgi(self) -> None:
        """Serve the screen, then drop what it has not read."""
        await super().run_asgi()
        self.loop.call_later(CLOSE_SECONDS, self.transport.abort)


class Prompt(H11Protocol):
    """uvicorn's protocol, closing a connection whose request is not there in time."""

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for a request."""
        super().connection_made(transport)
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
        if not idle:
            self._waits_since = self.loop.time()
        elif self.loop.time() - self._waits_since > REQUEST_SECONDS:
            self.transport.close()
            return
        self._look = self.loop.call_later(REQUEST_SECONDS / 4, self._late)

    def _transport_is_ours(self) -> bool:
        """Whether the connection is still HTTP, and not a screen's or closed."""
        if self.transport.is_closing():
            return False
        held: asyncio.BaseProtocol | None = self.transport.get_protocol()
        return held is self
