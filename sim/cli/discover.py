"""The command ``discover``: conditions in words under which something comes about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.open_scenarios import OpenScenarios
from sim.cli.output import Format, FormatOption, progress
from sim.cli.study_options import (
    FollowOption,
    InterventionOptions,
    LayersOption,
    PinOption,
    ReportOption,
    ScenarioArgument,
    SeedOption,
    SetOption,
    WithoutOption,
    check_targets,
    give_answer,
    study_of,
)

if TYPE_CHECKING:
    from sim.report.document import Page

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
) -> None:
    """Find conditions in words under which something comes about (PRIM).

    Each box of conditions has its coverage (the share of all cases that it holds) and its density
    (how often the goal comes about in it), and says whether the central case lies in it.

    council discover aleppo-2016-10-08 --goal 'adopted(S/2016/847)'
    """
    check_targets(report, None)
    scenarios = OpenScenarios(layers)
    changed = list(set_ or [])
    changed += InterventionOptions.of(pin, follow, without).overrides(
        lambda: scenarios.changed(scenario, changed)
    )
    chosen = scenarios.changed(scenario, changed)
    from sim.report.discover_page import discover_page
    from sim.scenario.told_interventions import interventions
    from sim.studies.discover.study import find_conditions

    with progress("worlds", replicates) as advance:
        found = find_conditions(chosen, goal, replicates, seed, tuple(inputs or ()), advance)

    def page() -> Page:
        return discover_page(found, study_of(chosen, seed, replicates), interventions(chosen))

    give_answer(found, page, form, (report, None))
