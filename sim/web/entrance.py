"""Admission: with the room code and a seat, or with the PIN for desk and projector."""

from __future__ import annotations

import asyncio
import math
import time

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sim.classroom import credentials, typed_text
from sim.classroom.reply import Reply, UnnumberedEntry
from sim.classroom.seats import DELEGATE, OBSERVER, PROJECTOR, TEACHER, places, why_not
from sim.domain.texts import say
from sim.web.site import (
    Site,
    address_of,
    cookie_place,
    form,
    let_in,
    render_page,
    site_of,
    with_code,
)

PAGES = {TEACHER: "teacher", PROJECTOR: "projector"}
"""The page behind the PIN for each role."""

OBSERVE = "OBSERVER"
"""Value of the join form for a person without a seat."""


async def join_page(request: Request) -> Response:
    """Show the lobby: first the code, then the seats."""
    site = site_of(request)
    if site.who(request, DELEGATE) is not None:
        return RedirectResponse("seat", 303)
    code = request.query_params.get("code", "")
    refused = refuse_code(request, code) if code else None
    return refused or _lobby(request, code)


def refuse_code(request: Request, code: str) -> Response | None:
    """Refuse and count a wrong code, or refuse any code after too many wrong ones."""
    site, now = site_of(request), time.monotonic()
    afar, address = site.addresses.from_afar(request.headers), address_of(request)
    waits = not site.far_codes.holds(now) if afar else site.codes.wait(address, now) > 0
    if waits:
        return _lobby(request, "", say("Too many wrong codes; wait a little."), 429)
    if _code_right(site, code):
        return None
    if afar:
        site.far_codes.take(now)
    else:
        site.codes.failed(address, now)
    return _lobby(request, "", say("There is no room with this code."), 404)


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
        request, "join.html", status, code=code, rows=rows, error=error, back=with_code("./", code),
        observe=OBSERVE, name_length=typed_text.NAME_LENGTH,
    )  # fmt: skip


def _code_right(site: Site, code: str) -> bool:
    wanted = site.room.setup.code
    return bool(wanted) and code.strip().upper() == wanted


async def take_seat(request: Request) -> Response:
    """Take a seat, or join as an observer."""
    site = site_of(request)
    fields = await form(request)
    code, seat = fields.get("code", ""), fields.get("seat", "")
    refused = refuse_code(request, code)
    if refused is not None:
        return refused
    if site.who(request, DELEGATE) is not None:
        return RedirectResponse("seat", 303)
    if not seat:
        return _lobby(request, code, say("Choose a seat."), 400)
    if why := site.too_much(request):
        return _lobby(request, code, say("That did not work: {why}.", why=why), 429)
    name = typed_text.clean(fields.get("name", ""), typed_text.NAME_LENGTH)
    if seat == OBSERVE:
        token = await site.admit(OBSERVER, name=name)
    elif seat == "WAIT":
        token = await site.admit(DELEGATE, name=name)
    else:
        token = await site.admit(DELEGATE, seat, name)
    if isinstance(token, Reply):
        why = token.refused.why if token.refused else ""
        return _lobby(request, code, say("That did not work: {why}.", why=why), 409)
    return let_in(request, "seat", DELEGATE, token)


async def leave_seat(request: Request) -> Response:
    """Give up the seat."""
    site = site_of(request)
    seated = site.who(request, DELEGATE)
    if seated is not None:
        hashed, _ = seated
        await site.hub.submit(
            lambda *_: Reply((UnnumberedEntry("left", "room", {"token": hashed}),))
        )
    answer = RedirectResponse("./", 303)
    secure, path = cookie_place(request)
    if site.cookie(DELEGATE) in request.cookies:  # its name holds the room code
        answer.delete_cookie(site.cookie(DELEGATE), path=path, secure=secure)
    return answer


async def sign_in(request: Request) -> Response:
    """Sign in with the teacher's PIN, for the desk or a projector on another machine."""
    site = site_of(request)
    fields = await form(request)
    role = PROJECTOR if fields.get("role") == PROJECTOR else TEACHER
    address = address_of(request)
    afar = site.addresses.from_afar(request.headers)
    attempts = site.far_attempts if afar else site.attempts
    wait = attempts.wait(address, time.monotonic())
    if wait > 0:
        why = say("Too many wrong PINs. Wait {seconds} seconds.", seconds=math.ceil(wait))
        return _pin(request, role, why, 429)
    setup = site.room.setup
    pin = fields.get("pin", "").replace(" ", "")
    # Counted before the slow check, so that parallel attempts do not all count as the first.
    attempts.failed(address, time.monotonic())
    if not await asyncio.to_thread(credentials.pin_matches, pin, setup.salt, setup.pin):
        return _pin(request, role, say("That is not the PIN."), 403)
    attempts.succeeded(address)
    token = await site.admit(role)
    if isinstance(token, Reply):
        return _pin(request, role, say("The room is closed or full."), 409)
    return let_in(request, PAGES[role], role, token)


def _pin(request: Request, role: str, error: str, status: int) -> Response:
    """The PIN page with an error; after a change of language it is the same page."""
    back = f"./{PAGES[role]}"
    return render_page(request, "pin.html", status, error=error, role=role, back=back)
