"""Whatever a hostile screen says, it speaks for its own seat or not at all, and nothing breaks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.classroom import views
from sim.classroom.message_reading import BadMessageError, parse_message
from sim.classroom.reply import Sender, advance
from sim.classroom.requests import answer_message
from sim.classroom.room import Room
from sim.classroom.room_entries import room_after
from sim.procedure.meeting import ACTS
from tests.classroom.scene import MEMBERS, scene
from tests.classroom.test_room import NOW, TEACHER, Desk

HOSTILE = "VEN"

words = st.sampled_from(
    ["S/2016/846", "S/2016/847", "yes", "no", "suspend", "adjourn_to", "RUS", "EGY", "TEACHER",
     "rule 37", "flights", "access", "", "<script>", "..", "S/2016/846/A.1", "draft"]
)  # fmt: skip
scalars = st.one_of(
    words, st.text(max_size=30), st.booleans(), st.none(), st.integers(), st.floats()
)
anything = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)
fields = sorted({field.name for kind in ACTS.values() for field in kind.fields})
acts = st.fixed_dictionaries(
    {"do": st.just("act"), "act": st.one_of(st.sampled_from(sorted(ACTS)), words)},
    optional={
        "data": st.dictionaries(
            st.sampled_from([*fields, "by", "act", "do"]),
            st.one_of(words, st.booleans(), st.lists(words, max_size=4), st.floats(0, 1)),
            max_size=5,
        ),
        "seat": words,
        "change": st.fixed_dictionaries(
            {"draft": words, "issue": words, "value": st.sampled_from([None, 0.0, 0.5, 1.0, 0.3])}
        ),
    },
)
changes = st.fixed_dictionaries({"draft": words, "issue": words, "value": scalars})
others = st.one_of(
    st.fixed_dictionaries(
        {"do": st.sampled_from(["ask", "revise"]), "change": changes}
    ),
    st.fixed_dictionaries(
        {"do": st.sampled_from(["close", "undo", "step", "pause", "lock", "override", "phase",
                                "assign", "gavel", "timer", "pace", "print"])},
        optional={"seat": words, "to": scalars, "locked": scalars, "act": words, "paused": scalars,
                  "person": words, "seconds": scalars, "dispatch": scalars, "shown": scalars},
    ),
    st.fixed_dictionaries({"do": st.just("answer"), "ask": scalars, "accept": scalars}),
    st.fixed_dictionaries({"do": st.just("predict"), "draft": words, "outcome": words,
                           "yes": scalars}),
    st.dictionaries(st.text(max_size=8), anything, max_size=5),
    anything,
)  # fmt: skip
messages = st.one_of(acts, acts, others)


def rooms() -> list[Desk]:
    """A negotiation, a debate and an open vote, everybody played by people."""
    made = []
    for phase in ("negotiation", "debate", "voting"):
        desk = Desk()
        for seat in MEMBERS:
            desk.sit(seat)
        desk.say(TEACHER, do="phase", to="negotiation" if phase == "negotiation" else "meeting")
        if phase != "negotiation":
            desk.until(phase)
        made.append(desk)
    return made


DESKS = rooms()


def speak(room: Room, body: Any) -> tuple[Room, list[Any]]:
    """The room after the hostile seat has said ``body``."""
    person = next(p for p in room.seating.people.values() if p.seat == HOSTILE)
    try:
        _, message = parse_message(body)
    except BadMessageError:
        return room, []
    return advance(room, answer_message(room, Sender(person, NOW), message).lines, NOW)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(which=st.integers(0, 2), bodies=st.lists(messages, max_size=6))
def test_a_hostile_seat_speaks_for_itself_alone(which: int, bodies: list[Any]) -> None:
    desk = DESKS[which]
    room, log = desk.room, list(desk.log)
    for body in bodies:
        room, entries = speak(room, body)
        log += entries
        for entry in entries:
            if entry.kind in ("act", "refused") and entry.by != "room":
                assert entry.data["act"]["by"] == HOSTILE
            else:
                assert entry.by in (HOSTILE, "room")
    if room.floor.meeting is not None and desk.room.floor.meeting is not None:
        before, after = desk.room.floor.meeting, room.floor.meeting
        assert {c: v for c, v in after.votes.items() if c != HOSTILE} == dict(before.votes)
        assert after.chair == before.chair
        assert after.ballots == before.ballots
    assert room.floor.phase == desk.room.floor.phase
    assert room.floor.texts == desk.room.floor.texts
    assert room.seating == desk.room.seating
    # Every screen can still be drawn, and the log still gives the same room.
    views.public(room, {})
    for person in (*room.seating.people.values(), TEACHER):
        views.private(room, person)
    assert room_after(scene(), log) == room


@pytest.mark.parametrize("value", [["S/2016/846"], [], True, 0.5], ids=str)
@pytest.mark.parametrize("act", sorted(ACTS))
def test_a_particular_of_another_kind_is_read_or_refused(act: str, value: Any) -> None:
    for desk in DESKS:
        body = {"do": "act", "act": act, "data": dict.fromkeys(fields[:12], value)}
        for data in (body["data"], *({name: value} for name in fields)):
            room, _ = speak(desk.room, {**body, "data": data})
            views.public(room, {})
            for person in (*room.seating.people.values(), TEACHER):
                views.private(room, person)


@settings(max_examples=300, deadline=None)
@given(body=anything)
def test_anything_at_all_is_a_message_or_a_refusal(body: Any) -> None:
    told, number = "", 0
    try:
        number, message = parse_message(body)
        told = message.do
    except BadMessageError as error:
        told = str(error)
    assert 0 < len(told) < 400
    assert number >= 0
