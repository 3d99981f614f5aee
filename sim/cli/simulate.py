"""The command ``run``: one scenario, its ballots and why, and the forecast over all worlds."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.cost import DryRunOption, YesOption, check_cost
from sim.cli.interactive import InteractiveOption, check_sliders, slider_worlds, with_sliders
from sim.cli.open_scenarios import OpenScenarios
from sim.cli.output import Format, FormatOption, note, warn
from sim.cli.study_options import (
    FollowOption,
    GivenOption,
    InterventionOptions,
    PinOption,
    WithoutOption,
    check_targets,
    command_line,
)
from sim.cli.study_options import give_answer as give
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from sim.report.document import Page
    from sim.results.keeping import KeptRun
    from sim.scenario.schema import Scenario
    from sim.studies.run.answer import Modal
    from sim.studies.run.readings import Readings

RESULTS = Path("results")
DEFAULT_REPLICATES = 1000
RENEW_DAYS = 14.0
"""Days after which sponsors bring a failed text again past the vote, where the scenario says none:
assumed, as nothing on record says when they would; it is shown among the overrides of the run."""

ScenarioArgument = Annotated[str, typer.Argument(help="Name of a shipped scenario, or a file.")]
SeedOption = Annotated[int, typer.Option("--seed", help="Root of all chance; 0 is a seed.")]
SetOption = Annotated[
    list[str] | None,
    typer.Option("-S", "--set", metavar="PATH=VALUE", help="Change the scenario; may be repeated."),
]
LayersOption = Annotated[
    str | None,
    typer.Option("--layers", metavar="A,B", help="Evidence layers to use, e.g. article."),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command("run")(run)


def check_seed(seed: int) -> None:
    """Refuse a seed that is none.

    Raises:
        UsageError: for a seed outside 0 .. 2**64 - 1.
    """
    if not 0 <= seed < 2**64:
        raise UsageError(
            f"{seed} is no seed", why="a seed is a whole number from 0 to 2**64 - 1",
            remedy="--seed 0",
        )  # fmt: skip


def run(
    scenario: ScenarioArgument,
    seed: SeedOption = 0,
    replicates: Annotated[
        int, typer.Option("--replicates", "-n", help="Worlds in the forecast.")
    ] = DEFAULT_REPLICATES,
    layers: LayersOption = None,
    set_: SetOption = None,
    pin: PinOption = None,
    follow: FollowOption = None,
    without: WithoutOption = None,
    given: GivenOption = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DAY", help="Go on past the vote to this day.")
    ] = None,
    renew_days: Annotated[
        float,
        typer.Option("--renew-days", help="With --until: days before a failed text comes again."),
    ] = RENEW_DAYS,
    why: Annotated[
        bool, typer.Option("--why", help="Give the reasons of votes that decided or surprise.")
    ] = False,
    votes: Annotated[
        bool, typer.Option("--votes", help="Give each member's chances of each vote.")
    ] = False,
    plan: Annotated[
        bool, typer.Option("--plan", help="Give the parties' answers to the plan.")
    ] = False,
    agreement: Annotated[
        bool, typer.Option("--agreement", help="Give the scores against the recorded votes.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Give all of these after the first screen.")
    ] = False,
    brief: Annotated[
        bool, typer.Option("--brief", help="Give a line per draft and nothing else.")
    ] = False,
    trace: Annotated[
        bool, typer.Option("--trace", help="Tell the negotiation round by round.")
    ] = False,
    sequels: Annotated[
        bool, typer.Option("--sequels", help="Say what the law would have opened after a veto.")
    ] = False,
    form: FormatOption = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Folder in which the run is kept.")
    ] = None,
    members: Annotated[
        bool, typer.Option("--members", help="Keep a row per replicate, draft and member too.")
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a run that was stopped.")
    ] = False,
    workers: Annotated[int, typer.Option("--workers", help="Workers; 0 takes all cores.")] = 0,
    processes: Annotated[
        bool, typer.Option("--processes", help="Use processes instead of threads.")
    ] = False,
    dask: Annotated[
        str, typer.Option("--dask", metavar="ADDRESS", help="Use a Dask cluster.")
    ] = "",
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE.html", help="Write a page.")
    ] = None,
    interactive: InteractiveOption = False,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE.svg|png", help="Write the horseshoe.")
    ] = None,
    dry_run: DryRunOption = False,
    yes: YesOption = False,
) -> None:
    """Run a scenario and forecast each ballot: its chances, why, and how far to trust them.

    The answer comes on one screen. The central case in it is the world in which every number stands
    at its centre; it is no forecast and may be rare.
    """
    check_seed(seed)
    if replicates < 1:
        raise UsageError(f"{replicates} worlds are no forecast", remedy="--replicates 1000")
    if workers < 0:
        raise UsageError(f"{workers} is no number of workers", remedy="0 takes all cores")
    from sim.scenario.smells import beyond_the_clock

    scenarios = OpenScenarios(layers)
    overrides = list(set_ or [])
    asked = InterventionOptions.of(pin, follow, without)
    overrides += asked.overrides(lambda: scenarios.changed(scenario, overrides))
    fixed = list(overrides)
    if until is not None:
        overrides.append(f"clock.end={until_of(until)}")
        overrides += _renewals(scenarios.changed(scenario, overrides), renew_days)
    chosen = scenarios.changed(scenario, overrides)
    check_targets(report, plot)
    if interactive and given:
        raise UsageError(
            "sliders cannot look at some worlds only", why="--interactive and --given",
            remedy="leave one of the two out",
        )  # fmt: skip
    more_worlds = slider_worlds([chosen], replicates, interactive=interactive)
    check_cost(chosen, replicates + more_worlds, dry_run=dry_run, yes=yes or interactive)
    check_sliders([chosen], replicates, report, interactive=interactive, yes=yes)
    for text in beyond_the_clock(chosen):
        warn(text)
    from sim.cli.conditions import check_unkept, under
    from sim.report.from_run import run_data
    from sim.report.run_brief import RunExtra
    from sim.report.run_page import run_page
    from sim.studies.run.answer import modal_world, published_run, told_events

    modal = modal_world(chosen)
    backend = ("dask" if dask else "processes" if processes else "threads", workers, dask)
    folder = recorded = None
    if given:
        check_unkept(output, members=members, resume=resume)
        some = under(chosen, given, replicates, seed, backend)
        whole = published_run(modal, some.sums, seed, chosen.layers)
        told = replace(whole, conditions=(some.told,), agreement=None, happened={})
    else:
        keeping = _Keeping(backend, output, members, resume)
        kept = _compute(chosen, modal, seed, replicates, overrides, keeping)
        if until is not None and chosen.record_of_votes is not None:
            before = scenarios.changed(scenario, fixed)
            first = modal_world(before)
            sums = _compute(before, first, seed, replicates, fixed, keeping).sums
            recorded = first.setting, sums
        told = published_run(
            modal, kept.sums, seed, chosen.layers, _readings(kept, modal, seed), recorded
        )
        folder = kept.kept
    opened = None
    if sequels:
        from sim.studies.run.sequels import after

        opened = after(modal.setting)
    more: dict[str, Any] = {} if opened is None else {"sequels": opened}
    more["kept"] = None if folder is None else str(folder)
    if trace:
        more["events"] = told_events(modal)
    parts = {each.name: getattr(told, each.name) for each in fields(told)}

    wanted = {"why": why, "votes": votes, "plan": plan, "agreement": agreement}

    def page() -> Page:
        data = run_data(told, chosen, modal.events, command_line())
        if recorded is not None:
            data = replace(data, recorded={})  # its votes are those of later ballots
        parts = [RunExtra(name) for name, asked in wanted.items() if asked or everything]
        return run_page(data, parts=parts, trace=trace, sequels=opened, brief=brief)

    def instrument(page: Page) -> Page:
        return with_sliders(page, [chosen], replicates, seed)

    answer = {**parts, "command": command_line(), **more}
    give(answer, page, form, (report, plot), instrument=instrument if interactive else None)
    if form is Format.TABLE and opened is None and any(one.vetoes for one in told.ballots):
        note("after a veto the law leaves other ways open: add --sequels")
    if folder is not None:
        note(f"kept in {folder}" + (" (found there, not computed again)" if kept.reused else ""))


def _readings(kept: KeptRun, modal: Modal, seed: int) -> Readings:
    """What was read off the first worlds; read again where the kept document is damaged."""
    from sim.engines.run import run_worlds
    from sim.results.keeping import FIRST
    from sim.studies.run.readings import from_bytes, read

    try:
        return from_bytes(kept.readings)
    except ValueError:
        first = range(min(kept.sums.worlds, FIRST))
        return read(modal.setting, run_worlds(modal.setting, seed, first), seed)


def until_of(text: str) -> str:
    """The moment that ``--until`` names: the end of that day, or the time given.

    Raises:
        UsageError: when it is neither a day nor a time.
    """
    try:
        when = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"--until {text} is neither a day nor a time", remedy="--until 2016-12-31"
        ) from error
    return f"{text}T23:59" if len(text) <= len("2016-12-31") else when.isoformat()


def _renewals(scenario: Scenario, days: float) -> list[str]:
    """Overrides by which failed texts come again, where the scenario is silent; none for 0 days.

    Raises:
        UsageError: for less than no days.
    """
    if days < 0:
        raise UsageError(f"--renew-days {days:g} is less than none", remedy="0 for never")
    silent = [
        symbol
        for symbol, text in scenario.drafts.items()
        if text.vote is not None and text.renew_after_hours is None
    ]
    return [f"drafts.{symbol}.renew_after_hours={days * 24:g}" for symbol in silent if days]


@dataclass(frozen=True)
class _Keeping:
    """Where worlds are computed, and where and how they are kept."""

    backend: tuple[str, int, str]
    output: Path | None
    members: bool
    resume: bool


def _compute(
    scenario: Scenario,
    modal: Modal,
    seed: int,
    replicates: int,
    overrides: list[str],
    keeping: _Keeping,
) -> KeptRun:
    """The sums over all replicates, kept or found."""
    from sim.cli.progress import Watching
    from sim.engines.backends import Backend
    from sim.engines.run import Job, worlds
    from sim.results.contents import SCENARIO
    from sim.results.keeper import Asked
    from sim.results.keeping import Ensemble, run_kept
    from sim.results.manifest import Identity
    from sim.scenario.load import scenario_hash
    from sim.studies.run.readings import reader

    kind, workers, address = keeping.backend
    identity = Identity(
        scenario=scenario.scenario,
        scenario_hash=scenario_hash(scenario),
        seed=seed,
        replicates=replicates,
        layers=tuple(scenario.layers),
        overrides=tuple(overrides),
        members=keeping.members,
    )
    ensemble = Ensemble(
        worlds,
        Job(modal.setting, seed),
        Backend(kind, workers, address),
        reader(modal.setting, seed),
    )
    asked = Asked(
        identity,
        keeping.output or RESULTS,
        command_line(),
        {SCENARIO: scenario.model_dump_json(indent=1, by_alias=True).encode()},
    )
    required = keeping.output is not None
    with Watching() as watch:
        return run_kept(ensemble, asked, watch, required=required, resume=keeping.resume)
