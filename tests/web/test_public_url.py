"""A room behind a proxy with TLS: its address, who may speak to it, and how much."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import re
import shutil
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import segno
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from sim.domain.errors import UsageError
from sim.web import server
from sim.web.addresses import PAGES, Addresses, PublicUrl, read_public_url
from sim.web.limits import FAR_PIN_WAIT, FAR_PINS
from tests.web.browser import Served, browser, needs_browser, start
from tests.web.clients import Screen, Web
from tests.web.proxies import Proxy, certificate, proxy
from tests.web.test_browser import click, complaints, reads, step_until, type_in, wait
from tests.web.test_serving import counted, to_the_vote, voting

NAME = "class.example.org"
needs_openssl = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes certificates")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://class.example.org", "https://class.example.org"),
        ("https://class.example.org/", "https://class.example.org"),
        ("HTTPS://Class.Example.ORG:443/room/", "https://class.example.org/room"),
        ("https://class.example.org:8443/a/b_c", "https://class.example.org:8443/a/b_c"),
        ("https://192.0.2.7", "https://192.0.2.7"),
        ("https://[2001:DB8::7]:8443", "https://[2001:db8::7]:8443"),
        ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
    ],
)
def test_a_public_address_is_read(text: str, address: str) -> None:
    assert read_public_url(text).address == address


@pytest.mark.parametrize(
    ("text", "why", "remedy"),
    [
        ("http://class.example.org", "in the clear", "tunnel with TLS"),
        ("class.example.org", "https:// and a host", "https://class.example.org"),
        ("//class.example.org", "https:// and a host", "https://class.example.org"),
        ("wss://class.example.org", "https:// and a host", "https://class.example.org"),
        ("https://", "https:// and a host", "https://class.example.org"),
        ("https:///room", "https:// and a host", "https://class.example.org"),
        ("https://:8443", "not a host", "https://class.example.org"),
        ("https://a:0", "not a host", "https://class.example.org"),
        ("https://a:99999", "ort", "https://class.example.org"),
        ("https://a:b", "ort", "https://class.example.org"),
        ("https://[::1", "Invalid IPv6", "https://class.example.org"),
        ("https://-a-.example", "not a host", "https://class.example.org"),
        ("https://a..example", "not a host", "https://class.example.org"),
        ("https://*.example.org", "not a host", "https://class.example.org"),
        ("https://me:secret@class.example.org", "no user", "https://class.example.org"),
        ("https://class.example.org/?code=AAAA", "no ?", "https://class.example.org"),
        ("https://class.example.org/room?", "no ?", "https://class.example.org"),
        ("https://class.example.org#x", "no #", "https://class.example.org"),
        ("https://class.example.org/a//b", "single slashes", "/room"),
        ("https://class.example.org/../x", "single slashes", "/room"),
        ("https://class.example.org/a%20b", "single slashes", "/room"),
        ("https://class.example.org/a;b", "single slashes", "/room"),
        ("https://class.example.org/teacher", "page of the room", "another path"),
        ("https://class.example.org/ws/x", "page of the room", "another path"),
        ("https://class.example.org/test", "page of the room", "another path"),
        ("https://bücher.example", "xn--", "https://class.example.org"),
        ("https://class.example.org\n", "blanks", "https://class.example.org"),
        ("https://cl\tass.example.org", "blanks", "https://class.example.org"),
        ("https://" + "a" * 300, "characters", "https://class.example.org"),
    ],
)
def test_an_address_that_is_none_is_refused_with_a_remedy(text: str, why: str, remedy: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_public_url(text)
    assert why in refused.value.why
    assert remedy in refused.value.remedy
    assert refused.value.where == "--public-url"


PUBLIC = Addresses(frozenset({"localhost"}), read_public_url("https://class.example.org:8443/room"))


@pytest.mark.parametrize(
    ("host", "origin", "refused"),
    [
        ("class.example.org:8443", "https://class.example.org:8443", ""),
        ("class.example.org", "https://class.example.org:8443", ""),  # $host of nginx
        ("class.example.org:8443", "https://class.example.org", "from a page"),
        ("class.example.org:8443", "http://class.example.org:8443", "from a page"),
        ("class.example.org:8443", "https://evil.example", "from a page"),
        ("class.example.org:8443", "http://localhost:8000", "from a page"),
        ("class.example.org:8443", None, "from a page"),
        ("class.example.org:8443", "null", "from a page"),
        ("evil.example", "https://class.example.org:8443", "answers to"),
        ("class.example.org.evil.example", "https://class.example.org:8443", "answers to"),
        ("class.example.org:x", "https://class.example.org:8443", "answers to"),
        ("127.0.0.1:8000", "https://class.example.org:8443", "pass on the Host header"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000", ""),
        ("localhost:8000", "http://localhost:8000", ""),
        ("localhost:8000", "https://evil.example", "from a page"),
    ],
)
def test_host_and_origin_are_checked_against_the_public_address(
    host: str, origin: str | None, refused: str
) -> None:
    headers = {"host": host} | ({"origin": origin} if origin else {})
    told = PUBLIC.why_not(headers, changes=True)
    assert refused in told
    assert bool(refused) == bool(told)
    reading = PUBLIC.why_not({"host": host}, changes=False)
    assert bool(reading) == ("answers to" in refused)


def test_without_a_public_address_nothing_changes() -> None:
    local = Addresses(frozenset({"localhost"}))
    assert "answers to" in local.why_not({"host": NAME}, changes=False)
    assert not local.from_afar({"host": "localhost", "x-forwarded-for": "192.0.2.1"})
    assert PUBLIC.from_afar({"host": NAME})
    assert PUBLIC.from_afar({"host": "localhost:8000", "x-forwarded-for": "192.0.2.1"})
    assert not PUBLIC.from_afar({"host": "localhost:8000"})


def test_the_policy_names_the_public_socket_alone() -> None:
    policy = PUBLIC.headers(NAME)["Content-Security-Policy"]
    assert "connect-src 'self' wss://class.example.org:8443;" in policy
    assert "ws://localhost:8000" in PUBLIC.headers("localhost:8000")["Content-Security-Policy"]


@pytest.fixture(params=["", "/room"])
def shown(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Served]:
    room = start(tmp_path / "rooms", public=f"https://{NAME}{request.param}")
    room.said.append(request.param)
    yield room
    room.close()


@dataclass
class Far(Web):
    """A browser that comes through a proxy."""

    def ask(
        self,
        method: str,
        path: str,
        fields: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[int, dict[str, str], str]:
        own = {"Host": NAME, "Origin": f"https://{NAME}", "X-Forwarded-For": "198.51.100.9"}
        return super().ask(method, path, fields, own | (headers or {}))


def test_links_cookies_and_codes_follow_the_public_address(shown: Served) -> None:
    prefix, address = shown.said[-1], f"https://{NAME}{shown.said[-1]}"
    said = "\n".join(shown.said)
    assert f"Students   {address}/?code={shown.code}" in said
    assert f"Teacher    {address}/teacher   PIN" in said
    assert f"Projector  {address}/projector" in said
    assert f"the desk also opens at http://localhost:{shown.port}/teacher" in said
    for path in ("", prefix):  # a proxy may take the prefix off, or leave it
        desk, pupil = Far(shown), Far(shown)
        status, headers, _ = pupil.ask(
            "POST", f"{path}/join", {"code": shown.code, "seat": "EGY", "name": ""}
        )
        assert (status, headers["location"]) == (303, "seat")
        cookie = headers["set-cookie"].lower()
        assert "; secure" in cookie
        assert "; httponly" in cookie
        assert "; samesite=strict" in cookie
        assert f"; path={prefix}/" in cookie
        assert "Egypt" in pupil.ask("GET", f"{path}/seat")[2]
        gone = pupil.ask("POST", f"{path}/leave", {})[1]
        assert f"path={prefix}/" in gone["set-cookie"].lower()
        assert desk.ask("POST", f"{path}/teacher", {"pin": shown.pin, "role": "teacher"})[0] == 303
        assert f"<strong>{address}</strong>" in desk.ask("GET", f"{path}/teacher")[2]
        told = segno.make(f"{address}/?code={shown.code}", micro=False)
        drawn = told.svg_inline(scale=8, border=3, dark="#111", light="#fff", omitsize=True)
        assert drawn.split("<path", 1)[1] in desk.ask("GET", f"{path}/qr.svg")[2]
        assert desk.ask("GET", f"{path}/static/room.css")[0] == 200


def test_no_page_of_a_room_leads_to_the_root_of_its_host() -> None:
    """Under a path, an address that begins with a slash leads out of the room."""
    places = [*(server.HERE / "templates").glob("*.html"), *(server.HERE / "static").glob("*.js")]
    assert len(places) > 15
    for place in places:
        if place.name == "explore.html":  # the explorer has no public address
            continue
        found = re.findall(r"""["'`]/[a-z]?[^"'`/*\s]*["'`/]""", place.read_text(encoding="utf-8"))
        assert found == [], place.name


def test_a_prefix_without_its_slash_is_led_to_the_lobby(tmp_path: Path) -> None:
    room = start(tmp_path / "rooms", public=f"https://{NAME}/room")
    try:
        status, headers, _ = Far(room).ask("GET", f"/room?code={room.code}")
        assert (status, headers["location"]) == (307, f"/room/?code={room.code}")
        assert Far(room).ask("GET", "/roomy")[0] == 404
        assert Web(room).ask("GET", "/room/")[0] == 404, "only the public address has a prefix"
    finally:
        room.close()


def test_the_machine_itself_keeps_plain_cookies(shown: Served) -> None:
    near = Web(shown)
    headers = near.ask("POST", "/join", {"code": shown.code, "seat": "EGY", "name": ""})[1]
    assert "secure" not in headers["set-cookie"].lower()
    assert "path=/;" in headers["set-cookie"].lower() + ";"


def test_a_class_that_shares_an_address_is_not_locked_out(tmp_path: Path) -> None:
    room = start(tmp_path / "rooms", public=f"https://{NAME}")
    try:
        for n in range(60):
            assert Far(room).ask("GET", f"/?code=WRONG{n}")[0] == 404
        assert Far(room).join("EGY") == 303
        # Guesses of the PIN wait, at most a minute, and the teacher's own machine does not.
        wrong = [Far(room).ask("POST", "/teacher", {"pin": "x"})[0] for _ in range(FAR_PINS + 4)]
        assert wrong == [403] * FAR_PINS + [429] * 4
        assert Far(room).ask("POST", "/teacher", {"pin": room.pin})[0] == 429
        assert Web(room).ask("POST", "/teacher", {"pin": room.pin})[0] == 303
        # Writing "localhost" into a request that a proxy passes on makes nobody the machine itself.
        local = f"localhost:{room.port}"
        posing = {"Host": local, "Origin": f"http://{local}"}
        assert Far(room).ask("POST", "/teacher", {"pin": "x"}, posing)[0] == 429
    finally:
        room.close()


def test_guessing_pins_from_afar_for_a_day_stays_hopeless() -> None:
    from sim.classroom.credentials import PIN_LENGTH
    from sim.web.limits import far_attempts

    attempts, now, tried = far_attempts(), 0.0, 0
    while now < 86400:
        now += attempts.wait("127.0.0.1", now)
        attempts.failed("127.0.0.1", now)
        tried += 1
    assert tried / 10**PIN_LENGTH < 1e-4
    assert attempts.wait("127.0.0.1", now) <= FAR_PIN_WAIT


def test_no_forwarded_address_evades_a_limit(tmp_path: Path) -> None:
    room = start(tmp_path / "rooms")
    try:
        wrong = [
            Web(room).ask("GET", f"/?code=WRONG{n}", headers={"X-Forwarded-For": f"192.0.2.{n}"})[0]
            for n in range(8)
        ]
        assert wrong == [404] * 5 + [429] * 3
    finally:
        room.close()


@needs_openssl
def test_a_short_code_is_not_shown_to_the_internet(tmp_path: Path) -> None:
    from sim.classroom.opening import RoomOptions, open_room
    from sim.web.serving import Where, serve_room
    from tests.classroom.fakes import Fake
    from tests.classroom.scene import scene

    opened = open_room(scene(), RoomOptions(code="ABCD", folder=tmp_path))
    where = Where(port=0, public=PublicUrl(NAME, NAME))
    with pytest.raises(UsageError, match="too short") as refused:
        serve_room(opened, Fake(), where, lambda line: None)
    assert "--room-code" in refused.value.remedy
    assert list(tmp_path.iterdir()) == [], "a room that never opened leaves no log"


@dataclass
class Behind:
    """A room behind a proxy that does TLS."""

    served: Served
    outside: Proxy
    trust: ssl.SSLContext
    url: str
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, fields: dict[str, str], **more: str) -> tuple[int, str]:
        connection = http.client.HTTPSConnection(NAME, self.outside.port, context=self.trust)
        connection._create_connection = (  # type: ignore[attr-defined]
            lambda *_, **__: socket.create_connection(("127.0.0.1", self.outside.port), 20)
        )
        headers = {"Origin": self.url, "Content-Type": "application/x-www-form-urlencoded"} | more
        connection.request(method, path, urlencode(fields), headers)
        answer = connection.getresponse()
        text, cookie = answer.read().decode(), answer.getheader("set-cookie") or ""
        connection.close()
        return answer.status, cookie.partition(";")[0] or text

    def screen(self, role: str, cookie: str, **more: Any) -> connect:
        host = more.pop("called", NAME)
        return connect(
            f"wss://{host}:{self.outside.port}/ws/{role}",
            **{
                "ssl": self.trust, "server_hostname": NAME, "host": "127.0.0.1",
                "port": self.outside.port, "origin": self.url,
                "additional_headers": {"Cookie": cookie},
                "max_size": 2**22, "max_queue": None, "close_timeout": 2,
            }
            | more,
        )  # fmt: skip


@pytest.fixture
def behind(tmp_path: Path) -> Iterator[Behind]:
    cert, tls = certificate(tmp_path / "tls", NAME)
    with proxy(0, tls, add=b"X-Forwarded-For: 198.51.100.9\r\n") as outside:
        url = f"https://{NAME}:{outside.port}"
        room = start(tmp_path / "rooms", public=url)
        outside.target = room.port
        yield Behind(room, outside, ssl.create_default_context(cafile=str(cert)), url)
        room.close()


@needs_openssl
def test_a_vote_goes_through_tls_and_strangers_do_not(behind: Behind) -> None:
    status, desk = behind.ask("POST", "/teacher", {"pin": behind.served.pin, "role": "teacher"})
    assert status == 303
    join = {"code": behind.served.code, "seat": "EGY", "name": ""}
    status, seat = behind.ask("POST", "/join", join)
    assert status == 303
    assert behind.ask("POST", "/join", join, Origin="https://evil.example")[0] == 403
    assert behind.ask("POST", "/join", join, Host="evil.example")[0] == 403
    assert behind.ask("GET", "/", {}, Host="evil.example")[0] == 403

    async def refused(**more: Any) -> int:
        try:
            async with behind.screen("delegate", seat, **more):
                return 0
        except InvalidStatus as error:
            return error.response.status_code

    async def meet() -> dict[str, Any]:
        async with behind.screen("teacher", desk) as one, behind.screen("delegate", seat) as two:
            teacher, egypt = Screen(one), Screen(two)
            await to_the_vote(teacher)
            await egypt.until(voting)
            answer = await egypt.answer(do="act", act="vote", data={"vote": "abstain"})
            assert answer["type"] == "ok"
            closed = await teacher.answer(do="act", act="announce", seat="RUS", data={})
            assert closed["type"] == "ok"
            with contextlib.suppress(ConnectionClosed):
                await egypt.until(counted)
            taken: dict[str, Any] = egypt.view["public"]["meeting"]["ballots"][0]["votes"]
            return taken

    assert asyncio.run(refused(origin="https://evil.example")) == 403
    assert asyncio.run(refused(origin=f"http://{NAME}:{behind.outside.port}")) == 403
    assert asyncio.run(refused(called="evil.example")) == 403
    assert asyncio.run(asyncio.wait_for(meet(), 60))["EGY"] == "abstain"


@pytest.mark.browser
@needs_browser
@needs_openssl
def test_a_room_behind_tls_is_joined_acted_in_and_voted_in(tmp_path: Path) -> None:
    _, tls = certificate(tmp_path / "tls", NAME)
    flags = ("--ignore-certificate-errors", f"--host-resolver-rules=MAP {NAME} 127.0.0.1")
    with contextlib.ExitStack() as stack:
        outside = stack.enter_context(proxy(0, tls))
        url = f"https://{NAME}:{outside.port}/room"
        room = start(tmp_path / "rooms", public=url)
        stack.callback(room.close)
        outside.target = room.port
        teacher = stack.enter_context(browser(flags=flags))
        egypt = stack.enter_context(browser(390, 844, flags=flags))
        teacher.get(f"{url}/teacher")
        type_in(teacher, "#pin", room.pin)
        click(teacher, "button.primary")
        egypt.get(f"{url}?code={room.code}")
        click(egypt, "input[value=EGY]")
        click(egypt, "button.primary")
        wait(lambda: egypt.find_element("id", "status").text == "connected")
        assert egypt.current_url == f"{url}/seat"
        (cookie,) = egypt.get_cookies()
        assert (cookie["secure"], cookie["httpOnly"], cookie["path"]) == (True, True, "/room/")
        reads(teacher, url)
        click(teacher, "[data-focus=phase-negotiation]")
        click(egypt, "[data-focus='S/2016/846-for']")
        pressed = "[data-focus='S/2016/846-for'][aria-pressed=true]"
        wait(lambda: egypt.find_elements("css selector", pressed))
        click(teacher, "[data-focus=phase-meeting]")
        step_until(teacher, lambda: egypt.find_elements("css selector", "[data-vote]"))
        click(egypt, "[data-vote=abstain]")
        click(egypt, "[data-focus=vote-confirm]")
        wait(lambda: "You have voted: abstain" in egypt.find_element("id", "turn-body").text)
        for driver in (teacher, egypt):
            assert complaints(driver) == []


def test_no_path_of_a_room_can_be_the_prefix_of_its_address(tmp_path: Path) -> None:
    from sim.classroom.opening import RoomOptions, open_room
    from sim.web.hub import Hub
    from tests.classroom.fakes import Fake
    from tests.classroom.scene import scene

    opened = open_room(scene(), RoomOptions(code="ABCD", folder=tmp_path))
    hub = Hub(opened.log, opened.room, Fake())
    app = server.build_application(hub, "http://127.0.0.1:8000", Addresses(frozenset()))
    opened.log.close()
    first = {str(getattr(route, "path", "")).split("/")[1] for route in app.routes}
    assert first - {""} == set(PAGES)
