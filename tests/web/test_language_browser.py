"""A room in a made-up language in Chromium: no word of English is left on a page."""

from __future__ import annotations

import contextlib
import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.common.exceptions import WebDriverException

from sim.classroom.seating import chairs
from sim.language.catalogues import read_catalogue
from sim.lessons.places import member_name
from tests.classroom.scene import scene
from tests.language.pseudo import UNMARKED, pseudo_catalogue
from tests.web.browser import Served, browser, needs_browser, start
from tests.web.test_browser import click, css, sign_in, wait

pytestmark = [pytest.mark.browser, needs_browser]

SHOWN = """
const skip = new Set(["SCRIPT", "STYLE"]);
const found = [document.title];
const both = NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT;
const walk = document.createTreeWalker(document.body, both);
for (let node = walk.nextNode(); node; node = walk.nextNode()) {
  // A role is told in the words of the case.
  if ((node.parentElement ?? node).closest(".brief, #panel-brief > .hint")) continue;
  if (node.nodeType === Node.TEXT_NODE) {
    if (!skip.has(node.parentElement.tagName)) found.push(node.textContent);
  } else {
    for (const name of ["aria-label", "title", "alt", "placeholder"])
      if (node.hasAttribute(name)) found.push(node.getAttribute(name));
  }
}
return found;
"""
"""Every text of a page, hidden ones too, and what is read aloud."""

PHASE = "return document.body.dataset.phase"


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    return pseudo_catalogue(tmp_path)


@pytest.fixture
def served(tmp_path: Path, catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setenv("ROOM_LANGUAGE", str(catalogue))
    room = start(tmp_path / "rooms")
    yield room
    room.close()


def known(catalogue: Path) -> list[str]:
    """What is no word of the program: names of States, and the texts of the case."""
    language, scenario = read_catalogue(catalogue), scene()
    said = [scenario.title, *scenario.drafts, language.show(scenario.council.date)]
    said += [language.show(member_name(scenario, code)) for code in scenario.members]
    said += [language.show(chair["name"]) for chair in chairs(scenario)]
    said += [language.show(member_name(scenario, code)) for code in scenario.council.invited]
    said += [draft.title for draft in scenario.drafts.values()]
    for issue in scenario.issues.values():
        said += [issue.title, *issue.anchors.values()]
    said += [scenario.envoy.name] if scenario.envoy else []
    said += [
        "English",
        "Français",
        "Esperanto",
        "Espéranto",
        "QR",
        "JSON",
        "CSV",
        "PIN",
        "Pupil EGY",
    ]
    return sorted((str(words) for words in said if words), key=len, reverse=True)


def english(driver: Any, allowed: list[str]) -> list[str]:
    """Texts of a page with a word that has not been translated."""
    left = []
    for text in driver.execute_script(SHOWN):
        rest = text
        for words in allowed:
            rest = re.sub(re.escape(words), " ", rest, flags=re.IGNORECASE)
        rest = re.sub(r"https?://\S+|\b[A-Z0-9]{4,6}\b|S/\d+/\S+", " ", rest)
        if UNMARKED.search(rest):
            left.append(text)
    return left


def step_until(desk: Any, there: Callable[[], Any]) -> None:
    """Press Step until something is there; a busy machine has a minute and a half for it."""
    end = time.monotonic() + 90
    while time.monotonic() < end:
        with contextlib.suppress(WebDriverException):
            if there():
                return
        click(desk, "[data-focus=step]")
        time.sleep(0.2)
    raise AssertionError("the meeting does not get there")


def test_no_english_is_left_on_a_page_from_the_lobby_to_the_debrief(
    served: Served, catalogue: Path
) -> None:
    allowed, found = known(catalogue), dict[str, list[str]]()
    with contextlib.ExitStack() as stack:
        open_ = {n: stack.enter_context(browser()) for n in ("desk", "seat", "screen")}
        desk, seat, screen = open_["desk"], open_["seat"], open_["screen"]

        def look(when: str) -> None:
            for name, driver in open_.items():
                found[f"{name}, {when}"] = english(driver, allowed)

        seat.get(f"{served.url}/")
        found["code"] = english(seat, allowed)
        seat.get(f"{served.url}/?code={served.code}")
        found["lobby"] = english(seat, allowed)
        css(seat, "#name").send_keys("Pupil EGY")
        click(seat, "input[value=EGY]")
        click(seat, "button.primary")
        desk.get(f"{served.url}/teacher")
        found["pin"] = english(desk, allowed)
        sign_in(desk, served, "teacher")
        sign_in(screen, served, "projector")
        for driver in open_.values():
            wait(lambda d=driver: d.execute_script("return document.body.dataset.n"))
        look("lobby")
        click(desk, "[data-focus=phase-negotiation]")
        for driver in open_.values():
            wait(
                lambda d=driver: (
                    d.execute_script("return document.body.dataset.phase") == "negotiation"
                )
            )
        click(seat, "[data-focus='S/2016/846-for']")
        click(seat, "[data-focus=ask-go]")
        wait(lambda: "open" not in css(seat, "#asks-body").get_attribute("textContent"))
        step_until(desk, lambda: len(screen.find_elements("css selector", ".counts")) > 1)
        look("consultations")
        click(desk, "[data-focus=phase-meeting]")
        step_until(desk, lambda: seat.find_elements("css selector", "[data-vote]"))
        look("vote")
        click(seat, "[data-vote=no]")
        look("chosen")
        click(seat, "[data-focus=vote-confirm]")
        step_until(desk, lambda: screen.find_elements("css selector", ".result"))
        look("result")
        step_until(desk, lambda: not seat.find_elements("css selector", "[data-vote]"))
        click(desk, "[data-focus=phase-debrief]")
        wait(lambda: screen.find_elements("css selector", "#whatif-body input"))
        look("debrief")
        served.kill()
        wait(lambda: "off" in css(seat, "#status").get_attribute("class"))
        found["seat, lost"] = english(seat, allowed)
    assert not {place: texts for place, texts in found.items() if texts}, json.dumps(
        found, ensure_ascii=False, indent=1
    )


def test_everybody_may_choose_a_language_and_the_room_chooses_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROOM_LANGUAGE", "fr")
    room = start(tmp_path / "rooms")
    try:
        with browser() as pupil:
            pupil.get(f"{room.url}/?code={room.code}")
            assert css(pupil, "html").get_attribute("lang") == "fr"
            assert "Choisissez un siège" in css(pupil, "main").text
            click(pupil, "input[value=RUS]")
            click(pupil, "button.primary")
            wait(lambda: css(pupil, "#who").text == "Fédération de Russie")
            css(pupil, "#language option[value=en]").click()
            click(pupil, ".language button")
            wait(lambda: css(pupil, "#who").text == "Russian Federation")
            assert "Skip to the content" in css(pupil, ".skip").get_attribute("textContent")
    finally:
        room.close()
