"""The diary: every event a sentence, in order, with its numbers and nobody's words."""

from __future__ import annotations

import pytest

from sim.report.data import WorldEvent
from sim.report.narrative import SENTENCES, Names, diary, names_of, sentence, when
from tests.report.fixtures import FIRST, run_data

NAMES = Names({"RUS": "Russian Federation", "envoy": "the envoy"}, {"halt": "Halt of bombing"})


def told(kind: str, **rest: object) -> str:
    """The sentence of one event."""
    return sentence(WorldEvent(0, "", "play", kind, **rest), NAMES)  # type: ignore[arg-type]


def test_the_days_come_in_order_with_their_names() -> None:
    run = run_data()
    entries = diary(run.events, names_of(run))
    assert entries[0].heading == "Thursday 6 October 2016, 00:00"
    assert [entry.round for entry in entries] == sorted(entry.round for entry in entries)
    assert sum(len(entry.sentences) for entry in entries) == len(run.events) - 1


def test_votes_are_told_as_one_roll_call() -> None:
    run = run_data()
    sentences = [s for entry in diary(run.events, names_of(run)) for s in entry.sentences]
    (roll,) = [s for s in sentences if "put to the vote" in s]
    assert roll == f"{FIRST} is put to the vote. China votes against; Angola abstains."


def test_roll_calls_of_two_drafts_do_not_mix() -> None:
    events = [
        WorldEvent(0, "", "vote", "vote", "RUS", draft, numbers={"vote": vote})
        for draft, vote in (("A", 0), ("B", 2))
    ]
    (entry,) = diary(events, NAMES)
    assert entry.heading == "Round 1"
    assert entry.sentences == (
        "A is put to the vote. The Russian Federation votes in favour.".replace(
            "The Russian Federation", "Russia"
        ),
        "B is put to the vote. Russia votes against.",
    )


@pytest.mark.parametrize("kind", [*SENTENCES, "something_new"])
def test_every_type_gives_one_sentence_with_or_without_numbers(kind: str) -> None:
    for numbers in ({}, {"from": 0.2, "to": 0.4, "index": -0.1, "outcome": 1.0, "adopted": 0.2}):
        words = told(kind, actor="RUS", draft=FIRST, numbers=numbers)
        assert words.endswith(".")
        assert words[0].isupper() or words.startswith(FIRST)
        assert "None" not in words
        assert "  " not in words


def test_numbers_are_told() -> None:
    move = {"from": 0.25, "to": 0.5}
    assert told("ask", actor="RUS", draft="A", issue="halt", numbers=move) == (
        "Russia asks that A move halt of bombing from 0.25 to 0.50."
    )
    assert told("refuse", actor="envoy", numbers={"index": -0.214}) == (
        "The envoy refuses the plan (its index stands at −0.21)."
    )
    assert told("outcome", draft="A", numbers={"outcome": 2, "yes": 4, "no": 9, "abstain": 2}) == (
        "A is not adopted with 4 votes in favour, 9 against and 2 abstentions."
    )


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
