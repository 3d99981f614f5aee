"""A delegation writes a draft in its own words in a real browser: typed, tied, tabled, voted."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.browser import Served, browser, needs_browser, start
from tests.web.clients import Screen, Web
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


def test_two_paragraphs_from_the_keyboard_to_the_vote(served: Served) -> None:
    with (
        browser() as teacher,
        browser(390, 844) as egypt,
        browser() as projector,
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


def test_what_was_written_is_there_after_a_power_cut(tmp_path: Path) -> None:
    room = start(tmp_path / "rooms")
    web = Web(room)
    assert web.join("EGY") == 303
    teacher = Web(room)
    assert teacher.sign_in() == 303
    asyncio.run(_written(web, teacher))
    room.kill()
    again = start(tmp_path / "rooms", room.port)
    try:
        web.served = again
        asyncio.run(_found(web))
        for kind, mark in (("md", "*Demands* that all &lt;b&gt;flights"), ("html", "&lt;b&gt;")):
            path = f"/export/draft.{kind}?draft=EGY/1"
            status, headers, text = web.ask("GET", path)
            assert status == 200
            assert "attachment" in headers["content-disposition"]
            assert mark in text
        stranger = Web(again)
        assert stranger.ask("GET", "/export/draft.md?draft=EGY/1")[0] == 403
        assert stranger.join("FRA") == 303
        assert stranger.ask("GET", "/export/draft.md?draft=EGY/1")[0] == 404, "not circulated"
        assert stranger.ask("GET", "/export/draft.md?draft=S/2016/846")[0] == 200
    finally:
        again.close()


async def _written(web: Web, teacher: Web) -> None:
    async with teacher.screen("teacher") as desk:
        assert (await Screen(desk).answer(do="phase", to="negotiation"))["type"] == "ok"
    async with web.screen() as socket:
        screen = Screen(socket)
        for body in (
            {"do": "begin", "title": "A city"},
            {
                "do": "write", "draft": "EGY/1", "part": "operative", "issue": "flights",
                "text": "demands that all <b>flights</b> end", "value": 1.0,
            },
        ):  # fmt: skip
            assert (await screen.answer(**body))["type"] == "ok"


async def _found(web: Web) -> None:
    async with web.screen() as socket:
        screen = Screen(socket)
        await screen.until(lambda public, mine: "EGY/1" in mine.get("papers", {}))
        (line,) = screen.view["mine"]["papers"]["EGY/1"]["lines"]
        assert line["text"] == "demands that all <b>flights</b> end"


def test_who_plays_alone_leads_asks_the_coach_and_looks_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNCIL_TEST_SOLO", "1")
    room = start(tmp_path / "rooms")
    try:
        with browser(390, 844) as egypt:
            sit(egypt, room, "EGY")
            click(egypt, "[data-focus=solo-negotiation]")
            click(egypt, "#tab-coach")
            click(egypt, "[data-focus=coach-ask]")
            wait(lambda: "75.0 % to 25.0 %" in coached(egypt))
            assert "Say in public where you stand" in coached(egypt)
            click(egypt, "#sound-member option[value=RUS]")
            click(egypt, "[data-focus=sound-go]")
            wait(lambda: "exposed against many" in coached(egypt))
            click(egypt, "[data-focus='S/2016/846-for']")
            click(egypt, "[data-focus=solo-meeting]")
            for _ in range(60):
                if ballot(egypt, "S/2016/846"):
                    break
                click(egypt, "[data-focus=solo-step]")
            click(egypt, "[data-vote=no]")
            wait(lambda: "breaks your word" in css(egypt, ".ballot-paper").text)
            click(egypt, "[data-focus=vote-confirm]")
            click(egypt, "#tab-record")
            for _ in range(60):
                if "voted otherwise" in css(egypt, "#results-body").text:
                    break
                click(egypt, "[data-focus=solo-step]")
            click(egypt, "[data-focus=solo-debrief]")
            click(egypt, "#tab-debrief")
            click(egypt, "[data-focus=compare]")
            wait(lambda: "You said in public that you were for" in looked_back(egypt))
            assert "Your vote on S/2016/846: no." in looked_back(egypt)
            assert "Who turned, and why" in looked_back(egypt)
            assert not complaints(egypt)
    finally:
        room.close()


def coached(driver: Any) -> str:
    """What stands in the coach's panel, with plain spaces."""
    return str(css(driver, "#coach-body").text).replace("\u00a0", " ")


def looked_back(driver: Any) -> str:
    """What stands in the panel of the debrief."""
    return str(css(driver, "#debrief-body").text)
