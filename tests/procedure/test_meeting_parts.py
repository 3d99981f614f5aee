"""The parts of a text after amendments, revisions and a new submission (rules 32 and 36)."""

from __future__ import annotations

import random
from typing import Any

import pytest

from sim.procedure.meeting import Meeting, Status
from tests.procedure.meetings import acts, refused, roll, ruling, sitting
from tests.procedure.oracle import decided_text

THREE = ("table", "FRA", {"symbol": "A", "parts": ["access", "flights", "inquiry"]})
DELETE = ("amend", "EGY", {"proposal": "A", "symbol": "A1", "deletes": ["flights"]})


def _divide(*parts: str) -> tuple[str, str, dict[str, Any]]:
    return ("divide", "CHN", {"proposal": "A", "parts": list(parts)})


def _present(meeting: Meeting) -> tuple[str, ...]:
    return meeting.named("A").present


def test_a_part_that_an_adopted_amendment_deletes_is_not_put() -> None:
    meeting = acts(sitting(), THREE, _divide("flights", "access"), DELETE, "put")
    after = roll(meeting)
    assert "flights is no longer in the text and is not put" in after.log[-1].ruling.effect
    assert after.question.names == ("access",)
    assert roll(after).question.kind == "proposal"
    assert _present(after) == ("access", "inquiry")


def test_a_part_that_is_deleted_does_not_keep_a_text_whose_other_parts_are_lost() -> None:
    meeting = acts(sitting(), THREE, _divide("access", "inquiry"), DELETE, "put")
    meeting = roll(roll(roll(meeting), "no"), "no")
    assert meeting.question is None
    assert meeting.named("A").status is Status.NOT_ADOPTED


def test_an_amendment_that_is_lost_deletes_nothing() -> None:
    meeting = roll(acts(sitting(), THREE, _divide("flights"), DELETE, "put"), "no")
    assert meeting.question.names == ("flights",)


def test_an_amendment_names_the_parts_that_it_brings_into_the_text() -> None:
    brings = ("amend", "FRA", {"proposal": "A", "symbol": "A1", "parts": ["flights", "relief"]})
    meeting = acts(sitting(), THREE, brings)
    assert _present(meeting) == ("access", "flights", "inquiry", "relief")
    told = refused(meeting, "divide", "CHN", proposal="A", parts=["A1"])
    assert "Its parts are: access, flights, inquiry, relief." in told
    meeting = acts(meeting, _divide("relief"), "put")
    assert roll(meeting, "no").named("A").lost_parts == ("relief",)


def test_a_part_of_an_amendment_that_is_lost_does_not_come_into_the_text() -> None:
    meeting = acts(
        sitting(),
        THREE,
        ("amend", "EGY", {"proposal": "A", "symbol": "A1", "parts": ["relief", "visits"]}),
        ("divide", "CHN", {"proposal": "A1", "parts": ["visits"]}),
        "put",
    )
    meeting = roll(roll(meeting, "no"))
    assert _present(meeting) == ("access", "flights", "inquiry", "relief")


def test_a_part_that_was_deleted_comes_back_with_a_later_amendment_and_is_put() -> None:
    again = ("amend", "USA", {"proposal": "A", "symbol": "A2", "parts": ["flights"]})
    first = ("put", "RUS", {"amendments": ["A1", "A2"]})
    meeting = acts(sitting(), THREE, _divide("flights"), DELETE, again, first)
    assert roll(roll(meeting)).question.names == ("flights",)


def test_only_parts_of_the_text_are_deleted() -> None:
    meeting = acts(sitting(), THREE)
    told = refused(meeting, "amend", "EGY", proposal="A", symbol="A1", deletes=["relief"])
    assert told.startswith("rule 36")
    assert "A has no part called relief" in told


def test_a_text_revised_in_consultations_has_the_parts_that_it_has_then() -> None:
    revised = ("revise", "FRA", {"proposal": "A", "parts": ["access", "relief"]})
    meeting = acts(sitting(), THREE, _divide("flights"), revised)
    assert _present(meeting) == ("access", "relief")
    assert "no part called inquiry" in refused(
        meeting, "divide", "CHN", proposal="A", parts=["inquiry"]
    )
    assert acts(meeting, _divide("relief"), "put").question.names == ("relief",)
    back = ("revise", "FRA", {"proposal": "A", "parts": ["flights"]})
    assert acts(meeting, back, "put").question.names == ("flights",)


@pytest.mark.parametrize(
    ("by", "data", "why"),
    [
        ("CHN", {"proposal": "A"}, "only the mover"),
        ("FRA", {"proposal": "B"}, "consent of all who submitted it: Spain"),
        ("FRA", {"proposal": "A1"}, "name a text"),
    ],
)
def test_a_text_is_revised_by_all_who_submitted_it(by: str, data: Any, why: str) -> None:
    meeting = acts(
        sitting(),
        THREE,
        ("table", "FRA", {"symbol": "B", "sponsors": ["FRA", "ESP"]}),
        ("table", "CHN", {"symbol": "C"}),
        DELETE,
    )
    assert why in refused(meeting, "revise", by, **data)
    agreed = acts(meeting, ("revise", "FRA", {"proposal": "B", "for_all": True, "parts": ["x"]}))
    assert agreed.named("B").present == ("x",)


def test_a_text_on_which_a_vote_was_taken_is_not_revised() -> None:
    meeting = roll(acts(sitting(), THREE, "put"))
    assert refused(meeting, "revise", "FRA", proposal="A").startswith("rule 3")


def test_a_text_submitted_again_is_as_it_was_last_before_the_council() -> None:
    meeting = roll(acts(sitting(), THREE, _divide("inquiry"), DELETE, "put"))
    meeting = roll(roll(meeting, "no"), RUS="no")
    again = acts(meeting, ("table", "FRA", {"symbol": "A"}))
    assert _present(again) == ("access",)


# A text of which nothing remains


TWO = ("table", "FRA", {"symbol": "A", "parts": ["1", "2"]})


def _deleting(symbol: str, *parts: str, **data: Any) -> tuple[str, str, dict[str, Any]]:
    return (
        "amend",
        "CHN",
        {"proposal": "A", "symbol": symbol, "deletes": list(parts), **data},
    )


EMPTYING: list[tuple[Any, ...]] = [
    (_deleting("D", "1", "2"),),
    (_deleting("D", "1"), _deleting("E", "2")),
    (_deleting("D", "1"), ("divide", "USA", {"proposal": "A", "parts": ["2"]})),
    (
        _deleting("D", "1", "2", parts=["3"]),
        ("amend", "EGY", {"proposal": "D", "symbol": "DD", "deletes": ["3"]}),
    ),
    (
        _deleting("D", "1", "2", parts=["3"]),
        ("divide", "EGY", {"proposal": "D", "parts": ["3"]}),
    ),
]
"""Ways in which amendments and separate votes leave nothing of A."""


@pytest.mark.parametrize("way", EMPTYING)
def test_a_text_of_which_nothing_is_left_is_lost_and_not_put(way: Any) -> None:
    meeting = acts(sitting(), TWO, *way, "put")
    while meeting.question is not None:
        assert (meeting.question.kind, meeting.question.subject) != ("proposal", "A")
        meeting = roll(meeting, "no" if meeting.question.kind == "part" else "yes")
    assert meeting.named("A").status is Status.NOT_ADOPTED
    assert "No part of it is left, so the text as a whole" in meeting.log[-1].ruling.effect


def test_an_amendment_whose_parts_are_lost_still_deletes() -> None:
    brings = _deleting("D", "1", parts=["3"])
    meeting = acts(sitting(), TWO, brings, ("divide", "EGY", {"proposal": "D"}), "put")
    meeting = roll(meeting, "no")
    assert (meeting.question.kind, meeting.question.subject) == ("amendment", "D")
    assert _present(roll(meeting)) == ("2",)


def test_sponsors_leave_something_of_their_text_or_withdraw_it() -> None:
    meeting = acts(sitting(), TWO, _deleting("D", "1", "2"))
    for kind, data in (
        ("amend", {"proposal": "A", "symbol": "E", "deletes": ["1", "2"]}),
        ("accept_amendment", {"proposal": "D"}),
        ("revise", {"proposal": "A", "parts": []}),
    ):
        assert "nothing of A would be left" in refused(meeting, kind, "FRA", **data), kind
    replaced = acts(meeting, ("amend", "FRA", {"proposal": "A", "symbol": "E", "parts": ["3"]}))
    assert acts(replaced, ("accept_amendment", "FRA", {"proposal": "D"})).named("A").present == (
        "3",
    )


# Against the oracle


def _drawn(luck: random.Random, place: int, parts: list[str]) -> dict[str, Any]:
    """An amendment at random, with a sub-amendment now and then."""
    symbol = f"M{place}"
    brings = [f"{symbol}.{n}" for n in range(luck.randint(0, 2))]
    deletes = luck.sample(parts, luck.randint(0, len(parts)))
    new = [f"{symbol}.s"] if luck.random() < 0.5 else []
    gone = luck.sample(brings, luck.randint(0, len(brings)))
    sub = {"symbol": f"{symbol}s", "deletes": gone, "parts": new}
    return {
        "symbol": symbol, "parts": brings, "deletes": deletes,
        "requested": luck.sample(brings, luck.randint(0, len(brings))),
        "distance": luck.choice([0.0, 0.2, 0.9]),
        "first": luck.random() < 0.4 or bool(deletes and not brings),
        "sub": sub if (brings or deletes) and luck.random() < 0.5 else None,
    }  # fmt: skip


def _laid(meeting: Meeting, item: dict[str, Any]) -> Meeting:
    symbol, data = item["symbol"], {"proposal": "A", "adds_or_deletes": item["first"]}
    for name in ("symbol", "parts", "deletes", "distance"):
        data[name] = item[name]
    meeting = acts(meeting, ("amend", "EGY", data))
    if item["requested"]:
        asked = {"proposal": symbol, "parts": item["requested"]}
        meeting = acts(meeting, ("divide", "USA", asked))
    if item["sub"]:
        meeting = acts(meeting, ("amend", "ESP", {"proposal": symbol, **item["sub"]}))
    return meeting


@pytest.mark.parametrize("seed", range(300))
def test_amendments_and_parts_are_decided_as_by_the_oracle(seed: int) -> None:
    luck = random.Random(seed)
    parts = ["1", "2", "3"][: luck.randint(1, 3)]
    amendments = [_drawn(luck, place, parts) for place in range(luck.randint(0, 3))]
    requested = luck.sample(parts, luck.randint(0, len(parts)))
    meeting = acts(sitting(), ("table", "FRA", {"symbol": "A", "parts": parts}))
    for item in amendments:
        meeting = _laid(meeting, item)
    if requested:
        meeting = acts(meeting, ("divide", "CHN", {"proposal": "A", "parts": requested}))
    meeting = acts(meeting, "put")

    def carried(kind: str, name: str) -> bool:
        nonlocal meeting
        question = meeting.pending()
        named = question.names[0] if question.kind == "part" else question.subject
        assert (question.kind, named) == (kind, name)
        meeting = roll(meeting, luck.choice(("yes", "yes", "no")))
        return meeting.ballots[-1].carried

    left, adopted = decided_text(parts, amendments, requested, carried)
    assert meeting.question is None
    assert set(_present(meeting)) == set(left)
    assert (meeting.named("A").status is Status.ADOPTED) is adopted


@pytest.mark.parametrize("parts", [["n"], []], ids=["with a part", "itself a part"])
def test_what_replaces_a_deleted_part_comes_into_the_text(parts: list[str]) -> None:
    only = acts(sitting(), ("table", "FRA", {"symbol": "A", "parts": ["1"]}), _deleting("D", "1"))
    new = ("amend", "USA", {"proposal": "D", "symbol": "N", "parts": parts})
    voted = roll(roll(acts(only, new, "put")))
    accepted = roll(acts(only, new, ("accept_amendment", "CHN", {"proposal": "N"}), "put"))
    for meeting in (voted, accepted):
        assert _present(meeting) == tuple(parts or ["N"])
        assert roll(meeting).named("A").status is Status.ADOPTED


def test_an_amendment_that_only_deletes_is_voted_first() -> None:
    far = ("amend", "EGY", {"proposal": "A", "symbol": "F", "distance": 1.0})
    meeting = acts(sitting(), TWO, far, _deleting("D", "1"), "put")
    assert meeting.question.subject == "D"


def test_an_amendment_that_deletes_what_is_gone_already_is_not_put() -> None:
    meeting = acts(sitting(), TWO, _deleting("D", "1"), _deleting("E", "1"), "put")
    once = roll(meeting)
    assert "What E deletes is gone already" in once.log[-1].ruling.effect
    assert once.question.subject == "A"
    assert once.named("E").status is Status.LAPSED
    assert roll(meeting, "no").question.subject == "E"
    revised = acts(
        sitting(), TWO, _deleting("D", "1"), ("revise", "FRA", {"proposal": "A", "parts": ["2"]})
    )
    told = ruling(revised, "put", "RUS").effect
    assert "Not put, as what they delete is gone already: D." in told
    assert acts(revised, "put").question.subject == "A"
