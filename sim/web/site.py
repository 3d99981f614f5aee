"""Shared helpers of a room's pages: identity, rendering and forms."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode

from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import RedirectResponse, Response

from sim.classroom import credentials
from sim.classroom.reply import Reply, UnnumberedEntry, no
from sim.classroom.room import Room
from sim.classroom.seats import DELEGATE, OBSERVER, PROJECTOR, TEACHER, Person, why_not
from sim.domain.texts import case_text, say, say_written
from sim.lessons.case_tests import case_forms
from sim.lessons.other_roles import page_of_seat
from sim.lessons.paired import PairedForm
from sim.lessons.role_pages import RolePage
from sim.scenario.schema import Scenario
from sim.web import limits, security
from sim.web.addresses import Addresses
from sim.web.hub import Hub
from sim.web.made_once import MadeOnce
from sim.web.safety import FORM_BYTES
from sim.web.tongues import COOKIE as LANGUAGE_COOKIE
from sim.web.tongues import Tongues, page_words

COOKIE = {TEACHER: "desk", PROJECTOR: "screen", DELEGATE: "seat", OBSERVER: "seat"}


@dataclass
class Site:
    """Shared state of the pages.

    Attributes:
        address: address of the room, for the QR code.
        addresses: the hosts it answers to.
        tongues: the languages of its pages.
        attempts, codes: wrong PINs and codes from direct connections, by address.
        far_attempts, far_codes: those through the public address, in total.
        entries: seats taken and tests handed in, counted by address.
        words: the words for the scripts of pages, as JSON, by language.
        forms: both forms of a scenario's test.
        role_pages: the role page of a seat in a scenario.
    """

    hub: Hub
    address: str
    addresses: Addresses
    tongues: Tongues = field(default_factory=Tongues)
    attempts: security.Attempts = field(default_factory=security.Attempts)
    codes: security.Attempts = field(default_factory=lambda: security.Attempts(free_for_all=None))
    far_attempts: security.Attempts = field(default_factory=limits.far_attempts)
    far_codes: security.Bucket = field(default_factory=limits.far_codes)
    entries: security.Buckets = field(default_factory=limits.entries)
    words: Mapping[str, str] = field(init=False)
    forms: MadeOnce[Scenario, tuple[PairedForm, PairedForm]] = field(
        default_factory=lambda: MadeOnce(lambda scenario, _: case_forms(scenario))
    )
    role_pages: MadeOnce[Scenario, RolePage | None] = field(
        default_factory=lambda: MadeOnce(page_of_seat)
    )

    def __post_init__(self) -> None:
        """Make the words of all languages before the first page: the catalogue is slow to read."""
        self.words = {code: page_words(language) for code, language in self.tongues.all.items()}

    @property
    def room(self) -> Room:
        """The current room."""
        return self.hub.room

    def cookie(self, role: str) -> str:
        """Name of the cookie with a role's token."""
        return f"council_{COOKIE[role]}_{self.room.setup.code}"

    def who(self, connection: HTTPConnection, role: str) -> tuple[str, Person] | None:
        """The token hash and the person of a connection with a token of ``role``, or None."""
        token = connection.cookies.get(self.cookie(role), "")
        hashed = credentials.token_hash(token)
        person = self.hub.person(hashed) if token else None
        alike = {DELEGATE, OBSERVER} if role in (DELEGATE, OBSERVER) else {role}
        return (hashed, person) if person is not None and person.role in alike else None

    def too_much(self, request: Request) -> str:
        """Why this address may not add to the log now; empty if it may."""
        if self.entries.take(address_of(request), time.monotonic()):
            return ""
        return say("too many messages; wait a moment")

    async def admit(self, role: str, seat: str = "", name: str = "") -> str | Reply:
        """A new token for a person, or a refusal."""
        token = credentials.new_token()
        hashed = credentials.token_hash(token)

        def make(room: Room, _: object) -> Reply:
            if room.closed:
                return no(say("the room is closed"))
            online = {client.hashed for client in self.hub.clients}
            place = limits.makes_room(room.seating.people, role, online)
            if place is None:
                return no(say("the room is full"))
            if seat:
                problem = why_not(room.seating, room.scenario, seat)
                if problem:
                    return no(problem)
            data = {"token": hashed, "role": role, "seat": seat, "name": name}
            gone = (UnnumberedEntry("left", "room", {"token": place}),) if place else ()
            return Reply((*gone, UnnumberedEntry("joined", "room", data)))

        reply = await self.hub.submit(make)
        return token if reply.refused is None else reply


def address_of(request: Request) -> str:
    """The address a request is counted under; headers set by proxies are ignored."""
    return security.counted_as(request.client.host) if request.client else ""


def site_of(connection: HTTPConnection) -> Site:
    """The site of a connection."""
    site = connection.app.state.site
    assert isinstance(site, Site)
    return site


def render_page(request: Request, name: str, status: int = 200, **values: object) -> Response:
    """A rendered page.

    ``back``, where given, is the address that shows a page again that answers a posted form.
    """
    site, pages = site_of(request), request.app.state.pages
    language = site.tongues.of(request)
    shared = {
        "room": site.room, "scenario": site.room.scenario, "address": site.address,
        "language": language, "languages": site.tongues.choices, "words": site.words[language.code],
        "say": lambda message, **values: language.show(say_written(message, **values)),
        "title": language.show(case_text(site.room.scenario.title)),
        "show": language.show, "back": _again(request),
    }  # fmt: skip
    answer: Response = pages.TemplateResponse(
        request, name, {**shared, **values}, status_code=status
    )
    return answer


def with_code(page: str, code: str) -> str:
    """The address of a page for who has the room code, if there is one."""
    return f"{page}?{urlencode({'code': code})}" if code else page


def _again(request: Request) -> str:
    """The last part of the address of the current page; "./" for the lobby."""
    if request.method != "GET":
        return "./"
    query = f"?{request.url.query}" if request.url.query else ""
    return f"./{request.url.path.rpartition('/')[2]}{query}"


async def form(request: Request, most: int = 12) -> dict[str, str]:
    """The fields of a posted form, each once, at most ``most``.

    Empty if the form is too large, late or incomplete.
    """
    body = b""
    try:
        async with asyncio.timeout(limits.REQUEST_SECONDS):
            async for part in request.stream():
                body += part
                if len(body) > FORM_BYTES:
                    return {}
        fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=most)
    except (TimeoutError, ClientDisconnect, ValueError):
        return {}
    return {key: values[0] for key, values in fields.items()}


async def choose_language(request: Request) -> Response:
    """Store the language of this browser in a cookie, and reload the page."""
    site = site_of(request)
    fields = await form(request)
    back, code = fields.get("back", ""), fields.get("language", "")
    answer = RedirectResponse(back if _ours(back) else "./", 303)
    if code in site.tongues.all:
        secure, path = cookie_place(request)
        answer.set_cookie(
            LANGUAGE_COOKIE, code, samesite="strict", path=path, secure=secure, max_age=86400
        )
    return answer


def _ours(back: str) -> bool:
    """Whether an address leads to a page of this room."""
    page, _, _ = back.partition("?")
    return page.startswith("./") and not set(page[2:]) & set("/\\:")


def let_in(request: Request, page: str, role: str, token: str) -> Response:
    """Redirect to ``page`` with a role's token in a cookie."""
    site = site_of(request)
    secure, path = cookie_place(request)
    answer = RedirectResponse(page, 303)
    answer.set_cookie(
        site.cookie(role), token, httponly=True, samesite="strict", path=path, secure=secure,
        max_age=86400,
    )  # fmt: skip
    return answer


def cookie_place(request: Request) -> tuple[bool, str]:
    """Whether a cookie is restricted to TLS, and its path."""
    addresses = site_of(request).addresses
    if addresses.public is not None and addresses.is_public(request.headers.get("host", "")):
        return True, f"{addresses.public.prefix}/"
    return False, "/"
