"""Pictures of browsers set in two columns, each with its words, as one WebP."""

from __future__ import annotations

import base64
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

WIDTH, HEIGHT = 1440, 900
PATIENCE = 240.0
STYLE = """
body{margin:0;padding:14px;width:1560px;background:#fff;font:17px sans-serif;color:#222;
  display:grid;grid-template-columns:1fr 1fr;gap:16px}
figure{margin:0;text-align:center} img{max-width:100%;max-height:560px;border:1px solid #999}
figcaption{padding:4px 0;text-align:left}
"""

Frame = tuple[str, str]
"""Words, and a picture as PNG in base64."""


def write_strip(target: Path, frames: Sequence[Frame], driver: Any) -> None:
    """Set the pictures on a page and write what a browser shows of it."""
    body = "".join(
        f'<figure><img src="data:image/png;base64,{picture}"><figcaption>{number}. {words}'
        "</figcaption></figure>"
        for number, (words, picture) in enumerate(frames, 1)
    )
    with tempfile.TemporaryDirectory() as folder:
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


def picture_of(driver: Any, words: str) -> Frame:
    """What a browser shows now."""
    shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
    return words, shot["data"]


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
