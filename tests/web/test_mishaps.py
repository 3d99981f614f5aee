"""What goes wrong in a lesson: a second tab, a lost cookie, a late joiner, a pair, no teacher."""

from __future__ import annotations

import asyncio
import contextlib
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.browser import Served, start
from tests.web.clients import Screen, Web
from tests.web.test_serving import ballots, counted, to_the_vote, voting


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    room = start(tmp_path / "rooms")
    yield room
    room.close()


def person(served: Served, seat: str, name: str = "") -> Web:
    web = Web(served)
    assert web.join(seat, name) == 303
    return web


def teacher(served: Served) -> Web:
    web = Web(served)
    assert web.sign_in() == 303
    return web


def run(what: Any) -> Any:
    return asyncio.run(asyncio.wait_for(what, 60))


async def opened(stack: contextlib.AsyncExitStack, web: Web, role: str = "delegate") -> Screen:
    return Screen(await stack.enter_async_context(web.screen(role)))


def test_a_second_tab_shows_the_same_and_casts_no_second_vote(served: Served) -> None:
    desk, egypt = teacher(served), person(served, "EGY")

    async def meet() -> list[dict[str, Any]]:
        async with contextlib.AsyncExitStack() as stack:
            chair = await opened(stack, desk, "teacher")
            first, second = await opened(stack, egypt), await opened(stack, egypt)
            await to_the_vote(chair)
            await asyncio.gather(first.until(voting), second.until(voting))
            vote = {"do": "act", "act": "vote"}
            assert (await first.answer(**vote, data={"vote": "yes"}))["type"] == "ok"
            await second.until(lambda _, mine: mine["vote"] == "yes")
            assert (await second.answer(**vote, data={"vote": "no"}))["type"] == "ok"
            await first.until(lambda _, mine: mine["vote"] == "no")
            await chair.answer(do="act", act="announce", seat="RUS", data={})
            await first.until(counted)
            return ballots(first)

    (ballot,) = run(meet())
    assert ballot["votes"]["EGY"] == "no"
    assert len(ballot["votes"]) == 15


def test_a_lost_cookie_leaves_the_seat_to_be_shared_or_freed(served: Served) -> None:
    desk = teacher(served)
    person(served, "EGY", "Amina")  # the browser forgets its cookie
    again = person(served, "EGY", "Amina")  # and takes the seat once more, as a partner
    assert Web(served).join("EGY") == 409, "two hold it now"

    async def free() -> None:
        async with contextlib.AsyncExitStack() as stack:
            chair = await opened(stack, desk, "teacher")
            seat = await opened(stack, again)
            await seat.until(lambda _, mine: mine.get("partners") == ["Amina"])
            await chair.until(lambda _, mine: len(mine["people"]) == 2)
            ghost = chair.view["mine"]["people"][0]["key"]
            assert (await chair.answer(do="remove", person=ghost))["type"] == "ok"

    run(free())
    assert Web(served).join("EGY") == 303


def test_a_late_joiner_votes_in_the_ballot_that_is_open(served: Served) -> None:
    desk = teacher(served)

    async def meet() -> dict[str, Any]:
        async with contextlib.AsyncExitStack() as stack:
            chair = await opened(stack, desk, "teacher")
            await to_the_vote(chair)
            late = Web(served)
            assert await asyncio.to_thread(late.join, "UKR") == 303
            screen = await opened(stack, late)
            await screen.until(voting)
            assert screen.view["public"]["texts"]
            answer = await screen.answer(do="act", act="vote", data={"vote": "abstain"})
            assert answer["type"] == "ok"
            await chair.answer(do="act", act="announce", seat="RUS", data={})
            await screen.until(counted)
            votes: dict[str, Any] = ballots(screen)[0]["votes"]
            return votes

    assert run(meet())["UKR"] == "abstain"


def test_the_room_goes_on_without_the_teacher_who_comes_back_as_one(served: Served) -> None:
    desk, egypt = teacher(served), person(served, "EGY")

    async def meet() -> None:
        async with contextlib.AsyncExitStack() as stack:
            seat = await opened(stack, egypt)
            async with desk.screen("teacher") as socket:
                await to_the_vote(Screen(socket))
            await seat.until(voting)
            answer = await seat.answer(do="act", act="vote", data={"vote": "yes"})
            assert answer["type"] == "ok"
            chair = await opened(stack, desk, "teacher")
            await chair.until(voting)
            assert "EGY" in chair.view["public"]["meeting"]["voted"]
            await chair.answer(do="act", act="announce", seat="RUS", data={})
            await seat.until(counted)

    run(meet())


def test_a_pair_sees_who_did_what(served: Served) -> None:
    desk, one, two = teacher(served), person(served, "EGY", "One"), person(served, "EGY", "Two")

    async def meet() -> list[dict[str, Any]]:
        async with contextlib.AsyncExitStack() as stack:
            chair = await opened(stack, desk, "teacher")
            first, second = await opened(stack, one), await opened(stack, two)
            await chair.answer(do="phase", to="negotiation")
            draft = next(iter(chair.view["public"]["texts"]))
            await first.until(lambda public, _: public["consulting"])
            assert (await first.answer(do="stand", draft=draft, stand="for"))["type"] == "ok"
            await second.until(lambda _, mine: mine["deeds"])
            deeds: list[dict[str, Any]] = second.view["mine"]["deeds"]
            return deeds

    assert [deed["who"] for deed in run(meet())] == ["One"]


MARKUP = "<script>alert(1)</script>"
FORMULA = '=HYPERLINK("http://192.0.2.1")'


def test_typed_markup_stays_text_and_typed_formulas_are_defused(served: Served) -> None:
    desk = teacher(served)
    press, egypt = person(served, "PRESS", MARKUP), person(served, "EGY", FORMULA)

    async def write() -> None:
        async with contextlib.AsyncExitStack() as stack:
            chair, paper = await opened(stack, desk, "teacher"), await opened(stack, press)
            seat = await opened(stack, egypt)
            await chair.answer(do="phase", to="negotiation")
            for text in (MARKUP, FORMULA):
                assert (await paper.answer(do="dispatch", text=text))["type"] == "ok"
                assert (await seat.answer(do="note", to="PRESS", text=text))["type"] == "ok"
            draft = next(iter(chair.view["public"]["texts"]))
            assert (await seat.answer(do="stand", draft=draft, stand="for"))["type"] == "ok"
            await chair.answer(do="print", dispatch=0, shown=True)
            await chair.until(lambda public, _: public["headlines"])
            assert chair.view["public"]["headlines"] == [MARKUP], "as it was typed, as data"

    run(write())
    for page in ("/export/record.html", "/teacher", "/projector"):
        assert MARKUP not in desk.ask("GET", page)[2], page
    assert MARKUP not in egypt.ask("GET", "/seat")[2]
    text = desk.ask("GET", "/export/log.csv")[2]
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert any(MARKUP in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))]
    table = list(csv.DictReader(io.StringIO(desk.ask("GET", "/export/contributions.csv")[2])))
    mine = [row for row in table if row["seat"] == "EGY"]
    assert {row["student"] for row in mine} >= {f"'{FORMULA}"}, "a name as it was typed, defused"
    assert MARKUP not in "".join(row["words"] for row in table), "notes are in no export"
