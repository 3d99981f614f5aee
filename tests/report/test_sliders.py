"""Pages with sliders in a real browser: what is shown is what was computed, by every input."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from selenium.webdriver.common.keys import Keys

from sim.report.context import names_from
from sim.report.document import Page
from sim.report.html import MOST_BYTES, MOST_BYTES_WITH_SLIDERS, render_html
from sim.report.sliders import STEPS, slider_panel
from sim.scenario.load import load_scenario
from sim.studies.compare.changed_inputs import scale_of
from sim.studies.surface.levers import SurfaceLever, clause_path
from sim.studies.surface.surface import CHANCE_UNIT, Surface, SurfaceLayout
from tests.report.surfaces import FLAGSHIP, small_surface
from tests.report.test_page import pages
from tests.web.browser import browser, needs_browser

pytestmark = [pytest.mark.browser, needs_browser]

POINTS = (0.0, 0.25, 0.5, 0.75, 1.0)
CHANGE = "drafts.S/2016/846.text.monitoring=0.25"
AXE = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
SERIOUS = """
const done = arguments[0];
axe.run(document, {resultTypes: ["violations"]}).then((found) => done(found.violations
  .filter((v) => ["serious", "critical"].includes(v.impact))
  .map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`)));
"""
SHOWN = """
return [...document.querySelectorAll('#sliders tr[data-place]')].map(row =>
  [+row.dataset.place, [...row.querySelectorAll('td[data-count]')].map(c => +c.dataset.count),
   [...row.querySelectorAll('td')].map(c => c.textContent)]);
"""
MOVE = """
const slider = document.getElementById('lever-' + arguments[0]);
slider.value = arguments[1];
slider.dispatchEvent(new Event('input'));
"""


def with_sliders(page: Page, surface: Surface) -> Page:
    names = names_from(load_scenario(FLAGSHIP))
    scenario = load_scenario(FLAGSHIP)
    scales = {one.path: scale for one in surface.levers if (scale := scale_of(one.path, scenario))}
    return replace(page, sliders=slider_panel(surface, names, plan=True, scales=scales))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages with the same sliders on an invented run and on an invented what-if."""
    where = tmp_path_factory.mktemp("sliders")
    for name, surface in (("run", small_surface()), ("whatif", small_surface(CHANGE))):
        page = with_sliders(pages()[name], surface)
        (where / f"{name}.html").write_text(render_html(page), encoding="utf-8")
    return where


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    with browser() as running:
        yield running


def opened(driver: Any, folder: Path, name: str) -> Any:
    driver.get((folder / f"{name}.html").as_uri())
    return driver


def moved(driver: Any, places: dict[int, int]) -> None:
    driver.execute_script("document.getElementById('all-as-coded').click()")
    for lever, step in places.items():
        driver.execute_script(MOVE, lever, step)


@pytest.mark.parametrize("name", ["run", "whatif"])
def test_at_computed_points_the_page_shows_exactly_what_was_computed(
    driver: Any, folder: Path, name: str
) -> None:
    surface = small_surface(*(() if name == "run" else (CHANGE,)))
    opened(driver, folder, name)
    points = [{}, *({i: 0} for i in range(len(surface.levers))), {0: 0, 2: 1}, {1: 1, 2: 0}]
    for point in points:
        moved(driver, {i: STEPS * k for i, k in point.items()})
        state = surface.base
        for i, k in point.items():
            state = surface.alone[i][k]
        if len(point) == 2:
            (i, a), (j, b) = point.items()
            state = surface.pairs[i, j][a, b]
        size = surface.layout.size
        for place, counts, words in driver.execute_script(SHOWN):
            expected = [int(state[place + arm * size]) for arm in range(surface.layout.arms)]
            assert counts == expected
            assert words[0] == f"{100 * expected[0] / surface.worlds:.1f}%"
        status = driver.find_element("id", "slider-status").text
        assert status.startswith("Computed" if point else "As coded: computed")


@pytest.mark.parametrize("name", ["run", "whatif"])
def test_between_them_the_page_reads_what_the_error_was_measured_of(
    driver: Any, folder: Path, name: str
) -> None:
    surface = small_surface(*(() if name == "run" else (CHANGE,)))
    opened(driver, folder, name)
    rng = np.random.default_rng(5)
    for count in (1, 2, 3, 5, len(surface.levers)):
        levers = rng.choice(len(surface.levers), count, replace=False)
        lasts = [STEPS * (len(surface.levers[i].values) - 1) for i in levers]
        steps = {int(i): int(rng.integers(0, n + 1)) for i, n in zip(levers, lasts, strict=True)}
        moved(driver, steps)
        state = surface.at({i: step / STEPS for i, step in steps.items()})
        size = surface.layout.size
        for place, counts, _ in driver.execute_script(SHOWN):
            expected = [state[place + arm * size] for arm in range(surface.layout.arms)]
            assert counts == pytest.approx(expected, abs=1e-6)
    status = driver.find_element("id", "slider-status").text
    told = next(one for one in surface.errors if one.kind == "more")
    assert status.startswith("Combined from single numbers and pairs")
    assert f"at most {told.most:.1f} at {told.points} points held back" in status


def test_it_works_by_keyboard_and_back(driver: Any, folder: Path) -> None:
    opened(driver, folder, "run")
    before = driver.execute_script(SHOWN)
    slider = driver.find_element("id", "lever-0")
    slider.send_keys(Keys.HOME)
    assert driver.execute_script(SHOWN) != before
    assert "computed" in slider.get_attribute("aria-valuetext")
    slider.send_keys(Keys.ARROW_RIGHT)
    assert "interpolated" in slider.get_attribute("aria-valuetext")
    slider.send_keys(Keys.TAB)
    assert driver.switch_to.active_element.text == "as coded"
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert driver.execute_script(SHOWN) == before
    assert driver.switch_to.active_element.get_attribute("id") == "lever-0"
    assert slider.get_attribute("aria-valuetext").startswith("as coded")


def test_a_clause_says_in_the_words_of_its_scale_where_it_stands(driver: Any, folder: Path) -> None:
    surface = small_surface()
    clauses = [i for i, one in enumerate(surface.levers) if clause_path(one.path)]
    assert clauses
    lever = clauses[0]
    scale = scale_of(surface.levers[lever].path, load_scenario(FLAGSHIP))
    assert scale is not None
    opened(driver, folder, "run")
    words = driver.find_element("id", f"lever-{lever}-words")
    assert words.text == ""
    last = STEPS * (len(surface.levers[lever].values) - 1)
    for step in (0, 1, last // 2 + 1, last):
        moved(driver, {lever: step})
        at = np.interp(step / STEPS, range(last // STEPS + 1), surface.levers[lever].values)
        nearest = min(scale, key=lambda point: (round(abs(point - at), 9), point))
        about = "" if abs(nearest - at) <= 0.02 else "About: "
        assert words.text == " ".join((about + scale[nearest]).split())


def test_a_members_card_opens_by_click_and_by_keyboard(driver: Any, folder: Path) -> None:
    opened(driver, folder, "run")
    surface = small_surface()
    card = driver.find_element("id", "member-card")
    seat = driver.find_element("css selector", "svg.figure [data-key=CHN]")
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", seat)
    seat.click()
    assert card.is_displayed()
    words = card.text
    assert "China" in words
    layout = surface.layout
    member = layout.members.index("CHN")
    yes = surface.base[layout.counts + member] / CHANCE_UNIT * 100
    assert f"{yes:.1f}% ({yes:.1f}%)" in words
    assert "The vote on S/2099/101" in words
    assert "It wants the crossing opened further than today" in words
    driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not card.is_displayed()
    assert driver.switch_to.active_element.get_attribute("data-key") == "CHN"
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert card.is_displayed()
    driver.find_element("css selector", "#member-card form button").click()
    driver.execute_script("document.getElementById('slider-members').open = true")
    driver.find_element("css selector", "button.seat[data-member=RUS]").send_keys(Keys.ENTER)
    assert driver.find_element("id", "member-card-name").text == "Russia"


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["run", "whatif"])
def test_axe_finds_nothing_serious(driver: Any, folder: Path, name: str, width: int) -> None:
    metrics = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 500}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    opened(driver, folder, name)
    moved(driver, {0: 0})
    wide = "return [document.documentElement.scrollWidth, innerWidth]"
    content, window = driver.execute_script(wide)
    assert content <= window
    driver.execute_script(AXE)
    assert driver.execute_async_script(SERIOUS) == []
    driver.execute_script("document.querySelector('button.seat').click()")
    assert driver.execute_async_script(SERIOUS) == []


@pytest.mark.parametrize("name", ["run", "whatif"])
def test_the_page_is_small_asks_for_nothing_and_evaluates_nothing(
    driver: Any, folder: Path, name: str
) -> None:
    html = (folder / f"{name}.html").read_text(encoding="utf-8")
    assert len(html.encode()) < MOST_BYTES_WITH_SLIDERS
    assert len(render_html(pages()[name]).encode()) < MOST_BYTES
    assert "unsafe" not in html
    driver.get_log("browser")
    opened(driver, folder, name)
    entries = driver.execute_script(
        "return performance.getEntriesByType('resource').map(e => e.name)"
    )
    assert [url for url in entries if not url.startswith("data:")] == []
    assert driver.get_log("browser") == []
    refused = driver.execute_script(
        "const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        "document.body.append(s); return window.ran === undefined"
    )
    assert refused


def test_behind_every_figure_stands_its_table(driver: Any, folder: Path) -> None:
    opened(driver, folder, "run")
    bare = driver.execute_script(
        "return [...document.querySelectorAll('figure')].filter(f => {"
        "const next = f.nextElementSibling;"
        "return !(next && next.matches('details') && next.querySelector('table tbody tr'));"
        "}).length"
    )
    assert bare == 0


def test_a_council_too_large_for_the_page_keeps_its_outcomes() -> None:
    surface = small_surface()
    layout = replace(surface.layout, members=tuple(f"M{i}" for i in range(400)))
    grown = replace(
        surface,
        layout=layout,
        base=_grown(surface, surface.base, layout.size),
        alone=tuple(_grown(surface, rows, layout.size) for rows in surface.alone),
        pairs={pair: _grown(surface, rows, layout.size) for pair, rows in surface.pairs.items()},
    )
    panel = slider_panel(grown, names_from(load_scenario(FLAGSHIP)), plan=True)
    assert panel.members == ()
    read = json.loads(panel.data)
    assert read["chances"] == ""
    assert read["counts"][0] == surface.base[: surface.layout.counts].tolist()


def _grown(surface: Surface, rows: Any, size: int) -> Any:
    counts = surface.layout.counts
    more = np.zeros((*rows.shape[:-1], size - counts), np.int64)
    return np.concatenate([rows[..., :counts], more], axis=-1)


@pytest.mark.parametrize("members", [15, 40])
@pytest.mark.parametrize("arms", [1, 2])
def test_a_page_with_twelve_levers_in_two_arms_stays_under_its_limit(
    arms: int, members: int
) -> None:
    rng = np.random.default_rng(1)
    names = tuple(f"M{i:02d}" for i in range(members))
    layout = SurfaceLayout(arms, ("S/2099/101", "S/2099/102"), names)
    levers = tuple(
        SurfaceLever(f"members.RUS.positions.a-{i}", "stated", 0.5, 0.1, POINTS, 0.1 / (i + 1))
        for i in range(12)
    )

    def states(*shape: int) -> Any:
        found = rng.integers(1000, CHANCE_UNIT, (*shape, arms, layout.size))
        return found.reshape(*shape, -1)

    surface = Surface(
        levers, layout, 10_000, states(), tuple(states(5) for _ in levers),
        {(i, j): states(5, 5) for i in range(4) for j in range(i + 1, 4)},
    )  # fmt: skip
    page = with_sliders(pages()["run"], surface)
    assert page.sliders is not None
    assert len(page.sliders.members) == members
    assert len(render_html(page).encode()) < MOST_BYTES_WITH_SLIDERS
