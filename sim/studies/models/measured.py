"""The power of seats in one or several bodies: published rows by class of seats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.studies.models.power import Power, power_indices
from sim.studies.models.voting_bodies import NamedBody


@dataclass(frozen=True, slots=True)
class SeatRow:
    """The power of each seat of one class in one body; the fields are the published names.

    Attributes:
        body: short name of the body.
        seat, seats: the class of seats, and the number of seats in it.
        shapley_shubik, exact: the index, as a number and as a fraction.
        swings, banzhaf, banzhaf_absolute, prevent, initiate: as in `SeatPower`.
        quota, blocking: the rule of the body.
        all_swings, winning, act: of the whole body, as in `Power`.
        members: codes of the members with these seats, separated by spaces; empty if unknown.
    """

    body: str
    seat: str
    seats: int
    shapley_shubik: float
    exact: str
    swings: int
    banzhaf: float
    banzhaf_absolute: float
    prevent: float
    initiate: float
    quota: int
    blocking: int
    all_swings: int
    winning: int
    act: float
    members: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A body and the power of its seats."""

    named: NamedBody
    power: Power

    @property
    def rows(self) -> tuple[SeatRow, ...]:
        """A row for each class of seats."""
        body, power = self.named.body, self.power
        return tuple(
            SeatRow(
                body=self.named.name,
                seat=seat.seat,
                seats=seat.seats,
                shapley_shubik=float(seat.shapley_shubik),
                exact=str(seat.shapley_shubik),
                swings=seat.swings,
                banzhaf=float(seat.banzhaf),
                banzhaf_absolute=float(seat.banzhaf_absolute),
                prevent=float(seat.prevent),
                initiate=float(seat.initiate),
                quota=body.quota,
                blocking=body.blocking,
                all_swings=power.swings,
                winning=power.winning,
                act=float(power.act),
                members=" ".join(self.named.members.get(seat.seat, ())),
            )
            for seat in power.by_class
        )


def measured_bodies(bodies: Sequence[NamedBody]) -> tuple[Measured, ...]:
    """Measure the power in each of the bodies.

    Raises:
        ValueError: when no coalition of one of them wins.
    """
    return tuple(Measured(body, power_indices(body.body)) for body in bodies)
