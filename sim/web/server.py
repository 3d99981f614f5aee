"""The Starlette application of a room."""

from __future__ import annotations

import contextlib
import mimetypes
from collections.abc import AsyncIterator
from functools import lru_cache
from pathlib import Path

import segno
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from sim.classroom.seats import DELEGATE, PROJECTOR, TEACHER
from sim.web.addresses import Addresses
from sim.web.class_test import give_answers, test_page
from sim.web.downloads import export
from sim.web.entrance import join_page, leave_seat, sign_in, take_seat
from sim.web.hub import Hub
from sim.web.safety import Safety
from sim.web.screens import screen
from sim.web.site import Site, choose_language, render_page, site_of
from sim.web.tongues import Tongues

HERE = Path(__file__).parent

# A Windows registry may map scripts to text/plain, and browsers then refuse our modules.
for ending in (".js", ".mjs"):
    mimetypes.add_type("text/javascript", ending)


def build_application(
    hub: Hub, address: str, addresses: Addresses, tongues: Tongues | None = None
) -> Starlette:
    """Build the application of one room, served at ``address``."""
    site = Site(hub, address, addresses, tongues or Tongues())

    @contextlib.asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        hub.start()
        yield
        await hub.stop()

    app = Starlette(
        routes=[
            Route("/", join_page),
            Route("/join", take_seat, methods=["POST"]),
            Route("/leave", leave_seat, methods=["POST"]),
            Route("/language", choose_language, methods=["POST"]),
            Route("/seat", seat_page),
            Route("/test", test_page),
            Route("/test", give_answers, methods=["POST"]),
            Route("/teacher", desk_page),
            Route("/teacher", sign_in, methods=["POST"]),
            Route("/projector", projector_page),
            Route("/qr.svg", qr),
            Route("/export/{what}", export),
            Mount("/static", StaticFiles(directory=HERE / "static")),
            WebSocketRoute("/ws/{role}", screen),
        ],
        middleware=[Middleware(Safety, addresses=addresses)],
        lifespan=life,
    )
    app.state.site = site
    app.state.pages = Jinja2Templates(directory=HERE / "templates")
    return app


async def seat_page(request: Request) -> Response:
    """The screen of a delegate or an observer."""
    site = site_of(request)
    pair = site.who(request, DELEGATE)
    if pair is None:
        return RedirectResponse("./", 303)
    role_page = await site.role_pages.of(site.room.scenario, pair[1].seat)
    return render_page(request, "seat.html", person=pair[1], brief=role_page)


async def desk_page(request: Request) -> Response:
    """The teacher's desk, or the form for the PIN."""
    if site_of(request).who(request, TEACHER) is None:
        return render_page(request, "pin.html", error="", role=TEACHER)
    return render_page(request, "desk.html")


async def projector_page(request: Request) -> Response:
    """The screen for the whole room."""
    site = site_of(request)
    if site.who(request, PROJECTOR) is None and site.who(request, TEACHER) is None:
        return render_page(request, "pin.html", error="", role=PROJECTOR)
    return render_page(request, "projector.html")


async def qr(request: Request) -> Response:
    """The join address as a QR code, for the projector and the desk: it holds the room code."""
    site = site_of(request)
    if site.who(request, PROJECTOR) is None and site.who(request, TEACHER) is None:
        return PlainTextResponse("Only the projector shows the code.\n", 403)
    svg = _qr_code(f"{site.address}/?code={site.room.setup.code}")
    return Response(svg, media_type="image/svg+xml")


@lru_cache(maxsize=4)
def _qr_code(address: str) -> str:
    image = segno.make(address, micro=False)
    svg = image.svg_inline(scale=8, border=3, dark="#111", light="#fff", omitsize=True)
    return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
