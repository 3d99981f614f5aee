"""Separate votes, and the vote on what remains as a whole (rule 32)."""

from __future__ import annotations

from sim.procedure.meeting import Status
from tests.procedure.meetings import acts, roll, sitting

TWO = {"parts": ["one", "two"]}


def test_a_text_of_which_other_parts_may_exist_is_put_as_a_whole() -> None:
    divide = ("divide", "USA", {"proposal": "A", **TWO})
    meeting = acts(sitting(), ("table", "FRA", {"symbol": "A"}), divide, "put")
    meeting = roll(roll(meeting, "no"), "no")
    assert meeting.question.kind == "proposal"
    assert roll(meeting).proposal("A").status is Status.ADOPTED


def test_a_text_of_which_every_part_is_known_to_be_lost_is_not_put() -> None:
    divide = ("divide", "USA", {"proposal": "A", **TWO})
    meeting = acts(sitting(), ("table", "FRA", {"symbol": "A", **TWO}), divide, "put")
    meeting = roll(roll(meeting, "no"), "abstain")
    assert meeting.proposal("A").status is Status.NOT_ADOPTED
    assert len(meeting.ballots) == 2


def test_an_amendment_that_was_adopted_remains_when_the_other_parts_are_lost() -> None:
    meeting = acts(
        sitting(),
        ("table", "FRA", {"symbol": "A", **TWO}),
        ("amend", "USA", {"proposal": "A", "symbol": "A1", "adds_or_deletes": True}),
        ("divide", "USA", {"proposal": "A", **TWO}),
        "put",
    )
    meeting = roll(roll(roll(meeting), "no"), "no")
    assert meeting.question.kind == "proposal"


def test_an_amendment_taken_in_is_a_part_that_can_be_lost_with_the_others() -> None:
    meeting = acts(
        sitting(),
        ("table", "FRA", {"symbol": "A", "parts": ["one"]}),
        ("amend", "FRA", {"proposal": "A", "symbol": "A1"}),
        ("divide", "USA", {"proposal": "A", "parts": ["one", "A1"]}),
        "put",
    )
    meeting = roll(roll(meeting, "no"), "no")
    assert meeting.proposal("A").status is Status.NOT_ADOPTED


def test_an_amendment_is_put_as_a_whole_unless_all_its_known_parts_are_lost() -> None:
    for parts, kind in (((), "amendment"), (("one", "two"), "proposal")):
        meeting = acts(
            sitting(),
            ("table", "FRA", {"symbol": "A"}),
            ("amend", "CHN", {"proposal": "A", "symbol": "A1", "parts": parts}),
            ("divide", "EGY", {"proposal": "A1", **TWO}),
            "put",
        )
        assert roll(roll(meeting, "no"), "no").question.kind == kind
