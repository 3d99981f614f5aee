"""Pages of the flagship printed on paper and read on a telephone."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.report.html import render_html
from tests.report.test_page import pages
from tests.web.browser import browser, needs_browser

pypdf = pytest.importorskip("pypdf", reason="pip install pypdf reads the printed pages")
pytestmark = [pytest.mark.browser, needs_browser]

FLAGSHIP = "aleppo-2016-10-08"
ASKED = {
    "run": ("run", FLAGSHIP, "-n", "120"),
    "whatif": ("whatif", FLAGSHIP, "-S", "drafts.S/2016/846.text.flights=0.5", "-n", "60"),
    "sweep": ("sweep", FLAGSHIP, "-S", "members.RUS.positions.flights=0:1:0.25", "-n", "8"),
    "heat": ("sweep", FLAGSHIP, "-S", "members.RUS.positions.flights=0:1:0.25",
             "-S", "drafts.S/2016/846.text.flights=0:1:0.25", "-n", "4"),
    "sensitivity": ("sensitivity", FLAGSHIP, "--method", "one-at-a-time", "--base", "8"),
}  # fmt: skip
MOST_SHEETS = 8
MM = 72 / 25.4
LEAST_POINTS = 6.0
"""Smallest print of a figure: that of the footnotes of a paperback."""
TEXT_SIZES = """
return [...document.querySelectorAll('svg.figure')].filter(s => s.checkVisibility()).map(svg =>
  Math.min(...[...svg.querySelectorAll('text')].map(t =>
    parseFloat(getComputedStyle(t).fontSize) * svg.getBoundingClientRect().width
      / svg.viewBox.baseVal.width)));
"""
CUT = """
const faults = [];
for (const svg of [...document.querySelectorAll('svg.figure')].filter(s => s.checkVisibility())) {
  const frame = svg.getBoundingClientRect();
  for (const text of svg.querySelectorAll('text')) {
    const box = text.getBoundingClientRect();
    if (box.left < frame.left - .5 || box.right > frame.right + .5) faults.push(text.textContent);
  }
}
for (const cell of document.querySelectorAll('td,th,li,p,dd,pre,h2,h3')) {
  if (!cell.checkVisibility()) continue;
  if (cell.scrollWidth > cell.clientWidth + 1 && getComputedStyle(cell).display !== 'inline')
    faults.push(cell.textContent.trim().slice(0, 60));
}
return faults;
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages that the commands write, and figures of large bodies."""
    where = tmp_path_factory.mktemp("pages")
    for name, words in ASKED.items():
        report = ("--report", str(where / f"{name}.html"))
        done = CliRunner().invoke(app, [*words, *report, *_kept(words, where)])
        assert done.exit_code == 0, done.stderr
    return where


def _kept(words: tuple[str, ...], where: Path) -> tuple[str, ...]:
    return ("-o", str(where / "kept")) if words[0] == "run" else ()


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    with browser() as running:
        yield running


def opened(driver: Any, path: Path, width: int, height: int, media: str = "screen") -> None:
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media})
    driver.get(path.as_uri())


@cache
def _printed(driver: Any, path: Path) -> Any:
    opened(driver, path, 1280, 900, media="")
    options = {"preferCSSPageSize": True, "printBackground": False}
    data = driver.execute_cdp_cmd("Page.printToPDF", options)["data"]
    return pypdf.PdfReader(io.BytesIO(base64.b64decode(data)))


def _lowest(sheet: Any) -> float:
    """How far above the foot of the sheet its lowest line of text stands, in points.

    What stands in the margins, the number of the sheet among it, does not count.
    """
    found: list[float] = []

    def line(text: str, cm: list[float], tm: list[float], *_: Any) -> None:
        height = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
        if text.strip() and 15 * MM < height < float(sheet.mediabox.height) - 17 * MM:
            found.append(height)

    sheet.extract_text(visitor_text=line)
    return min(found, default=float(sheet.mediabox.height))


@pytest.mark.parametrize("name", ["run", "whatif"])
def test_a_page_prints_on_eight_sheets_at_most_and_none_but_the_last_is_half_empty(
    driver: Any, folder: Path, name: str
) -> None:
    sheets = _printed(driver, folder / f"{name}.html").pages
    assert 1 <= len(sheets) <= MOST_SHEETS
    for sheet in sheets[:-1]:
        assert _lowest(sheet) < float(sheet.mediabox.height) / 3


@pytest.mark.parametrize("name", ["run", "whatif"])
def test_every_word_that_belongs_on_paper_is_there(driver: Any, folder: Path, name: str) -> None:
    reader = _printed(driver, folder / f"{name}.html")
    printed = "".join("".join(sheet.extract_text().split()) for sheet in reader.pages)
    opened(driver, folder / f"{name}.html", 695, 1000, media="print")
    told = driver.execute_script(
        "return [...document.querySelectorAll('h1,h2,h3,summary,main p,main li,figcaption,td,th')]"
        ".filter(e => e.checkVisibility()).map(e => e.textContent)"
    )
    assert len(told) > 20
    # Words may be split over lines or columns, hence the whole without spaces and hyphens.
    plain = printed.replace("-", "").replace("\\u00ad", "")
    lost = [t for t in told if not all(w.replace("-", "") in plain for w in t.split())]
    assert lost == []
    assert "Leftoutinprint" in printed
    assert driver.execute_script(CUT) == []


@pytest.mark.parametrize("name", ["run", "whatif"])
def test_printed_figures_are_legible(driver: Any, folder: Path, name: str) -> None:
    # The width of the paper between its margins in the pixels of CSS.
    opened(driver, folder / f"{name}.html", round((210 - 2 * 13) * 96 / 25.4), 1000, media="print")
    sizes = driver.execute_script(TEXT_SIZES)
    assert sizes
    assert min(sizes) * 72 / 96 >= LEAST_POINTS


@pytest.mark.parametrize("name", ASKED)
def test_no_text_of_a_figure_is_below_eleven_pixels_on_a_telephone(
    driver: Any, folder: Path, name: str
) -> None:
    opened(driver, folder / f"{name}.html", 390, 844)
    sizes = driver.execute_script(TEXT_SIZES)
    assert sizes
    assert min(sizes) >= 11
    assert driver.execute_script(CUT) == []
    wide = "return document.documentElement.scrollWidth - innerWidth"
    assert driver.execute_script(wide) <= 0


def test_figures_of_every_study_and_of_large_bodies_keep_eleven_pixels(
    driver: Any, tmp_path: Path
) -> None:
    for name, page in pages().items():
        path = tmp_path / f"{name}.html"
        path.write_text(render_html(page), encoding="utf-8")
        opened(driver, path, 390, 844)
        assert all(size >= 11 for size in driver.execute_script(TEXT_SIZES)), name
