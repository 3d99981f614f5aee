"""Parse messages from browsers: the number and the message."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from sim.classroom.message_errors import message_problem
from sim.classroom.messages import ADAPTER, AnyMessage
from sim.domain.texts import say

HIGHEST = 2**31 - 1
"""Highest number of a message."""
MOST_ECHOED = 40
"""Maximum length of an invalid number that is sent back."""


class BadMessageError(ValueError):
    """An invalid message.

    Attributes:
        why: what is wrong, in one sentence.
        number: the number for the answer, as it was sent even if it is invalid; 0 if the message
            has none or it cannot be sent back.
    """

    def __init__(self, why: str, number: object = 0) -> None:
        super().__init__(why)
        self.why = why
        self.number = number


def parse_message(body: Any) -> tuple[int, AnyMessage]:
    """The number for the answer, and the message.

    Raises:
        BadMessageError: if the message is not valid.
    """
    if not isinstance(body, Mapping):
        raise BadMessageError(say("a message is an object with the key 'do'."))
    rest = dict(body)
    number = rest.pop("id", 0)
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= HIGHEST:
        why = say("'id' of a message should be a whole number from 0 to {most}.", most=HIGHEST)
        raise BadMessageError(why, _echoed(number))
    try:
        return number, ADAPTER.validate_python(rest)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise BadMessageError(message_problem(rest, first), number) from None


def _echoed(number: object) -> object:
    """An invalid number as it can be sent back: a short text or a number, else 0."""
    if isinstance(number, str):
        return number if len(number) <= MOST_ECHOED and number.isprintable() else 0
    if isinstance(number, float):
        return number if math.isfinite(number) else 0
    return number if isinstance(number, int) and abs(number) < 10**MOST_ECHOED else 0


_FIRST = re.compile(r'\s*\{\s*"id"\s*:\s*(-?\d{1,40})\s*[,}]')


def message_number(text: str) -> int:
    """The number at the start of a message that is too long to parse; 0 if there is none."""
    begun = _FIRST.match(text)
    return int(begun[1]) if begun else 0
