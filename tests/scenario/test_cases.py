"""The cases that are shipped: whole, readable, and each about itself alone."""

from __future__ import annotations

import re

import pytest

from sim.scenario import catalogue
from sim.scenario.load import load_scenario, load_text, scenario_hash

CASES = [entry.name for entry in catalogue.catalogue_entries() if entry.shelf == "cases"]
OWN_WORDS = {
    "korea-1950": {"thirty-eighth parallel", "Taiwan"},
    "kosovo-1999": {"Rambouillet", "Racak"},
    "iraq-2003": {"inspectors", "Blix"},
    "libya-2011": {"Benghazi", "Qadhafi"},
    "crimea-2014": {"Sevastopol", "referendum"},
    "palestine-2014": {"Gaza", "East Jerusalem"},
    "ukraine-2022": {"Minsk", "Kenyan"},
}
"""Words by which a sentence of one case would be known in another."""


def test_every_case_has_words_of_its_own() -> None:
    assert set(CASES) == set(OWN_WORDS)


@pytest.mark.parametrize("name", CASES)
def test_a_case_has_a_story_a_short_one_clauses_and_a_question(name: str) -> None:
    scenario = load_scenario(name)
    reading = scenario.reading
    assert reading is not None
    assert 400 <= len(reading.background.split()) <= 800
    assert 50 <= len(reading.short.split()) <= 150
    assert reading.question.endswith("?")
    assert reading.sources
    assert set(reading.clauses) == set(scenario.drafts)
    for symbol, clauses in reading.clauses.items():
        assert set(clauses) <= set(scenario.drafts[symbol].text)
        assert symbol.split("/")[0] == "S"


@pytest.mark.parametrize("name", CASES)
def test_a_case_tells_no_other_s_story(name: str) -> None:
    reading = load_scenario(name).reading
    assert reading is not None
    words = reading.background + reading.short
    assert not re.search(r"Aleppo|Nusra|Syrian Arab", words)
    for other, marks in OWN_WORDS.items():
        if other == name:
            assert all(mark in words for mark in marks)
            continue
        foreign = {mark for mark in marks if mark in words}
        assert not foreign, f"{name} speaks of {foreign}"


@pytest.mark.parametrize("name", [case for case in CASES if case != "iraq-2003"])
def test_the_record_names_every_member(name: str) -> None:
    scenario = load_scenario(name)
    assert scenario.record_of_votes is not None
    for votes in scenario.record_of_votes.votes.values():
        assert set(votes) == set(scenario.members)


def test_the_text_that_was_never_put_has_no_record() -> None:
    record = load_scenario("iraq-2003").record_of_votes
    assert record is not None
    assert (record.votes, record.unput) == ({}, {"S/2003/215": "withdrawn"})


def test_the_soviet_seat_is_empty_in_1950() -> None:
    scenario = load_scenario("korea-1950")
    assert len(scenario.members) == 11
    assert scenario.record_of_votes is not None
    assert scenario.record_of_votes.votes["S/1497"]["RUS"] == "absent"


def test_what_people_read_changes_no_hash() -> None:
    text = (catalogue.scenario_root() / "cases" / "ukraine-2022.yaml").read_text(encoding="utf-8")
    without = text.split("\nreading:")[0] + "\n"
    assert scenario_hash(load_text(text).scenario) == scenario_hash(load_text(without).scenario)
