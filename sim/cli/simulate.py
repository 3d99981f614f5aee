"""The command ``run``: simulate a scenario, and forecast its ballots with reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli import recall
from sim.cli.cost import DryRunOption, YesOption
from sim.cli.interactive import InteractiveOption, Sliders
from sim.cli.numbers import number_from
from sim.cli.output import Format, FormatOption, note
from sim.cli.study_options import (
    ChangeOptions,
    FollowOption,
    GivenOption,
    PinOption,
    ReportOption,
    SetOption,
    WithoutOption,
    asked_scenario,
    check_targets,
    command_line,
    give_answer,
)
from sim.cli.unused import refuse_unused, typed
from sim.cli.watching import TerminalWatch
from sim.domain.errors import UsageError
from sim.domain.visible import visible
from sim.scenario.renewals import RENEW_DAYS, may_be_put_again

if TYPE_CHECKING:
    from sim.api.run import RunResult
    from sim.report.document import Page

RESULTS = Path("results")
DEFAULT_REPLICATES = 1000

ScenarioArgument = Annotated[str, typer.Argument(help="Name of a shipped scenario, or a file.")]
SeedOption = Annotated[int, typer.Option("--seed", help="Seed of all random draws.")]
LayersOption = Annotated[
    str | None,
    typer.Option(
        "--layers", metavar="A,B", help="Evidence layers to use, for example article,record."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command("run")(run)


def check_seed(seed: int) -> None:
    """Refuse an invalid seed.

    Raises:
        UsageError: if the seed is outside 0 .. 2**64 - 1.
    """
    if not 0 <= seed < 2**64:
        raise UsageError(
            f"{seed} is not a seed", why="a seed is a whole number from 0 to 2**64 - 1",
            remedy="--seed 0",
        )  # fmt: skip


def run(
    context: typer.Context,
    scenario: ScenarioArgument,
    seed: SeedOption = 0,
    replicates: Annotated[
        int, typer.Option("--replicates", "-n", help="Number of worlds in the forecast.")
    ] = DEFAULT_REPLICATES,
    layers: LayersOption = None,
    set_: SetOption = None,
    pin: PinOption = None,
    follow: FollowOption = None,
    without: WithoutOption = None,
    given: GivenOption = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DAY", help="Continue after the vote until this day."),
    ] = None,
    renew_days: Annotated[
        float,
        typer.Option(
            "--renew-days",
            parser=number_from(),
            metavar="DAYS",
            help="With --until: days before a failed text is put to the vote again, unless the "
            "scenario sets them.",
        ),
    ] = RENEW_DAYS,
    why: Annotated[
        bool, typer.Option("--why", help="Show the reasons for decisive and unexpected votes.")
    ] = False,
    votes: Annotated[
        bool, typer.Option("--votes", help="Show each member's chances of each vote.")
    ] = False,
    plan: Annotated[
        bool, typer.Option("--plan", help="Show the parties' answers to the plan.")
    ] = False,
    agreement: Annotated[
        bool, typer.Option("--agreement", help="Show the scores against the recorded votes.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Show all of these after the first screen.")
    ] = False,
    brief: Annotated[bool, typer.Option("--brief", help="Print only one line per draft.")] = False,
    trace: Annotated[
        bool, typer.Option("--trace", help="Print the negotiation round by round.")
    ] = False,
    sequels: Annotated[
        bool, typer.Option("--sequels", help="Show what the law would have allowed after a veto.")
    ] = False,
    form: FormatOption = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Folder where the run is kept.")
    ] = None,
    members: Annotated[
        bool, typer.Option("--members", help="Also keep a row per replicate, draft and member.")
    ] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Continue an interrupted run.")] = False,
    workers: Annotated[
        int, typer.Option("--workers", help="Number of workers; 0 uses all cores.")
    ] = 0,
    processes: Annotated[
        bool, typer.Option("--processes", help="Use processes instead of threads.")
    ] = False,
    dask: Annotated[
        str, typer.Option("--dask", metavar="ADDRESS", help="Run on a Dask cluster.")
    ] = "",
    report: ReportOption = None,
    interactive: InteractiveOption = False,
    plot: Annotated[
        Path | None,
        typer.Option(
            "--plot", metavar="FILE.svg|png", help="Write the figure of the horseshoe table."
        ),
    ] = None,
    dry_run: DryRunOption = False,
    yes: YesOption = False,
) -> None:
    """Run a scenario and forecast each ballot: its chances, why, and how far to trust them.

    The result fits on one screen. It includes the central case, the world in which every number is
    at its centre. The central case is not a forecast and may be rare.
    """
    check_seed(seed)
    if workers < 0:
        raise UsageError(f"{workers} is not a number of workers", remedy="0 uses all cores")
    check_targets(report, plot, output)
    options = ChangeOptions(set_, pin, follow, without, layers)
    watch = TerminalWatch(dry_run=dry_run, yes=yes)
    loaded = asked_scenario(scenario, options, watch)
    if until is not None:
        _check_end(set_ or [])
        own = may_be_put_again(loaded.data)
        if own and typed(context, "renew_days"):
            note(f"--renew-days does not apply to {', '.join(own)}: the scenario sets its time")
        loaded = loaded.until(until, renew_days)
    else:
        refuse_unused(context, "without --until", unused=("renew_days",))
    more = ("why", "votes", "plan", "agreement", "everything", "trace", "sequels")
    if brief:
        refuse_unused(context, "with --brief, which prints a line per draft", unused=more)
    if form in (Format.CSV, Format.MD) and report is None:
        tables = f"with -f {form.value}, which prints tables of the forecast"
        refuse_unused(context, tables, unused=("brief", *more))
    if dask:
        refuse_unused(
            context, "with --dask: the cluster has its own workers", unused=("processes",)
        )
    if interactive and given:
        raise UsageError(
            "sliders cannot be combined with a condition", why="--interactive and --given",
            remedy="omit one of the two",
        )  # fmt: skip
    if interactive:
        watch.sliders = Sliders((loaded.data,), replicates, seed, report)
    from sim.api.ask_run import RunFolder
    from sim.engines.backends import Backend

    backend = Backend("dask" if dask else "processes" if processes else "threads", workers, dask)
    keep: RunFolder | None = None
    if not given or output is not None or members or resume:
        keep = RunFolder(output or RESULTS, members, resume, output is not None, command_line())
    run_result = loaded.run(replicates, seed, given=given or (), backend=backend, keep=keep)
    opened = run_result.sequels if sequels else None
    wanted = {"why": why, "votes": votes, "plan": plan, "agreement": agreement}
    parts = [name for name, chosen in wanted.items() if chosen or everything]

    def page() -> Page:
        return run_result.page(command_line(), parts, trace=trace, sequels=sequels, brief=brief)

    document = _document(run_result, opened, trace=trace)
    instrument = watch.put_sliders if watch.sliders is not None else None
    give_answer(document, page, form, (report, plot), instrument=instrument)
    if (
        form is Format.TABLE
        and opened is None
        and any(ballot["vetoes"] for ballot in run_result.ballots)
    ):
        note("to see what the law allows after a veto, add --sequels")
    if run_result.kept is not None:
        again = f"kept in {run_result.kept} (already there, not computed again)"
        note(again if run_result.reused else f"kept in {run_result.kept}", this_call_only=True)
        if report is None and plot is None:
            recall.record_stderr(visible(again))
            recall.allow_storing(run_result.kept)


def _check_end(changes: Sequence[str]) -> None:
    """Refuse an end of the clock beside ``--until``, which sets it."""
    from sim.api.changing import END

    if any(text.partition("=")[0].strip() == END for text in changes):
        raise UsageError(
            f"--until sets the end of the clock, and so does -S {END}",
            where="--until",
            remedy="keep one of the two",
        )


def _document(
    run_result: RunResult, opened: Sequence[Mapping[str, str]] | None, *, trace: bool
) -> dict[str, Any]:
    """The JSON output: the run, the command and its options."""
    run = run_result.published
    entries = {each.name: getattr(run, each.name) for each in fields(run)}
    entries["command"] = command_line()
    if opened is not None:
        entries["sequels"] = opened
    entries["kept"] = None if run_result.kept is None else str(run_result.kept)
    if trace:
        entries["events"] = run_result.trace
    return entries
