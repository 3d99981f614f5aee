"""What follows when the Council has not recognized a representative's credentials (rule 17)."""

from __future__ import annotations

import pytest

from sim.domain.ballots import Outcome, Vote
from sim.procedure.meeting import ACTS, CHAIR_ACTS, Act, Meeting, Phase, Status, apply_act
from sim.procedure.meeting.record import meeting_paragraphs
from tests.procedure.meetings import acts, called, offered, refused, roll, ruling, sitting, under

TABLE_A = ("table", "FRA", {"symbol": "A"})
JOINT = ("table", "VEN", {"symbol": "A", "sponsors": ["VEN", "FRA"]})
STILL = {"accredit", "see_record"}
"""What is left to the State: another representative, and the record that everybody may see."""


def without(meeting: Meeting, code: str) -> Meeting:
    """The meeting after the Council has not recognized the credentials of ``code``."""
    objected = acts(meeting, ("object_credentials", "USA", {"of": code}))
    return roll(acts(objected, ("put_credentials", meeting.chair, {"of": code})), **{code: "no"})


GONE = without(acts(sitting(), JOINT), "VEN")
PHASES = {
    "agenda": without(called(), "VEN"),
    "debate": GONE,
    "voting": acts(GONE, "put"),
    "suspended": acts(GONE, ("move", "EGY", {"what": "suspend"}), "put_motion"),
    "closed": acts(GONE, "close", "no_objection"),
}
PHASES["suspended"] = acts(
    GONE,
    ("move", "EGY", {"what": "suspend"}),
    ("put_motion", "RUS", {"consent": True}),
    "no_objection",
)


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("kind", sorted(set(ACTS) - STILL))
def test_such_a_representative_performs_no_act_of_any_kind(kind, phase):
    meeting = PHASES[phase]
    assert meeting.phase == phase
    after, answer = apply_act(meeting, Act(kind, "VEN"))
    assert not answer.in_order
    assert answer.rule == "rule 17"
    assert after.having(log=()) == meeting.having(log=())


@pytest.mark.parametrize("phase", PHASES)
def test_such_a_representative_is_offered_no_act_but_those_of_its_state(phase):
    assert offered(PHASES[phase], "VEN") <= STILL


@pytest.mark.parametrize("name", ["Russia", "Russian Federation", "rus"])
def test_the_member_is_given_by_name_or_code(name):
    objected = acts(sitting(), ("object_credentials", "USA", {"of": name}))
    assert objected.challenged == ("RUS",)
    put = acts(objected, ("put_credentials", objected.chair, {"of": name}))
    assert put.pending().subject == "RUS"
    assert refused(sitting(), "object_credentials", "USA", of="Syria").startswith("rule 17")


def test_until_the_council_has_decided_the_rights_are_the_same():
    objected = acts(sitting(), TABLE_A, ("object_credentials", "USA", {"of": "VEN"}))
    assert offered(objected, "VEN") >= offered(sitting(), "VEN") - {"accredit"}
    assert ruling(objected, "cosponsor", "VEN", proposal="A").in_order
    kept = roll(acts(objected, ("put_credentials", "RUS", {"of": "VEN"})), "no", USA="yes")
    assert ruling(kept, "cosponsor", "VEN", proposal="A").in_order


def test_the_seat_stays_and_the_votes_needed_stay():
    meeting = without(acts(sitting(), TABLE_A), "VEN")
    assert meeting.law.rule.quota == 9
    meeting = acts(meeting, "put")
    for code in meeting.represented:
        meeting = acts(meeting, ("vote", code, {"vote": "yes"}))
    ballot = meeting.ballots[-1]
    assert meeting.phase is Phase.DEBATE, "the last of fourteen hands closes the vote"
    assert (ballot.count.yes, ballot.votes["VEN"]) == (14, Vote.NOT_PARTICIPATING)
    assert meeting.is_member("VEN")
    assert refused(meeting, "invite", "EGY", who="VEN").startswith("Article 31")


def test_a_permanent_member_without_a_representative_vetoes_nothing():
    meeting = acts(without(acts(sitting(), TABLE_A), "CHN"), "put")
    assert refused(meeting, "vote", "CHN", vote="no").startswith("rule 17")
    voted = acts(meeting, *(("vote", code, {"vote": "yes"}) for code in meeting.represented))
    assert voted.ballots[-1].count.outcome is Outcome.ADOPTED


def test_its_texts_and_motions_stay_before_the_council():
    moved = acts(sitting(), TABLE_A, ("move", "FRA", {"what": "refer", "detail": "a committee"}))
    meeting = without(moved, "FRA")
    assert meeting.proposal("A").open
    assert refused(meeting, "withdraw", "FRA", proposal="A").startswith("rule 17")
    assert refused(meeting, "withdraw_motion", "FRA", what="refer").startswith("rule 17")
    assert acts(meeting, "put_motion").question.subject == "refer"


def test_joint_movers_go_on_without_the_one_that_is_not_represented():
    meeting = acts(sitting(), JOINT, ("amend", "CHN", {"proposal": "A", "symbol": "A1"}))
    assert refused(meeting, "withdraw", "FRA", proposal="A").startswith("rule 35")
    gone = without(meeting, "VEN")
    taken = acts(gone, ("accept_amendment", "FRA", {"proposal": "A1"}))
    assert taken.proposal("A").amended_by == ("A1",)
    withdrawn, answer = apply_act(gone, Act("withdraw", "FRA", {"proposal": "A"}))
    assert withdrawn.proposal("A").status is Status.WITHDRAWN
    assert "these may have it put to the vote: Venezuela" in answer.effect


def test_a_speaker_loses_the_floor_and_the_place_on_the_list():
    meeting = acts(sitting(), ("ask_floor", "VEN"), ("ask_floor", "EGY"))
    assert without(meeting, "VEN").speakers == ("EGY",)
    meeting = acts(meeting, ("speak", "VEN"))
    assert without(meeting, "VEN").floor == ""


# The chair


def test_the_chair_passes_on_in_english_order():
    meeting = without(acts(sitting(), TABLE_A), "RUS")
    assert meeting.chair == "SEN"
    assert "Senegal" in meeting.log[-1].ruling.effect
    assert not offered(meeting, "RUS") & CHAIR_ACTS
    assert refused(meeting, "resume_chair", "RUS").startswith("rule 17")
    assert acts(meeting, ("put", "SEN")).question.subject == "A"


def test_the_chair_passes_over_those_without_a_representative():
    meeting = without(sitting(), "SEN")
    assert acts(meeting, "cede").chair == "ESP"
    acting = without(acts(sitting(), "cede"), "SEN")
    assert acting.chair == "ESP"
    assert acts(acting, ("resume_chair", "RUS")).chair == "RUS"


def test_the_record_says_who_presides_after_the_decision():
    meeting = acts(without(acts(sitting(), TABLE_A), "RUS"), "put")
    assert meeting_paragraphs(meeting)[-1].speaker == "The President (Senegal)"


def test_the_record_follows_a_chair_that_was_ceded_by_override():
    ceded = {"do": {"act": "cede", "by": "RUS"}}
    meeting, _ = apply_act(acts(sitting(), TABLE_A), Act("override", "TEACHER", ceded))
    assert meeting_paragraphs(acts(meeting, "put"))[-1].speaker == "The President (Senegal)"


# Another representative


def test_another_representative_sits_provisionally_with_all_rights():
    assert offered(GONE, "VEN") == {"accredit"}
    assert "accredit" not in offered(GONE, "EGY")
    assert refused(sitting(), "accredit", "VEN").startswith("rule 13")
    assert refused(PHASES["voting"], "accredit", "EGY").startswith("practice")
    seated = acts(GONE, ("accredit", "VEN"))
    assert offered(seated, "VEN") == offered(acts(sitting(), JOINT), "VEN")
    again = without(seated, "VEN")
    assert refused(again, "ask_floor", "VEN").startswith("rule 17")


def test_a_new_representative_of_the_president_presides_again():
    meeting = acts(without(sitting(), "RUS"), ("accredit", "RUS"))
    assert meeting.chair == "RUS"


def test_not_even_an_override_gives_such_a_representative_a_vote():
    do = {"do": {"act": "vote", "by": "VEN", "vote": "yes"}}
    meeting = acts(without(under(), "EGY"), TABLE_A, "put")
    do["do"]["by"] = "EGY"
    assert not ruling(meeting, "override", "TEACHER", **do).in_order


def test_a_president_that_had_ceded_the_chair_does_not_preside_again_by_a_new_representative():
    for first, presides in ((["cede"], "SEN"), ([], "RUS")):
        meeting = acts(sitting(), *first, ("object_credentials", "FRA", {"of": "RUS"}))
        meeting = roll(acts(meeting, ("put_credentials", meeting.chair, {"of": "RUS"})))
        assert meeting.chair == "SEN"
        meeting = acts(meeting, ("accredit", "RUS"))
        assert meeting.chair == presides


def test_a_president_presides_again_though_the_acting_one_has_ceded_the_chair():
    meeting = acts(sitting(), ("object_credentials", "FRA", {"of": "RUS"}))
    meeting = roll(acts(meeting, ("put_credentials", "RUS", {"of": "RUS"})))
    meeting = acts(meeting, ("cede", "SEN"))
    assert meeting.chair not in ("RUS", "SEN")
    meeting = acts(meeting, ("accredit", "RUS"))
    assert (meeting.chair, meeting.ceded) == ("RUS", "")


def test_a_member_without_a_representative_is_not_named_as_a_sponsor():
    meeting = without(sitting(), "VEN")
    text = {"symbol": "B", "sponsors": ["FRA", "VEN"]}
    assert refused(meeting, "table", "FRA", **text).startswith("rule 17")
    assert ruling(sitting(), "table", "FRA", **text).in_order
