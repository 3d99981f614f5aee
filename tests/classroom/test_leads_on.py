"""A room that the engine conducts comes to the end of its meeting from wherever it stands."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from sim.classroom.conductor import Patience, next_reply
from sim.classroom.reply import advance
from sim.classroom.room import Room
from sim.domain.ballots import Vote
from sim.procedure.meeting import Act, Circumstances, Meeting, Phase, apply_act, open_meeting
from tests.classroom.fakes import Fake
from tests.classroom.meetings import NOW, debate, go, seated_room
from tests.procedure.meetings import DAY, acts, called
from tests.procedure.walks import drawn

TEXTS = ("S/2016/846", "S/2016/847")


def played(room: Room, patience: Patience) -> Room:
    """The room when the engine has nothing more to do."""
    views = Fake().inclinations(room.floor.texts)
    for _ in range(500):
        reply = next_reply(room, views, patience)
        if reply is None:
            return room
        assert reply.refused is None, reply.refused
        room = advance(room, reply.lines, NOW)[0]
    pytest.fail("the engine goes on for ever")


def ended(room: Room) -> Meeting:
    """The meeting at its end, every step pressed by the teacher."""
    meeting = played(room, Patience(hurry=True)).floor.meeting
    assert meeting is not None
    assert meeting.phase is Phase.CLOSED, (meeting.question, meeting.motions, meeting.order)
    return meeting


def decided(meeting: Meeting) -> tuple[str, ...]:
    """The texts on which a vote was taken."""
    return tuple(b.question.subject for b in meeting.ballots if b.question.kind == "proposal")


def test_a_call_before_any_veto_is_passed_over_and_put_after_it() -> None:
    room = go(debate(), Act("table", "EGY", {"symbol": "call", "kind": "emergency-session"}))
    first = Act("set_order", "EGY", {"order": ["call", *TEXTS]})
    meeting = ended(go(room, first, Act("no_objection", "RUS")))
    assert decided(meeting) == (TEXTS[0], "call", TEXTS[1])


def test_the_simulated_chair_puts_a_motion_before_the_adoption_of_the_agenda() -> None:
    room = go(
        seated_room(),
        Act("call", "RUS", {"agenda": ["A city under siege"]}),
        Act("adopt_agenda", "RUS"),
        Act("object", "EGY"),
        Act("move", "EGY", {"what": "suspend"}),
    )
    meeting = ended(room)
    kinds = [ballot.question.kind for ballot in meeting.ballots]
    assert kinds[:2] == ["motion", "agenda"]


def test_the_texts_come_before_the_council_with_an_agenda_that_was_put_to_the_vote() -> None:
    called = Act("call", "RUS", {"agenda": ["A city under siege"]})
    room = go(seated_room(), called, Act("adopt_agenda", "RUS"), Act("object", "EGY"))
    meeting = ended(room)
    assert meeting.ballots[0].question.kind == "agenda"
    assert decided(meeting) == TEXTS


def test_a_call_without_a_veto_is_left_when_the_meeting_rises() -> None:
    call = {"symbol": "call", "kind": "emergency-session", "after": "S/2016/1"}
    meeting = ended(go(debate(), Act("table", "EGY", call)))
    assert decided(meeting) == TEXTS
    assert [item.symbol for item in meeting.open_proposals()] == ["call"]


def test_a_recommendation_is_decided_in_private() -> None:
    room = go(debate(), Act("table", "EGY", {"symbol": "name", "kind": "recommendation"}))
    meeting = ended(room)
    assert decided(meeting) == (*TEXTS, "name")
    assert meeting.private


def test_a_text_that_nobody_asks_to_have_put_does_not_keep_the_meeting_open() -> None:
    room = go(debate(), Act("invite", "RUS", {"who": ["SYR"]}), Act("no_objection", "RUS"))
    room = go(room, Act("table", "SYR", {"symbol": "S"}))
    room = go(room, Act("set_order", "RUS", {"order": ["S", *TEXTS]}), Act("no_objection", "RUS"))
    meeting = ended(room)
    assert decided(meeting) == TEXTS
    assert [item.symbol for item in meeting.open_proposals()] == ["S"]


@pytest.mark.parametrize("what", ["refer", "postpone"])
def test_a_matter_that_is_put_off_ends_the_meeting(what: str) -> None:
    room = go(debate(), Act("move", "EGY", {"what": what, "detail": "a committee"}))
    room = go(room, Act("put_motion", "RUS", {"consent": True}), Act("no_objection", "RUS"))
    assert decided(ended(room)) == ()


@pytest.mark.parametrize("whose", ["EGY", "RUS", "CHN"])
def test_a_member_without_a_representative_holds_up_no_vote(whose: str) -> None:
    room = go(debate(), Act("object_credentials", "USA", {"of": whose}))
    room = go(room, Act("put_credentials", "RUS", {"of": whose}))
    members = room.floor.meeting.law.members  # type: ignore[union-attr]
    room = go(room, *(Act("vote", code, {"vote": "yes"}) for code in members))
    assert room.floor.meeting.unseated == (whose,)  # type: ignore[union-attr]
    meeting = ended(room)
    assert decided(meeting) == TEXTS
    assert {b.votes[whose] for b in meeting.ballots[1:]} == {Vote.NOT_PARTICIPATING}


def test_a_party_that_must_abstain_does_so_whatever_it_wants() -> None:
    text = {"symbol": "P", "bound": ["EGY", "FRA"]}
    room = go(debate(), Act("table", "VEN", text))
    room = go(room, Act("amend", "EGY", {"proposal": "P", "symbol": "P1"}))
    room = go(room, Act("set_order", "RUS", {"order": ["P"]}), Act("no_objection", "RUS"))
    meeting = ended(room)
    amendment = next(b for b in meeting.ballots if b.question.subject == "P1")
    assert {amendment.votes["EGY"], amendment.votes["FRA"]} == {Vote.ABSTAIN}


def test_a_point_on_the_conduct_of_a_vote_is_ruled_on_while_it_is_taken() -> None:
    room = go(debate("EGY"), Act("put", "RUS"))
    room = played(room, Patience())  # all but Egypt have voted
    point = {"about": "the hands", "on_the_conduct_of_the_vote": True}
    room = go(room, Act("point_of_order", "EGY", point))
    room = played(room, Patience())
    assert room.floor.meeting.point == ""  # type: ignore[union-attr]
    room = played(go(room, Act("vote", "EGY", {"vote": "yes"})), Patience(waited=10.0))
    assert decided(room.floor.meeting)[0] == TEXTS[0]  # type: ignore[arg-type]


def test_the_nature_of_a_text_is_settled_while_its_vote_is_taken() -> None:
    room = go(debate("EGY"), Act("put", "RUS"))
    room = played(room, Patience())  # all but Egypt have voted
    room = played(go(room, Act("ask_nature", "EGY", {"proposal": TEXTS[0]})), Patience())
    meeting = room.floor.meeting
    assert meeting is not None
    assert meeting.question is not None
    assert meeting.question.kind == "nature"
    room = played(go(room, Act("vote", "EGY", {"vote": "no"})), Patience(waited=10.0))
    room = played(go(room, Act("vote", "EGY", {"vote": "yes"})), Patience(waited=10.0))
    assert decided(room.floor.meeting)[0] == TEXTS[0]  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(24))
def test_the_engine_leads_any_meeting_at_random_to_its_end(seed: int) -> None:
    rng, room = random.Random(seed), seated_room()
    meeting = open_meeting(DAY, circumstances=Circumstances(announced=seed % 3 == 0))
    if seed % 4:
        meeting = acts(called(), "adopt_agenda", "no_objection")
    for step in range(60):
        meeting, _ = apply_act(meeting, drawn(rng, meeting))
        if meeting.phase is Phase.CLOSED:
            break
        if step % 20 == 19 and (meeting.ballots or meeting.open_proposals()):
            ended(replace(room, floor=replace(room.floor, meeting=meeting)))
