"""The commands that simulate: ``run`` (and ``replay``, which re-enacts one world of a run)."""

from __future__ import annotations

import shlex
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.output import Format, FormatOption, Table, console, emit, emit_json, note
from sim.domain.errors import CouncilError, ExitCode, UsageError

if TYPE_CHECKING:
    from sim.experiments.run import Modal
    from sim.report.data import RunData
    from sim.results.replay import Replay
    from sim.scenario.schema import Scenario

RESULTS = Path("results")
DEFAULT_REPLICATES = 1000
REASONS = 4
"""Reasons of a vote that the terminal shows; JSON has them all."""
MANY = 5
"""Decisive votes beyond which none of them stands out."""

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
    app.command("replay")(replay)


def layers_of(text: str | None) -> list[str] | None:
    """The layers named on the command line."""
    return None if text is None else [part.strip() for part in text.split(",") if part.strip()]


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
    until: Annotated[
        str | None, typer.Option("--until", metavar="DAY", help="Go on past the vote to this day.")
    ] = None,
    trace: Annotated[
        bool, typer.Option("--trace", help="Tell the negotiation round by round.")
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
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE.svg", help="Write the horseshoe.")
    ] = None,
) -> None:
    """Run a scenario: each vote and why, what was decided by which rule, how sure it is.

    The ballots shown are those of the modal world, in which every number stands at its centre; the
    forecast is over all worlds.
    """
    check_seed(seed)
    if replicates < 1:
        raise UsageError(f"{replicates} worlds are no forecast", remedy="--replicates 1000")
    from sim.scenario.load import load

    overrides = list(set_ or [])
    if until is not None:
        overrides.append(f"clock.end={until_of(until)}")
    chosen = load(scenario, overrides, layers_of(layers))
    if report is not None or plot is not None:
        from sim.report.write import check_plot_target, check_report_target

        if report is not None:
            check_report_target(report)
        if plot is not None:
            check_plot_target(plot)
    from sim.experiments.run import answer, modal_world

    modal = modal_world(chosen)
    backend = ("dask" if dask else "processes" if processes else "threads", workers, dask)
    kept = _compute(
        chosen, modal, seed, replicates, overrides, backend, output, members=members, resume=resume
    )
    told = answer(modal, kept.sums, seed, chosen.layers)
    told["command"] = command_line()
    told["kept"] = None if kept.kept is None else str(kept.kept)
    _show(told, modal, form, trace=trace)
    if report is not None or plot is not None:
        _write(data_of(told, modal), report, plot)
    if kept.kept is not None:
        note(f"kept in {kept.kept}" + (" (found there, not computed again)" if kept.reused else ""))


def replay(
    run: Annotated[str, typer.Argument(help="Name of a kept run, or a telling part of it.")],
    replicate: Annotated[int, typer.Option("--replicate", "-r", help="Which world.")] = 0,
    trace: Annotated[
        bool, typer.Option("--trace", help="Tell the negotiation round by round.")
    ] = False,
    record: Annotated[
        bool, typer.Option("--record", help="Print the simulated records of the meetings.")
    ] = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Hold it against what is kept; exit 5 if it differs.")
    ] = False,
    folder: Annotated[Path, typer.Option("--folder", help="Folder of runs.")] = RESULTS,
    form: FormatOption = Format.TABLE,
) -> None:
    """Re-enact one world of a kept run agent by agent, and check that it is the same world."""
    from sim.results import replay as replays
    from sim.results.runs import find

    kept = find(folder, run)
    again = replays.replay(kept, replicate)
    wrong = replays.differences(kept, again) if verify else []
    if form is Format.JSON:
        emit_json(_replay_json(again, wrong, verified=verify))
    else:
        _tell_replay(again, trace=trace, record=record)
    if wrong:
        raise CouncilError(
            f"replicate {replicate} is not the world that was kept",
            where=str(kept.path),
            why="; ".join(wrong),
            remedy="the run was made by another version: see 'council results show'",
            exit_code=ExitCode.REPLAY_MISMATCH,
        )
    if verify:
        note(f"replicate {replicate} is the same, agent by agent, to the last bit")


def _replay_json(again: Replay, wrong: list[str], *, verified: bool) -> dict[str, Any]:
    from sim.domain.ballots import Outcome, Vote

    worlds = again.worlds
    return {
        "replicate": again.replicate,
        "seed": again.seed,
        "verified": verified,
        "differences": wrong,
        "ballots": [
            {
                "draft": draft,
                "outcome": Outcome(int(worlds.outcome[d, 0])).word,
                "votes": {
                    code: Vote(int(worlds.vote[d, i, 0])).word
                    for i, code in enumerate(worlds.members)
                },
            }
            for d, draft in enumerate(worlds.drafts)
        ],
        "events": [
            {"round": e.round, "type": e.type.value, "actor": e.actor, "draft": e.draft}
            | {"numbers": e.numbers}
            for e in again.model.events()
        ],
    }


def _tell_replay(again: Replay, *, trace: bool, record: bool) -> None:
    from sim.domain.ballots import Outcome
    from sim.procedure.meeting.record import markdown
    from sim.report.context import names_from, world_events
    from sim.report.narrative import diary
    from sim.report.terminal import print_diary

    scenario = again.model.setting.scenario
    if trace:
        events = world_events(again.model.events())
        print_diary(diary(events, names_from(scenario)), console())
    if record:
        for meeting in again.model.meetings():
            typer.echo(markdown(meeting))
    rows = []
    for d, draft in enumerate(again.worlds.drafts):
        yes, abstain, no, absent = (int(n) for n in again.worlds.tally[d, :, 0])
        outcome = Outcome(int(again.worlds.outcome[d, 0])).word.replace("_", " ")
        rows.append((draft, outcome, yes, no, abstain, absent))
    emit(Table(("draft", "outcome", "yes", "no", "abstain", "absent"), rows), Format.TABLE)


def command_line() -> str:
    """The command as it was typed."""
    return shlex.join(["council", *sys.argv[1:]])


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


def _compute(
    scenario: Scenario,
    modal: Modal,
    seed: int,
    replicates: int,
    overrides: list[str],
    backend: tuple[str, int, str],
    output: Path | None,
    *,
    members: bool,
    resume: bool,
) -> Any:
    """The sums over all replicates, kept or found."""
    from sim.cli.watching import Watching
    from sim.engines.backends import Backend
    from sim.engines.work import Job, worlds
    from sim.results.keeper import SCENARIO, Asked
    from sim.results.keeping import Ensemble, run_kept
    from sim.results.manifest import Identity
    from sim.scenario.load import scenario_hash

    kind, workers, address = backend
    identity = Identity(
        scenario=scenario.scenario,
        scenario_hash=scenario_hash(scenario),
        seed=seed,
        replicates=replicates,
        layers=tuple(scenario.layers),
        overrides=tuple(overrides),
        members=members,
    )
    ensemble = Ensemble(worlds, Job(modal.setting, seed), Backend(kind, workers, address))
    asked = Asked(
        identity,
        output or RESULTS,
        command_line(),
        {SCENARIO: scenario.model_dump_json(indent=1, by_alias=True).encode()},
    )
    with Watching() as watch:
        return run_kept(ensemble, asked, watch, required=output is not None, resume=resume)


def data_of(told: dict[str, Any], modal: Modal) -> RunData:
    """What reports and the terminal draw of a run."""
    from sim.report.context import with_scenario
    from sim.report.read_run import from_run

    return with_scenario(from_run(told), modal.setting.scenario, modal.events)


def _show(told: dict[str, Any], modal: Modal, form: Format, *, trace: bool) -> None:
    from sim.experiments.run import events_json

    if form is Format.JSON:
        emit_json(told | ({"events": events_json(modal)} if trace else {}))
        return
    if form is not Format.TABLE:
        emit(_votes_table(told), form)
        return
    from sim.report.narrative import diary, names_of
    from sim.report.terminal import print_diary, print_run

    data = data_of(told | {"ballots": [_weightiest(b) for b in told["ballots"]]}, modal)
    screen = console()
    if trace:
        print_diary(diary(data.events, names_of(data)), screen)
    print_run(data, screen)


def _weightiest(ballot: dict[str, Any]) -> dict[str, Any]:
    """The ballot with the weightiest reasons of its decisive and its surprising votes."""
    chosen = dict.fromkeys([*ballot["decisive"], *ballot["surprising"]])
    if len(ballot["decisive"]) > MANY:
        chosen = dict.fromkeys(ballot["surprising"])
    kept = {code: ballot["reasons"][code][:REASONS] for code in chosen}
    return ballot | {"reasons": kept}


def _votes_table(told: dict[str, Any]) -> Table:
    """A row per draft and member: its vote in the modal world and its chances over all worlds."""
    rows = []
    for draft, item in told["forecast"].items():
        votes = {b["draft"]: b["votes"] for b in told["ballots"]}.get(draft, {})
        for member, chances in item["votes"].items():
            row = (
                draft,
                member,
                votes.get(member),
                *(chances[k] for k in ("yes", "abstain", "no")),
            )
            rows.append(row)
    return Table(("draft", "member", "modal_vote", "yes", "abstain", "no"), rows)


def _write(data: RunData, report: Path | None, plot: Path | None) -> None:
    from sim.report.gallery import run_figure
    from sim.report.run_page import run_page
    from sim.report.write import write_figure, write_report

    if report is not None:
        size = write_report(run_page(data), report)
        note(f"report in {report} ({size / 1000:.0f} kB)")
    if plot is not None:
        write_figure(run_figure(data), plot)
        note(f"figure in {plot}")
