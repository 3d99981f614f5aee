"""A question about a text is not the vote on it, for predictions, exports and advice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.classroom.acts import meeting_act
from sim.classroom.coach import undecided
from sim.classroom.contributions import contributions
from sim.classroom.diplomats import next_negotiation_reply
from sim.classroom.exports import log_csv
from sim.classroom.reply import UnnumberedEntry
from sim.classroom.requests import ballot_open
from sim.classroom.room import Room
from sim.classroom.text_votes import symbol_voted_on, text_decided, vote_begun
from sim.classroom.views import public
from sim.classroom.vote_secrecy import Withheld, withheld_votes
from sim.procedure.meeting import Act
from tests.classroom.fakes import Fake
from tests.classroom.meetings import go
from tests.classroom.scene import MEMBERS, scene
from tests.classroom.test_drafting import TEACHER, Class
from tests.classroom.test_vote_secrecy import OPENING, SEATED, TEXT, Played

ASKED = (Act("ask_nature", "CHN", {"proposal": TEXT}), Act("put_nature", "RUS"))
PREDICTED = {"person": SEATED["token"][:12], "draft": TEXT, "outcome": "vetoed", "yes": 13}
GUESS = UnnumberedEntry("predicted", "EGY", PREDICTED)


def _shown(room: Room) -> dict[str, object]:
    return dict(public(room, {})["predictions"][TEXT])


def test_a_vote_on_whether_a_text_is_procedural_neither_closes_nor_shows_predictions() -> None:
    them = Played(*ASKED)
    them.add(GUESS)
    assert _shown(them.room) == {"made": 1, "open": True}
    them.vote("no")
    them.do(Act("announce", "RUS"))
    assert them.room.floor.meeting.ballots[-1].question.kind == "nature"  # type: ignore[union-attr]
    assert _shown(them.room) == {"made": 1, "open": True}
    withheld = withheld_votes(scene(), them.log)
    assert list(withheld.values()) == [Withheld.NO_RESULT]
    assert "vetoed, 13" not in [one.words for one in contributions(scene(), them.log, withheld)]
    assert '"outcome": "vetoed"' not in log_csv(them.log, withheld)


def test_everybody_sees_that_the_nature_of_a_text_is_to_be_settled_first() -> None:
    ask = Act("ask_nature", "CHN", {"proposal": TEXT})
    rule = Act("rule", "RUS", {"nature": TEXT, "procedural": False})
    for opened in ((), (Act("put", "RUS", {"proposal": TEXT}),)):
        room = Played(*opened, ask).room
        seen = public(room, {})["meeting"]
        assert (seen["nature_asked"], seen["interrupted"]) == (TEXT, bool(opened))
        after = public(go(room, rule), {})["meeting"]
        assert (after["nature_asked"], after["interrupted"]) == ("", False)


def test_a_vote_on_another_question_about_a_text_is_named_by_its_wording() -> None:
    them = Played(*ASKED)
    asked = them.room.floor.meeting.question  # type: ignore[union-attr]
    assert asked is not None
    assert asked.subject == TEXT
    assert symbol_voted_on(asked) == ""
    vote = meeting_act(them.room, Act("vote", "EGY", {"vote": "no"}), "EGY").lines[0]
    them.add(replace(vote, data={**vote.data, "person": PREDICTED["person"]}))
    assert [one.on for one in contributions(scene(), them.log)] == [asked.text]


def test_the_coach_still_advises_on_a_text_after_a_vote_on_its_nature() -> None:
    them = Played(*ASKED)
    them.vote("no")
    them.do(Act("announce", "RUS"))
    assert undecided(them.room) == (TEXT, "S/2016/847")


def test_a_vote_on_a_part_closes_predictions_and_does_not_show_them() -> None:
    them = Played(
        Act("divide", "CHN", {"proposal": TEXT, "parts": ["flights"]}),
        Act("put", "RUS", {"proposal": TEXT}),
    )
    them.add(GUESS)
    assert _shown(them.room) == {"made": 1, "open": False}
    them.do(*(Act("vote", code, {"vote": "yes"}) for code in MEMBERS))
    ballot = them.room.floor.meeting.ballots[-1]  # type: ignore[union-attr]
    assert ballot.question.kind == "part"
    assert _shown(them.room) == {"made": 1, "open": False}
    them.vote("yes")
    them.do(Act("announce", "RUS"))
    assert _shown(them.room) == {
        "made": 1, "open": False, "outcomes": {"vetoed": 1}, "yes": [13],
    }  # fmt: skip


def test_predictions_of_a_text_whose_parts_are_all_rejected_are_shown() -> None:
    parts = ["flights", "access", "inquiry"]
    them = Played(
        Act("divide", "CHN", {"proposal": TEXT, "parts": parts}),
        Act("put", "RUS", {"proposal": TEXT}),
    )
    them.add(GUESS)
    for _ in parts:
        them.do(*(Act("vote", code, {"vote": "no"}) for code in MEMBERS))
    assert text_decided(them.room.floor.meeting, TEXT)
    assert _shown(them.room)["outcomes"] == {"vetoed": 1}


CHALLENGED = (
    Act("point_of_order", "FRA", {"about": "it", "on_the_conduct_of_the_vote": True}),
    Act("rule", "RUS", {"well_taken": False}),
    Act("challenge", "FRA"),
)


@pytest.mark.parametrize("interrupts", [CHALLENGED, ASKED])
def test_predictions_stay_closed_while_another_question_interrupts_the_vote(
    interrupts: tuple[Act, ...],
) -> None:
    them = Played(
        Act("put", "RUS", {"proposal": TEXT}), Act("vote", "EGY", {"vote": "no"}), *interrupts
    )
    assert vote_begun(them.room.floor.meeting, TEXT)
    assert not vote_begun(them.room.floor.meeting, "S/2016/847")


def test_a_text_adopted_without_a_vote_is_no_longer_predicted() -> None:
    them = Played(Act("put", "RUS", {"proposal": TEXT, "consent": True}))
    assert ballot_open(them.room, TEXT)
    them.do(Act("no_objection", "RUS"))
    assert not them.room.floor.meeting.ballots  # type: ignore[union-attr]
    assert not ballot_open(them.room, TEXT)


def test_nothing_is_predicted_once_the_meeting_has_risen() -> None:
    them = Played()
    assert ballot_open(them.room, TEXT)
    them.do(Act("move", "EGY", {"what": "adjourn"}), Act("put_motion", "RUS"))
    them.do(*(Act("vote", code, {"vote": "yes"}) for code in MEMBERS))
    assert them.room.floor.meeting.phase == "closed"  # type: ignore[union-attr]
    assert not ballot_open(them.room, TEXT)
    assert _shown(Played().room) == {"made": 0, "open": True}
    later = Played()
    later.add(UnnumberedEntry("phase", "teacher", {"to": "debrief"}))
    assert not ballot_open(later.room, TEXT)


def test_a_text_that_was_voted_on_is_not_changed_afterwards() -> None:
    room = Class("FRA", "EGY", "RUS")
    room.ok("EGY", do="ask", change={"draft": TEXT, "issue": "flights", "value": 0.5})
    room.ok(TEACHER, do="phase", to="meeting")
    votes = [Act("vote", code, {"vote": "yes"}) for code in MEMBERS]
    opening = (*OPENING, Act("put", "RUS", {"proposal": TEXT}), *votes, Act("announce", "RUS"))
    room.room = go(room.room, *opening)
    room.ok(TEACHER, do="phase", to="negotiation")
    before = room.room.floor.texts[TEXT]
    change = {"draft": TEXT, "issue": "flights", "value": 0.0}
    for who, message in (
        ("FRA", {"do": "revise", "change": change}),
        ("EGY", {"do": "ask", "change": change}),
        ("FRA", {"do": "answer", "ask": 0, "accept": True}),
        ("FRA", {"do": "write", "draft": TEXT, "paragraph": 0, "part": "operative", "text": "New"}),
    ):
        assert "put to the vote and can no longer be changed" in room.no(who, **message)
    room.ok("FRA", do="answer", ask=0, accept=False)
    assert room.room.floor.texts[TEXT] == before
    assert public(room.room, {})["settled"] == [TEXT]
    room.ok("RUS", do="revise", change={"draft": "S/2016/847", "issue": "access", "value": 1.0})


def test_simulated_members_leave_a_decided_text_alone() -> None:
    them = Played()
    them.add(
        UnnumberedEntry("ask", "VEN", {"draft": TEXT, "issue": "flights", "value": 0.5}),
        UnnumberedEntry("phase", "teacher", {"to": "meeting"}),
    )
    them.do(Act("put", "RUS", {"proposal": TEXT}))
    them.vote("yes")
    them.do(Act("announce", "RUS"))
    them.add(UnnumberedEntry("phase", "teacher", {"to": "negotiation"}))
    members = Fake()
    asked = []
    while reply := next_negotiation_reply(
        them.room, members, members.inclinations(them.room.floor.texts)
    ):
        asked += [(line.kind, dict(line.data)) for line in reply.lines]
        them.add(*reply.lines)
    assert asked[0][0] == "answer"
    assert asked[0][1]["accept"] is False
    assert {data["draft"] for kind, data in asked if kind == "ask"} == {"S/2016/847"}


def test_the_parts_of_a_text_are_those_that_it_has_when_it_is_tabled() -> None:
    room = Class("RUS", "EGY")
    room.ok("RUS", do="revise", change={"draft": "S/2016/847", "issue": "flights", "value": 0.5})
    room.ok("RUS", do="revise", change={"draft": "S/2016/847", "issue": "access", "value": None})
    room.ok(TEACHER, do="phase", to="meeting")
    room.room = go(room.room, *OPENING)
    proposal = room.room.floor.meeting.proposal("S/2016/847")  # type: ignore[union-attr]
    assert proposal is not None
    assert proposal.parts == ("flights",)
