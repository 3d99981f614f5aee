"""Sequences of acts with the rulings expected: points, agenda, texts, motions and their order."""

from __future__ import annotations

from datetime import date

import pytest

from sim.domain.ballots import Outcome
from sim.procedure.meeting import Status, open_meeting
from tests.procedure.meetings import (
    DAY,
    acts,
    called,
    offered,
    refused,
    roll,
    ruling,
    sitting,
    under,
)

TABLE_A = ("table", "FRA", {"symbol": "A"})
TABLE_B = ("table", "RUS", {"symbol": "B"})
VETOED = {"RUS": "no", "CHN": "abstain"}


def with_syria_and_its_draft():
    """Syria, invited under rule 37, submits S before any member submits a text."""
    return acts(
        sitting(),
        ("invite", "RUS", {"who": ["SYR"]}),
        "no_objection",
        ("table", "SYR", {"symbol": "S"}),
    )


# A pending point of order


def test_a_pending_point_stops_the_vote_and_its_announcement():
    meeting = acts(sitting(), TABLE_A, "put", ("vote", "EGY", {"vote": "yes"}))
    meeting = acts(
        meeting,
        ("point_of_order", "VEN", {"about": "the count", "on_the_conduct_of_the_vote": True}),
    )
    assert refused(meeting, "vote", "FRA", vote="yes").startswith("rule 30")
    assert refused(meeting, "announce", "RUS").startswith("rule 30")
    assert offered(meeting, "FRA") == set()
    meeting = acts(meeting, ("rule", "RUS", {"well_taken": False}))
    assert {"vote", "challenge"} <= offered(meeting, "FRA")


def test_a_pending_point_stops_consent():
    meeting = acts(sitting(), ("invite", "RUS", {"who": ["SYR"]}))
    meeting = acts(meeting, ("point_of_order", "FRA", {"about": "the invitation"}))
    assert refused(meeting, "no_objection", "RUS").startswith("rule 30")


# Before the agenda is adopted


def test_members_speak_on_the_agenda_before_it_is_adopted():
    meeting = called()
    assert refused(meeting, "ask_floor", "EGY").startswith("rule 9")
    meeting = acts(meeting, ("ask_floor", "EGY", {"on_the_agenda": True}), "adopt_agenda")
    meeting = acts(meeting, ("speak", "EGY"))
    assert meeting.floor == "EGY"
    assert refused(meeting, "table", "FRA", symbol="A").startswith("rule 9")


def test_points_are_raised_ruled_and_challenged_before_the_agenda_is_adopted():
    meeting = acts(called(), ("point_of_order", "VEN", {"about": "the item"}), "rule")
    meeting = acts(meeting, ("challenge", "VEN"))
    meeting = roll(meeting, "no")
    assert meeting.phase == "agenda", "the vote on the ruling leads back to where it was taken"
    assert {"adopt_agenda"} <= offered(meeting, "RUS")


@pytest.mark.parametrize("asked", [(), ("adopt_agenda",)])
def test_a_meeting_is_adjourned_before_its_agenda_is_adopted(asked):
    meeting = acts(called(), *asked, ("move", "VEN", {"what": "adjourn"}), "put_motion")
    assert roll(meeting).phase == "closed"
    assert roll(meeting, "no").phase == "agenda"


def test_a_meeting_suspended_before_its_agenda_returns_to_it():
    meeting = acts(called(), ("move", "VEN", {"what": "suspend"}), "put_motion")
    meeting = acts(roll(meeting), "resume")
    assert meeting.phase == "agenda"


def test_what_belongs_to_an_item_is_not_moved_before_there_is_one():
    assert refused(called(), "move", "VEN", what="postpone").startswith("rule 9")
    assert refused(called(), "move", "VEN", what="appoint", detail="x").startswith("rule 9")


def test_what_keeps_the_president_from_closing_is_named_as_what_can_be_done() -> None:
    waiting = acts(sitting(), ("ask_floor", "EGY"))
    moved = acts(sitting(), ("move", "FRA", {"what": "suspend"}))
    assert [hint.partition(":")[0] for hint in ruling(waiting, "close", "RUS").alternatives] == [
        "speak"
    ]
    hints = ruling(moved, "close", "RUS").alternatives
    assert [hint.partition(":")[0] for hint in hints] == ["put_motion"]


# Texts of invited States


def test_an_invited_states_amendment_needs_a_members_request():
    meeting = acts(with_syria_and_its_draft(), TABLE_A)
    meeting = acts(
        meeting,
        ("set_order", "RUS", {"order": ["A"]}),
        "no_objection",
        ("amend", "SYR", {"proposal": "A", "symbol": "A1"}),
    )
    assert acts(meeting, "put").question.subject == "A"
    assert "no member has asked" in ruling(meeting, "put", "RUS").effect
    asked = acts(meeting, ("request_vote", "VEN", {"proposal": "A1"}), "put")
    assert asked.question.subject == "A1"


def test_an_amendment_that_nobody_asked_to_be_put_lapses_with_the_vote_on_its_text():
    meeting = acts(with_syria_and_its_draft(), TABLE_A, ("set_order", "RUS", {"order": ["A"]}))
    meeting = acts(meeting, "no_objection", ("amend", "SYR", {"proposal": "A", "symbol": "A1"}))
    meeting = roll(acts(meeting, "put"))
    assert meeting.proposal("A1").status is Status.LAPSED


def test_a_text_keeps_its_turn_although_nobody_has_asked_for_a_vote_on_it():
    meeting = acts(with_syria_and_its_draft(), TABLE_A, TABLE_B)
    assert refused(meeting, "put", "RUS", proposal="A").startswith("rule 32")
    assert refused(meeting, "put", "RUS", proposal="B").startswith("rule 32")
    assert refused(meeting, "put", "RUS").startswith("rule 38")
    requested = acts(meeting, ("request_vote", "VEN", {"proposal": "S"}), "put")
    assert requested.question.subject == "S"
    passed = acts(meeting, ("set_order", "RUS", {"order": ["A"]}), "no_objection")
    assert refused(passed, "put", "RUS", proposal="B").startswith("rule 32")
    assert acts(passed, "put").question.subject == "A"


# Division


def test_an_amendment_is_divided_and_voted_by_parts():
    meeting = acts(
        sitting(),
        TABLE_A,
        ("amend", "CHN", {"proposal": "A", "symbol": "A1"}),
        ("divide", "EGY", {"proposal": "A1", "parts": ["one", "two"]}),
        "put",
    )
    meeting = roll(meeting)
    meeting = roll(meeting, "abstain")
    meeting = roll(roll(meeting))
    assert [b.question.kind for b in meeting.ballots] == ["part", "part", "amendment", "proposal"]
    assert meeting.proposal("A1").lost_parts == ("two",)
    assert meeting.proposal("A1").status is Status.ADOPTED
    assert meeting.proposal("A").amended_by == ("A1",)


def test_one_paragraph_alone_can_be_voted_separately_and_the_rest_survives_it():
    meeting = acts(
        sitting(), TABLE_A, ("divide", "CHN", {"proposal": "A", "parts": ["paragraph 5"]}), "put"
    )
    meeting = roll(meeting, "no")
    assert meeting.question.kind == "proposal"
    meeting = roll(meeting)
    assert (meeting.proposal("A").status, meeting.proposal("A").lost_parts) == (
        "adopted", ("paragraph 5",),
    )  # fmt: skip


def test_a_division_that_the_mover_stopped_is_not_asked_again():
    divide = ("divide", "CHN", {"proposal": "A", "parts": ["1", "2"]})
    meeting = acts(sitting(), TABLE_A, divide)
    assert "already" in refused(meeting, "divide", "EGY", proposal="A", parts=["1"])
    meeting = acts(meeting, ("object_to_division", "FRA", {"proposal": "A"}))
    assert "objection stands" in refused(meeting, "divide", "EGY", proposal="A", parts=["2"])
    other = acts(meeting, ("divide", "EGY", {"proposal": "A", "parts": ["3"]}))
    assert other.proposal("A").separate == ("3",)


def test_parts_that_different_members_name_are_all_voted():
    meeting = acts(
        sitting(),
        TABLE_A,
        ("divide", "CHN", {"proposal": "A", "parts": ["1"]}),
        ("divide", "EGY", {"proposal": "A", "parts": ["2"]}),
    )
    assert meeting.proposal("A").separate == ("1", "2")


# The preliminary question


def asked_about_a(by="RUS", **changes):
    return acts(sitting(president="URY", **changes), TABLE_A, ("ask_nature", by, {"proposal": "A"}))


def test_a_preliminary_question_short_of_votes_is_no_first_veto():
    meeting = acts(asked_about_a(), "put_nature")
    short = roll(meeting, "abstain", RUS="no", FRA="yes")
    assert short.ballots[-1].count.outcome is Outcome.NOT_ADOPTED
    assert "double veto" not in short.log[-1].ruling.effect
    assert "short of votes" in short.log[-1].ruling.effect
    vetoed = roll(meeting, RUS="no")
    assert "double veto" in vetoed.log[-1].ruling.effect


def test_the_nature_of_a_withdrawn_draft_is_not_put():
    meeting = acts(asked_about_a(), ("withdraw", "FRA", {"proposal": "A"}))
    assert meeting.nature_asked == ""
    assert refused(meeting, "put_nature", "URY")
    assert refused(meeting, "rule", "URY", nature="A", procedural=True)
    meeting = acts(meeting, TABLE_B, "put")
    assert meeting.question.subject == "B"


def test_a_motion_that_was_ruled_not_procedural_is_not_put_as_procedural():
    motion = {"what": "appoint", "detail": "a committee of five"}
    meeting = acts(
        sitting(president="URY"),
        ("move", "EGY", motion),
        ("ask_nature", "RUS", {"motion": "appoint"}),
    )
    assert refused(meeting, "put_motion", "URY").startswith("San Francisco Statement")
    ruled = acts(meeting, ("rule", "URY", {"nature": "appoint", "procedural": False}), "put_motion")
    assert ruled.question.procedural is False
    vetoed = roll(ruled, RUS="no")
    assert vetoed.ballots[-1].count.outcome is Outcome.VETOED
    kept = acts(meeting, ("rule", "URY", {"nature": "appoint", "procedural": True}))
    assert roll(acts(kept, "put_motion"), RUS="no").ballots[-1].carried


def test_overruling_the_president_turns_the_nature_of_a_motion_as_well():
    motion = {"what": "appoint", "detail": "a committee of five"}
    meeting = acts(
        sitting(president="URY"),
        ("move", "EGY", motion),
        ("ask_nature", "RUS", {"motion": "appoint"}),
        ("rule", "URY", {"nature": "appoint", "procedural": False}),
        ("challenge", "EGY"),
    )
    assert roll(meeting).motions[0].nature == "procedural"
    assert roll(meeting, "abstain").motions[0].nature == "substantive"


def test_the_council_itself_decides_the_nature_of_a_motion():
    motion = {"what": "appoint", "detail": "a committee of five"}
    meeting = acts(
        sitting(president="URY"),
        ("move", "EGY", motion),
        ("ask_nature", "RUS", {"motion": "appoint"}),
        "put_nature",
    )
    first = roll(meeting, RUS="no")
    second = roll(acts(first, "put_motion"), RUS="no")
    assert [ballot.count.outcome for ballot in second.ballots] == [Outcome.VETOED] * 2
    assert second.motions == ()


@pytest.mark.parametrize("procedural", [True, False])
def test_the_nature_that_a_ruling_settled_is_not_brought_to_a_vote_that_can_be_vetoed(procedural):
    meeting = acts(asked_about_a(), ("rule", "URY", {"nature": "A", "procedural": procedural}))
    assert refused(meeting, "ask_nature", "RUS", proposal="A").startswith("rule 30")
    upheld = roll(acts(meeting, ("challenge", "RUS")), "no", RUS="yes")
    assert refused(upheld, "ask_nature", "RUS", proposal="A").startswith("rule 30")
    assert "ask_nature" not in offered(upheld, "RUS")


def test_a_ruling_may_follow_the_vote_on_the_nature_but_not_a_second_vote():
    """As on the invitation to Beijing in 1950; the Council may still overrule it."""
    meeting = roll(acts(asked_about_a(), "put_nature"), RUS="no")
    assert refused(meeting, "ask_nature", "RUS", proposal="A").startswith("rule 30")
    meeting = acts(meeting, ("point_of_order", "USA", {"about": "the vote"}))
    ruled = acts(meeting, ("rule", "URY", {"nature": "A", "procedural": True}), "put")
    assert roll(ruled, RUS="no").ballots[-1].carried


def test_a_motion_s_settled_nature_is_not_asked_again():
    meeting = acts(
        sitting(president="URY"),
        ("move", "EGY", {"what": "appoint", "detail": "a committee of five"}),
        ("ask_nature", "RUS", {"motion": "appoint"}),
        ("rule", "URY", {"nature": "appoint", "procedural": True}),
    )
    assert refused(meeting, "ask_nature", "RUS", motion="appoint").startswith("rule 30")


@pytest.mark.parametrize("symbol", ["a", "A ", "A\u200d", " A"])
def test_symbols_that_look_alike_are_not_two_texts(symbol):
    assert "looks like A" in refused(acts(sitting(), TABLE_A), "table", "EGY", symbol=symbol)


@pytest.mark.parametrize("symbol", ["refer", "appoint", "Refer", "refer "])
def test_a_text_is_not_called_after_a_motion(symbol):
    assert refused(sitting(), "table", "FRA", symbol=symbol).startswith("rule 31")
    meeting = acts(sitting(), TABLE_A)
    assert refused(meeting, "amend", "CHN", proposal="A", symbol=symbol).startswith("rule 31")


@pytest.mark.parametrize("data", [{"symbol": "  "}, {"symbol": "S", "parts": ["", "x"]}])
def test_blank_names_are_no_names(data):
    assert refused(sitting(), "table", "FRA", **data)


def test_what_adds_or_deletes_is_first_whatever_the_president_rules():
    meeting = acts(
        sitting(), TABLE_A,
        ("amend", "EGY", {"proposal": "A", "symbol": "near", "distance": 0.1}),
        ("amend", "CHN", {"proposal": "A", "symbol": "far", "distance": 0.9}),
        ("amend", "USA", {"proposal": "A", "symbol": "added", "adds_or_deletes": True}),
    )  # fmt: skip
    ordinary, ruled = acts(meeting, "put"), acts(meeting, ("put", "RUS", {"amendments": ["near"]}))
    order = [[m.question.subject, *(q.subject for q in m.queue)] for m in (ordinary, ruled)]
    assert order == [["added", "far", "near", "A"], ["added", "near", "far", "A"]]
    assert "ordinarily" in ruled.log[-1].ruling.reason
    assert "ordinarily" not in ordinary.log[-1].ruling.reason


def test_a_private_meeting_whose_agenda_is_refused_ends_with_a_communique():
    private = ("move", "FRA", {"what": "private"})
    meeting = roll(acts(called(), private, "put_motion"))
    meeting = acts(meeting, ("move", "FRA", {"what": "adjourn_to", "detail": "Monday"}))
    meeting = acts(meeting, ("withdraw_motion", "FRA", {"what": "adjourn_to"}), "adopt_agenda")
    meeting = roll(acts(meeting, "put_question"), "no")
    assert (meeting.phase, meeting.agenda) == ("closed", ())
    assert ruling(meeting, "communique", "RUS").in_order
    assert not ruling(acts(meeting, "communique"), "communique", "RUS").in_order


def test_the_communique_waits_for_the_close_of_the_private_meeting():
    meeting = roll(acts(sitting(), ("move", "EGY", {"what": "private"}), "put_motion"))
    assert "at the close of the private meeting" in refused(meeting, "communique", "RUS")
    assert "only for a private meeting" in refused(sitting(), "communique", "RUS")


def test_an_organ_that_is_to_investigate_is_a_question_of_substance_by_itself():
    motion = {"what": "appoint", "detail": "a commission of inquiry", "investigates": True}
    meeting = acts(sitting(), ("move", "EGY", motion), "put_motion")
    assert roll(meeting, RUS="no").ballots[-1].count.outcome is Outcome.VETOED
    plain = acts(sitting(), ("move", "EGY", {**motion, "investigates": False}), "put_motion")
    assert roll(plain, RUS="no").ballots[-1].carried


def test_that_adjournment_is_procedural_is_not_open_to_question():
    meeting = acts(sitting(), ("move", "FRA", {"what": "adjourn"}))
    assert refused(meeting, "ask_nature", "RUS", motion="adjourn").startswith("rule 33")


def test_the_proviso_does_not_reach_the_preliminary_question():
    table = ("table", "FRA", {"symbol": "A", "bound": ["RUS"]})
    meeting = acts(sitting(president="URY"), table, ("ask_nature", "RUS", {"proposal": "A"}))
    meeting = roll(acts(meeting, "put_nature"), RUS="no")
    assert meeting.ballots[-1].count.outcome is Outcome.VETOED
    meeting = acts(meeting, "put")
    assert refused(meeting, "vote", "RUS", vote="no").startswith("Article 27(3), proviso")


# Uniting for Peace


CALL = ("table", "FRA", {"symbol": "call", "kind": "emergency-session"})


def test_no_emergency_session_before_the_resolution_that_made_it():
    before = sitting(date(1950, 11, 2), president="FRA")
    assert "3 November 1950" in refused(before, *CALL[:2], **CALL[2])
    assert ruling(sitting(date(1950, 11, 3), president="FRA"), *CALL[:2], **CALL[2]).in_order


def test_an_emergency_session_needs_a_veto_on_a_draft_of_the_item():
    meeting = acts(sitting(), CALL)
    assert refused(meeting, "put", "RUS").startswith("Assembly resolution 377 A (V)")
    named = acts(sitting(), ("table", "FRA", {**CALL[2], "title": "after the veto of X"}))
    assert refused(named, "put", "RUS"), "a title proves nothing"
    vetoed = roll(acts(sitting(), TABLE_A, "put"), **VETOED)
    assert ruling(acts(vetoed, CALL), "put", "RUS").in_order


def test_that_a_call_for_an_emergency_session_is_procedural_is_not_open_to_question():
    meeting = acts(roll(acts(sitting(), TABLE_A, "put"), **VETOED), CALL)
    assert "is procedural by its kind" in refused(meeting, "ask_nature", "USA", proposal="call")
    raised = acts(meeting, ("point_of_order", "USA", {"about": "the nature of the call"}))
    assert "is procedural by its kind" in refused(
        raised, "rule", "RUS", nature="call", procedural=False
    )
    meeting = roll(acts(meeting, "put"), RUS="no")
    assert meeting.assembly_called


def test_a_vetoed_preliminary_question_or_amendment_calls_no_assembly():
    asked = acts(asked_about_a(), "put_nature")
    asked = acts(roll(asked, RUS="no"), ("withdraw", "FRA", {"proposal": "A"}), CALL)
    assert refused(asked, "put", "URY")
    amended = acts(sitting(), TABLE_A, ("amend", "USA", {"proposal": "A", "symbol": "A1"}), "put")
    amended = acts(roll(roll(amended, RUS="no")), CALL)
    assert refused(amended, "put", "RUS")


def test_a_veto_at_an_earlier_meeting_on_the_item_counts():
    meeting = under(vetoed=("S/2016/1",))
    named = acts(meeting, ("table", "FRA", {**CALL[2], "after": "S/2016/1"}))
    assert ruling(named, "put", "RUS").in_order
    other = acts(meeting, ("table", "FRA", {**CALL[2], "after": "S/2016/2"}))
    assert "no veto on S/2016/2" in refused(other, "put", "RUS")


# Postponement, ceding, submitting again, consent


def test_after_postponement_the_item_rests():
    meeting = acts(sitting(), TABLE_A, ("ask_floor", "UKR"), ("move", "VEN", {"what": "postpone"}))
    meeting = roll(acts(meeting, "put_motion"))
    for kind, by, data in (
        ("speak", "RUS", {}),
        ("ask_floor", "FRA", {}),
        ("table", "FRA", {"symbol": "B"}),
        ("amend", "EGY", {"proposal": "A", "symbol": "A1"}),
        ("divide", "EGY", {"proposal": "A", "parts": ["1", "2"]}),
        ("put", "RUS", {}),
    ):
        assert refused(meeting, kind, by, **data).startswith("rule 33"), kind
    assert {"move", "point_of_order"} <= offered(meeting, "FRA")
    closed = acts(meeting, "close")
    assert closed.phase == "closed"
    assert closed.proposal("A").open


@pytest.mark.parametrize("phase", ["waiting", "voting", "suspended", "closed"])
def test_the_chair_is_ceded_only_while_a_question_is_considered(phase):
    from sim.procedure.meeting import open_meeting
    from tests.procedure.meetings import DAY

    meeting = {
        "waiting": lambda: open_meeting(DAY),
        "voting": lambda: acts(sitting(), TABLE_A, "put"),
        "suspended": lambda: roll(
            acts(sitting(), ("move", "FRA", {"what": "suspend"}), "put_motion")
        ),
        "closed": lambda: acts(sitting(), "close"),
    }[phase]()
    assert meeting.phase == phase
    assert refused(meeting, "cede", "RUS")
    assert "cede" not in offered(meeting, "RUS")


def test_the_next_president_may_cede_in_turn_and_the_question_is_named():
    meeting = acts(sitting(), ("cede", "RUS", {"question": "Aleppo"}))
    assert "(Aleppo)" in meeting.log[-1].ruling.effect
    assert acts(meeting, ("cede", "SEN")).chair == "ESP"


@pytest.mark.parametrize(
    ("votes", "status"), [(VETOED, "vetoed"), ({"default": "no"}, "not_adopted")]
)
def test_a_text_that_failed_is_submitted_again_under_its_symbol(votes, status):
    meeting = roll(acts(sitting(), TABLE_A, "put"), **votes)
    assert meeting.proposal("A").status == status
    again = acts(meeting, ("table", "ESP", {"symbol": "A"}))
    assert (again.proposal("A").status, again.proposal("A").mover) == ("open", "ESP")
    assert len([p for p in again.proposals if p.symbol == "A"]) == 1
    assert roll(acts(again, "put")).proposal("A").status == "adopted"


def test_an_adopted_text_is_not_submitted_again():
    meeting = roll(acts(sitting(), TABLE_A, "put"))
    assert refused(meeting, "table", "ESP", symbol="A").startswith("rule 31")


def test_consent_with_an_open_amendment_says_what_it_does():
    meeting = acts(sitting(), TABLE_A, ("amend", "EGY", {"proposal": "A", "symbol": "A1"}))
    answer = ruling(meeting, "put", "RUS", consent=True)
    assert answer.effect == (
        "Consent is not asked, since amendments come first. A vote is taken on amendment A1 to A."
    )


# Motions and sub-amendments


def test_two_adjournments_to_different_days_both_wait():
    to = "adjourn_to"
    meeting = acts(
        sitting(),
        ("move", "FRA", {"what": to, "detail": "Monday"}),
        ("move", "EGY", {"what": to, "detail": "Tuesday"}),
    )
    assert refused(meeting, "move", "UKR", what=to, detail="Tuesday").startswith("rule 33")
    assert [motion.detail for motion in meeting.motions] == ["Monday", "Tuesday"]
    lost = roll(acts(meeting, "put_motion"), "no")
    assert [motion.detail for motion in lost.motions] == ["Tuesday"]
    carried = roll(acts(meeting, "put_motion"))
    assert (carried.phase, carried.motions) == ("closed", ())


def test_a_sub_amendment_is_voted_before_the_amendment():
    meeting = acts(
        sitting(),
        TABLE_A,
        ("amend", "CHN", {"proposal": "A", "symbol": "A1", "distance": 0.5}),
        ("amend", "EGY", {"proposal": "A1", "symbol": "A1a"}),
    )
    assert refused(meeting, "amend", "URY", proposal="A1a", symbol="x").startswith("rule 36")
    meeting = roll(roll(roll(acts(meeting, "put"))))
    assert [ballot.question.subject for ballot in meeting.ballots] == ["A1a", "A1", "A"]
    assert meeting.proposal("A1").amended_by == ("A1a",)


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("close the debate", "no closure"),
        ("Quorum", "no quorum"),
        ("table", "submit it here"),
        ("roll call", "show of hands"),
        ("Arria", "not a meeting of the Council"),
        ("right of reply", "ask_reply"),
    ],
)
def test_motions_known_from_elsewhere_are_answered(word, answer):
    told = refused(sitting(), "move", "ESP", what=word)
    assert told.startswith("rule 33")
    assert answer in told


def test_an_election_of_judges_is_explained_and_not_played():
    told = refused(sitting(), "table", "ESP", symbol="E", kind="election")
    assert "absolute majority of eight" in told


def test_of_two_motions_of_a_kind_the_earlier_goes_first():
    meeting = acts(sitting(), ("move", "FRA", {"what": "adjourn_to", "detail": "Monday"}))
    assert "It goes first." in meeting.log[-1].ruling.effect
    meeting = acts(meeting, ("move", "EGY", {"what": "adjourn_to", "detail": "Tuesday"}))
    assert "It goes first." not in meeting.log[-1].ruling.effect
    assert "goes before it" in meeting.log[-1].ruling.effect
    assert "Monday" in acts(meeting, "put_motion").question.text


# Motions that do not go before texts


def test_only_motions_of_rule_33_and_on_privacy_go_before_a_text():
    for what, first in (("appoint", False), ("postpone", True), ("private", True)):
        move = ("move", "USA", {"what": what, "detail": "a committee"})
        meeting = acts(sitting(), TABLE_A, move)
        if first:
            assert refused(meeting, "put", "RUS").startswith("rule 33")
        else:
            meeting = roll(acts(meeting, "put"))
            assert meeting.ballots[-1].question.subject == "A"
            assert acts(meeting, "put_motion").question.subject == what


def test_a_motion_that_waits_after_one_of_rule_33_does_not_hold_up_a_text():
    moved = [("move", "USA", {"what": what, "detail": "x"}) for what in ("appoint", "postpone")]
    meeting = acts(sitting(), TABLE_A, *moved)
    assert refused(meeting, "put", "RUS").startswith("rule 33")
    meeting = roll(acts(meeting, "put_motion"), "abstain")
    assert acts(meeting, "put").question.subject == "A"


# Notice


def test_urgency_does_not_shorten_the_notice_of_a_periodic_meeting():
    meeting = open_meeting(DAY)
    call = {"agenda": ["The situation"], "notice_days": 1, "urgent": True}
    assert refused(meeting, "call", "RUS", **call, periodic=True).startswith("rule 12")
    assert ruling(meeting, "call", "RUS", **call).in_order


def test_only_a_state_brings_a_dispute():
    meeting = open_meeting(DAY)
    for by in ("The Special Envoy", "Amnesty International", "TEACHER", ""):
        told = refused(meeting, "request_meeting", by, ground="article 35")
        assert told == "rule 3: only a State brings a dispute or situation under Article 35."
    for by in ("SYR", "Syria", "PSE", "FRA"):
        assert ruling(meeting, "request_meeting", by, ground="article 35").in_order


# What has passed


def test_a_ruling_given_during_a_ballot_is_not_challenged_after_it():
    point = ("point_of_order", "VEN", {"about": "hands", "on_the_conduct_of_the_vote": True})
    meeting = acts(sitting(), TABLE_A, "put", point, ("rule", "RUS", {"well_taken": False}))
    assert acts(meeting, ("challenge", "VEN")).question.kind == "ruling"
    assert refused(roll(meeting), "challenge", "VEN").startswith("rule 30")


def test_votes_are_not_explained_while_a_motion_without_debate_waits_or_the_item_rests():
    suspend = acts(sitting(), TABLE_A, ("move", "RUS", {"what": "suspend"}))
    assert refused(suspend, "explain", "EGY", on="A").startswith("rule 33")
    rests = acts(sitting(), TABLE_A, ("move", "RUS", {"what": "postpone"}), "put_motion")
    assert refused(roll(rests), "explain", "EGY", on="A").startswith("rule 33")


def test_why_consent_is_not_asked_is_said_as_it_is():
    name = ("table", "NZL", {"symbol": "N", "kind": "recommendation"})
    private = acts(sitting(), name, ("move", "FRA", {"what": "private"}), "put_motion")
    answer = ruling(roll(private), "put", "RUS", consent=True, secret=True)
    assert "since the ballot is secret" in answer.effect


def test_a_state_is_recommended_once():
    meeting = acts(
        sitting(date(2024, 4, 18)),
        ("receive_application", "MLT", {"state": "Palestine", "without_committee": True}),
        "no_objection",
        ("table", "DZA", {"symbol": "A", "kind": "admission", "about": "Palestine"}),
        "put",
    )
    again = {"symbol": "B", "kind": "admission", "about": "Palestine"}
    assert refused(roll(meeting), "table", "DZA", **again).startswith("rule 60")
    assert ruling(roll(meeting, "abstain"), "table", "DZA", **again).in_order


# A postponed question


POSTPONE = ("move", "USA", {"what": "postpone", "detail": "May"})


def test_nothing_is_said_or_done_on_a_question_that_was_postponed():
    meeting = roll(acts(sitting(), ("table", "FRA", {"symbol": "A"}), POSTPONE, "put_motion"))
    for kind, by, data in (
        ("read_statement", "RUS", {"title": "the situation"}),
        ("invite", "FRA", {"who": ["SYR"]}),
        ("explain", "FRA", {"on": "A"}),
        ("explain", "FRA", {}),
    ):
        assert "postponed" in refused(meeting, kind, by, **data)


def test_nobody_challenges_a_ruling_or_finding_of_his_own():
    meeting = acts(sitting(), ("point_of_order", "FRA"), ("rule", "RUS", {"well_taken": False}))
    assert refused(meeting, "challenge", "RUS").startswith("rule 30")
    assert ruling(meeting, "challenge", "FRA").in_order
    party = acts(sitting(), ("invite", "FRA", {"who": "ISR", "rule": "Article 32"}))
    assert refused(party, "challenge", "FRA").startswith("rule 30")
