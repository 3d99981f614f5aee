"""The Council by date: seats, quota, seat holders, members and Presidents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sim.domain.errors import UnknownNameError, UsageError
from sim.domain.folding import fold_name
from sim.domain.governments import government_of_china
from sim.domain.membership import state_code
from sim.domain.states import english_order, name_of
from sim.procedure.terms import FIRST_YEAR, LAST_YEAR, elected_in, provenance_of
from sim.procedure.voting_rule import VotingRule

PERMANENT: tuple[str, ...] = ("CHN", "FRA", "RUS", "GBR", "USA")
"""Article 23(1), by the code of the State that holds the seat today."""

FIRST_MEETING = date(1946, 1, 17)
ENLARGED = date(1966, 1, 1)


@dataclass(frozen=True, slots=True)
class Size:
    """Seats and quota of the Council, from a date on."""

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
    """The holder of a permanent seat, from a date on."""

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
        UsageError: before the first meeting, 17 January 1946.
    """
    if day < FIRST_MEETING:
        raise UsageError(
            f"{day} is before the Council first met, on {FIRST_MEETING}",
            remedy="choose a later day",
        )
    return SIZES[-1] if day >= ENLARGED else SIZES[0]


def rule_on(day: date) -> VotingRule:
    """The Charter's voting rule on ``day``: 7 of 11 to the end of 1965, 9 of 15 since."""
    return VotingRule(quota=size_on(day).quota)


def holder_on(seat: str, day: date) -> Holder | None:
    """The holder of permanent seat ``seat`` on ``day``; None if the seat never changed hands."""
    held = [h for h in HOLDERS if h.seat == seat and h.start <= day]
    return max(held, key=lambda holder: holder.start) if held else None


def other_government(name: str, day: date) -> str:
    """The Government of China that ``name`` means and that does not hold the seat on ``day``.

    Empty if ``name`` is that of the holder, only says China, or means another State.
    """
    if state_code(name) != "CHN":
        return ""
    government, holder = government_of_china(name), holder_on("CHN", day)
    return "" if holder is None or government == holder.name else government


def state_called(name: str, day: date, members: Sequence[str] = ()) -> str:
    """The code of the State called ``name`` on ``day``; a code among ``members`` is taken as it is.

    Empty if no State has that name, or if it means the Government of China that does not hold the
    seat.
    """
    if name in members:
        return name
    return "" if other_government(name, day) else state_code(name) or ""


@dataclass(frozen=True, slots=True)
class Council:
    """The Council on one day.

    Attributes:
        members: codes in English alphabetical order; only the permanent five if the table of
            elected members does not cover the day (``complete`` is then false).
        permanent: one flag per member, in the same order.
        source, checked: the source of the elected members, and whether it was checked.
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
        UsageError: before the first meeting, 17 January 1946.
    """
    size = size_on(day)
    elected = elected_in(day.year)
    members = english_order((*PERMANENT, *elected), day)
    covered = bool(elected)
    origin = provenance_of(day.year) if covered else None
    return Council(
        day=day,
        members=members,
        permanent=tuple(code in PERMANENT for code in members),
        rule=VotingRule(quota=size.quota),
        seats=size.seats,
        source=origin.source if origin else f"elected members are not in the table for {day.year}",
        checked=origin.checked if origin else False,
        complete=covered,
    )


FIRST_PRESIDENTS = ("AUS", "BRA", "CHN", "EGY", "FRA", "MEX", "NLD", "POL", "RUS", "GBR", "USA")
"""Presidents of 1946, whose months began on the 17th. The last one stayed until 31 December,
because resolution 14 (1946) suspended rule 18 until the calendar month."""


POSTPONED: dict[tuple[int, int], str] = {
    (1994, 9): "ESP",
    (1994, 10): "GBR",
    (1994, 11): "USA",
    (1994, 12): "RWA",
}
"""Months for which the Council suspended rule 18: Rwanda's turn of September 1994 was moved to
December, and three members moved up (from memory, unchecked)."""


def successor(president: str, members: Sequence[str], day: date, before: date) -> str:
    """The member that follows ``president`` in English order on ``day`` (rules 18 and 20).

    The President's place is that of its name on ``before``: Upper Volta, President in August
    1984, was followed by Zimbabwe although it had by then become Burkina Faso.
    """
    place = fold_name(name_of(president, before))
    names = {code: fold_name(name_of(code, day)) for code in members if code != president}
    later = [code for code, name in names.items() if name > place]
    return min(later or names or [president], key=lambda code: names.get(code, place))


@lru_cache(maxsize=1)
def _presidencies() -> dict[tuple[int, int], str]:
    table = {(1946, month): code for month, code in enumerate(FIRST_PRESIDENTS, start=1)}
    code = table[1946, 12] = FIRST_PRESIDENTS[-1]
    before = date(1946, 12, 1)
    for year in range(1947, LAST_YEAR + 1):
        members = (*PERMANENT, *elected_in(year))
        for month in range(1, 13):
            day = date(year, month, 1)
            code = table[year, month] = successor(code, members, day, before)
            before = day
    return table


def president_of(year: int, month: int) -> str:
    """Code of the member that presides in a month, by English alphabetical order (rule 18).

    Computed forward from 1946 through the members and names of each year. In 1946 a presidency
    began on the 17th; the result is the President whose term began in that month. Use
    :func:`president_on` for a day.

    Raises:
        LookupError: if the table of members does not cover the month.
    """
    try:
        return POSTPONED.get((year, month)) or _presidencies()[year, month]
    except KeyError:
        raise UnknownNameError(
            f"the President of {year}-{month:02d} is not known",
            why=f"the members of the Council are known from {FIRST_YEAR} to {LAST_YEAR}",
            remedy="name the President in `council.president`",
        ) from None


def president_on(day: date) -> str:
    """Code of the member that presides on ``day`` (rule 18).

    In 1946 a presidency ran from the 17th to the 16th: Australia presided until 16 February, and
    the United States from 17 November to 31 December. From 1947 it is the calendar month.

    Raises:
        UnknownNameError: before the first meeting, or when the table of members does not cover the
            day.
    """
    if day < FIRST_MEETING:
        raise UnknownNameError(
            f"nobody presided on {day}: the Council first met on {FIRST_MEETING}",
            remedy="choose a later day",
        )
    begun = day.year > FIRST_MEETING.year or day.day >= FIRST_MEETING.day
    return president_of(day.year, day.month if begun else day.month - 1)
