"""Middleware that checks hosts, origins and body sizes, and sets security headers."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sim.domain.counts import typed_number
from sim.web import security
from sim.web.addresses import Addresses

FORM_BYTES = 4096
"""Maximum size of a form."""


TWO_LENGTHS = "a request has one length: send Content-Length or Transfer-Encoding, not both"


class Safety:
    """Refuses foreign hosts, foreign origins and large bodies; sets the security headers.

    The prefix of the public address is removed from paths, so it does not matter whether the proxy
    strips it.
    """

    def __init__(self, app: ASGIApp, addresses: Addresses) -> None:
        self.app = app
        self.addresses = addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["type"] == "http" and _of_two_lengths(headers):
            await _refuse(scope, receive, send, TWO_LENGTHS, 400)
            return
        problem = self._problem(scope, headers)
        if problem:
            await _refuse(scope, receive, send, problem)
            return
        host = headers.get("host", "")
        public = self.addresses.public
        if public is not None and public.prefix and self.addresses.is_public(host):
            if scope["type"] == "http" and scope["path"] == public.prefix:
                query = scope.get("query_string", b"").decode("latin-1")
                place = f"{public.prefix}/{f'?{query}' if query else ''}"
                await RedirectResponse(place, 307)(scope, receive, send)
                return
            if scope["path"].startswith(f"{public.prefix}/"):
                scope = {**scope, "path": scope["path"].removeprefix(public.prefix)}

        async def safe_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for key, value in self.addresses.headers(host).items():
                    out[key] = value
                out.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, safe_send)

    def _problem(self, scope: Scope, headers: Headers) -> str:
        changes = scope["type"] == "websocket" or scope.get("method") not in ("GET", "HEAD")
        refused = self.addresses.why_not(headers, changes=changes)
        if refused:
            return refused
        length = headers.get("content-length", "0")
        if typed_number(length, FORM_BYTES) is None:
            return "this is larger than any form of this server"
        return ""


def _of_two_lengths(headers: Headers) -> bool:
    """Whether a request says twice where it ends: a proxy may see another end (RFC 9112)."""
    lengths = headers.getlist("content-length")
    return len(lengths) > 1 or bool(lengths and "transfer-encoding" in headers)


async def _refuse(scope: Scope, receive: Receive, send: Send, why: str, status: int = 403) -> None:
    """Refuse a connection; the answer is the last one on it."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008, "reason": why[:120]})
        return
    sent = {**security.headers(), "Connection": "close"}
    response = PlainTextResponse(why + "\n", status_code=status, headers=sent)
    await response(scope, receive, send)
