"""Names as people type them."""

from __future__ import annotations

import pytest

from sim.domain.folding import listed_name


@pytest.mark.parametrize(
    ("word", "listed"),
    [("rus", "RUS"), ("RUS", "RUS"), ("NORTH", "north"), ("Ab", "Ab"), ("AB", "AB"),
     ("aB", "aB"), ("other", "other"), ("", "")],
)  # fmt: skip
def test_a_name_is_found_in_whatever_case_unless_two_differ_in_case(word: str, listed: str) -> None:
    assert listed_name(word, ("RUS", "north", "Ab", "AB")) == listed
