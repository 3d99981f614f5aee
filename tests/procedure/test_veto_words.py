"""What a room says of vetoes is true of its own law."""

from __future__ import annotations

import pytest

from sim.procedure.meeting.record import result_words
from sim.procedure.meeting.veto_words import substance_in_words
from tests.procedure.meetings import acts, roll, sitting

TABLED = ("table", "FRA", {"symbol": "A", "title": "A text"})
AMENDED = ("amend", "GBR", {"symbol": "B", "title": "An amendment", "proposal": "A"})


def effect(institution: str, **votes: str) -> str:
    """The effect of the last vote on a text."""
    meeting = roll(acts(sitting(institution=institution), TABLED, "put"), **votes)
    return str(meeting.log[-1].ruling.effect)


def test_a_veto_of_two_is_not_told_as_that_of_one():
    one = "owing to a permanent member's negative vote"
    assert one in effect("charter", RUS="no")
    told = effect("two-vetoes", RUS="no", CHN="no")
    assert "owing to negative votes of permanent members" in told
    assert "adopted" in effect("two-vetoes", RUS="no")


def test_the_record_counts_the_negative_votes_that_it_names():
    meeting = acts(sitting(), TABLED, "put")
    both = result_words(roll(meeting, RUS="no", CHN="no").ballots[-1])
    assert "the negative votes of China and the Russian Federation" in both
    assert "the negative vote of the Russian" in result_words(roll(meeting, RUS="no").ballots[-1])


@pytest.mark.parametrize(
    ("institution", "words"),
    [
        ("charter", "it can be vetoed like the text"),
        ("two-vetoes", "it can be vetoed like the text"),
        ("no-veto", "it cannot be vetoed"),
        ("veto-restraint-signed", "it can be vetoed like the text"),
    ],
)
def test_an_amendment_can_be_vetoed_where_the_law_has_a_veto(institution: str, words: str):
    meeting = acts(sitting(institution=institution), TABLED, AMENDED)
    assert words in str(meeting.log[-1].ruling.reason)


def test_a_motion_of_substance_is_defeated_by_as_many_as_the_law_says():
    assert "nobody can veto it" in substance_in_words(0)
    assert "a permanent member's negative vote defeats it" in substance_in_words(1)
    assert "2 negative votes of permanent members defeat it" in substance_in_words(2)
