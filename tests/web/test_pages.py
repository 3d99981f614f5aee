"""The pages over HTTP: who gets in, what is refused, what is exported."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import get_args

import pytest

import sim.web
from sim.classroom.desk import DESK
from sim.classroom.engine_answers import ENGINE_ANSWERS
from sim.classroom.requests import HANDLERS, MOVES_ON
from sim.web.downloads import attachment
from tests.web.browser import Served, start
from tests.web.clients import Web


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    room = start(tmp_path_factory.mktemp("rooms"))
    yield room
    room.close()


def test_whatever_a_seat_sends_is_named_in_the_list_of_what_was_not_sent() -> None:
    """The list of what waits while the connection is away is there to decide by."""
    script = (Path(sim.web.__file__).parent / "static" / "unsent.js").read_text(encoding="utf-8")
    of_seats = (set(HANDLERS) - set(DESK) - set(ENGINE_ANSWERS)) | set(MOVES_ON)
    kinds = {get_args(message.model_fields["do"].annotation)[0] for message in of_seats}
    assert {"act", "write", "circulate", "note", "phase"} <= kinds
    named = set(re.findall(r'case "(\w+)"|body\.do === "(\w+)"', script))
    assert kinds == {one or other for one, other in named}


def test_the_lobby_shows_no_seat_without_the_code(served: Served) -> None:
    status, headers, text = Web(served).ask("GET", "/")
    assert status == 200
    assert "Angola" not in text
    assert "script-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "Angola" in Web(served).ask("GET", f"/?code={served.code.lower()}")[2]
    assert Web(served).ask("GET", "/?code=WRONG1")[0] == 404


def test_guessing_the_code_is_slowed_down_whichever_way(tmp_path: Path) -> None:
    room = start(tmp_path)
    try:
        web = Web(room)
        answers = [web.ask("GET", f"/?code=WRONG{i}")[0] for i in range(8)]
        assert answers[:5] == [404] * 5
        assert answers[5:] == [429] * 3
        assert web.ask("GET", f"/?code={room.code}")[0] == 429
        assert web.ask("GET", "/")[0] == 200
        assert web.join("EGY") == 429
    finally:
        room.close()


def test_pins_tried_side_by_side_are_counted_one_by_one(tmp_path: Path) -> None:
    room = start(tmp_path)
    try:
        with ThreadPoolExecutor(16) as pool:
            pins = (f"x{i}" for i in range(16))
            tried = pool.map(lambda pin: Web(room).ask("POST", "/teacher", {"pin": pin})[0], pins)
            answers = sorted(tried)
        assert answers.count(403) == 5
        assert answers.count(429) == 11
    finally:
        room.close()


@pytest.mark.parametrize(("role", "page"), [("teacher", "teacher"), ("projector", "projector")])
def test_the_language_can_be_changed_where_a_form_was_refused(
    served: Served, role: str, page: str
) -> None:
    """The address of the answer to a form is not one that shows its page again."""
    text = Web(served).ask("POST", "/teacher", {"pin": "x", "role": role})[2]
    assert f'name="back" value="./{page}"' in text
    lobby = Web(served).ask("POST", "/join", {"code": served.code, "seat": ""})[2]
    assert f'name="back" value="./?code={served.code}"' in lobby


def test_a_name_is_escaped_wherever_it_is_shown(served: Served) -> None:
    web = Web(served)
    assert web.join("UKR", "<img src=x onerror=alert(1)>") == 303
    assert "<img src=x" not in web.ask("GET", "/seat")[2]


def test_a_seat_is_full_after_two_and_keeps_its_holders(served: Served) -> None:
    first, second, third = Web(served), Web(served), Web(served)
    assert first.join("JPN") == 303
    assert second.join("JPN") == 303
    assert third.join("JPN") == 409
    assert first.ask("GET", "/")[1]["location"] == "seat"
    assert third.ask("GET", "/seat")[1]["location"] == "./"
    assert first.ask("POST", "/leave", {})[0] == 303
    assert third.join("JPN") == 303


@pytest.mark.parametrize("seat", ["", "QQQ", "TEACHER", "../EGY", "egy"])
def test_a_seat_that_is_none_is_refused(served: Served, seat: str) -> None:
    assert Web(served).join(seat) in (400, 409)


def test_the_token_cookie_cannot_be_read_by_scripts_or_other_sites(served: Served) -> None:
    web = Web(served)
    fields = {"code": served.code, "seat": "OBSERVER"}
    cookie = web.ask("POST", "/join", fields)[1]["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Host": "evil.example"},
        {"Content-Length": "999999999"},
    ],
)
def test_forms_from_elsewhere_are_refused(served: Served, headers: dict[str, str]) -> None:
    fields = {"code": served.code, "seat": "MYS"}
    assert Web(served).ask("POST", "/join", fields, headers)[0] == 403


@pytest.mark.parametrize("path", ["/teacher", "/projector"])
def test_the_desk_asks_for_the_pin(served: Served, path: str) -> None:
    status, _, text = Web(served).ask("GET", path)
    assert status == 200
    assert 'name="pin"' in text


@pytest.mark.parametrize(
    "what", ["record.html", "log.csv", "replay.json", "debrief.html", "contributions.csv"]
)
def test_only_the_teacher_exports(served: Served, what: str) -> None:
    pupil = Web(served)
    pupil.join("WAIT")
    assert pupil.ask("GET", f"/export/{what}")[0] == 403
    assert Web(served).ask("GET", f"/export/{what}")[0] == 403


def test_exports_are_marked_and_hold_no_name_of_a_student(served: Served) -> None:
    desk, pupil = Web(served), Web(served)
    assert desk.sign_in() == 303
    pupil.join("URY", "Secret Name")
    pages = {
        w: desk.ask("GET", f"/export/{w}")[2] for w in ("record.html", "log.csv", "replay.json")
    }
    assert all("Secret Name" not in text for text in pages.values())
    assert desk.ask("GET", "/export/debrief.html")[0] == 409, "it would tell the record"
    assert pages["record.html"].count("SIMULATED") >= 2
    assert "S/PV" not in pages["record.html"]
    assert json.loads(pages["replay.json"])["scenario"] == "classroom-test"
    rows = list(csv.DictReader(io.StringIO(pages["log.csv"])))
    assert all(row["kind"] not in ("joined", "opened") for row in rows)


def test_the_qr_code_is_our_own_picture(served: Served) -> None:
    desk = Web(served)
    desk.sign_in()
    status, headers, text = desk.ask("GET", "/qr.svg")
    assert status == 200
    assert headers["content-type"].startswith("image/svg+xml")
    assert text.startswith("<svg xmlns=")


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("AB-S-2014-1.md", 'attachment; filename="AB-S-2014-1.md"'),
        ('AB-Ж"1.md', "attachment; filename=\"AB-__1.md\"; filename*=UTF-8''AB-%D0%96%221.md"),
        ("a\r\nb", "attachment; filename=\"a__b\"; filename*=UTF-8''a%0D%0Ab"),
    ],
)
def test_a_download_has_a_name_in_any_alphabet(name: str, header: str) -> None:
    assert attachment(name) == header
    assert header.encode("latin-1")


def test_strangers_are_not_told_the_room_code(served: Served) -> None:
    drawn = Web(served)
    drawn.sign_in("projector")
    picture = drawn.ask("GET", "/qr.svg")
    assert picture[0] == 200
    pupil = Web(served)
    pupil.join("URY")
    assert pupil.ask("GET", "/qr.svg")[0] == 403, "a seat has the code, and no use of the picture"
    asked = [
        ("GET", "/qr.svg", None), ("GET", "/", None), ("GET", "/seat", None),
        ("GET", "/test", None),
        ("GET", "/teacher", None), ("GET", "/projector", None), ("GET", "/?code=WRONG1", None),
        ("GET", "/export/draft.html?draft=S/2016/846", None), ("POST", "/leave", {}),
        ("POST", "/join", {"code": "WRONG1"}), ("POST", "/test", {"code": "WRONG1"}),
        ("POST", "/teacher", {"pin": "1"}), ("POST", "/language", {"language": "fr"}),
    ]  # fmt: skip
    for method, path, fields in asked:
        status, headers, text = Web(served).ask(method, path, fields)
        told = f"{status} {headers} {text}"
        assert served.code not in told, path
        assert text != picture[2], path


def test_no_page_names_another_host(served: Served) -> None:
    desk = Web(served)
    desk.sign_in()
    static = Path(__file__).resolve().parents[2] / "sim" / "web" / "static"
    served_files = [p for p in static.rglob("*") if p.suffix in (".js", ".mjs", ".css", ".svg")]
    assert len(served_files) > 10
    texts = [path.read_text(encoding="utf-8") for path in served_files]
    texts += [desk.ask("GET", path)[2] for path in ("/teacher", "/projector", "/")]
    for text in texts:
        rest = text.replace("http://www.w3.org/", "").replace(served.url, "")
        assert "http://" not in rest
        assert "https://" not in rest


def test_guessing_the_pin_is_slowed_down(tmp_path: Path) -> None:
    room = start(tmp_path)
    try:
        statuses = [Web(room).ask("POST", "/teacher", {"pin": f"{n:08}"})[0] for n in range(7)]
        assert statuses[:5] == [403] * 5
        assert statuses[-1] == 429
        assert Web(room).sign_in() == 429, "even the right PIN waits"
    finally:
        room.close()
