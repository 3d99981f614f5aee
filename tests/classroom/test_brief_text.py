"""The brief at the terminal: the page of the role that a browser shows, in lines of a terminal."""

from __future__ import annotations

import re

import pytest

from sim.classroom.room_entries import room_after
from sim.classroom.terminal_text import WIDTH, show_brief
from sim.lessons.other_roles import page_of_seat
from sim.scenario.load import load_scenario
from sim.scenario.schema import Scenario
from tests.classroom.scene import scene


def told(scenario: Scenario, seat: str) -> str:
    return "\n".join(show_brief(room_after(scenario, ()), seat))


@pytest.mark.parametrize("seat", ["EGY", "FRA", "RUS", "SYR", "PRESS"])
def test_the_terminal_says_what_the_browser_says(seat: str) -> None:
    scenario = load_scenario("aleppo-2016-10-08")
    page = page_of_seat(scenario, seat)
    assert page is not None
    # A line may end at a hyphen: "counter-" and "terrorism" are one word.
    said = " ".join(re.sub(r"-\n +", "-", told(scenario, seat)).split())
    for part in page.parts:
        assert part.heading.upper() in said
        for text in (*part.paragraphs, *part.items):
            assert " ".join(text.split()) in said
    for number, source in enumerate(page.sources, start=1):
        assert f"[{number}] {' '.join(source.claim.split())}" in said


def test_no_line_is_wider_than_a_terminal_and_items_hang() -> None:
    text = told(load_scenario("aleppo-2016-10-08"), "FRA")
    assert max(len(line) for line in text.splitlines()) <= WIDTH
    after = re.search(r"^  - .*\n(.+)$", text, re.MULTILINE)
    assert after
    assert after[1].startswith(("    ", "  - "))


def test_a_seat_that_the_case_does_not_have_has_no_brief() -> None:
    assert told(scene(), "QQQ") == ""
