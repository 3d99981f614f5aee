"""Every case of the casebook runs and is what it says; the book covers what is taught wrongly."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from sim.lessons.cases import about, case, cases
from sim.lessons.judging import differences, judge
from sim.procedure.reforms import INSTITUTIONS
from tests.facts import facts


@pytest.mark.parametrize("item", cases(), ids=lambda item: f"{item.number}-{item.title}")
def test_the_law_makes_of_each_case_what_the_book_says(item):
    assert differences(item) == []
    judgement = judge(item)
    assert judgement.rule
    assert judgement.reason


def test_a_wrong_expectation_is_noticed():
    item = case(49)
    wrong = item.model_copy(update={"expect": {"outcome": "adopted"}})
    assert differences(wrong) == ["case 49: outcome is 'vetoed', expected 'adopted'"]


def test_the_book_is_numbered_without_gaps_and_large_enough():
    numbers = [item.number for item in cases()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 120
    with pytest.raises(LookupError):
        case(len(numbers) + 1)


def test_all_ten_common_mistakes_have_a_case():
    assert len({item.mistake for item in cases() if item.mistake}) >= 10


def test_every_topic_of_a_lesson_has_cases():
    from sim.lessons.library import lessons

    for lesson in lessons():
        for topic in lesson.topics:
            assert len(about(topic)) >= 3, topic


def test_tallies_fill_the_council_of_their_day():
    for item in cases():
        if item.ballot and "yes" in item.ballot:
            day = item.ballot["date"]
            assert isinstance(day, date)
            institution = INSTITUTIONS[item.ballot.get("institution", "charter")]
            total = sum(item.ballot.get(key, 0) for key in ("yes", "no", "abstain", "apart"))
            assert total == institution.seats(day), item.number


def test_every_precedent_is_in_the_book_with_its_numbers():
    book = {
        (
            item.ballot["date"].isoformat(),
            item.ballot.get("yes"),
            item.ballot.get("no"),
            item.ballot.get("abstain"),
            item.ballot.get("nature", "substantive"),
            item.expect["outcome"],
        )
        for item in cases()
        if item.ballot
    }
    with facts("precedents.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            numbers = [int(row[key]) if row[key] else None for key in ("yes", "no", "abstain")]
            assert (row["date"], *numbers, row["nature"], row["outcome"]) in book, row["item"]
