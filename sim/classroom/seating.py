"""Coordinates of the seats at the horseshoe table, for the projector."""

from __future__ import annotations

import math
from typing import Any

from sim.domain.shortnames import short_name
from sim.domain.texts import state_name
from sim.lessons.places import member_name, permanent, president, seated_members
from sim.report.data import Seat, SeatingPlan
from sim.report.horseshoe import path_place
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import meeting_day

BEND, STEP = 150.0, 52.0
"""Radius of the bend and distance between seats, in units of the drawing."""


def seating_plan(scenario: Scenario) -> SeatingPlan:
    """The seating plan of members and President, as used in reports."""
    great = permanent(scenario)
    seats = tuple(
        Seat(code, member_name(scenario, code), code in great) for code in seated_members(scenario)
    )
    return SeatingPlan(seats, president(scenario), meeting_day(scenario).isoformat())


def chairs(scenario: Scenario) -> list[dict[str, Any]]:
    """Position of each member from left to right, with the President in the middle of the bend.

    x and y are in drawing units from the top left; ``out`` is the outward direction in degrees.
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
