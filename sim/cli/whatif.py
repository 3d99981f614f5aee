"""The command ``whatif``: two arms on the same draws."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.cost import DryRunOption, YesOption, check_cost
from sim.cli.interactive import InteractiveOption, check_sliders, slider_worlds, with_sliders
from sim.cli.open_scenarios import OpenScenarios
from sim.cli.output import Format, FormatOption, progress, warn
from sim.cli.study_options import (
    FollowOption,
    InterventionOptions,
    LayersOption,
    PinOption,
    PlotOption,
    ReportOption,
    ScenarioArgument,
    SeedOption,
    SetOption,
    WithoutOption,
    check_targets,
    give_answer,
    study_of,
)
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from sim.report.document import Page
    from sim.scenario.schema import Scenario
    from sim.studies.compare.arms import NamedArm

DEFAULT_REPLICATES = 2000
CHANGED = "changed"
"""The arm that options beside ``--arm`` make of the base."""


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("whatif")(whatif)


def whatif(
    base: ScenarioArgument,
    variants: Annotated[
        list[str] | None,
        typer.Argument(metavar="[VARIANT]...", help="Scenarios to compare with it, or variants."),
    ] = None,
    set_: SetOption = None,
    event: Annotated[
        list[str] | None,
        typer.Option("--event", help="An event to take out, or to let happen after all."),
    ] = None,
    pin: PinOption = None,
    follow: FollowOption = None,
    without: WithoutOption = None,
    by_link: Annotated[
        bool,
        typer.Option(
            "--chain",
            help="Split the differences by link: amendments, statements, consent, the vote itself. "
            "Plays each world 18 times more.",
        ),
    ] = False,
    arm: Annotated[
        list[str] | None,
        typer.Option(
            "--arm",
            metavar="'NAME: ITEMS'",
            help="A further arm: path=value, pin CHN=no, follow EGY=league, without draft SYMBOL, "
            "scenario NAME, separated by semicolons. Repeatable; several arms are ranked.",
        ),
    ] = None,
    outcome: Annotated[
        str | None,
        typer.Option("--outcome", help="What arms are ranked by, as adopted(S/2016/846)."),
    ] = None,
    replicates: Annotated[
        int, typer.Option("--replicates", "-n", help="Worlds in each arm.")
    ] = DEFAULT_REPLICATES,
    seed: SeedOption = 0,
    layers: LayersOption = None,
    form: FormatOption = Format.TABLE,
    report: ReportOption = None,
    interactive: InteractiveOption = False,
    plot: PlotOption = None,
    dry_run: DryRunOption = False,
    yes: YesOption = False,
) -> None:
    """Compare a scenario with a variant of it, world by world on the same luck.

    Changes come with paired 95 % intervals; for each member that moves, the term of its decision
    that moves it most; and how far the answer rests on numbers without evidence. Several variants
    or arms are ranked by one outcome, each against the base.

    council whatif aleppo-2016-10-08 --arm 'Russia abstains: pin RUS=abstain' --arm 'no rival:
    without draft S/2016/847'
    """
    from dataclasses import replace

    from sim.report.context import names_from
    from sim.report.whatif_page import whatif_page
    from sim.scenario.smells import beyond_the_clock
    from sim.studies.compare.published import published_whatif
    from sim.studies.compare.study import (
        check_common_draft,
        check_replicates,
        computed_worlds,
        what_if,
    )

    check_replicates(replicates)
    check_targets(report, plot)
    scenarios = OpenScenarios(layers)
    first = scenarios.changed(base)
    named = list(variants or [])
    if arm or outcome or len(named) > 1:
        if interactive:
            raise UsageError("sliders compare two arms, not more", remedy="leave --interactive out")
        alone = [*(set_ or []), *_turned(first, event or [])]
        asked = InterventionOptions.of(pin, follow, without)
        arms = _arms(base, named, arm or [], (alone, asked), scenarios)
        _ranked(first, arms, (replicates, seed, outcome), form, (report, plot))
        return
    variant = named[0] if named else None
    changed = [*(set_ or []), *_turned(first, event or [])]
    changed += InterventionOptions.of(pin, follow, without).overrides(
        lambda: scenarios.changed(variant or base)
    )
    if variant is None and not changed:
        raise UsageError(
            "there is nothing to compare with",
            remedy="name a variant, or change something: -S, --pin, --follow, --without, --event",
        )
    second = scenarios.changed(variant or base, changed)
    check_common_draft(first, second)
    cost = computed_worlds(replicates, by_link=by_link)
    arms_ = [first, second]
    more = slider_worlds(arms_, replicates, interactive=interactive)
    check_cost(first, cost + more, dry_run=dry_run, yes=yes or interactive)
    check_sliders(arms_, replicates, report, interactive=interactive, yes=yes)
    for text in dict.fromkeys((*beyond_the_clock(first), *beyond_the_clock(second))):
        warn(text)
    with progress("what if", cost) as advance:
        found = what_if(first, second, replicates, seed, advance, by_link=by_link)

    def page() -> Page:
        study = replace(study_of(first, seed, replicates), names=names_from(second))
        return whatif_page(found, changed, study, named=variant is not None)

    def instrument(page: Page) -> Page:
        return with_sliders(page, arms_, replicates, seed)

    told = published_whatif(found, changed)
    targets = (report, plot)
    give_answer(told, page, form, targets, instrument=instrument if interactive else None)


def _arms(
    base: str,
    variants: list[str],
    texts: list[str],
    alone: tuple[list[str], InterventionOptions],
    scenarios: OpenScenarios,
) -> list[NamedArm]:
    """The arms: variants, what the options change by themselves, and those that have a name."""
    from sim.scenario.questions import arm as read
    from sim.studies.compare.arms import NamedArm

    arms = [NamedArm(name, scenarios.changed(name)) for name in variants]
    changes, asked = alone
    changes = [*changes, *asked.overrides(lambda: scenarios.changed(base))]
    if changes:
        arms.append(NamedArm(CHANGED, scenarios.changed(base, changes), tuple(changes)))
    for text in texts:
        name, start, words = read(text)
        origin = start or base
        own = words.overrides(partial(scenarios.changed, origin))
        told = ((f"scenario {start}",) if start else ()) + tuple(own)
        arms.append(NamedArm(name, scenarios.changed(origin, own), told))
    if not arms:
        raise UsageError("there is nothing to compare with", remedy="--arm 'NAME: path=value'")
    return arms


def _ranked(
    base: Scenario,
    arms: list[NamedArm],
    how: tuple[int, int, str | None],
    form: Format,
    targets: tuple[Path | None, Path | None],
) -> None:
    """Rank the arms and give the answer."""
    from sim.report.arms_page import arms_page
    from sim.studies.compare.arms import rank

    replicates, seed, outcome = how
    with progress("what if", replicates * (len(arms) + 1)) as advance:
        found = rank(base, arms, replicates, seed, outcome, advance)
    give_answer(found, lambda: arms_page(found, study_of(base, seed, replicates)), form, targets)


def _turned(scenario: Scenario, keys: list[str]) -> list[str]:
    """Overrides that turn whether events happen."""
    unknown = [key for key in keys if key not in scenario.events]
    if unknown:
        raise UsageError(
            f"the scenario has no event '{unknown[0]}'",
            where="--event",
            remedy=f"one of {', '.join(scenario.events)}" if scenario.events else "it has none",
        )
    return [f"events.{k}.happens={str(not scenario.events[k].happens).lower()}" for k in keys]
