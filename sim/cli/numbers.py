"""Read the numbers of options, and say what is wrong with those that cannot be used."""

from __future__ import annotations

import math
from collections.abc import Callable

import typer

LARGEST = "the largest number is about 1.8e308"


def written_number(text: str) -> float:
    """The finite number that a person wrote.

    Raises:
        ValueError: when it is no number, not a finite one, or too large; the message says which.
    """
    try:
        number = float(text)
    except ValueError:
        raise ValueError(f"'{text}' is not a number") from None
    if math.isinf(number) and any(sign.isdigit() for sign in text):
        raise ValueError(f"'{text}' is too large: {LARGEST}")
    if not math.isfinite(number):
        raise ValueError(f"'{text}' is not a finite number")
    return number


def number_from(least: float = -math.inf, most: float = math.inf) -> Callable[[str | float], float]:
    """The ``parser`` of an option with a number from ``least`` to ``most``."""

    def parse(text: str | float) -> float:
        try:
            number = written_number(str(text))
        except ValueError as error:
            raise typer.BadParameter(f"{error}; write a number{_limits(least, most)}") from None
        if not least <= number <= most:
            raise typer.BadParameter(
                f"'{text}' is out of range; write a number{_limits(least, most)}"
            )
        return number

    return parse


def _limits(least: float, most: float) -> str:
    if math.isinf(most):
        return "" if math.isinf(least) else f" of at least {least:g}"
    return f" from {least:g} to {most:g}"
