"""The reports in a real browser: quiet, self-contained and readable at every size."""

from __future__ import annotations

import base64
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sim.report.html import render_html
from sim.report.svg import to_svg
from tests.report.test_figures import study_figures
from tests.report.test_page import pages

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")

pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER),
    reason="no Chromium here; on Debian: apt-get install chromium chromium-driver",
)

DESKTOP, PHONE = (1280, 900), (360, 740)
TEXT_FAULTS = """
const faults = [];
for (const svg of document.querySelectorAll('svg.figure')) {
  const frame = svg.getBoundingClientRect();
  const boxes = [...svg.querySelectorAll('text')].map(
    t => [t.textContent, t.getBoundingClientRect()]);
  boxes.forEach(([words, box], i) => {
    if (box.left < frame.left - .5 || box.right > frame.right + .5 ||
        box.top < frame.top - .5 || box.bottom > frame.bottom + .5)
      faults.push('clipped: ' + words);
    for (let j = 0; j < i; j++) {
      const [others, other] = boxes[j];
      if (box.left < other.right - .5 && other.left < box.right - .5 &&
          box.top < other.bottom - .5 && other.top < box.bottom - .5)
        faults.push(words + ' over ' + others);
    }
  });
}
return faults;
"""
SMALLEST_TEXT = """
return Math.min(...[...document.querySelectorAll('svg.figure text')].map(
  t => parseFloat(t.getAttribute('font-size')) * t.ownerSVGElement.getBoundingClientRect().width
       / t.ownerSVGElement.viewBox.baseVal.width));
"""
CONTRAST = """
function parse(c) { return c.match(/[\\d.]+/g).slice(0, 3).map(Number); }
function light(c) {
  const [r, g, b] = parse(c).map(v => v / 255).map(
    v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
  return .2126 * r + .7152 * g + .0722 * b;
}
const faults = [];
const tags = 'p,li,a,h1,h2,h3,td,th,caption,summary,dt,dd,code,.cite';
for (const e of document.querySelectorAll(tags)) {
  let ground = e, colour = 'rgba(0, 0, 0, 0)';
  while (ground && colour.replace(/ /g, '').endsWith(',0)')) {
    colour = getComputedStyle(ground).backgroundColor;
    ground = ground.parentElement;
  }
  const pair = [light(getComputedStyle(e).color), light(colour)].sort((a, b) => a - b);
  const ratio = (pair[1] + .05) / (pair[0] + .05);
  if (ratio < 4.5) faults.push(e.tagName + ' ' + ratio.toFixed(2) + ' ' + e.textContent);
}
return faults;
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    """A Chromium of its own, which records console and network."""
    from selenium.webdriver import Chrome, ChromeOptions, ChromeService

    options = ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = Chrome(options=options, service=ChromeService(str(DRIVER)))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every report, and one page with the figures of all studies."""
    where = tmp_path_factory.mktemp("reports")
    for name, page in pages().items():
        (where / f"{name}.html").write_text(render_html(page), encoding="utf-8")
    figures = "".join(to_svg(figure) for figure in study_figures().values())
    figures = figures.replace("<svg ", '<svg class="figure" ')
    (where / "figures.html").write_text(
        f"<!doctype html><link rel=icon href='data:,'>{figures}", encoding="utf-8"
    )
    return where


def show(browser: Chrome, path: Path, size: tuple[int, int], **media: str) -> None:
    """Open the page at a size, as a telephone where it is narrow, in the media asked for."""
    width, height = size
    metrics: dict[str, Any] = {
        "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500,
    }  # fmt: skip
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    features = [{"name": "prefers-color-scheme", "value": media.get("scheme", "light")}]
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"media": media.get("media", "screen"), "features": features}
    )
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(path.as_uri())


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("name", pages())
def test_a_report_is_quiet_and_readable(
    browser: Chrome, folder: Path, name: str, size: tuple[int, int]
) -> None:
    show(browser, folder / f"{name}.html", size)
    assert browser.execute_script(TEXT_FAULTS) == []
    wide = "return [document.documentElement.scrollWidth, window.innerWidth]"
    content, window = browser.execute_script(wide)
    assert content <= window
    if browser.execute_script("return document.querySelectorAll('svg.figure text').length"):
        assert browser.execute_script(SMALLEST_TEXT) >= 8
    assert browser.get_log("browser") == []
    asked = [
        message["params"]["request"]["url"]
        for entry in browser.get_log("performance")
        if (message := json.loads(entry["message"])["message"])["method"]
        == "Network.requestWillBeSent"
    ]
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in asked if url.startswith("file:")]) <= 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_meets_the_contrast_of_wcag_aa(browser: Chrome, folder: Path, scheme: str) -> None:
    show(browser, folder / "run.html", DESKTOP, scheme=scheme)
    ground = browser.execute_script(
        "return getComputedStyle(document.documentElement).backgroundColor"
    )
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
    assert browser.execute_script(CONTRAST) == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_standalone_figures_are_readable(
    browser: Chrome, folder: Path, size: tuple[int, int]
) -> None:
    show(browser, folder / "figures.html", size)
    assert browser.execute_script(TEXT_FAULTS) == []


def test_print_leaves_tables_behind_figures_to_the_screen_and_says_so(
    browser: Chrome, folder: Path
) -> None:
    show(browser, folder / "run.html", (794, 1123), media="print", scheme="dark")
    assert browser.execute_script(TEXT_FAULTS) == []
    ground = "return getComputedStyle(document.documentElement).backgroundColor"
    assert browser.execute_script(ground) == "rgb(255, 255, 255)"
    shown = "return [...document.querySelectorAll(arguments[0])].map(e => e.checkVisibility())"
    assert set(browser.execute_script(shown, "figure + details table")) == {False}
    assert set(browser.execute_script(shown, "main table:not(details table)")) == {True}
    assert browser.execute_script(shown, ".printed") == [True]


def test_print_breaks_tables_between_rows_and_sets_the_page_in_two_columns(
    browser: Chrome, folder: Path
) -> None:
    show(browser, folder / "run.html", (794, 1123), media="print")
    style = "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]"
    assert browser.execute_script(style, "table", "breakInside") == "auto"
    assert browser.execute_script(style, "tr", "breakInside") == "avoid"
    assert browser.execute_script(style, "main", "columnCount") == "2"
    wide = "return document.documentElement.scrollWidth - innerWidth"
    assert browser.execute_script(wide) <= 0


def test_every_printed_page_says_simulated(browser: Chrome, folder: Path) -> None:
    pypdf = pytest.importorskip("pypdf", reason="pip install pypdf reads the printed pages")
    for name in ("run", "whatif"):
        show(browser, folder / f"{name}.html", DESKTOP)
        printed = browser.execute_cdp_cmd(
            "Page.printToPDF", {"preferCSSPageSize": True, "printBackground": False}
        )
        sheets = pypdf.PdfReader(io.BytesIO(base64.b64decode(printed["data"]))).pages
        assert len(sheets) >= 1
        for sheet in sheets:
            assert "SIMULATED" in sheet.extract_text()


def test_a_reader_without_a_mouse_reaches_tables_and_seats(browser: Chrome, folder: Path) -> None:
    show(browser, folder / "run.html", DESKTOP)
    names = browser.execute_script(
        "return [...document.querySelectorAll('svg.figure g[role=img]')]"
        ".map(g => g.getAttribute('aria-label'))"
    )
    assert any(name.startswith("Russian Federation: ") for name in names)
    assert all(names)
    reachable = (
        "return [...document.querySelectorAll('.scroll')]"
        ".every(e => e.tabIndex === 0 && e.getAttribute('aria-label'))"
    )
    assert browser.execute_script(reachable)
