"""The server of a room: Starlette, on this machine or on the school's network, and nothing else."""

from __future__ import annotations

import asyncio
import contextlib
import mimetypes
import time
from collections.abc import AsyncIterator
from pathlib import Path

import segno
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from sim.classroom import credentials, typed_text
from sim.classroom.reply import Reply, UnnumberedEntry
from sim.classroom.seats import DELEGATE, OBSERVER, PROJECTOR, TEACHER, places, why_not
from sim.lessons.other_roles import page_of_seat
from sim.web import security
from sim.web.downloads import export
from sim.web.hub import Hub
from sim.web.safety import Safety
from sim.web.screens import screen
from sim.web.site import Site, choose_language, form, render_page, site_of
from sim.web.tongues import Tongues

HERE = Path(__file__).parent

# A Windows registry may call scripts text/plain, and a browser then runs no module of ours.
for ending in (".js", ".mjs"):
    mimetypes.add_type("text/javascript", ending)
OBSERVE = "OBSERVER"
"""What the join form calls a person without a seat."""


def build_application(
    hub: Hub, address: str, names: frozenset[str], tongues: Tongues | None = None
) -> Starlette:
    """The application of one room; ``names`` are the host names it answers to."""
    site = Site(hub, address, tongues or Tongues())

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
            Route("/teacher", desk_page),
            Route("/teacher", sign_in, methods=["POST"]),
            Route("/projector", projector_page),
            Route("/qr.svg", qr),
            Route("/export/{what}", export),
            Mount("/static", StaticFiles(directory=HERE / "static")),
            WebSocketRoute("/ws/{role}", screen),
        ],
        middleware=[Middleware(Safety, names=names)],
        lifespan=life,
    )
    app.state.site = site
    app.state.pages = Jinja2Templates(directory=HERE / "templates")
    return app


def _set(site: Site, answer: Response, role: str, token: str) -> Response:
    answer.set_cookie(
        site.cookie(role), token, httponly=True, samesite="strict", path="/", max_age=86400
    )
    return answer


async def join_page(request: Request) -> Response:
    """The lobby: the code first, then the seats."""
    site = site_of(request)
    if site.who(request, DELEGATE) is not None:
        return RedirectResponse("/seat", 303)
    code = request.query_params.get("code", "")
    refused = _wrong_code(request, code) if code else None
    return refused or _lobby(request, code)


def _wrong_code(request: Request, code: str) -> Response | None:
    """The refusal of a wrong code, counted, or of any code where too many were wrong."""
    site, address = site_of(request), _address(request)
    if site.codes.wait(address, time.monotonic()) > 0:
        return _lobby(request, "", "Too many wrong codes; wait a little.", 429)
    if _code_right(site, code):
        return None
    site.codes.failed(address, time.monotonic())
    return _lobby(request, "", "There is no room with this code.", 404)


def _lobby(request: Request, code: str, error: str = "", status: int = 200) -> Response:
    site = site_of(request)
    rows = [
        {
            "place": place,
            "people": len(site.room.seating.holders(place.code)),
            "why": why_not(site.room.seating, site.room.scenario, place.code),
        }
        for place in places(site.room.scenario)
    ]
    return render_page(
        request, "join.html", status, code=code, rows=rows, error=error,
        observe=OBSERVE, name_length=typed_text.NAME_LENGTH,
    )  # fmt: skip


def _code_right(site: Site, code: str) -> bool:
    return code.strip().upper() == site.room.setup.code


async def take_seat(request: Request) -> Response:
    """Take a seat, or watch."""
    site = site_of(request)
    fields = await form(request)
    code, seat = fields.get("code", ""), fields.get("seat", "")
    refused = _wrong_code(request, code)
    if refused is not None:
        return refused
    if site.who(request, DELEGATE) is not None:
        return RedirectResponse("/seat", 303)
    if not seat:
        return _lobby(request, code, "Choose a seat.", 400)
    name = typed_text.clean(fields.get("name", ""), typed_text.NAME_LENGTH)
    if seat == OBSERVE:
        token = await site.admit(OBSERVER, name=name)
    elif seat == "WAIT":
        token = await site.admit(DELEGATE, name=name)
    else:
        token = await site.admit(DELEGATE, seat, name)
    if isinstance(token, Reply):
        why = token.refused.why if token.refused else ""
        return _lobby(request, code, f"That did not work: {why}.", 409)
    return _set(site, RedirectResponse("/seat", 303), DELEGATE, token)


async def leave_seat(request: Request) -> Response:
    """Give up the seat."""
    site = site_of(request)
    found = site.who(request, DELEGATE)
    if found is not None:
        hashed = found[0]
        await site.hub.submit(
            lambda *_: Reply((UnnumberedEntry("left", "room", {"token": hashed}),))
        )
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(site.cookie(DELEGATE), path="/")
    return answer


async def seat_page(request: Request) -> Response:
    """The screen of a delegate or an observer."""
    site = site_of(request)
    found = site.who(request, DELEGATE)
    if found is None:
        return RedirectResponse("/", 303)
    seat, scenario = found[1].seat, site.room.scenario
    told = page_of_seat(scenario, seat)
    return render_page(request, "seat.html", person=found[1], brief=told)


async def desk_page(request: Request) -> Response:
    """The teacher's desk, or the question for the PIN."""
    if site_of(request).who(request, TEACHER) is None:
        return render_page(request, "pin.html", error="", role=TEACHER)
    return render_page(request, "desk.html")


async def projector_page(request: Request) -> Response:
    """The screen for the whole room."""
    site = site_of(request)
    if site.who(request, PROJECTOR) is None and site.who(request, TEACHER) is None:
        return render_page(request, "pin.html", error="", role=PROJECTOR)
    return render_page(request, "projector.html")


async def sign_in(request: Request) -> Response:
    """The teacher's PIN, for the desk or for the projector on another machine."""
    site = site_of(request)
    fields = await form(request)
    role = PROJECTOR if fields.get("role") == PROJECTOR else TEACHER
    address = _address(request)
    wait = site.attempts.wait(address, time.monotonic())
    if wait > 0:
        why = f"Too many wrong PINs. Wait {wait:.0f} seconds."
        return render_page(request, "pin.html", 429, error=why, role=role)
    setup = site.room.setup
    pin = fields.get("pin", "").replace(" ", "")
    # Counted before the slow look, so that attempts side by side do not all pass as the first.
    site.attempts.failed(address, time.monotonic())
    if not await asyncio.to_thread(credentials.pin_matches, pin, setup.salt, setup.pin):
        return render_page(request, "pin.html", 403, error="That is not the PIN.", role=role)
    site.attempts.succeeded(address)
    token = await site.admit(role)
    if isinstance(token, Reply):
        return render_page(request, "pin.html", 409, error="The room is closed or full.", role=role)
    place = "/teacher" if role == TEACHER else "/projector"
    return _set(site, RedirectResponse(place, 303), role, token)


async def qr(request: Request) -> Response:
    """The join address as a QR code."""
    site = site_of(request)
    image = segno.make(f"{site.address}/?code={site.room.setup.code}", micro=False)
    svg = image.svg_inline(scale=8, border=3, dark="#111", light="#fff", omitsize=True)
    svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return Response(svg, media_type="image/svg+xml")


def _address(request: Request) -> str:
    return security.counted_as(request.client.host) if request.client else ""
