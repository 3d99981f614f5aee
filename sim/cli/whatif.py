"""The command ``whatif``: compare arms on the same random draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.cost import DryRunOption, YesOption
from sim.cli.interactive import InteractiveOption, Sliders
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
    check_targets,
    give_result,
    opened_scenario,
)
from sim.cli.unused import refuse_unused
from sim.cli.watching import TerminalWatch
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from sim.api.ask_whatif import Arm
    from sim.api.scenario import Scenario
    from sim.scenario.questions import ArmWords

DEFAULT_REPLICATES = 2000
CHANGED = "changed"
"""The arm defined by options other than ``--arm``."""


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("whatif")(whatif)


def whatif(
    context: typer.Context,
    base: ScenarioArgument,
    variants: Annotated[
        list[str] | None,
        typer.Argument(metavar="[VARIANT]...", help="Variants, or scenarios to compare with it."),
    ] = None,
    set_: SetOption = None,
    event: Annotated[
        list[str] | None,
        typer.Option("--event", help="An event to remove, or to switch on."),
    ] = None,
    pin: PinOption = None,
    follow: FollowOption = None,
    without: WithoutOption = None,
    given: GivenOption = None,
    by_link: Annotated[
        bool,
        typer.Option(
            "--chain",
            help="Split the differences by causal link: amendments, statements, consent, the "
            "vote itself. Plays each world 18 times more.",
        ),
    ] = False,
    arm: Annotated[
        list[str] | None,
        typer.Option(
            "--arm",
            metavar="'NAME: ITEMS'",
            help="An arm to compare: path=value, pin CHN=no, follow EGY=league, without draft "
            "SYMBOL, scenario NAME, separated by semicolons. Repeatable; several arms are "
            "ranked.",
        ),
    ] = None,
    outcome: Annotated[
        str | None,
        typer.Option("--outcome", help="Outcome to rank arms by, such as adopted(S/2016/846)."),
    ] = None,
    replicates: Annotated[
        int, typer.Option("--replicates", "-n", help="Number of worlds in each arm.")
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
    """Compare a scenario with a variant, world by world on the same random draws.

    The output shows changes with paired 95 % intervals, the strongest influence on each member
    that moves, and how far the answer depends on numbers without evidence. Several variants or
    arms are ranked by one outcome, each against the base.

    council whatif aleppo-2016-10-08 --arm 'Russia abstains: pin RUS=abstain' --arm 'no rival:
    without draft S/2016/847'
    """
    check_targets(report, plot)
    watch = TerminalWatch(dry_run=dry_run, yes=yes)
    first = opened_scenario(base, layers, watch)
    options = ChangeOptions(set_, pin, follow, without).words()
    options.changes += _turned(first, event or [])
    named = list(variants or [])
    if given and (arm or outcome or len(named) > 1 or interactive):
        raise UsageError(
            "one variant is compared under a condition, without sliders",
            why="--given with several arms, --outcome or --interactive",
            remedy="ask for one variant at a time",
        )
    if arm or outcome or len(named) > 1:
        if interactive:
            raise UsageError("sliders can compare only two arms", remedy="omit --interactive")
        refuse_unused(
            context, "when arms are ranked; it splits one comparison", unused=("by_link",)
        )
        arms = _arms(first, named, options, arm or [])
        give_result(first.rank(arms, outcome, replicates, seed), form, (report, plot))
        return
    second = first.start_from(named[0]) if named else first
    if not named and not options.any():
        raise UsageError(
            "there is nothing to compare with",
            remedy="name a variant, or change something: -S, --pin, --follow, --without, --event",
        )
    changed = second.asked(options)
    if interactive:
        watch.sliders = Sliders((first.data, changed.data), replicates, seed, report)
    if_result = first.whatif(changed, replicates, seed, by_link=by_link, given=given or ())
    instrument = watch.put_sliders if watch.sliders is not None else None
    give_result(if_result, form, (report, plot), instrument=instrument)


def _arms(
    base: Scenario, variants: list[str], options: ArmWords, texts: list[str]
) -> list[tuple[str, Arm]]:
    """The arms: variants, the one defined by options, and named arms."""
    arms: list[tuple[str, Arm]] = [(name, base.start_from(name)) for name in variants]
    if options.any():
        arms.append((CHANGED, base.asked(options)))
    arms += [base.arm(text) for text in texts]
    if not arms:
        raise UsageError("there is nothing to compare with", remedy="add --arm 'NAME: path=value'")
    return arms


def _turned(scenario: Scenario, events: list[str]) -> list[str]:
    """Overrides that set whether events happen."""
    from sim.scenario.questions import turned_events

    return turned_events(events, scenario.data)
