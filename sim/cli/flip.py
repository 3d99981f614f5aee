"""The command ``flip``: find the smallest change that flips an outcome, with a proof."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.cost import DryRunOption
from sim.cli.numbers import number_from
from sim.cli.output import Format, FormatOption, note
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
    names_listed,
    outside,
)
from sim.cli.unused import refuse_unused
from sim.domain.errors import CouncilError, ExitCode, UsageError

if TYPE_CHECKING:
    from sim.studies.flip.flip import FlipAnswer
    from sim.studies.flip.over_worlds import Lift


class Over(StrEnum):
    """Whether a goal must be reached in the central case or in a share of worlds."""

    CENTRE = "centre"
    WORLDS = "worlds"


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("flip")(flip)


def flip(
    context: typer.Context,
    scenario: ScenarioArgument,
    goal: Annotated[
        str,
        typer.Option(
            "--goal", help="Goal: adopted, vetoed, not_adopted; RUS=abstain; plan=carried_out."
        ),
    ],
    draft: Annotated[
        str | None, typer.Option("--draft", help="Symbol of the draft. Default: the first.")
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option("--keep", help="A bound that must also hold, such as 'yes>=9'. Repeatable."),
    ] = None,
    change: Annotated[
        str, typer.Option("--change", help="What may change: text, preferences or institution.")
    ] = "text",
    axes: Annotated[
        str | None, typer.Option("--axes", metavar="A,B", help="Issues that may change.")
    ] = None,
    who: Annotated[
        str | None,
        typer.Option("--who", metavar="A,B", help="Members, parties or patrons that may change."),
    ] = None,
    step: Annotated[
        float,
        typer.Option(
            "--step",
            parser=number_from(),
            metavar="STEP",
            help="Step of the grid for numbers from 0 to 1.",
        ),
    ] = 0.1,
    most: Annotated[
        int, typer.Option("--most", min=1, help="Largest number of changes at once.")
    ] = 2,
    negotiate: Annotated[
        bool, typer.Option("--negotiate", help="Let the sponsors amend the changed text.")
    ] = False,
    surprise: Annotated[
        bool,
        typer.Option("--surprise", help="Measure changes of preferences in standard deviations."),
    ] = False,
    over: Annotated[
        Over,
        typer.Option(
            "--over", help="centre: reach the goal in the central case; worlds: raise its chance."
        ),
    ] = Over.CENTRE,
    above: Annotated[
        float,
        typer.Option(
            "--above",
            parser=number_from(),
            metavar="ABOVE",
            help="With --over worlds: the chance that must be exceeded.",
        ),
    ] = 0.5,
    replicates: Annotated[
        int, typer.Option("--replicates", "-n", help="With --over worlds: worlds for each change.")
    ] = 200,
    seed: SeedOption = 0,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            min=1,
            show_default="250,000; 2,000 with --over worlds",
            help="Largest number of changes to examine.",
        ),
    ] = None,
    set_: SetOption = None,
    pin: PinOption = None,
    follow: FollowOption = None,
    without: WithoutOption = None,
    layers: LayersOption = None,
    form: FormatOption = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write the smallest flip as a variant.")
    ] = None,
    report: ReportOption = None,
    plot: PlotOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Find the smallest change of text, preferences or institution that flips an outcome.

    The search examines the modal world, smallest changes first, so its result is proved to be the
    smallest on the grid. With --over worlds it finds the smallest change that raises the chance of
    the goal above --above. Exits with 4 if it proves that no change on the grid works.

    council flip aleppo-2016-10-08 --goal adopted --over worlds --above 0.5 --most 1
    """
    check_targets(report, plot, output)
    if output is not None:
        from sim.api.ask_flip import check_variant_path

        check_variant_path(output)
    if over is Over.CENTRE:
        refuse_unused(context, "without --over worlds", unused=("above", "replicates", "seed"))
    if change != "preferences":
        refuse_unused(context, f"with --change {change}", unused=("who", "surprise"))
    if change == "institution":
        refuse_unused(context, "with --change institution", unused=("axes", "step"))
    base = asked_scenario(scenario, ChangeOptions(set_, pin, follow, without, layers))
    question: dict[str, Any] = {
        "keep": keep or (), "change": change, "step": step, "axes": names_listed(axes, "--axes"),
        "who": names_listed(who, "--who"), "surprise": surprise, "most": most, "limit": limit,
    }  # fmt: skip
    if dry_run:
        each = "the central world" if over is Over.CENTRE else f"{replicates:,} worlds each"
        size = base.changes_to_try(goal, draft, over=over.value, negotiate=negotiate, **question)
        typer.echo(f"at most {size:,} changes of {each}; nothing was computed")
        return
    if over is Over.WORLDS:
        if output is not None:
            raise UsageError("-o writes a flip of the central case", remedy="omit --over")
        worlds = (replicates, seed)
        lifted = base.lift(goal, above, draft, worlds=worlds, negotiate=negotiate, **question)
        give_result(lifted, form, (report, plot))
        _end(lifted)
        return
    flip_result = base.flip(goal, draft, negotiate=negotiate, **question)
    unwritten: CouncilError | None = None
    if output is not None and flip_result.to_write:  # before printing: a pipe may be closed
        try:
            flip_result.save_variant(output)
            told = f"confirm with: council {outside(scenario, output)}run {output}"
            note(f"written to {output}; {told}")
        except CouncilError as error:
            unwritten = error  # the search may have been long: its answer comes first
    elif output is not None:
        note(f"{output} is not written: {flip_result.unwritten}")
    give_result(flip_result, form, (report, plot))
    if unwritten is not None:
        raise unwritten
    _end(flip_result)


def _end(answer: FlipAnswer | Lift) -> None:
    """Exit with 4 if the grid has no such change, with 1 if the search was not completed."""
    if answer.holds_already or answer.solutions:
        return
    if answer.result.exhausted:
        raise typer.Exit(ExitCode.NO_FLIP)
    raise CouncilError(
        "the search stopped at its limit",
        code="E706",
        why=f"{answer.result.examined:,} of {answer.result.grid:,} changes were examined",
        remedy="a coarser --step, fewer --axes, a smaller --most, or a higher --limit",
    )
