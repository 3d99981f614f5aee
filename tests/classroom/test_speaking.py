"""The floor, words on record, and votes that can be changed until they are announced."""

from __future__ import annotations

from datetime import timedelta

from sim.classroom import exports
from sim.classroom.conductor import Patience, next_reply
from sim.classroom.forms import orders
from sim.classroom.log_lines import LogEntry
from sim.classroom.message_reading import parse_message
from sim.classroom.messages import DoAct
from sim.classroom.reply import Sender, UnnumberedEntry, advance
from sim.classroom.requests import answer_message
from sim.classroom.room import Room, new_room
from sim.classroom.room_entries import room_after
from sim.classroom.seats import Person
from sim.classroom.views import public
from sim.procedure.meeting import Act
from tests.classroom.fakes import Fake
from tests.classroom.meetings import NOW, debate, go
from tests.classroom.scene import MEMBERS, scene


def opened(*seats: str, announced: bool = True) -> tuple[Room, list[LogEntry]]:
    """A room at the debate with its log, as ``council serve`` opens one."""
    data = {"code": "AAAA", "rules": "real", "salt": "", "pin": "", "pace": 0, "per_seat": 2}
    lines = [UnnumberedEntry("opened", "room", {**data, "announced": announced})]
    lines += [
        UnnumberedEntry(
            "joined", "room", {"token": seat * 22, "role": "delegate", "seat": seat, "name": seat}
        )
        for seat in seats
    ]
    lines += [UnnumberedEntry("phase", "teacher", {"to": "meeting"})]
    room, log = advance(new_room(scene()), tuple(lines), NOW)
    for act in (
        Act("call", "RUS", {"agenda": ["A city under siege"], "urgent": True}),
        Act("adopt_agenda", "RUS"),
        Act("no_objection", "RUS"),
    ):
        room, log = said(room, log, act)
    return room, log


def said(
    room: Room, log: list[LogEntry], act: Act, after: float = 0.0
) -> tuple[Room, list[LogEntry]]:
    """The room and its log after an act, ``after`` seconds from the start."""
    _, message = parse_message({"do": "act", "act": act.kind, "data": dict(act.data)})
    assert isinstance(message, DoAct)
    now = NOW + timedelta(seconds=after)
    reply = answer_message(room, Sender(Person(act.by, "delegate", "", act.by), now), message)
    assert reply.refused is None, reply.refused
    room, entries = advance(room, reply.lines, now)
    return room, [*log, *entries]


def test_a_vote_can_be_changed_until_the_chair_announces_it() -> None:
    room, log = opened("EGY", "RUS")
    room, log = said(room, log, Act("put", "RUS"))
    for code in MEMBERS:
        room, log = said(room, log, Act("vote", code, {"vote": "yes"}))
    meeting = room.floor.meeting
    assert meeting is not None
    assert meeting.ballots == ()
    assert orders(room, "EGY")[0]["act"] == "vote"
    room, log = said(room, log, Act("vote", "EGY", {"vote": "no"}))
    room, log = said(room, log, Act("announce", "RUS"))
    ballot = room.floor.meeting.ballots[0]  # type: ignore[union-attr]
    assert ballot.votes["EGY"].word == "no"
    assert room_after(scene(), log).floor == room.floor


def test_a_log_from_before_still_closes_a_ballot_with_the_last_hand() -> None:
    room, log = opened("EGY", "RUS", announced=False)
    room, log = said(room, log, Act("put", "RUS"))
    for code in MEMBERS:
        room, log = said(room, log, Act("vote", code, {"vote": "yes"}))
    assert len(room.floor.meeting.ballots) == 1  # type: ignore[union-attr]


def test_a_simulated_chair_gives_people_time_to_change_their_vote() -> None:
    room, log = opened("EGY")
    room, log = said(room, log, Act("put", "RUS"))
    for code in MEMBERS:
        room, log = said(room, log, Act("vote", code, {"vote": "yes"}))
    views = Fake().inclinations(room.floor.texts)
    assert next_reply(room, views, Patience(waited=1.0)) is None
    reply = next_reply(room, views, Patience(waited=9.0))
    assert reply is not None
    assert reply.lines[0].data["act"]["act"] == "announce"


def test_a_speaker_keeps_the_floor_and_is_timed() -> None:
    room, log = opened("EGY", "FRA")
    room, log = said(room, log, Act("ask_floor", "EGY"))
    room, log = said(room, log, Act("ask_floor", "FRA"))
    room, log = said(room, log, Act("speak", "EGY", {"words": "We want <b>peace</b>."}), 10)
    floor = public(room, {})["meeting"]["floor"]
    assert floor["code"] == "EGY"
    assert orders(room, "EGY")[0]["act"] == "end_statement"
    views = Fake().inclinations(room.floor.texts)
    assert next_reply(room, views, Patience(waited=30.0)) is None, "a speaker is not interrupted"
    room, log = said(room, log, Act("end_statement", "EGY"), 40)
    shown = public(room, {})["meeting"]
    assert shown["floor"] is None
    assert shown["spoken"] == [{"name": "Egypt", "seconds": 30}]
    assert public(room, {})["told"][-2]["words"] == "We want <b>peace</b>."
    record = exports.record(room, log)
    assert "We want &lt;b&gt;peace&lt;/b&gt;." in record


def test_after_a_text_is_decided_the_first_thing_offered_is_to_explain_the_vote() -> None:
    room = go(debate("EGY", "RUS"), Act("put", "RUS"))
    room = go(room, *(Act("vote", code, {"vote": "yes"}) for code in MEMBERS))
    assert orders(room, "EGY")[0]["act"] == "explain"
    room = go(room, Act("explain", "FRA", {"words": "We voted for it because it saves lives."}))
    assert orders(room, "EGY")[0]["act"] == "explain"
    room = go(room, Act("explain", "EGY", {"words": "So did we."}))
    assert orders(room, "EGY")[0]["act"] != "explain"


def test_words_of_a_delegation_may_be_long_and_other_texts_not() -> None:
    room, log = opened("EGY")
    room, log = said(room, log, Act("ask_floor", "EGY"))
    room, log = said(room, log, Act("speak", "EGY", {"words": "x" * 900}))
    assert public(room, {})["told"][-1]["words"] == "x" * 900
    room, log = said(room, log, Act("point_of_order", "EGY", {"about": "y" * 900}))
    assert room.floor.meeting is not None
    assert room.floor.meeting.point == "y" * 280


def test_a_vote_counts_in_the_ballot_it_was_meant_for_and_in_no_other() -> None:
    room, log = opened("EGY", "RUS")
    room, log = said(room, log, Act("put", "RUS"))
    first = public(room, {})["meeting"]["question"]["ballot"]
    egypt = Sender(Person("e", "delegate", "", "EGY"), NOW)
    late = DoAct(do="act", act="vote", data={"vote": "no"}, ballot=first)
    assert answer_message(room, egypt, late).refused is None
    for code in MEMBERS:
        room, log = said(room, log, Act("vote", code, {"vote": "yes"}))
    room, log = said(room, log, Act("announce", "RUS"))
    assert "for that ballot only" in answer_message(room, egypt, late).refused.why  # type: ignore[union-attr]
    room, log = said(room, log, Act("put", "RUS"))
    second = public(room, {})["meeting"]["question"]["ballot"]
    assert second != first
    assert answer_message(room, egypt, late).refused is not None
    assert room.floor.meeting is not None
    assert "EGY" not in room.floor.meeting.votes


def test_a_ballot_is_closed_once_and_not_the_next_one_with_it() -> None:
    room, log = opened("EGY", "RUS")
    parts = {"proposal": "S/2016/846", "parts": ["flights", "access"]}
    room, log = said(room, log, Act("divide", "EGY", parts))
    room, log = said(room, log, Act("put", "RUS"))
    first = public(room, {})["meeting"]["question"]["ballot"]
    for code in MEMBERS:
        room, log = said(room, log, Act("vote", code, {"vote": "yes"}))
    chair = Sender(Person("r", "delegate", "", "RUS"), NOW)
    close = DoAct(do="act", act="announce", ballot=first)
    assert answer_message(room, chair, close).refused is None
    room, log = said(room, log, Act("announce", "RUS"))
    assert public(room, {})["meeting"]["question"]["text"] == "“Access” of S/2016/846"
    again = answer_message(room, chair, close).refused
    assert again is not None
    assert again.why == "that ballot is closed already"
