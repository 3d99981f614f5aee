"""Whole numbers that callers pass: seeds, worlds, draws, points. Checked before work starts."""

from __future__ import annotations

import math
import operator
from dataclasses import dataclass
from numbers import Real
from typing import SupportsIndex

from sim.domain.arguments import shown
from sim.domain.errors import UsageError

LARGEST_SEED = 2**64 - 1


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """An argument that is a whole number, and its limits.

    Attributes:
        name: Name of the argument.
        least: The least value; None where the callee has a rule of its own.
        most: The greatest value.
        code: Code of the error for a number outside the limits.
    """

    name: str
    least: int | None
    most: int
    code: str = "E006"

    def of(self, value: object) -> int:
        """``value`` as an int; integers of NumPy are accepted, truth values are not.

        Raises:
            UsageError: when it is not a whole number; with ``code``, when it is outside the limits.
        """
        number = None
        if isinstance(value, SupportsIndex) and not isinstance(value, bool):
            try:
                number = operator.index(value)
            except TypeError:  # an array
                number = None
        if number is None:
            raise UsageError(
                f"{self.name} is {shown(value)}",
                why="it is not a whole number",
                remedy=self._remedy(),
            )
        if number > self.most or (self.least is not None and number < self.least):
            told = shown(number) if self.most == LARGEST_SEED else _grouped(number)
            why = f"the limit is {self._most()}" if number > self.most else ""
            raise UsageError(
                f"{self.name} is {told}", code=self.code, why=why, remedy=self._remedy()
            )
        return number

    def _most(self) -> str:
        return "2**64 - 1" if self.most == LARGEST_SEED else f"{self.most:,}"

    def _remedy(self) -> str:
        limits = "of at most" if self.least is None else f"from {self.least} to"
        return f"use a whole number {limits} {self._most()}"


def _grouped(number: int) -> str:
    """A number with commas; shortened if it is so long that nobody reads it."""
    return f"{number:,}" if abs(number) < 10**60 else shown(number)


SEED = WholeNumber("seed", 0, LARGEST_SEED)
REPLICATE = WholeNumber("replicate", 0, LARGEST_SEED)
"""The number of one world."""


def typed_number(text: str, most: int) -> int | None:
    """The whole number from 0 to ``most`` that a person typed; None for anything else.

    Only the digits 0 to 9 count: ``int`` also takes those of other scripts, and fails on a
    superscript, which ``str.isdigit`` accepts, and on thousands of digits.
    """
    if not (text.isascii() and text.isdigit()):
        return None
    plain = text.lstrip("0") or "0"
    return int(plain) if len(plain) <= len(str(most)) and int(plain) <= most else None


def finite_number(value: object, name: str) -> float:
    """``value`` as a float; real numbers of NumPy are accepted, truth values are not.

    Raises:
        UsageError: when it is not a number, or not a finite one.
    """
    truth = isinstance(value, bool)
    try:
        number = float(value) if isinstance(value, Real) and not truth else math.nan
    except OverflowError:  # an int beyond the range of a double
        number = math.inf
    if not math.isfinite(number):
        raise UsageError(
            f"{name} is {shown(value)}",
            why="it is not a finite number",
            remedy="use a number such as 1",
        )
    return number
