"""Roll calls of the Assembly by symbol and month, and the votes in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sim.domain.states import name_of

Month = int
"""Months counted from January of the year 0: 12 * year + month - 1."""
ALL = "*"
"""Key for all roll calls of a list together, whatever their issue."""
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?(?![0-9-])")


@dataclass(frozen=True)
class RollCall:
    """One recorded vote on a subject.

    Attributes:
        symbol: The United Nations symbol, as in ``A/RES/68/262``.
        month: The month of the vote. Tables of votes before July 2003 have no days.
        direction: 1 if a yes supports the demanding side of the issues, -1 if a no does.
        issues: Keys of the issues it addresses.
    """

    symbol: str
    month: Month
    direction: int
    issues: tuple[str, ...]

    @property
    def key(self) -> tuple[str, Month]:
        """The key that identifies a roll call."""
        return normalised(self.symbol), self.month


def normalised(symbol: str) -> str:
    """A symbol in canonical spelling: ``A/RES/50/22C`` and ``R/50/22 C`` become the same."""
    plain = re.sub(r"[\s\[\]]", "", symbol).upper().rstrip("/")
    if plain.startswith("R/"):
        plain = f"A/RES/{plain[2:]}"
    plain = re.sub(r"/([A-Z]+)$", r"\1", plain.replace("A/RES/ES/", "A/RES/ES-"))
    old = re.fullmatch(r"A/RES/(\d{1,2})/(\d{4})([A-Z]?)", plain)
    if old and 18 <= int(old[1]) <= 30:
        return f"A/RES/{old[2]}({_roman(int(old[1]))}){old[3]}"
    turned = re.fullmatch(r"A/RES/(\d+)([A-Z]?)(\([XVI]+\))", plain)
    if turned:
        return f"A/RES/{turned[1]}{turned[3]}{turned[2]}"
    return plain


def _roman(number: int) -> str:
    out = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            out, number = out + sign, number - value
    return out


def month_of(text: str | date) -> Month:
    """The month of ``2014-03``, ``2014-03-27`` or a date; what follows a blank or T is ignored.

    Raises:
        ValueError: for text that does not begin with a month or day of the calendar.
    """
    if isinstance(text, date):
        return 12 * text.year + text.month - 1
    match = _MONTH.match(text)
    if not match or not 1 <= int(match[2]) <= 12:
        raise ValueError(f"'{text}' is not a month: write it as 2014-03 or 2014-03-27")
    year, month = int(match[1]), int(match[2])
    if match[3]:
        try:
            date(year, month, int(match[3]))
        except ValueError:
            raise ValueError(f"'{text}' is not a day of the calendar") from None
    return 12 * year + month - 1


def month_text(month: Month) -> str:
    """The month as ``2014-03``."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


_REPUBLIC_OF_CHINA_LEFT = month_of("1971-10")
_YUGOSLAVIA_BACK = month_of("2000-11")
_YEMENS_UNITED = month_of("1990-05")


def seat_in(code: str, month: Month) -> str:
    """The code under which a State's votes are counted, given the code in a table.

    The Republic of China held China's seat until October 1971 (``TWN`` here, so that its votes
    never count for the People's Republic). Serbia continues the membership of 1 November 2000,
    which tables list as Yugoslavia; Yemen that of the Arab Republic.
    """
    if code == "CHN" and month < _REPUBLIC_OF_CHINA_LEFT:
        return "TWN"
    if code == "YUG" and month >= _YUGOSLAVIA_BACK:
        return "SRB"
    if code == "YEM" and month < _YEMENS_UNITED:
        return "YAR"
    return code


_OTHERS = {
    "TWN": "Republic of China",
    "YAR": "Yemen Arab Republic",
    "YMD": "Democratic Yemen",
    "EAZ": "Zanzibar",
}


def title_of(code: str) -> str:
    """Name of the State behind a series of votes."""
    return _OTHERS.get(code) or name_of(code)
