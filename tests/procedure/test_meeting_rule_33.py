"""What a referral or a postponement stops, and what waits for a motion of rule 33."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sim.domain.ballots import Outcome
from sim.procedure.meeting import Meeting, Phase
from sim.procedure.meeting.record import markdown
from tests.procedure.meetings import (
    acts,
    called,
    offered,
    overridden,
    refused,
    roll,
    ruling,
    sitting,
    under,
)

TABLE_A = ("table", "FRA", {"symbol": "A"})
TABLE_B = ("table", "ESP", {"symbol": "B"})
APPOINT = ("move", "USA", {"what": "appoint", "detail": "a commission", "investigates": True})
REFER = ("move", "CHN", {"what": "refer", "detail": "a committee"})
POSTPONE = ("move", "CHN", {"what": "postpone", "detail": "Monday"})
SUSPEND = ("move", "CHN", {"what": "suspend"})
ASK_A = ("ask_nature", "EGY", {"proposal": "A"})
PUT_OFF = {"referred": REFER, "postponed": POSTPONE}


def put_off(how: str, *before: Any) -> Meeting:
    """A meeting whose question was referred or postponed after ``before``."""
    return roll(acts(sitting(), TABLE_A, *before, PUT_OFF[how], "put_motion"))


# After a referral or a postponement


@pytest.mark.parametrize("how", PUT_OFF)
def test_a_commission_is_not_appointed_on_a_matter_that_rests(how: str) -> None:
    pending = put_off(how, APPOINT)
    assert [motion.what for motion in pending.motions] == ["appoint"]
    assert how in refused(pending, "put_motion", "RUS")
    assert how in refused(pending, "put_motion", "RUS", what="appoint")
    assert "put_motion" not in offered(pending, "RUS")
    assert how in refused(put_off(how), APPOINT[0], APPOINT[1], **APPOINT[2])
    assert acts(pending, "close").phase is Phase.CLOSED
    withdrawn = acts(pending, ("withdraw_motion", "USA", {"what": "appoint"}))
    assert withdrawn.motions == ()


@pytest.mark.parametrize("how", PUT_OFF)
def test_motions_on_the_meeting_are_put_past_one_on_a_matter_that_rests(how: str) -> None:
    moved = acts(put_off(how, APPOINT), ("move", "EGY", {"what": "private"}), SUSPEND)
    assert how in refused(moved, "put_motion", "RUS", what="appoint")
    assert roll(acts(moved, "put_motion")).phase is Phase.SUSPENDED
    lost = roll(acts(moved, "put_motion"), "no")
    assert roll(acts(lost, "put_motion")).private
    assert overridden(moved, "put_motion", "RUS", what="appoint").question.subject == "appoint"


@pytest.mark.parametrize("how", PUT_OFF)
def test_nothing_else_is_decided_on_a_matter_that_rests(how: str) -> None:
    meeting = put_off(how, TABLE_B, ASK_A)
    assert meeting.nature_asked == ""
    point = acts(meeting, ("point_of_order", "EGY"))
    for state, kind, by, data in (
        (meeting, "put", "RUS", {}),
        (meeting, "put", "RUS", {"consent": True}),
        (meeting, "read_statement", "RUS", {"title": "the situation"}),
        (meeting, "set_order", "EGY", {"order": ["B", "A"]}),
        (meeting, "ask_nature", "EGY", {"proposal": "A"}),
        (meeting, "put_nature", "RUS", {}),
        (point, "rule", "RUS", {"nature": "A", "procedural": True}),
    ):
        told = refused(state, kind, by, **data)
        assert how in told or kind.endswith("nature"), told
    asked = acts(meeting, ("move", "EGY", {"what": "private"}))
    asked = acts(asked, ("ask_nature", "RUS", {"motion": "private"}))
    assert how in refused(asked, "ask_nature", "EGY", proposal="A")
    assert acts(asked, "put_nature").question.subject == "private"


@pytest.mark.parametrize("how", PUT_OFF)
def test_a_text_is_withdrawn_and_kept_although_the_matter_rests(how: str) -> None:
    meeting = put_off(how, ("cosponsor", "EGY", {"proposal": "A"}), TABLE_B)
    left = acts(meeting, ("withdraw_sponsorship", "EGY", {"proposal": "A"}))
    assert left.named("A").sponsors == ("FRA",)
    withdrawn = acts(meeting, ("withdraw", "FRA", {"proposal": "A"}))
    assert withdrawn.named("A").status == "withdrawn"
    kept = acts(withdrawn, ("keep", "EGY", {"proposal": "A"}))
    assert (kept.named("A").mover, kept.named("A").status) == ("EGY", "open")


def test_a_question_that_was_postponed_is_neither_referred_nor_postponed_again() -> None:
    meeting = put_off("postponed")
    for moved in (REFER, POSTPONE):
        assert "postponed" in refused(meeting, moved[0], moved[1], **moved[2])
    assert acts(put_off("referred"), POSTPONE, "put_motion").question.subject == "postpone"


def test_a_special_report_follows_when_an_application_is_postponed() -> None:
    applied = acts(sitting(), ("receive_application", "RUS", {"state": "Palestine"}), POSTPONE)
    effect = roll(acts(applied, "put_motion")).log[-1].ruling.effect
    assert "On the application of Palestine the Council sends the Assembly a special" in effect
    assert "special report" not in put_off("postponed").log[-1].ruling.effect


# While a motion of rule 33 waits


WAITING: list[tuple[str, str, dict[str, Any]]] = [
    ("put", "RUS", {}),
    ("put_nature", "RUS", {}),
    ("set_order", "EGY", {"order": ["A"]}),
    ("invite", "EGY", {"who": ["SYR"]}),
    ("invite", "EGY", {"who": "ISR", "rule": "Article 32"}),
    ("read_statement", "RUS", {"title": "the situation"}),
    ("receive_application", "RUS", {"state": "Palestine", "without_committee": True}),
]


@pytest.mark.parametrize("moved", [SUSPEND, REFER], ids=["suspend", "refer"])
@pytest.mark.parametrize(("kind", "by", "data"), WAITING)
def test_no_other_question_is_put_before_a_motion_of_rule_33(
    moved: Any, kind: str, by: str, data: dict[str, Any]
) -> None:
    before = acts(sitting(), TABLE_A, ASK_A) if kind == "put_nature" else acts(sitting(), TABLE_A)
    assert ruling(before, kind, by, **data).in_order
    meeting = acts(before, moved)
    assert refused(meeting, kind, by, **data).startswith("rule 33")
    lost = roll(acts(meeting, "put_motion"), "no")
    assert ruling(lost, kind, by, **data).in_order


def test_credentials_wait_only_for_what_is_decided_without_debate() -> None:
    objected = acts(sitting(), ("object_credentials", "USA", {"of": "VEN"}))
    data = {"of": "VEN"}
    assert refused(acts(objected, SUSPEND), "put_credentials", "RUS", **data).startswith("rule 33")
    assert ruling(acts(objected, REFER), "put_credentials", "RUS", **data).in_order
    early = acts(called(), ("object_credentials", "USA", {"of": "VEN"}), SUSPEND)
    assert refused(early, "put_credentials", "RUS", **data).startswith("rule 33")


def test_the_nature_of_the_motion_that_goes_first_is_asked_before_that_of_a_text() -> None:
    meeting = acts(sitting(), TABLE_A, ASK_A, REFER)
    answer = ruling(meeting, "ask_nature", "RUS", motion="refer")
    assert "That of A can be asked again after it." in answer.effect
    asked = roll(acts(meeting, ("ask_nature", "RUS", {"motion": "refer"}), "put_nature"))
    lost = roll(acts(asked, "put_motion"), "no")
    assert acts(lost, ASK_A, "put_nature").question.subject == "A"


# Who was speaking


def speaking() -> Meeting:
    """France has the floor, Egypt is next, and China moves to suspend."""
    listed = (("ask_floor", code) for code in ("FRA", "EGY"))
    return acts(sitting(), *listed, ("speak", "FRA"))


INTERRUPTIONS: list[tuple[Any, ...]] = [
    (SUSPEND, "put_motion"),
    (POSTPONE, "put_motion"),
    (TABLE_A, ASK_A, "put_nature"),
    (("object_credentials", "USA", {"of": "VEN"}), ("put_credentials", "RUS", {"of": "VEN"})),
]


@pytest.mark.parametrize("interruption", INTERRUPTIONS)
@pytest.mark.parametrize("announced", [False, True])
def test_a_speaker_goes_on_after_what_interrupted(interruption: Any, announced: bool) -> None:
    meeting = under(announced=announced)
    meeting = acts(meeting, ("ask_floor", "FRA"), ("ask_floor", "EGY"), ("speak", "FRA"))
    meeting = roll(acts(meeting, *interruption), "no")
    meeting = acts(meeting, "announce") if announced else meeting
    assert (meeting.floor, meeting.speakers) == ("FRA", ("EGY",))
    assert ruling(meeting, "end_statement", "FRA").in_order


def test_whoever_was_speaking_is_first_when_a_suspended_meeting_is_resumed() -> None:
    meeting = acts(roll(acts(speaking(), SUSPEND, "put_motion")), "resume")
    assert meeting.speakers == ("FRA", "EGY")


@pytest.mark.parametrize("voted", [False, True])
def test_who_speaks_on_the_agenda_has_the_floor_until_it_is_adopted(voted: bool) -> None:
    ask = ("ask_floor", "EGY", {"on_the_agenda": True})
    asked = acts(called(), ask, "adopt_agenda", ("speak", "EGY"))
    assert asked.floor == "EGY"
    adopted = roll(acts(asked, ("object", "RUS"), "put_question")) if voted else None
    assert (adopted or acts(asked, "no_objection")).floor == ""


# Principal motions and texts (rule 32)


def test_an_appointment_and_texts_are_put_in_the_order_of_their_submission() -> None:
    meeting = acts(sitting(), TABLE_A, APPOINT, TABLE_B)
    assert refused(meeting, "put_motion", "RUS").startswith("rule 32: texts and principal")
    assert "the motion to appoint" in refused(meeting, "put", "RUS", proposal="B")
    meeting = roll(acts(meeting, "put"), "abstain")
    assert refused(meeting, "put", "RUS").startswith("rule 32")
    meeting = acts(meeting, TABLE_A)
    answer = ruling(meeting, "put_motion", "RUS")
    assert (answer.rule, "precedence" in answer.reason) == ("Article 27(3)", False)
    meeting = roll(acts(meeting, "put_motion"), RUS="no")
    assert acts(meeting, "put").question.subject == "B", "A is later, as it was submitted again"


def test_the_council_can_agree_to_put_an_appointment_first_or_last() -> None:
    meeting = acts(sitting(), TABLE_A, APPOINT, TABLE_B)
    first = acts(meeting, ("set_order", "EGY", {"order": ["appoint", "A"]}))
    assert "the motion to appoint a commission" in first.question.text
    first = acts(first, "no_objection")
    assert "Order of the vote: the motion to appoint a commission" in first.log[-1].ruling.effect
    assert refused(first, "put", "RUS").startswith("rule 32")
    assert acts(first, "put_motion").question.subject == "appoint"
    last = acts(meeting, ("set_order", "EGY", {"order": ["A", "B", "appoint"]}), "no_objection")
    assert acts(roll(acts(last, "put")), "put").question.subject == "B"


def test_rulings_name_the_order_that_the_council_decided() -> None:
    meeting = acts(sitting(), TABLE_A, APPOINT, TABLE_B)
    told = "order of their submission"
    assert told in refused(meeting, "put", "RUS", proposal="B")
    assert told in refused(meeting, "put_motion", "RUS")
    assert "in the order of submission" in ruling(meeting, "put", "RUS").reason
    order = ("set_order", "EGY", {"order": ["B", "appoint", "A"]})
    meeting = acts(meeting, order, "no_objection")
    decided = "the Council has decided the order of voting; "
    assert f"{decided}B is first." in refused(meeting, "put_motion", "RUS")
    assert f"{decided}the motion" in refused(meeting, "put", "RUS", proposal="A")
    texts = acts(sitting(), TABLE_A, TABLE_B, ("set_order", "EGY", {"order": ["B"]}))
    texts = acts(texts, "no_objection")
    assert f"{decided}B is first." in refused(texts, "put", "RUS", proposal="A")
    assert "in the order that the Council decided" in ruling(meeting, "put", "RUS").reason
    kept = acts(meeting, ("set_order", "RUS", {"order": ["A"]}), ("object", "USA"))
    assert (
        "The order decided before stands."
        in roll(acts(kept, "put_question"), "no").log[-1].ruling.effect
    )


def test_a_motion_that_is_moved_again_has_lost_its_place() -> None:
    meeting = acts(sitting(), APPOINT, TABLE_A, ("set_order", "EGY", {"order": ["appoint", "A"]}))
    meeting = acts(meeting, "no_objection", ("withdraw_motion", "USA", {"what": "appoint"}))
    assert acts(meeting, APPOINT, "put").question.subject == "A"


def test_a_text_whose_time_has_not_come_does_not_hold_up_an_appointment() -> None:
    call = ("table", "EGY", {"symbol": "call", "kind": "emergency-session"})
    assert acts(sitting(), call, APPOINT, "put_motion").question.subject == "appoint"


def test_other_motions_wait_neither_for_texts_nor_for_an_appointment() -> None:
    private = ("move", "EGY", {"what": "private"})
    meeting = acts(sitting(), TABLE_A, APPOINT, private, "put_motion")
    assert meeting.question.subject == "private"
    assert "rule 48" in meeting.log[-1].ruling.rule


def test_a_meeting_is_closed_with_an_appointment_undecided_if_the_council_agrees() -> None:
    meeting = acts(sitting(), APPOINT, "close")
    assert "with the motion to appoint a commission, a committee or" in meeting.question.text
    assert acts(meeting, "no_objection").phase is Phase.CLOSED


# Rule 59: the Council, not the President, dispenses with the committee


RECEIVE = ("receive_application", "RUS", {"state": "Palestine", "without_committee": True})
ADMIT = {"symbol": "A", "kind": "admission", "about": "Palestine"}


def test_the_council_is_asked_to_consider_an_application_without_its_committee() -> None:
    asked = acts(sitting(), RECEIVE)
    assert asked.question.text == (
        "to consider the application of Palestine without the Committee on the Admission of New "
        "Members"
    )
    agreed = acts(asked, "no_objection")
    assert ruling(agreed, "table", "EGY", **ADMIT).in_order
    objected = acts(asked, ("object", "USA"), "put_question")
    carried = roll(objected, RUS="no")
    assert carried.ballots[-1].count.outcome is Outcome.ADOPTED, "procedural"
    assert ruling(carried, "table", "EGY", **ADMIT).in_order
    assert "it is decided to consider the application" in markdown(carried)


def test_without_nine_votes_an_application_goes_to_the_committee() -> None:
    lost = roll(acts(sitting(), RECEIVE, ("object", "USA"), "put_question"), "abstain")
    assert "before the committee" in refused(lost, "table", "EGY", **ADMIT)
    reported = acts(lost, ("report_application", "EGY", {"state": "Palestine"}))
    assert ruling(reported, "table", "EGY", **ADMIT).in_order


def test_a_state_is_recommended_once_also_by_a_text_that_was_submitted_before() -> None:
    meeting = acts(sitting(), RECEIVE, "no_objection")
    meeting = acts(meeting, ("table", "EGY", ADMIT), ("table", "EGY", {**ADMIT, "symbol": "B"}))
    assert "recommended Palestine already" in refused(roll(acts(meeting, "put")), "put", "RUS")
    lost = roll(acts(meeting, "put"), "abstain")
    assert acts(lost, "put").question.subject == "B"


def test_one_person_is_recommended() -> None:
    names = (("table", "NZL", {"symbol": name, "kind": "recommendation"}) for name in "RS")
    private = (("move", "EGY", {"what": "private"}), ("put_motion", "RUS", {"consent": True}))
    meeting = acts(sitting(), *names, *private, "no_objection", "put")
    assert refused(roll(meeting), "put", "RUS").startswith("Article 97")
    assert acts(roll(meeting, RUS="no"), "put").question.subject == "S"


def test_the_assembly_is_called_once() -> None:
    call = {"symbol": "E", "kind": "emergency-session"}
    meeting = acts(under(vetoed=("S/2016/1",)), ("table", "USA", call))
    meeting = acts(meeting, ("table", "USA", {**call, "symbol": "F"}))
    meeting = roll(acts(meeting, "put"), RUS="no")
    assert "session already" in refused(meeting, "put", "RUS")
    assert "session already" in refused(meeting, "table", "USA", **{**call, "symbol": "G"})


@pytest.mark.parametrize(("day", "known"), [((1950, 6, 25), False), ((2016, 10, 8), True)])
def test_arabic_is_interpreted_since_1982(day: tuple[int, int, int], known: bool) -> None:
    meeting = sitting(date(*day))
    for language in ("French", "chinese"):
        assert ruling(meeting, "speak", meeting.chair, language=language).in_order
    assert ruling(meeting, "speak", meeting.chair, language="Arabic").in_order is known
    answer = ruling(meeting, "speak", meeting.chair, language="Japanese")
    assert ("Arabic" in answer.alternatives[0]) is known
