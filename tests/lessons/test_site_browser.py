"""The site opened from a folder in a real browser, without a server."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from sim.lessons.folders import write_folder
from sim.lessons.site.pages import SitePlan, site_pages
from sim.scenario.load import load_scenario
from tests.web.browser import browser, needs_browser

pytestmark = [pytest.mark.browser, needs_browser]

CASE = "crimea-2014"
PAGES = (
    *("index.html", "quiz.html", "rules.html"),
    *(f"{CASE}/{name}.html" for name in ("index", "RUS", "LTU", "other-roles", "record")),
)
AXE = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
FOUND = """
const done = arguments[0];
axe.run(document, {resultTypes: ["violations"]}).then((found) => done(found.violations
  .filter((v) => ["serious", "critical"].includes(v.impact))
  .map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 100)).join(" | ")}`)));
"""
LOADED = "return performance.getEntriesByType('resource').map((entry) => entry.name)"
WIDE = "return document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("usb stick") / "the site"
    plan = SitePlan({"Cases": (load_scenario(CASE),)}, worlds=5)
    write_folder(place, site_pages(plan, lambda _: None))
    return place


@pytest.fixture
def reader() -> Iterator[Any]:
    with browser(360, 740) as driver:
        yield driver


def test_a_seat_votes_and_is_told_what_follows(folder: Path, reader: Any) -> None:
    reader.get((folder / "index.html").as_uri())
    reader.find_element("partial link text", "Crimea").click()
    reader.find_element("link text", "Russian Federation").click()
    ballot = reader.find_element("css selector", ".ballot")
    shown = ballot.find_element("css selector", ".answers")
    after = reader.find_element("css selector", ".after")
    assert not shown.is_displayed(), "the answers wait for the vote"
    assert not after.is_displayed(), "the record waits for the vote"
    ballot.find_element("css selector", "select option:nth-child(3)").click()
    no = ballot.find_element("css selector", "[data-vote=no]")
    no.send_keys("\ue007")  # Enter: the keyboard is enough
    told = ballot.find_element("css selector", ".told").text
    assert told == (
        "You voted: against. In the central case the text is vetoed. You expected: vetoed. Right."
    )
    assert no.get_attribute("aria-pressed") == "true"
    opened = shown.find_elements("css selector", "details[open]")
    assert [details.get_attribute("data-vote") for details in opened] == ["no"]
    assert "vetoed by the Russian Federation" in opened[0].text
    assert after.is_displayed()
    # Another vote is compared, and is no second prediction.
    ballot.find_element("css selector", "button[data-vote=abstain]").click()
    assert "You expected" not in ballot.find_element("css selector", ".told").text
    after.find_element("css selector", "a").click()
    assert reader.find_element("css selector", "h1").text == "What happened"
    assert reader.get_log("browser") == []


def test_the_quiz_answers(folder: Path, reader: Any) -> None:
    reader.get((folder / "quiz.html").as_uri())
    form = reader.find_element("css selector", ".question[data-answer]:not([data-answer=''])")
    button = form.find_element("css selector", ".check")
    reader.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()
    assert "Choose an outcome and a provision" in form.text
    for answer in (form.get_attribute("data-answer"), form.get_attribute("data-rule")):
        reader.execute_script(
            "[...arguments[0].elements].find((e) => e.value === arguments[1]).click()", form, answer
        )
    button.click()
    assert form.find_element("css selector", ".feedback").text == "Right."
    assert reader.find_element("id", "score").text == "1 of 1 right."
    assert form.find_element("css selector", "details").get_attribute("open")
    assert reader.current_url.startswith("file:"), "checking must not leave the page"


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_can_be_read_by_everybody(folder: Path, reader: Any, width: int) -> None:
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    reader.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    for page in PAGES:
        reader.get((folder / page).as_uri())
        for button in reader.find_elements("css selector", "button[data-vote=no]"):
            reader.execute_script("arguments[0].click()", button)
        assert reader.execute_script(WIDE) <= 0, f"{page} at {width} pixels"
        assert all(name.startswith("file:") for name in reader.execute_script(LOADED)), page
        assert reader.get_log("browser") == [], page
        reader.execute_script(AXE)
        assert reader.execute_async_script(FOUND) == [], f"{page} at {width} pixels"
