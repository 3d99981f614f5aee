"""Places on the map of a case: those it names, or the capitals of the States concerned."""

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
"""Maximum distance in kilometres between capitals for which a map without coasts is useful."""


def map_places(scenario: Scenario) -> tuple[MapPlace, ...]:
    """The places on the map of a case.

    These are the places that the scenario names. If it names none, as in a scenario made from a
    dossier, they are the seats of government of the States concerned: those invited, and the
    members that make the demand or that it addresses. The result is empty if fewer than two are
    known, or if they are too far apart for a useful map.
    """
    if scenario.places:
        return tuple(
            MapPlace(case_text(name), place.lat, place.lon, case_text(place.what))
            for name, place in scenario.places.items()
        )
    seats = tuple(_seats(scenario))
    near = all(kilometres(first, second) <= FARTHEST for first, second in combinations(seats, 2))
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
    """State -> ``name``, ``lat`` and ``lon`` of its seat, and ``until`` if the seat moved later."""
    seats: Mapping[str, Mapping[str, Any]] = data("seats-of-government.yaml")
    return seats


def kilometres(start: MapPlace, end: MapPlace) -> float:
    """The great-circle distance between two places, in kilometres."""
    lat, to_lat = math.radians(start.lat), math.radians(end.lat)
    half = math.sin((to_lat - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(to_lat) * math.sin(math.radians(end.lon - start.lon) / 2) ** 2
    return 2 * math.degrees(math.asin(math.sqrt(half))) * KM_PER_DEGREE
