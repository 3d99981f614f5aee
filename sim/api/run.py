"""What a run answers, as attributes."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import to_jsonable_python

from sim.domain.events import Event
from sim.engines.sums import Sums
from sim.report.data import RunData
from sim.report.from_run import run_data
from sim.studies.run.answer import Modal, published_run
from sim.studies.run.published import Run
from sim.studies.run.readings import Readings


@dataclass(frozen=True, eq=False)
class RunResult:
    """A run: what ``council run --format json`` prints, as attributes.

    Attributes:
        scenario: Name of the scenario.
        seed: Root of all chance.
        replicates: Worlds in the forecast.
        ballots: The ballots of the central world in their order: votes, tally, outcome, reasons.
        forecast: Draft -> outcome -> share with its 95 % interval, and each member's chances.
        plan: The fate of the plan; empty without one.
        statement: The fate of the fallback statement; empty without one.
        agreement: Scores against the recorded votes, beside baselines; empty without a record.
        assumptions: How many numbers nothing supports, and which.
        events: What happened in the central world.
    """

    scenario: str
    seed: int
    replicates: int
    ballots: tuple[Mapping[str, Any], ...]
    forecast: Mapping[str, Mapping[str, Any]]
    plan: Mapping[str, Any]
    statement: Mapping[str, Any]
    agreement: Mapping[str, Any]
    assumptions: Mapping[str, Any]
    events: tuple[Event, ...]
    _told: Mapping[str, Any] = field(repr=False)
    _run: Run = field(repr=False)
    _modal: Modal = field(repr=False)

    @classmethod
    def of(cls, modal: Modal, sums: Sums, seed: int, readings: Readings | None = None) -> RunResult:
        """The result of a central world and the sums over an ensemble."""
        run = published_run(modal, sums, seed, modal.setting.scenario.layers, readings)
        told = to_jsonable_python(run)
        named = {key: told[key] for key in ("scenario", "seed", "replicates", "forecast", "plan")}
        return cls(
            **named,
            ballots=tuple(told["ballots"]),
            statement=told["statement"],
            agreement=told["agreement"] or {},
            assumptions=told["assumptions"],
            events=tuple(modal.events),
            _told=told,
            _run=run,
            _modal=modal,
        )

    def data(self) -> RunData:
        """What reports and figures draw: names, evidence, positions and the diary."""
        command = f"council run {self.scenario} --seed {self.seed} --replicates {self.replicates}"
        return run_data(self._run, self._modal.setting.scenario, self._modal.events, command)

    def to_dict(self) -> dict[str, Any]:
        """The run as plain data, with the keys of ``council run --format json``."""
        return copy.deepcopy(dict(self._told))
