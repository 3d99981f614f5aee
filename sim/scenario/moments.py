"""Days and times as scenario files write them."""

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
    found = None
    if isinstance(value, str) and _DAY.fullmatch(value):
        with suppress(ValueError):
            found = date.fromisoformat(value)
    if found is not None:
        return _in_range(found)
    raise PydanticCustomError("day", "{value} is not a day", {"value": _shown(value)})


T = TypeVar("T", date, datetime)


def _in_range(value: T) -> T:
    if value.year not in YEARS:
        said = {"value": _shown(value), "first": YEARS[0], "last": YEARS[-1]}
        raise PydanticCustomError("day", "{value} is not in a year from {first} to {last}", said)
    return value


def _moment(value: Any) -> Any:
    if isinstance(value, datetime) and value.tzinfo is None:
        return value
    found = None
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        with suppress(ValueError):
            found = datetime.fromisoformat(value)
    if found is not None:
        return _in_range(found)
    raise PydanticCustomError("moment", "{value} is not a time", {"value": _shown(value)})


def _shown(value: Any) -> str:
    if isinstance(value, (dict, list)):
        return "this"
    return f"'{value}'"


Day = Annotated[date, BeforeValidator(_day)]
"""A day, YYYY-MM-DD. A bare number, which some readers take for seconds since 1970, is refused."""

Moment = Annotated[datetime, BeforeValidator(_moment)]
"""A day or a time of day, YYYY-MM-DDTHH:MM, local to New York and without a zone."""
