"""Small scenarios made up from a number: every mechanism at once, no resemblance to a real case."""

from __future__ import annotations

import random
from typing import Any

from sim.scenario.schema import Scenario

ISSUES = ("halt", "access", "inquiry", "naming")
MEMBERS = (
    "AGO", "CHN", "EGY", "FRA", "JPN", "MYS", "NZL", "RUS", "SEN", "ESP", "UKR", "GBR", "USA",
    "URY", "VEN",
)  # fmt: skip


BY_POLICY = {
    "tau": 0.06, "iota": 1, "eps": 1, "nu": 0.03, "theta": 0.1, "alpha": 0.08, "kappa": 0.06,
    "lambda": 0.25, "o": 0.3, "omega": 0.1, "presumption": 0, "contest": 0, "closeness": 0,
    "change": 0, "spoken": 1, "objection": 0, "rivalry": 0, "words": 0, "guess": 0,
}  # fmt: skip
"""Coefficients under which members look at what a text brings them, and at each other, alone."""

EVERY_TERM = BY_POLICY | {
    "presumption": 0.05, "contest": 0.05, "closeness": 0.1, "change": 0.05, "objection": 0.1,
    "rivalry": 0.05, "words": 0.2, "guess": 1,
}  # fmt: skip
"""The same with some of every other term of the stance."""


EVERYTHING = ["amend", "merge", "withdraw", "wait", "statement", "assembly"]


def _claim(value: float, key: str) -> dict[str, Any]:
    return {"is": round(value, 3), "because": key}


def generated(number: int, **changes: Any) -> Scenario:
    """Scenario ``number``: drafting, statements, events, a plan, parties, a fallback, a renewal."""
    r = random.Random(number)
    keys = ("stated-act", "reported-talk", "inferred-commitment")

    def num(low: float, high: float) -> dict[str, Any]:
        return _claim(r.uniform(low, high), r.choice(keys))

    def hour(h: float) -> str:
        return f"2016-10-{6 + int(h // 24):02d}T{int(h % 24):02d}:00"

    def draft(sponsors: list[str], circulated: float, vote: float, **more: Any) -> dict[str, Any]:
        return {
            "title": "A text", "sponsors": sponsors, "circulated": hour(circulated),
            "vote": hour(vote), "text": {k: num(0, 1) for k in r.sample(ISSUES, 3)},
            "consultation": num(0, 1), "exposure": num(0.0, 0.9), **more,
        }  # fmt: skip

    members = {}
    for code in MEMBERS:
        others = r.sample([m for m in MEMBERS if m != code], 3)
        members[code] = {
            "role": r.choice(("near", "far")),
            "positions": {k: num(0, 1) for k in ISSUES},
            "urgency": num(0, 1),
            "alignment": {other: num(-0.5, 1) for other in others},
        }
    pens = random.Random(-number - 1)  # apart, so that the other numbers stay as they are
    for member in members.values():
        member["closeness"] = {
            pen: _claim(pens.uniform(-1, 1), keys[0]) for pen in ("FRA", "ESP", "RUS")
        }
    members["RUS"]["positions"]["halt"] = [
        _claim(0.1, keys[0]), {**_claim(0.7, keys[1]), "when": "plan_accepted"}
    ]  # fmt: skip
    grades = {
        key: dict(zip(("attribution", "costliness"), key.split("-"), strict=True)) for key in keys
    }
    data: dict[str, Any] = {
        "scenario": f"generated-{number}", "title": "Made up", "as_of": hour(60),
        "layers": ["made-up"], "council": {"date": "2016-10-08", "president": "RUS"},
        "clock": {"start": hour(12), "end": hour(72), "round_hours": 6},
        "city": {
            "name": "A city", "days_to_destruction": num(3, 9), "siege_since": "2016-09-01",
            "civilians": num(10, 20), "children": num(1, 5),
        },
        "issues": {
            k: {
                "title": k, "anchors": {0: "none", 0.5: "some", 1: "all"},
                "humanitarian": k in ("halt", "access"),
                "addressee": "fort" if k in ("halt", "access") else None,
            }
            for k in ISSUES
        },
        "roles": {
            name: {
                "title": name, "because": "made up",
                "saliences": {k: num(0.1, 1) for k in ISSUES},
            }
            for name in ("near", "far")
        },
        "sources": {"s": {"title": "A source", "layer": "made-up"}},
        "evidence": {
            key: {
                "source": "s", "place": "here", "date": "2016-10-01", "claim": "made up", **grade
            }
            for key, grade in grades.items()
        },
        "status_quo": {k: num(0, 0.3) for k in ISSUES},
        "drift": {"access": num(-0.3, 0)},
        "compliance": {"fort": num(0.4, 1)},
        "members": members,
        "envoy": {"name": "An envoy", "guarantee": num(0, 1), "single_text": hour(24)},
        "plan": {
            "title": "A plan", "announced": hour(18), "text": {"halt": num(0.6, 1)},
            "needs": ["fort", "gate"], "days_to_leave": num(0.4, 2), "fighters": num(0.5, 1),
            "revisions": {
                "arms": {"title": "With arms", "gains": {"gate": num(0, 0.3)}},
                "watch": {
                    "title": "Watched", "gains": {"gate": num(0, 0.3), "fort": num(-0.1, 0)},
                    "text": {"inquiry": num(0.2, 0.6)},
                },
            },
        },
        "parties": {
            key: {
                "name": key, "gain": num(-0.2, 0.4), "fighting": num(0, 0.5),
                "destruction": num(-0.5, 0.9), "trust": num(0, 1),
                "patrons": {r.choice(MEMBERS): num(0, 0.5), "TUR": num(0, 0.4)},
            }
            for key in ("fort", "gate")
        },
        "patrons": {"TUR": {"name": "Turkey", "stance": num(-0.5, 1), "pledge": num(0, 0.5)}},
        "drafts": {
            "S/1/1": draft(["FRA", "ESP"], 12, 50, may=EVERYTHING),
            "S/1/2": draft(
                ["RUS"], 24, 50, may=["amend", "merge"], backs_plan=True, renew_after_hours=6
            ),
        },
        "statements": [
            {"speaker": "RUS", "draft": "S/1/1", "at": hour(26), "pull": num(-0.3, 0)},
            {"speaker": "NZL", "draft": "S/1/2", "at": hour(30), "pull": num(-0.1, 0.1)},
        ],
        "events": {
            "strike": {
                "title": "A strike", "at": hour(32),
                "changes": {
                    "members.SEN.positions.halt": num(0, 0.4),
                    "parties.gate.gain": num(-0.3, 0),
                },
            }
        },
        "fallback": {"form": "press", "silence_hours": 6},
    }  # fmt: skip
    data.update(changes)
    data["coefficients"] = {**EVERY_TERM, **data.get("coefficients", {})}
    return Scenario.model_validate(data)
