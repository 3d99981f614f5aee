"""Clocks of a room: a pause stops them, and they go on with what they had left."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sim.classroom.clock import Speech, seconds
from sim.classroom.messages import AnyMessage, DoPause, DoPhase, DoStand, DoTimer, DoUndo
from sim.classroom.reply import Sender, advance
from sim.classroom.requests import answer_message
from sim.classroom.room import Room
from sim.classroom.seats import Person
from sim.classroom.views import public
from sim.procedure.meeting import Act
from tests.classroom.meetings import debate, go

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
TEACHER = Person("t", "teacher")


def say(room: Room, after: float, message: AnyMessage, person: Person = TEACHER) -> Room:
    """The room after a message that comes ``after`` seconds from the start."""
    now = START + timedelta(seconds=after)
    reply = answer_message(room, Sender(person, now), message)
    assert reply.refused is None, reply.refused
    return advance(room, reply.lines, now)[0]


def left(room: Room, after: float) -> float:
    """Seconds that screens show on the countdown."""
    timer = public(room, {})["timer"]
    if "left" in timer:
        return float(timer["left"])
    return seconds((START + timedelta(seconds=after)).isoformat(), timer["until"])


def test_a_pause_stops_the_countdown_exactly() -> None:
    room = say(debate(), 0.0, DoTimer(do="timer", seconds=60))
    room = say(room, 2.0, DoPause(do="pause", paused=True))
    assert left(room, 7.0) == pytest.approx(58.0)
    room = say(room, 11.5, DoPause(do="pause", paused=False))
    assert left(room, 11.5) == pytest.approx(58.0)
    assert left(room, 13.5) == pytest.approx(56.0)


def test_a_pause_twice_over_changes_nothing() -> None:
    room = say(debate(), 0.0, DoTimer(do="timer", seconds=60))
    for after in (2.0, 5.0):
        room = say(room, after, DoPause(do="pause", paused=True))
    for after in (10.0, 12.0):
        room = say(room, after, DoPause(do="pause", paused=False))
    assert left(room, 12.0) == pytest.approx(56.0)


def test_a_countdown_that_is_started_in_a_pause_waits_for_its_end() -> None:
    room = say(debate(), 0.0, DoPause(do="pause", paused=True))
    room = say(room, 5.0, DoTimer(do="timer", seconds=60))
    assert left(room, 30.0) == pytest.approx(60.0)
    room = say(room, 40.0, DoPause(do="pause", paused=False))
    assert left(room, 41.0) == pytest.approx(59.0)


def test_a_speech_is_timed_without_its_pauses() -> None:
    def at(after: float) -> str:
        return (START + timedelta(seconds=after)).isoformat()

    speech = Speech().given_to("EGY", at(0)).stopped(at(20)).running(at(50))
    assert speech.given_to("EGY", at(55)) is speech
    after = speech.given_to("FRA", at(60))
    assert after.totals == {"EGY": pytest.approx(30.0)}
    assert after.given_to("EGY", at(70)).given_to("", at(75)).totals == {
        "EGY": pytest.approx(35.0),
        "FRA": pytest.approx(10.0),
    }


def test_the_desk_returns_to_consultations_and_the_meeting_goes_on() -> None:
    room = say(debate("EGY"), 0.0, DoPhase(do="phase", to="negotiation"))
    assert public(room, {})["consulting"]
    before = room.floor.meeting
    room = say(room, 1.0, DoStand(do="stand", draft="S/2016/846", stand="for"), _egypt())
    room = say(room, 2.0, DoPhase(do="phase", to="meeting"))
    assert room.floor.meeting is before


def test_a_suspended_meeting_consults() -> None:
    room = go(debate("EGY"), Act("move", "EGY", {"what": "suspend"}), Act("put_motion", "RUS"))
    meeting = room.floor.meeting
    assert meeting is not None
    if meeting.phase == "voting":
        room = go(room, *(Act("vote", code, {"vote": "yes"}) for code in meeting.law.members))
    assert public(room, {})["consulting"]
    say(room, 1.0, DoStand(do="stand", draft="S/2016/846", stand="for"), _egypt())


def _egypt() -> Person:
    return Person("e", "delegate", "", "EGY")


def speaking(room: Room, after: float, *acts: Act) -> Room:
    return go(room, *acts, now=START + timedelta(seconds=after))


def test_taking_an_act_back_counts_no_pause_as_speech() -> None:
    room = speaking(debate(), 0.0, Act("ask_floor", "USA"), Act("speak", "USA"))
    room = speaking(room, 1.0, Act("ask_floor", "FRA"))
    room = say(room, 2.0, DoPause(do="pause", paused=True))
    room = say(room, 300.0, DoUndo(do="undo"))
    assert room.floor.speech == Speech("USA", "", 2.0), "still paused"
    room = say(room, 600.0, DoPause(do="pause", paused=False))
    room = speaking(room, 602.0, Act("end_statement", "USA"))
    assert room.floor.speech.totals["USA"] == pytest.approx(4.0)


def test_a_speech_whose_end_is_taken_back_goes_on_with_the_time_it_had() -> None:
    room = speaking(debate(), 0.0, Act("ask_floor", "USA"), Act("speak", "USA"))
    room = speaking(room, 5.0, Act("end_statement", "USA"))
    assert room.floor.speech.totals == {"USA": 5.0}
    room = say(room, 60.0, DoUndo(do="undo"))
    assert (room.floor.speech.by, room.floor.speech.totals) == ("USA", {})
    room = speaking(room, 63.0, Act("end_statement", "USA"))
    assert room.floor.speech.totals["USA"] == pytest.approx(8.0)
