"""What a page made on an earlier view does not count for another ballot, ask, text or seat."""

from __future__ import annotations

from typing import Any

import pytest

from sim.classroom.outdated import ANSWERS
from sim.classroom.reply import UnnumberedEntry
from sim.classroom.room import ballot_id
from sim.classroom.seats import Person
from sim.classroom.views import public
from sim.procedure.meeting import ACTS
from tests.classroom.test_room import TEACHER, Desk


@pytest.fixture
def desk() -> Desk:
    return Desk()


def why(desk: Desk, person: Person, **body: Any) -> str:
    """Why a message is refused; empty if it is not."""
    refused = desk.say(person, **body).refused
    return refused.why if refused else ""


def to_the_vote(desk: Desk) -> None:
    desk.say(TEACHER, do="phase", to="meeting")
    desk.until("voting")


def test_a_vote_counts_only_in_its_own_ballot_also_after_an_act_was_taken_back(desk: Desk) -> None:
    egypt = desk.sit("EGY")
    to_the_vote(desk)
    vote = {"do": "act", "act": "vote", "data": {"vote": "no"}}
    first = ballot_id(desk.room)
    assert public(desk.room, {})["meeting"]["question"]["ballot"] == first
    desk.say(TEACHER, do="undo")
    assert ballot_id(desk.room) == ""
    desk.until("voting")
    assert ballot_id(desk.room) not in ("", first)
    assert "was for that ballot only" in why(desk, egypt, **vote, ballot=first)
    assert not why(desk, egypt, **vote, ballot=ballot_id(desk.room))


def test_what_was_made_before_an_act_was_taken_back_is_refused(desk: Desk) -> None:
    egypt, venezuela, france = desk.sit("EGY"), desk.sit("VEN"), desk.sit("FRA")
    desk.say(TEACHER, do="phase", to="negotiation")
    softer = {"draft": "S/2016/846", "issue": "flights", "value": 0.5}
    desk.say(venezuela, do="ask", change=softer)
    seen = desk.room.n
    desk.say(TEACHER, do="undo")
    desk.say(egypt, do="ask", change={**softer, "value": None})
    accept = {"do": "answer", "ask": 0, "accept": True}
    assert "an act was taken back" in why(desk, france, **accept, seen=seen)
    assert desk.room.floor.texts["S/2016/846"]["flights"] == 1.0
    stand = {"do": "stand", "draft": "S/2016/846", "stand": "for"}
    assert "an act was taken back" in why(desk, egypt, **stand, seen=seen)
    note = {"do": "note", "to": "FRA", "text": "Shall we meet?"}
    assert not why(desk, egypt, **note, seen=seen), "a note is about nothing that was taken back"
    assert not why(desk, TEACHER, do="undo", seen=seen), "the desk takes back two acts in a row"
    desk.say(egypt, do="ask", change={**softer, "value": None})
    assert not why(desk, france, **accept, seen=desk.room.n)


def test_an_answer_counts_only_for_what_its_author_was_asked(desk: Desk) -> None:
    russia = desk.sit("RUS")
    desk.say(TEACHER, do="phase", to="meeting")
    desk.say(TEACHER, do="act", act="call", seat="RUS", data={"agenda": ["A city under siege"]})
    desk.say(TEACHER, do="act", act="adopt_agenda", seat="RUS")
    seen, nobody = desk.room.n, {"do": "act", "act": "no_objection"}
    assert not why(desk, TEACHER, **nobody, seat="RUS")
    put = {"do": "act", "act": "put", "data": {"proposal": "S/2016/846", "consent": True}}
    assert not why(desk, TEACHER, **put, seat="RUS")
    late = (nobody, {"do": "act", "act": "put"})
    for message in late:
        assert "asked something else since" in why(desk, russia, **message, seen=seen)
    assert desk.room.floor.meeting.named("S/2016/846").open  # type: ignore[union-attr]
    assert not why(desk, russia, **nobody, seen=desk.room.n)


def test_a_paragraph_that_was_changed_meanwhile_is_not_written_over(desk: Desk) -> None:
    ann, amy = desk.sit("EGY"), desk.sit("EGY", 1)
    desk.say(TEACHER, do="phase", to="negotiation")
    desk.say(ann, do="begin", title="A text")
    (symbol,) = (s for s in desk.room.floor.papers if s.startswith("EGY"))
    words = {"do": "write", "draft": symbol, "part": "operative"}
    assert not why(desk, ann, **words, text="Demands one thing")
    (key,) = (line.key for line in desk.room.floor.papers[symbol].paragraphs)
    seen = desk.room.n
    assert not why(desk, amy, **words, paragraph=key, text="Demands another", seen=seen)
    late = {**words, "paragraph": key, "text": "Demands a third"}
    assert "was changed meanwhile" in why(desk, ann, **late, seen=seen)
    assert not why(desk, ann, **late, seen=desk.room.n)


def test_answers_are_acts_of_the_meeting() -> None:
    assert set(ACTS) >= ANSWERS


def test_votes_do_not_make_another_question(desk: Desk) -> None:
    russia, egypt = desk.sit("RUS"), desk.sit("EGY")
    to_the_vote(desk)
    seen = desk.room.n
    desk.say(egypt, do="act", act="vote", data={"vote": "yes"}, seen=seen)
    stand = {"do": "stand", "draft": "S/2016/847", "stand": "for"}
    assert not why(desk, egypt, **stand, seen=seen)
    assert desk.room.asked < seen, "only what is asked counts, not who has answered"
    challenge = {"do": "act", "act": "challenge"}
    assert "asked something else" not in why(desk, russia, **challenge, seen=seen)


def test_a_note_is_passed_under_the_promise_under_which_it_was_written(desk: Desk) -> None:
    egypt, _ = desk.sit("EGY"), desk.sit("FRA")
    note = {"do": "note", "to": "FRA", "text": "Between us."}
    desk.say(TEACHER, do="notes", read=False)
    private = desk.room.n
    desk.say(TEACHER, do="notes", read=True)
    assert "the teacher reads notes now" in why(desk, egypt, **note, seen=private)
    read = desk.room.n
    assert not why(desk, egypt, **note, seen=read)
    desk.say(TEACHER, do="notes", read=False)
    assert not why(desk, egypt, **note, seen=read), "it is more private than its author knew"


def test_what_was_made_on_another_seat_is_refused(desk: Desk) -> None:
    pupil, _ = desk.sit("VEN"), desk.sit("FRA")
    to_the_vote(desk)
    seen, ballot = desk.room.n, ballot_id(desk.room)
    desk.add(UnnumberedEntry("assigned", "teacher", {"person": pupil.key, "seat": "EGY"}))
    (pupil,) = (p for p in desk.room.seating.people.values() if p.key == pupil.key)
    vote = {"do": "act", "act": "vote", "data": {"vote": "no"}, "ballot": ballot}
    note = {"do": "note", "to": "FRA", "text": "From Venezuela."}
    for message in (vote, note):
        assert "on another seat" in why(desk, pupil, **message, seen=seen)
    assert not why(desk, pupil, **vote, seen=desk.room.n)
