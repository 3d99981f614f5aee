"""Motions seconded and maintained (rules 34 and 35), and several of one kind (rules 28 to 33)."""

from __future__ import annotations

import pytest

from sim.procedure.meeting import Meeting, Nature
from tests.procedure.meetings import acts, offered, refused, roll, ruling, sitting

TABLE_A = ("table", "CHN", {"symbol": "A"})
RAPPORTEUR = ("move", "FRA", {"what": "appoint", "detail": "a rapporteur"})
INQUIRY = ("move", "EGY", {"what": "appoint", "detail": "an inquiry", "investigates": True})
FIRST = {"what": "appoint"}


def _called(meeting: Meeting) -> list[str]:
    return [motion.called for motion in meeting.motions]


@pytest.mark.parametrize(
    ("what", "detail"), [("appoint", "a rapporteur"), ("refer", "a committee"), ("suspend", "")]
)
def test_whoever_seconded_a_motion_has_it_put_as_his_own(what: str, detail: str) -> None:
    moved = acts(sitting(), ("move", "FRA", {"what": what, "detail": detail}), TABLE_A)
    assert refused(moved, "second_motion", "FRA", what=what).startswith("rule 34")
    seconded = acts(moved, ("second_motion", "EGY", {"what": what}))
    assert refused(seconded, "second_motion", "EGY", what=what).startswith("rule 34")
    gone = acts(seconded, ("withdraw_motion", "FRA", {"what": what}))
    assert "Egypt" in gone.log[-1].ruling.effect
    assert refused(gone, "keep_motion", "JPN", what=what).startswith("rule 35")
    kept = acts(gone, ("keep_motion", "EGY", {"what": what}))
    (motion,) = kept.motions
    assert (motion.mover, motion.called, kept.withdrawn_motions) == ("EGY", what, ())
    assert acts(kept, "put_motion").question.subject == what
    assert "keep_motion" not in offered(kept, "EGY")


def test_a_principal_motion_that_is_maintained_keeps_its_place() -> None:
    moved = acts(sitting(), RAPPORTEUR, TABLE_A, ("second_motion", "EGY", FIRST))
    gone = acts(moved, ("withdraw_motion", "FRA", FIRST))
    kept = acts(gone, ("keep_motion", "EGY", FIRST))
    assert refused(kept, "put", "RUS").startswith("rule 32")
    again = acts(gone, ("move", "FRA", {"what": "appoint", "detail": "a committee"}))
    assert acts(again, "put").question.subject == "A"
    assert refused(acts(again, ("keep_motion", "EGY", FIRST)), "put", "RUS").startswith("rule 32")


def test_the_earlier_of_two_adjournments_comes_back_before_the_later() -> None:
    monday, tuesday = ({"what": "adjourn_to", "detail": day} for day in ("Monday", "Tuesday"))
    moved = acts(sitting(), ("move", "FRA", monday), ("move", "CHN", tuesday))
    gone = acts(moved, ("second_motion", "EGY", monday), ("withdraw_motion", "FRA", monday))
    kept = acts(gone, ("keep_motion", "EGY", monday))
    assert [motion.detail for motion in kept.motions] == ["Monday", "Tuesday"]
    repeated = acts(gone, ("move", "RUS", monday))
    assert [motion.detail for motion in repeated.motions] == ["Tuesday", "Monday"]
    kept = acts(repeated, ("keep_motion", "EGY", monday))
    assert [(m.detail, m.mover) for m in kept.motions] == [("Monday", "EGY"), ("Tuesday", "CHN")]


def test_a_motion_without_an_object_is_not_maintained() -> None:
    moved = acts(sitting(), ("move", "FRA", {"what": "private"}))
    gone = acts(
        moved, ("second_motion", "EGY", {"what": "private"}),
        ("withdraw_motion", "FRA", {"what": "private"}),
        ("move", "CHN", {"what": "private", "detail": "for an hour"}),
        ("put_motion", "RUS", {"consent": True}), "no_objection",
    )  # fmt: skip
    assert gone.private
    assert "private already" in refused(gone, "keep_motion", "EGY", what="private")


def test_a_motion_comes_back_with_the_question_of_its_nature() -> None:
    asked = acts(sitting(), RAPPORTEUR, ("second_motion", "EGY", FIRST))
    asked = acts(asked, ("ask_nature", "CHN", {"motion": "appoint"}))
    gone = acts(asked, ("withdraw_motion", "FRA", FIRST))
    assert gone.nature_asked == ""
    assert acts(gone, ("keep_motion", "EGY", FIRST)).nature_asked == "appoint"


def test_two_appointments_stand_side_by_side_each_of_its_own_nature() -> None:
    meeting = acts(sitting(), RAPPORTEUR, TABLE_A, INQUIRY)
    assert _called(meeting) == ["appoint", "appoint 2"]
    assert [item.nature for item in meeting.motions] == [Nature.PROCEDURAL, Nature.SUBSTANTIVE]
    assert "already" in refused(meeting, *RAPPORTEUR[:2], **RAPPORTEUR[2])
    first = roll(acts(meeting, "put_motion"), CHN="no")
    assert first.ballots[-1].carried
    assert _called(first) == ["appoint 2"]
    assert refused(first, "put_motion", "RUS").startswith("rule 32")
    second = roll(acts(roll(acts(first, "put")), "put_motion"), CHN="no")
    assert not second.ballots[-1].carried
    assert second.motions == ()


def test_the_council_can_put_the_second_appointment_first() -> None:
    meeting = acts(sitting(), RAPPORTEUR, TABLE_A, INQUIRY)
    order = ("set_order", "EGY", {"order": ["appoint 2", "A"]})
    ordered = acts(meeting, order, "no_objection")
    assert acts(ordered, "put_motion").question.subject == "appoint 2"
    assert acts(roll(acts(ordered, "put_motion")), "put").question.subject == "A"


def test_the_nature_of_each_appointment_is_a_question_of_its_own() -> None:
    meeting = acts(sitting(), RAPPORTEUR, INQUIRY)
    ruled = acts(
        meeting, ("ask_nature", "CHN", {"motion": "appoint 2"}),
        ("rule", "RUS", {"nature": "appoint 2", "procedural": True}),
    )  # fmt: skip
    assert [item.nature_settled for item in ruled.motions] == [False, True]


def test_two_referrals_stand_side_by_side_and_one_that_is_carried_ends_both() -> None:
    to = [("move", by, {"what": "refer", "detail": by}) for by in ("FRA", "EGY")]
    meeting = acts(sitting(), *to)
    assert [motion.detail for motion in roll(acts(meeting, "put_motion"), "no").motions] == ["EGY"]
    assert roll(acts(meeting, "put_motion")).motions == ()


def test_a_motion_moved_again_in_the_same_words_keeps_what_was_settled_of_its_nature() -> None:
    ruled = acts(
        sitting(), RAPPORTEUR, ("ask_nature", "CHN", {"motion": "appoint"}),
        ("rule", "RUS", {"nature": "appoint", "procedural": False}),
        ("withdraw_motion", "FRA", FIRST), RAPPORTEUR,
    )  # fmt: skip
    assert ruled.motions[0].nature is Nature.SUBSTANTIVE
    assert not ruling(ruled, "ask_nature", "CHN", motion="appoint").in_order
    assert not roll(acts(ruled, "put_motion"), CHN="no").ballots[-1].carried


@pytest.mark.parametrize("symbol", ["appoint 2", "Appoint2", "refer 7"])
def test_no_text_is_called_like_a_motion(symbol: str) -> None:
    assert refused(sitting(), "table", "FRA", symbol=symbol).startswith("rule 31")


def test_a_text_is_maintained_also_while_the_council_is_asked_to_consent_to_another() -> None:
    meeting = acts(
        sitting(), ("table", "FRA", {"symbol": "A"}), ("second", "ESP", {"proposal": "A"}),
        ("table", "CHN", {"symbol": "B"}), ("withdraw", "FRA", {"proposal": "A"}),
        ("put", "RUS", {"proposal": "B", "consent": True}),
    )  # fmt: skip
    assert acts(meeting, ("keep", "ESP", {"proposal": "A"})).named("A").open
