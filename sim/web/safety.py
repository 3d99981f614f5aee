"""Middleware: only our own host names, bodies of bounded size, safe headers on every answer."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sim.web import security

FORM_BYTES = 4096
"""Size of the largest form."""


class Safety:
    """Refuses foreign hosts, foreign origins and large bodies; sets the security headers."""

    def __init__(self, app: ASGIApp, names: frozenset[str]) -> None:
        self.app = app
        self.names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        problem = self._problem(scope, headers)
        if problem:
            await _refuse(scope, receive, send, problem)
            return
        host = headers.get("host", "")

        async def safe_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for key, value in security.headers(host).items():
                    out[key] = value
                out.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, safe_send)

    def _problem(self, scope: Scope, headers: Headers) -> str:
        host = headers.get("host", "")
        if not security.host_allowed(host, self.names):
            return "this server answers to its address and to its own name only"
        changes = scope["type"] == "websocket" or scope.get("method") not in ("GET", "HEAD")
        if changes and not security.same_origin(headers.get("origin"), host):
            return "this must come from a page of this server"
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > FORM_BYTES:
            return "this is larger than any form of this server"
        return ""


async def _refuse(scope: Scope, receive: Receive, send: Send, why: str) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008, "reason": why[:120]})
        return
    response = PlainTextResponse(why + "\n", status_code=403, headers=security.headers("localhost"))
    await response(scope, receive, send)
