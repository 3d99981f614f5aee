"""The lesson without computers: what stands on its sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sim.lessons.members import Inclination, dice
from sim.lessons.places import member_name, permanent, quota, seated_members
from sim.scenario.schema import Scenario


def paper_values(
    scenario: Scenario, put: Sequence[str], views: Mapping[str, Mapping[str, Inclination]]
) -> dict[str, Any]:
    """Rules, tally sheet, voting cards, and dice for the seats that nobody fills.

    ``put``: symbols of the drafts that are put to the vote.
    """
    great = permanent(scenario)
    return {
        "quota": quota(scenario),
        "drafts": put,
        "dice": [
            {
                "name": member_name(scenario, code),
                "cells": [_faces(views.get(s, {}).get(code)) for s in put],
            }
            for code in seated_members(scenario)
        ],
        "members": [
            {"name": member_name(scenario, code), "permanent": code in great}
            for code in seated_members(scenario)
        ],
    }


def _faces(inclination: Inclination | None) -> str:
    if inclination is None:
        return "as its brief suggests"
    parts, first = [], 1
    for vote, count in dice(inclination).items():
        last = first + count - 1
        parts.append(f"{first}–{last} {vote}" if count > 1 else f"{first} {vote}")
        first = last + 1
    return ", ".join(parts)
