"""The diary: every event a sentence, in order, with its numbers and nobody's words."""

from __future__ import annotations

from datetime import datetime

import pytest

from sim.domain.events import EventType
from sim.report.data import WorldEvent
from sim.report.names import Names, when
from sim.report.narrative import diary, names_of, tell
from sim.report.sentences import SENTENCES
from tests.report.fixtures import FIRST, run_data

NAMES = Names(
    {"RUS": "Russian Federation", "CHN": "China", "envoy": "the envoy", "groups": "Armed groups"},
    {"halt": "Halt of bombing", "access": "Access"},
    {"storm": "A storm breaks.", "pilots": "Neutral pilots"},
    datetime(2016, 10, 6, 6),  # noqa: DTZ001
    6.0,
)


def told(type_: str, actor: str = "RUS", draft: str = "A", /, **numbers: float) -> str:
    """The sentence of one event."""
    (one,) = tell([WorldEvent(0, "", "", type_, actor, draft, numbers=numbers)], NAMES)
    return one.words


def test_the_days_come_in_order_with_their_names() -> None:
    run = run_data()
    entries = diary(run.events, names_of(run))
    assert entries[0].heading == "Thursday 6 October 2016, 00:00"
    assert [entry.round for entry in entries] == sorted(entry.round for entry in entries)
    # Two votes and two rallies make one sentence each.
    assert sum(len(entry.sentences) for entry in entries) == len(run.events) - 2


def test_rounds_without_times_take_them_from_the_clock() -> None:
    (entry,) = diary([WorldEvent(3, "", "", EventType.BLUE, "RUS", "A")], NAMES)
    assert entry.heading == "Friday 7 October 2016, 00:00"
    (entry,) = diary([WorldEvent(3, "", "", EventType.BLUE, "RUS", "A")], Names())
    assert entry.heading == "Round 4"


def test_votes_are_told_as_one_roll_call() -> None:
    run = run_data()
    sentences = [s for entry in diary(run.events, names_of(run)) for s in entry.sentences]
    (roll,) = [s for s in sentences if "put to the vote" in s]
    assert roll == f"{FIRST} is put to the vote. China votes against; Angola abstains."


def test_roll_calls_of_two_drafts_do_not_mix() -> None:
    events = [
        WorldEvent(0, "", "", EventType.VOTE, "RUS", draft, numbers={"vote": vote})
        for draft, vote in (("A", 0.0), ("B", 2.0))
    ]
    (entry,) = diary(events, NAMES)
    assert entry.sentences == (
        "A is put to the vote. Russia votes in favour.",
        "B is put to the vote. Russia votes against.",
    )


def test_statements_for_and_against_are_told_apart() -> None:
    events = [
        WorldEvent(0, "", "", EventType.STATEMENT, actor, "A", numbers={"pull": pull})
        for actor, pull in (("RUS", -0.1), ("CHN", -0.1), ("USA", 0.2))
    ]
    assert [one.words for one in tell(events, NAMES)] == [
        "Russia and China commit themselves in public against A.",
        "The USA commits itself in public for A.",
    ]


def test_every_type_of_event_has_its_sentence() -> None:
    assert set(SENTENCES) | {EventType.VOTE} == set(EventType)


@pytest.mark.parametrize("kind", [*EventType, "something_new"])
@pytest.mark.parametrize("full", [False, True])
def test_every_type_gives_one_sentence_with_or_without_numbers(kind: str, full: bool) -> None:
    some = {"to_halt": 0.4, "index": -0.1, "outcome": 1.0, "left": 0.3, "pull": 0.1, "vote": 1.0}
    words = told(str(kind), **(some if full else {}))
    assert words.endswith(".")
    assert words[0].isupper()
    assert "None" not in words
    assert "  " not in words


def test_numbers_are_told() -> None:
    assert told("ask", kind=1.0, to_halt=0.5, to_access=0.25) == (
        "Russia would abstain on A if it moved halt of bombing to 0.50 and access to 0.25."
    )
    assert told("ask", to_halt=0.5, adopted_before=0.1, adopted_after=0.4) == (
        "Russia asks that A move halt of bombing to 0.50 "
        "(chance of adoption 10% before, 40% after)."
    )
    assert told("refuse", "envoy", index=-0.214) == (
        "The envoy: the plan is refused (what it gains, all weighed: −0.21)."
    )
    assert told("outcome", "", outcome=2.0, yes=4.0, no=9.0, abstain=2.0, expected=0.001) == (
        "A is not adopted with 4 votes in favour, 9 against and 2 abstentions; its chance of "
        "adoption was under 1%."
    )
    assert told("hold", to_halt=0.1) == "The sponsors of A hold their text and refuse."
    assert told("event", "storm") == "A storm breaks."
    assert told("revise_plan", "pilots") == "The envoy adds a term to the plan: Neutral pilots."


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ("2016-10-08T14:40", "Saturday 8 October 2016, 14:40"),
        ("2016-10-06T00:00:00+02:00", "Thursday 6 October 2016, 00:00"),
        ("noon", "noon"),
    ],
)
def test_times_are_told_in_english_whatever_the_locale(time: str, words: str) -> None:
    assert when(time) == words
