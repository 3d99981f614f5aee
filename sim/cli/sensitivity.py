"""The command ``sensitivity``: numbers that matter, and evidence worth improving."""

from __future__ import annotations

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


def sensitivity(
    context: typer.Context,
    scenario: ScenarioArgument,
    method: Annotated[str, typer.Option(help="sobol, morris or one-at-a-time.")] = "sobol",
    outcome: Annotated[
        list[str] | None, typer.Option(
            help="Outcome: adopted(DRAFT), yes(DRAFT), plan_carried_out ... Repeatable.",
        )
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("-S", "--set", metavar="PATH=VALUE|LOW:HIGH|X,Y",
                     help="Fix a value, or add a range or a list as an input. Repeatable."),
    ] = None,
    inputs: Annotated[
        list[str] | None, typer.Option(
            "--inputs", help="Only numbers whose path matches, for example 'members.RUS.*'."
        )
    ] = None,
    base: Annotated[
        int, typer.Option("--base", min=2, help="With sobol: points of the base design.")
    ] = 256,
    numbers: Annotated[
        int, typer.Option("--numbers", min=0, help="With sobol: numbers to analyse one by one.")
    ] = 12,
    modal: Annotated[
        bool, typer.Option("--modal", help="With one-at-a-time: every number, in the modal world.")
    ] = False,
    trajectories: Annotated[
        int, typer.Option("--trajectories", min=2, help="Trajectories (morris).")
    ] = 10,
    seed: SeedOption = 0,
    pin: PinOption = None,
    follow: FollowOption = None,
    without: WithoutOption = None,
    layers: LayersOption = None,
    form: FormatOption = Format.TABLE,
    report: ReportOption = None,
    plot: PlotOption = None,
    dry_run: DryRunOption = False,
    yes: YesOption = False,
) -> None:  # fmt: skip
    """Show which uncertain numbers an outcome depends on, alone, by actor and by source.

    sobol: shares of the outcome's variance, and how much of it knowing each number would remove.
    morris: a screening of every number. one-at-a-time: each number from its 10th to its 90th
    percentile, over all worlds, or with --modal in the modal world.
    """
    check_targets(report, plot)
    unused = ("base", "numbers", "modal") if method == "morris" else ("trajectories",)
    refuse_unused(context, f"with --method {method}", unused=unused)
    fixed, axes = fixed_and_axes(set_ or [])
    loaded = asked_scenario(
        scenario,
        ChangeOptions(fixed, pin, follow, without, layers),
        TerminalWatch(dry_run=dry_run, yes=yes),
    )
    plan = {"method": method, "base": base, "numbers": numbers, "modal": modal}
    sensitivity_result = loaded.sensitivity(
        *(outcome or ()), seed=seed, inputs=inputs or (), axes=axes,
        trajectories=trajectories, **plan,
    )  # fmt: skip
    doubts = [f"{why}; use more with --base" for why in sensitivity_result.not_estimated]
    give_result(sensitivity_result, form, (report, plot), doubts)
