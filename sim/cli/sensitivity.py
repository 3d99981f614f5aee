"""The command ``sensitivity``: which number matters, and which evidence is worth improving."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.cost import DryRunOption, YesOption, check_cost
from sim.cli.open_scenarios import OpenScenarios
from sim.cli.output import Format, FormatOption, progress
from sim.cli.study_options import (
    LayersOption,
    PlotOption,
    ReportOption,
    ScenarioArgument,
    SeedOption,
    check_targets,
    fixed_and_axes,
    give_answer,
    study_of,
)
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario
    from sim.studies.sensitivity.analysis import Bench
    from sim.studies.sensitivity.answer import Sensitivity
    from sim.studies.sensitivity.one_at_a_time import MorrisResult, Tornado
    from sim.studies.sensitivity.sobol import SobolResult

METHODS = ("sobol", "morris", "one-at-a-time")


def sensitivity(
    scenario: ScenarioArgument,
    method: Annotated[str, typer.Option(help="sobol, morris or one-at-a-time.")] = "sobol",
    outcome: Annotated[
        list[str] | None, typer.Option(help="adopted(DRAFT), yes(DRAFT), plan_carried_out ...")
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("-S", "--set", metavar="PATH=VALUE|LOW:HIGH|X,Y",
                     help="Fix a value, or give a range or a list as a further input."),
    ] = None,
    inputs: Annotated[
        list[str] | None, typer.Option("--inputs", help="Only numbers whose path fits, with *.")
    ] = None,
    base: Annotated[
        int, typer.Option("--base", min=2, help="Points of the base design (sobol).")
    ] = 256,
    numbers: Annotated[
        int, typer.Option("--numbers", min=0, help="Numbers taken one by one (sobol).")
    ] = 12,
    modal: Annotated[
        bool, typer.Option("--modal", help="One at a time in the modal world, every number.")
    ] = False,
    trajectories: Annotated[
        int, typer.Option("--trajectories", min=2, help="Trajectories (morris).")
    ] = 10,
    seed: SeedOption = 0,
    layers: LayersOption = None,
    form: FormatOption = Format.TABLE,
    report: ReportOption = None,
    plot: PlotOption = None,
    dry_run: DryRunOption = False,
    yes: YesOption = False,
) -> None:  # fmt: skip
    """Tell which uncertain numbers an outcome depends on, alone and by actor and by source.

    sobol: shares of the outcome's variance, and what learning each would remove of it, over all
    worlds. morris: a screening of every number. one-at-a-time: each number from its 10th to its
    90th percentile, over all worlds or with --modal in the modal world.
    """
    if method not in METHODS:
        raise UsageError(f"there is no method '{method}'", remedy=f"one of {', '.join(METHODS)}")
    check_targets(report, plot)
    fixed, axes = fixed_and_axes(set_ or [])
    scenarios = OpenScenarios(layers)
    scenario_ = scenarios.changed(scenario, fixed)
    from sim.report.sensitivity_page import sensitivity_page
    from sim.studies.sensitivity.analysis import bench

    def vary(words: Mapping[str, str]) -> Scenario:
        return scenarios.varied(scenario, fixed, words)

    for axis in axes:
        for end in axis.range or ():
            vary({axis.path: f"{end:g}"})  # a wrong path and an end out of range are told here
    on = bench(scenario_, axes, inputs or (), outcome or (), _remembered(vary))
    total = _worlds(on, method, (numbers, base, trajectories), modal=modal)
    check_cost(scenario_, total, dry_run=dry_run, yes=yes)
    found, worlds = _measured(on, method, (numbers, base, trajectories, seed), modal=modal)
    give_answer(
        found.published,
        lambda: sensitivity_page(found, study_of(scenario_, seed, worlds)),
        form,
        (report, plot),
        [f"{one.not_estimated}; ask for more with --base" for one in found.shares.values()
         if one.not_estimated],
    )  # fmt: skip


def _worlds(on: Bench, method: str, sizes: tuple[int, int, int], *, modal: bool) -> int:
    """How many worlds the method computes; a few more or less where sources are joined."""
    from sim.studies.sensitivity.analysis import PILOT, groups_of

    numbers, base, trajectories = sizes
    if method == "morris":
        return trajectories * (len(on.inputs) + 1)
    singles = [one.path for one in on.inputs[:numbers]]
    swings = 2 * len(on.inputs) + 1 if modal else PILOT + base * (2 * numbers + 1)
    if method != "sobol":
        return swings
    size = 1 << (base - 1).bit_length()
    return swings + size * (len(groups_of(on, singles)) + 2)


def _measured(
    on: Bench, method: str, sizes: tuple[int, int, int, int], *, modal: bool
) -> tuple[Sensitivity, int]:
    """The answer by the method asked for, and the worlds that the page tells of."""
    from sim.studies.sensitivity.answer import screened_effects, swings_and_shares

    numbers, base, trajectories, seed = sizes
    if method == "morris":
        effects = screened_effects(on, _morris(on, trajectories, seed))
        return effects, effects.effect_runs
    tornado = _modal_tornado(on) if modal else _tornado(on, numbers, base, seed)
    sobol = _sobol(on, list(tornado.paths), base, seed) if method == "sobol" else None
    found = swings_and_shares(on, tornado, sobol, modal=modal)
    return found, sobol.runs if sobol is not None else 1


def _remembered(
    vary: Callable[[Mapping[str, str]], Scenario],
) -> Callable[[Mapping[str, str]], Scenario]:
    known: dict[tuple[tuple[str, str], ...], Scenario] = {}

    def remember(words: Mapping[str, str]) -> Scenario:
        key = tuple(words.items())
        if key not in known:
            known[key] = vary(words)
        return known[key]

    return remember


def _modal_tornado(on: Bench) -> Tornado:
    from sim.engines.run import central
    from sim.studies.sensitivity.analysis import in_the_modal_world

    return in_the_modal_world(on, central)


def _tornado(on: Bench, numbers: int, base: int, seed: int) -> Tornado:
    from functools import partial

    from sim.engines.run import run_worlds
    from sim.studies.sensitivity.analysis import PILOT, the_strongest

    with progress("one at a time", PILOT + base * (2 * numbers + 1)) as advance:
        return the_strongest(on, partial(run_worlds, advance=advance), numbers, base, seed)


def _morris(on: Bench, trajectories: int, seed: int) -> MorrisResult:
    from functools import partial

    from sim.engines.run import run_worlds
    from sim.studies.sensitivity.analysis import screening

    with progress("screening", trajectories * (len(on.inputs) + 1)) as advance:
        return screening(on, partial(run_worlds, advance=advance), trajectories, seed)


def _sobol(on: Bench, singles: list[str], base: int, seed: int) -> SobolResult:
    from functools import partial

    from sim.engines.run import run_worlds
    from sim.studies.sensitivity.analysis import groups_of, variance_based

    size = 1 << (base - 1).bit_length()
    total = size * (len(groups_of(on, singles)) + 2)
    with progress("sampling", total) as advance:
        return variance_based(on, partial(run_worlds, advance=advance), singles, base, seed)
