"""The places of a case for its map: those that it names, or the seats of the States concerned."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from itertools import combinations
from typing import Any

from sim.domain.texts import case_text, say
from sim.lessons.library import data
from sim.lessons.places import member_name
from sim.report.place_map import KM_PER_DEGREE, MapPlace
from sim.scenario.dossiers.roles import CONCERNED
from sim.scenario.schema import Scenario

FARTHEST = 4000.0
"""Kilometres from seat to seat beyond which a map without coasts shows nothing of a matter."""


def map_places(scenario: Scenario) -> tuple[MapPlace, ...]:
    """What stands on the map of a case.

    The places that the scenario names. Where it names none, as one that was made from a dossier,
    the seats of government of the States whose matter it is: those that are invited and the members
    that make the demand or that it bears on. None where fewer than two are known, or where they lie
    so far apart that a map would not help.
    """
    if scenario.places:
        return tuple(
            MapPlace(case_text(name), place.lat, place.lon, case_text(place.what))
            for name, place in scenario.places.items()
        )
    seats = tuple(_seats(scenario))
    near = all(kilometres(one, other) <= FARTHEST for one, other in combinations(seats, 2))
    return seats if len(seats) > 1 and near else ()


def _seats(scenario: Scenario) -> Iterator[MapPlace]:
    council = scenario.council
    sitting = [code for code, member in scenario.members.items() if member.role in CONCERNED]
    for code in sorted({*council.invited, *sitting}):
        seat = seats_of_government().get(code)
        if seat is not None and _then(seat, council.date):
            what = say("seat of government: {state}", state=member_name(scenario, code))
            yield MapPlace(seat["name"], seat["lat"], seat["lon"], what)


def _then(seat: Mapping[str, Any], day: date) -> bool:
    until = seat.get("until")
    return until is None or day <= date.fromisoformat(str(until))


@cache
def seats_of_government() -> Mapping[str, Mapping[str, Any]]:
    """State -> ``name``, ``lat`` and ``lon`` of its seat, and the last day of one that moved."""
    seats: Mapping[str, Mapping[str, Any]] = data("seats-of-government.yaml")
    return seats


def kilometres(one: MapPlace, other: MapPlace) -> float:
    """The distance between two places along a great circle."""
    lat, to_lat = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((to_lat - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(to_lat) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * math.degrees(math.asin(math.sqrt(half))) * KM_PER_DEGREE
