"""Serve the explorer: one websocket per page, where newer requests replace older ones."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from pydantic_core import to_json
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates
from starlette.websockets import WebSocket, WebSocketDisconnect

from sim.domain.errors import CouncilError
from sim.explore.compute import Dropped, PendingAnswer
from sim.explore.requests import Desk, WorkSize, answers_to
from sim.web.addresses import Addresses, forwarded
from sim.web.limits import MOST_PAGES, PAGE_SECONDS, QUESTION_BYTES
from sim.web.safety import Safety
from sim.web.security import Bucket

LOGGER = logging.getLogger("council.explore")
HERE = Path(__file__).parent

CROWDED, TOO_MUCH = 4429, 4413
"""Close codes for a page beyond the limit, and for one that sends too much."""

LOCAL = ("127.0.0.1", "::1")


@dataclass(eq=False)
class Pages:
    """Shared state of the pages.

    Attributes:
        desk: The resources of requests.
        threads: Executor that computes requests.
        open: Number of connected pages.
    """

    desk: Desk
    threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(4, thread_name_prefix="explore")
    )
    open: int = 0


def build(desk: Desk, addresses: Addresses) -> Starlette:
    """Build the application for ``addresses``."""
    pages = Pages(desk)

    @contextlib.asynccontextmanager
    async def life(_: Starlette) -> Any:
        yield
        pages.threads.shutdown(wait=False, cancel_futures=True)

    app = Starlette(
        routes=[
            Route("/", explorer_page),
            Mount("/static", StaticFiles(directory=HERE / "static")),
            WebSocketRoute("/ws", socket),
        ],
        middleware=[Middleware(Safety, addresses=addresses)],
        lifespan=life,
    )
    app.state.pages = pages
    app.state.templates = Jinja2Templates(directory=HERE / "templates")
    return app


async def explorer_page(request: Request) -> Response:
    """The page; its question is in the fragment of the URL."""
    answer: Response = request.app.state.templates.TemplateResponse(request, "explore.html", {})
    return answer


async def socket(web: WebSocket) -> None:
    """Serve one page from connection to end."""
    pages: Pages = web.app.state.pages
    await web.accept()
    if pages.open >= MOST_PAGES:
        await web.close(CROWDED)
        return
    pages.open += 1
    visitor = Visitor(web, pages)
    try:
        await visitor.listen()
    except WebSocketDisconnect:
        pass  # the page was closed
    finally:
        pages.open -= 1
        visitor.leave()


def _request(text: str | None) -> dict[str, Any] | None:
    """A message as a request; None if it is not valid."""
    if text is None or len(text) > QUESTION_BYTES:
        return None
    try:
        request = json.loads(text)
        json.dumps(request, ensure_ascii=False).encode()  # refuses half a surrogate pair
    except (ValueError, RecursionError):
        return None
    numbered = isinstance(request, dict) and isinstance(request.get("n"), int)
    return request if numbered else None


class Visitor:
    """A connected page and its pending requests."""

    def __init__(self, web: WebSocket, pages: Pages) -> None:
        self._web = web
        self._pages = pages
        self._loop = asyncio.get_running_loop()
        self._bucket = Bucket(rate=40.0, burst=200.0)
        self._waiting: dict[str, PendingAnswer] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._sending = asyncio.Lock()
        client = web.client
        near = client is not None and client.host in LOCAL
        self._local = near and not forwarded(web.headers)

    async def listen(self) -> None:
        """Receive requests until the page disconnects.

        Raises:
            WebSocketDisconnect: when the page disconnects.
        """
        while True:
            message = await self._web.receive()
            if message["type"] == "websocket.disconnect":
                raise WebSocketDisconnect(message.get("code", 1000))
            request = _request(message.get("text"))
            if request is None or not self._bucket.take(self._loop.time()):
                await self._web.close(TOO_MUCH)
                return
            self._take(request)

    def _take(self, request: dict[str, Any]) -> None:
        what = str(request.get("do"))
        if what == "cancel":
            self._drop(str(request.get("what")))
            return
        if request.get("write") is True and not self._local:
            request["write"] = False  # only users at this machine can write to its folder
        self._drop(what)
        progress = ProgressReports(self, request["n"])
        wanted = PendingAnswer(progress)
        self._waiting[what] = wanted
        task = asyncio.create_task(self._answer(request, wanted, progress))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda _: self._forget(what, wanted))

    def _forget(self, what: str, wanted: PendingAnswer) -> None:
        if self._waiting.get(what) is wanted:
            del self._waiting[what]

    def _drop(self, what: str) -> None:
        """Stop the pending request of a kind, which was replaced or is no longer wanted."""
        older = self._waiting.pop(what, None)
        if older is not None:
            older.drop()

    def leave(self) -> None:
        """Stop all requests after the page disconnected."""
        for what in tuple(self._waiting):
            self._drop(what)
        for task in self._tasks:
            task.cancel()

    async def _answer(
        self, request: dict[str, Any], wanted: PendingAnswer, progress: ProgressReports
    ) -> None:
        run = partial(self._steps, request, wanted, progress)
        with contextlib.suppress(RuntimeError, TimeoutError, WebSocketDisconnect):
            await self._loop.run_in_executor(self._pages.threads, run)

    def _steps(
        self, request: dict[str, Any], wanted: PendingAnswer, progress: ProgressReports
    ) -> None:
        """In a thread: compute the answers and send each one when ready."""
        about = {"n": request["n"], "do": request.get("do")}
        try:
            for part in answers_to(self._pages.desk, request, wanted):
                wanted.advance(0)
                if isinstance(part, WorkSize):
                    progress.of = part.of
                else:
                    self.send({**about, "is": part})
            last: dict[str, Any] = {"end": True}
        except Dropped:
            last = {"dropped": True}
        except CouncilError as error:
            last = {"error": told_error(error)}
        except Exception:
            LOGGER.exception("a request failed: %s", request.get("do"))
            last = {"error": UNFORESEEN}
        self.send({**about, **last})

    def send(self, message: dict[str, Any]) -> None:
        """From a thread: send a message to the page and wait until it is sent."""
        text = to_json(message, inf_nan_mode="null").decode()
        asyncio.run_coroutine_threadsafe(self._send(text), self._loop).result(PAGE_SECONDS)

    async def _send(self, text: str) -> None:
        async with self._sending:
            await self._web.send_text(text)


class ProgressReports:
    """Reports the progress of a long request to a page, at most ten times per second."""

    def __init__(self, visitor: Visitor, number: int) -> None:
        self._visitor = visitor
        self._number = number
        self._done = 0
        self._last_sent = 0.0
        self.of = 0

    def __call__(self, more: int) -> None:
        """Add ``more`` completed units."""
        self._done += more
        now = time.monotonic()
        if self.of and now - self._last_sent > 0.1:
            self._last_sent = now
            self._visitor.send({"n": self._number, "done": self._done, "of": self.of})


UNFORESEEN = {
    "code": "E999",
    "what": "something went wrong in the program",
    "remedy": "reload the page; the terminal in which it was started says more",
    "report": "error[E999]: something went wrong in the program",
}


def told_error(error: CouncilError) -> dict[str, str]:
    """An error with the same message as on the command line."""
    return {
        "code": error.code,
        "what": error.what,
        "where": error.where,
        "why": error.why,
        "remedy": error.remedy,
        "report": error.report(),
    }
