"""Data written as the text of a scenario file."""

from __future__ import annotations

import pytest

from sim.scenario.write import as_yaml

DATA = {"members": {"RUS": {"positions": {"aid": {"is": 0.5, "because": "x"}}}}, "scenario": "s"}


def test_sections_stand_in_the_order_of_the_format_under_the_comment():
    assert as_yaml(DATA, "made\nby hand").splitlines() == [
        "# made",
        "# by hand",
        "scenario: s",
        "members:",
        "  RUS:",
        "    positions:",
        "      aid: {is: 0.5, because: x}",
    ]


def test_a_note_stands_behind_its_key_and_a_note_without_one_is_refused():
    lines = as_yaml(DATA, notes={("members", "RUS"): "a guess"}).splitlines()
    assert [line.split() for line in lines if "guess" in line] == [["RUS:", "#", "a", "guess"]]
    with pytest.raises(KeyError, match="USA"):
        as_yaml(DATA, notes={("members", "USA"): "a guess"})


def test_nothing_is_written_as_null():
    assert "  A: null\n" in as_yaml({"drafts": {"A": None}})
