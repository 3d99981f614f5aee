"""Clients without a browser: forms over HTTP, and screens over websockets."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from websockets.asyncio.client import ClientConnection, connect

from tests.web.browser import Served


@dataclass
class Web:
    """A person's browser, reduced to its cookies."""

    served: Served
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self,
        method: str,
        path: str,
        fields: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[int, dict[str, str], str]:
        """Status, headers and body; redirects are not followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.served.port, timeout=20)
        sent = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if method == "POST":
            sent |= {
                "Origin": self.served.url,
                "Content-Type": "application/x-www-form-urlencoded",
            }
        sent |= headers or {}
        body = urlencode(fields) if fields is not None else None
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        text = answer.read().decode()
        for key, value in answer.getheaders():
            if key.lower() == "set-cookie":
                name, _, rest = value.partition("=")
                self.cookies[name] = rest.partition(";")[0]
        result = answer.status, {k.lower(): v for k, v in answer.getheaders()}, text
        connection.close()
        return result

    def join(self, seat: str, name: str = "") -> int:
        """Take a seat; the status of the answer."""
        fields = {"code": self.served.code, "seat": seat, "name": name}
        return self.ask("POST", "/join", fields)[0]

    def sign_in(self, role: str = "teacher") -> int:
        """Give the PIN."""
        return self.ask("POST", "/teacher", {"pin": self.served.pin, "role": role})[0]

    def screen(self, role: str = "delegate") -> connect:
        """A connection for a screen, to be awaited."""
        cookie = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        return connect(
            f"ws://127.0.0.1:{self.served.port}/ws/{role}",
            origin=self.served.url,  # type: ignore[arg-type]
            additional_headers={"Cookie": cookie},
            max_size=2**22,
            max_queue=None,
            close_timeout=2,
        )


@dataclass
class Screen:
    """A connected screen that keeps the newest view and the answers to what it sent."""

    socket: ClientConnection
    view: dict[str, Any] = field(default_factory=dict)
    answers: dict[int, dict[str, Any]] = field(default_factory=dict)
    sent: int = 0

    async def say(self, **body: Any) -> int:
        """Send a message; its number."""
        self.sent += 1
        await self.socket.send(json.dumps({"id": self.sent, **body}))
        return self.sent

    async def read(self) -> None:
        """Take in one message from the server."""
        body = json.loads(await self.socket.recv())
        if body["type"] == "view":
            self.view = body
        elif "id" in body:
            self.answers[body["id"]] = body

    async def answer(self, **body: Any) -> dict[str, Any]:
        """Send a message and wait for the answer to it."""
        number = await self.say(**body)
        while number not in self.answers:
            await self.read()
        return self.answers[number]

    async def until(self, want: Any) -> None:
        """Read until ``want(public, mine)`` holds."""
        while not self.view or not want(self.view["public"], self.view["mine"]):
            await self.read()
