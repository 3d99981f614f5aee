"""The page of the test: who gets in, what is kept, and that nothing typed there runs."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from sim.classroom.entries import take
from sim.classroom.log_reading import read_log
from sim.lessons.answer_sheets import read_answers
from sim.lessons.case_tests import case_forms
from tests.classroom.scene import scene
from tests.web.browser import Served, start
from tests.web.clients import Web

CODE = "AB12"
MARKUP = "<b>ab12</b>"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    room = start(tmp_path / "rooms")
    yield room
    room.close()


def turn_to(desk: Web, form: str) -> None:
    async def send() -> None:
        async with desk.screen("teacher") as socket:
            await socket.send(json.dumps({"id": 1, "do": "test", "form": form}))
            while json.loads(await socket.recv()).get("type") != "ok":
                pass

    asyncio.run(asyncio.wait_for(send(), 20))


def fields(form: str, student: str, code: str = "", key: int = 0, **more: str) -> dict[str, str]:
    """The fields of a form in which all is right but for the first ``key`` items."""
    asked = case_forms(scene())[form == "post"]
    named = {"form": form, "student": student, "code": code, **more}
    for place, item in enumerate(asked.items):
        if place >= key:
            named |= {f"letter-{place}": item.key[0], f"number-{place}": item.key[1]}
    return named


def test_a_class_answers_before_and_after_and_sees_what_was_right_when_it_is_over(
    served: Served, tmp_path: Path
) -> None:
    desk, pupil, other = Web(served), Web(served), Web(served)
    desk.sign_in()
    lobby = f"/?code={served.code}"
    page = f"/test?code={served.code}"
    assert "No test is open" in pupil.ask("GET", page)[2]
    assert "A test is open" not in pupil.ask("GET", lobby)[2]
    turn_to(desk, "pre")
    assert "A test is open" in pupil.ask("GET", lobby)[2]
    status, headers, _ = pupil.ask("POST", "/test", fields("pre", " ab12", served.code, key=3))
    assert (status, headers["location"]) == (303, page[1:])
    text = pupil.ask("GET", page)[2]
    assert "Your answers are kept." in text
    assert 'value="AB12"' in text
    assert len(re.findall(r"\bchecked\b", text)) == 2 * (len(case_forms(scene())[0].items) - 3)
    taken = other.ask("POST", "/test", fields("pre", CODE, served.code))
    assert taken[0] == 409
    assert "choose another" in taken[2]
    assert other.join("FRA") == 303
    assert other.ask("POST", "/test", fields("pre", "cd34"))[0] == 303, "a seat needs no code"
    late = pupil.ask("POST", "/test", fields("post", CODE, served.code))
    assert late[0] == 409
    assert "The teacher has closed this test." in late[2]
    assert len(re.findall(r"\bchecked\b", late[2])) == 2 * len(case_forms(scene())[1].items)
    assert "A test is open" in late[2], "the way to the one that is"

    turn_to(desk, "post")
    assert pupil.ask("POST", "/test", fields("post", CODE, served.code, key=1))[0] == 303
    assert "What was right" not in pupil.ask("GET", page)[2], "others still answer"
    turn_to(desk, "")
    over = unescape(pupil.ask("GET", page)[2])
    for item in case_forms(scene())[1].items:
        assert f"{item.asked.answer}; {item.asked.rule}." in over
    assert f"What was right: {CODE}" in over
    assert over.count("Right.") == len(case_forms(scene())[1].items) - 1
    assert "You chose: -; -." in over
    assert "What was right" not in other.ask("GET", "/test")[2], "it answered only the first form"

    rows = {}
    for form in ("pre", "post"):
        path = tmp_path / f"{form}.csv"
        path.write_text(desk.ask("GET", f"/export/{form}.csv")[2], encoding="utf-8")
        rows[form] = [row.student for row in read_answers(path).rows]
        assert pupil.ask("GET", f"/export/{form}.csv")[0] == 403
    assert rows == {"pre": [CODE, "CD34"], "post": [CODE]}


def test_nobody_from_outside_reads_or_answers(served: Served) -> None:
    desk, stranger = Web(served), Web(served)
    desk.sign_in()
    turn_to(desk, "pre")
    assert stranger.ask("GET", "/test")[1]["location"] == "./"
    assert stranger.ask("GET", "/test?code=WRONG1")[0] == 404
    assert stranger.ask("POST", "/test", fields("pre", "x"))[1]["location"] == "./"
    assert stranger.ask("POST", "/test", fields("pre", "x", "WRONG1"))[0] == 404
    lines = desk.ask("GET", "/export/pre.csv")[2].splitlines()
    assert len(lines) == 4, "the head of the table, and nobody"


def test_what_is_no_answer_is_left_out_and_an_empty_form_is_not_kept(served: Served) -> None:
    desk, pupil = Web(served), Web(served)
    desk.sign_in()
    turn_to(desk, "pre")
    nothing = {"form": "pre", "student": "ab12", "code": served.code, "letter-0": "Z",
               "number-0": "99", "letter-77": "A"}  # fmt: skip
    status, _, text = pupil.ask("POST", "/test", nothing)
    assert status == 409
    assert "nothing was answered" in text
    assert 'value="AB12"' in text, "what was typed stays"
    assert pupil.ask("POST", "/test", {**nothing, "letter-1": "A"})[0] == 303
    assert desk.ask("GET", "/export/pre.csv")[2].splitlines()[-1].startswith("AB12,-,A,-")
    assert pupil.ask("POST", "/test", {"form": "else", "code": served.code})[0] == 303


def test_a_long_field_that_the_page_sends_itself_does_not_spoil_the_log(tmp_path: Path) -> None:
    served = start(tmp_path / "rooms")
    try:
        desk, pupil = Web(served), Web(served)
        desk.sign_in()
        turn_to(desk, "pre")
        long = fields("pre", CODE, served.code, replaces="x" + "A" * 100)
        assert pupil.ask("POST", "/test", long)[0] == 303
    finally:
        served.close()
    log = next((tmp_path / "rooms").glob("*.log"))
    entries, _ = read_log(log)
    assert entries[-1].kind == "given"
    assert take(scene(), entries).problem == ""


def test_a_code_of_another_form_is_shown_again_as_text(served: Served) -> None:
    desk, pupil = Web(served), Web(served)
    desk.sign_in()
    turn_to(desk, "pre")
    status, _, text = pupil.ask("POST", "/test", fields("pre", MARKUP, served.code))
    assert status == 409
    assert "two letters and two digits, such as AB12" in text
    assert "&lt;b&gt;ab12&lt;/b&gt;" in text
    assert MARKUP not in text
    assert f'value="./test?code={served.code}"' in text, "the language can be changed here"
