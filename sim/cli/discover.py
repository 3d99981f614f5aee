"""The command ``discover``: conditions in words under which something comes about."""

from __future__ import annotations

from typing import Annotated

import typer

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
    SetOption,
    WithoutOption,
    asked_scenario,
    check_targets,
    give_result,
)

DEFAULT_REPLICATES = 4000


def discover(
    scenario: ScenarioArgument,
    goal: Annotated[
        str,
        typer.Option(
            "--goal", help="'adopted(DRAFT)', 'CHN=abstain on DRAFT', plan=carried_out, ..."
        ),
    ],
    inputs: Annotated[
        list[str] | None,
        typer.Option(
            "--inputs", metavar="PATTERN", help="Numbers to look at, as 'members.*'. Repeatable."
        ),
    ] = None,
    replicates: Annotated[
        int, typer.Option("--replicates", "-n", help="Worlds; half of them test what was found.")
    ] = DEFAULT_REPLICATES,
    seed: SeedOption = 0,
    set_: SetOption = None,
    pin: PinOption = None,
    follow: FollowOption = None,
    without: WithoutOption = None,
    layers: LayersOption = None,
    form: FormatOption = Format.TABLE,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """Find conditions in words under which something comes about (PRIM).

    Each box of conditions has its coverage (the share of all cases that it holds) and its density
    (how often the goal comes about in it), and says whether the central case lies in it.

    council discover aleppo-2016-10-08 --goal 'adopted(S/2016/847)'
    """
    check_targets(report, plot)
    asked = ChangeOptions(set_, pin, follow, without, layers)
    chosen = asked_scenario(scenario, asked)
    give_result(chosen.discover(goal, replicates, seed, inputs=inputs or ()), form, (report, plot))
