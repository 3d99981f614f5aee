"""What settles whether a question is procedural, whenever and of whatever it is settled."""

from __future__ import annotations

from typing import Any

import pytest

from sim.procedure.meeting import Meeting
from tests.procedure.meetings import acts, overridden, refused, roll, ruling, sitting, under

TABLE_A = ("table", "FRA", {"symbol": "A"})
PROCEDURAL_A = ("table", "FRA", {"symbol": "A", "nature": "procedural"})
AMEND_A = ("amend", "USA", {"proposal": "A", "symbol": "A1"})
POINT = ("point_of_order", "EGY", {"about": "the nature"})
APPOINT = ("move", "FRA", {"what": "appoint", "detail": "a committee"})
INVESTIGATE = ("move", "FRA", {"what": "appoint", "detail": "a committee", "investigates": True})


def put(subject: str, consent: bool) -> Any:
    if subject == "appoint":
        return ("put_motion", "RUS", {"consent": consent})
    return ("put", "RUS", {"consent": consent})


def rule(subject: str, procedural: bool) -> Any:
    return ("rule", "RUS", {"nature": subject, "procedural": procedural})


def ruled(meeting: Meeting, subject: str, procedural: bool, how: str) -> Meeting:
    """The meeting after it was settled, in one of four ways, that ``subject`` is (not) procedural.

    A ruling that is overruled was the opposite one.
    """
    if how == "overruled":
        return roll(acts(meeting, POINT, rule(subject, not procedural), ("challenge", "FRA")))
    if how == "upheld":
        return roll(acts(meeting, POINT, rule(subject, procedural), ("challenge", "FRA")), "no")
    if how == "voted":
        key = "motion" if subject == "appoint" else "proposal"
        asked = acts(meeting, ("ask_nature", "EGY", {key: subject}), "put_nature")
        return roll(asked, RUS="yes" if procedural else "no")
    return acts(meeting, POINT, rule(subject, procedural))


SUBJECTS = {
    ("A", True): TABLE_A,
    ("A", False): PROCEDURAL_A,
    ("appoint", True): INVESTIGATE,
    ("appoint", False): APPOINT,
}
"""A subject and what it is settled to be -> how it comes before the Council as the opposite."""


@pytest.mark.parametrize("consent", [False, True], ids=["voted at once", "consent is asked"])
@pytest.mark.parametrize("how", ["ruled", "upheld", "overruled", "voted"])
@pytest.mark.parametrize(("subject", "procedural"), SUBJECTS)
def test_what_was_settled_decides_the_vote(
    subject: str, procedural: bool, how: str, consent: bool
) -> None:
    meeting = acts(sitting(), SUBJECTS[subject, procedural])
    meeting = acts(ruled(meeting, subject, procedural, how), put(subject, consent))
    if consent:
        meeting = acts(meeting, ("object", "RUS"), "put_question")
    meeting = roll(meeting, RUS="no")
    ballot = meeting.ballots[-1]
    assert ballot.count.outcome.word == ("adopted" if procedural else "vetoed")
    assert ballot.words.rule == ("Article 27(2)" if procedural else "Article 27(3)")


@pytest.mark.parametrize("how", ["ruled", "upheld", "overruled"])
@pytest.mark.parametrize(("subject", "procedural"), SUBJECTS)
def test_a_ruling_holds_that_is_given_while_consent_is_asked(
    subject: str, procedural: bool, how: str
) -> None:
    meeting = acts(sitting(), SUBJECTS[subject, procedural], put(subject, True))
    meeting = ruled(meeting, subject, procedural, how)
    meeting = roll(acts(meeting, ("object", "RUS"), "put_question"), RUS="no")
    assert meeting.ballots[-1].count.outcome.word == ("adopted" if procedural else "vetoed")


def test_amendments_and_parts_have_the_nature_that_their_text_was_given() -> None:
    meeting = acts(sitting(), TABLE_A, AMEND_A, POINT, rule("A", True))
    meeting = acts(meeting, ("amend", "EGY", {"proposal": "A1", "symbol": "A2"}))
    assert [meeting.proposal(name).nature for name in ("A", "A1", "A2")] == ["procedural"] * 3
    meeting = acts(meeting, ("divide", "EGY", {"proposal": "A", "parts": ["one"]}), "put")
    for _ in range(4):
        meeting = roll(meeting, RUS="no")
    assert [ballot.question.subject for ballot in meeting.ballots] == ["A2", "A1", "A", "A"]
    assert {ballot.count.outcome.word for ballot in meeting.ballots} == {"adopted"}


def test_the_nature_of_an_amendment_is_that_of_its_text() -> None:
    meeting = acts(
        sitting(), TABLE_A, AMEND_A, ("amend", "EGY", {"proposal": "A1", "symbol": "A2"})
    )
    for name in ("A1", "A2"):
        answer = refused(meeting, "ask_nature", "USA", proposal=name)
        assert "Whether A is procedural" in answer
        pointed = acts(meeting, POINT)
        assert refused(pointed, "rule", "RUS", nature=name, procedural=True) == answer
    assert acts(meeting, ("ask_nature", "USA", {"proposal": "A"})).nature_asked == "A"


@pytest.mark.parametrize("what", ["suspend", "adjourn"])
def test_suspension_and_adjournment_are_procedural_whoever_rules(what: str) -> None:
    meeting = acts(sitting(), ("move", "FRA", {"what": what}), POINT)
    for procedural in (False, True):
        answer = refused(meeting, "rule", "RUS", nature=what, procedural=procedural)
        assert answer.startswith("rule 33")
    meeting = acts(meeting, ("rule", "RUS", {"well_taken": True}))
    assert refused(meeting, "ask_nature", "RUS", motion=what).startswith("rule 33")


def test_a_vote_on_the_nature_by_override_does_not_end_the_question_for_consent() -> None:
    meeting = acts(sitting(), TABLE_A, put("A", True))
    meeting = overridden(meeting, "ask_nature", "EGY", proposal="A")
    meeting = roll(overridden(meeting, "put_nature", "RUS"))
    assert (meeting.question.subject, meeting.question.procedural) == ("A", True)


def test_a_ruling_is_not_challenged_after_the_meeting_went_on_by_override() -> None:
    meeting = acts(sitting(), TABLE_A, POINT, rule("A", True))
    meeting = overridden(meeting, "table", "EGY", symbol="B")
    assert refused(meeting, "challenge", "FRA").startswith("rule 30")


MAY = ("move", "FRA", {"what": "postpone", "detail": "May"})
JUNE = ("move", "USA", {"what": "postpone", "detail": "June"})


@pytest.mark.parametrize("order", ["moved, moved, ruled", "moved, ruled, moved"])
def test_motions_to_different_days_have_the_nature_that_was_settled_of_one(order: str) -> None:
    settled = (POINT, rule("postpone", False))
    items = (MAY, JUNE, *settled) if order == "moved, moved, ruled" else (MAY, *settled, JUNE)
    meeting = acts(sitting(), *items)
    assert refused(meeting, "ask_nature", "RUS", motion="postpone").startswith("rule 30")
    for _ in range(2):
        meeting = roll(acts(meeting, "put_motion"), RUS="no")
    assert [ballot.count.outcome.word for ballot in meeting.ballots] == ["vetoed", "vetoed"]
    again = acts(meeting, MAY)
    assert acts(again, ("ask_nature", "RUS", {"motion": "postpone"})).nature_asked == "postpone"


def test_a_question_about_motions_of_a_kind_stands_while_one_is_pending() -> None:
    meeting = acts(sitting(), MAY, JUNE, ("ask_nature", "RUS", {"motion": "postpone"}))
    meeting = acts(meeting, ("withdraw_motion", "FRA", {"what": "postpone"}))
    assert meeting.nature_asked == "postpone"
    meeting = acts(meeting, ("withdraw_motion", "USA", {"what": "postpone"}))
    assert meeting.nature_asked == ""


def test_the_president_rules_on_what_was_asked() -> None:
    asked = acts(sitting(), TABLE_A, ("table", "FRA", {"symbol": "B"}))
    asked = acts(asked, ("ask_nature", "RUS", {"proposal": "A"}))
    assert "whether A is procedural" in refused(asked, "rule", "RUS", nature="B", procedural=True)
    pointed = acts(asked, ("point_of_order", "EGY", {"about": "B"}), rule("B", True))
    assert pointed.nature_asked == "A"


@pytest.mark.parametrize(("subject", "procedural"), SUBJECTS)
def test_a_ruling_that_was_overruled_is_not_given_again(subject: str, procedural: bool) -> None:
    meeting = acts(sitting(), SUBJECTS[subject, procedural])
    overruled = acts(ruled(meeting, subject, procedural, "overruled"), POINT)
    told = refused(overruled, "rule", "RUS", nature=subject, procedural=not procedural)
    assert "its decision stands" in told
    assert acts(overruled, rule(subject, procedural)).ruled
    upheld = acts(ruled(meeting, subject, procedural, "upheld"), POINT)
    assert acts(upheld, rule(subject, procedural)).ruled


ASK_A = ("ask_nature", "FRA", {"proposal": "A"})
SETTLING = {
    "ruled": lambda meeting: acts(meeting, POINT, rule("A", True)),
    "overruled": lambda meeting: ruled(meeting, "A", True, "overruled"),
    "upheld": lambda meeting: ruled(meeting, "A", False, "upheld"),
    "held procedural": lambda meeting: roll(acts(meeting, ASK_A, "put_nature")),
    "vetoed": lambda meeting: roll(acts(meeting, ASK_A, "put_nature"), RUS="no"),
}
"""How the nature of A is settled, by the President or by the Council."""


@pytest.mark.parametrize("first", ["procedural", "substantive"])
@pytest.mark.parametrize("way", SETTLING)
def test_no_mover_undoes_what_was_settled_by_submitting_a_text_again(way: str, first: str) -> None:
    text = ("table", "FRA", {"symbol": "A", "nature": first})
    before = SETTLING[way](acts(sitting(), text))
    settled = before.named("A")
    lost = roll(acts(before, "put"), "abstain")
    other = "substantive" if settled.procedural else "procedural"
    for by in ("FRA", "USA"):
        told = refused(lost, "table", by, symbol="A", nature=other)
        assert told.startswith("rule 30: that A is"), told
        for said in ({}, {"nature": settled.nature}):
            again = acts(lost, ("table", by, {"symbol": "A", **said})).named("A")
            assert again.nature is settled.nature
            assert again.nature_settled
            assert again.nature_decided is settled.nature_decided


def test_the_nature_of_one_thing_is_asked_at_a_time() -> None:
    meeting = acts(sitting(), TABLE_A, APPOINT)
    told = refused(meeting, "ask_nature", "RUS", proposal="A", motion="appoint")
    assert "not about both" in told


@pytest.mark.parametrize("carried", [True, False])
def test_no_ruling_goes_against_a_vote_that_the_question_is_procedural(carried: bool) -> None:
    meeting = acts(sitting(), ("table", "FRA", {"symbol": "A"}))
    meeting = acts(meeting, ("ask_nature", "FRA", {"proposal": "A"}), "put_nature")
    meeting = acts(roll(meeting, RUS="yes" if carried else "no"), POINT)
    answer = ruling(meeting, "rule", "RUS", nature="A", procedural=not carried)
    assert answer.in_order is not carried
    if carried:
        assert answer.reason == (
            "the Council has decided that A is procedural; its decision stands."
        )


ORGAN = ("move", "FRA", {"what": "appoint", "detail": "a committee of three"})


def test_a_decision_on_one_motion_does_not_bind_the_ruling_on_a_later_one() -> None:
    meeting = acts(sitting(), ORGAN, POINT, rule("appoint", True), ("challenge", "EGY"))
    meeting = roll(meeting)
    pointed = acts(meeting, POINT)
    assert "its decision stands" in refused(
        pointed, "rule", "RUS", nature="appoint", procedural=True
    )
    meeting = roll(acts(meeting, "put_motion"), "no")
    asked = ("ask_nature", "EGY", {"motion": "appoint"})
    meeting = roll(acts(meeting, ORGAN, asked, "put_nature"), RUS="no")
    meeting = acts(meeting, POINT, rule("appoint", True))
    assert meeting.motions[0].nature == "procedural", "as in 1950"


@pytest.mark.parametrize("settled", [True, False], ids=["procedural", "substantive"])
def test_a_motion_is_a_new_one_after_a_decision_though_it_was_once_withdrawn(settled: bool) -> None:
    move = INVESTIGATE if settled else APPOINT
    before = ruled(acts(sitting(), move), "appoint", settled, "ruled")
    again = acts(before, ("withdraw_motion", "FRA", {"what": "appoint"}), move)
    assert again.motions[0].procedural is settled
    assert "settled before" in again.log[-1].ruling.effect
    decided = roll(acts(again, put("appoint", False)), "no")
    anew = acts(decided, move)
    assert anew.motions[0].procedural is not settled
    assert acts(anew, ("ask_nature", "EGY", {"motion": "appoint"})).nature_asked == "appoint"


def test_a_symbol_stays_with_the_kind_of_its_text() -> None:
    settled = ruled(acts(sitting(), PROCEDURAL_A), "A", False, "voted")
    gone = acts(settled, ("withdraw", "FRA", {"proposal": "A"}))
    assert "another symbol" in refused(gone, "table", "FRA", symbol="A", kind="recommendation")
    assert "settled by a vote" in refused(gone, "table", "FRA", symbol="A", nature="procedural")


def test_no_ruling_undoes_a_preliminary_vote_that_carried() -> None:
    meeting = acts(sitting(), TABLE_A, ("ask_nature", "EGY", {"proposal": "A"}), "put_nature")
    carried = acts(roll(meeting), POINT)
    told = refused(carried, "rule", "RUS", nature="A", procedural=False)
    assert "A is procedural; its decision stands" in told
    again = acts(carried, rule("A", True), POINT)
    assert refused(again, "rule", "RUS", nature="A", procedural=False) == told


def test_a_text_submitted_again_keeps_what_the_council_decided_of_it() -> None:
    meeting = acts(sitting(), TABLE_A, ("ask_nature", "EGY", {"proposal": "A"}), "put_nature")
    meeting = acts(roll(meeting), ("withdraw", "FRA", {"proposal": "A"}), TABLE_A, POINT)
    assert "its decision stands" in refused(meeting, "rule", "RUS", nature="A", procedural=False)


# A text that binds under Chapter VII


BINDING = {"symbol": "A", "binding": True}
NOT_BINDING = {"symbol": "A", "binding": False}


def test_a_text_that_binds_is_a_question_of_substance() -> None:
    told = refused(sitting(), "table", "FRA", **BINDING, nature="procedural")
    assert told.startswith("Article 27(3): a text that binds under Chapter VII is")
    meeting = acts(sitting(), ("table", "FRA", BINDING))
    assert "of substance" in refused(meeting, "ask_nature", "FRA", proposal="A")
    point = acts(meeting, POINT)
    assert "of substance" in refused(point, "rule", "RUS", nature="A", procedural=True)
    assert roll(acts(meeting, "put"), RUS="no").named("A").status == "vetoed"


def test_whether_a_text_binds_is_as_it_was_unless_its_mover_says_otherwise() -> None:
    lost = roll(acts(sitting(), ("table", "FRA", BINDING), "put"), "abstain")
    assert acts(lost, ("table", "USA", {"symbol": "A"})).named("A").binding
    assert "binds" in refused(lost, "table", "USA", symbol="A", nature="procedural")
    plain = acts(lost, ("table", "USA", {**NOT_BINDING, "nature": "procedural"})).named("A")
    assert (plain.binding, plain.nature) == (False, "procedural")
    parties = acts(lost, ("table", "USA", {"symbol": "A", "bound": ["RUS"]})).named("A")
    assert (parties.binding, parties.bound) == (False, ("RUS",))


def test_a_text_that_was_ruled_procedural_is_of_substance_once_it_binds() -> None:
    meeting = acts(sitting(), TABLE_A, POINT, rule("A", True))
    lost = roll(acts(meeting, "put"), "abstain")
    revised = acts(meeting, ("revise", "FRA", {"proposal": "A", "binding": True}))
    for binding in (revised, acts(lost, ("table", "FRA", BINDING))):
        text = binding.named("A")
        assert (text.nature, text.nature_settled) == ("substantive", False)
        assert "binds" in refused(binding, "ask_nature", "EGY", proposal="A")
        assert roll(acts(binding, "put"), RUS="no").named("A").status == "vetoed"
    stated = roll(acts(sitting(), PROCEDURAL_A, "put"), "abstain")
    assert acts(stated, ("table", "FRA", BINDING)).named("A").nature == "substantive"


def test_parties_are_bound_again_by_a_text_that_no_longer_binds() -> None:
    meeting = under(parties=("RUS",))
    lost = roll(acts(meeting, ("table", "FRA", BINDING), "put"), "abstain")
    assert acts(lost, ("table", "FRA", NOT_BINDING)).named("A").bound == ("RUS",)


@pytest.mark.parametrize(
    ("institution", "said"),
    [
        ("charter", "concurring votes of the permanent members"),
        ("no-veto", "no member can block that vote"),
        ("two-vetoes", "2 negative votes of permanent members defeat it"),
    ],
)
def test_the_reason_says_how_the_preliminary_question_is_decided_here(
    institution: str, said: str
) -> None:
    meeting = acts(sitting(institution=institution), TABLE_A)
    asked = ruling(meeting, "ask_nature", "EGY", proposal="A")
    put = ruling(acts(meeting, ("ask_nature", "EGY", {"proposal": "A"})), "put_nature", "RUS")
    assert said in asked.reason
    assert said in put.reason
