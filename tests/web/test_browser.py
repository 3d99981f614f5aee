"""8 October in real browsers: a teacher, a projector and three delegates, from lobby to what-if."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.common.exceptions import WebDriverException

from tests.web.browser import Served, browser, needs_browser, start

pytestmark = [pytest.mark.browser, needs_browser]

PATIENCE = 20.0
"""Seconds that a screen may take on a busy machine."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    room = start(tmp_path / "rooms")
    yield room
    room.close()


def css(driver: Any, selector: str) -> Any:
    """The first element that matches; waits for it."""
    return wait(lambda: driver.find_elements("css selector", selector))[0]


def wait(found: Callable[[], Any], what: str = "") -> Any:
    end, last = time.monotonic() + PATIENCE, ""
    while time.monotonic() < end:
        try:
            value = found()
            if value:
                return value
        except WebDriverException as error:
            last = str(error.msg)
        time.sleep(0.05)
    raise AssertionError(f"it does not come: {what or found} {last}")


def click(driver: Any, selector: str) -> None:
    """Click what matches, as soon as it is there and stays."""

    def done() -> bool:
        element = driver.find_element("css selector", selector)
        driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()
        return True

    wait(done, selector)


def reads(driver: Any, text: str) -> None:
    wait(lambda: text in driver.find_element("css selector", "main").text, text)


def type_in(driver: Any, selector: str, text: str) -> None:
    """Type into what matches, as soon as it can be typed into."""

    def emptied() -> bool:
        driver.find_element("css selector", selector).clear()
        return True

    wait(emptied, selector)
    css(driver, selector).send_keys(text)


def sign_in(driver: Any, served: Served, page: str) -> None:
    driver.get(f"{served.url}/{page}")
    type_in(driver, "#pin", served.pin)
    click(driver, "button.primary")


def sit(driver: Any, served: Served, seat: str) -> None:
    driver.get(f"{served.url}/?code={served.code}")
    type_in(driver, "#name", f"Pupil {seat}")
    click(driver, f"input[value={seat}]")
    click(driver, "button.primary")
    wait(lambda: driver.find_element("css selector", "#status").text == "connected")


def complaints(driver: Any) -> list[str]:
    return [entry["message"] for entry in driver.get_log("browser")]


def step_until(teacher: Any, there: Callable[[], Any]) -> None:
    for _ in range(60):
        with contextlib.suppress(Exception):
            if there():
                return
        click(teacher, "[data-focus=step]")
        time.sleep(0.15)
    raise AssertionError("the meeting does not get there")


@pytest.mark.slow
def test_8_october_from_the_lobby_to_the_debrief(served: Served) -> None:
    with contextlib.ExitStack() as stack:
        names = ("teacher", "projector", "EGY", "FRA", "RUS")
        open_ = {name: stack.enter_context(browser()) for name in names}
        teacher, projector = open_["teacher"], open_["projector"]
        sign_in(teacher, served, "teacher")
        sign_in(projector, served, "projector")
        reads(projector, served.code)
        for seat in ("EGY", "FRA", "RUS"):
            sit(open_[seat], served, seat)
        egypt, france, russia = open_["EGY"], open_["FRA"], open_["RUS"]

        # Consultations: Egypt asks for words, France takes them in, every screen shows them.
        click(teacher, "[data-focus=phase-negotiation]")
        click(egypt, "[data-focus='S/2016/846-for']")
        wait(lambda: "Egypt" in projector.find_element("id", "texts-body").text)
        wait(lambda: "1 for" in projector.find_element("id", "consult-body").text)
        for name, driver in open_.items():
            assert "SIMULATED" in driver.find_element("css selector", "header.bar").text, name
        click(egypt, "#ask-clause option:nth-child(3)")
        wait(lambda: egypt.find_element("id", "ask-words").text == "Limits military flights.")
        click(egypt, "[data-focus=ask-go]")
        click(france, "#tab-asks")
        click(france, "[data-focus=ask-0-true]")
        for screen in (projector, egypt, russia):
            wait(
                lambda s=screen: (
                    "Limits military flights" in s.find_element("id", "texts-body").text
                )
            )

        # Everybody predicts before the vote.
        click(egypt, "#tab-predict")
        click(egypt, "[data-focus='p-S/2016/846-go']")
        wait(lambda: "yours: adopted" in egypt.find_element("id", "predict-body").text)

        # The meeting: Russia holds the chair and calls it to order.
        click(teacher, "[data-focus=phase-meeting]")
        type_in(russia, "[id='act.call-agenda']", "A city under siege")
        click(russia, "[id='act.call-urgent']")
        click(russia, "[data-focus=go-call]")
        reads(projector, "called to order")
        click(russia, "[data-focus=go-adopt_agenda]")
        click(russia, "[data-focus=go-no_objection]")
        reads(egypt, "S/2016/847")
        click(egypt, "[data-focus=go-ask_floor]")
        wait(lambda: "Speakers: Egypt" in projector.find_element("id", "now-body").text)
        click(egypt, "[data-focus=go-speak]")

        votes = {"S/2016/846": ("yes", "yes", "no"), "S/2016/847": ("yes", "no", "yes")}
        for text, cast in votes.items():
            step_until(teacher, lambda: egypt.find_elements("css selector", "[data-vote]"))
            reads(projector, f"Vote: {text}")
            # The chair cannot close it by a slip while others have not voted.
            click(russia, "[data-focus=go-announce]")
            wait(lambda: "press again" in russia.find_element("id", "turn-body").text)
            assert f"Vote: {text}" in projector.find_element("id", "now-body").text
            for driver, vote in zip((egypt, france, russia), cast, strict=True):
                click(driver, f"[data-vote={vote}]")
                click(driver, "[data-focus=vote-confirm]")
            step_until(teacher, lambda t=text: _decided(projector, t))
        result = projector.find_element("id", "now-body").text
        assert "S/2016/847: 3-10-2. Not adopted: short of votes" in result
        assert "Article 27(3)" in result
        click(egypt, "#tab-record")
        told = "S/2016/846: 11-2-2. Not adopted: vetoed by the Russian Federation"
        wait(lambda: told in egypt.find_element("id", "results-body").text)

        # The debrief: sliders on the projector ask the engine.
        click(teacher, "[data-focus=phase-debrief]")
        slider = css(projector, "#whatif-body input[type=range]")
        slider.send_keys("\ue012")  # the left arrow key: the keyboard is enough
        wait(lambda: "with the change" in projector.find_element("id", "whatif-result").text)
        assert projector.execute_script(BESIDE), "the answer is not in sight of the slider"

        # Three votes a seat, when the teacher wants: desk and projector show the same.
        assert not projector.find_element("id", "debrief").is_displayed()
        click(teacher, "#tab-debrief")
        click(teacher, "[data-focus=compare]")
        for screen in (teacher, projector):
            wait(
                lambda s=screen: (
                    "On record: 11–2–2, vetoed by the Russian Federation"
                    in s.find_element("id", "debrief-body").text
                )
            )
            assert len(screen.find_elements("css selector", ".three-votes .disc")) == 2 * 3 * 15
        assert "Talk about it" in projector.find_element("id", "debrief-body").text
        _keep(projector, "projector-debrief")
        _keep(teacher, "desk-debrief")

        for name, driver in open_.items():
            assert complaints(driver) == [], name


def _keep(driver: Any, name: str) -> None:
    """A picture of a screen, for whoever asks for one with ROOM_PICTURES=FOLDER."""
    folder = os.environ.get("ROOM_PICTURES")
    if folder:
        driver.execute_script("document.getElementById('debrief-body').scrollIntoView()")
        driver.save_screenshot(str(Path(folder) / f"{name}.png"))


def _decided(projector: Any, text: str) -> bool:
    return f"{text}: " in projector.find_element("id", "now-body").text


def test_a_lost_connection_comes_back_to_the_same_seat(served: Served, tmp_path: Path) -> None:
    with browser(360, 740) as pupil:
        sit(pupil, served, "EGY")
        served.kill()
        wait(lambda: "lost" in pupil.find_element("id", "status").text)
        again = start(tmp_path / "rooms", port=served.port)
        try:
            wait(lambda: pupil.find_element("id", "status").text == "connected")
            assert pupil.find_element("id", "who").text == "Egypt"
            pupil.refresh()
            wait(lambda: pupil.find_element("id", "who").text == "Egypt")
        finally:
            again.close()


CATCH_SOCKET = """
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (text) { window.caught = this; return send.call(this, text); };
"""
HEAR = """
const [body] = arguments;
window.caught.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(body) }));
return document.getElementById("problem").hidden;
"""
"""Have the page hear a message as if the room had sent it; whether no refusal is shown then."""


def test_an_answer_that_comes_twice_takes_no_refusal_off_the_screen(served: Served) -> None:
    with browser(360, 740) as pupil:
        sit(pupil, served, "EGY")
        pupil.execute_script(CATCH_SOCKET)
        wait(lambda: pupil.execute_script("return Boolean(window.caught)"))
        refused = {"type": "refused", "id": 0, "why": "too many messages; wait a moment"}
        assert not pupil.execute_script(HEAR, refused)
        late = {"type": "ok", "id": 99, "ruling": None}
        assert not pupil.execute_script(HEAR, late), "message 99 does not wait any longer"
        refused_late = {"type": "refused", "id": 99, "why": "nobody waits for this"}
        pupil.execute_script(HEAR, refused_late)
        assert "too many messages" in pupil.find_element("id", "problem").text


CHECKS = (Path(__file__).parent / "checks.js").read_text(encoding="utf-8")
"""Functions that look for texts below WCAG AA contrast and for controls without a name."""

BESIDE = """
const answer = document.getElementById("whatif-result").getBoundingClientRect();
return answer.top < innerHeight / 2 && answer.bottom > 0;
"""
"""Whether the what-if's answer is on the screen while a slider is moved."""

FIRST_SCREEN = """
scrollTo(0, 0);
return ["#turn", "#panel-texts"].map((id) =>
  document.querySelector(id).getBoundingClientRect().top < innerHeight);
"""
"""Whether the next act and the text begin on the first screen."""

BRIEF_IN_SIGHT = """
const side = document.getElementById("side").getBoundingClientRect();
scrollTo(0, document.documentElement.scrollHeight);
const after = document.getElementById("side").getBoundingClientRect();
scrollTo(0, 0);
return side.height <= innerHeight && after.bottom > 0;
"""
"""Whether the column beside the text is no taller than the screen, and stays in sight."""

WIDE = "return document.documentElement.scrollWidth - innerWidth"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_legible_named_and_narrow_enough(served: Served, scheme: str) -> None:
    with browser(360, 740) as teacher, browser(360, 740) as pupil:
        for driver in (teacher, pupil):
            media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
        pupil.get(f"{served.url}/?code={served.code}")
        _check(pupil, "lobby")
        sit(pupil, served, "FRA")
        teacher.get(f"{served.url}/teacher")
        _check(teacher, "pin")
        sign_in(teacher, served, "teacher")
        for phase in ("negotiation", "meeting", "debrief"):
            click(teacher, f"[data-focus=phase-{phase}]")
            if phase == "meeting":
                step_until(teacher, lambda: pupil.find_elements("css selector", "[data-vote]"))
            wait(lambda p=phase: pupil.execute_script("return document.body.dataset.phase") == p)
            _check(pupil, f"seat, {phase}")
            _check(teacher, f"desk, {phase}")
        teacher.get(f"{served.url}/projector")
        css(teacher, "#horseshoe svg")
        _check(teacher, "projector")


def test_the_brief_is_folded_on_a_phone_and_open_beside_the_text(served: Served) -> None:
    open_parts = "return [...document.querySelectorAll('#panel-brief .part')].map((p) => p.open)"
    with browser(390, 844) as phone:
        sit(phone, served, "EGY")
        click(phone, "#tab-brief")
        first, *rest = phone.execute_script(open_parts)
        assert first
        assert len(rest) > 3
        assert not any(rest)
        click(phone, "#panel-brief .part:nth-of-type(2) summary")
        assert phone.execute_script(open_parts)[:3] == [True, True, False]
        assert phone.execute_script("return document.documentElement.scrollHeight") < 3 * 844
    with browser(1280, 900) as desk:
        sit(desk, served, "FRA")
        assert all(desk.execute_script(open_parts))


@pytest.mark.parametrize("width", [768, 1280, 1920])
def test_wider_screens_scroll_in_no_other_direction(served: Served, width: int) -> None:
    with browser(width, 900) as teacher, browser(width) as pupil:
        sign_in(teacher, served, "teacher")
        sit(pupil, served, "FRA")
        click(teacher, "[data-focus=phase-meeting]")
        step_until(teacher, lambda: pupil.find_elements("css selector", "[data-vote]"))
        for tab in ("brief", "predict", "record", "notes", "rules"):
            click(pupil, f"#tab-{tab}")
            wait(lambda t=tab: pupil.find_element("id", f"panel-{t}").is_displayed())
            assert pupil.execute_script(WIDE) <= 0, f"{tab} at {width} pixels"
        if width >= 1152:  # three columns: a long brief has a scroll of its own
            click(pupil, "#tab-brief")
            wait(lambda: pupil.execute_script(BRIEF_IN_SIGHT))
        # What is done now and the text are on the first screen, side by side.
        assert pupil.execute_script(FIRST_SCREEN) == [True, True]
        assert teacher.execute_script(WIDE) <= 0
        teacher.get(f"{served.url}/projector")
        css(teacher, "#horseshoe svg")
        assert teacher.execute_script(WIDE) <= 0


def _check(driver: Any, page: str) -> None:
    assert driver.execute_script(WIDE) <= 0, f"{page} is wider than 360 pixels"
    assert driver.execute_script(CHECKS + "return poorContrast();") == [], page
    assert driver.execute_script(CHECKS + "return nameless();") == [], page
    assert driver.find_elements("css selector", "main#main"), page
    assert driver.find_element("css selector", "html").get_attribute("lang") == "en"


def test_the_keyboard_alone_takes_a_seat_and_votes(served: Served) -> None:
    with browser() as teacher, browser(360, 740) as pupil:
        sign_in(teacher, served, "teacher")
        pupil.get(f"{served.url}/?code={served.code}")
        keys = _Keys(pupil)
        keys.tab_to("document.activeElement.name === 'seat'")
        keys.press(" ")
        for _ in range(2):
            keys.press("\ue015")  # arrow down to the third seat, Egypt
        keys.press("\ue007")
        wait(lambda: pupil.find_element("id", "who").text == "Egypt")
        click(teacher, "[data-focus=phase-meeting]")
        step_until(teacher, lambda: pupil.find_elements("css selector", "[data-vote]"))
        keys.tab_to("document.activeElement.dataset.vote === 'abstain'")
        keys.press("\ue007")
        keys.tab_to("document.activeElement.dataset.focus === 'vote-confirm'")
        keys.press("\ue007")
        wait(lambda: "You have voted: abstain" in pupil.find_element("id", "turn-body").text)


class _Keys:
    """A pupil without a mouse."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def press(self, key: str) -> None:
        self.driver.switch_to.active_element.send_keys(key)

    def tab_to(self, there: str) -> None:
        for _ in range(60):
            if self.driver.execute_script(f"return Boolean({there})"):
                return
            self.press("\ue004")
        raise AssertionError(f"the tab key does not reach {there}")
