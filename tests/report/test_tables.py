"""Cells as people read them."""

from __future__ import annotations

import pytest

from sim.report.document import cell_text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.25, 3, "0.250"),
        (0.0, 3, "0.000"),
        (0.0006, 3, "0.001"),
        (0.0004, 3, "0.0004"),
        (-0.000123, 3, "-0.00012"),
        (0.004, 2, "0.004"),
        (2e-5, 3, "2e-05"),
        (2e-6, 3, "0.000"),  # finer than any run tells
        (float("nan"), 3, "-"),
        (float("inf"), 3, "-"),
        (True, 3, "yes"),
        (None, 3, "-"),
    ],
)
def test_a_small_number_never_reads_as_zero(value: float | None, digits: int, text: str) -> None:
    assert cell_text(value, digits) == text
