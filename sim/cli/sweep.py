"""The command ``sweep``: the forecast over a grid or a design of values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.cost import DryRunOption, YesOption, check_cost
from sim.cli.open_scenarios import OpenScenarios
from sim.cli.output import Format, FormatOption, note, progress
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
    from collections.abc import Mapping

    from sim.scenario.schema import Scenario
    from sim.studies.sweep.designs import Value
    from sim.studies.sweep.kept import KeptSweep
    from sim.studies.sweep.sweep import SweepQuestion, SweepRow


def sweep(
    scenario: ScenarioArgument,
    set_: Annotated[
        list[str],
        typer.Option("-S", "--set", metavar="PATH=LOW:HIGH:STEP|X,Y",
                     help="What varies; one value alone fixes a path."),
    ],
    replicates: Annotated[
        int, typer.Option("--replicates", "-n", help="Worlds at each point.")
    ] = 500,
    design: Annotated[str, typer.Option(help="grid, latin-hypercube or sobol.")] = "grid",
    points: Annotated[int, typer.Option(help="Points of a design that is no grid.")] = 64,
    seed: SeedOption = 0,
    layers: LayersOption = None,
    draft: Annotated[
        str | None, typer.Option("--draft", help="Draft to draw; the first if left out.")
    ] = None,
    form: FormatOption = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Folder to keep it in, and to resume.")
    ] = None,
    report: ReportOption = None,
    plot: PlotOption = None,
    dry_run: DryRunOption = False,
    yes: YesOption = False,
) -> None:  # fmt: skip
    """Run a scenario at every point of a design; all points share their luck.

    The answer is tidy: a row for each measure of each draft at each point (--format csv). With -o
    every finished point is kept at once, and the same command goes on where it was stopped.
    """
    from sim.studies.compare.study import check_replicates

    check_replicates(replicates)
    check_targets(report, plot)
    fixed, axes = fixed_and_axes(set_)
    scenarios = OpenScenarios(layers)
    base = scenarios.changed(scenario, fixed)
    from sim.report.sweep_page import sweep_page
    from sim.scenario.load import scenario_hash
    from sim.studies.sweep.designs import design as points_of
    from sim.studies.sweep.sweep import Sweep, SweepQuestion

    chosen = tuple(points_of(design, axes, points, seed))
    question = SweepQuestion(scenario_hash(base), tuple(axes), chosen, replicates, seed)
    target = draft or next(iter(base.drafts))
    if target not in base.drafts:
        raise UsageError(
            f"the scenario has no draft '{target}'",
            where="--draft",
            remedy=f"one of {', '.join(base.drafts)}",
        )

    check_cost(base, len(chosen) * replicates, dry_run=dry_run, yes=yes)

    def vary(words: Mapping[str, Value]) -> Scenario:
        return scenarios.varied(scenario, fixed, words)

    found = Sweep(question, tuple(_compute(base, vary, question, output)), target, design)
    give_answer(
        found.records(),
        lambda: sweep_page(found, study_of(base, seed, replicates)),
        form,
        (report, plot),
    )


def _compute(
    base: Scenario, vary: Any, question: SweepQuestion, output: Path | None
) -> list[SweepRow]:
    from sim.studies.sweep.kept import KeptSweep

    if output is None:
        return _points(base, vary, question, None)
    with KeptSweep(output, question) as kept:
        found = _points(base, vary, question, kept)
    note(f"kept in {output}")
    return found


def _points(
    base: Scenario, vary: Any, question: SweepQuestion, kept: KeptSweep | None
) -> list[SweepRow]:
    from functools import partial

    from sim.engines.run import run_worlds
    from sim.studies.sweep.sweep import runner, sweep_rows

    found = kept.open() if kept is not None else []
    done = len({row.point for row in found})
    if done:
        note(f"{done} of {len(question.points)} points were there already")
    with progress("sweeping", (len(question.points) - done) * question.replicates) as advance:
        run = runner(base, vary, partial(run_worlds, advance=advance), question)
        for part in sweep_rows(question, run, done):
            if kept is not None:
                kept.append(part)
            found += part
    return found
