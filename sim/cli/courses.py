"""The command ``courses``: group worlds into courses of events, with a world of each to replay."""

from __future__ import annotations

from typing import Annotated

import typer

from sim.cli.output import Format, FormatOption
from sim.cli.study_options import (
    ChangeOptions,
    FollowOption,
    GivenOption,
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

DEFAULT_REPLICATES = 1000


def courses(
    scenario: ScenarioArgument,
    replicates: Annotated[
        int, typer.Option("--replicates", "-n", help="Number of worlds.")
    ] = DEFAULT_REPLICATES,
    seed: SeedOption = 0,
    set_: SetOption = None,
    pin: PinOption = None,
    follow: FollowOption = None,
    without: WithoutOption = None,
    given: GivenOption = None,
    layers: LayersOption = None,
    form: FormatOption = Format.TABLE,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """Group worlds into three to five courses of events, and show what distinguishes each.

    Worlds are grouped by outcomes, votes, amendments and the plan. Each course has its share with
    an interval, and its most typical world, which you can replay.

    council courses aleppo-2016-10-08 --replicates 500
    """
    check_targets(report, plot)
    changes = ChangeOptions(set_, pin, follow, without, layers)
    courses_result = asked_scenario(scenario, changes).courses(replicates, seed, given=given or ())
    give_result(courses_result, form, (report, plot))
