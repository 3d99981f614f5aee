"""Every case of the casebook runs and is what it says; the book covers what is taught wrongly."""

from __future__ import annotations

import csv
import re
from datetime import date

import pytest

from sim.domain.states import code_of
from sim.lessons.cases import case, cases, cases_about
from sim.lessons.judging import judge_case, unexpected_findings
from sim.procedure.reforms import INSTITUTIONS
from tests.facts import facts


@pytest.mark.parametrize("item", cases(), ids=lambda item: f"{item.number}-{item.title}")
def test_the_law_makes_of_each_case_what_the_book_says(item):
    assert unexpected_findings(item) == []
    judgement = judge_case(item)
    assert judgement.rule
    assert judgement.reason


def test_a_wrong_expectation_is_noticed():
    item = case(49)
    wrong = item.model_copy(update={"expect": {"outcome": "adopted"}})
    assert unexpected_findings(wrong) == ["case 49: outcome is 'vetoed', expected 'adopted'"]


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
            assert len(cases_about(topic)) >= 3, topic


def test_tallies_fill_the_council_of_their_day():
    for item in cases():
        if item.ballot and "yes" in item.ballot:
            day = item.ballot["date"]
            assert isinstance(day, date)
            institution = INSTITUTIONS[item.ballot.get("institution", "charter")]
            total = sum(item.ballot.get(key, 0) for key in ("yes", "no", "abstain", "apart"))
            assert total == institution.seats(day), item.number


COUNTED_OTHERWISE = {
    "S/RES/83 (Korea)": "counts Egypt and India, who did not participate, as abstaining",
}
"""Rows of the table of precedents that differ from the record, and in what."""


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
            found = (row["date"], *numbers, row["nature"], row["outcome"]) in book
            assert found is (row["item"] not in COUNTED_OTHERWISE), row["item"]


def test_permanent_members_against_a_precedent_are_those_of_the_table():
    with facts("precedents.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            against = {code_of(name) for name in row["permanent_no"].split(";") if name}
            same_tally = [
                {code_of(name) for name in item.ballot.get("permanent_no", ())}
                for item in cases()
                if item.ballot
                and item.ballot["date"].isoformat() == row["date"]
                and [str(item.ballot.get(key, "")) for key in ("yes", "no", "abstain")]
                == [row["yes"], row["no"], row["abstain"]]
                and item.ballot.get("nature", "substantive") == row["nature"]
            ]
            if row["item"] not in COUNTED_OTHERWISE:
                assert against in same_tally, row["item"]


def test_an_unchecked_case_says_where_to_look():
    where = re.compile(r"S/|A/|resolution|look|[Rr]ule|Article|meeting|record|constructed")
    for item in cases():
        assert item.checked or where.search(item.source), item.number
