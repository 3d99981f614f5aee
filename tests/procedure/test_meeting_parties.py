"""Parties to a dispute abstain on drafts under Chapter VI (Article 27(3), proviso)."""

from __future__ import annotations

import pytest

from sim.domain.ballots import Outcome
from tests.procedure.meetings import acts, overridden, refused, roll, ruling, sitting, under

TABLE = ("table", "FRA", {"symbol": "A"})
TABLE_BY_USA = ("table", "USA", {"symbol": "B"})
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
    meeting = acts(under(parties=("EGY",)), NAMED, ("challenge", "USA"))
    overruled = roll(meeting)
    assert overruled.ballots[-1].question.procedural
    assert overruled.named("A").bound == ("EGY",)
    veto = roll(acts(overruled, "put"), RUS="no", EGY="abstain")
    assert veto.ballots[-1].count.outcome is Outcome.VETOED


def test_the_finding_stands_unless_nine_overrule_it() -> None:
    meeting = roll(acts(sitting(), NAMED, ("challenge", "RUS")), "abstain", RUS="yes", CHN="yes")
    assert refused(acts(meeting, "put"), "vote", "RUS", vote="no").startswith(PROVISO)


def test_a_state_that_the_council_held_to_be_no_party_is_not_named_again() -> None:
    meeting = roll(acts(sitting(), NAMED, ("challenge", "USA")))
    again = refused(meeting, "table", "FRA", symbol="B", bound=["Russia"])
    assert again == (
        "rule 30: the Council has decided that Russian Federation is not a party to a dispute "
        "under consideration."
    )
