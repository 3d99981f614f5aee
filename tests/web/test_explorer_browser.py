"""The explorer in a real browser: dragged, typed, tapped, read aloud, undone, linked and saved."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

import pytest
from selenium.webdriver.common.action_chains import ActionChains

from tests.web.browser import browser, needs_browser
from tests.web.explorer import FIRST, FLAGSHIP, Explorer, explorer
from tests.web.test_browser import WIDE, click, complaints, css, type_in, wait

pytestmark = [pytest.mark.browser, needs_browser]

FLIGHTS = f'[data-path="drafts.{FIRST}.text.flights"]'
LEAVE_OUT = f'[data-out="drafts.{FIRST}.text.flights"]'
ADDRESS = "return decodeURIComponent(location.hash)"
SLOW = 180.0
"""Seconds for an answer where everything is compiled first."""
SECRET = "council.secret_ballot=true"
LIVE = "return document.getElementById('live').textContent"
AXE = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
SERIOUS = """
const done = arguments[0];
axe.run(document, {resultTypes: ["violations"]}).then((found) => done(found.violations
  .filter((v) => ["serious", "critical"].includes(v.impact))
  .map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120)).join(" | ")}`)));
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    with explorer(tmp_path_factory.mktemp("saved")) as running:
        yield running


def answered(driver: Any) -> None:
    """Until the answer to the question in the address is there, refined; a busy machine is slow."""
    same = "return document.body.dataset.answered === location.hash"
    status = "return document.getElementById('status').textContent"
    end = time.monotonic() + SLOW
    while not (driver.execute_script(same) and "4,000" in driver.execute_script(status)):
        assert time.monotonic() < end, driver.execute_script(status)
        time.sleep(0.1)


def opened(driver: Any, served: Explorer, *changes: str) -> None:
    words = "".join(f"&S={change}" for change in changes)
    driver.get(f"{served.url}#scenario={FLAGSHIP}{words}")
    css(driver, FLIGHTS)
    answered(driver)


def serious(driver: Any) -> list[str]:
    """What axe-core finds that keeps people out."""
    driver.execute_script(AXE)
    found: list[str] = driver.execute_async_script(SERIOUS)
    return found


def test_a_session_with_the_mouse(served: Explorer) -> None:
    with browser(1440, 900) as driver:
        driver.get(served.url)
        click(driver, f'[data-case="{FLAGSHIP}"]')
        answered(driver)
        slider = css(driver, FLIGHTS)
        driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", slider)
        reach = int(slider.size["width"] * 0.5)
        chain = ActionChains(driver).move_to_element_with_offset(slider, reach - 12, 0)
        chain.click_and_hold().move_by_offset(-reach // 2, 0).move_by_offset(-reach // 2, 0)
        chain.release().perform()
        wait(lambda: f"S=drafts.{FIRST}.text.flights=" in driver.execute_script(ADDRESS))
        answered(driver)
        dragged = driver.execute_script(ADDRESS)
        assert "Ban on military flights" in css(driver, "#changes-body").text
        # One drag is one step back, and forth again.
        click(driver, "[data-do=undo]:enabled")
        wait(lambda: "S=" not in driver.execute_script(ADDRESS))
        click(driver, "[data-do=redo]:enabled")
        wait(lambda: driver.execute_script(ADDRESS) == dragged)
        click(driver, LEAVE_OUT)
        wait(lambda: "flights=null" in driver.execute_script(ADDRESS))
        click(driver, '[data-member="CHN"] .touch')
        wait(lambda: "What it wants" in css(driver, "#member-body").text)
        assert "How we know" in css(driver, "#member-body").text
        click(driver, "#tab-more-keep")
        type_in(driver, "#keep-name", "no-flights")
        driver.refresh()
        answered(driver)
        click(driver, "#tab-more-keep")
        wait(lambda: css(driver, "#keep-name").get_attribute("value") == "no-flights")
        click(driver, "[data-do=save]")
        wait(lambda: "Saved:" in css(driver, "[data-told]").text)
        assert "flights: null" in (served.folder / "no-flights.yaml").read_text()
        click(driver, "#tab-more-arms")
        click(driver, "[data-do=keep]:enabled")
        wait(lambda: "no-flights" in css(driver, ".arms").text)
        assert complaints(driver) == []


def test_a_link_asks_the_same_question_again(served: Explorer) -> None:
    shown = []
    for _ in range(2):
        with browser(1024, 800) as driver:
            opened(
                driver, served, f"drafts.{FIRST}.text.flights=0.25", "council.secret_ballot=true"
            )
            shown.append(css(driver, "#outcome-body").text)
            assert "Secret ballot: yes" in css(driver, "#changes-body").text
    assert shown[0] == shown[1]


def test_the_keyboard_alone_asks_and_opens(served: Explorer) -> None:
    with browser(1280, 900) as driver:
        opened(driver, served)
        press = _presser(driver)
        _tab_to(driver, press, f"matches('{FLIGHTS}')")
        for _ in range(4):
            press("\ue012")  # arrow left
        wait(lambda: f"{FIRST}.text.flights=0.8" in driver.execute_script(ADDRESS))
        wait(lambda: driver.execute_script(LIVE).startswith(f"{FIRST} adopted in"))
        spoken = css(driver, FLIGHTS).get_attribute("aria-valuetext")
        assert spoken.startswith("Nearer “All are called upon to end military flights")
        _tab_to(driver, press, "dataset.member")
        first = driver.execute_script("return document.activeElement.dataset.member")
        press("\ue014")
        press("\ue014")
        at = driver.execute_script("return document.activeElement.dataset.member")
        assert at != first
        press("\ue007")
        wait(lambda: css(driver, "#member-body h3").text)
        assert css(driver, f'[data-member="{at}"]').get_attribute("aria-pressed") == "true"
        press("\ue009z")  # Ctrl+Z takes the last press back
        wait(lambda: f"{FIRST}.text.flights=0.85" in driver.execute_script(ADDRESS))


def test_a_finger_on_a_phone(served: Explorer) -> None:
    with browser(360, 740) as driver:
        driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
        opened(driver, served)
        assert driver.execute_script(WIDE) <= 0
        _tap(driver, LEAVE_OUT)
        wait(lambda: "flights=null" in driver.execute_script(ADDRESS))
        answered(driver)
        assert "(was" in css(driver, "#strip").text
        _tap(driver, '[data-member="RUS"] .touch')
        wait(lambda: "Russian Federation" in css(driver, "#member-body h3").text)
        assert driver.execute_script(WIDE) <= 0
        sizes = driver.execute_script(
            "return [...document.querySelectorAll('.council text')]"
            ".map((t) => parseFloat(getComputedStyle(t).fontSize))"
        )
        assert min(sizes) >= 11


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "dark")])
def test_axe_finds_nothing_serious(served: Explorer, width: int, scheme: str) -> None:
    with browser(width, 900) as driver:
        media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
        driver.get(served.url)
        css(driver, "[data-case]")
        assert serious(driver) == [], "where to begin"
        opened(driver, served, f"drafts.{FIRST}.text.flights=null")
        click(driver, '[data-member="CHN"] .touch')
        wait(lambda: "What it wants" in css(driver, "#member-body").text)
        for tab in ("question-rules", "question-plan", "question-events", "more-turn", "more-keep"):
            click(driver, f"#tab-{tab}")
            assert serious(driver) == [], tab
            assert driver.execute_script(WIDE) <= 0, tab


def test_a_larger_council_is_a_switch_that_shows_who_sits(served: Explorer) -> None:
    seats = "return document.querySelectorAll('.council [data-member]').length"
    with browser(1280, 900) as driver:
        opened(driver, served)
        assert driver.execute_script(seats) == 15
        click(driver, "#tab-question-rules")
        words = css(driver, "label:has([data-council=enlarged-council])").text
        assert words.startswith("Twenty-five seats")
        assert "14 votes carry a proposal" in words
        assert "permanent besides the five: Brazil, Germany, India, Japan" in words
        assert "Kazakhstan" in words.partition("also new")[2]
        click(driver, "[data-council=enlarged-council]")
        wait(lambda: driver.execute_script(seats) == 25)
        answered(driver)
        assert "variant=enlarged-council" in driver.execute_script(ADDRESS)
        click(driver, "[data-council='']")
        wait(lambda: driver.execute_script(seats) == 15)
        assert "variant" not in driver.execute_script(ADDRESS)


def test_a_new_question_on_a_dossier_needs_no_file(served: Explorer) -> None:
    with browser(1280, 900) as driver:
        driver.get(served.url)
        click(driver, "#matter option[value=libya]")
        driver.execute_script(
            "const d = document.getElementById('day'); d.value = '2011-03-17';"
            "d.dispatchEvent(new Event('change', {bubbles: true}))"
        )
        wait(lambda: "Lebanon" in css(driver, "#begin-new").text)
        click(driver, "[id^=new-] option:nth-child(4)")
        # What was chosen is there again after a reload.
        chosen = css(driver, "select[id^=new-]").get_attribute("value")
        driver.refresh()
        wait(lambda: "Lebanon" in css(driver, "#begin-new").text)
        assert css(driver, "#matter").get_attribute("value") == "libya"
        assert chosen
        assert css(driver, "select[id^=new-]").get_attribute("value") == chosen
        click(driver, "[data-do=begin-new]")
        answered(driver)
        assert "dossier=libya" in driver.execute_script(ADDRESS)
        assert "2011" in css(driver, "#case-body h1").text


def test_a_fault_has_the_words_of_the_command_line(served: Explorer) -> None:
    with browser(1280, 900) as driver:
        opened(driver, served)
        driver.execute_script(
            "location.hash = arguments[0]", f"scenario={FLAGSHIP}&S=members.CHN.positions.x=1"
        )
        wait(lambda: "E602" in css(driver, "#problem").text)
        click(driver, "#problem button")
        wait(lambda: not css(driver, "#problem").is_displayed())
        answered(driver)


def _presser(driver: Any) -> Callable[[str], None]:
    return lambda key: driver.switch_to.active_element.send_keys(key)


def _tab_to(driver: Any, press: Callable[[str], None], there: str) -> None:
    """Press Tab until what has the focus is ``there``."""
    for _ in range(120):
        if driver.execute_script(f"return Boolean(document.activeElement.{there})"):
            return
        press("\ue004")
    raise AssertionError(f"Tab does not come to {there}")


def _tap(driver: Any, selector: str) -> None:
    """A finger on the middle of an element."""
    element = css(driver, selector)
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
    box = json.loads(
        driver.execute_script(
            "const b = arguments[0].getBoundingClientRect();"
            "return JSON.stringify([b.x + b.width / 2, b.y + b.height / 2])", element,
        )
    )  # fmt: skip
    point = [{"x": box[0], "y": box[1]}]
    driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": point})
    driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
