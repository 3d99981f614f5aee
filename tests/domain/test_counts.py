"""Whole numbers that callers pass are checked once, with the limit in the error."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.domain.counts import SEED, WholeNumber, finite_number, typed_number
from sim.domain.errors import UsageError

WORLDS = WholeNumber("worlds", 1, 1_000)


@pytest.mark.parametrize("value", [7, np.int64(7), np.uint8(7), np.array(7)])
def test_whole_numbers_of_numpy_are_ints(value: Any) -> None:
    assert type(WORLDS.of(value)) is int
    assert WORLDS.of(value) == 7


@pytest.mark.parametrize(
    "value", [None, "7", 7.0, 1.5, True, np.bool_(True), np.float64(7), [7], np.array([7, 8])]
)
def test_other_values_are_refused(value: Any) -> None:
    with pytest.raises(UsageError, match="it is not a whole number") as refused:
        WORLDS.of(value)
    assert "use a whole number from 1 to 1,000" in str(refused.value)


@pytest.mark.parametrize(("count", "value"), [(WORLDS, 0), (WORLDS, 1_001), (SEED, 2**64)])
def test_numbers_outside_the_limits_have_a_code(count: WholeNumber, value: int) -> None:
    with pytest.raises(UsageError) as refused:
        count.of(value)
    assert refused.value.code == "E006"
    assert (WORLDS.of(1), WORLDS.of(1_000), SEED.of(2**64 - 1)) == (1, 1_000, 2**64 - 1)


def test_a_limit_alone_leaves_small_numbers_to_the_callee() -> None:
    points = WholeNumber("points", None, 10, "E702")
    assert points.of(-3) == -3
    with pytest.raises(UsageError, match="the limit is 10") as refused:
        points.of(11)
    assert refused.value.code == "E702"


def test_finite_numbers() -> None:
    assert finite_number(np.float32(0.5), "above") == 0.5
    for value in (None, "1", True, float("nan"), float("inf")):
        with pytest.raises(UsageError, match="above is"):
            finite_number(value, "above")


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("7", 7), ("007", 7), ("12", 12), ("0" * 5000, 0), ("13", None), ("9" * 5000, None),
     ("", None), ("-1", None), ("1.0", None), ("\u00b2", None), ("\u0663", None), (" 1", None)],
)  # fmt: skip
def test_a_typed_number_is_in_plain_digits_and_in_its_range(text: str, number: int | None) -> None:
    assert typed_number(text, 12) == number
