"""Small scenarios made up for tests: a Council of 2015 and one text, positions as asked for."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.preferences.coefficients import COEFFICIENTS, DECISION
from sim.scenario.schema import Scenario
from tests.engines.generated import BY_POLICY

MEMBERS = (
    "AGO", "CHL", "CHN", "ESP", "FRA", "GBR", "JOR", "LTU", "MYS", "NGA", "NZL", "RUS", "TCD",
    "USA", "VEN",
)  # fmt: skip
ISSUES = ("halt", "access", "naming")
BY_CONTENT = np.array([BY_POLICY.get(name, COEFFICIENTS[name].start) for name in DECISION])
"""Coefficients of the vote under which members look at what a text brings them."""
ANCHORS = {0: "none", 0.5: "some", 1: "all"}


def made(
    *,
    name: str = "made",
    positions: dict[str, dict[str, Any]] | None = None,
    text: dict[str, Any] | None = None,
    **more: Any,
) -> Scenario:
    """A scenario with one ballot; numbers are bare unless the caller gives them evidence."""
    places = positions or {}
    sections: dict[str, Any] = {
        "scenario": name,
        "title": "Made up",
        "as_of": "2015-03-05T23:00",
        "layers": ["record"],
        "council": {"date": "2015-03-06"},
        "clock": {"start": "2015-03-06T09:00", "end": "2015-03-06T15:00", "round_hours": 6},
        "issues": {key: {"title": key, "anchors": ANCHORS} for key in ISSUES},
        "roles": {
            "any": {"title": "any", "because": "test", "saliences": dict.fromkeys(ISSUES, 1)},
        },
        "sources": {"test": {"title": "test", "layer": "record"}},
        "evidence": {
            "seen": {
                "source": "test", "place": "here", "date": "2015-01-01", "claim": "so it is",
                "attribution": "stated", "costliness": "act",
            },
        },
        "status_quo": dict.fromkeys(ISSUES, 0.0),
        "members": {
            code: {"role": "any", "positions": places.get(code, {})} for code in MEMBERS
        },
        "drafts": {
            "S/1": {
                "title": "text", "sponsors": ["FRA"], "circulated": "2015-03-01T12:00",
                "vote": "2015-03-06T10:00", "text": text or {"halt": 0.5}, "consultation": 0.5,
                "may": [],
            },
        },
    }  # fmt: skip
    sections.update(more)
    sections["coefficients"] = {**BY_POLICY, **sections.get("coefficients", {})}
    return Scenario.model_validate(sections)
