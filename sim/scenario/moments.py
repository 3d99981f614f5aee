"""Days and times in the notation of scenario files."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from sim.scenario.tree import YEARS

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?")


def _day(value: Any) -> Any:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    day = None
    if isinstance(value, str) and _DAY.fullmatch(value):
        with suppress(ValueError):
            day = date.fromisoformat(value)
    if day is not None:
        return _in_range(day)
    raise PydanticCustomError("day", "{value} is not a day", {"value": _shown(value)})


T = TypeVar("T", date, datetime)


def _in_range(value: T) -> T:
    if value.year not in YEARS:
        context = {"value": _shown(value), "first": YEARS[0], "last": YEARS[-1]}
        raise PydanticCustomError("day", "{value} is not in a year from {first} to {last}", context)
    return value


def _moment(value: Any) -> Any:
    if isinstance(value, datetime) and value.tzinfo is None:
        return value
    time = None
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        with suppress(ValueError):
            time = datetime.fromisoformat(value)
    if time is not None:
        return _in_range(time)
    raise PydanticCustomError("moment", "{value} is not a time", {"value": _shown(value)})


def _shown(value: Any) -> str:
    if isinstance(value, (dict, list)):
        return "this"
    return f"'{value}'"


Day = Annotated[date, BeforeValidator(_day)]
"""A day, YYYY-MM-DD. A bare number, which some parsers read as seconds since 1970, is rejected."""

Moment = Annotated[datetime, BeforeValidator(_moment)]
"""A day or a time, YYYY-MM-DDTHH:MM, in New York local time and without a time zone."""
