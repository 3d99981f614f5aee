"""Reading what a browser sends: the number of a message, and the message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from sim.classroom.messages import ADAPTER, AnyMessage

MOST_NUMBER = 2**31
"""Numbers of messages are below it."""


class BadMessageError(ValueError):
    """A message that is none; the text says what is wrong with it.

    Attributes:
        number: the number under which the browser waits for an answer; 0 where it names none.
    """

    def __init__(self, why: str, number: int = 0) -> None:
        super().__init__(why)
        self.number = number


def parse_message(body: Any) -> tuple[int, AnyMessage]:
    """The number under which the browser waits for an answer, and the message.

    Raises:
        BadMessageError: when it is no message.
    """
    if not isinstance(body, Mapping):
        raise BadMessageError("a message is an object")
    rest = dict(body)
    number = rest.pop("id", 0)
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < MOST_NUMBER:
        raise BadMessageError("'id' is a whole number")
    try:
        return number, ADAPTER.validate_python(rest)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "message"
        raise BadMessageError(f"{place[:120]}: {first['msg'][:200]}", number) from None


_FIRST = re.compile(r'\s*\{\s*"id"\s*:\s*(\d{1,10})\s*[,}]')


def message_number(text: str) -> int:
    """The number at the start of a message that is not read further; 0 where none stands there."""
    begun = _FIRST.match(text)
    number = int(begun[1]) if begun else 0
    return number if number < MOST_NUMBER else 0
