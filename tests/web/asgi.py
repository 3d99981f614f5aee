"""A request to an application without a server, so that a test can see what runs in its loop."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from starlette.applications import Starlette

HOST = "localhost"


@dataclass
class Page:
    """An answer: its status, its text and the cookies that it sets."""

    status: int = 0
    text: str = ""
    cookies: dict[str, str] = field(default_factory=dict)


async def ask(
    app: Starlette,
    path: str,
    fields: dict[str, str] | None = None,
    cookies: dict[str, str] | None = None,
) -> Page:
    """The answer to a GET, or to a POST of ``fields``."""
    body = urlencode(fields or {}).encode()
    sent = {
        "host": HOST, "origin": f"http://{HOST}", "content-length": str(len(body)),
        "cookie": "; ".join(f"{name}={value}" for name, value in (cookies or {}).items()),
    }  # fmt: skip
    place, _, query = path.partition("?")
    scope: dict[str, Any] = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http",
        "method": "GET" if fields is None else "POST", "path": place, "raw_path": place.encode(),
        "query_string": query.encode(), "root_path": "", "client": ("192.0.2.9", 1),
        "server": (HOST, 80), "headers": [(k.encode(), v.encode()) for k, v in sent.items()],
    }  # fmt: skip
    page = Page()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] != "http.response.start":
            page.text += message.get("body", b"").decode()
            return
        page.status = message["status"]
        for name, value in message["headers"]:
            if name == b"set-cookie":
                key, _, rest = value.decode().partition("=")
                page.cookies[key] = rest.partition(";")[0]

    await app(scope, receive, send)
    return page
