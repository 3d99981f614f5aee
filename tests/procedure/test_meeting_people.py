"""Sequences of acts with the rulings expected: who takes part and speaks, sponsors, admission."""

from __future__ import annotations

from datetime import date

import pytest

from sim.domain.ballots import Outcome
from sim.language.catalogues import language_called
from sim.procedure.meeting import ballot_shown, meeting_state
from sim.procedure.meeting.acts import TEACHER
from sim.procedure.meeting.record import markdown
from sim.procedure.meeting.vocabulary import Status
from tests.procedure.meetings import acts, offered, refused, roll, ruling, sitting, under

TABLE_A = ("table", "FRA", {"symbol": "A"})
JOINT = ("table", "FRA", {"symbol": "A", "sponsors": ["FRA", "ESP"]})
TABLE_B = ("table", "RUS", {"symbol": "B"})
CROWD = {"CHN": "no", "RUS": "no", "USA": "no", "GBR": "no", "FRA": "no", "JPN": "no", "UKR": "no"}

# Invitations


@pytest.mark.parametrize(
    ("day", "who"),
    [
        (date(2016, 10, 8), "Palestine"),
        (date(2016, 10, 8), "the Holy See"),
        (date(1950, 6, 25), "Republic of Korea"),
        (date(1999, 3, 26), "Yugoslavia"),
    ],
)
def test_rule_37_is_for_members_of_the_united_nations(day, who):
    meeting = sitting(day)
    told = refused(meeting, "invite", meeting.chair, who=who, rule="rule 37")
    assert told.startswith("rule 37: rule 37 is for Members")
    assert "is no State" not in told
    asked = acts(meeting, ("invite", meeting.chair, {"who": who, "rule": "previous practice"}))
    assert "the previous practice in this regard" in asked.question.text
    assert len(acts(asked, "no_objection").invited) == 1


def test_a_member_of_the_united_nations_is_invited_under_rule_37_and_not_by_practice():
    told = refused(sitting(), "invite", "RUS", who="Syria", rule="previous practice")
    assert "is a Member" in told


@pytest.mark.parametrize("name", ["Syria", "SYR", "Syrian Arab Republic"])
def test_whoever_is_invited_by_name_acts_under_name_and_code(name):
    meeting = acts(sitting(), ("invite", "RUS", {"who": [name]}), "no_objection")
    assert [guest.name for guest in meeting.invited] == ["SYR"]
    for by in ("SYR", "Syria", "Syrian Arab Republic"):
        assert ruling(meeting, "ask_floor", by).in_order, by
    assert acts(meeting, ("ask_floor", "Syria")).speakers == ("SYR",)


def test_an_observer_state_speaks_and_submits_nothing():
    invite = ("invite", "RUS", {"who": "Palestine", "rule": "previous practice"})
    meeting = acts(sitting(), invite, "no_objection", ("ask_floor", "Palestine"))
    assert meeting.speakers == ("PSE",)
    assert refused(meeting, "table", "Palestine", symbol="P").startswith("rule 38")


def test_a_party_to_a_dispute_is_seated_and_not_voted_in():
    meeting = acts(sitting(), ("invite", "FRA", {"who": "ISR", "rule": "Article 32"}))
    assert [guest.name for guest in meeting.invited] == ["ISR"]
    assert meeting.question is None
    assert refused(meeting, "object", "RUS")


def test_that_a_state_is_a_party_can_be_challenged_and_needs_nine_to_be_overruled():
    meeting = acts(sitting(), ("invite", "FRA", {"who": "ISR", "rule": "Article 32"}))
    meeting = acts(meeting, ("challenge", "RUS"))
    stands = roll(meeting, "yes", **CROWD)
    assert stands.ballots[-1].count.yes == 8
    assert [guest.name for guest in stands.invited] == ["ISR"]
    overruled = roll(meeting, "yes", FRA="no")
    assert overruled.invited == ()


def test_parties_to_a_dispute_are_invited_one_at_a_time():
    both = {"who": ["ISR", "SYR"], "rule": "Article 32"}
    assert "a finding of its own" in refused(sitting(), "invite", "FRA", **both)
    meeting = acts(sitting(), ("invite", "FRA", {"who": ["ISR"], "rule": "Article 32"}))
    meeting = acts(meeting, ("invite", "FRA", {"who": ["SYR"], "rule": "Article 32"}))
    left = roll(acts(meeting, ("challenge", "RUS", {"party": "SYR"})))
    assert [guest.name for guest in left.invited] == ["ISR"]


@pytest.mark.parametrize("basis", ["rule 37", "Article 32"])
def test_a_state_heard_for_information_may_be_invited_with_more_standing(basis):
    meeting = acts(sitting(), ("invite", "FRA", {"who": ["SYR"], "rule": "rule 39"}))
    meeting = acts(meeting, "no_objection")
    again = refused(meeting, "invite", "FRA", who=["SYR"], rule="rule 39")
    assert "invited already" in again
    assert refused(meeting, "table", "SYR", symbol="S").startswith("rule 38")
    meeting = acts(meeting, ("invite", "FRA", {"who": ["SYR"], "rule": basis}))
    meeting = acts(meeting, *([] if basis == "Article 32" else ["no_objection"]))
    assert [(guest.name, guest.rule) for guest in meeting.invited] == [("SYR", basis)]
    assert acts(meeting, ("table", "SYR", {"symbol": "S"})).proposal("S")
    assert "invited already" in refused(meeting, "invite", "FRA", who=["SYR"], rule="rule 39")


def test_a_party_that_is_no_member_is_invited_on_conditions():
    meeting = sitting(date(1950, 6, 25))
    answer = ruling(meeting, "invite", meeting.chair, who="PRK", rule="Article 32")
    assert answer.in_order
    assert "conditions" in answer.effect


# The floor


def test_whoever_speaks_keeps_the_floor_until_the_next_is_called():
    meeting = acts(sitting(), ("ask_floor", "UKR"), ("ask_floor", "ESP"), ("speak", "UKR"))
    assert (meeting.floor, meeting.speakers) == ("UKR", ("ESP",))
    assert ruling(meeting, "speak", "UKR", words="And I add").in_order
    meeting = acts(meeting, ("speak", "ESP"))
    assert (meeting.floor, meeting.speakers) == ("ESP", ())
    assert refused(meeting, "end_statement", "UKR").startswith("rule 27")
    assert acts(meeting, ("end_statement", "ESP")).floor == ""


def test_the_floor_goes_back_when_the_president_puts_something():
    meeting = acts(sitting(), TABLE_A, ("ask_floor", "UKR"), ("speak", "UKR"))
    meeting = acts(meeting, ("point_of_order", "VEN", {"about": "x"}), "rule")
    assert meeting.floor == "UKR"
    assert acts(meeting, "put").floor == ""


def test_a_president_speaks_in_its_turn() -> None:
    meeting = acts(sitting(), ("ask_floor", "JPN"), ("ask_floor", "RUS"), ("ask_floor", "FRA"))
    assert refused(meeting, "speak", "RUS").startswith("rule 27")
    spoken = acts(meeting, ("speak", "JPN"))
    assert acts(spoken, ("speak", "RUS")).speakers == ("FRA",)
    others = acts(sitting(), ("ask_floor", "JPN"), ("speak", "JPN"), ("ask_floor", "FRA"))
    assert "France is next" in refused(others, "speak", "RUS")
    assert acts(sitting(), ("speak", "RUS")).floor == "RUS", "a President need not ask"


def test_a_further_statement_is_for_those_who_have_spoken():
    meeting = acts(sitting(), ("ask_floor", "UKR"), ("ask_floor", "ESP"), ("speak", "UKR"))
    assert refused(meeting, "ask_reply", "EGY").startswith("practice")
    meeting = acts(meeting, ("ask_reply", "UKR"))
    assert meeting.speakers == ("ESP", "UKR")
    answer = ruling(meeting, "ask_reply", "UKR")
    assert not answer.in_order
    goes_on = acts(meeting, ("speak", "UKR"))
    assert goes_on.speakers == ("ESP", "UKR"), "the further statement is still to come"
    later = acts(goes_on, ("end_statement", "UKR"), ("speak", "ESP"), ("end_statement", "ESP"))
    assert acts(later, ("speak", "UKR")).speakers == ()


def test_what_was_objected_to_is_debated_before_it_is_put():
    meeting = acts(sitting(), ("invite", "RUS", {"who": "SYR"}))
    assert refused(meeting, "speak", "RUS")
    meeting = acts(meeting, ("object", "USA"), ("ask_floor", "USA"))
    assert ruling(meeting, "speak", "USA").in_order


def test_a_vote_is_explained_after_it_in_the_delegations_own_words():
    meeting = roll(acts(sitting(), TABLE_A, "put"))
    answer = ruling(meeting, "explain", "EGY", words="We would have preferred more.")
    assert answer.effect == "Egypt explains its vote on A after the vote."
    explain = ("explain", "EGY", {"on": "A", "words": "We would have preferred more."})
    record = markdown(acts(meeting, explain))
    assert "\u201cWe would have preferred more.\u201d" in record
    assert refused(meeting, "explain", "EGY", on="B").startswith("practice")


def test_a_vote_is_explained_before_it_too():
    meeting = acts(sitting(), TABLE_A)
    assert ruling(meeting, "explain", "EGY").effect.endswith("before the vote.")


# Sponsors


def test_a_co_sponsor_joins_and_is_no_original_mover():
    meeting = acts(sitting(), TABLE_A, ("cosponsor", "ESP", {"proposal": "A"}))
    proposal = meeting.proposal("A")
    assert (proposal.sponsors, proposal.movers) == (("FRA", "ESP"), ("FRA",))
    assert refused(meeting, "cosponsor", "ESP", proposal="A").startswith("practice")
    assert refused(meeting, "withdraw", "ESP", proposal="A").startswith("rule 35")
    divided = acts(meeting, ("divide", "CHN", {"proposal": "A", "parts": ["1", "2"]}))
    assert refused(divided, "object_to_division", "ESP", proposal="A").startswith("rule 32")


def test_nobody_joins_a_text_while_it_is_voted_or_after():
    meeting = acts(sitting(), TABLE_A, TABLE_B, "put")
    assert refused(meeting, "cosponsor", "ESP", proposal="A").startswith("practice: a vote")
    assert refused(roll(meeting), "cosponsor", "ESP", proposal="A").startswith("rule 32")


def test_a_sponsor_takes_its_name_off_and_the_text_stays():
    meeting = acts(sitting(), JOINT, ("withdraw_sponsorship", "FRA", {"proposal": "A"}))
    proposal = meeting.proposal("A")
    assert (proposal.mover, proposal.sponsors, proposal.status) == ("ESP", ("ESP",), "open")
    assert refused(meeting, "withdraw_sponsorship", "ESP", proposal="A").startswith("rule 35")
    assert acts(meeting, ("withdraw", "ESP", {"proposal": "A"})).proposal("A").status == "withdrawn"


def test_joint_movers_withdraw_together():
    meeting = acts(sitting(), JOINT)
    for by in ("FRA", "ESP"):
        assert "joint movers" in refused(meeting, "withdraw", by, proposal="A")
    meeting = acts(meeting, ("withdraw", "FRA", {"proposal": "A", "for_all": True}))
    assert meeting.proposal("A").status == "withdrawn"


def test_joint_movers_that_withdrew_a_text_do_not_maintain_it():
    withdraw = ("withdraw", "FRA", {"proposal": "A", "for_all": True})
    meeting = acts(sitting(), JOINT, withdraw)
    assert not any("keep" in offered(meeting, code) for code in meeting.represented)
    assert refused(meeting, "keep", "ESP", proposal="A").startswith("rule 35")
    meeting = acts(sitting(), JOINT, ("cosponsor", "URY", {"proposal": "A"}), withdraw)
    assert [code for code in meeting.represented if "keep" in offered(meeting, code)] == ["URY"]


def test_a_co_sponsor_maintains_what_its_mover_withdraws():
    joined = ("cosponsor", "ESP", {"proposal": "A"})
    meeting = acts(sitting(), TABLE_A, joined, ("withdraw", "FRA", {"proposal": "A"}))
    assert "keep" in offered(meeting, "ESP")
    assert "keep" not in offered(meeting, "FRA")
    meeting = acts(meeting, ("keep", "ESP", {"proposal": "A"}))
    assert (meeting.proposal("A").status, meeting.proposal("A").movers) == ("open", ("ESP",))


def test_a_text_of_several_is_revised_with_the_consent_of_all():
    meeting = acts(sitting(), JOINT, ("amend", "URY", {"proposal": "A", "symbol": "A1"}))
    meeting = acts(meeting, ("accept_amendment", "FRA", {"proposal": "A1"}))
    assert meeting.proposal("A1").status == "open"
    assert acts(meeting, "put").question.subject == "A1"
    meeting = acts(meeting, ("accept_amendment", "ESP", {"proposal": "A1"}))
    assert meeting.proposal("A1").status == "accepted"
    assert acts(meeting, "put").question.subject == "A"


def test_a_movers_own_amendment_is_a_revision():
    meeting = acts(sitting(), TABLE_A, ("amend", "FRA", {"proposal": "A", "symbol": "A1"}))
    assert meeting.proposal("A1").status == "accepted"
    assert meeting.log[-1].ruling.effect == "A is revised."
    shared = acts(sitting(), JOINT, ("amend", "FRA", {"proposal": "A", "symbol": "A1"}))
    assert shared.proposal("A1").status == "open"


# Consent, closing, suspending


def test_an_objection_is_withdrawn_and_there_is_consent_again():
    meeting = acts(sitting(), ("invite", "RUS", {"who": "SYR"}), ("object", "USA"))
    assert refused(meeting, "withdraw_objection", "FRA")
    assert refused(meeting, "object", "USA")
    assert refused(meeting, "no_objection", "RUS")
    meeting = acts(meeting, ("withdraw_objection", "USA"), "no_objection")
    assert [guest.name for guest in meeting.invited] == ["SYR"]


def test_a_meeting_with_texts_undecided_is_closed_by_consent_or_by_nine():
    meeting = acts(sitting(), TABLE_A, "close")
    assert meeting.phase == "debate"
    closed = acts(meeting, "no_objection")
    assert (closed.phase, closed.question) == ("closed", None)
    put = acts(meeting, ("object", "FRA"), "put_question")
    assert roll(put, "yes", FRA="no").phase == "closed"
    goes_on = roll(put, "yes", **CROWD)
    assert (goes_on.phase, goes_on.proposal("A").open) == ("debate", True)


def test_suspension_leads_to_consultations_and_back():
    meeting = acts(sitting(), TABLE_A, ("move", "FRA", {"what": "suspend"}), "put_motion")
    meeting = roll(meeting)
    assert "may consult" in meeting.log[-1].ruling.effect
    meeting = acts(meeting, "resume")
    assert meeting.phase == "debate"
    assert meeting.proposal("A").open


def test_the_private_part_of_a_meeting_ends_with_a_communique():
    meeting = acts(
        sitting(),
        ("move", "NZL", {"what": "private"}),
        ("put_motion", "RUS", {"consent": True}),
        "no_objection",
        ("move", "NZL", {"what": "public"}),
        ("put_motion", "RUS", {"consent": True}),
        "no_objection",
    )
    assert meeting.communique_due
    assert acts(meeting, "close").communique_due
    issued = acts(meeting, "communique")
    assert not acts(issued, "close").communique_due
    assert refused(issued, "communique", "RUS").startswith("rule 55")


# Voting


def test_a_vote_can_be_changed_until_the_result_is_announced():
    meeting = acts(under(announced=True), TABLE_A, "put")
    meeting = roll(meeting)
    assert meeting.phase == "voting", "the ballot waits for the President"
    meeting = acts(meeting, ("vote", "RUS", {"vote": "no"}))
    assert meeting.log[-1].ruling.effect == "Russian Federation changes its vote and votes against."
    meeting = acts(meeting, "announce")
    assert meeting.ballots[-1].count.outcome is Outcome.VETOED
    assert refused(meeting, "vote", "RUS", vote="yes").startswith("rule 40")


def test_a_late_hand_does_not_count_in_the_next_ballot():
    meeting = acts(sitting(), TABLE_A, ("amend", "CHN", {"proposal": "A", "symbol": "A1"}), "put")
    meeting = roll(meeting)
    late = refused(meeting, "vote", "EGY", vote="no", ballot=1)
    assert "that ballot is closed; the vote is now on A as a whole" in late
    assert ruling(meeting, "vote", "EGY", vote="no", ballot=2).in_order


def test_a_late_hand_does_not_count_in_a_ballot_that_interrupts():
    voting = acts(sitting(), TABLE_A, "put", ("vote", "EGY", {"vote": "yes", "ballot": 1}))
    asked = acts(voting, ("ask_nature", "CHN", {"proposal": "A"}), "put_nature")
    assert "that ballot is closed" in refused(asked, "vote", "FRA", vote="no", ballot=1)
    assert meeting_state(asked)["ballot"] == 2
    again = roll(asked)
    for late in (1, 2):
        assert "that ballot is closed" in refused(again, "vote", "FRA", vote="no", ballot=late)
    assert ruling(again, "vote", "FRA", vote="no", ballot=3).in_order
    assert meeting_state(roll(again))["ballot"] is None


def private_recommendation():
    return acts(
        sitting(),
        ("move", "NZL", {"what": "private"}),
        ("put_motion", "RUS", {"consent": True}),
        "no_objection",
        ("table", "NZL", {"symbol": "R", "kind": "recommendation"}),
        ("put", "RUS", {"secret": True}),
    )


def test_that_a_recommendation_is_substantive_is_not_open_to_question():
    meeting = acts(sitting(), ("table", "NZL", {"symbol": "R", "kind": "recommendation"}))
    assert "is substantive by its kind" in refused(meeting, "ask_nature", "USA", proposal="R")


def test_a_secret_ballot_tells_numbers_and_no_names():
    meeting = private_recommendation()
    meeting = acts(meeting, ("vote", "USA", {"vote": "no"}))
    assert meeting.log[-1].ruling.effect == "United States casts its ballot."
    assert refused(meeting, "vote", "USA", vote="yes").startswith("practice: secret ballot")
    assert meeting_state(meeting)["votes"] == {}
    for code in meeting.law.members:
        if code != "USA":
            meeting = acts(meeting, ("vote", code, {"vote": "yes"}))
    told = ballot_shown(meeting.ballots[-1])
    assert (told["votes"], told["secret"], told["outcome"]) == ({}, True, "vetoed")
    assert told["tally"]["yes"] == 14
    assert told["vetoes"] == ["a permanent member"]
    record = markdown(meeting)
    assert "secret ballot" in record
    assert "Against: United States" not in record
    assert "United States" not in told["reason"]


def test_a_secret_ballot_counts_the_permanent_members_that_voted_against():
    meeting = private_recommendation()
    for code in meeting.law.members:
        vote = "no" if code in ("USA", "FRA") else "yes"
        meeting = acts(meeting, ("vote", code, {"vote": vote}))
    reason = meeting.ballots[-1].words.reason
    assert "the negative votes of 2 permanent members defeated the proposal" in reason
    french = language_called("fr").show(reason)
    assert "les votes négatifs de 2 membres permanents ont fait échouer" in french


def test_a_secret_ballot_that_fails_on_numbers_tells_nothing_of_permanent_members():
    meeting = private_recommendation()
    for code in meeting.law.members:
        vote = "no" if code in ("USA", "FRA", "JPN", "EGY", "NZL", "SEN", "VEN") else "yes"
        meeting = acts(meeting, ("vote", code, {"vote": vote}))
    told = ballot_shown(meeting.ballots[-1])
    assert (told["outcome"], told["vetoes"]) == ("not_adopted", [])
    assert "permanent" not in told["reason"]


def test_after_a_recommendation_no_second_is_submitted_or_keeps_the_meeting_private():
    meeting = private_recommendation()
    chair = meeting.chair
    symbol = meeting.question.subject
    second = ("table", "NZL", {"symbol": "R2", "kind": "recommendation"})
    for code in meeting.law.members:
        meeting = acts(meeting, ("vote", code, {"vote": "yes"}))
    assert meeting.named(symbol).status is Status.ADOPTED
    assert refused(meeting, *second[:2], **second[2]).startswith("Article 97")
    assert ruling(meeting, "move", chair, what="public").in_order


def test_a_second_recommendation_that_was_waiting_does_not_keep_the_meeting_private():
    meeting = acts(
        sitting(),
        ("table", "NZL", {"symbol": "R1", "kind": "recommendation"}),
        ("table", "JPN", {"symbol": "R2", "kind": "recommendation"}),
        ("move", "FRA", {"what": "private"}),
        "put_motion",
    )
    meeting = roll(acts(roll(meeting), "put"))
    assert refused(meeting, "put", meeting.chair, proposal="R2").startswith("Article 97")
    assert ruling(meeting, "move", "FRA", what="public").in_order


def test_no_override_makes_the_vote_on_a_draft_secret():
    """The debrief compares the votes on drafts by member."""
    meeting = acts(sitting(), TABLE_A)
    do = {"act": "put", "by": meeting.chair, "proposal": "A", "secret": True}
    assert not ruling(meeting, "override", TEACHER, do=do).in_order


def test_a_secret_ballot_is_secret_in_all_its_parts():
    meeting = roll(acts(sitting(), ("move", "EGY", {"what": "private"}), "put_motion"))
    meeting = acts(
        meeting,
        ("table", "NZL", {"symbol": "R", "kind": "recommendation"}),
        ("amend", "EGY", {"proposal": "R", "symbol": "RA"}),
        ("put", meeting.chair, {"secret": True}),
    )
    assert [(q.subject, q.secret) for q in (meeting.question, *meeting.queue)] == [
        ("RA", True), ("R", True),
    ]  # fmt: skip


def test_a_draft_resolution_is_not_voted_in_secret():
    meeting = acts(sitting(), TABLE_A)
    assert refused(meeting, "put", "RUS", secret=True).startswith("practice: secret ballot")


# Credentials and admission


def test_objected_credentials_are_decided_by_a_procedural_vote():
    meeting = acts(sitting(), ("object_credentials", "USA", {"of": "VEN"}))
    assert ruling(meeting, "ask_floor", "VEN").in_order
    put = acts(meeting, ("put_credentials", "RUS", {"of": "VEN"}))
    assert put.question.procedural
    kept = roll(put, "no", USA="yes")
    assert ruling(kept, "ask_floor", "VEN").in_order
    gone = roll(put, "yes", RUS="no", VEN="no")
    assert refused(gone, "move", "VEN", what="adjourn").startswith("rule 17")
    voting = acts(gone, TABLE_A, "put")
    assert refused(voting, "vote", "VEN", vote="no").startswith("rule 17")


def test_credentials_that_nobody_objected_to_are_not_put():
    assert refused(sitting(), "put_credentials", "RUS", of="VEN").startswith("rule 17")
    meeting = acts(sitting(), ("object_credentials", "USA", {"of": "VEN"}))
    assert refused(meeting, "put_credentials", "RUS", of="EGY").startswith("rule 17")
    assert refused(meeting, "object_credentials", "USA", of="SYR").startswith("rule 17")


APPLY = ("receive_application", "RUS", {"state": "Palestine"})
ADMIT = ("table", "EGY", {"symbol": "M", "kind": "admission", "about": "Palestine"})


def test_an_application_goes_through_the_committee_to_a_vote_of_substance():
    assert refused(sitting(), *ADMIT[:2], **ADMIT[2]).startswith("rules 58 and 59")
    meeting = acts(sitting(), APPLY)
    assert refused(meeting, *ADMIT[:2], **ADMIT[2]).startswith("rule 59")
    meeting = acts(meeting, ("report_application", "NZL", {"state": "PSE"}), ADMIT, "put")
    assert meeting.question.procedural is False
    vetoed = roll(meeting, USA="no")
    assert vetoed.proposal("M").status == "vetoed"
    assert "special report (rule 60)" in vetoed.log[-1].ruling.effect
    admitted = roll(meeting)
    assert "recommends to the Assembly that Palestine" in admitted.log[-1].ruling.effect


def test_a_member_of_the_united_nations_does_not_apply():
    for state in ("SYR", "Atlantis"):
        told = refused(sitting(), "receive_application", "RUS", state=state)
        assert told.startswith("Article 4")


def test_a_call_of_the_assembly_cannot_be_declared_substantive_by_its_mover():
    call = {"symbol": "c", "kind": "emergency-session"}
    reason = refused(sitting(), "table", "EGY", **call, nature="substantive")
    assert "377 A (V): c is procedural by its kind" in reason
    meeting = acts(sitting(), ("table", "EGY", {**call, "nature": "procedural"}))
    assert meeting.proposal("c").procedural


def test_an_amendment_to_a_text_that_was_withdrawn_is_no_target():
    meeting = acts(
        sitting(),
        TABLE_A,
        ("amend", "CHN", {"proposal": "A", "symbol": "A1"}),
        ("withdraw", "FRA", {"proposal": "A"}),
        TABLE_B,
    )
    assert refused(meeting, "amend", "EGY", proposal="A1", symbol="A1a").startswith("rule 32")
    kept = acts(meeting, ("table", "FRA", {"symbol": "A"}))
    assert kept.proposal("A1") is None


def test_corrections_are_in_time_by_the_days_that_the_rule_counts() -> None:
    public = acts(sitting(), "close")
    assert refused(public, "correct_record", "FRA", days=300).startswith("rule 50")
    assert refused(public, "correct_record", "FRA", working_days=3).startswith("rule 50")
    assert acts(public, ("correct_record", "FRA", {"working_days": 2}))
    single = sitting()
    for what in ("private", "single_copy"):
        single = roll(acts(single, ("move", "FRA", {"what": what}), "put_motion"))
    single = acts(single, "close")
    assert refused(single, "correct_record", "FRA", working_days=300).startswith("rule 51")
    assert refused(single, "correct_record", "FRA", days=11).startswith("rule 51")
    assert acts(single, ("correct_record", "FRA", {"days": 10}))
