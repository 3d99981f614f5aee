"""Values in the messages of a browser: their types, lengths and ranges."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticCustomError

from sim.classroom.typed_text import STATEMENT_LENGTH, TEXT_LENGTH
from sim.domain.texts import say

KEY_LENGTH = 80
HIGHEST = 1_000_000_000
MOST_NAMES = 40

Key = Annotated[str, Field(min_length=1, max_length=KEY_LENGTH)]
"""A code, a symbol or the name of an issue."""
Item = Annotated[str, Field(min_length=1, max_length=TEXT_LENGTH)]
"""A text in a list: a symbol, a name, or an item of the agenda."""
Text = Annotated[str, Field(max_length=TEXT_LENGTH)]
Degree = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Words = Annotated[str, Field(max_length=STATEMENT_LENGTH)]
Amount = Annotated[float, Field(ge=0, le=HIGHEST, allow_inf_nan=False)]
"""A number in a field of an act; the act itself may set narrower bounds."""


def _particular(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """Validate ``value`` with ``read``; an error says what is expected of a value of its type."""
    try:
        return read(value)
    except ValidationError:
        wanted = next(
            (words for types, words in WANTED if isinstance(value, types)),
            say("true or false, a number, a text or a list of texts"),
        )
        raise PydanticCustomError("particular", "{wanted}", {"wanted": wanted}) from None


WANTED: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (str, say("a text of at most {most} characters", most=STATEMENT_LENGTH)),
    ((int, float), say("a number from {low} to {high}", low=0, high=HIGHEST)),
    (
        list,
        say(
            "a list of at most {most} texts of 1 to {longest} characters each",
            most=MOST_NAMES,
            longest=TEXT_LENGTH,
        ),
    ),
)
"""What is expected of the value of a field, by the type of the value."""

Particular = Annotated[
    bool | Amount | Words | Annotated[list[Item], Field(max_length=MOST_NAMES)],
    WrapValidator(_particular),
]
"""Value of a field of an act; a list for several texts."""
