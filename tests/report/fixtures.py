"""An invented run: real seats, a fictional river and arbitrary votes; nothing here happened."""

from __future__ import annotations

from datetime import date
from typing import Any

from sim.domain.ballots import Outcome, Tally, Vote
from sim.domain.intervals import Interval
from sim.domain.states import STATES, english_order, name_of
from sim.report.data import (
    AgreementScore,
    EvidenceEntry,
    PartyAnswer,
    ReportedBallot,
    ReportedForecast,
    ReportedPlan,
    RunData,
    Seat,
    SeatingPlan,
    Space,
    WordedReason,
    WorldEvent,
)
from sim.report.drawing import draw_chart
from sim.report.figure import Figure
from sim.report.run_figures import run_charts
from sim.studies.run.published import Assumptions

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


def seats(count: int) -> tuple[Seat, ...]:
    """``count`` seats: the fifteen first, then other States, in English alphabetical order."""
    rest = [code for code in sorted(STATES) if code not in FIFTEEN and len(code) == 3]
    codes = [*PERMANENT, *(c for c in FIFTEEN if c not in PERMANENT), *rest]
    if count < 15:
        codes = [*sorted(PERMANENT), *(c for c in FIFTEEN if c not in PERMANENT)]
    chosen = sorted(codes[:5]) + codes[5:count]
    return tuple(
        Seat(code, name_of(code), code in PERMANENT)
        for code in english_order(chosen[:count], date(2016, 10, 8))
    )


def _votes(table: tuple[Seat, ...], pattern: str) -> dict[str, Vote]:
    votes = {
        "y": Vote.YES, "n": Vote.NO, "a": Vote.ABSTAIN, "x": Vote.ABSENT,
        "p": Vote.NOT_PARTICIPATING,
    }  # fmt: skip
    return {seat.code: votes[pattern[i % len(pattern)]] for i, seat in enumerate(table)}


def _ballot(draft: str, table: tuple[Seat, ...], pattern: str) -> ReportedBallot:
    codes = [seat.code for seat in table]
    votes = _votes(table, pattern)
    cast = list(votes.values())
    yes, no, abstain = cast.count(Vote.YES), cast.count(Vote.NO), cast.count(Vote.ABSTAIN)
    quota = len(codes) * 3 // 5
    noes = tuple(c for c in codes if votes[c] is Vote.NO and c in PERMANENT)
    outcome = Outcome.VETOED if noes else Outcome.ADOPTED
    if yes < quota:
        outcome = Outcome.NOT_ADOPTED
    return ReportedBallot(
        draft=draft,
        title="Invented draft on the river",
        sponsors=(codes[0],),
        votes=votes,
        tally=Tally(yes, no, abstain, len(codes) - yes - no - abstain),
        outcome=outcome,
        vetoes=noes if outcome is Outcome.VETOED else (),
        rule=f"Article 27(3): {yes} of the {quota} votes needed are in favour, and "
        f"{len(noes)} permanent members voted against.",
        reasons={
            codes[1]: (
                WordedReason(
                    "It wants the crossing opened further than today", 0.31, ("ferry-note",)
                ),
                WordedReason("It is drawn to vote with its neighbour", -0.08),
            ),
            codes[2]: (WordedReason("It holds the text for too weak on monitors"),),
        },
    )


def _forecast(draft: str, table: tuple[Seat, ...], adopted: float) -> ReportedForecast:
    def share(value: float) -> Interval:
        return Interval(value, max(0.0, value - 0.02), min(1.0, value + 0.02))

    rest = 1 - adopted
    shares = {
        Outcome.ADOPTED: share(adopted), Outcome.VETOED: share(rest * 0.75),
        Outcome.NOT_ADOPTED: share(rest * 0.25), Outcome.WITHDRAWN: share(0.0),
        Outcome.NOT_REACHED: share(0.0),
    }  # fmt: skip
    votes = {}
    for i, seat in enumerate(table):
        yes = ((i * 37) % 100) / 100
        abstain = (1 - yes) * 0.4
        votes[seat.code] = (yes, abstain, 1 - yes - abstain)
    return ReportedForecast(draft, shares, share(adopted + 0.004), votes)


def events() -> tuple[WorldEvent, ...]:
    """The diary of an invented world."""

    def event(hour: int, kind: str, **rest: Any) -> WorldEvent:
        day, clock = 6 + hour // 24, hour % 24
        return WorldEvent(hour // 6, f"2016-10-{day:02d}T{clock:02d}:00", "play", kind, **rest)

    more = {"to_monitors": 0.6, "wanted": 0.0, "adopted_before": 0.2, "adopted_after": 0.5}
    less = {"to_patrols": 0.7, "to_inquiry": 0.5, "wanted": 1.0}
    return (
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
    )  # fmt: skip


def _space(table: tuple[Seat, ...]) -> Space:
    members = {
        seat.code: {
            issue: round(((i * (7 + 4 * k)) % 11) / 10, 2) for k, issue in enumerate(ISSUES)
        }
        for i, seat in enumerate(table)
    }
    return Space(
        ISSUES,
        members,
        dict.fromkeys(ISSUES, 0.1),
        {
            FIRST: (
                {"crossing": 0.9, "patrols": 0.9, "monitors": 0.4, "inquiry": 0.7},
                {"crossing": 0.9, "patrols": 0.7, "monitors": 0.6, "inquiry": 0.5},
                {"crossing": 0.8, "patrols": 0.5, "monitors": 0.6, "inquiry": 0.2},
            ),
            SECOND: ({"crossing": 0.4, "patrols": 0.0, "monitors": 0.2, "inquiry": 0.0},),
        },
        {"crossing": 0.7, "patrols": 0.4, "monitors": 0.8, "inquiry": 0.1},
    )


def run_data(count: int = 15, pattern: str = "ynyyyyyyyyyaynya") -> RunData:
    """An invented run with ``count`` seats and votes in a repeating pattern."""
    table = seats(count)
    return RunData(
        scenario="invented-river",
        title="An invented dispute about a river",
        question="Would a shorter text have passed?",
        seed=7,
        replicates=1000,
        layers=("article", "record"),
        command="council run invented-river --seed 7 --replicates 1000",
        council=SeatingPlan(table, "RUS", "2016-10-08", count * 3 // 5),
        ballots=(_ballot(FIRST, table, pattern), _ballot(SECOND, table, "nyyanaynay")),
        forecast=(_forecast(FIRST, table, 0.032), _forecast(SECOND, table, 0.41)),
        plan=ReportedPlan(
            "Ships under escort",
            False,
            Interval(0.31, 0.28, 0.34),
            0.0,
            (
                PartyAnswer("upstream", "accepts", True, Interval(0.6, 0.57, 0.63),
                            "The escort outweighs what the blockade is worth."),
                PartyAnswer("downstream", "refuses", True, None, "It does not trust the pilots."),
            ),
            "The downstream authority refused.",
        ),
        agreement=(
            AgreementScore("this run", 24, 30, -0.412, 0.221),
            AgreementScore("climatology", 15, 30, -1.2, 0.7),
            AgreementScore("as usual", 22, 30, -0.55, 0.31),
        ),
        evidence={
            "ferry-note": EvidenceEntry(
                "ferry-note", "The sinking is called deliberate <by name>", "Invented gazette",
                "paragraph 4", "Minister", "2016-10-01", "stated", "talk", "article",
            ),
            "pilot-list": EvidenceEntry(
                "pilot-list", "Pilots were offered in writing", "Invented letter", "page 2", "",
                "2016-09-30", "reported", "commitment", "record",
            ),
        },
        assumptions=Assumptions(214, 83, ("members.AGO.positions.inquiry",)),
        events=events(),
        space=_space(table),
        recorded={FIRST: _votes(table, pattern), SECOND: _votes(table, "nyyanaynax")},
        parties={"envoy": "The envoy", "upstream": "The upstream authority"},
    )  # fmt: skip


def run_figures(run: RunData) -> dict[str, Figure]:
    """Every figure of a run, drawn."""
    return {name: draw_chart(chart) for name, chart in run_charts(run).items()}
