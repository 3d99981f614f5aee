"""What a challenge interrupts comes again; who submitted a text can change it."""

from __future__ import annotations

from typing import Any

import pytest

from sim.procedure.meeting import TEACHER, Act
from tests.procedure.meetings import acts, called, overridden, refused, roll, ruling, sitting

TABLE_A = ("table", "FRA", {"symbol": "A"})
ASKED: list[tuple[str, Any]] = [
    ("an invitation", ("invite", "FRA", {"who": ["SYR"]})),
    ("an order of texts", ("set_order", "RUS", {"order": ["B"]})),
    ("a text", ("put", "RUS", {"consent": True})),
    ("the close of the meeting", ("close", "RUS", {})),
]


def challenged(meeting: Any, default: str) -> Any:
    meeting = acts(
        meeting,
        ("point_of_order", "EGY", {"about": "this"}),
        ("rule", "RUS", {"ruling": "it is in order"}),
        ("challenge", "EGY"),
    )
    return roll(meeting, default)


@pytest.mark.parametrize("default", ["yes", "no"])
@pytest.mark.parametrize(("name", "act"), ASKED, ids=[name for name, _ in ASKED])
def test_a_challenge_does_not_end_a_question_for_consent(name: str, act: Any, default: str) -> None:
    meeting = acts(sitting(), TABLE_A, ("table", "EGY", {"symbol": "B"}), act)
    asked = meeting.question
    after = challenged(meeting, default)
    assert after.question == asked
    assert asked.text in after.log[-1].ruling.effect, "it is said that it comes next"
    assert acts(after, "no_objection").question is None


def on_the_agenda(by: str = "CHN") -> Any:
    """A meeting asked to adopt its agenda, to which Egypt objects, with a motion to suspend."""
    return acts(called(), "adopt_agenda", ("object", "EGY"), ("move", by, {"what": "suspend"}))


def test_the_agenda_is_taken_up_again_as_the_meeting_is_resumed() -> None:
    suspended = roll(acts(on_the_agenda(), "put_motion"), "yes")
    assert suspended.phase == "suspended"
    for act in ("no_objection", "put_question"):
        assert refused(suspended, act, "RUS")
    after = acts(suspended, "resume")
    assert (after.phase, after.question.kind, after.objectors) == ("agenda", "agenda", ("EGY",))


def test_consent_is_asked_to_one_thing_at_a_time() -> None:
    meeting = on_the_agenda()
    assert "adoption of the provisional agenda" in refused(
        meeting, "put_motion", "RUS", consent=True
    )
    do = Act("put_motion", "RUS", {"consent": True}).as_dict()
    assert not ruling(meeting, "override", TEACHER, do=do).in_order


def test_an_objection_stands_after_a_challenge() -> None:
    meeting = acts(sitting(), ("invite", "FRA", {"who": ["SYR"]}), ("object", "EGY"))
    after = challenged(meeting, "no")
    assert after.objectors == ("EGY",)
    assert refused(after, "no_objection", "RUS")
    assert acts(after, "put_question").phase == "voting"


def objected(*between: Any) -> Any:
    """The meeting whose agenda was objected to before ``between``."""
    return acts(called(), "adopt_agenda", ("object", "EGY"), *between)


SUSPEND = ("move", "FRA", {"what": "suspend"})


@pytest.mark.parametrize("carried", [True, False])
def test_an_objection_to_the_agenda_stands_after_a_motion(carried: bool) -> None:
    before = objected(SUSPEND)
    after = roll(acts(before, "put_motion"), "yes" if carried else "no")
    if carried:
        assert refused(after, "put_question", "RUS")
        after = acts(after, "resume")
    assert (after.question, after.objectors) == (before.question, ("EGY",))
    assert refused(after, "no_objection", "RUS")
    assert roll(acts(after, "put_question")).phase == "debate"


def test_a_motion_of_rule_33_goes_before_the_agenda() -> None:
    asked = acts(called(), "adopt_agenda", SUSPEND)
    for meeting, act in ((objected(SUSPEND), "put_question"), (asked, "no_objection")):
        assert refused(meeting, act, "RUS").startswith("rule 33")
        assert refused(meeting, "put_motion", "RUS", consent=True).startswith("practice")
        withdrawn = acts(meeting, ("withdraw_motion", "FRA", {"what": "suspend"}))
        assert ruling(withdrawn, act, "RUS").in_order


def test_an_override_does_not_put_another_motion_or_explain_a_vote_on_no_text() -> None:
    meeting = acts(sitting(), TABLE_A, SUSPEND)
    for do in (
        Act("put_motion", "RUS", {"what": "refer"}),
        Act("explain", "EGY", {"on": "S/0000/1", "words": "x"}),
    ):
        answer = ruling(meeting, "override", TEACHER, do=do.as_dict())
        assert not answer.in_order, do
    assert ruling(meeting, "override", TEACHER, do=Act("put_motion", "RUS").as_dict()).in_order


def test_an_override_leaves_what_is_asked_before_the_council() -> None:
    meeting = acts(sitting(), TABLE_A, ("put", "RUS", {"consent": True}), ("object", "EGY"))
    moved = overridden(meeting, *SUSPEND[:2], **SUSPEND[2])
    after = roll(overridden(moved, "put_motion", "RUS"), "no")
    assert (after.question, after.objectors) == (meeting.question, ("EGY",))


# Whoever submitted a text or a motion can withdraw it until a vote is taken on it (rule 35)


@pytest.mark.parametrize("objections", [(), (("object", "EGY"),)], ids=["asked", "objected"])
def test_what_consent_is_asked_to_can_be_withdrawn(objections: Any) -> None:
    asked = acts(sitting(), TABLE_A, ("put", "RUS", {"consent": True}), *objections)
    after = acts(asked, ("withdraw", "FRA", {"proposal": "A"}))
    assert (after.question, after.objectors) == (None, ())
    move = ("move", "FRA", {"what": "postpone"})
    asked = acts(sitting(), move, ("put_motion", "RUS", {"consent": True}), *objections)
    after = acts(asked, ("withdraw_motion", "FRA", {"what": "postpone"}))
    assert (after.question, after.objectors, after.motions) == (None, (), ())


def test_another_text_is_withdrawn_while_consent_is_asked() -> None:
    texts = (("table", "EGY", {"symbol": "B"}), TABLE_A, ("put", "RUS", {"consent": True}))
    meeting = acts(sitting(), *texts)
    after = acts(meeting, ("withdraw", "FRA", {"proposal": "A"}))
    assert after.question == meeting.question


def test_a_text_put_for_consent_has_the_nature_that_the_ruling_gave_it() -> None:
    meeting = acts(sitting(), TABLE_A, ("put", "RUS", {"consent": True}))
    meeting = acts(meeting, ("point_of_order", "EGY", {"about": "the nature"}))
    meeting = acts(meeting, ("rule", "RUS", {"nature": "A", "procedural": True}))
    after = roll(acts(meeting, ("challenge", "FRA")), "no")
    assert after.question.procedural


def test_an_invited_state_takes_a_change_into_its_own_text() -> None:
    meeting = acts(sitting(), ("invite", "RUS", {"who": ["SYR"]}), "no_objection")
    meeting = acts(meeting, ("table", "FRA", {"symbol": "A", "sponsors": ["SYR"]}))
    meeting = acts(meeting, ("amend", "EGY", {"proposal": "A", "symbol": "A1"}))
    meeting = acts(meeting, ("accept_amendment", "FRA", {"proposal": "A1"}))
    assert meeting.proposal("A1").open
    meeting = acts(meeting, ("accept_amendment", "SYR", {"proposal": "A1"}))
    assert meeting.proposal("A").amended_by == ("A1",)


def test_sponsors_are_asked_again_after_another_amendment_is_taken_in() -> None:
    meeting = acts(sitting(), ("table", "FRA", {"symbol": "A", "sponsors": ["ESP"]}))
    for symbol in ("A1", "A2"):
        meeting = acts(meeting, ("amend", "EGY", {"proposal": "A", "symbol": symbol}))
        meeting = acts(meeting, ("accept_amendment", "FRA", {"proposal": symbol}))
    meeting = acts(meeting, ("amend", "FRA", {"proposal": "A", "symbol": "A3"}))
    meeting = acts(meeting, ("accept_amendment", "ESP", {"proposal": "A2"}))
    assert meeting.proposal("A").amended_by == ("A2",)
    assert meeting.proposal("A3").consents == ("FRA",), "it moved this one itself"
    meeting = acts(meeting, ("accept_amendment", "ESP", {"proposal": "A1"}))
    assert meeting.proposal("A1").open, "France agreed to a change of another text"
    meeting = acts(meeting, ("accept_amendment", "FRA", {"proposal": "A1"}))
    assert meeting.proposal("A").amended_by == ("A2", "A1")


def test_nobody_waits_for_the_consent_of_a_sponsor_that_takes_no_part() -> None:
    meeting = acts(sitting(), ("table", "FRA", {"symbol": "A", "sponsors": ["TUR"]}))
    meeting = acts(meeting, ("amend", "EGY", {"proposal": "A", "symbol": "A1"}))
    meeting = acts(meeting, ("accept_amendment", "FRA", {"proposal": "A1"}))
    assert meeting.proposal("A").amended_by == ("A1",)


def test_a_text_that_vetoes_defeated_in_its_parts_lets_the_assembly_be_called() -> None:
    meeting = acts(sitting(), ("table", "FRA", {"symbol": "A", "parts": ["a"]}))
    meeting = acts(meeting, ("divide", "USA", {"proposal": "A", "parts": ["a"]}), "put")
    meeting = roll(meeting, RUS="no")
    assert meeting.proposal("A").status == "vetoed"
    meeting = acts(meeting, ("table", "USA", {"symbol": "E", "kind": "emergency-session"}), "put")
    assert meeting.question.subject == "E"
