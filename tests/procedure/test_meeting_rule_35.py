"""Who can maintain a text that is withdrawn (rule 35)."""

from __future__ import annotations

import pytest

from tests.procedure.meetings import acts, offered, refused, roll, sitting

TABLE_A = ("table", "FRA", {"symbol": "A"})
A = {"proposal": "A"}


def test_everyone_who_seconded_can_keep_it() -> None:
    meeting = acts(sitting(), TABLE_A, ("second", "EGY", A), ("second", "JPN", A))
    meeting = acts(meeting, ("withdraw", "FRA", A))
    assert "Egypt, Japan" in meeting.log[-1].ruling.effect
    for code in ("EGY", "JPN"):
        assert acts(meeting, ("keep", code, A)).proposal("A").mover == code


def test_nobody_seconds_his_own_text_or_twice() -> None:
    meeting = acts(sitting(), TABLE_A, ("cosponsor", "ESP", A), ("second", "EGY", A))
    assert "sponsors it already" in refused(meeting, "second", "FRA", **A)
    assert "sponsors it already" in refused(meeting, "second", "ESP", **A)
    assert "has seconded it already" in refused(meeting, "second", "EGY", **A)
    meeting = acts(meeting, ("withdraw", "FRA", A))
    assert "keep" not in offered(meeting, "FRA")
    assert acts(meeting, ("keep", "EGY", A)).proposal("A").open


@pytest.mark.parametrize("other", ["EGY", "JPN", "ESP"])
def test_one_who_keeps_a_text_does_not_end_the_right_of_the_others(other: str) -> None:
    meeting = acts(sitting(), TABLE_A, ("second", "EGY", A), ("second", "JPN", A))
    meeting = acts(meeting, ("cosponsor", "ESP", A), ("cosponsor", "UKR", A))
    meeting = acts(meeting, ("withdraw", "FRA", A), ("keep", "UKR", A), ("withdraw", "UKR", A))
    assert refused(meeting, "keep", "FRA", **A).startswith("rule 35")
    assert refused(meeting, "keep", "UKR", **A).startswith("rule 35")
    assert acts(meeting, ("keep", other, A)).proposal("A").mover == other


def test_those_who_could_keep_it_are_members() -> None:
    meeting = acts(sitting(), ("table", "FRA", {"symbol": "A", "sponsors": ["FRA", "TUR"]}))
    meeting = acts(meeting, ("withdraw", "FRA", A))
    assert meeting.log[-1].ruling.effect == "A is withdrawn."


@pytest.mark.parametrize("by", ["FRA", "RUS", "EGY"])
def test_a_withdrawn_text_keeps_its_symbol_while_somebody_can_maintain_it(by: str) -> None:
    meeting = acts(sitting(), TABLE_A, ("second", "EGY", A), ("withdraw", "FRA", A))
    assert refused(meeting, "table", by, symbol="A").startswith("rule 35: A was withdrawn, but")
    assert acts(meeting, ("table", by, {"symbol": "B"}), ("keep", "EGY", A)).proposal("A").open


def test_a_withdrawn_text_that_nobody_can_maintain_leaves_its_symbol() -> None:
    meeting = acts(sitting(), TABLE_A, ("withdraw", "FRA", A), ("table", "RUS", {"symbol": "A"}))
    assert meeting.proposal("A").mover == "RUS"
    meeting = acts(sitting(), TABLE_A, ("second", "EGY", A), ("withdraw", "FRA", A))
    meeting = acts(meeting, ("object_credentials", "USA", {"of": "EGY"}))
    meeting = roll(acts(meeting, ("put_credentials", "RUS", {"of": "EGY"})))
    assert acts(meeting, ("table", "FRA", {"symbol": "A"})).proposal("A").open


def test_an_amendment_is_not_maintained_when_its_text_was_decided() -> None:
    amend = ("amend", "CHN", {"proposal": "A", "symbol": "A1"})
    meeting = acts(sitting(), TABLE_A, amend, ("second", "EGY", {"proposal": "A1"}))
    meeting = acts(meeting, ("withdraw", "CHN", {"proposal": "A1"}))
    assert acts(meeting, ("keep", "EGY", {"proposal": "A1"})).proposal("A1").open
    decided = roll(acts(meeting, "put"))
    assert refused(decided, "keep", "EGY", proposal="A1").startswith("rule 35")


def test_a_text_that_is_maintained_goes_before_a_motion_moved_meanwhile() -> None:
    gone = acts(
        sitting(), ("table", "FRA", {"symbol": "T"}), ("second", "GBR", {"proposal": "T"}),
        ("withdraw", "FRA", {"proposal": "T"}),
        ("move", "FRA", {"what": "appoint", "detail": "a committee"}),
    )  # fmt: skip
    kept = acts(gone, ("keep", "GBR", {"proposal": "T"}))
    assert acts(kept, ("put", "RUS", {"proposal": "T"})).pending().subject == "T"
    assert refused(kept, "put_motion", "RUS").startswith("rule 32")
    again = acts(gone, ("keep", "GBR", {"proposal": "T"}), ("withdraw", "GBR", {"proposal": "T"}))
    assert acts(again, "put_motion").pending().subject == "appoint"


def test_the_amendments_of_a_text_that_can_be_maintained_keep_their_symbols() -> None:
    amended = acts(
        sitting(), TABLE_A, ("amend", "CHN", {"proposal": "A", "symbol": "A1"}),
        ("amend", "USA", {"proposal": "A1", "symbol": "A2"}), ("second", "EGY", A),
        ("withdraw", "FRA", A),
    )  # fmt: skip
    for symbol in ("A1", "A2"):
        assert refused(amended, "table", "RUS", symbol=symbol).startswith("rule 35")
    kept = acts(amended, ("keep", "EGY", A), "put")
    assert kept.pending().subject == "A2"
    alone = acts(sitting(), TABLE_A, ("amend", "CHN", {"proposal": "A", "symbol": "A1"}))
    gone = acts(alone, ("withdraw", "FRA", A), ("table", "RUS", {"symbol": "A1"}))
    assert gone.named("A1").kind == "draft", "nobody can maintain it"
