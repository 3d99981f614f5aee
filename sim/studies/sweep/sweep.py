"""Sweeps: the forecast at every point of a design, row by row, so that one can be resumed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.domain.ballots import Outcome
from sim.domain.intervals import Interval, normal
from sim.engines.run import Engine, Floats
from sim.engines.worlds import Worlds
from sim.scenario.priors import quantities
from sim.scenario.schema import Scenario
from sim.studies.compare.paired import share
from sim.studies.draft_names import draft_names
from sim.studies.frames import dataframe
from sim.studies.inputs import as_spoken, with_conditions
from sim.studies.outcomes import put_to_a_vote
from sim.studies.sweep.designs import Axis, Point, Value

MEASURES = ("point", "draft", "measure", "value", "low", "high")
"""Columns of a sweep after the paths: one row for each measure of each point."""
CHANCE = "expected_adopted"
"""The measure to draw: the mean exact chance of adoption."""
LAST = "plan_carried_out"
"""The last measure of a point: without it the point is incomplete."""


@dataclass(frozen=True, slots=True)
class SweepRow:
    """One measure at one point of a sweep."""

    point: int
    draft: str
    measure: str
    interval: Interval


def _mean(values: Floats, most: float) -> Interval:
    """A mean of values from 0 to ``most`` with its normal interval, clipped to that range."""
    middle = min(most, float(values.mean()))
    interval = normal(middle, float(values.var()), values.size)
    return Interval(middle, max(0.0, interval.low), min(most, interval.high))


def measure(point: int, worlds: Worlds) -> list[SweepRow]:
    """The measures kept of a point's worlds: chances and outcomes by draft, and the plan.

    ``yes_votes`` is the mean over the worlds in which the draft is put to the vote; without such a
    world there is no row for it.
    """
    results, put = [], put_to_a_vote(worlds)
    for d, draft in enumerate(worlds.labels.drafts):
        exact = np.nan_to_num(worlds.p_adopted[d])
        results.append(SweepRow(point, draft, CHANCE, _mean(exact, 1.0)))
        for outcome in Outcome:
            hits = int((worlds.outcome[d] == outcome).sum())
            results.append(SweepRow(point, draft, outcome.word, share(hits, worlds.count)))
        yes = worlds.tally[d, 0, put[d]].astype(np.float64)
        if yes.size:
            most = float(len(worlds.labels.members))
            results.append(SweepRow(point, draft, "yes_votes", _mean(yes, most)))
    carried = int(worlds.plan_carried_out.sum())
    results.append(SweepRow(point, "", LAST, share(carried, worlds.count)))
    return results


@dataclass(frozen=True)
class SweepQuestion:
    """The question of a sweep; determines its answer completely.

    Attributes:
        scenario_hash: hash of the base with its overrides.
        axes: the axes of the design.
        points: the points of the design, in order.
        replicates, seed: worlds at each point, from replicate 0 on; all points share their draws.
        rules: name and digest of the rules of decision that are registered and not shipped.
    """

    scenario_hash: str
    axes: tuple[Axis, ...]
    points: tuple[Point, ...]
    replicates: int
    seed: int
    rules: tuple[tuple[str, str], ...] = ()

    def manifest(self) -> dict[str, object]:
        """The question as JSON."""
        own = {"rules": dict(self.rules)} if self.rules else {}
        return own | {
            "scenario_hash": self.scenario_hash,
            "axes": [{"path": a.path, "values": list(a.values)} for a in self.axes],
            "points": len(self.points),
            "design": hashlib.sha256(json.dumps(self.points).encode()).hexdigest(),
            "replicates": self.replicates,
            "seed": self.seed,
        }


def runner(
    scenario: Scenario,
    vary: Callable[[Mapping[str, Value]], Scenario],
    engine: Engine,
    question: SweepQuestion,
) -> Callable[[Point], Worlds]:
    """A function that computes the worlds of a point.

    Numbers become columns of one scenario; words make another scenario. A number is set like
    ``-S``: without spread, whatever facts hold. Paths that are not numbers of the scenario go
    through ``vary``, which rejects unknown ones.
    """
    by_path = {q.path: q for q in quantities(scenario)}
    varied: dict[str, Scenario] = {}

    def run(point: Point) -> Worlds:
        choices = {
            path: value
            for path, value in point.items()
            if path not in by_path or isinstance(value, str) or value not in by_path[path].span
        }
        key = json.dumps(choices)
        if key not in varied:
            varied[key] = vary(choices) if choices else scenario
        here = varied[key]
        columns = {
            path: np.full(question.replicates, value)
            for path, value in point.items()
            if path not in choices and not isinstance(value, str)
        }
        here = as_spoken(here, columns)
        return engine(
            here, question.seed, range(question.replicates), with_conditions(here, columns)
        )

    return run


def sweep_rows(
    question: SweepQuestion, run: Callable[[Point], Worlds], done: int = 0
) -> Iterator[list[SweepRow]]:
    """The measures of every point, starting at number ``done``, point by point."""
    for number, point in enumerate(question.points):
        if number >= done:
            yield measure(number, run(point))


@dataclass(frozen=True)
class Sweep:
    """The forecast at every point of a sweep.

    Attributes:
        question: the question.
        rows: every measure of every draft at every point.
        draft: the draft to draw.
        design: how the points were chosen.
    """

    question: SweepQuestion
    rows: tuple[SweepRow, ...]
    draft: str
    design: str

    def chances(self, draft: str) -> dict[int, SweepRow]:
        """Point -> mean exact chance of adoption of ``draft``.

        Raises:
            UsageError: for a draft that the sweep did not measure.
        """
        draft_names((draft,), dict.fromkeys(r.draft for r in self.rows if r.draft), where="draft")
        return {r.point: r for r in self.rows if r.draft == draft and r.measure == CHANCE}

    def tidy(self) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
        """Columns and rows of the tidy table: the point's paths, then the measure."""
        return sweep_table(self.question, self.rows)

    def records(self) -> list[dict[str, Value]]:
        """The rows as mappings: point, the varied paths, draft, measure, value, low, high."""
        columns, table = self.tidy()
        return [dict(zip(columns, row, strict=True)) for row in table]

    def to_dataframe(self) -> Any:
        """The records as a pandas.DataFrame.

        Raises:
            UsageError: when pandas is not installed.
        """
        return dataframe(self.records(), self.tidy()[0])


def sweep_table(
    question: SweepQuestion, sweep_rows: Sequence[SweepRow]
) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    """Columns and rows of the tidy table: the point's paths, then the measure."""
    paths = tuple(axis.path for axis in question.axes)
    table = [
        (
            row.point,
            *(question.points[row.point][path] for path in paths),
            row.draft,
            row.measure,
            row.interval.value,
            row.interval.low,
            row.interval.high,
        )
        for row in sweep_rows
    ]
    return (MEASURES[0], *paths, *MEASURES[1:]), table
