"""The Council as dated data: seats, quota, seat holders, members and Presidents of any day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sim.domain.states import english_order, name_of
from sim.procedure.article27 import VotingRule
from sim.procedure.terms import FIRST_YEAR, LAST_YEAR, elected_in, provenance_of

PERMANENT: tuple[str, ...] = ("CHN", "FRA", "RUS", "GBR", "USA")
"""Article 23(1), by the code of the State that holds the seat today."""

FIRST_MEETING = date(1946, 1, 17)
ENLARGED = date(1966, 1, 1)


@dataclass(frozen=True, slots=True)
class Size:
    """Seats and quota of the Council from a day on."""

    start: date
    elected: int
    quota: int
    source: str

    @property
    def seats(self) -> int:
        """All seats, permanent and elected."""
        return len(PERMANENT) + self.elected


SIZES: tuple[Size, ...] = (
    Size(FIRST_MEETING, 6, 7, "Charter, Articles 23 and 27 as signed on 26 June 1945"),
    Size(
        ENLARGED,
        10,
        9,
        "Articles 23 and 27 as amended by Assembly resolution 1991 A (XVIII), in force on 31 "
        "August 1965; the ten members sat, and nine votes were asked, from 1 January 1966: "
        "resolution 218 of 23 November 1965 still passed with seven",
    ),
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who sat in a permanent seat from a day on."""

    seat: str
    start: date
    name: str
    source: str


HOLDERS: tuple[Holder, ...] = (
    Holder("CHN", FIRST_MEETING, "Republic of China", "Charter, Article 23"),
    Holder(
        "CHN",
        date(1971, 10, 25),
        "People's Republic of China",
        "Assembly resolution 2758 (XXVI) of 25 October 1971",
    ),
    Holder("RUS", FIRST_MEETING, "Union of Soviet Socialist Republics", "Charter, Article 23"),
    Holder(
        "RUS",
        date(1991, 12, 24),
        "Russian Federation",
        "letter of 24 December 1991 from the President of the Russian Federation",
    ),
)


def size_on(day: date) -> Size:
    """Seats and quota on ``day``.

    Raises:
        ValueError: before the first meeting, 17 January 1946.
    """
    if day < FIRST_MEETING:
        raise ValueError(f"{day} is before the Council first met, on {FIRST_MEETING}")
    return max((size for size in SIZES if size.start <= day), key=lambda size: size.start)


def rule_on(day: date) -> VotingRule:
    """The Charter's voting rule on ``day``: 7 of 11 to the end of 1965, 9 of 15 since."""
    return VotingRule(quota=size_on(day).quota)


def holder_on(seat: str, day: date) -> Holder | None:
    """Who held the permanent seat ``seat`` on ``day``, where it changed hands; else ``None``."""
    held = [h for h in HOLDERS if h.seat == seat and h.start <= day]
    return max(held, key=lambda holder: holder.start) if held else None


@dataclass(frozen=True, slots=True)
class Council:
    """The Council of one day.

    Attributes:
        members: codes in English alphabetical order; the permanent five alone where the table
            of elected members does not reach the day (``complete`` is then false).
        permanent: one mark a member, in the same order.
        source, checked: where the elected members come from, and whether that was compared.
    """

    day: date
    members: tuple[str, ...]
    permanent: tuple[bool, ...]
    rule: VotingRule
    seats: int
    source: str
    checked: bool
    complete: bool

    @property
    def quota(self) -> int:
        """Affirmative votes needed."""
        return self.rule.quota

    @property
    def elected(self) -> tuple[str, ...]:
        """Codes of the elected members."""
        return tuple(m for m, p in zip(self.members, self.permanent, strict=True) if not p)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the members on that day, in order."""
        return tuple(name_of(code, self.day) for code in self.members)


@lru_cache(maxsize=1024)
def council_on(day: date) -> Council:
    """The Council that sat on ``day``.

    Raises:
        ValueError: before the first meeting, 17 January 1946.
    """
    size = size_on(day)
    elected = elected_in(day.year)
    members = english_order((*PERMANENT, *elected), day)
    known = bool(elected)
    origin = provenance_of(day.year) if known else None
    return Council(
        day=day,
        members=members,
        permanent=tuple(code in PERMANENT for code in members),
        rule=VotingRule(quota=size.quota),
        seats=size.seats,
        source=origin.source if origin else f"elected members are not in the table for {day.year}",
        checked=origin.checked if origin else False,
        complete=known,
    )


ANCHOR = (2016, 1, "URY")
"""A presidency that the meeting records name: Uruguay in January 2016."""


def _next_month(year: int, month: int) -> tuple[int, int]:
    return (year + month // 12, month % 12 + 1)


def _previous_month(year: int, month: int) -> tuple[int, int]:
    return (year - 1, 12) if month == 1 else (year, month - 1)


def successor(president: str, members: tuple[str, ...], day: date) -> str:
    """Who follows ``president`` in English order among ``members`` (rule 18; rule 20 likewise)."""
    order = english_order((*{*members, president},), day)
    after = order[order.index(president) + 1 :] + order[: order.index(president)]
    return next(code for code in after if code in members)


def _predecessor(president: str, members: tuple[str, ...], day: date) -> str:
    order = english_order((*{*members, president},), day)
    at = order.index(president)
    before = order[:at][::-1] + order[at + 1 :][::-1]
    return next(code for code in before if code in members)


@lru_cache(maxsize=1)
def _presidencies() -> dict[tuple[int, int], str]:
    year, month, president = ANCHOR
    table = {(year, month): president}
    at, code = (year, month), president
    while (at := _next_month(*at))[0] <= LAST_YEAR:
        day = date(*at, 1)
        code = table[at] = successor(code, council_on(day).members, day)
    at, code = (year, month), president
    while (at := _previous_month(*at)) > (FIRST_YEAR, 1):
        day = date(*at, 1)
        code = table[at] = _predecessor(code, council_on(day).members, day)
    return table


def president_of(year: int, month: int) -> str:
    """Code of the member that presides in a month, by English alphabetical order (rule 18).

    Reckoned from January 2016 through the members of each year; for 1946 and 1947, when terms
    were not yet calendar months, it is the order only.

    Raises:
        LookupError: when the table of members does not reach the month.
    """
    try:
        return _presidencies()[year, month]
    except KeyError:
        raise LookupError(
            f"no President can be reckoned for {year}-{month:02d}: members are known from February "
            f"{FIRST_YEAR} to December {LAST_YEAR}"
        ) from None
