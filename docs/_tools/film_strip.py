"""A session with the explorer in six pictures: ``python docs/_tools/film_strip.py FILE.webp``.

Serves the explorer, drives Chromium through it as a person would, and sets the pictures in two
columns. Needs chromium, its driver and the extra ``dev``.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from docs._tools.strips import Frame, chromium, picture_of, until, write_strip  # noqa: E402
from tests.web.explorer import explorer  # noqa: E402

CASE = "aleppo-2016-10-08"
FLIGHTS = '[data-path="drafts.S/2016/846.text.flights"]'


def main(target: Path) -> None:
    """Write the strip to ``target``."""
    with (
        tempfile.TemporaryDirectory() as folder,
        explorer(Path(folder)) as served,
        chromium() as driver,
    ):
        write_strip(target, list(session(driver, served.url, Path(folder))), driver)


def session(driver: Any, url: str, folder: Path) -> Iterator[Frame]:
    """Words and picture of each step."""
    from selenium.webdriver.common.action_chains import ActionChains

    def one(selector: str) -> Any:
        return until(lambda: driver.find_elements("css selector", selector))[0]

    def click(selector: str) -> None:
        def done() -> bool:
            one(selector).click()
            return True

        until(done)

    def answered() -> None:
        same = "return document.body.dataset.answered === location.hash"
        words = "return document.getElementById('status').textContent"
        until(lambda: driver.execute_script(same) and "4,000" in driver.execute_script(words))

    def picture(words: str) -> Frame:
        return picture_of(driver, words)

    where = {"behavior": "allow", "downloadPath": str(folder)}
    driver.execute_cdp_cmd("Browser.setDownloadBehavior", where)
    driver.get(url)
    one("[data-case]")
    yield picture("Pick a case, or begin a question on any dossier.")
    click(f'[data-case="{CASE}"]')
    answered()
    slider = one(FLIGHTS)
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", slider)
    reach = int(slider.size["width"] * 0.5)
    chain = ActionChains(driver).move_to_element_with_offset(slider, reach - 12, 0)
    chain.click_and_hold().move_by_offset(-reach, 0).release().perform()
    until(lambda: "flights=" in driver.execute_script("return decodeURIComponent(location.hash)"))
    answered()
    yield picture("Drag the clause on flights: the chances follow, beside the unchanged scenario.")
    click('[data-member="CHN"] .touch')
    one("[data-pin]")
    driver.execute_script(
        "const s = document.querySelector('[data-pin]'); s.value = 'no';"
        "s.dispatchEvent(new Event('change', {bubbles: true}));"
        "s.scrollIntoView({block: 'center'})"
    )
    until(lambda: "pins.CHN" in driver.execute_script("return decodeURIComponent(location.hash)"))
    answered()
    yield picture("Open China, and suppose that it votes no.")
    click("#tab-more-keep")
    name = one("#keep-name")
    name.clear()
    name.send_keys("no-flights-china-no")
    click("[data-do=save]")
    until(lambda: "Saved:" in one("[data-told]").text)
    # The folder of this machine is no part of the picture.
    driver.execute_script(
        "const e = document.querySelector('[data-told]');"
        "e.textContent = e.textContent.replace(arguments[0] + '/', '');"
        "e.scrollIntoView({block: 'end'})",
        str(folder),
    )
    yield picture("Save the question as a variant; the command that asks it stands there too.")
    click("[data-do=report]")
    report = until(lambda: next(folder.glob("*.html"), None))
    driver.get(report.as_uri())
    yield picture("Write a report: one file that opens anywhere.")
    driver.execute_script("document.querySelector('figure').scrollIntoView({block: 'center'})")
    yield picture("Its figures say what they show, and what they do not.")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
