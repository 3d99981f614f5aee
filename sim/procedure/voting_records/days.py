"""Read dates in tables; the order of day and month comes from the file or from the user."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from sim.domain.counts import typed_number
from sim.domain.errors import UsageError
from sim.procedure.councils import size_on

Order = Literal["", "dmy", "mdy"]
"""Day first or month first, for numeric dates with the year last."""

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(.*)", re.DOTALL)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[AP]M|Z|[+-]\d{2}:?\d{2})?)?"
_NUMBERS = re.compile(rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}){_TIME}", re.IGNORECASE)
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]+([A-Za-z]{3,9})\.?,?(?:[ -]+(\d{4}))?")
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.?[ -]+(\d{1,2})(?:st|nd|rd|th)?(?:,?[ -]+(\d{4}))?")
_MONTHS = {
    key: number
    for number in range(1, 13)
    for key in (month_name[number].casefold(), month_name[number][:3].casefold())
} | {"sept": 9}


def order_shown(texts: Iterable[str]) -> Order:
    """The order of day and month in a file, inferred from numbers above twelve."""
    first, second = False, False
    for text in texts:
        parts = _NUMBERS.fullmatch(text)
        if parts:
            first |= int(parts[1]) > 12
            second |= int(parts[2]) > 12
    return "" if first == second else ("dmy" if first else "mdy")


@lru_cache(maxsize=65536)
def day_of(text: str, order: Order = "", year: str = "") -> date | str:
    """The date in ``text``, or a message that says what is wrong with it.

    ``year`` is used for a date without a year, such as ``15 December``.
    """
    parts = _parts(text, order, year)
    if isinstance(parts, str):
        return parts
    number, month, day = parts
    if not 1 <= month <= 12:
        return f"'{text}' is not a date: there is no month {month}"
    if number < 1:
        return f"'{text}' is not a date: there is no year {number}"
    last = monthrange(number, month)[1]
    if not 1 <= day <= last:
        return f"'{text}' is not a date: {month_name[month]} {number} has {last} days"
    day_found = date(number, month, day)
    try:
        size_on(day_found)
    except UsageError as error:
        return error.what
    return day_found


def _parts(text: str, order: Order, year: str) -> tuple[int, int, int] | str:
    """Year, month and day, or what is wrong."""
    iso = _ISO.fullmatch(text)
    if iso and (not iso[4] or _is_time(iso[4])):
        return int(iso[1]), int(iso[2]), int(iso[3])
    compact = _COMPACT.fullmatch(text)
    if compact:
        return int(compact[1]), int(compact[2]), int(compact[3])
    numbers = _NUMBERS.fullmatch(text)
    if numbers:
        return _ordered(text, numbers, order)
    words = _DAY_MONTH.fullmatch(text) or _MONTH_DAY.fullmatch(text)
    if words:
        name, day = (words[2], words[1]) if words[1].isdigit() else (words[1], words[2])
        month = _MONTHS.get(name.casefold())
        number = words[3] or year.removesuffix(".0")
        if month and len(number) == 4 and (found := typed_number(number, 9999)) is not None:
            return found, month, int(day)
        if month:
            return f"'{text}' is not a date: the year is missing; add it, or a column year"
    if re.fullmatch(r"\d{4,6}(\.0)?", text):
        return f"'{text}' is not a date: format the column as a date in the spreadsheet, then save"
    return f"'{text}' is not a date; write it as 2016-10-08" if text else "the date is missing"


def _is_time(text: str) -> bool:
    """Whether the text after a date is a time of day."""
    if text[0] not in "T ":
        return False
    try:
        datetime.fromisoformat(f"2000-01-01T{text[1:].strip()}")
    except ValueError:
        return False
    return True


def _ordered(text: str, numbers: re.Match[str], order: Order) -> tuple[int, int, int] | str:
    first, second, year = int(numbers[1]), int(numbers[2]), int(numbers[3])
    if first > 12 or second > 12:
        shown: Order = "dmy" if first > 12 else "mdy"
        if order and order != shown:
            return f"'{text}' is not a date with the {'day' if order == 'dmy' else 'month'} first"
        order = shown
    if not order and first != second:
        return (
            f"'{text}' may be {first} {month_name[second]} or {second} {month_name[first]}, and "
            "the other dates of the file do not show which; give --dates dmy or --dates mdy"
        )
    return (year, first, second) if order == "mdy" else (year, second, first)
