"""The command ``courses``: the ways that events may go, named, with a world of each to replay."""

from __future__ import annotations

import shlex
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

DEFAULT_REPLICATES = 1000


def courses(
    scenario: ScenarioArgument,
    replicates: Annotated[
        int, typer.Option("--replicates", "-n", help="Worlds to gather.")
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
    """Gather worlds into three to five courses of events, and say what sets each apart.

    Worlds are gathered by outcomes, votes, amendments and the plan; each course has its share with
    an interval and its most typical world, to replay.

    council courses aleppo-2016-10-08 --replicates 500
    """
    check_targets(report, None)
    scenarios = OpenScenarios(layers)
    changed = list(set_ or [])
    changed += InterventionOptions.of(pin, follow, without).overrides(
        lambda: scenarios.changed(scenario, changed)
    )
    chosen = scenarios.changed(scenario, changed)
    from sim.report.courses_page import courses_page
    from sim.scenario.told_interventions import interventions
    from sim.studies.courses.study import courses_of_events

    with progress("worlds", replicates) as advance:
        found = courses_of_events(chosen, replicates, seed, advance)
    parts = ["council", "run", scenario, "-n", str(replicates), "--seed", str(seed)]
    parts += [word for change in changed for word in ("-S", change)]
    parts += ["--layers", layers] if layers else []

    def page() -> Page:
        study = study_of(chosen, seed, replicates)
        return courses_page(found, study, shlex.join(parts), interventions(chosen))

    give_answer(found, page, form, (report, None))
