"""A session with the explorer in six pictures: ``python docs/_tools/film_strip.py FILE.webp``.

Serves the explorer, drives Chromium through it as a person would, and sets the pictures in two
columns. Needs chromium, its driver and the extra ``dev``.
"""

from __future__ import annotations

import base64
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.web.explorer import explorer  # noqa: E402

CASE = "aleppo-2016-10-08"
FLIGHTS = '[data-path="drafts.S/2016/846.text.flights"]'
WIDTH, HEIGHT = 1440, 900
PATIENCE = 240.0
STYLE = """
body{margin:0;padding:14px;width:1560px;background:#fff;font:17px sans-serif;color:#222;
  display:grid;grid-template-columns:1fr 1fr;gap:16px}
figure{margin:0} img{width:100%;border:1px solid #999} figcaption{padding:4px 0}
"""


def main(target: Path) -> None:
    """Write the strip to ``target``."""
    with (
        tempfile.TemporaryDirectory() as folder,
        explorer(Path(folder)) as served,
        chromium() as driver,
    ):
        frames = list(session(driver, served.url, Path(folder)))
        body = "".join(
            f'<figure><img src="data:image/png;base64,{picture}"><figcaption>{number}. {words}'
            "</figcaption></figure>"
            for number, (words, picture) in enumerate(frames, 1)
        )
        page = Path(folder, "strip.html")
        page.write_text(f"<!doctype html><style>{STYLE}</style>{body}", encoding="utf-8")
        resized(driver, 1588, 900)
        driver.get(page.as_uri())
        high = driver.execute_script("return document.documentElement.scrollHeight")
        clip = {"x": 0, "y": 0, "width": 1588, "height": high, "scale": 1}
        options = {"format": "webp", "quality": 70, "captureBeyondViewport": True, "clip": clip}
        data = driver.execute_cdp_cmd("Page.captureScreenshot", options)["data"]
        target.write_bytes(base64.b64decode(data))
    sys.stdout.write(f"{target} ({target.stat().st_size / 1000:.0f} kB)\n")


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser, until the block ends."""
    from selenium.webdriver import Chrome, ChromeOptions, ChromeService

    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(flag)
    driver = Chrome(options=options, service=ChromeService(shutil.which("chromedriver")))
    try:
        resized(driver, WIDTH, HEIGHT)
        yield driver
    finally:
        driver.quit()


def resized(driver: Any, width: int, height: int) -> None:
    """Give the page another size."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def until(found: Callable[[], Any]) -> Any:
    """What ``found`` gives as soon as it gives something."""
    from selenium.common.exceptions import WebDriverException

    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if value := found():
                return value
        except WebDriverException:
            pass
        time.sleep(0.1)
    raise TimeoutError


def session(driver: Any, url: str, folder: Path) -> Iterator[tuple[str, str]]:
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

    def picture(words: str) -> tuple[str, str]:
        shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
        return words, shot["data"]

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
