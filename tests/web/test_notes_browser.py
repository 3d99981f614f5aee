"""Notes in a browser: the latest at once, earlier ones by a button, without gaps."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.classroom.note_views import RECENT_NOTES
from tests.web.browser import Served, browser, needs_browser, start
from tests.web.clients import Screen, Web
from tests.web.test_browser import click, complaints, sit, wait

pytestmark = [pytest.mark.browser, needs_browser]

MANY = 2 * RECENT_NOTES + 5
TEXTS = """
return [...document.querySelectorAll("#notes-body li")].map((x) => x.lastChild.textContent);
"""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    room = start(tmp_path / "rooms")
    yield room
    room.close()


def pass_notes(writer: Web, first: int, last: int) -> None:
    async def write() -> None:
        async with writer.screen() as socket:
            screen = Screen(socket)
            for n in range(first, last):
                done = await screen.answer(do="note", to="EGY", text=f"note {n}")
                assert done["type"] == "ok"
                await asyncio.sleep(0.15)  # below the rate at which a screen may send

    asyncio.run(asyncio.wait_for(write(), 60))


def comes(driver: Any, first: int, last: int) -> None:
    expected = [f"note {n}" for n in reversed(range(first, last))]
    wait(lambda: driver.execute_script(TEXTS) == expected, f"notes {first} to {last}")


def test_a_seat_pages_back_through_its_notes_without_a_gap(served: Served) -> None:
    france = Web(served)
    assert france.join("FRA") == 303
    with browser() as driver:
        sit(driver, served, "EGY")
        pass_notes(france, 0, MANY)
        click(driver, "#tab-notes")
        comes(driver, 0, MANY)  # this page was open all the time
        driver.refresh()
        click(driver, "#tab-notes")
        comes(driver, MANY - RECENT_NOTES, MANY)
        click(driver, "[data-focus=notes-earlier]")
        comes(driver, MANY - 2 * RECENT_NOTES, MANY)
        pass_notes(france, MANY, MANY + 2)
        comes(driver, MANY - 2 * RECENT_NOTES, MANY + 2)
        click(driver, "[data-focus=notes-earlier]")
        comes(driver, 0, MANY + 2)
        assert not driver.find_elements("css selector", "[data-focus=notes-earlier]")
        assert complaints(driver) == []
