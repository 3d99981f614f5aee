"""Power indices of voting bodies with blocking seats, exact up to 1,000 seats.

The model is the binary one of the literature: a member is in the coalition for a proposal or it
is not, and a permanent member outside the coalition counts against it. An abstention, which does
not block in the Council, therefore has no place in these indices; they describe the rule and not
the behaviour of members.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import comb, factorial, prod

from sim.domain.errors import UsageError

MOST_SEATS = 1_000
"""Seats of a body; the factorial of a number much above would take minutes."""
MOST_KINDS = 300_000
"""Kinds of coalitions: one integer of as many bits as there are seats is kept for each."""


@dataclass(frozen=True, slots=True)
class SeatClass:
    """Seats that the rule treats alike.

    Attributes:
        name: name of the class, such as ``permanent``.
        seats: number of seats.
        blocks: whether a seat's opposition counts towards the blocking number.
        votes: votes that each seat casts; 1 in the Council.
    """

    name: str
    seats: int
    blocks: bool = False
    votes: int = 1


@dataclass(frozen=True, slots=True)
class Body:
    """A voting body: seats by class, the votes that carry a proposal, and the noes that block it.

    Attributes:
        classes: the seats.
        quota: votes in favour that are required.
        blocking: blocking seats outside the coalition that defeat it; 0 if none can.

    Raises:
        ValueError: when the numbers do not fit together.
        UsageError: E006, for more than 1,000 seats, or with more than 300,000 kinds of coalitions.
    """

    classes: tuple[SeatClass, ...]
    quota: int
    blocking: int = 1

    def __post_init__(self) -> None:
        if any(group.seats < 0 or group.votes < 0 for group in self.classes) or self.seats < 1:
            raise ValueError("a voting body needs at least one seat and no negative numbers")
        if len({group.name for group in self.classes}) != len(self.classes):
            raise ValueError("two classes of seats have the same name")
        if self.quota < 1:
            raise ValueError(f"a quota of {self.quota} would carry every proposal; it starts at 1")
        if self.quota > self.votes:
            raise ValueError(
                f"a quota of {self.quota} is more than the {self.votes} votes there are"
            )
        if not 0 <= self.blocking <= max(self.blockers, 1):
            raise ValueError(
                f"{self.blocking} noes of {self.blockers} blocking seats: a number from 0 to "
                f"{self.blockers} is needed"
            )
        self._check_size()

    def _check_size(self) -> None:
        """Refuse a body whose coalitions would take more than some seconds to count."""
        if self.seats > MOST_SEATS:
            raise UsageError(
                f"a voting body of {self.seats:,} seats is too large to measure",
                code="E006",
                why=f"the limit is {MOST_SEATS:,} seats",
                remedy="measure a smaller body",
            )
        together = (self.seats + 1) * (self.votes + 1) * (self.blockers + 1)
        kinds = min(prod(one.seats + 1 for one in self.classes), together)
        if kinds > MOST_KINDS:
            raise UsageError(
                f"this voting body has up to {kinds:,} kinds of coalitions",
                code="E006",
                why=f"the limit is {MOST_KINDS:,}; coalitions are of one kind where they have as "
                "many seats of each class",
                remedy="use fewer seats, or fewer classes of seats",
            )

    @property
    def seats(self) -> int:
        """Number of seats."""
        return sum(group.seats for group in self.classes)

    @property
    def votes(self) -> int:
        """Number of votes."""
        return sum(group.seats * group.votes for group in self.classes)

    @property
    def blockers(self) -> int:
        """Number of seats that can block."""
        return sum(group.seats for group in self.classes if group.blocks)

    def wins(self, votes: int, blockers: int) -> bool:
        """Whether a coalition with these votes and blocking seats wins."""
        against = self.blockers - blockers
        return votes >= self.quota and not 0 < self.blocking <= against


@dataclass(frozen=True, slots=True)
class SeatPower:
    """Power of one seat of a class, as exact fractions.

    Attributes:
        seat: name of the class.
        seats: how many seats have this power.
        shapley_shubik: share of the orders in which the seat is pivotal.
        swings: coalitions of the others that the seat turns from losing to winning.
        banzhaf: the seat's share of all swings (normalised Banzhaf index).
        banzhaf_absolute: swings over all coalitions of the others (Penrose).
        prevent: share of the winning coalitions that the seat can spoil (Coleman).
        initiate: share of the losing coalitions that the seat can save (Coleman).
    """

    seat: str
    seats: int
    shapley_shubik: Fraction
    swings: int
    banzhaf: Fraction
    banzhaf_absolute: Fraction
    prevent: Fraction
    initiate: Fraction


@dataclass(frozen=True, slots=True)
class Power:
    """Power in a body: of each class of seats, and of the body to act at all.

    Attributes:
        body: the body.
        by_class: one entry for each class that has seats.
        winning: number of winning coalitions.
        swings: swings of all seats together.
        act: share of the coalitions that win (Coleman's power of a collectivity to act).
    """

    body: Body
    by_class: tuple[SeatPower, ...]
    winning: int
    swings: int
    act: Fraction


Coalitions = dict[tuple[int, int, int], int]
"""(seats, votes, blocking seats) of a coalition -> number of such coalitions."""


def _coalitions(classes: Iterable[SeatClass]) -> Coalitions:
    """Coefficients of the generating function: one integer for each kind of coalition."""
    return reduce(_with_class, classes, {(0, 0, 0): 1})


def _with_class(table: Coalitions, group: SeatClass) -> Coalitions:
    """The coalitions of ``table`` with any number of seats of another class."""
    ways_to_take = [comb(group.seats, taken) for taken in range(group.seats + 1)]
    grown: Coalitions = {}
    for (seats, votes, blockers), ways in table.items():
        for taken, more in enumerate(ways_to_take):
            key = (
                seats + taken,
                votes + taken * group.votes,
                blockers + (taken if group.blocks else 0),
            )
            grown[key] = grown.get(key, 0) + ways * more
    return grown


def _without(classes: Sequence[SeatClass], index: int) -> list[SeatClass]:
    """The classes with one seat of class ``index`` removed."""
    group = classes[index]
    fewer = SeatClass(group.name, group.seats - 1, group.blocks, group.votes)
    return [*classes[:index], fewer, *classes[index + 1 :]]


def _pivots(body: Body, index: int) -> tuple[int, int]:
    """Swings of a seat of class ``index``, and the orders of all seats in which it is pivotal."""
    group = body.classes[index]
    by_size = [0] * body.seats
    for (seats, votes, blockers), ways in _coalitions(_without(body.classes, index)).items():
        joined = body.wins(votes + group.votes, blockers + (1 if group.blocks else 0))
        if joined and not body.wins(votes, blockers):
            by_size[seats] += ways
    orders = sum(
        ways * factorial(seats) * factorial(body.seats - 1 - seats)
        for seats, ways in enumerate(by_size)
        if ways
    )
    return sum(by_size), orders


def power_indices(body: Body) -> Power:
    """Shapley-Shubik, Banzhaf and Coleman indices of ``body``, as exact fractions.

    Coalitions are counted by class of seats with integers of arbitrary size, so that nothing
    overflows or is rounded. Sources: Shapley and Shubik 1954; Banzhaf 1965; Coleman 1971;
    Penrose 1946; generating functions after Brams and Affuso 1976.

    Raises:
        ValueError: when no coalition wins, so that there is no power to measure.
    """
    winning = sum(
        ways
        for (_, votes, blockers), ways in _coalitions(body.classes).items()
        if body.wins(votes, blockers)
    )
    if not winning:
        raise ValueError("no coalition can carry a proposal under this rule: there is no power")
    losing = 2**body.seats - winning
    present = [index for index, group in enumerate(body.classes) if group.seats]
    pivots = {index: _pivots(body, index) for index in present}
    total = sum(body.classes[index].seats * swings for index, (swings, _) in pivots.items())
    by_class = tuple(
        SeatPower(
            seat=body.classes[index].name,
            seats=body.classes[index].seats,
            shapley_shubik=Fraction(orders, factorial(body.seats)),
            swings=swings,
            banzhaf=Fraction(swings, total),
            banzhaf_absolute=Fraction(swings, 2 ** (body.seats - 1)),
            prevent=Fraction(swings, winning),
            initiate=Fraction(swings, losing),
        )
        for index, (swings, orders) in pivots.items()
    )
    return Power(body, by_class, winning, total, Fraction(winning, 2**body.seats))


def voting_body(seats: int, quota: int, permanent: int, blocking: int = 1) -> Body:
    """A body of ``seats``, of which ``permanent`` can block, ``blocking`` of them together.

    Raises:
        ValueError: when the numbers are inconsistent.
        UsageError: E006, when it is too large to measure.
    """
    if not 0 <= permanent <= seats:
        raise ValueError(f"{permanent} permanent seats do not fit into {seats} seats")
    return Body(
        (
            SeatClass("permanent", permanent, blocks=True),
            SeatClass("elected", seats - permanent),
        ),
        quota,
        blocking if permanent else 0,
    )
