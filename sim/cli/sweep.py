"""The command ``sweep``: forecasts over a grid or another design of values."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.cost import DryRunOption, YesOption
from sim.cli.output import Format, FormatOption
from sim.cli.study_options import (
    ChangeOptions,
    FollowOption,
    LayersOption,
    PinOption,
    PlotOption,
    ReportOption,
    ScenarioArgument,
    SeedOption,
    WithoutOption,
    asked_scenario,
    check_targets,
    fixed_and_axes,
    give_result,
)
from sim.cli.unused import refuse_unused
from sim.cli.watching import TerminalWatch


def sweep(
    context: typer.Context,
    scenario: ScenarioArgument,
    set_: Annotated[
        list[str],
        typer.Option("-S", "--set", metavar="PATH=LOW:HIGH:STEP|X,Y",
                     help="Values to vary; a single value fixes the path. Repeatable."),
    ],
    replicates: Annotated[
        int, typer.Option("--replicates", "-n", help="Number of worlds at each point.")
    ] = 500,
    design: Annotated[str, typer.Option(help="Design: grid, latin-hypercube or sobol.")] = "grid",
    points: Annotated[int, typer.Option(
        help="Number of points, if the design is not a grid; of sobol the next power of two."
    )] = 64,
    seed: SeedOption = 0,
    pin: PinOption = None,
    follow: FollowOption = None,
    without: WithoutOption = None,
    layers: LayersOption = None,
    draft: Annotated[
        str | None, typer.Option("--draft", help="Draft to show in figures. Default: the first.")
    ] = None,
    form: FormatOption = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option(
            "-o", "--output", help="Folder for the results; an interrupted sweep continues there."
        )
    ] = None,
    report: ReportOption = None,
    plot: PlotOption = None,
    dry_run: DryRunOption = False,
    yes: YesOption = False,
) -> None:  # fmt: skip
    """Run a scenario at every point of a design, with the same random draws at all points.

    --format csv prints tidy data: one row per measure, draft and point. With -o every finished
    point is saved at once, and the same command continues an interrupted sweep.
    """
    check_targets(report, plot, output)
    if design == "grid":
        refuse_unused(
            context, "with a grid, whose ranges say how many points it has", unused=("points",)
        )
    fixed, axes = fixed_and_axes(set_)
    base = asked_scenario(
        scenario,
        ChangeOptions(fixed, pin, follow, without, layers),
        TerminalWatch(dry_run=dry_run, yes=yes),
    )
    plan = {"design": design, "points": points, "draft": draft, "folder": output}
    give_result(base.sweep(axes, replicates, seed, **plan), form, (report, plot))
