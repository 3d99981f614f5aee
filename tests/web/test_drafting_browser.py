"""A delegation writes a draft in its own words in a real browser: typed, tied, tabled, voted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.browser import Served, browser, needs_browser, start
from tests.web.test_browser import click, complaints, css, sign_in, sit, step_until, type_in, wait
from tests.web.test_typing import FOCUS, VALUE, Flood, wait_for_acts

pytestmark = [pytest.mark.browser, needs_browser]

TEXT = "[id='paper@EGY/1-text']"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    room = start(tmp_path / "rooms")
    yield room
    room.close()


def write(driver: Any, part: str, text: str, tie: str = "") -> None:
    """Type a paragraph of Egypt's draft and add it."""
    click(driver, f"[id='paper@EGY/1.part'] option[value={part}]")
    type_in(driver, TEXT, text)
    if tie:
        click(driver, f"[id='paper@EGY/1-tie'] option[value='{tie}']")
    click(driver, "[data-focus='paper@EGY/1-go']")
    wait(lambda: driver.execute_script(VALUE, "paper@EGY/1-text") == "")


def test_two_paragraphs_from_the_keyboard_to_the_vote(served: Served, tmp_path: Path) -> None:
    with (
        browser(tmp_path / "t") as teacher,
        browser(tmp_path / "e", 390, 844) as egypt,
        browser(tmp_path / "p") as projector,
    ):
        sign_in(teacher, served, "teacher")
        sign_in(projector, served, "projector")
        sit(egypt, served, "EGY")
        click(teacher, "[data-focus=phase-negotiation]")
        click(egypt, "#tab-draft")
        type_in(egypt, "#begin-title", "Aleppo <b>")
        click(egypt, "[data-focus=begin-go]")
        css(egypt, TEXT)
        # An operative verb in the preamble: the editor says so, under the paragraph.
        write(egypt, "preambular", "Decides that all flights <i>end</i>")
        wait(lambda: "Article 25" in css(egypt, "#draft-body .remarks").text)
        # What is being typed stays while others act; so do the choices.
        turns: list[dict[str, Any]] = [
            {"do": "predict", "draft": "S/2016/847", "outcome": "vetoed", "yes": yes}
            for yes in (8, 9)
        ]
        click(egypt, "[id='paper@EGY/1.part'] option[value=operative]")
        click(egypt, "[id='paper@EGY/1-tie'] option[value='flights|2']")
        type_in(egypt, TEXT, "demands that all flights end.")
        with Flood(served, "SYR", turns) as flood:
            for _ in range(2):
                wait_for_acts(egypt, flood, 4)
                assert egypt.execute_script(FOCUS) == "paper@EGY/1-text"
                assert egypt.execute_script(VALUE, "paper@EGY/1-text").startswith("demands that")
                assert egypt.execute_script(VALUE, "paper@EGY/1-tie") == "flights|2"
        click(egypt, "[data-focus='paper@EGY/1-go']")
        wait(lambda: "The model reads: Military flights" in css(egypt, "#draft-body").text)
        assert css(egypt, "#draft-body .depth-1 em").text == "Demands"
        # Mend the first: change it where it stands.
        click(egypt, "[data-focus='edit-EGY/1-1']")
        type_in(egypt, TEXT, "Recalling its resolutions on <i>Syria</i>")
        click(egypt, "[data-focus='paper@EGY/1-go']")
        wait(lambda: "Recalling its resolutions on <i>Syria</i>," in css(egypt, "#draft-body").text)
        assert "EGY/1" not in css(projector, "main").text
        click(egypt, "[data-focus='circulate-EGY/1']")
        wait(lambda: "Recalling its resolutions on <i>Syria</i>," in css(projector, "main").text)
        wait(lambda: "Demands that all flights end." in css(projector, "main").text)
        click(teacher, "[data-focus=phase-meeting]")
        for before in ("S/2016/846", "S/2016/847"):
            step_until(teacher, lambda: ballot(egypt, before))  # noqa: B023 - asked at once
            cast(egypt, "abstain")
        step_until(teacher, lambda: ballot(egypt, "EGY/1"))
        cast(egypt, "yes")
        click(egypt, "#tab-record")
        step_until(teacher, lambda: "EGY/1:" in css(egypt, "#results-body").text)
        for driver in (egypt, teacher, projector):
            assert not complaints(driver)
            assert not driver.find_elements("css selector", "main i, main b")


def ballot(driver: Any, text: str) -> bool:
    """Whether the vote on ``text`` waits for this seat."""
    found = driver.find_elements("css selector", "#ballot-h")
    return bool(found) and text in found[0].text


def cast(driver: Any, vote: str) -> None:
    """Choose and confirm a vote."""
    click(driver, f"[data-vote={vote}]")
    click(driver, "[data-focus=vote-confirm]")
    wait(lambda: "You have voted" in css(driver, "#turn-body").text)
