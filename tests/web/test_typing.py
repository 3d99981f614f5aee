"""Two people type and choose in real browsers while a third floods the room with acts."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.browser import Served, browser, needs_browser, start
from tests.web.clients import Screen, Web
from tests.web.test_browser import click, css, sign_in, sit, step_until, type_in, wait

pytestmark = [pytest.mark.browser, needs_browser]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    room = start(tmp_path / "rooms")
    yield room
    room.close()


class Flood:
    """A delegate that does something six times a second, in a thread of its own."""

    def __init__(self, served: Served, seat: str, acts: list[dict[str, Any]]) -> None:
        self.web = Web(served)
        assert self.web.join(seat) == 303
        self.acts = acts
        self.done = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()))

    async def _run(self) -> None:
        async with self.web.screen() as socket:
            screen = Screen(socket)
            while not self._stop.is_set():
                answer = await screen.answer(**self.acts[self.done % len(self.acts)])
                assert answer["type"] == "ok", answer
                self.done += 1
                await asyncio.sleep(0.15)

    def __enter__(self) -> Flood:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()


FOCUS = "return document.activeElement.dataset.focus ?? null"
CARET = "const e = document.activeElement; return [e.selectionStart, e.selectionEnd]"
VALUE = "return document.getElementById(arguments[0]).value"


def painted(driver: Any) -> int:
    return int(driver.execute_script("return Number(document.body.dataset.n ?? 0)"))


def wait_for_acts(driver: Any, flood: Flood, count: int) -> None:
    """Until the flood has done so many acts more, and the page has shown them."""
    done, shown = flood.done, painted(driver)
    wait(lambda: flood.done >= done + count and painted(driver) >= shown + count, "the flood")


def test_choices_in_consultations_stay_while_the_room_changes(served: Served) -> None:
    turns: list[dict[str, Any]] = [
        {"do": "stand", "draft": "S/2016/846", "stand": stand} for stand in ("for", "against")
    ]
    values = (0.5, 0.0)
    changes = [
        {"do": "revise", "change": {"draft": "S/2016/847", "issue": "access", "value": value}}
        for value in values
    ]
    with (
        browser() as teacher,
        browser(360, 740) as egypt,
        browser() as france,
    ):
        sign_in(teacher, served, "teacher")
        sit(egypt, served, "EGY")
        sit(france, served, "FRA")
        click(teacher, "[data-focus=phase-negotiation]")
        with Flood(served, "RUS", [turns[0], changes[0], turns[1], changes[1]]) as flood:
            click(egypt, "[id='ask-draft'] option[value='S/2016/847']")
            click(egypt, "#ask-issue option[value=access]")
            click(egypt, "#ask-clause option:nth-child(4)")
            click(france, "[id='revise-issue'] option[value=inquiry]")
            click(france, "#revise-clause option:nth-child(2)")
            france.execute_script("document.getElementById('revise-clause').focus()")
            for _ in range(3):
                wait_for_acts(egypt, flood, 4)
                assert egypt.execute_script(VALUE, "ask-draft") == "S/2016/847"
                assert egypt.execute_script(VALUE, "ask-issue") == "access"
                assert egypt.execute_script(VALUE, "ask-clause") == "2"
                assert france.execute_script(VALUE, "revise-issue") == "inquiry"
                assert france.execute_script(VALUE, "revise-clause") == "0"
                assert france.execute_script(FOCUS) == "revise-clause"
            # What is sent is what stood there, and nothing else of the text has changed.
            click(france, "[data-focus=revise-go]")
            wait(lambda: "No inquiry." in css(france, "#texts-body").text)
            told = css(france, "[id='texts-body'] details").text
            assert "Ends all military flights." in told
            assert "Demands it." in told
            # What was being chosen comes back with the page.
            egypt.refresh()
            wait(lambda: egypt.execute_script(VALUE, "ask-clause") == "2")


def test_words_that_are_being_typed_keep_their_caret(served: Served) -> None:
    def first_text() -> bool:
        return bool(pupil.find_elements("css selector", "[data-focus=others]"))

    with browser() as teacher, browser(360, 740) as pupil:
        sign_in(teacher, served, "teacher")
        sit(pupil, served, "EGY")
        click(teacher, "[data-focus=phase-meeting]")
        step_until(teacher, lambda: first_text() and "846" in css(pupil, "#now-body").text)
        click(pupil, "[data-focus=others] > summary")
        click(pupil, "details[data-focus=move] > summary")
        click(pupil, "[id='act.move-what'] option:nth-child(3)")
        type_in(pupil, "[id='act.move-detail']", "Monday 10 October")
        for _ in range(8):
            pupil.switch_to.active_element.send_keys("\ue012")
        stands = [
            {"do": "stand", "draft": "S/2016/847", "stand": stand} for stand in ("for", "against")
        ]
        speaks = [{"do": "act", "act": "ask_floor", "data": {}}]
        with contextlib.ExitStack() as stack:
            floods = [stack.enter_context(Flood(served, seat, stands)) for seat in ("FRA", "CHN")]
            other = Web(served)
            assert other.join("AGO") == 303
            asyncio.run(_once(other, speaks[0]))
            wait(lambda: "Speakers: Angola" in css(pupil, "#now-body").text)
            for _ in range(3):
                wait_for_acts(pupil, floods[0], 4)
                assert pupil.execute_script(FOCUS) == "act.move-detail"
                assert pupil.execute_script(CARET) == [9, 9]
                assert pupil.execute_script(VALUE, "act.move-what") == "adjourn_to"
            pupil.switch_to.active_element.send_keys("the ")
            wait_for_acts(pupil, floods[0], 4)
            assert pupil.execute_script(VALUE, "act.move-detail") == "Monday 10the  October"
        click(pupil, "[data-focus=go-move]")
        wait(lambda: "Monday 10the October" in css(pupil, "#now-body").text)


async def _once(web: Web, act: dict[str, Any]) -> None:
    async with web.screen() as socket:
        assert (await Screen(socket).answer(**act))["type"] == "ok"


def test_a_press_never_lands_on_the_next_ballot(served: Served) -> None:
    with browser() as teacher, browser(360, 740) as pupil:
        sign_in(teacher, served, "teacher")
        sit(pupil, served, "EGY")
        click(teacher, "[data-focus=phase-meeting]")
        step_until(teacher, lambda: pupil.find_elements("css selector", "[data-vote]"))
        css(pupil, "[data-focus=cue]")
        click(pupil, "[data-vote=no]")
        confirm = css(pupil, "[data-focus=vote-confirm]")
        assert confirm.text == "Cast my vote: against"
        # Nothing is cast by the first press.
        assert (
            "0 of 15" in css(pupil, "#now-body").text or "14 of 15" in css(pupil, "#now-body").text
        )
        first = _ballot(pupil)
        confirm.click()
        step_until(teacher, lambda: pupil.find_elements("css selector", "#cue:empty"))
        step_until(teacher, lambda: _ballot(pupil) not in ("", first))
        assert pupil.find_elements("css selector", "[data-focus=vote-confirm]") == []
        assert pupil.find_elements("css selector", "[data-vote][aria-pressed=true]") == []


def _ballot(driver: Any) -> str:
    found = driver.find_elements("css selector", "#ballot-h")
    return str(found[0].text) if found else ""
