"""The command ``discover``: find conditions under which an outcome occurs."""

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
            "--goal", help="Goal: 'adopted(DRAFT)', 'CHN=abstain on DRAFT', plan=carried_out, ..."
        ),
    ],
    inputs: Annotated[
        list[str] | None,
        typer.Option(
            "--inputs",
            metavar="PATTERN",
            help="Numbers to consider, for example 'members.*'. Repeatable.",
        ),
    ] = None,
    replicates: Annotated[
        int,
        typer.Option(
            "--replicates", "-n", help="Number of worlds; half of them are used for testing."
        ),
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
    """Find conditions under which an outcome occurs (PRIM).

    Each box of conditions has a coverage (the share of worlds with the goal that are in the box)
    and a density (the share of its worlds with the goal), and says whether it contains the central
    case.

    council discover aleppo-2016-10-08 --goal 'adopted(S/2016/847)'
    """
    check_targets(report, plot)
    changes = ChangeOptions(set_, pin, follow, without, layers)
    chosen = asked_scenario(scenario, changes)
    give_result(chosen.discover(goal, replicates, seed, inputs=inputs or ()), form, (report, plot))
