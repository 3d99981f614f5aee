"""Forms that the server draws, in a browser: what is typed and ticked in them is not lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.browser import Served, browser, needs_browser, start
from tests.web.clients import Web
from tests.web.test_browser import click, complaints, css, reads, type_in, wait
from tests.web.test_class_test import turn_to

pytestmark = [pytest.mark.browser, needs_browser]

STATE = """
const ticked = [...document.querySelectorAll("main input[type=radio]:checked")];
return [document.querySelector("main input[type=text], main input:not([type])")?.value ?? null,
        ticked.map((x) => `${x.name}=${x.value}`)];
"""
TYPED = ["qq12", ["letter-0=B", "number-0=2", "letter-1=A"]]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    room = start(tmp_path / "rooms")
    yield room
    room.close()


def state(driver: Any) -> list[Any]:
    return list(driver.execute_script(STATE))


def comes(driver: Any, expected: list[Any]) -> None:
    wait(lambda: state(driver) == expected, f"{expected}, not {state(driver)}")


def speak(driver: Any, code: str) -> None:
    click(driver, f"#language option[value={code}]")
    click(driver, "form.language button")
    css(driver, f"html[lang={code}]")


def fill_in(driver: Any, served: Served) -> None:
    driver.get(f"{served.url}/test?code={served.code}")
    type_in(driver, "#student", "qq12")
    for control in TYPED[1]:
        name, value = control.split("=")
        click(driver, f"input[name={name}][value='{value}']")
    comes(driver, TYPED)


def test_answers_survive_all_that_happens_before_they_are_handed_in(
    served: Served, tmp_path: Path
) -> None:
    desk = Web(served)
    desk.sign_in()
    turn_to(desk, "pre")
    with browser(360, 740) as pupil:
        fill_in(pupil, served)
        pupil.refresh()
        comes(pupil, TYPED)
        speak(pupil, "fr")
        comes(pupil, TYPED)
        speak(pupil, "en")
        click(pupil, "main a[href^='./']")
        css(pupil, "#name")
        pupil.back()
        comes(pupil, TYPED)

        # The test is closed before the student hands in, and opened again.
        turn_to(desk, "")
        click(pupil, "form.test button")
        reads(pupil, "The teacher has closed this test. Your answers were not handed in.")
        reads(pupil, "This device keeps them while this page stays open.")
        comes(pupil, TYPED)
        pupil.refresh()
        reads(pupil, "No test is open.")
        reads(pupil, "Your code: qq12")
        assert len(pupil.find_elements("css selector", "[data-kept] li")) == 4
        turn_to(desk, "post")
        pupil.refresh()
        comes(pupil, ["", []])
        turn_to(desk, "pre")
        pupil.refresh()
        comes(pupil, TYPED)

        # The server is away, and comes back at the same place.
        served.kill()
        click(pupil, "form.test button")
        reads(pupil, "The room does not answer. What you typed is kept.")
        comes(pupil, TYPED)
        again = start(tmp_path / "rooms", port=served.port)
        try:
            click(pupil, "form.test button")
            reads(pupil, "Your answers are kept.")
            comes(pupil, ["QQ12", TYPED[1]])
            click(pupil, "a[href*='next=1']")
            comes(pupil, ["", []])
            # What the next student types on this device is not taken for the first one's.
            type_in(pupil, "#student", "ab1")
            click(pupil, "input[name=letter-2][value=C]")
            pupil.get(f"{served.url}/test?code={served.code}")
            comes(pupil, ["QQ12", TYPED[1]])
            pupil.back()
            comes(pupil, ["ab1", ["letter-2=C"]])
            click(pupil, "form.test button")
            reads(pupil, "two letters and two digits, such as AB12")
            comes(pupil, ["ab1", ["letter-2=C"]])
            rows = desk.ask("GET", "/export/pre.csv")[2].splitlines()[4:]
            assert [row[:13] for row in rows] == ["QQ12,B2,A,-,-"]
            speak(pupil, "fr")
            comes(pupil, ["ab1", ["letter-2=C"]])
        finally:
            again.close()


def test_the_lobby_keeps_a_name_and_a_seat_until_the_seat_is_taken(served: Served) -> None:
    with browser(360, 740) as pupil:
        pupil.get(f"{served.url}/?code={served.code}")
        type_in(pupil, "#name", "Ada")
        click(pupil, "input[value=FRA]")
        pupil.refresh()
        comes(pupil, ["Ada", ["seat=FRA"]])
        speak(pupil, "fr")
        comes(pupil, ["Ada", ["seat=FRA"]])
        speak(pupil, "en")
        # Two others take the seat meanwhile: the name stays, and so does the way in.
        assert [Web(served).join("FRA") for _ in range(2)] == [303, 303]
        click(pupil, "main button")
        reads(pupil, "That did not work")
        comes(pupil, ["Ada", []])
        speak(pupil, "fr")
        comes(pupil, ["Ada", []])
        click(pupil, "input[value=EGY]")
        click(pupil, "main button")
        wait(lambda: pupil.current_url.endswith("/seat"))
        assert not [x for x in complaints(pupil) if "409" not in x]


def test_who_has_no_code_learns_none_from_the_lobby(served: Served) -> None:
    assert served.code not in Web(served).ask("GET", "/")[2]
