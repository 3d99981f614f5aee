"""Whether a question is procedural can be asked until the result of the vote is announced."""

from __future__ import annotations

from typing import Any

import pytest

from sim.domain.ballots import Outcome
from sim.procedure.meeting import Meeting, QuestionKind, Status
from tests.procedure.meetings import acts, called, overridden, refused, roll, ruling, sitting


def _put_at_once(**changes: Any) -> Meeting:
    text = {"symbol": "A", "nature": "procedural", "parts": ["1", "2"]}
    return acts(sitting(**changes), ("table", "FRA", text), "put")


@pytest.mark.parametrize("against", ["CHN", "RUS"])
def test_a_quick_president_takes_no_veto_away(against: str) -> None:
    meeting = acts(_put_at_once(), ("vote", "FRA", {"vote": "yes"}))
    asked = acts(meeting, ("ask_nature", against, {"proposal": "A"}))
    assert refused(asked, "vote", "EGY", vote="yes").startswith("San Francisco Statement")
    assert refused(asked, "announce", "RUS").startswith("San Francisco Statement")
    assert refused(asked, "ask_nature", "EGY", proposal="A").startswith("San Francisco")
    again = roll(acts(asked, "put_nature"), **{against: "no"})
    assert (again.question.subject, again.question.procedural, again.votes) == ("A", False, {})
    assert roll(again, **{against: "no"}).named("A").status is Status.VETOED
    assert "settled" in refused(again, "ask_nature", "EGY", proposal="A")


def test_the_president_can_rule_on_it_and_be_overruled_during_the_vote() -> None:
    meeting = acts(_put_at_once(), ("vote", "FRA", {"vote": "yes"}))
    asked = acts(meeting, ("ask_nature", "CHN", {"proposal": "A"}))
    ruled = acts(asked, ("rule", "RUS", {"nature": "A", "procedural": False}))
    assert (ruled.question.procedural, ruled.votes) == (False, {})
    assert "is taken anew" in ruled.log[-1].ruling.effect
    overruled = roll(acts(ruled, ("challenge", "EGY")), "yes", RUS="no")
    assert (overruled.question.subject, overruled.question.procedural) == ("A", True)
    assert roll(overruled, CHN="no").named("A").status is Status.ADOPTED


def test_only_what_the_vote_concerns_is_asked_and_only_until_the_result() -> None:
    two = acts(sitting(), ("table", "FRA", {"symbol": "A"}), ("table", "EGY", {"symbol": "B"}))
    voting = acts(two, "put")
    assert refused(voting, "ask_nature", "CHN", proposal="B").startswith("practice: while a vote")
    agenda = acts(called(), "adopt_agenda", ("object", "EGY"), "put_question")
    assert refused(agenda, "ask_nature", "CHN", proposal="A")
    point = acts(voting, ("point_of_order", "CHN", {"on_the_conduct_of_the_vote": True}))
    told = refused(point, "rule", "RUS", nature="A", procedural=True)
    assert told.startswith("rule 30: during a vote")
    assert not ruling(roll(voting), "ask_nature", "CHN", proposal="A").in_order


def test_it_is_asked_in_the_vote_on_an_amendment_a_part_or_a_motion() -> None:
    text = ("table", "FRA", {"symbol": "A", "nature": "procedural", "parts": ["1", "2"]})
    change = ("amend", "CHN", {"proposal": "A", "symbol": "B"})
    meeting = acts(sitting(), text, change, "put")
    assert meeting.question.kind is QuestionKind.AMENDMENT
    settled = roll(acts(meeting, ("ask_nature", "CHN", {"proposal": "A"}), "put_nature"), CHN="no")
    assert (settled.question.subject, settled.question.procedural) == ("B", False)
    assert not roll(settled).question.procedural
    moved = acts(sitting(), ("move", "FRA", {"what": "appoint", "detail": "a committee"}))
    asked = acts(moved, "put_motion", ("ask_nature", "CHN", {"motion": "appoint"}), "put_nature")
    assert not roll(asked, CHN="no").question.procedural


def test_a_text_that_a_teacher_has_put_is_voted_on_though_its_nature_was_asked() -> None:
    text = ("table", "FRA", {"symbol": "A", "nature": "procedural"})
    asked = acts(sitting(), text, ("ask_nature", "CHN", {"proposal": "A"}))
    meeting = overridden(asked, "put", "RUS")
    assert roll(meeting).named("A").status is Status.ADOPTED


@pytest.mark.parametrize("subject", ["A", "appoint"])
def test_a_president_who_rules_and_puts_at_once_forestalls_no_challenge(subject: str) -> None:
    text = ("table", "FRA", {"symbol": "A", "nature": "procedural"})
    motion = ("move", "FRA", {"what": "appoint", "detail": "a committee"})
    tabled = acts(sitting(), text if subject == "A" else motion)
    key, put = ("proposal", "put") if subject == "A" else ("motion", "put_motion")
    asked = acts(tabled, ("ask_nature", "CHN", {key: subject}))
    ruling_given = ("rule", "RUS", {"nature": subject, "procedural": True})
    voting = acts(asked, ruling_given, (put, "RUS"), ("vote", "FRA", {"vote": "yes"}))
    overruled = roll(acts(voting, ("challenge", "CHN")))
    assert overruled.question is not None
    assert not overruled.question.procedural
    assert roll(overruled, CHN="no").ballots[-1].count.outcome is Outcome.VETOED
    decided = roll(voting)
    assert refused(decided, "challenge", "CHN").startswith("rule 30")


def test_a_ruling_is_challenged_until_the_result_of_what_is_put() -> None:
    tabled = acts(sitting(), ("table", "FRA", {"symbol": "A", "nature": "procedural"}))
    amended = acts(tabled, ("amend", "EGY", {"proposal": "A", "symbol": "A1"}))
    asked = ("ask_nature", "CHN", {"proposal": "A"})
    given = ("rule", "RUS", {"nature": "A", "procedural": True})
    objected = acts(tabled, asked, given, ("put", "RUS", {"consent": True}), ("object", "MYS"))
    whole = roll(acts(amended, asked, given, "put"))
    for meeting in (acts(objected, "put_question"), whole):
        again = roll(acts(meeting, ("challenge", "CHN")))
        assert not again.pending().procedural
    other = acts(tabled, ("table", "ESP", {"symbol": "B"}), asked, given, ("ask_floor", "EGY"))
    gone_on = acts(other, ("speak", "EGY"), ("put", "RUS", {"proposal": "A"}))
    assert refused(gone_on, "challenge", "CHN").startswith("rule 30")
