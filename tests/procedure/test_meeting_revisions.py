"""A text that its sponsors revise is, in law, as if it had been submitted so."""

from __future__ import annotations

from typing import Any

import pytest

from sim.procedure.meeting import Meeting
from tests.procedure.meetings import acts, refused, roll, ruling, sitting, under

PROCEDURAL = ("table", "FRA", {"symbol": "A", "nature": "procedural", "parts": ["1", "2", "3"]})
ASKED = ("ask_nature", "EGY", {"proposal": "A"})


def revise(by: str = "FRA", **data: Any) -> tuple[str, str, dict[str, Any]]:
    return ("revise", by, {"proposal": "A", **data})


def test_whether_a_text_is_procedural_is_no_longer_asked_once_it_binds() -> None:
    meeting = acts(sitting(), PROCEDURAL, ASKED)
    effect = ruling(meeting, "revise", "FRA", proposal="A", binding=True).effect
    assert "A now binds under Chapter VII: it is a question of substance" in effect
    meeting = acts(meeting, revise(binding=True))
    assert "nobody asked" in refused(meeting, "put_nature", meeting.chair)
    assert roll(acts(meeting, "put"), RUS="no").named("A").status == "vetoed"


def test_an_amendment_is_voted_like_the_text_that_binds_now() -> None:
    change = ("amend", "CHN", {"proposal": "A", "symbol": "B", "parts": ["4"]})
    further = ("amend", "USA", {"proposal": "B", "symbol": "C", "parts": ["5"]})
    meeting = acts(sitting(), PROCEDURAL, change, further, revise(binding=True), "put")
    assert roll(meeting, RUS="no").named("C").status == "vetoed"


@pytest.mark.parametrize("again", ["revised", "submitted again"])
def test_parties_that_the_mover_named_are_bound_again_once_the_text_no_longer_binds(
    again: str,
) -> None:
    text = {"symbol": "A", "bound": ["RUS"]}
    meeting = acts(under(parties=("CHN",)), ("table", "FRA", text))
    assert meeting.named("A").bound == ("CHN", "RUS")
    meeting = acts(meeting, revise(binding=True))
    assert meeting.named("A").bound == ()
    if again == "revised":
        meeting = acts(meeting, revise(binding=False))
    else:
        anew = ("table", "FRA", {"symbol": "A", "binding": False})
        meeting = acts(meeting, ("withdraw", "FRA", {"proposal": "A"}), anew)
    assert meeting.named("A").bound == ("CHN", "RUS")


def test_a_state_that_the_council_held_to_be_no_party_is_not_bound_again() -> None:
    meeting = acts(sitting(), ("table", "FRA", {"symbol": "A", "bound": ["RUS"]}))
    meeting = acts(meeting, ("challenge", "RUS", {"party": "RUS"}))
    meeting = roll(meeting)
    assert acts(meeting, revise(binding=True), revise(binding=False)).named("A").bound == ()


def test_silence_on_a_text_is_no_consent_to_another() -> None:
    meeting = acts(sitting(), PROCEDURAL, ("put", "RUS", {"proposal": "A", "consent": True}))
    meeting = acts(meeting, ("object", "CHN"))
    effect = ruling(meeting, "revise", "FRA", proposal="A", parts=["1"]).effect
    assert effect == "A is revised. Consent to its adoption has to be asked for again."
    meeting = acts(meeting, revise(parts=["1"]))
    assert (meeting.question, meeting.objectors) == (None, ())
    assert "nothing is before the Council" in refused(meeting, "no_objection", meeting.chair)


def test_a_revised_text_has_its_parts_in_their_new_order() -> None:
    meeting = acts(sitting(), PROCEDURAL, revise(parts=["2", "3", "1"]))
    assert meeting.named("A").present == ("2", "3", "1")
    meeting = acts(meeting, ("divide", "CHN", {"proposal": "A"}), "put")
    assert meeting.question.names == ("2",)


def test_a_part_that_was_asked_for_is_put_though_it_was_out_of_the_text_meanwhile() -> None:
    asked = ("divide", "EGY", {"proposal": "A", "parts": ["2"]})
    back = ("amend", "CHN", {"proposal": "A", "symbol": "B", "parts": ["2"]})
    meeting = acts(sitting(), PROCEDURAL, asked, revise(parts=["1", "3"]), back, "put")
    assert roll(meeting).question.names == ("2",)
    lost = roll(meeting, "no")
    assert (lost.question.kind, lost.question.subject) == ("proposal", "A")


def test_an_amendment_that_only_adds_once_the_text_is_revised_goes_first() -> None:
    other = ("amend", "CHN", {"proposal": "A", "symbol": "B", "parts": ["1"], "distance": 0.2})
    adding = {"proposal": "A", "symbol": "C", "parts": ["4"], "adds_or_deletes": True}
    meeting = acts(sitting(), PROCEDURAL, other, ("amend", "EGY", adding))
    assert acts(meeting, "put").question.subject == "C"
    meeting = acts(meeting, revise(parts=["2", "3", "4"]), "put")
    assert meeting.question.subject == "B"


# Consent of several movers


def _joint(*items: Any) -> Meeting:
    text = ("table", "FRA", {"symbol": "A", "sponsors": ["EGY"], "parts": ["1"]})
    change = ("amend", "RUS", {"proposal": "A", "symbol": "B", "deletes": ["1"], "parts": ["2"]})
    return acts(sitting(), text, change, *items)


def _accept(by: str, symbol: str = "B") -> tuple[str, str, dict[str, Any]]:
    return ("accept_amendment", by, {"proposal": symbol})


def test_consent_to_an_amendment_is_to_what_it_was_then() -> None:
    further = ("amend", "CHN", {"proposal": "B", "symbol": "C", "deletes": ["2"], "parts": ["3"]})
    meeting = _joint(further, _accept("FRA"), _accept("RUS", "C"), _accept("EGY"))
    assert meeting.named("A").present == ("1",)
    assert meeting.named("B").open
    assert acts(meeting, _accept("FRA")).named("A").present == ("3",)


def test_an_amendment_is_taken_in_once_all_agree_who_still_submit_the_text() -> None:
    left = ("withdraw_sponsorship", "EGY", {"proposal": "A"})
    meeting = _joint(_accept("FRA"))
    effect = ruling(meeting, *left[:2], **left[2]).effect
    assert effect == "Egypt no longer sponsors A. A is revised."
    assert acts(meeting, left).named("A").present == ("2",)


# Chapter VII that comes or goes in the meeting

VI = ("table", "FRA", {"symbol": "A", "parts": ["1", "2"]})
VII = ("table", "FRA", {"symbol": "A", "parts": ["1", "2"], "binding": True, "binding_in": ["1"]})
TO_BIND = ("amend", "CHN", {"proposal": "A", "symbol": "B", "parts": ["1"], "binding": True})
NOT_TO_BIND = ("amend", "CHN", {"proposal": "A", "symbol": "B", "parts": ["1"], "binding": False})
DELETE = ("amend", "CHN", {"proposal": "A", "symbol": "B", "deletes": ["1"]})
AS_SUB = ("amend", "CHN", {"proposal": "A", "symbol": "B", "parts": ["1"]})
SUB = ("amend", "USA", {"proposal": "B", "symbol": "C", "parts": ["9"], "binding": True})


@pytest.mark.parametrize("way", ["voted", "accepted"])
@pytest.mark.parametrize(
    ("text", "amendments", "bound"),
    [
        (VI, [TO_BIND], ()),
        (VII, [NOT_TO_BIND], ("RUS",)),
        (VII, [DELETE], ("RUS",)),
        (VI, [AS_SUB, SUB], ()),
        (VII, [AS_SUB], ()),
    ],
    ids=["added", "replaced", "deleted", "added by one to an amendment", "another wording"],
)
def test_a_party_abstains_on_the_text_as_amended(
    way: str, text: Any, amendments: list[Any], bound: tuple[str, ...]
) -> None:
    meeting = acts(under(parties=("RUS",)), text, *amendments)
    if way == "accepted":
        accepting = [_accept("CHN", "C")] if len(amendments) == 2 else []
        meeting = acts(meeting, *accepting, _accept("FRA"), "put")
    else:
        meeting = acts(meeting, "put")
        for _ in amendments:
            meeting = roll(meeting, RUS="abstain")
    assert (meeting.question.kind, meeting.question.subject) == ("proposal", "A")
    assert meeting.named("A").bound == bound
    said = ruling(meeting, "vote", "RUS", vote="no")
    assert said.in_order is not bool(bound)


def test_a_party_abstains_on_what_a_separate_vote_leaves() -> None:
    asked = ("divide", "EGY", {"proposal": "A", "parts": ["1"]})
    meeting = acts(under(parties=("RUS",)), VII, asked, "put")
    lost = roll(meeting, "no")
    assert "A no longer binds under Chapter VII. Bound to abstain" in lost.log[-1].ruling.effect
    assert lost.named("A").bound == ("RUS",)
    assert roll(meeting).named("A").bound == ()


def test_a_text_submitted_again_without_the_part_that_says_so_no_longer_binds() -> None:
    meeting = acts(under(parties=("RUS",)), VII, ("withdraw", "FRA", {"proposal": "A"}))
    without = acts(meeting, ("table", "FRA", {"symbol": "A", "parts": ["2"]})).named("A")
    assert (without.binding, without.binding_in, without.bound) == (False, (), ("RUS",))
    again = acts(meeting, ("table", "FRA", {"symbol": "A"})).named("A")
    assert (again.binding, again.binding_in, again.bound) == (True, ("1",), ())


def test_a_text_of_procedure_that_is_amended_to_bind_is_put_as_one_of_substance() -> None:
    meeting = acts(sitting(), PROCEDURAL, TO_BIND, "put")
    meeting = roll(meeting)
    assert not meeting.question.procedural
    assert roll(meeting, RUS="no").named("A").status == "vetoed"


def test_what_cannot_bind_is_refused() -> None:
    advice = ("table", "FRA", {"symbol": "A", "kind": "recommendation"})
    change = {"proposal": "A", "symbol": "B", "binding": True}
    assert "only a proposal of the kind" in refused(
        acts(sitting(), advice), "amend", "CHN", **change
    )
    part = {"symbol": "A", "parts": ["1"], "binding": True, "binding_in": ["7"]}
    assert "no part called 7" in refused(sitting(), "table", "FRA", **part)
    part = {"symbol": "A", "parts": ["1"], "binding_in": ["1"]}
    assert "say that the text binds" in refused(sitting(), "table", "FRA", **part)


# Words besides the parts


def test_a_text_with_words_besides_its_parts_is_put_though_all_those_are_lost() -> None:
    asked = ("divide", "CHN", {"proposal": "A"})
    text = {"symbol": "A", "parts": ["1", "2"], "more": True}
    meeting = roll(roll(acts(sitting(), ("table", "FRA", text), asked, "put"), "no"), "no")
    assert (meeting.question.kind, meeting.question.subject) == ("proposal", "A")
    assert roll(meeting).named("A").status == "adopted"
    struck = acts(sitting(), ("table", "FRA", text), revise(parts=["1"], more=False), asked, "put")
    assert roll(struck, "no").named("A").status == "not_adopted"


# A ruling that members may still challenge


@pytest.mark.parametrize(
    "act",
    [
        revise(parts=["2", "1"]),
        ("second", "EGY", {"proposal": "A"}),
        ("amend", "EGY", {"proposal": "A", "symbol": "B", "parts": ["4"]}),
    ],
    ids=["revised", "seconded", "amended"],
)
def test_what_is_done_with_a_text_ends_no_right_to_challenge_a_ruling_on_it(act: Any) -> None:
    raised = (("point_of_order", "EGY"), ("rule", "RUS", {"nature": "A", "procedural": True}))
    meeting = acts(sitting(), VI, *raised, act)
    assert ruling(meeting, "challenge", "USA").in_order
    assert ruling(acts(meeting, "put"), "challenge", "USA").in_order
    bound = acts(meeting, revise(binding=True))
    assert not ruling(bound, "challenge", "USA").in_order


def test_a_text_that_says_twice_that_it_binds_does_so_while_either_is_left() -> None:
    further = ("amend", "CHN", {"proposal": "A", "symbol": "B", "parts": ["3"], "binding": True})
    meeting = acts(under(parties=("RUS",)), VII, further, _accept("FRA"))
    less = acts(meeting, ("divide", "EGY", {"proposal": "A", "parts": ["1", "3"]}), "put")
    less = roll(less, "no")
    assert less.named("A").bound == ()
    assert roll(less, "no").named("A").bound == ("RUS",)


def test_consent_to_an_amendment_is_to_a_change_of_the_text_as_it_was() -> None:
    whole = ("revise", "FRA", {"proposal": "A", "parts": ["1", "9"], "for_all": True})
    meeting = _joint(_accept("FRA"), whole, _accept("EGY"))
    assert meeting.named("B").open
    assert acts(meeting, _accept("FRA")).named("A").present == ("9", "2")


def test_a_text_that_no_longer_binds_by_one_part_does_by_the_other() -> None:
    both = ("table", "FRA", {**VII[2], "binding_in": ["1", "2"]})
    meeting = acts(under(parties=("RUS",)), both, NOT_TO_BIND, _accept("FRA"))
    assert (meeting.named("A").binding_in, meeting.named("A").bound) == (("2",), ())
    last = {"proposal": "A", "symbol": "C", "parts": ["2"], "binding": False}
    meeting = acts(meeting, ("amend", "CHN", last), _accept("FRA", "C"))
    assert meeting.named("A").bound == ("RUS",)


@pytest.mark.parametrize("way", ["accepted", "voted"])
def test_an_amendment_of_which_the_new_part_is_struck_lets_nothing_bind(way: str) -> None:
    change = {"proposal": "A", "symbol": "B", "deletes": ["2"], "parts": ["3"], "binding": True}
    meeting = acts(under(parties=("RUS",)), VI, ("amend", "CHN", change))
    if way == "accepted":
        strike = ("amend", "USA", {"proposal": "B", "symbol": "C", "deletes": ["3"]})
        meeting = acts(meeting, strike, _accept("CHN", "C"), _accept("FRA"))
    else:
        meeting = acts(meeting, ("divide", "EGY", {"proposal": "B", "parts": ["3"]}), "put")
        meeting = roll(roll(meeting, "no", RUS="abstain"), RUS="abstain")
    text = meeting.named("A")
    assert (text.present, text.binding, text.bound) == (("1",), False, ("RUS",))
