"""A small scenario for tests: the Council of October 2016 and two rival texts."""

from __future__ import annotations

from functools import cache
from typing import Any

from sim.scenario.schema import Scenario

MEMBERS = (
    *("AGO", "CHN", "EGY", "FRA", "JPN", "MYS", "NZL", "RUS"),
    *("SEN", "ESP", "UKR", "GBR", "USA", "URY", "VEN"),
)
NORTH = {"FRA", "JPN", "NZL", "ESP", "UKR", "GBR", "USA", "MYS", "SEN", "URY"}


def _member(code: str) -> dict[str, Any]:
    far = 0.9 if code in NORTH else 0.2
    because = {"is": far, "because": "said"} if code in ("FRA", "RUS") else far
    return {"role": "outside", "positions": {"flights": because, "access": 0.8, "inquiry": far}}


def body() -> dict[str, Any]:
    """The scenario as plain data."""
    anchors = {0.0: "None.", 0.5: "Limits military flights.", 1.0: "Ends all military flights."}
    return {
        "scenario": "classroom-test",
        "title": "A city under siege",
        "as_of": "2016-10-07T23:59:00",
        "layers": ["article"],
        "council": {"date": "2016-10-08", "invited": ["SYR"]},
        "clock": {"start": "2016-10-06T12:00:00", "end": "2016-10-08T18:00:00"},
        "issues": {
            "flights": {"title": "Military flights", "anchors": anchors},
            "access": {
                "title": "Access",
                "anchors": {0.0: "Asks for nothing.", 0.5: "Calls for access.", 1.0: "Demands it."},
                "humanitarian": True,
            },
            "inquiry": {
                "title": "Inquiry <b>",
                "anchors": {0.0: "No inquiry.", 0.5: "Takes note.", 1.0: "Sets up an inquiry."},
            },
        },
        "roles": {
            "outside": {
                "title": "Outside the conflict",
                "saliences": {"flights": 1, "access": 1, "inquiry": 1},
                "because": "Nothing tells them apart.",
            }
        },
        "sources": {"paper": {"title": "A newspaper", "layer": "article"}},
        "evidence": {
            "said": {
                "source": "paper",
                "place": "paragraph 1",
                "date": "2016-10-07",
                "claim": "Said so before the vote.",
                "attribution": "stated",
                "costliness": "talk",
            }
        },
        "status_quo": {"flights": 0.0, "access": 0.2, "inquiry": 0.1},
        "members": {code: _member(code) for code in MEMBERS},
        "envoy": {"name": "The Special Envoy", "guarantee": 0.5},
        "drafts": {
            "S/2016/846": {
                "title": "French and Spanish text",
                "sponsors": ["FRA", "ESP"],
                "circulated": "2016-10-06T12:00:00",
                "vote": "2016-10-08T14:40:00",
                "text": {"flights": 1.0, "access": 1.0, "inquiry": 0.5},
                "consultation": 0.8,
            },
            "S/2016/847": {
                "title": "Russian text",
                "sponsors": ["RUS"],
                "circulated": "2016-10-07T12:00:00",
                "vote": "2016-10-08T15:40:00",
                "text": {"access": 0.5},
                "consultation": 0.1,
            },
        },
        "record_of_votes": {
            "source": "Meeting of 8 October 2016",
            "votes": {
                "S/2016/846": {
                    **dict.fromkeys([*sorted(NORTH), "EGY"], "yes"),
                    "RUS": "no",
                    "VEN": "no",
                    "AGO": "abstain",
                    "CHN": "abstain",
                },
                "S/2016/847": {
                    **dict.fromkeys(sorted(NORTH), "no"),
                    "URY": "abstain",
                    "AGO": "abstain",
                    **dict.fromkeys(("CHN", "EGY", "RUS", "VEN"), "yes"),
                },
            },
        },
    }


@cache
def scene() -> Scenario:
    """The scenario, validated."""
    return Scenario.model_validate(body())
