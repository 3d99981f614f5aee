"""How much a seat can leave before the room: asks, headlines, proposals."""

from __future__ import annotations

from sim.classroom import requests
from sim.classroom.acts import MOST_PROPOSALS
from sim.classroom.messages import AnyMessage, ClauseChange, DoAct, DoAsk, DoClearAsks, DoDispatch
from sim.classroom.messages import DoPhase as Phase
from sim.classroom.reply import Reply, Sender, advance
from sim.classroom.room import Room
from sim.classroom.seats import Person
from sim.classroom.views import RECENT_ASKS, public
from tests.classroom.meetings import NOW, debate

EGYPT, TEACHER = Person("e", "delegate", "", "EGY"), Person("t", "teacher")
PRESS = Person("p", "delegate", "", "PRESS")


def say(room: Room, message: AnyMessage, person: Person = EGYPT) -> tuple[Room, Reply]:
    reply = requests.answer_message(room, Sender(person, NOW), message)
    return advance(room, reply.lines, NOW)[0], reply


def consulting() -> Room:
    return say(debate("EGY"), Phase(do="phase", to="negotiation"), TEACHER)[0]


def asks() -> list[DoAsk]:
    return [
        DoAsk(do="ask", change=ClauseChange(draft=draft, issue=issue, value=value))
        for draft in ("S/2016/846", "S/2016/847")
        for issue in ("flights", "access", "inquiry")
        for value in (0.0, 0.5, 1.0, None)
    ]


def test_a_seat_has_a_few_open_asks_and_none_twice() -> None:
    room = consulting()
    room, first = say(room, asks()[0])
    assert first.refused is None
    _, again = say(room, asks()[0])
    assert again.refused is not None
    assert "waiting for the answer" in again.refused.why
    for ask in asks():
        room, _ = say(room, ask)
    assert len(room.floor.asks) == requests.MOST_OPEN_OF_SEAT


def test_the_room_takes_so_many_open_asks_and_the_teacher_clears_a_seats() -> None:
    room = consulting()
    for seat in ("EGY", "FRA"):
        for ask in asks():
            room, _ = say(room, ask, Person(seat, "delegate", "", seat))
    before = len(room.floor.asks)
    room, cleared = say(room, DoClearAsks(do="clear_asks", seat="EGY"), TEACHER)
    assert cleared.refused is None
    left = [ask for ask in room.floor.asks if not ask.answer]
    assert {ask.by for ask in left} == {"FRA"}
    assert len(room.floor.asks) == before
    assert say(room, DoClearAsks(do="clear_asks", seat="EGY"), TEACHER)[1].refused is not None


def test_screens_show_open_asks_and_the_last_answered_by_their_numbers() -> None:
    room = consulting()
    for _ in range(8):
        for ask in asks()[: requests.MOST_OPEN_OF_SEAT]:
            room, _ = say(room, ask)
        room, _ = say(room, DoClearAsks(do="clear_asks", seat="EGY"), TEACHER)
    room, _ = say(room, asks()[0])
    shown = public(room, {})["asks"]
    assert len(shown) == RECENT_ASKS + 1
    assert shown[-1]["n"] == len(room.floor.asks) - 1
    assert shown[-1]["answer"] == ""


def test_headlines_wait_for_the_teacher_in_a_bounded_pile() -> None:
    room = debate("EGY")
    for n in range(requests.MOST_HEADLINES + 5):
        room, _ = say(room, DoDispatch(do="dispatch", text=f"News {n}"), PRESS)
    assert len(room.dispatches) == requests.MOST_HEADLINES


def test_a_seat_has_a_few_proposals_that_wait() -> None:
    room = debate("EGY")
    for n in range(MOST_PROPOSALS + 4):
        act = DoAct(do="act", act="table", data={"symbol": f"D.{n}", "title": "x"})
        room, reply = say(room, act)
    assert reply.refused is not None
    meeting = room.floor.meeting
    assert meeting is not None
    assert sum(p.mover == "EGY" for p in meeting.proposals) == MOST_PROPOSALS


def test_a_headline_has_at_most_twelve_words() -> None:
    room, reply = say(debate("EGY"), DoDispatch(do="dispatch", text="word " * 12), PRESS)
    assert reply.refused is None
    _, reply = say(room, DoDispatch(do="dispatch", text="word " * 13), PRESS)
    assert reply.refused is not None
    assert "12 words" in reply.refused.why
