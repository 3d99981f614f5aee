"""The studies as functions of scenarios: sweep, sensitivity, flip, backtest, power, adjudicate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sim.api.scenario import Scenario, Value
from sim.domain.errors import UnknownNameError, UsageError
from sim.engines.run import central, run_worlds
from sim.procedure.adjudication import Finding
from sim.procedure.adjudication import decide_ballots as decide
from sim.procedure.reforms import institution as institution_named
from sim.procedure.voting_records.files import decoded
from sim.procedure.voting_records.reading import TableReading
from sim.scenario import schema
from sim.scenario.errors import ScenarioErrors
from sim.studies.compare.study import WhatIf
from sim.studies.flip.flip import FlipAnswer, FlipQuestion, hold_as_put
from sim.studies.flip.flip import search_flips as search_flip
from sim.studies.flip.search import LeverValues, SearchSettings
from sim.studies.models import voting_bodies
from sim.studies.models.power import Body, Power
from sim.studies.models.power import power_indices as measure_power
from sim.studies.sensitivity.analysis import bench, the_strongest, variance_based
from sim.studies.sensitivity.answer import Sensitivity, swings_and_shares
from sim.studies.sweep.sweep import Sweep
from sim.studies.votes.backtest import Backtest
from sim.studies.votes.cases import earlier_scenarios, load_cases, whole_backtest


def whatif(
    base: Scenario,
    changes: Mapping[str, Value] | Scenario,
    replicates: int = 1000,
    seed: int = 0,
) -> WhatIf:
    """Compare a scenario with a changed copy, or with another scenario, on the same draws.

    Raises:
        ScenarioErrors: when a change does not fit.
        UsageError: for fewer than two worlds, or scenarios without a draft in common.
    """
    return base.whatif(changes, replicates, seed)


def sweep(
    scenario: Scenario,
    axes: Mapping[str, Sequence[float | str]],
    replicates: int = 500,
    seed: int = 0,
) -> Sweep:
    """The forecast at every combination of values; all points share their draws.

    Args:
        scenario: The base.
        axes: Path -> the values that it takes.
        replicates: Worlds at each point.
        seed: Root of all chance.

    Raises:
        UsageError: for no axis, an axis without values, or fewer than two worlds.
        ScenarioErrors: when a path or a value does not fit.
    """
    return scenario.sweep(axes, replicates, seed)


def sensitivity(
    scenario: Scenario,
    outcome: str | None = None,
    base: int = 256,
    seed: int = 0,
    *,
    numbers: int = 12,
    inputs: Sequence[str] = (),
) -> Sensitivity:
    """Which uncertain numbers an outcome depends on.

    Args:
        scenario: The scenario.
        outcome: Such as ``adopted(S/2016/846)`` or ``plan_carried_out``; the adoption of the first
            draft if None.
        base: Points of the base design, rounded up to a power of two.
        seed: Root of all chance.
        numbers: How many numbers are taken one by one.
        inputs: Patterns of paths, with ``*``; all uncertain numbers if empty.

    Raises:
        UsageError: for an outcome or a pattern that fits nothing.
    """
    names = (outcome,) if outcome else ()
    on = bench(scenario.data, (), tuple(inputs), names, scenario.content_with)
    strongest = the_strongest(on, run_worlds, numbers, base, seed)
    indices = variance_based(on, run_worlds, list(strongest.paths), base, seed)
    return swings_and_shares(on, strongest, indices, modal=False)


def flip(
    scenario: Scenario,
    draft: str,
    goal: str = "adopted",
    change: str = "text",
    *,
    negotiate: bool = False,
    most: int = 2,
    **options: Any,
) -> FlipAnswer:
    """The smallest change of a scenario that reaches a goal in its central world.

    Args:
        scenario: The base.
        draft: Symbol of the draft.
        goal: Such as ``adopted`` or ``RUS=abstain``.
        change: ``text``, ``preferences`` or ``institution``.
        negotiate: Let the negotiation answer a changed text; without it the text is held as it is
            put to the vote in the base.
        most: Levers that may be moved at once.
        **options: Further fields of :class:`sim.studies.flip.flip.FlipQuestion`.

    Raises:
        UnknownNameError: for a draft that the scenario does not have.
        UsageError: for a goal or an option that means nothing.
    """
    if draft not in scenario.data.drafts:
        raise UnknownNameError(
            f"the scenario has no draft '{draft}'",
            remedy=f"one of {', '.join(scenario.data.drafts)}",
        )
    held = hold_as_put(scenario.data, draft) if change == "text" and not negotiate else {}
    base = scenario.changed(held) if held else scenario
    question = FlipQuestion(
        draft=draft, goal=goal, change=change, **{"settings": SearchSettings(most=most), **options}
    )

    def vary(changes: LeverValues) -> schema.Scenario | None:
        try:
            return base.changed(changes).data
        except ScenarioErrors:
            return None

    return search_flip(base.data, question, central, vary, lambda _: None)


def backtest(
    scenarios: Sequence[str] | None = None,
    method: str = "leave-one-out",
    draws: int = 128,
    seed: int = 0,
) -> Backtest:
    """Forecast recorded votes by coefficients that never saw them, beside every baseline.

    Args:
        scenarios: Names or files of scenarios with recorded votes; the shipped earlier texts if
            None.
        method: ``leave-one-out``, ``rolling`` or ``given``.
        draws: Draws of what is uncertain about each scenario.
        seed: Root of these draws.

    Raises:
        UsageError: for an unknown method, or scenarios without recorded votes.
    """
    names = earlier_scenarios() if scenarios is None else list(scenarios)
    return whole_backtest(load_cases(names, draws, seed), method, draws, seed)


def power(body: Scenario | Body | str = "charter", on: date | None = None) -> Power:
    """Exact power indices of the seats of a voting body.

    Args:
        body: A scenario (its Council), a body, or the name of an institution or reform.
        on: The day of the institution; today if None.

    Raises:
        UnknownNameError: for an institution that is not known.
    """
    if isinstance(body, Body):
        return measure_power(body)
    if isinstance(body, Scenario):
        return measure_power(voting_bodies.of_scenario(body.data).body)
    day = on or datetime.now(UTC).date()
    return measure_power(voting_bodies.reformed(body, day).body)


def adjudicate(
    table: str | Path, institution: str = "charter", reading: TableReading | None = None
) -> list[Finding]:
    """Decide every ballot of a table of votes by Article 27 or a reform of it.

    Args:
        table: A file, or the text of a table that has a line break.
        institution: The law to decide by.
        reading: How to read dates and columns where the table does not say itself.

    Raises:
        UsageError: when the file cannot be read.
        TableError: when it is no table of ballots.
        UnknownNameError: for an institution that is not known.
    """
    law = institution_named(institution)
    if isinstance(table, str) and "\n" in table:
        return decide(table, law, reading)
    try:
        text, _ = decoded(Path(table).read_bytes())
    except OSError as error:
        why = error.strerror or "cannot be read"
        raise UsageError(f"{table}: {why.lower()}", remedy="check the name") from error
    return decide(text, law, reading)
