"""Whole sittings, their record, their sequels; consensus and silence."""

# ruff: noqa: DTZ001 - the clock of a meeting is local to it
from __future__ import annotations

from datetime import date, datetime
from html.parser import HTMLParser

import numpy as np
import pytest

from sim.domain.ballots import Vote
from sim.procedure.consensus import (
    arria_formula,
    issue_statement,
    issued,
    silence,
)
from sim.procedure.meeting import Act, apply_act, open_meeting
from sim.procedure.meeting.record import WATERMARK, html, markdown
from sim.procedure.meeting.vocabulary import Basis
from sim.procedure.sequels import (
    call_the_assembly,
    debate_of_the_veto,
    sequels,
    under_another_president,
)
from sim.procedure.sittings import ScriptedText, ScriptOutOfOrderError, sit

DAY = date(2016, 10, 8)
ONE = {"RUS": Vote.NO, "VEN": Vote.NO, "AGO": Vote.ABSTAIN, "CHN": Vote.ABSTAIN}
TWO = dict.fromkeys(("RUS", "CHN", "EGY", "VEN"), Vote.YES)


def texts(members):
    return [
        ScriptedText(
            "first text",
            "FRA",
            {code: ONE.get(code, Vote.YES) for code in members},
            sponsors=("FRA", "ESP"),
            reasons={"CHN": ["it asks less than <it> could"]},
        ),
        ScriptedText("second text", "RUS", {code: TWO.get(code, Vote.NO) for code in members}),
    ]


@pytest.fixture
def meeting():
    start = open_meeting(DAY, title="The situation")
    return sit(start, "The situation", texts(start.law.members), invited=["SYR", "FRA"])


def test_a_sitting_puts_the_texts_in_the_order_of_submission(meeting):
    assert [ballot.question.subject for ballot in meeting.ballots] == ["first text", "second text"]
    assert [ballot.count.outcome.word for ballot in meeting.ballots] == ["vetoed", "not_adopted"]
    assert [guest.name for guest in meeting.invited] == ["SYR"]


def test_another_order_that_the_council_agrees_on():
    start = open_meeting(DAY)
    meeting = sit(start, "x", texts(start.law.members), order=["second text", "first text"])
    assert meeting.ballots[0].question.subject == "second text"


def test_texts_that_are_not_submitted_are_left_out_of_the_order() -> None:
    start = open_meeting(date(2016, 10, 8))
    order = ["third text", "second text", "first text"]
    meeting = sit(start, "x", texts(start.law.members), order=order)
    assert [b.question.subject for b in meeting.ballots] == ["second text", "first text"]
    assert sit(start, "x", texts(start.law.members)[:1], order=["third text"]).ballots


def test_members_that_are_not_said_to_vote_do_not_participate():
    start = open_meeting(DAY)
    nine = [code for code in start.law.members if code not in ("CHN", "RUS")][:9]
    meeting = sit(start, "x", [ScriptedText("A", "FRA", dict.fromkeys(nine, Vote.YES))])
    assert meeting.ballots[0].count.absent == 6
    assert meeting.ballots[0].carried


def test_a_script_that_the_law_refuses_says_which_act():
    start = open_meeting(DAY)
    with pytest.raises(ScriptOutOfOrderError, match="table by SYR is out of order"):
        sit(start, "x", [ScriptedText("A", "SYR", {})])


class Plain(HTMLParser):
    """Collects text and open tags."""

    def __init__(self):
        super().__init__()
        self.text, self.tags = [], []

    def handle_data(self, data):
        self.text.append(data)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_the_record_is_marked_simulated_and_invents_no_words(meeting):
    text = markdown(meeting)
    assert text.count(WATERMARK) >= 2
    assert "S/PV" not in text
    assert "China explains its vote on first text" in text
    assert "Reasons that the model gives: it asks less" in text
    assert "Because of the negative vote of the Russian Federation" in text
    assert "The required number of 9 is not reached" in text
    assert "- Abstaining: Angola, China" in text


def test_the_html_record_is_one_page_that_needs_nothing_else(meeting):
    page = html(meeting)
    reader = Plain()
    reader.feed(page)
    assert not [tag for tag, attrs in reader.tags if "src" in attrs or tag in ("link", "script")]
    assert "less than <it> could" in "".join(reader.text)
    assert len(page.encode()) < 200_000


def test_the_record_names_whoever_presides_and_what_was_refused():
    start = open_meeting(DAY)
    meeting = sit(start, "x", texts(start.law.members)[:1])
    meeting, _ = apply_act(meeting, Act("cede", "RUS"))
    meeting, _ = apply_act(meeting, Act("put", "RUS"))
    meeting, _ = apply_act(meeting, Act("close", "SEN"))
    told = markdown(meeting)
    assert "ruled out of order under rule 19" in told
    assert "The President (Senegal)" in told
    assert "ruled out of order" not in markdown(meeting, refused=False)


def test_the_assembly_can_be_called_over_the_same_noes(meeting):
    after = call_the_assembly(meeting)
    assert after.assembly_called
    assert after.ballots[-1].count.permanent_noes == ("Russian Federation",)
    assert after.ballots[-1].words.rule == "Article 27(2)"
    assert not debate_of_the_veto(after, in_force=True).held, "the session takes its place"


def test_without_a_veto_there_is_nothing_to_call_for():
    start = open_meeting(DAY)
    meeting = sit(start, "x", texts(start.law.members)[1:])
    with pytest.raises(ValueError, match="no draft was vetoed"):
        call_the_assembly(meeting)
    assert not debate_of_the_veto(meeting, in_force=True).held


def test_the_veto_debate_had_it_existed(meeting):
    assert not debate_of_the_veto(meeting).held
    assert debate_of_the_veto(meeting, in_force=True).first == ("RUS",)


def test_another_president_changes_the_chair_and_no_count(meeting):
    again = under_another_president(meeting, "NZL")
    assert again.law.president == "NZL"
    assert [b.count for b in again.ballots] == [b.count for b in meeting.ballots]
    with pytest.raises(ValueError, match="not a member"):
        under_another_president(meeting, "DEU")


def test_sequels_are_told_for_any_sitting(meeting):
    session, debate, president = sequels(meeting)
    assert session.possible
    assert "11-2-2" in session.text
    assert not debate.possible
    assert "21 October 2016" in debate.text
    assert "Senegal" in president.title


def test_under_a_law_without_emergency_sessions():
    start = open_meeting(DAY, institution="assembly-none")
    meeting = sit(start, "x", texts(start.law.members)[:1])
    session, debate, _ = sequels(meeting)
    assert not session.possible
    assert "no emergency special session" in session.text
    assert not debate.possible
    assert "21 October 2016" in debate.text, "resolution 76/262 is another one"
    since = open_meeting(date(2023, 1, 10), institution="assembly-none")
    cast = dict.fromkeys(since.law.members, Vote.YES) | {"RUS": Vote.NO}
    drafts = [ScriptedText("S/1", "FRA", cast)]
    assert sequels(sit(since, "x", drafts))[1].possible


@pytest.mark.parametrize(
    ("name", "called", "told"),
    [
        ("charter", True, "11-2-2"),
        ("assembly-automatic", True, "no vote"),
        ("assembly-substantive", False, "would not be called"),
    ],
)
def test_a_reform_of_uniting_for_peace_changes_what_follows_a_veto(name, called, told):
    start = open_meeting(DAY, institution=name)
    meeting = sit(start, "x", texts(start.law.members)[:1])
    session = sequels(meeting)[0]
    assert session.possible is called
    assert told in session.text


def test_where_nothing_is_vetoed_no_session_is_called_by_itself():
    start = open_meeting(DAY, institution="assembly-automatic")
    assert not sequels(sit(start, "x", texts(start.law.members)[1:]))[0].possible


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("charter", "The members that vetoed are placed first"),
        ("assembly-automatic", "already in emergency special session"),
    ],
)
def test_a_debate_is_told_once_where_the_rule_exists(name, told):
    start = open_meeting(date(2022, 9, 30), institution=name)
    cast = dict.fromkeys(start.law.members, Vote.YES) | {"RUS": Vote.NO, "CHN": Vote.NO}
    debate = sequels(sit(start, "x", [ScriptedText("S/1", "FRA", cast)]))[1]
    assert debate.text.count(told) == 1
    assert "Had it existed" not in debate.text


def test_a_guest_that_is_no_member_of_the_united_nations_is_invited_by_practice():
    start = open_meeting(DAY)
    held = sit(start, "x", texts(start.law.members)[:1], invited=["SYR", "PSE"])
    assert [(guest.name, guest.rule) for guest in held.invited] == [
        ("SYR", Basis.RULE_37),
        ("PSE", Basis.PRACTICE),
    ]


def test_silence_is_broken_by_any_member_in_time():
    start = datetime(2016, 10, 7, 12)
    members = ("MYS", "RUS")
    broken = silence(start, 6, {"MYS": datetime(2016, 10, 7, 17), "DEU": start}, members)
    assert (broken.holds, broken.broken_by) == (False, ("MYS",))
    late = silence(start, 6, {"MYS": datetime(2016, 10, 7, 18, 1)}, members)
    assert (late.holds, late.late) == (True, ("MYS",))
    assert silence(start, 6, {}, members).holds
    with pytest.raises(ValueError, match="must last longer than zero hours"):
        silence(start, 0, {}, members)


def test_consensus_over_arrays_needs_every_member():
    objects = np.zeros((2, 3, 15), dtype=bool)
    objects[1, 2, 7] = True
    assert issued(objects).shape == (2, 3)
    assert issued(objects).sum() == 5


def test_statements_are_stopped_by_one_and_never_voted():
    assert issue_statement("press", []).issued
    stopped = issue_statement("presidential", ["Angola"])
    assert not stopped.issued
    assert "never put to the vote" in stopped.reason
    with pytest.raises(ValueError, match="poem"):
        issue_statement("poem", [])


def test_informal_gatherings_decide_nothing():
    assert arria_formula(["ESP"], ("ESP",)).held
    assert not arria_formula(["DEU"], ("ESP",)).held
