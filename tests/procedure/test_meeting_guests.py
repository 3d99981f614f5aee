"""Who is invited, as what, and what an invitation allows (rules 37 to 39, Article 32)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sim.procedure.meeting import Act, apply_act
from tests.procedure.meetings import acts, refused, roll, ruling, sitting

EARLY = date(1950, 9, 29)
PARTY = ("invite", "RUS", {"who": ["SYR"], "rule": "Article 32"})
PEOPLES = "People's Republic of China"


@pytest.mark.parametrize("decided", [True, False], ids=["invited under rule 37", "not invited"])
def test_what_the_council_decided_before_stands_when_a_finding_is_overruled(decided: bool) -> None:
    meeting = sitting()
    if decided:
        meeting = acts(meeting, ("invite", "FRA", {"who": ["SYR"]}), "no_objection")
        meeting = acts(meeting, ("ask_floor", "SYR"))
    meeting = roll(acts(meeting, PARTY, ("challenge", "FRA")))
    assert [guest.rule for guest in meeting.invited] == (["rule 37"] if decided else [])
    assert meeting.speakers == (("SYR",) if decided else ())


def test_a_state_that_is_no_party_is_not_seated_as_one_again() -> None:
    meeting = roll(acts(sitting(), PARTY, ("challenge", "FRA")))
    assert refused(meeting, "invite", "RUS", who=["Syria"], rule="Article 32").startswith("rule 30")
    assert acts(meeting, ("invite", "RUS", {"who": ["SYR"]}), "no_objection").takes_part("SYR")
    upheld = roll(acts(sitting(), PARTY, ("challenge", "FRA")), "no")
    assert upheld.takes_part("SYR")
    assert upheld.no_parties == ()


@pytest.mark.parametrize(
    ("who", "rule", "guests"),
    [
        (["Syria", "SYR"], "rule 37", ["SYR"]),
        (["Ms A", "SYR", "ms  a ", "Mr B"], "rule 39", ["Ms A", "SYR", "Mr B"]),
    ],
)
def test_each_guest_is_invited_once(who: list[str], rule: str, guests: list[str]) -> None:
    meeting = acts(sitting(), ("invite", "FRA", {"who": who, "rule": rule}), "no_objection")
    assert [guest.name for guest in meeting.invited] == guests


def test_a_text_that_a_member_submits_with_a_guest_is_put_in_its_turn() -> None:
    meeting = acts(sitting(), ("invite", "FRA", {"who": ["SYR"]}), "no_objection")
    joint = {"symbol": "A", "sponsors": ["SYR", "RUS"]}
    meeting = acts(meeting, ("table", "SYR", joint))
    assert acts(meeting, "put").question
    assert acts(meeting, ("withdraw_sponsorship", "SYR", {"proposal": "A"}), "put").question
    alone = acts(meeting, ("table", "SYR", {"symbol": "B"}), ("set_order", "FRA", {"order": ["B"]}))
    assert refused(acts(alone, "no_objection"), "put", "RUS", proposal="B").startswith("rule 38")


def test_that_a_guest_is_a_party_can_be_challenged_as_long_as_it_takes_part_as_one() -> None:
    meeting = acts(sitting(), ("invite", "FRA", {"who": ["SYR"]}), "no_objection")
    second = ("invite", "FRA", {"who": ["IRQ"], "rule": "Article 32"})
    meeting = acts(meeting, PARTY, second, ("table", "FRA", {"symbol": "A"}))
    assert "of his own" in refused(meeting, "challenge", "RUS", party="Syria")
    assert ruling(meeting, "challenge", "RUS").in_order
    voting = acts(meeting, "put")
    assert refused(voting, "challenge", "EGY", party="SYR").startswith("rule 30")
    meeting = roll(acts(roll(voting), ("challenge", "EGY", {"party": "Syria"})))
    assert {guest.name: guest.rule for guest in meeting.invited} == {
        "SYR": "rule 37", "IRQ": "Article 32",
    }  # fmt: skip
    stood = roll(acts(meeting, ("challenge", "EGY")), "no")
    assert refused(stood, "challenge", "EGY").startswith("rule 30")


@pytest.mark.parametrize("name", ["PRC", PEOPLES, "China (People's Republic of)"])
def test_the_government_that_does_not_hold_the_seat_is_heard_under_rule_39(name: str) -> None:
    meeting = sitting(EARLY)
    for rule in ("rule 37", "Article 32"):
        told = refused(meeting, "invite", "ECU", who=[name], rule=rule)
        assert "does not hold the seat of China" in told
    meeting = acts(meeting, ("invite", "ECU", {"who": [name], "rule": "rule 39"}), "no_objection")
    assert [guest.name for guest in meeting.invited] == [PEOPLES]
    meeting, answer = apply_act(meeting, Act("ask_floor", name))
    assert answer.in_order
    assert meeting.speakers == (PEOPLES,)


def test_the_holder_of_the_seat_of_china_needs_no_invitation() -> None:
    for day, name in ((EARLY, "Republic of China"), (EARLY, "China"), (date(2016, 10, 8), "PRC")):
        meeting = sitting(day)
        told = refused(meeting, "invite", meeting.chair, who=[name], rule="rule 39")
        assert "is a member and needs no invitation" in told
    meeting = acts(sitting(EARLY), ("table", "ECU", {"symbol": "A"}), "put")
    assert refused(meeting, "vote", "PRC", vote="yes").startswith("Article 27(1)")


@pytest.mark.parametrize(
    ("day", "who", "may"),
    [(date(1950, 9, 1), "PRK", False), (date(2016, 10, 8), "PRK", True), (EARLY, "PAK", True)],
)
def test_only_members_of_the_united_nations_submit_proposals(
    day: date, who: str, may: bool
) -> None:
    meeting = sitting(day)
    invite = ("invite", meeting.chair, {"who": [who], "rule": "Article 32"})
    meeting = acts(meeting, ("table", "FRA", {"symbol": "A"}), invite)
    tried: list[tuple[str, dict[str, Any]]] = [
        ("table", {"symbol": "B"}),
        ("amend", {"proposal": "A", "symbol": "A1"}),
        ("cosponsor", {"proposal": "A"}),
    ]
    for kind, data in tried:
        assert ruling(meeting, kind, who, **data).in_order is may


def test_a_state_that_was_invited_is_not_told_that_it_may_maintain_a_text() -> None:
    invite = ("invite", "FRA", {"who": ["SYR"]})
    meeting = acts(sitting(), invite, "no_objection", ("table", "FRA", {"symbol": "A"}))
    guest = ruling(meeting, "cosponsor", "SYR", proposal="A")
    assert "only a member may maintain" in guest.reason
    joined = acts(meeting, ("cosponsor", "SYR", {"proposal": "A"}))
    withdrawn = acts(joined, ("withdraw", "FRA", {"proposal": "A"}))
    assert refused(withdrawn, "keep", "SYR", proposal="A").startswith("Articles 31 and 32")
    member = ruling(meeting, "cosponsor", "VEN", proposal="A")
    assert "it may maintain a text that its movers withdraw" in member.reason


@pytest.mark.parametrize("detail", ["Syria; Iraq", "Syria, Iraq", "Syria and Iraq", "SYR;IRQ"])
def test_a_record_is_opened_to_states_under_any_of_their_names(detail: str) -> None:
    meeting = roll(acts(sitting(), ("move", "FRA", {"what": "private"}), "put_motion"))
    access = ("move", "FRA", {"what": "access", "detail": f"{detail}; Ms A"})
    meeting = roll(acts(meeting, access, "put_motion"))
    assert "Syrian Arab Republic; Iraq; Ms A" in meeting.log[-1].ruling.effect
    meeting = acts(meeting, "close")
    for who in ("SYR", "Syria", "IRQ", "Ms A"):
        assert ruling(meeting, "see_record", who).in_order
    assert refused(meeting, "see_record", "TUR").startswith("rule 56")


def test_an_amendment_of_a_member_to_a_guest_s_points_to_the_request_that_is_needed() -> None:
    meeting = acts(sitting(), ("invite", "FRA", {"who": "SYR"}), "no_objection")
    meeting = acts(
        meeting, ("table", "FRA", {"symbol": "A"}),
        ("amend", "SYR", {"proposal": "A", "symbol": "B"}),
        ("amend", "VEN", {"proposal": "B", "symbol": "C"}),
    )  # fmt: skip
    answer = ruling(meeting, "request_vote", "VEN", proposal="C")
    assert "it is put with B" in answer.reason
    assert acts(meeting, ("request_vote", "VEN", {"proposal": "B"}), "put").question.subject == "C"
