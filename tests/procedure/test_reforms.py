"""Institutions replace one rule each; the Assembly's sequels; order and precedence."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.domain.ballots import Outcome
from sim.procedure.assembly import veto_debate, working_days_after
from sim.procedure.councils import council_on
from sim.procedure.meeting import Circumstances
from sim.procedure.meeting.deciding import law_on_question
from sim.procedure.reforms import INSTITUTIONS, institution
from sim.procedure.rules import meeting_due, order_of_amendments, precedence_of
from sim.procedure.voting_rule import VotingRule
from tests.procedure.meetings import acts, roll, sitting

DAY = date(2016, 10, 8)
MEMBERS = council_on(DAY).members


def test_the_charter_is_what_councils_say():
    charter = INSTITUTIONS["charter"]
    assert charter.voting_rule(DAY) == VotingRule(9, 1)
    assert charter.voting_rule(date(1960, 1, 1)) == VotingRule(7, 1)
    assert charter.seats(DAY) == 15
    assert charter.permanent_mask(MEMBERS, DAY, atrocity=False).sum() == 5


def test_a_reform_replaces_one_rule_and_leaves_the_others():
    two = institution("two-vetoes")
    assert two.voting_rule(DAY) == VotingRule(9, 2)
    assert two.seats(DAY) == 15
    assert institution("no-veto").voting_rule(DAY).blocking == 0


def test_a_conference_decides_by_more_than_half_of_its_members_or_of_the_council():
    conference = institution("conference")
    assert conference.voting_rule(DAY, 20) == VotingRule(11, 0)
    assert conference.voting_rule(DAY) == VotingRule(8, 0)
    assert conference.voting_rule(date(1960, 1, 1)) == VotingRule(6, 0)


@pytest.mark.parametrize(
    ("name", "seats", "quota", "able"),
    [
        ("enlarged-24", 24, 15, 5),
        ("enlarged-25", 25, 14, 5),
        ("enlarged-25-veto", 25, 14, 9),
        ("enlarged-25-elected", 25, 15, 5),
        ("enlarged-26", 26, 16, 9),
    ],
)
def test_enlarged_councils(name, seats, quota, able):
    item = institution(name)
    assert item.seats(DAY) == seats
    assert item.voting_rule(DAY).quota == quota
    assert len(item.permanent_codes(DAY, atrocity=False)) == able


def test_seat_and_veto_are_two_things():
    item = institution("enlarged-25")
    assert "DEU" in item.standing_codes(DAY)
    assert not item.permanent_mask(["DEU", "FRA"], DAY, atrocity=False)[0]
    assert institution("enlarged-25-veto").permanent_mask(["DEU", "FRA"], DAY, atrocity=False).all()


def test_restraint_binds_only_where_atrocities_are_at_stake():
    item = institution("veto-restraint-signed")
    assert "FRA" in item.permanent_codes(DAY, atrocity=False)
    assert "FRA" not in item.permanent_codes(DAY, atrocity=True)
    assert "RUS" in item.permanent_codes(DAY, atrocity=True)
    assert institution("veto-restraint").permanent_codes(DAY, atrocity=True) == ()


def test_a_list_of_members_is_judged():
    charter = institution("charter")
    assert charter.problems(MEMBERS, DAY) == []
    problems = charter.problems([*MEMBERS[:-1], "AGO", "DEU"], DAY)
    assert any("16 members" in text for text in problems)
    assert any("AGO is listed more than once" in text for text in problems)
    assert any("RUS" in text for text in charter.problems(MEMBERS[:3], DAY))


def test_unknown_institutions_are_named():
    with pytest.raises(LookupError, match="two-vetoes"):
        institution("three-vetoes")


def test_the_veto_debate_is_dated_law():
    assert not veto_debate(DAY, ["RUS"]).held
    supposed = veto_debate(DAY, ["RUS"], in_force=True)
    assert supposed.held
    assert supposed.by == date(2016, 10, 21)
    assert supposed.first == ("RUS",)
    assert veto_debate(date(2022, 4, 26), ["RUS"]).held
    assert not veto_debate(date(2022, 4, 25), ["RUS"]).held
    assert not veto_debate(date(2023, 1, 10), []).held
    assert not veto_debate(date(2023, 1, 10), ["RUS"], emergency_session=True).held


def test_working_days_skip_the_weekend():
    assert working_days_after(date(2016, 10, 7), 1) == date(2016, 10, 10)
    assert working_days_after(date(2016, 10, 8), 5) == date(2016, 10, 14)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=8))
def test_amendments_that_add_or_delete_go_first_then_the_furthest(items):
    named = [(f"A{k}", distance, adds) for k, (distance, adds) in enumerate(items)]
    order = order_of_amendments(named)
    by_name = {name: (distance, adds) for name, distance, adds in named}
    assert sorted(order) == sorted(by_name)
    for first, second in itertools.pairwise(order):
        d1, a1 = by_name[first]
        d2, a2 = by_name[second]
        assert a1 >= a2
        if a1 == a2:
            assert d1 >= d2


def test_precedence_and_intervals():
    ranks = [
        precedence_of(what)
        for what in ("suspend", "adjourn", "adjourn_to", "refer", "postpone", "amend", "private")
    ]
    assert ranks == sorted(ranks)
    assert meeting_due(DAY, DAY + timedelta(days=14))
    assert not meeting_due(DAY, DAY + timedelta(days=13))


def test_masks_are_boolean_arrays():
    mask = institution("charter").permanent_mask(MEMBERS, DAY, atrocity=False)
    assert mask.dtype == np.bool_
    assert [code for code, able in zip(MEMBERS, mask, strict=True) if able] == [
        "CHN", "FRA", "RUS", "GBR", "USA",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["veto-restraint", "veto-restraint-signed"])
@pytest.mark.parametrize("kind", ["draft", "recommendation", "admission"])
def test_a_restraint_on_the_veto_is_for_texts_on_the_atrocities(name: str, kind: str) -> None:
    circumstances = Circumstances(atrocity=True, secret=kind == "recommendation")
    meeting = sitting(institution=name, circumstances=circumstances)
    applied = [("receive_application", "RUS", {"state": "Palestine"})]
    reported = [("report_application", "EGY", {"state": "Palestine"})]
    before = [*applied, *reported] if kind == "admission" else []
    about = {"about": "Palestine"} if kind == "admission" else {}
    text = ("table", "EGY", {"symbol": "R", "kind": kind, **about})
    private = [("move", "EGY", {"what": "private"}), ("put_motion", "RUS", {"consent": True})]
    alone = [*private, "no_objection"] if kind == "recommendation" else []
    meeting = acts(meeting, *before, text, *alone, "put")
    restrained = kind == "draft"
    assert bool(law_on_question(meeting, meeting.question).blocked_by(["FRA"])) is not restrained
    ballot = roll(meeting, FRA="no").ballots[-1]
    assert ballot.count.outcome is (Outcome.ADOPTED if restrained else Outcome.VETOED)
    assert (ballot.count.vetoes == ("a permanent member",)) is (kind == "recommendation")
