"""Scenarios of any size, grown from the flagship: more seats, issues, drafts or rounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

from sim.procedure.reforms import INSTITUTIONS
from sim.scenario.load import load_scenario
from sim.scenario.schema import Scenario

FLAGSHIP = "aleppo-2016-10-08"
QUOTA_SHARE = 0.6
"""Affirmative votes needed, as a share of the seats: nine of fifteen."""


@cache
def flagship() -> Scenario:
    """The scenario in which speed is measured."""
    return load_scenario(FLAGSHIP)


def with_seats(scenario: Scenario, seats: int) -> Scenario:
    """The Council enlarged to ``seats`` by copies of its elected members; quota three fifths."""
    members = dict(scenario.members)
    permanent = INSTITUTIONS["charter"].standing_codes(scenario.council.date)
    elected = [code for code in members if code not in permanent]
    while len(members) < seats:
        number = len(members)
        members[f"{elected[number % len(elected)]}{number}"] = members[
            elected[number % len(elected)]
        ]
    name = f"benchmark-{seats}"
    INSTITUTIONS[name] = replace(
        INSTITUTIONS["charter"],
        name=name,
        quota=round(QUOTA_SHARE * seats),
        elected=seats - len(permanent),
    )
    council = scenario.council.model_copy(update={"institution": name})
    return scenario.model_copy(update={"members": members, "council": council})


def with_issues(scenario: Scenario, issues: int) -> Scenario:
    """The codebook enlarged to ``issues`` by copies of its issues, wanted and asked as they are."""
    names = list(scenario.issues)
    twins = {name: name for name in names}
    twins |= {
        f"{names[k % len(names)]}_{k}": names[k % len(names)] for k in range(len(names), issues)
    }

    def copied(numbers: Mapping[str, Any]) -> dict[str, Any]:
        return {new: numbers[old] for new, old in twins.items() if old in numbers}

    def each(cells: Mapping[str, Any], *fields: str) -> dict[str, Any]:
        return {
            key: cell.model_copy(update={field: copied(getattr(cell, field)) for field in fields})
            for key, cell in cells.items()
        }

    changed = {
        "issues": copied(scenario.issues),
        "status_quo": copied(scenario.status_quo),
        "drift": copied(scenario.drift),
        "roles": each(scenario.roles, "saliences"),
        "members": each(scenario.members, "positions", "saliences"),
        "drafts": each(scenario.drafts, "text"),
    }
    return scenario.model_copy(update=changed)


def with_drafts(scenario: Scenario, drafts: int) -> Scenario:
    """As many drafts, the further ones copies under new symbols."""
    made = dict(scenario.drafts)
    symbols = list(made)
    for number in range(len(symbols), drafts):
        old = symbols[number % len(symbols)]
        made[f"{old}/{number}"] = made[old]
    council = scenario.council.model_copy(update={"order": ()})
    return scenario.model_copy(update={"drafts": made, "council": council})


def with_rounds(scenario: Scenario, rounds: int) -> Scenario:
    """The same days cut into as many rounds."""
    clock = scenario.clock
    hours = (clock.end - clock.start) / timedelta(hours=1) / rounds
    return scenario.model_copy(update={"clock": clock.model_copy(update={"round_hours": hours})})
