"""Joint sponsors are joint movers, alike: leaving, withdrawing, maintaining (rules 35 and 38)."""

from __future__ import annotations

import pytest

from sim.procedure.meeting import Meeting
from tests.procedure.meetings import acts, offered, refused, roll, sitting

A = {"proposal": "A"}


def _joint(*movers: str) -> Meeting:
    first, *others = movers
    return acts(sitting(), ("table", first, {"symbol": "A", "sponsors": others}))


def _unseated(meeting: Meeting, code: str) -> Meeting:
    asked = acts(meeting, ("object_credentials", "USA", {"of": code}))
    return roll(acts(asked, ("put_credentials", "RUS", {"of": code})))


@pytest.mark.parametrize("leaving", ["FRA", "ESP"])
def test_each_of_them_can_take_its_name_off_whoever_is_named_first(leaving: str) -> None:
    left = acts(_joint("FRA", "ESP"), ("withdraw_sponsorship", leaving, A)).named("A")
    assert left.movers == tuple(code for code in ("FRA", "ESP") if code != leaving)


@pytest.mark.parametrize(("withdraws", "absent"), [("FRA", "ESP"), ("ESP", "FRA")])
def test_one_that_was_not_represented_can_maintain_what_the_other_withdrew(
    withdraws: str, absent: str
) -> None:
    meeting = acts(_unseated(_joint("FRA", "ESP"), absent), ("withdraw", withdraws, A))
    assert meeting.name(absent) in meeting.log[-1].ruling.effect
    meeting = acts(meeting, ("accredit", absent), ("keep", absent, A))
    assert meeting.named("A").movers == (absent,)


def test_a_text_that_only_a_guest_still_submits_is_put_at_the_request_of_a_member() -> None:
    guest = acts(sitting(), ("invite", "FRA", {"who": ["Syria"], "rule": "rule 37"}))
    meeting = acts(guest, "no_objection", ("table", "SYR", {"symbol": "A", "sponsors": ["VEN"]}))
    assert acts(meeting, "put").question is not None
    left = acts(meeting, ("withdraw_sponsorship", "VEN", A))
    assert refused(left, "put", "RUS").startswith("rule 38")
    assert "request_vote" in offered(left, "EGY")
    assert acts(left, ("request_vote", "EGY", A), "put").question is not None


def test_a_request_of_a_member_stays_when_a_member_leaves_the_text() -> None:
    guest = acts(sitting(), ("invite", "FRA", {"who": ["Syria"], "rule": "rule 37"}))
    meeting = acts(guest, "no_objection", ("table", "SYR", {"symbol": "A"}))
    meeting = acts(meeting, ("request_vote", "VEN", A), ("cosponsor", "VEN", A))
    left = acts(meeting, ("withdraw_sponsorship", "VEN", A))
    assert acts(left, "put").question is not None


def test_a_text_that_is_maintained_comes_back_with_the_question_of_its_nature() -> None:
    meeting = acts(sitting(), ("table", "FRA", {"symbol": "A", "nature": "procedural"}))
    meeting = acts(meeting, ("second", "ESP", A), ("ask_nature", "RUS", A), ("withdraw", "FRA", A))
    assert not meeting.nature_asked
    kept = acts(meeting, ("keep", "ESP", A))
    assert refused(kept, "put", "RUS").startswith("San Francisco Statement, II.2")
    settled = roll(acts(kept, "put_nature"), RUS="no")
    assert not settled.named("A").procedural
