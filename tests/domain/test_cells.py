"""Cells that a spreadsheet must not take for formulas."""

from __future__ import annotations

import pytest

from sim.domain.cells import defused, fused


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x")', "+1+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "-x"]
)
def test_text_that_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert defused(text) == f"'{text}"
    assert fused(f"'{text}") == text


@pytest.mark.parametrize(
    "cell", [-3, -0.25, 0, None, True, "-3", "-0.25", "+5", "-", "S/1", "", "'s"]
)
def test_numbers_and_other_text_stay_as_they_are(cell: object) -> None:
    assert defused(cell) == cell
    assert type(defused(cell)) is type(cell)


def test_no_cell_commands_a_terminal() -> None:
    assert defused("a\x1b[31mb\x07") == "a␛[31mb␇"
    assert defused("=\x1b]0;x\x07") == "'=␛]0;x␇"
    assert defused("one\ntwo\t3") == "one\ntwo\t3"


def test_an_apostrophe_of_ones_own_stays() -> None:
    assert fused("'s-Gravenhage") == "'s-Gravenhage"
