"""Values in the messages of a browser: their types, lengths and ranges."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticCustomError

from sim.classroom.typed_text import STATEMENT_LENGTH, TEXT_LENGTH

Key = Annotated[str, Field(min_length=1, max_length=80)]
"""A code, a symbol or the name of an issue."""
Text = Annotated[str, Field(max_length=TEXT_LENGTH)]
Degree = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Words = Annotated[str, Field(max_length=STATEMENT_LENGTH)]
Amount = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)]
"""A number in a field of an act; the act itself may set narrower bounds."""


def _particular(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """Validate ``value`` with ``read``; an error says what a value of its type should be."""
    try:
        return read(value)
    except ValidationError:
        wanted = next(
            (words for types, words in WANTED if isinstance(value, types)),
            "Value should be true or false, a number, a text or a list of texts",
        )
        raise PydanticCustomError("particular", "{wanted}", {"wanted": wanted}) from None


WANTED: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (str, f"Text should have at most {STATEMENT_LENGTH} characters"),
    ((int, float), "Number should be from 0 to 1000000000"),
    (list, "List should have at most 40 texts of 1 to 80 characters each"),
)
"""Error messages for the value of a field, by the type of the value."""

Particular = Annotated[
    bool | Amount | Words | Annotated[list[Key], Field(max_length=40)], WrapValidator(_particular)
]
"""Value of a field of an act; a list for several texts."""
