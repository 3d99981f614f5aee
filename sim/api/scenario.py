"""A scenario in Python: load it, change it, run it, ask what if."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from html import escape
from os import PathLike
from typing import TYPE_CHECKING, Any

from sim.api.run import RunResult
from sim.api.tables import html_table
from sim.domain.errors import UsageError
from sim.engines.backends import Backend
from sim.engines.run import Job, run_worlds, worlds
from sim.results.keeping import Ensemble, Silent, answer_unkept
from sim.scenario import schema
from sim.scenario.load import load_scenario as load_file
from sim.scenario.load import scenario_hash
from sim.scenario.priors import Quantity, quantities
from sim.studies.run.answer import modal_world
from sim.studies.run.readings import from_bytes, reader

if TYPE_CHECKING:
    from sim.studies.compare.study import WhatIf
    from sim.studies.sweep.sweep import Sweep

Value = None | bool | float | str | date | datetime | Sequence[str]
"""What a path of a scenario can be set to; None takes it out."""


def override(path: str, value: Value) -> str:
    """A change as the command line writes it after ``-S``."""
    return f"{path}={_word(value)}"


def _word(value: Value) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (str, int, float)):
        return str(value)
    return f"[{', '.join(value)}]"


class Scenario:
    """A scenario with the changes made to it.

    ``data`` is the scenario itself, frozen and checked; ``changes`` are the paths that were set, in
    order. Everything that is computed is a function of these and of the arguments of the call.

    Args:
        name: Name of a shipped scenario, or a file.
        changes: Paths to set, as :meth:`set` does.
        layers: Evidence layers to use; all if None.

    Raises:
        ScenarioErrors: with every fault of the file or of the changes.
    """

    def __init__(
        self,
        name: str | PathLike[str],
        changes: Mapping[str, Value] | None = None,
        layers: Iterable[str] | None = None,
    ) -> None:
        self.name = str(name)
        self.layers = None if layers is None else tuple(layers)
        self._changes = dict(changes or {})
        self._data = self._loaded(self._changes)

    def _loaded(self, changes: Mapping[str, Value]) -> schema.Scenario:
        words = [override(path, value) for path, value in changes.items()]
        return load_file(self.name, words, self.layers)

    def __repr__(self) -> str:
        changed = f", {self._changes!r}" if self._changes else ""
        return f"Scenario({self.name!r}{changed})"

    @property
    def data(self) -> schema.Scenario:
        """The scenario's content, checked and frozen."""
        return self._data

    @property
    def changes(self) -> dict[str, Value]:
        """What was set, in order."""
        return dict(self._changes)

    @property
    def drafts(self) -> tuple[str, ...]:
        """Symbols of the drafts."""
        return tuple(self._data.drafts)

    @property
    def members(self) -> tuple[str, ...]:
        """Codes of the members of the Council."""
        return tuple(self._data.members)

    @property
    def numbers(self) -> dict[str, Quantity]:
        """Every number by path, with its prior and what it rests on."""
        return {quantity.path: quantity for quantity in quantities(self._data)}

    def set(self, path: str, value: Value) -> Scenario:
        """Change one thing, as ``-S path=value`` does; None takes it out where that can be.

        Returns:
            This scenario, so that calls can follow each other.

        Raises:
            ScenarioErrors: when the path or the value does not fit; the scenario stays as it was.
        """
        changes = {**self._changes, path: value}
        self._data = self._loaded(changes)
        self._changes = changes
        return self

    def changed(self, changes: Mapping[str, Value]) -> Scenario:
        """A copy with further changes; this one stays as it is.

        Raises:
            ScenarioErrors: when a path or a value does not fit.
        """
        return Scenario(self.name, {**self._changes, **changes}, self.layers)

    def run(
        self, replicates: int = 1000, seed: int = 0, *, backend: Backend | None = None
    ) -> RunResult:
        """Run it: the votes of the central world and why, and the forecast over many worlds.

        Args:
            replicates: Worlds in the forecast.
            seed: Root of all chance.
            backend: Where worlds are computed; all cores of this machine if None.

        Raises:
            UsageError: for fewer than one world.
        """
        if replicates < 1:
            raise UsageError(f"{replicates} worlds are no forecast", remedy="replicates=1000")
        modal = modal_world(self._data)
        ensemble = Ensemble(
            worlds, Job(modal.setting, seed), backend or Backend(), reader(modal.setting, seed)
        )
        found = answer_unkept(ensemble, replicates, Silent())
        return RunResult.of(modal, found.sums, seed, from_bytes(found.readings))

    def whatif(
        self,
        changes: Mapping[str, Value] | Scenario,
        replicates: int = 1000,
        seed: int = 0,
        *,
        by_link: bool = False,
    ) -> WhatIf:
        """Compare it with a changed copy, or with another scenario, on the same draws.

        ``by_link`` splits the differences by the links between the change and the votes, at 18
        plays of each world more.

        Raises:
            ScenarioErrors: when a change does not fit.
            UsageError: for fewer than two worlds, or scenarios without a draft in common.
        """
        from sim.studies.compare.study import what_if

        other = changes if isinstance(changes, Scenario) else self.changed(changes)
        return what_if(self._data, other.data, replicates, seed, by_link=by_link)

    def sweep(
        self,
        axes: Mapping[str, Sequence[float | str]],
        replicates: int = 500,
        seed: int = 0,
    ) -> Sweep:
        """The forecast at every combination of values; all points share their draws.

        Args:
            axes: Path -> the values that it takes.
            replicates: Worlds at each point.
            seed: Root of all chance.

        Raises:
            UsageError: for no axis, an axis without values, or fewer than two worlds.
            ScenarioErrors: when a path or a value does not fit.
        """
        # scipy's statistics take half a second; a run needs none
        from sim.studies.compare.study import check_replicates
        from sim.studies.sweep.designs import Axis, design
        from sim.studies.sweep.sweep import Sweep, SweepQuestion, runner, sweep_rows

        check_replicates(replicates)
        if not axes or not all(axes.values()):
            raise UsageError(
                "a sweep varies at least one path over at least one value",
                remedy="pass axes such as {'members.CHN.positions.flights': [0.0, 0.5, 1.0]}",
            )
        varied = tuple(Axis(path, tuple(values), None) for path, values in axes.items())
        points = tuple(design("grid", varied, 1, seed))
        question = SweepQuestion(scenario_hash(self._data), varied, points, replicates, seed)
        run = runner(self._data, self.content_with, run_worlds, question)
        found = tuple(row for part in sweep_rows(question, run) for row in part)
        return Sweep(question, found, next(iter(self._data.drafts)), "grid")

    def content_with(self, words: Mapping[str, Any]) -> schema.Scenario:
        """The content with some words in it; ``scenario`` takes another one's place."""
        from sim.studies.sweep.designs import SCENARIO

        rest = {path: value for path, value in words.items() if path != SCENARIO}
        other = str(words.get(SCENARIO, self.name))
        return Scenario(other, {**self._changes, **rest}, self.layers).data

    def _repr_html_(self) -> str:
        data = self._data
        rows = [
            (symbol, text.title, ", ".join(text.sponsors)) for symbol, text in data.drafts.items()
        ]
        changed = "".join(
            f"<li>{escape(override(path, value))}</li>" for path, value in self._changes.items()
        )
        return (
            f"<p><b>{escape(data.title)}</b></p><p>{escape(data.question)}</p>"
            f"{html_table(('draft', 'title', 'sponsors'), rows)}"
            f"<p>{escape(', '.join(data.members))}</p>" + (f"<ul>{changed}</ul>" if changed else "")
        )


def load(name: str | PathLike[str], layers: Iterable[str] | None = None) -> Scenario:
    """Load a shipped scenario by name, or a scenario file.

    Args:
        name: Name of a shipped scenario, or a file.
        layers: Evidence layers to use; all if None.

    Raises:
        ScenarioErrors: with every fault of the file, each with its place and remedy.
    """
    return Scenario(name, layers=layers)
