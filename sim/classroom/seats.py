"""Seats and the people on them; only hashes of tokens are stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sim.domain.memo import once_per_object
from sim.domain.texts import say
from sim.lessons.places import SeatRole, extras, member_name, seated_members
from sim.scenario.schema import Scenario

TEACHER, DELEGATE, PROJECTOR, OBSERVER = "teacher", "delegate", "projector", "observer"
ROLES = (TEACHER, DELEGATE, PROJECTOR, OBSERVER)


@dataclass(frozen=True)
class Person:
    """A person with a token.

    Attributes:
        key: the beginning of the token's hash, which identifies the person on the teacher's desk.
        seat: code of the seat; empty for a delegate in the lobby.
        since: number of the entry by which the person took the seat.
    """

    key: str
    role: str
    name: str = ""
    seat: str = ""
    since: int = 0


@dataclass(frozen=True)
class Seating:
    """The people in the room and their seats.

    Attributes:
        people: token hash -> person.
        locked: seats reserved for the engine.
        per_seat: maximum number of people per seat.
        solo: at most one person has a seat.
    """

    people: Mapping[str, Person] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()
    per_seat: int = 2
    solo: bool = False

    def holders(self, seat: str) -> list[Person]:
        """The people on a seat."""
        return [person for person in self.people.values() if person.seat == seat]

    def taken(self, seat: str) -> bool:
        """Whether a person has the seat."""
        return any(person.seat == seat for person in self.people.values())

    def by_key(self, key: str) -> tuple[str, Person] | None:
        """The token hash and the person with ``key``, or None."""
        return next(((h, p) for h, p in self.people.items() if p.key == key), None)

    def with_person(self, hashed: str, person: Person) -> Seating:
        """The seating with a person added or moved."""
        return replace(self, people={**self.people, hashed: person})

    def without(self, hashed: str) -> Seating:
        """The seating without a person."""
        return replace(self, people={h: p for h, p in self.people.items() if h != hashed})

    def with_lock(self, seat: str, locked: bool) -> Seating:
        """The seating with a seat reserved for the engine, or released."""
        locked_seats = self.locked | {seat} if locked else self.locked - {seat}
        return replace(self, locked=locked_seats)


@once_per_object(16)
def places(scenario: Scenario) -> tuple[SeatRole, ...]:
    """All roles of the room: the members' seats, then the others."""
    members = tuple(
        SeatRole(code, member_name(scenario, code), "member", "")
        for code in seated_members(scenario)
    )
    return (*members, *extras(scenario))


def why_not(seating: Seating, scenario: Scenario, seat: str, person: str = "") -> str:
    """Why ``seat`` is not available to the person with the key ``person``; empty if it is."""
    if seat not in {place.code for place in places(scenario)}:
        return say("there is no such seat in this room")
    if seat in seating.locked:
        return say("the teacher keeps this seat for the engine")
    if len(seating.holders(seat)) >= seating.per_seat:
        return say("the seat is taken")
    if seating.solo and any(p.seat and p.key != person for p in seating.people.values()):
        return say("this room is for one player, who has a seat already")
    return ""
