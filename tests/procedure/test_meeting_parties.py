"""Parties to a dispute abstain on drafts under Chapter VI (Article 27(3), proviso)."""

from __future__ import annotations

from typing import Any

import pytest

from sim.domain.ballots import Outcome, Vote
from sim.procedure.meeting import ACTS, Phase, options
from tests.procedure.meetings import acts, overridden, refused, roll, ruling, sitting, under

TABLE = ("table", "FRA", {"symbol": "A"})
TABLE_BY_USA = ("table", "USA", {"symbol": "B"})
PARTY = ACTS["challenge"].fields[0]
PROVISO = "Article 27(3), proviso"


@pytest.mark.parametrize("table", [TABLE, TABLE_BY_USA])
def test_a_party_to_the_dispute_abstains_on_every_draft_of_the_meeting(table) -> None:
    meeting = acts(under(parties=("RUS",)), table, "put")
    assert refused(meeting, "vote", "RUS", vote="no").startswith(PROVISO)


def test_a_party_named_by_the_mover_abstains_besides_that_of_the_meeting() -> None:
    text = ("table", "FRA", {"symbol": "A", "bound": ["Egypt"]})
    meeting = acts(under(parties=("RUS",)), text)
    assert meeting.named("A").bound == ("RUS", "EGY")


def test_a_party_votes_on_a_draft_that_binds_and_on_one_of_procedure() -> None:
    meeting = under(parties=("RUS",))
    binding = acts(meeting, ("table", "FRA", {"symbol": "A", "binding": True}), "put")
    assert roll(binding, RUS="no").ballots[-1].count.outcome is Outcome.VETOED
    procedural = acts(meeting, ("table", "FRA", {"symbol": "A", "nature": "procedural"}), "put")
    assert roll(procedural, RUS="no").ballots[-1].count.no == 1


@pytest.mark.parametrize("secret", [False, True])
@pytest.mark.parametrize("vote", ["yes", "no"])
def test_a_vote_of_a_party_that_is_allowed_counts_as_an_abstention(secret: bool, vote: str) -> None:
    meeting = acts(under(parties=("RUS", "EGY"), secret=secret, announced=True), TABLE, "put")
    for code in meeting.law.members:
        cast = vote if code in ("RUS", "EGY") else "abstain" if code == "CHN" else "yes"
        meeting = overridden(meeting, "vote", code, vote=cast)
    count = acts(meeting, "announce").ballots[-1].count
    assert (count.tally, count.outcome) == ("12-0-3", Outcome.ADOPTED)
    assert count.bound == ("Egypt", "Russian Federation")
    assert count.permanent_noes == ()


def test_a_secret_ballot_names_no_member_that_vetoed_beside_a_party() -> None:
    meeting = acts(under(parties=("RUS",), secret=True, announced=True), TABLE, "put")
    meeting = acts(roll(meeting, "yes", RUS="abstain", CHN="no"), "announce")
    ballot = meeting.ballots[-1]
    assert ballot.count.vetoes == ("a permanent member",)
    assert "China" not in ballot.words.reason
    assert "The Russian Federation is a party to the dispute" in ballot.words.reason


def test_the_submission_says_who_must_abstain() -> None:
    bound = ruling(under(parties=("RUS",)), *TABLE[:2], **TABLE[2])
    assert "Bound to abstain on it under Article 27(3): Russian Federation." in bound.effect
    assert "Bound" not in ruling(sitting(), *TABLE[:2], **TABLE[2]).effect


def test_a_text_that_binds_binds_no_party_to_abstain() -> None:
    text = {"symbol": "A", "bound": ["RUS"], "binding": True}
    assert refused(sitting(), "table", "FRA", **text).startswith(PROVISO)


@pytest.mark.parametrize("kind", ["recommendation", "emergency-session"])
def test_the_proviso_is_for_drafts_alone(kind: str) -> None:
    text = {"symbol": "A", "kind": kind, "bound": ["RUS"]}
    assert "only a proposal of the kind 'draft' has 'bound'" in refused(
        sitting(), "table", "FRA", **text
    )
    meeting = acts(under(parties=("RUS",)), ("table", "FRA", {"symbol": "A", "kind": kind}))
    assert meeting.named("A").bound == ()


# A text that is submitted again


def test_a_text_that_is_submitted_again_is_what_it_was() -> None:
    text = {
        "symbol": "A", "title": "Peace", "parts": ["1", "2"], "bound": ["RUS"],
        "paragraphs": ["Calls for peace."], "nature": "substantive",
    }  # fmt: skip
    meeting = roll(acts(sitting(), ("table", "FRA", text), "put"), "abstain")
    before = meeting.named("A")
    again = acts(meeting, ("table", "GBR", {"symbol": "A"})).named("A")
    assert again.mover == "GBR"
    assert again.open
    for part in ("title", "parts", "bound", "paragraphs", "nature"):
        assert getattr(again, part) == getattr(before, part)
    changed = acts(meeting, ("table", "GBR", {"symbol": "A", "parts": ["3"], "binding": True}))
    assert changed.named("A").parts == ("3",)
    assert changed.named("A").bound == ()


def test_a_nature_that_was_settled_stands_when_the_text_is_submitted_again() -> None:
    rule = ("rule", "RUS", {"nature": "A", "procedural": True})
    meeting = acts(sitting(), TABLE, ("ask_nature", "RUS", {"proposal": "A"}), rule, "put")
    meeting = acts(roll(meeting, "abstain"), TABLE)
    assert meeting.named("A").procedural
    assert "settled already" in refused(meeting, "ask_nature", "RUS", proposal="A")


# A mover takes away no vote by himself: that a member is a party can be challenged (rule 30)


NAMED = ("table", "FRA", {"symbol": "A", "bound": ["RUS", "CHN"]})


def test_that_a_member_is_a_party_to_the_dispute_can_be_challenged() -> None:
    answer = ruling(under(parties=("RUS",)), *NAMED[:2], **NAMED[2])
    assert "That can be challenged (rule 30)." in answer.effect
    meeting = acts(under(parties=("EGY",)), NAMED, ("challenge", "USA", {"party": "Russia"}))
    overruled = roll(meeting)
    assert overruled.ballots[-1].question.procedural
    assert overruled.named("A").bound == ("EGY", "CHN")
    veto = roll(acts(overruled, "put"), RUS="no", EGY="abstain", CHN="abstain")
    assert veto.ballots[-1].count.outcome is Outcome.VETOED


ONE = ("table", "FRA", {"symbol": "A", "bound": ["RUS"]})
GONE_ON: dict[str, tuple[Any, ...]] = {
    "nothing": (),
    "another text": (("table", "FRA", {"symbol": "B"}),),
    "an amendment": (("amend", "RUS", {"symbol": "A1", "proposal": "A"}),),
    "an invitation": (("invite", "EGY", {"who": ["SYR"]}), "no_objection"),
    "a question for consent": (("invite", "EGY", {"who": ["SYR"]}),),
    "the vote": ("put",),
    "the vote on an amendment": (("amend", "RUS", {"symbol": "A1", "proposal": "A"}), "put"),
    "votes": ("put", ("vote", "FRA", {"vote": "yes"})),
}
"""What happens between the submission and the challenge."""


@pytest.mark.parametrize("since", GONE_ON)
def test_it_can_be_challenged_until_the_vote_is_taken(since: str) -> None:
    meeting = acts(sitting(), ONE, *GONE_ON[since])
    assert options(meeting, "RUS", PARTY) == (("RUS", "Russian Federation"),)
    overruled = roll(acts(meeting, ("challenge", "RUS")))
    assert not any(text.bound for text in overruled.proposals)
    assert (overruled.question, overruled.phase) == (meeting.question, meeting.phase)
    if meeting.question is None:
        overruled = acts(overruled, "put")
    if meeting.phase is Phase.VOTING:
        assert acts(overruled, ("vote", "RUS", {"vote": "no"})).votes["RUS"] is Vote.NO


def test_it_is_challenged_no_more_once_the_vote_is_taken() -> None:
    meeting = roll(acts(sitting(), ONE, "put"), RUS="abstain")
    assert refused(meeting, "challenge", "RUS").startswith("rule 30")
    ruled = acts(meeting, ("point_of_order", "EGY"), "rule")
    told = refused(ruled, "challenge", "EGY", party="RUS")
    assert "nothing before the Council treats Russian Federation as a party" in told


def test_no_other_vote_is_interrupted_by_it() -> None:
    meeting = acts(sitting(), ("table", "EGY", {"symbol": "B"}), ONE, "put")
    assert refused(meeting, "challenge", "RUS").startswith("rule 30")


def test_nobody_challenges_what_he_says_himself() -> None:
    meeting = acts(sitting(), ONE)
    assert "of his own" in refused(meeting, "challenge", "FRA")
    assert "of his own" in refused(meeting, "challenge", "FRA", party="Russia")
    lost = roll(acts(meeting, "put"), "no", RUS="abstain")
    again = acts(lost, ("table", "RUS", {"symbol": "A"}))
    assert again.named("A").bound == ("RUS",)
    assert "of his own" in refused(again, "challenge", "FRA")
    assert not roll(acts(again, ("challenge", "RUS"))).named("A").bound


def test_joint_movers_do_not_challenge_what_they_say_together() -> None:
    joint = ("table", "FRA", {"symbol": "A", "bound": ["RUS"], "sponsors": ["ESP"]})
    meeting = acts(sitting(), joint)
    assert "of his own" in refused(meeting, "challenge", "ESP", party="RUS")
    assert not roll(acts(meeting, ("challenge", "RUS"))).named("A").bound


def test_whether_each_state_is_a_party_is_a_finding_of_its_own() -> None:
    meeting = acts(sitting(), NAMED)
    answer = ruling(meeting, "challenge", "USA")
    assert "name one" in answer.reason
    assert answer.alternatives == (
        "challenge: that Russian Federation is a party", "challenge: that China is a party",
    )  # fmt: skip
    assert "not the name or code" in refused(meeting, "challenge", "USA", party="QQQ")
    assert "nothing before" in refused(meeting, "challenge", "USA", party="Syria")
    one = roll(acts(meeting, ("challenge", "USA", {"party": "CHN"})))
    assert one.named("A").bound == ("RUS",)
    assert one.no_parties == ("CHN",)


# What the Council decides is about the State: it holds for every text


@pytest.mark.parametrize("given", [(), ("RUS", "EGY")], ids=["named by movers", "by the case"])
def test_a_state_that_is_no_party_is_bound_on_no_text(given: tuple[str, ...]) -> None:
    meeting = roll(acts(under(parties=given), ONE, "put"), "no", RUS="abstain", EGY="abstain")
    meeting = acts(
        meeting, ("table", "USA", {"symbol": "B", "bound": ["RUS"]}),
        ("amend", "EGY", {"symbol": "B1", "proposal": "B"}),
        ("table", "GBR", {"symbol": "C", "bound": ["RUS"]}),
        ("challenge", "RUS", {"party": "RUS"}),
    )  # fmt: skip
    again = [("table", "USA", {"symbol": symbol}) for symbol in "AD"]
    meeting = acts(roll(meeting), *again)
    assert {text.bound for text in meeting.proposals} <= {(), ("EGY",)}
    veto = roll(acts(meeting, "put"), RUS="no", EGY="abstain")
    assert veto.ballots[-1].count.outcome is Outcome.VETOED


def test_what_a_meeting_is_told_about_parties_can_be_challenged_too() -> None:
    meeting = acts(under(parties=("RUS",)), TABLE)
    assert not roll(acts(meeting, ("challenge", "FRA"))).named("A").bound


def test_a_finding_that_stood_is_not_challenged_again() -> None:
    meeting = roll(acts(sitting(), ONE, ("challenge", "RUS")), "no")
    named = ruling(meeting, "table", "USA", symbol="B", bound=["RUS"])
    assert "Bound to abstain" in named.effect
    assert "can be challenged" not in named.effect
    meeting = acts(meeting, ("table", "USA", {"symbol": "B", "bound": ["RUS"]}))
    assert refused(meeting, "challenge", "RUS").startswith("rule 30")
    meeting = acts(meeting, ("table", "USA", {"symbol": "C", "bound": ["CHN"]}))
    told = refused(meeting, "challenge", "RUS", party="RUS")
    assert told == (
        "rule 30: that Russian Federation is a party was challenged before and stands; it is not "
        "asked again."
    )


def test_the_finding_stands_unless_nine_overrule_it() -> None:
    meeting = roll(acts(sitting(), ONE, ("challenge", "RUS")), "abstain", RUS="yes", CHN="yes")
    assert refused(acts(meeting, "put"), "vote", "RUS", vote="no").startswith(PROVISO)


def test_a_state_that_the_council_held_to_be_no_party_is_not_named_again() -> None:
    meeting = roll(acts(sitting(), ONE, ("challenge", "USA")))
    again = refused(meeting, "table", "FRA", symbol="B", bound=["Russia"])
    assert again == (
        "rule 30: the Council has decided that Russian Federation is not a party to a dispute "
        "under consideration."
    )


# An investigation is decided under Article 34, which belongs to Chapter VI


INQUIRY = ("move", "FRA", {"what": "appoint", "detail": "an inquiry", "investigates": True})


def test_a_party_to_the_dispute_abstains_on_a_motion_for_an_investigation() -> None:
    moved = acts(under(parties=("RUS",)), INQUIRY)
    assert "Bound to abstain on it under Article 27(3): Russian" in moved.log[-1].ruling.effect
    meeting = acts(moved, "put_motion")
    assert refused(meeting, "vote", "RUS", vote="no").startswith(PROVISO)
    count = roll(meeting, RUS="abstain").ballots[-1].count
    assert (count.outcome, count.bound) == (Outcome.ADOPTED, ("Russian Federation",))


def test_a_party_votes_on_a_motion_that_is_no_investigation_or_one_of_procedure() -> None:
    plain = {"what": "appoint", "detail": "a rapporteur"}
    meeting = acts(under(parties=("RUS",)), ("move", "FRA", plain), "put_motion")
    assert ruling(meeting, "vote", "RUS", vote="no").in_order
    ruled = ("rule", "RUS", {"nature": "appoint", "procedural": True})
    meeting = acts(under(parties=("RUS",)), INQUIRY, ("point_of_order", "EGY"), ruled)
    assert ruling(acts(meeting, "put_motion"), "vote", "RUS", vote="no").in_order
    assert ruling(acts(sitting(), INQUIRY, "put_motion"), "vote", "RUS", vote="no").in_order


@pytest.mark.parametrize("since", [(), ("put_motion",)], ids=["pending", "in the vote"])
def test_that_a_party_is_bound_on_an_investigation_can_be_challenged(since: Any) -> None:
    meeting = acts(under(parties=("RUS",)), INQUIRY, *since)
    assert options(meeting, "FRA", PARTY) == (("RUS", "Russian Federation"),)
    overruled = roll(acts(meeting, ("challenge", "RUS")))
    assert overruled.motions[0].bound == ()
    put = overruled if since else acts(overruled, "put_motion")
    assert roll(put, RUS="no").ballots[-1].count.outcome is Outcome.VETOED
    again = acts(roll(put, RUS="no"), INQUIRY)
    assert again.motions[0].bound == ()


def test_who_is_late_to_challenge_a_ruling_does_not_challenge_a_finding_instead() -> None:
    text = ("table", "FRA", {"symbol": "A"})
    raised = (("point_of_order", "EGY"), ("rule", "RUS", {"nature": "A", "procedural": False}))
    meeting = acts(under(parties=("RUS",)), text, *raised, ("ask_floor", "EGY"), ("speak", "EGY"))
    assert "name one" in refused(meeting, "challenge", "USA")
    assert acts(meeting, ("challenge", "USA", {"party": "RUS"})).question.kind == "party"
