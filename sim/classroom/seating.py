"""Where the members sit on the projector: the report's horseshoe, as places for a live drawing."""

from __future__ import annotations

import math
from typing import Any

from sim.domain.shortnames import short_name
from sim.domain.texts import state_name
from sim.lessons.places import member_name, permanent, president, seated_members
from sim.report.data import Seat, SeatingPlan
from sim.report.horseshoe import path_place
from sim.scenario.schema import Scenario

BEND, STEP = 150.0, 52.0
"""Radius of the bend, and distance from seat to seat, in the units of the drawing."""


def seating_plan(scenario: Scenario) -> SeatingPlan:
    """The members and the President as reports know them."""
    great = permanent(scenario)
    seats = tuple(
        Seat(code, member_name(scenario, code), code in great) for code in seated_members(scenario)
    )
    return SeatingPlan(seats, president(scenario), scenario.council.date.isoformat())


def chairs(scenario: Scenario) -> list[dict[str, Any]]:
    """Place of each member from the left end of the table to the right, the President in the bend.

    x and y in drawing units from the top left; ``out`` is the outward direction in degrees.
    """
    around = seating_plan(scenario).around_the_table()
    middle = len(around) // 2
    bend = max(BEND, STEP * len(around) / (math.pi * 1.6))
    spots = [path_place((i - middle) * STEP, bend, (0.0, 0.0)) for i in range(len(around))]
    return [
        {
            "code": seat.code, "permanent": seat.permanent,
            "name": state_name(seat.code, short_name(seat.name)),
            "x": round(spot.x, 1), "y": round(spot.y, 1), "out": round(spot.outward, 1),
        }
        for seat, spot in zip(around, spots, strict=True)
    ]  # fmt: skip
