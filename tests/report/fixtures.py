"""An invented run: real seats, a fictional river and arbitrary votes; nothing here happened."""

from __future__ import annotations

from datetime import date
from typing import Any

from sim.domain.states import STATES, english_order, name_of
from sim.report.data import RunData
from sim.report.read_run import from_run

FIFTEEN = (
    "AGO", "CHN", "EGY", "FRA", "JPN", "MYS", "NZL", "RUS", "SEN", "ESP", "UKR", "GBR", "USA",
    "URY", "VEN",
)  # fmt: skip
PERMANENT = {"CHN", "FRA", "GBR", "RUS", "USA"}
FIRST, SECOND = "S/2099/101", "S/2099/102"
ISSUES = {
    "crossing": "Opening of the river crossing",
    "patrols": "Ban on river patrols",
    "monitors": "Monitors on both banks",
    "inquiry": "Inquiry into the sinking of the ferry",
}


def seats(count: int) -> list[dict[str, Any]]:
    """``count`` seats: the fifteen first, then other States, in English alphabetical order."""
    rest = [code for code in sorted(STATES) if code not in FIFTEEN and len(code) == 3]
    codes = [*PERMANENT, *(c for c in FIFTEEN if c not in PERMANENT), *rest]
    if count < 15:
        codes = [*sorted(PERMANENT), *(c for c in FIFTEEN if c not in PERMANENT)]
    chosen = sorted(codes[:5]) + codes[5:count]
    return [
        {"code": code, "name": name_of(code), "permanent": code in PERMANENT}
        for code in english_order(chosen[:count], date(2016, 10, 8))
    ]


def _votes(codes: list[str], pattern: str) -> dict[str, str]:
    words = {"y": "yes", "n": "no", "a": "abstain", "x": "absent", "p": "not_participating"}
    return {code: words[pattern[i % len(pattern)]] for i, code in enumerate(codes)}


def _ballot(draft: str, table: list[dict[str, Any]], pattern: str) -> dict[str, Any]:
    codes = [seat["code"] for seat in table]
    votes = _votes(codes, pattern)
    cast = list(votes.values())
    yes, no, abstain = cast.count("yes"), cast.count("no"), cast.count("abstain")
    quota = len(codes) * 3 // 5
    noes = [c for c in codes if votes[c] == "no" and c in PERMANENT]
    outcome = "not_adopted" if yes < quota else "vetoed" if noes else "adopted"
    return {
        "draft": draft,
        "title": "Invented draft on the river",
        "sponsors": [codes[0]],
        "tally": {"yes": yes, "no": no, "abstain": abstain,
                  "absent": len(codes) - yes - no - abstain},
        "outcome": outcome,
        "vetoes": noes if outcome == "vetoed" else [],
        "votes": votes,
        "rule": f"Article 27(3): {yes} of the {quota} votes needed are in favour, and "
        f"{len(noes)} permanent members voted against.",
        "reasons": {
            codes[1]: [
                {"text": "It wants the crossing opened further than today", "amount": 0.31,
                 "evidence": ["ferry-note"]},
                {"text": "It is drawn to vote with its neighbour", "amount": -0.08,
                 "evidence": []},
            ],
            codes[2]: ["It holds the text for too weak on monitors"],
        },
    }  # fmt: skip


def _forecast(table: list[dict[str, Any]], adopted: float) -> dict[str, Any]:
    def share(value: float) -> dict[str, float]:
        return {"share": value, "low": max(0.0, value - 0.02), "high": min(1.0, value + 0.02)}

    rest = 1 - adopted
    shares = {
        "adopted": share(adopted), "vetoed": share(rest * 0.75), "not_adopted": share(rest * 0.25),
        "withdrawn": share(0.0), "not_reached": share(0.0),
    }  # fmt: skip
    votes = {}
    for i, seat in enumerate(table):
        yes = ((i * 37) % 100) / 100
        abstain = (1 - yes) * 0.4
        votes[seat["code"]] = {"yes": yes, "abstain": abstain, "no": 1 - yes - abstain}
    return {**shares, "expected_adopted": adopted + 0.004, "votes": votes}


def events() -> list[dict[str, Any]]:
    """The diary of an invented world."""

    def event(hour: int, kind: str, **rest: Any) -> dict[str, Any]:
        day, clock = 6 + hour // 24, hour % 24
        return {
            "round": hour // 6, "time": f"2016-10-{day:02d}T{clock:02d}:00", "phase": "play",
            "type": kind, **rest,
        }  # fmt: skip

    more = {"to_monitors": 0.6, "wanted": 0.0, "adopted_before": 0.2, "adopted_after": 0.5}
    less = {"to_patrols": 0.7, "to_inquiry": 0.5, "wanted": 1.0}
    return [
        event(0, "event", text="A ferry is sunk in the middle of the river"),
        event(0, "statement", actor="FRA", draft=FIRST, numbers={"pull": 0.2}),
        event(6, "announce", actor="envoy", text="Ships under escort"),
        event(6, "refuse", actor="upstream", numbers={"index": -0.21}),
        event(12, "ask", actor="JPN", draft=FIRST, numbers=more),
        event(12, "ask", actor="UKR", draft=FIRST, numbers=less),
        event(12, "amend", actor="FRA", draft=FIRST, numbers=more),
        event(18, "revise_plan", actor="envoy", text="Neutral pilots aboard"),
        event(18, "rally", actor="RUS", numbers={"urge": 0.4}),
        event(18, "rally", actor="CHN", numbers={"urge": 0.1}),
        event(24, "consent", actor="upstream", numbers={"index": 0.08}),
        event(24, "hold", actor="RUS", draft=SECOND),
        event(30, "blue", actor="FRA", draft=FIRST),
        event(30, "blue", actor="RUS", draft=SECOND),
        event(54, "vote", actor="AGO", draft=FIRST, numbers={"vote": 1, "abstain": 0.6}),
        event(54, "vote", actor="CHN", draft=FIRST, numbers={"vote": 2, "no": 0.9}),
        event(54, "outcome", draft=FIRST, numbers={"outcome": 1, "yes": 11, "no": 2, "abstain": 2}),
        event(54, "outcome", draft=SECOND, numbers={"outcome": 2, "yes": 6, "no": 5, "abstain": 4}),
        event(60, "execute", actor="envoy", numbers={"left": 0.5}),
        event(66, "carried_out", actor="envoy", numbers={"left": 1.0}),
    ]  # fmt: skip


def _space(table: list[dict[str, Any]]) -> dict[str, Any]:
    members = {
        seat["code"]: {
            issue: round(((i * (7 + 4 * k)) % 11) / 10, 2) for k, issue in enumerate(ISSUES)
        }
        for i, seat in enumerate(table)
    }
    return {
        "issues": ISSUES,
        "members": members,
        "status_quo": dict.fromkeys(ISSUES, 0.1),
        "texts": {
            FIRST: [
                {"crossing": 0.9, "patrols": 0.9, "monitors": 0.4, "inquiry": 0.7},
                {"crossing": 0.9, "patrols": 0.7, "monitors": 0.6, "inquiry": 0.5},
                {"crossing": 0.8, "patrols": 0.5, "monitors": 0.6, "inquiry": 0.2},
            ],
            SECOND: [{"crossing": 0.4, "patrols": 0.0, "monitors": 0.2, "inquiry": 0.0}],
        },
        "plan": {"crossing": 0.7, "patrols": 0.4, "monitors": 0.8, "inquiry": 0.1},
    }


def run_json(count: int = 15, pattern: str = "ynyyyyyyyyyaynya") -> dict[str, Any]:
    """The JSON of an invented run with ``count`` seats and votes in a repeating pattern."""
    table = seats(count)
    codes = [seat["code"] for seat in table]
    return {
        "scenario": "invented-river",
        "title": "An invented dispute about a river",
        "question": "Would a shorter text have passed?",
        "seed": 7,
        "replicates": 1000,
        "layers": ["article", "record"],
        "command": "council run invented-river --seed 7 --replicates 1000",
        "council": {
            "date": "2016-10-08", "president": "RUS", "quota": count * 3 // 5, "seats": table,
        },
        "parties": {"envoy": "The envoy", "upstream": "The upstream authority"},
        "ballots": [_ballot(FIRST, table, pattern), _ballot(SECOND, table, "nyyanaynay")],
        "plan": {
            "title": "Ships under escort",
            "carried_out": False,
            "share": {"share": 0.31, "low": 0.28, "high": 0.34},
            "reason": "The downstream authority refused.",
            "parties": {
                "upstream": {"accepted": True, "share": {"share": 0.6, "low": 0.57, "high": 0.63},
                             "reason": "The escort outweighs what the blockade is worth."},
                "downstream": {"accepted": False, "reason": "It does not trust the pilots."},
            },
        },
        "forecast": {FIRST: _forecast(table, 0.032), SECOND: _forecast(table, 0.41)},
        "agreement": {
            "hits": 24, "of": 30, "log_score": -0.412, "brier": 0.221,
            "baselines": {
                "always-yes": {"hits": 15, "of": 30, "log_score": -1.2, "brier": 0.7},
                "as-usual": {"hits": 22, "of": 30, "log_score": -0.55, "brier": 0.31},
            },
        },
        "recorded": {FIRST: _votes(codes, pattern), SECOND: _votes(codes, "nyyanaynax")},
        "evidence": {
            "ferry-note": {
                "claim": "The sinking is called deliberate <by name>", "source": "Invented gazette",
                "place": "paragraph 4", "speaker": "Minister", "date": "2016-10-01",
                "attribution": "stated", "costliness": "talk", "layer": "article",
            },
            "pilot-list": {
                "claim": "Pilots were offered in writing", "source": "Invented letter",
                "place": "page 2", "date": "2016-09-30", "attribution": "reported",
                "costliness": "commitment", "layer": "record",
            },
        },
        "assumptions": {"numbers": 214, "assumed": 83, "paths": ["members.AGO.positions.inquiry"]},
        "events": events(),
        "space": _space(table),
    }  # fmt: skip


def run_data(count: int = 15, pattern: str = "ynyyyyyyyyyaynya") -> RunData:
    """The same as data."""
    return from_run(run_json(count, pattern))
