"""The command ``sweep``: the forecast over a grid or a design of values."""

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
from sim.cli.watching import TerminalWatch


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
    pin: PinOption = None,
    follow: FollowOption = None,
    without: WithoutOption = None,
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
    check_targets(report, plot, output)
    fixed, axes = fixed_and_axes(set_)
    base = asked_scenario(
        scenario,
        ChangeOptions(fixed, pin, follow, without, layers),
        TerminalWatch(dry_run=dry_run, yes=yes),
    )
    plan = {"design": design, "points": points, "draft": draft, "folder": output}
    give_result(base.sweep(axes, replicates, seed, **plan), form, (report, plot))
