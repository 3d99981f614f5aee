"""What a veto leads to: the call of the Assembly, whatever becomes of the symbol (377 A (V))."""

from __future__ import annotations

import pytest

from tests.procedure.meetings import acts, overridden, refused, roll, sitting

CALL = ("table", "USA", {"symbol": "E", "kind": "emergency-session"})
DIVIDED = ("divide", "USA", {"proposal": "A", "parts": ["one"]})
AGAIN = {
    "as a draft": {"symbol": "A"},
    "as a recommendation": {"symbol": "A", "kind": "recommendation"},
}


@pytest.mark.parametrize("whole", [True, False], ids=["as a whole", "in all its parts"])
@pytest.mark.parametrize("again", AGAIN)
def test_a_veto_counts_whatever_bears_the_symbol_now(again: str, whole: bool) -> None:
    meeting = acts(sitting(), ("table", "FRA", {"symbol": "A", "parts": ["one"]}))
    meeting = roll(acts(meeting, "put") if whole else acts(meeting, DIVIDED, "put"), RUS="no")
    meeting = overridden(meeting, "table", "RUS", **AGAIN[again])
    meeting = acts(meeting, ("withdraw", "RUS", {"proposal": "A"}))
    for after in ({}, {"after": "A"}):
        called = acts(meeting, (*CALL[:2], CALL[2] | after), "put")
        assert roll(called, RUS="no").assembly_called


def test_a_text_that_was_lost_for_want_of_votes_is_no_ground_for_a_call() -> None:
    meeting = roll(acts(sitting(), ("table", "FRA", {"symbol": "A"}), "put"), "abstain", RUS="no")
    assert "vetoed" in refused(acts(meeting, CALL), "put", "RUS")


@pytest.mark.parametrize("whole", [True, False], ids=["as a whole", "in all its parts"])
def test_a_veto_calls_the_assembly_itself_where_a_reform_says_so(whole: bool) -> None:
    for institution in ("assembly-automatic", "charter"):
        meeting = sitting(institution=institution)
        meeting = acts(meeting, ("table", "FRA", {"symbol": "A", "parts": ["one"]}))
        meeting = roll(acts(meeting, "put") if whole else acts(meeting, DIVIDED, "put"), RUS="no")
        automatic = institution == "assembly-automatic"
        assert meeting.assembly_called is automatic
        assert meeting.log[-1].ruling.effect.count("the veto itself calls") == automatic
