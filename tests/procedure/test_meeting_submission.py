"""What a proposal says about itself when it is submitted: its nature, its sponsors, its parts."""

from __future__ import annotations

from datetime import date

import pytest

from sim.procedure.meeting import Status
from tests.procedure.meetings import acts, refused, roll, ruling, sitting

PARTED = ("table", "FRA", {"symbol": "A", "parts": ["flights", "access"]})
DIVIDED = ("divide", "CHN", {"proposal": "A"})
APPLIED = (
    ("receive_application", "RUS", {"state": "Palestine"}),
    ("report_application", "RUS", {"state": "Palestine"}),
)
CALL = {"symbol": "c", "kind": "emergency-session"}


@pytest.mark.parametrize(
    ("institution", "day", "settled", "contrary"),
    [
        ("charter", date(2016, 10, 8), "procedural", "substantive"),
        ("assembly-substantive", date(2016, 10, 8), "substantive", "procedural"),
    ],
)
def test_the_nature_of_a_call_is_that_of_the_institution(institution, day, settled, contrary):
    meeting = sitting(day, institution=institution)
    told = refused(meeting, "table", "EGY", **CALL, nature=contrary)
    assert told.endswith(f"c is {settled} by its kind, which is not open to question.")
    for said in ({}, {"nature": settled}):
        after = acts(meeting, ("table", "EGY", {**CALL, **said}))
        assert after.proposal("c").nature == settled
        assert f"c is {settled}" in refused(after, "ask_nature", "EGY", proposal="c")


def test_an_admission_and_a_recommendation_cannot_be_called_procedural():
    for kind, rule in (("recommendation", "Article 97"), ("admission", "Article 4(2)")):
        meeting = acts(
            sitting(),
            ("receive_application", "RUS", {"state": "PSE"}),
            ("report_application", "RUS", {"state": "PSE"}),
        )
        named = {"symbol": "M", "kind": kind}
        if kind == "admission":
            named["about"] = "PSE"
        told = refused(meeting, "table", "EGY", **named, nature="procedural")
        assert told.startswith(f"{rule}: M is substantive by its kind")
        assert ruling(meeting, "table", "EGY", **named, nature="substantive").in_order


def test_sponsors_are_states_that_are_named_once():
    told = refused(sitting(), "table", "FRA", symbol="A", sponsors=["FRA", "Atlantis"])
    assert "'Atlantis' is not the name or code of a State" in told
    told = refused(sitting(), "table", "FRA", symbol="A", sponsors=["FRA", "ESP", "Spain"])
    assert "Spain is named twice among the sponsors" in told
    told = refused(sitting(), "table", "FRA", symbol="A", sponsors=["FRA", "PSE"])
    assert told.startswith("rule 38: ")
    assert "is not a Member of the United Nations on this day" in told


def test_a_state_that_is_not_on_the_council_may_sponsor_and_is_kept_by_its_code():
    meeting = acts(sitting(), ("table", "FRA", {"symbol": "A", "sponsors": ["France", "Germany"]}))
    assert meeting.proposal("A").sponsors == ("FRA", "DEU")
    day = date(1970, 3, 2)
    told = refused(sitting(day), "table", sitting(day).chair, symbol="A", sponsors=["DEU"])
    assert "is not a Member of the United Nations on this day" in told


def test_a_guest_that_is_no_member_of_the_united_nations_sponsors_nothing():
    for rule in ("Article 32", "previous practice"):
        meeting = acts(sitting(), ("invite", "RUS", {"who": ["PSE"], "rule": rule}))
        if meeting.question is not None:
            meeting = acts(meeting, "no_objection")
        assert meeting.takes_part("PSE")
        answer = ruling(meeting, "table", "FRA", symbol="A", sponsors=["FRA", "PSE"])
        assert not answer.in_order
        assert answer.rule == "rule 38"


def test_parts_that_the_text_does_not_have_are_refused_with_those_it_has():
    meeting = acts(sitting(), PARTED)
    told = ruling(meeting, "divide", "CHN", proposal="A", parts=["flights", "sanctions"])
    assert not told.in_order
    assert told.reason == "A has no part called sanctions. Its parts are: flights, access."
    assert len(told.alternatives) == 2
    after = acts(meeting, ("divide", "CHN", {"proposal": "A", "parts": ["access"]}))
    assert after.proposal("A").separate == ("access",)


def test_an_amendment_that_was_taken_into_the_text_is_one_of_its_parts():
    meeting = acts(
        sitting(),
        PARTED,
        ("amend", "CHN", {"proposal": "A", "symbol": "A1"}),
        ("accept_amendment", "FRA", {"proposal": "A1"}),
        ("divide", "CHN", {"proposal": "A", "parts": ["A1"]}),
    )
    assert meeting.proposal("A").separate == ("A1",)


@pytest.mark.parametrize(("field", "value"), [("about", "PSE"), ("after", "S/2016/1")])
def test_a_field_of_another_kind_of_proposal_is_refused(field, value):
    told = refused(sitting(), "table", "FRA", **{"symbol": "A", field: value})
    assert f"has '{field}'" in told


def test_an_order_of_amendments_names_those_to_be_put_each_once():
    meeting = acts(
        sitting(),
        PARTED,
        ("amend", "CHN", {"proposal": "A", "symbol": "A1", "distance": 0.9}),
        ("amend", "EGY", {"proposal": "A", "symbol": "A2", "distance": 0.1}),
    )
    for wrong in (["A2", "A9"], ["A"], ["A2", "A2"]):
        told = refused(meeting, "put", "RUS", amendments=wrong)
        assert (
            told
            == "rule 36: the order names amendments to A that are to be put, each once: A1, A2."
        )
    assert acts(meeting, ("put", "RUS", {"amendments": ["A2"]})).pending().subject == "A2"
    told = refused(acts(sitting(), PARTED), "put", "RUS", amendments=["A1"])
    assert told == "rule 36: no amendment to A is to be put."


def test_only_an_organ_that_is_appointed_investigates():
    told = refused(sitting(), "move", "EGY", what="suspend", investigates=True)
    assert told.startswith("rule 28: only an organ")
    assert ruling(sitting(), "move", "EGY", what="suspend", investigates=False).in_order


# What hangs on a text that is disposed of


HANGING = (
    PARTED,
    ("amend", "CHN", {"proposal": "A", "symbol": "A1"}),
    ("amend", "EGY", {"proposal": "A1", "symbol": "A1a"}),
)


def statuses(meeting, *symbols):
    return [meeting.proposal(symbol).status for symbol in symbols]


@pytest.mark.parametrize(
    ("way", "gone"),
    [
        (("withdraw", "CHN", {"proposal": "A1"}), ["open", "withdrawn", "lapsed"]),
        (("accept_amendment", "FRA", {"proposal": "A1"}), ["open", "accepted", "lapsed"]),
        (("withdraw", "FRA", {"proposal": "A"}), ["withdrawn", "lapsed", "lapsed"]),
    ],
)
def test_what_hangs_on_a_text_falls_with_it(way, gone):
    meeting = acts(sitting(), *HANGING, way)
    assert statuses(meeting, "A", "A1", "A1a") == gone
    assert acts(meeting, ("table", "EGY", {"symbol": "A1a"})).proposal("A1a").open


def test_amendments_nobody_asked_to_be_put_lapse_with_all_below_them():
    meeting = acts(sitting(), ("invite", "RUS", {"who": ["DEU"]}), "no_objection")
    meeting = acts(
        meeting,
        PARTED,
        ("amend", "DEU", {"proposal": "A", "symbol": "A1"}),
        ("amend", "EGY", {"proposal": "A1", "symbol": "A1a"}),
        "put",
    )
    assert statuses(roll(meeting), "A", "A1", "A1a") == ["adopted", "lapsed", "lapsed"]


def test_a_text_that_is_kept_has_its_amendments_again_but_not_those_withdrawn_before():
    meeting = acts(
        sitting(),
        ("table", "FRA", {"symbol": "A"}),
        ("cosponsor", "ESP", {"proposal": "A"}),
        *HANGING[1:],
        ("amend", "EGY", {"proposal": "A", "symbol": "A2"}),
        ("withdraw", "EGY", {"proposal": "A2"}),
        ("withdraw", "FRA", {"proposal": "A"}),
        ("keep", "ESP", {"proposal": "A"}),
    )
    assert statuses(meeting, "A", "A1", "A1a", "A2") == ["open", "open", "open", "withdrawn"]


# A text of which nothing is left


@pytest.mark.parametrize(
    ("ballots", "status", "vetoed"),
    [
        ([{"RUS": "no"}, {"RUS": "no"}], Status.VETOED, "flights, access"),
        ([{"default": "no"}, {"RUS": "no"}], Status.VETOED, "access"),
        ([{"default": "no"}, {"default": "no"}], Status.NOT_ADOPTED, ""),
    ],
)
def test_a_text_whose_parts_were_vetoed_is_vetoed_and_the_reason_says_which(
    ballots, status, vetoed
):
    meeting = acts(sitting(), PARTED, DIVIDED, "put")
    for votes in ballots:
        meeting = roll(meeting, **votes)
    assert meeting.question is None
    assert meeting.proposal("A").status is status
    effect = str(meeting.log[-1].ruling.effect)
    assert "All its parts were rejected" in effect
    owing = f"It fails owing to a permanent member's negative vote on: {vetoed}."
    assert (owing in effect) is bool(vetoed)


def test_only_the_last_ballots_on_a_text_submitted_again_count():
    meeting = acts(sitting(), PARTED, DIVIDED, "put")
    meeting = roll(roll(meeting, RUS="no"), RUS="no")
    meeting = acts(meeting, PARTED, DIVIDED, "put")
    meeting = roll(roll(meeting, "no"), "no")
    assert meeting.proposal("A").status is Status.NOT_ADOPTED


def test_an_amendment_whose_parts_were_vetoed_is_vetoed():
    meeting = acts(
        sitting(),
        PARTED,
        ("amend", "CHN", {"proposal": "A", "symbol": "A1", "parts": ["one", "two"]}),
        ("divide", "EGY", {"proposal": "A1", "parts": ["one", "two"]}),
        "put",
    )
    meeting = roll(roll(meeting, RUS="no"), RUS="no")
    assert meeting.proposal("A1").status is Status.VETOED
    assert meeting.pending().subject == "A"


@pytest.mark.parametrize(
    ("first", "before", "adopted"),
    [
        ({"kind": "recommendation"}, (("move", "RUS", {"what": "private"}), "put_motion"), "A"),
        ({"kind": "admission", "about": "Palestine"}, APPLIED, "admitted"),
    ],
    ids=["of a Secretary-General", "of a State"],
)
def test_a_text_that_is_submitted_again_is_of_the_kind_that_it_was(first, before, adopted):
    opened = acts(sitting(), before[0])
    opened = (
        roll(acts(opened, before[1]))
        if first["kind"] == "recommendation"
        else acts(opened, before[1])
    )
    again = acts(opened, ("table", "USA", {"symbol": "A", **first}), "put")
    again = acts(roll(again, RUS="no"), ("table", "USA", {"symbol": "A"}))
    text = again.proposal("A")
    assert (text.kind, text.about) == (first["kind"], "PSE" if "about" in first else "")
    assert adopted in roll(acts(again, "put")).log[-1].ruling.effect
    lost = roll(acts(again, "put"), "no")
    assert "another symbol" in refused(lost, "table", "USA", symbol="A", kind="draft")


def test_a_call_of_the_assembly_that_is_submitted_again_is_one():
    vetoed = roll(acts(sitting(), ("table", "FRA", {"symbol": "A"}), "put"), RUS="no")
    lost = roll(acts(vetoed, ("table", "USA", {**CALL, "after": "A"}), "put"), "no")
    again = acts(lost, ("table", "USA", {"symbol": "c"}))
    assert again.proposal("c").after == "A"
    assert roll(acts(again, "put"), RUS="no").assembly_called


def test_a_recommendation_that_is_lost_in_its_parts_goes_to_the_assembly():
    parted = {"symbol": "M", "kind": "admission", "about": "Palestine", "parts": ["one"]}
    meeting = acts(sitting(), *APPLIED, ("table", "USA", parted))
    meeting = acts(meeting, ("divide", "EGY", {"proposal": "M", "parts": ["one"]}), "put")
    for against in ({"RUS": "no"}, dict.fromkeys(meeting.law.members, "no")):
        assert "special report (rule 60)" in roll(meeting, **against).log[-1].ruling.effect


def test_a_text_for_another_state_is_not_the_earlier_one_submitted_again() -> None:
    first = ("table", "FRA", {"symbol": "S", "kind": "admission", "about": "Palestine"})
    opened = acts(sitting(), ("receive_application", "RUS", {"state": "Palestine"}))
    meeting = acts(opened, ("report_application", "RUS", {"state": "Palestine"}), first)
    meeting = acts(meeting, ("withdraw", "FRA", {"proposal": "S"}))
    assert "before the Council again" in ruling(meeting, *first[:2], **first[2]).effect
    other = acts(meeting, ("receive_application", "RUS", {"state": "Holy See"}))
    other = acts(other, ("report_application", "RUS", {"state": "Holy See"}))
    answer = ruling(other, *first[:2], **{**first[2], "about": "Holy See"})
    assert answer.effect == "S is before the Council."
