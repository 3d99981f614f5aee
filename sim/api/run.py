"""The result of a run."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from os import PathLike
from pathlib import Path
from typing import Any

from pydantic_core import to_jsonable_python

from sim.api.arguments import checks_arguments
from sim.api.explained import RunFigure, VoteExplanation, save_page, votes_explained
from sim.api.tables import ForecastTable, VoteTable, WorldTable
from sim.domain.arguments import as_any_text, optional
from sim.domain.errors import UnknownNameError
from sim.domain.events import Event
from sim.domain.frozen import FrozenDict, frozen
from sim.engines.run import run_worlds
from sim.report.data import RunData
from sim.report.document import Page
from sim.report.from_run import run_data
from sim.report.run_brief import RunExtra
from sim.report.run_figures import run_charts
from sim.report.run_page import run_page
from sim.results.keeping import KeptRun
from sim.studies.run.answer import Modal, central_events
from sim.studies.run.published import CentralEvent, Run


@dataclass(frozen=True, eq=False)
class RunResult:
    """The result of a run: the content of ``council run --format json`` as attributes.

    Nothing in it can be changed; ``to_dict`` gives a copy that can.

    Attributes:
        scenario: Name of the scenario.
        seed: Seed of all random draws.
        replicates: Worlds in the forecast.
        ballots: The ballots of the central world in order: votes, tally, outcome, reasons.
        forecast: Draft -> outcome -> share with its 95 % interval, and each member's chances;
            ``forecast.drafts`` has the same as typed objects.
        plan: The fate of the plan; empty if there is none.
        statement: The fate of the fallback statement; empty if there is none.
        agreement: Scores against the recorded votes and baselines; empty without a record, and
            over worlds selected by a condition.
        assumptions: The numbers without any source: how many, and which.
        events: The events of the central world.
        kept: Folder of the run, if it was kept.
        reused: Whether it was read from that folder instead of computed.
        command: The command that gives the same answer.
    """

    scenario: str
    seed: int
    replicates: int
    ballots: tuple[Mapping[str, Any], ...]
    forecast: ForecastTable
    plan: Mapping[str, Any]
    statement: Mapping[str, Any]
    agreement: Mapping[str, Any]
    assumptions: Mapping[str, Any]
    events: tuple[Event, ...]
    kept: Path | None
    reused: bool
    command: str
    _told: Mapping[str, Any] = field(repr=False)
    _run: Run = field(repr=False)
    _modal: Modal = field(repr=False)
    _longer: bool = field(repr=False)
    _given: tuple[str, ...] = field(repr=False)
    _of: int = field(repr=False)

    @classmethod
    def of(
        cls,
        modal: Modal,
        run: Run,
        command: str,
        kept: KeptRun | None = None,
        *,
        longer: bool = False,
        given: tuple[tuple[str, ...], int] | None = None,
    ) -> RunResult:
        """Build the result from a published run, its central world, and where it is kept.

        ``longer`` marks a run past the vote, whose last ballots are not the recorded ones.
        ``given`` are the conditions of its worlds, and the number of worlds that were computed.
        """
        answer = to_jsonable_python(run, inf_nan_mode="null")
        shown = frozen(answer)
        named = {key: shown[key] for key in ("scenario", "seed", "replicates", "plan")}
        return cls(
            **named,
            forecast=ForecastTable(shown["forecast"], run.forecast),
            ballots=tuple(shown["ballots"]),
            statement=shown["statement"],
            agreement=shown["agreement"] or FrozenDict(),
            assumptions=shown["assumptions"],
            events=tuple(modal.events),
            kept=None if kept is None else kept.kept,
            reused=kept is not None and kept.reused,
            command=command,
            _told=answer,
            _run=run,
            _modal=modal,
            _longer=longer,
            _given=given[0] if given else (),
            _of=given[1] if given else run.replicates,
        )

    @property
    def published(self) -> Run:
        """The run as published: its fields are the keys of the JSON."""
        return self._run

    @property
    def trace(self) -> tuple[CentralEvent, ...]:
        """The events of the central world, with their times."""
        return central_events(self._modal)

    @property
    def sequels(self) -> Sequence[Mapping[str, str]]:
        """The procedures that the law opens after a veto of the central world."""
        from sim.studies.run.sequels import after  # loads Mesa

        return after(self._modal.setting)

    @checks_arguments(command=optional(as_any_text))
    def data(self, command: str | None = None) -> RunData:
        """The data for reports and figures: names, evidence, positions and the diary."""
        scenario = self._modal.setting.scenario
        text = self.command if command is None else command
        data = run_data(self._run, scenario, self._modal.events, text)
        if not self._longer:
            return data
        return replace(data, recorded={}, before_until=True)

    @checks_arguments(command=optional(as_any_text))
    def page(
        self,
        command: str | None = None,
        parts: Sequence[str] = (),
        *,
        trace: bool = False,
        sequels: bool = False,
        brief: bool = False,
    ) -> Page:
        """The document that ``--report`` and the terminal render.

        Args:
            command: The command shown on the page.
            parts: Sections to show after the first screen: ``why``, ``votes``, ``plan``,
                ``agreement``.
            trace: Include the negotiation round by round.
            sequels: Include the procedures that the law opens after a veto.
            brief: Only a line for each draft.

        Raises:
            UnknownNameError: when the page has no such section.
        """
        unknown = next((name for name in parts if name not in list(RunExtra)), None)
        if unknown is not None:
            raise UnknownNameError(
                f"the page of a run has no part '{unknown}'", remedy=f"one of {', '.join(RunExtra)}"
            )
        return run_page(
            self.data(command),
            parts=[RunExtra(name) for name in parts],
            trace=trace,
            sequels=self.sequels if sequels else None,
            brief=brief,
        )

    @checks_arguments()
    def save(self, path: str | PathLike[str], *, interactive: bool = False) -> Path:
        """Write the page of ``--report`` as one HTML file; returns the path.

        ``interactive`` adds sliders for the strongest numbers (``--interactive``), which takes some
        hundred times as many worlds as the run.

        Raises:
            UsageError: when the name does not end in ``.html``, or sliders are requested for a
                run under a condition.
            CouncilError: when the folder does not exist or cannot be written.
        """
        if not interactive:
            return save_page(self.page(), path)
        from sim.api.sliders import save_with_sliders  # loads the templates

        arms, size = (self._modal.setting.scenario,), (self.replicates, self.seed)
        return save_with_sliders(self.page(), arms, size, path, self._run.conditions)

    def to_dict(self) -> dict[str, Any]:
        """The run as plain data, with the keys of ``council run --format json``."""
        return copy.deepcopy(dict(self._told))

    @cached_property
    def votes(self) -> VoteTable:
        """Each member's vote on each draft in the central case, and its chances."""
        return VoteTable.of(self._run.forecast, self._run.ballots, self._modal.setting.members)

    @cached_property
    def worlds(self) -> WorldTable:
        """The results of each world of the forecast, arrays of shape ``(replicates,)`` by name.

        The forecast keeps only sums. On first access the same worlds are computed again and held
        in memory: about a kilobyte per world with two drafts and fifteen members. Under conditions
        they are the worlds that meet them, and keep their numbers.
        """
        if self._given:
            from sim.studies.conditions import worlds_given

            scenario = self._modal.setting.scenario
            return WorldTable(*worlds_given(scenario, self._given, self._of, self.seed))
        return WorldTable(run_worlds(self._modal.setting, self.seed, range(self._of)))

    @checks_arguments()
    def explain(self, member: str, draft: str | None = None) -> VoteExplanation:
        """The reasons for a member's votes in the central case.

        Args:
            member: Code, such as ``"RUS"``.
            draft: Symbol of one draft; all ballots if None.

        Raises:
            UnknownNameError: when the member or the draft has no vote in the central case.
        """
        return votes_explained(member, draft, self._run.ballots)

    @checks_arguments(name=as_any_text)
    def plot(self, name: str = "") -> RunFigure:
        """A figure of the run; notebooks display it, ``save`` writes it.

        Args:
            name: ``horseshoe``, ``horseshoe-DRAFT``, ``votes-DRAFT``, ``timeline`` or ``map``; the
                figure of ``council run --plot`` if empty.

        Raises:
            UnknownNameError: when this run has no such figure.
        """
        charts = run_charts(self.data())
        figure = name or next(iter(charts), "")
        if figure not in charts:
            raise UnknownNameError(
                f"this run has no figure '{figure}'", remedy=f"one of {', '.join(charts) or 'none'}"
            )
        return RunFigure(charts[figure])

    def _repr_html_(self) -> str:
        """The chances of each draft, and the votes of the central case as a horseshoe figure."""
        head = f"{self.scenario}: {self.replicates:,} worlds, seed {self.seed}"
        drawn = f"<p>central case:</p>{self.plot().svg}" if self.ballots else ""
        return f"<p>{escape(head)}</p>{self.forecast._repr_html_()}{drawn}"
