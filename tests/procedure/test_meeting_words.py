"""Words of rulings and of the record: motions by their titles, findings, secret ballots."""

from __future__ import annotations

import pytest

from sim.domain.ballots import Vote
from sim.procedure.article27 import count_of, telling_vetoes_taken, words_of
from sim.procedure.meeting import Circumstances, Meeting
from sim.procedure.meeting.motion_words import TITLES
from sim.procedure.meeting.record import markdown
from sim.procedure.meeting.vocabulary import MotionKind
from sim.procedure.voting_rule import VotingRule
from tests.procedure.meetings import acts, roll, sitting, under

TABLE = ("table", "FRA", {"symbol": "A"})
POINT = ("point_of_order", "EGY", {"about": "the nature"})


def told(meeting: Meeting) -> str:
    return "\n".join(
        str(words) for entry in meeting.log for words in (entry.ruling.reason, entry.ruling.effect)
    ) + markdown(meeting)


@pytest.mark.parametrize(
    ("what", "detail"), [("adjourn_to", "Monday"), ("private", ""), ("single_copy", "")]
)
@pytest.mark.parametrize("vote", ["yes", "no"])
def test_the_nature_of_a_motion_is_asked_by_its_title(what: str, detail: str, vote: str) -> None:
    meeting = sitting() if what != "single_copy" else roll(
        acts(sitting(), ("move", "FRA", {"what": "private"}), "put_motion")
    )  # fmt: skip
    meeting = acts(
        meeting,
        ("move", "FRA", {"what": what, "detail": detail}),
        ("ask_nature", "EGY", {"motion": what}),
        "put_nature",
    )
    title = f"the motion {TITLES[MotionKind(what)]}"
    assert meeting.pending().text == f"whether {title} is a question of procedure"
    words = told(roll(meeting, RUS=vote))
    assert f"Before {title} is put" in words
    assert f"T{title[1:]} is {'' if vote == 'yes' else 'not '}procedural" in words
    assert f"{title} is {'' if vote == 'yes' else 'not '}a question of procedure" in words
    assert f" {what} is " not in words.replace(str(title), "").replace("in private is", "")


@pytest.mark.parametrize("procedural", [True, False])
def test_a_ruling_on_a_nature_in_the_president_s_own_words_says_what_it_is(
    procedural: bool,
) -> None:
    given = {"nature": "A", "procedural": procedural, "ruling": "the point is clear"}
    meeting = acts(sitting(), TABLE, POINT, ("rule", "RUS", given))
    held = f"A is {'' if procedural else 'not '}a question of procedure"
    assert meeting.log[-1].ruling.effect == f"The President rules that the point is clear ({held})."
    challenged = acts(meeting, ("challenge", "FRA"))
    assert held in challenged.pending().text


def test_a_ruling_on_a_nature_without_own_words_says_it_once() -> None:
    meeting = acts(sitting(), TABLE, POINT, ("rule", "RUS", {"nature": "A", "procedural": True}))
    effect = "The President rules that A is a question of procedure."
    assert meeting.log[-1].ruling.effect == effect


def test_a_secret_ballot_after_consent_failed_is_called_one() -> None:
    directly = acts(under(secret=True), TABLE, "put").log[-1].ruling.effect
    asked = acts(under(secret=True), TABLE, ("put", "RUS", {"consent": True}),
                 ("object", "EGY"), "put_question")  # fmt: skip
    assert asked.log[-1].ruling.effect == directly == "A secret ballot is taken on A."
    assert "A vote is taken" not in markdown(roll(asked))


@pytest.mark.parametrize(("vote", "result"), [("no", "stands"), ("yes", "is overruled")])
def test_a_challenge_to_a_finding_is_decided_on_the_finding(vote: str, result: str) -> None:
    bound = ("table", "FRA", {"symbol": "A", "bound": ["Egypt"]})
    meeting = roll(acts(sitting(), bound, ("challenge", "EGY", {"party": "Egypt"})), vote)
    words = told(meeting)
    assert f"the finding {result}" in words
    assert f"The finding {result}" in words
    assert "Egypt challenges the finding." in words
    assert "ruling stands" not in words
    assert "ruling is overruled" not in words


def test_a_challenge_to_a_ruling_is_decided_on_the_ruling() -> None:
    meeting = acts(sitting(), POINT, ("rule", "RUS", {"ruling": "it is late"}))
    words = told(roll(acts(meeting, ("challenge", "EGY")), "no"))
    assert "Egypt challenges the ruling." in words
    assert "the President's ruling stands" in words


def test_the_no_of_a_permanent_member_without_a_veto_is_no_veto() -> None:
    meeting = acts(sitting(), TABLE)  # under the Charter it is one
    assert "a veto" in roll(acts(meeting, "put"), CHN="no").ballots[-1].words.reason
    restrained = acts(restraint(), TABLE, "put")
    reason = str(roll(restrained, CHN="no", EGY="no").ballots[-1].words.reason)
    assert reason == (
        "13 affirmative votes; 9 needed. The negative vote of China is no veto under the rule in "
        "force."
    )
    both = roll(restrained, CHN="no", RUS="no").ballots[-1].words.reason
    assert "The negative votes of China and the Russian Federation are no vetoes" in both
    elected = roll(restrained, EGY="no").ballots[-1].words.reason
    assert "no member with a veto voted against" in elected


def test_a_secret_ballot_does_not_tell_a_no_that_changes_nothing() -> None:
    meeting = acts(restraint(secret=True), TABLE, "put")
    reasons = {
        str(roll(meeting, **{code: "no"}).ballots[-1].words.reason) for code in ("CHN", "EGY")
    }
    assert len(reasons) == 1


def restraint(secret: bool = False) -> Meeting:
    return sitting(
        institution="veto-restraint", circumstances=Circumstances(atrocity=True, secret=secret)
    )


def test_a_party_that_had_to_abstain_has_no_negative_vote_to_speak_of() -> None:
    names = ["P", "Q", *(f"E{k}" for k in range(13))]
    votes = [Vote.NO, Vote.NO, *[Vote.YES] * 13]
    count = count_of(votes, names, [False] * 15, VotingRule(9), bound=["Q"])
    assert telling_vetoes_taken(count, votes, names, ["P", "Q"]).without_veto == ("P",)
    assert "vote of P is no veto" in words_of(
        telling_vetoes_taken(count, votes, names, ["P", "Q"])
    ).reason  # fmt: skip
