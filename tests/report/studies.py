"""Invented results of studies; no number here was computed by anything."""

from __future__ import annotations

import itertools
import math
from functools import cache

from sim.domain.ballots import Vote
from sim.domain.intervals import Interval
from sim.preferences.reasons import TermKind
from sim.report.charts import (
    CalibrationBin,
    ChanceRow,
    ChanceRows,
    ChangeRow,
    FlipSolution,
    FlipStep,
    HeatMap,
    InputBoxes,
    InputRange,
    PowerRow,
    Series,
    SweepLine,
    TornadoBar,
    TornadoChart,
)
from sim.report.data import EvidenceEntry
from sim.report.study import Study
from sim.scenario.load import load_scenario
from sim.scenario.schema import Scenario
from sim.studies.compare.assumptions import AssumptionEffect
from sim.studies.compare.changed_votes import ChangedVote, Push
from sim.studies.compare.study import WhatIf
from sim.studies.compare.whatif import Comparison, OutcomeChange, VoteChange
from sim.studies.flip.flip import FlipAnswer, FlipQuestion, SolvedFlip, VoteMove
from sim.studies.flip.search import FlippingChange, Lever, Option, SearchResult
from sim.studies.models.measured import measured_bodies
from sim.studies.models.power import voting_body
from sim.studies.models.voting_bodies import NamedBody
from sim.studies.sensitivity.answer import GroupShare, OutcomeShares, OutcomeSwing, Sensitivity
from sim.studies.sweep.designs import Axis
from sim.studies.sweep.sweep import CHANCE as CHANCE_MEASURE
from sim.studies.sweep.sweep import Sweep, SweepQuestion, SweepRow
from sim.studies.votes.published import BacktestCalibration as CalibrationOfVotes
from sim.studies.votes.published import (
    ForecasterScore,
    MemberVoteScore,
    PublishedBacktest,
    TextForecast,
)
from sim.studies.votes.scorecard import Bin

STUDY = Study(
    title="An invented study",
    scenario="invented-river",
    command="council whatif invented-river -S members.RUS.positions.crossing=0.9",
    seed=3,
    replicates=2000,
    evidence={"note": EvidenceEntry("note", "A claim", "A gazette", "p. 1")},
    assumed=4,
    numbers=9,
)
OUTCOMES = (
    ChangeRow("S/2099/101 adopted", 0.121, 0.09, 0.15),
    ChangeRow("S/2099/101 vetoed", -0.12, -0.15, -0.09),
    ChangeRow("S/2099/102 not put to the vote", 0.004, -0.01, 0.02),
)


@cache
def _any_scenario() -> Scenario:
    return load_scenario("s-2014-348")


def named_scenario(name: str) -> Scenario:
    """A scenario of which nothing but its name, its question and what it fixes is read."""
    told = {"scenario": name, "question": "What if?", "expectation": "A veto."}
    return _any_scenario().model_copy(update=told)


NONE, MORE = Interval(0.0, 0.0, 0.0), Interval(0.2, 0.1, 0.3)
LESS = Interval(-0.3, -0.4, -0.2)
MOVED = VoteChange("A", "RUS", (0.5, 0.0, 0.5), (0.2, 0.0, 0.8), (LESS, NONE, LESS), 0.3)
WHATIF = WhatIf(
    base=named_scenario("invented-river"),
    variant=named_scenario("other-river"),
    replicates=10,
    seed=3,
    comparison=Comparison(
        worlds=10,
        outcomes=(
            OutcomeChange("A", "expected_adopted", 0.1, 0.3, MORE),
            OutcomeChange("A", "not_adopted", 0.5, 0.7, MORE),
            OutcomeChange("A", "withdrawn", 0.0, 0.0, NONE),
        ),
        votes=(MOVED,),
        put_in_both={"A": 10},
        plan=OutcomeChange("", "plan_carried_out", 0.1, 0.1, NONE),
        only_before=("S/2099/9",),
        only_after=(),
    ),
    movers=(ChangedVote(MOVED, Vote.NO, Vote.YES, (Push(TermKind.ISSUE, "flights", 0.2),)),),
    assumptions=(AssumptionEffect("A", MORE, LESS, 0.75, 4, 9, 10),),
)


def sweep_lines(count: int, points: int) -> SweepLine:
    """``count`` waves over ``points`` values."""
    x = tuple(i / max(1, points - 1) for i in range(points))
    series = []
    for k in range(count):
        y = tuple(0.5 + 0.4 * math.sin(v * 4 + k) for v in x)
        low, high = tuple(v - 0.05 for v in y), tuple(v + 0.05 for v in y)
        series.append(Series(f"S/2099/10{k} adopted by the Council", x, y, low, high))
    return SweepLine("members.RUS.positions.crossing", "Outcome", tuple(series))


def grid(columns: int, rows: int) -> HeatMap:
    """A heat map of that size with one hole."""
    values = tuple(
        tuple(None if (r, c) == (0, 1) else (r + c) / (rows + columns) for c in range(columns))
        for r in range(rows)
    )
    return HeatMap(
        "members.RUS.positions.crossing", "members.CHN.alignment.RUS", "S/2099/101 adopted",
        tuple(f"{c / columns:.2f}" for c in range(columns)),
        tuple(f"{r / rows:.2f}" for r in range(rows)), values,
    )  # fmt: skip


def sweep_of(*axes: Axis) -> Sweep:
    """A full grid over the axes; the chance of adoption grows from point to point."""
    paths = [axis.path for axis in axes]
    points = tuple(
        dict(zip(paths, values, strict=True))
        for values in itertools.product(*(axis.values for axis in axes))
    )
    rows = []
    for i in range(len(points)):
        chance = i / len(points)
        span = Interval(chance, max(0.0, chance - 0.05), chance + 0.05)
        rows.append(SweepRow(i, "S/2099/101", CHANCE_MEASURE, span))
        rows.append(SweepRow(i, "", "plan_carried_out", Interval(0.0, 0.0, 0.1)))
    return Sweep(SweepQuestion("hash", axes, points, 10, 0), tuple(rows), "S/2099/101", "grid")


SWEEP = sweep_of(Axis("members.RUS.positions.crossing", (0.0, 0.5, 1.0)))


def tornado_of(count: int) -> TornadoChart:
    """``count`` numbers with long names and ranges of every size."""
    bars = tuple(
        TornadoBar(f"members.RUS.positions.long-name-{i}", 0.3 - 0.3 / (i + 1), 0.31, "inferred")
        for i in range(count)
    )
    return TornadoChart("the adoption of S/2099/101", 0.3, bars)


CHANCE = "adopted(S/2099/101)"
SENSITIVITY = Sensitivity(
    (CHANCE,),
    swings=(OutcomeSwing(CHANCE, "members.RUS.positions.crossing", "stated", 0.3, 0.5, 0.2, 0.4),),
    swing_runs=40,
    shares={
        CHANCE: OutcomeShares(0.4, 0.2, 96, None, (
            GroupShare("all", "all numbers", 9, 0.6, 0.5, 0.7, 0.6, 0.5, 0.7, 0.12, None),
            GroupShare("actor", "RUS", 7, 0.41, 0.3, 0.5, 0.5, 0.4, 0.6, 0.08, None),
            GroupShare("number", "members.RUS.positions.crossing", 1, 0.1, 0.0, 0.2,
                       0.2, 0.1, 0.3, 0.02, "stated"),
        )),
    },
)  # fmt: skip
HALT, INSTITUTION = "drafts.S/2099/101.text.halt", "council.institution"
FLIP = FlipAnswer(
    FlipQuestion("S/2099/101", "adopted"),
    False,
    SearchResult((), 40, 100, 39, 0.5, exhausted=False),
    (SolvedFlip(FlippingChange(0.5, {HALT: 0.4, INSTITUTION: "two-vetoes"}),
              {HALT: 0.9, INSTITUTION: "charter"}, (VoteMove("RUS", Vote.NO, Vote.ABSTAIN),),
              {"FRA": 0.125, "RUS": -0.2}, (11, 3, 1)),),
    (Lever(HALT, 0.9, (Option(0.4, 0.5),)),),
    ("FRA",),
)  # fmt: skip
STEPS = FlipSolution(
    (FlipStep("Halt of bombardment and of attacks on the crossing", "0.90", "0.40", 0.5,
              HALT, (0.9, 0.4), ("note",)),
     FlipStep("Council: institution", "charter", "two-vetoes", 1.0, INSTITUTION)),
    0.5, "France loses most.",
)  # fmt: skip
CHANCES = ChanceRows(
    (ChanceRow("As it stands", 0.03, 0.0, 0.06, base=True),
     ChanceRow("1. Council: institution charter to two-vetoes", 0.62, 0.52, 0.72)),
    "chance of S/2099/101: adopted", aim=0.5,
)  # fmt: skip
BOXES = InputBoxes(
    (("1. It occurs in 49% of these worlds; in all: 17%",
      (InputRange("Russia on the crossing", None, 0.6, 0.1, 0.9, 0.5, inside=True),
       InputRange("Reach of the loss", 0.2, 0.4, 0.1, 0.9, 0.5, inside=False))),),
    "adopted(S/2099/101)",
)  # fmt: skip
BINS = (
    CalibrationBin(0.0, 0.02, 0.0, 0.1, 40), CalibrationBin(0.3, 0.4, 0.2, 0.6, 12),
    CalibrationBin(0.95, 1.0, 0.93, 1.0, 200),
)  # fmt: skip


def score(name: str, hits: int, votes: int, log_score: float) -> ForecasterScore:
    """A forecaster's scores; what the tests do not look at is zero."""
    return ForecasterScore(name, votes, hits, log_score, log_score, log_score, None, None, None,
                            0.2, 0.5, None, 1, 1, -0.4, 0.1)  # fmt: skip


WHOLE = (score("model", 50, 60, -0.3), score("climatology", 55, 60, -0.2))
FORECAST_BINS = (Bin(0.0, 0.02, 0.0, 0.1, 40), Bin(0.3, 0.4, 0.2, 0.6, 12))
BACKTEST = PublishedBacktest(
    "given",
    {"Earlier texts": (score("model", 40, 45, -0.3), score("climatology", 41, 45, -0.2)),
     "Never learned from": (score("model", 10, 15, -0.3), score("climatology", 14, 15, -0.2))},
    (TextForecast("invented-river", "S/2099/101", 12, 15, -0.3, 0.2, 0.7, passed=False),),
    {"RUS": MemberVoteScore(4, 3, -0.2, 0.1)},
    CalibrationOfVotes(FORECAST_BINS, FORECAST_BINS[:1]),
    ("S/2099/102",),
)  # fmt: skip
POWER_ROWS = (
    PowerRow("permanent member, each of 5", 421 / 2145, True, "421/2145"),
    PowerRow("elected member, each of 10", 4 / 2145, False, "4/2145"),
)
POWER = measured_bodies([NamedBody("fifteen", "the Council of fifteen", voting_body(15, 9, 5), {})])
