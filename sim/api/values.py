"""Values that callers pass for paths of a scenario, as plain values of Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from numbers import Rational, Real
from typing import Any

from sim.domain.ballots import Vote
from sim.domain.counts import finite_number
from sim.domain.errors import UsageError

Value = None | bool | float | str | date | datetime | Sequence[str] | Sequence[float]
"""What a path can be set to. None removes it. For a number, two numbers are the bounds of a range
from which it is drawn anew in each world; for a list, the words are its entries."""


def plain_value(path: str, value: Any) -> Value:
    """``value`` without types of NumPy or pandas; a sequence becomes a tuple.

    Raises:
        UsageError: when it is of no type that a path can be set to.
    """
    value = as_python(value)
    if value is None or isinstance(value, (bool, int, float, str, date)):
        return value
    if isinstance(value, (Rational, Real, Decimal)):
        return finite_number(value, path) if isinstance(value, Rational) else float(value)
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        entries = tuple(as_python(entry) for entry in value)
        if all(isinstance(entry, (int, float, str)) for entry in entries):
            return entries
    raise UsageError(
        f"{path} cannot be set to a value of type {type(value).__name__}",
        remedy="pass None, a number, a word, a date, or a list of words or of two numbers",
    )


def plain_values(values: Mapping[str, Any]) -> dict[str, Value]:
    """Path -> plain value.

    Raises:
        UsageError: when it is no mapping, or a value is of no type that a path can be set to.
    """
    if not isinstance(values, Mapping):
        raise UsageError(
            f"changes of type {type(values).__name__} are not understood",
            remedy="pass a mapping such as {'members.CHN.positions.flights': 0.5}",
        )
    return {path: plain_value(path, value) for path, value in values.items()}


def as_python(value: Any) -> Any:
    """A scalar or an array of NumPy or pandas as Python's own, and a vote as its word.

    Any other value is returned as it is.
    """
    if isinstance(value, Vote):
        return value.word
    if hasattr(value, "tolist"):
        return value.tolist()
    return value.item() if hasattr(value, "item") and callable(value.item) else value
