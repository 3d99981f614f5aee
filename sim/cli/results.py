"""The command ``results``: list, show, query, verify and remove kept runs."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.keyboard import say_line
from sim.cli.numbers import number_from
from sim.cli.output import Format, FormatOption, emit, emit_apart, emit_json, note, warn
from sim.domain.errors import CouncilError, ExitCode, UsageError
from sim.report.document import Cell, DocumentTable
from sim.report.tables import records

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.results.manifest import Identity
    from sim.results.runs import Listed
    from sim.studies.forecast import DraftForecast, WorldForecast

FolderOption = Annotated[
    Path, typer.Option("--folder", help="Folder of runs, as passed to -o.", show_default=True)
]
RESULTS = Path("results")


def register(app: typer.Typer) -> None:
    """Add the group ``results`` to ``app``."""
    group = typer.Typer(no_args_is_help=True)
    group.command("list")(list_runs)
    group.command("show")(show_run)
    group.command("diff")(diff)
    group.command("sql")(sql)
    group.command("verify")(verify)
    group.command("rm")(rm)
    app.add_typer(group, name="results", help="List, show, query, verify and remove kept runs.")


def list_runs(folder: FolderOption = RESULTS, form: FormatOption = Format.TABLE) -> None:
    """List the kept runs and their status.

    A run is complete, unfinished (repeat its command with --resume), being written, or damaged.
    """
    from sim.results.runs import runs

    kept_runs = runs(folder)
    if not kept_runs and form is Format.TABLE:
        note(f"no runs are kept in {folder}; 'council run SCENARIO' keeps one")
        return
    columns = ("run", "differs", "state", "worlds", "seed", "megabytes")
    rows = [_row(run) for run in kept_runs]
    emit(DocumentTable(columns, rows, digits=1, whole=("run", "differs")), form)


def _row(run: Listed) -> tuple[Cell, ...]:
    size = run.bytes / 1e6
    if run.manifest is None:
        return run.path.name, None, run.state, None, None, size
    identity = run.manifest.identity
    return run.path.name, differs(identity), run.state, run.worlds, identity.seed, size


def differs(identity: Identity) -> str:
    """The changes of a run to its scenario, and its layers if not all; otherwise empty."""
    parts = list(identity.overrides)
    shipped = _layers(identity.scenario)
    if shipped is not None and tuple(identity.layers) != shipped:
        parts.append(f"layers {','.join(identity.layers)}")
    return " ".join(parts)


@cache
def _layers(scenario: str) -> tuple[str, ...] | None:
    """All layers of a shipped scenario; None for a user's file."""
    from sim.scenario.catalogue import find_scenario, scenario_names
    from sim.scenario.load import load_scenario

    return (
        tuple(load_scenario(scenario).layers)
        if scenario in scenario_names() and find_scenario(scenario)
        else None
    )


def show_run(
    run: Annotated[str, typer.Argument(help="Name of a run, or a unique part of it.")],
    folder: FolderOption = RESULTS,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show a run's question, its status and its forecast."""
    from sim.results.runs import described, find_run

    listed = find_run(folder, run)
    entries = described(listed)
    drafts, world = _forecast(listed)
    if form is Format.JSON:
        emit_json(entries | {"forecast": drafts, "world": world or {}})
        return
    entries.pop("journal", None)
    about = DocumentTable(("about", "value"), [(key, _words(entries[key])) for key in entries])
    forecast = [_shares(drafts)] if drafts else []
    emit_apart(forecast if form is Format.CSV else [about, *forecast], form)
    if not drafts and form is not Format.CSV:
        note("an incomplete run has no forecast")


def _forecast(run: Listed) -> tuple[dict[str, DraftForecast], WorldForecast | None]:
    from sim.results.contents import SUMMARY
    from sim.results.keeper import read_sums
    from sim.results.manifest import COMPLETE
    from sim.studies.forecast import forecast_drafts, world_forecast

    if run.state != COMPLETE or run.manifest is None or run.manifest.summary is None:
        return {}, None
    if not run.manifest.summary.sound(run.path, thorough=True):
        raise CouncilError(
            "the summary of this run has changed since it was written",
            where=str(run.path / SUMMARY),
            remedy="run the command that made the run again; it recomputes damaged parts",
        )
    sums = read_sums(run.path / SUMMARY)
    return forecast_drafts(sums), world_forecast(sums)


def _shares(drafts: Mapping[str, DraftForecast]) -> DocumentTable:
    rows = [
        (draft, outcome.word, share.share, share.low, share.high)
        for draft, counts in drafts.items()
        for outcome, share in counts.outcomes().items()
    ]
    rows += [
        (draft, "expected adopted", counts.expected_adopted, counts.expected_adopted_low,
         counts.expected_adopted_high)
        for draft, counts in drafts.items()
    ]  # fmt: skip
    return DocumentTable(("draft", "outcome", "share", "low", "high"), rows)


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {value[key]}" for key in value) or "-"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "-"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def diff(
    first: Annotated[str, typer.Argument(help="Name of a run, or a unique part of it.")],
    second: Annotated[str, typer.Argument(help="The run to compare it with.")],
    folder: FolderOption = RESULTS,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show the differences between two kept runs: the question, each number, and the forecasts.

    This computes nothing; `council compare` replays two runs and compares them world by world.
    """
    from sim.report.compared_forecasts import compared_forecasts
    from sim.report.whatif_why import changed_in_words
    from sim.results.replay import scenario_of
    from sim.results.runs import find_run
    from sim.studies.compare.changed_inputs import changed_inputs

    first_run, second_run = (find_run(folder, name) for name in (first, second))
    inputs = changed_inputs(scenario_of(first_run), scenario_of(second_run))
    option_differences = _asked(first_run, second_run)
    table = compared_forecasts(_forecast(first_run), _forecast(second_run))
    if form is Format.JSON:
        emit_json({"asked": option_differences, "inputs": inputs, "forecast": records(table)})
        return
    if form is Format.TABLE:
        for line in [f"{name}: {a} -> {b}" for name, (a, b) in option_differences.items()]:
            say_line(line)
        for line in changed_in_words(inputs):
            say_line(line)
        if not option_differences and not inputs:
            typer.echo("both asked the same question")
    emit(table, form)


def _asked(first_run: Listed, second_run: Listed) -> dict[str, tuple[Any, Any]]:
    """Differences in options by name; the scenario's numbers are compared separately."""
    left, right = (
        run.manifest.identity if run.manifest else None for run in (first_run, second_run)
    )
    names = ("scenario", "seed", "replicates", "layers", "overrides", "engine")
    pairs = {name: (getattr(left, name, None), getattr(right, name, None)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def sql(
    statement: Annotated[str, typer.Argument(help="One SELECT; - reads it from standard input.")],
    run: Annotated[
        list[str] | None, typer.Option("--run", help="Query only this run. Repeatable.")
    ] = None,
    folder: FolderOption = RESULTS,
    timeout: Annotated[
        float | None,
        typer.Option(
            "--timeout",
            parser=number_from(0),
            metavar="SECONDS",
            help="Stop a query that takes longer. Default: no limit.",
        ),
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Query kept runs with SQL, over the tables ballots, members and worlds.

    Example: council results sql "SELECT draft, outcome, count(*) FROM ballots GROUP BY ALL". The
    column run names the run. Queries cannot change anything or read other files.
    """
    from sim.results.query import run_query
    from sim.results.runs import find_runs, runs

    over = find_runs(folder, run) if run else runs(folder)
    if statement == "-":  # whatever the locale says of bytes that are not UTF-8
        statement = sys.stdin.buffer.read().decode("utf-8", "surrogateescape")
    answer = run_query(statement, over, timeout)
    rows = [tuple(_cell(value) for value in row) for row in answer.rows]
    emit(DocumentTable(answer.columns, rows, digits=6, verbatim=True), form)
    for line in answer.unfinished:
        warn(f"unfinished, {line}")
    for line in answer.without_members:
        warn(f"kept without --members, so not in the table 'members': {line}")
    for line in answer.lacking:
        warn(f"not in this answer: {line}")
    if answer.lacking:
        note(
            "'council results verify' checks every file; repeating a run's command with --resume "
            "repairs it"
        )
        raise typer.Exit(ExitCode.FAILED)


def verify(
    run: Annotated[list[str] | None, typer.Argument(help="Names of runs. Default: all.")] = None,
    folder: FolderOption = RESULTS,
    form: FormatOption = Format.TABLE,
) -> None:
    """Verify every file of the kept runs by its SHA-256.

    Exits with 1 if a file is missing or has changed. To repair a run, add --resume to the command
    that 'council results show' prints; it recomputes the damaged parts.
    """
    from sim.results import runs as kept
    from sim.results.verifying import faults_line, listed_files

    chosen = kept.find_runs(folder, run) if run else kept.runs(folder)
    rows: list[tuple[Cell, ...]] = []
    for first_run in chosen:
        faults = kept.faults_of_run(first_run)
        files = len(listed_files(first_run.manifest)) if first_run.manifest else 0
        rows.append(
            (first_run.path.name, not faults, files, first_run.bytes / 1e6, faults_line(faults))
        )
    if not rows and form is Format.TABLE:
        note(f"no runs are kept in {folder}")
        return
    columns = ("run", "sound", "files", "megabytes", "faults")
    emit(DocumentTable(columns, rows, digits=1, whole=("run", "faults")), form)
    if not all(row[1] for row in rows):
        raise typer.Exit(ExitCode.FAILED)


def _cell(value: Any) -> Cell:
    """A database value for JSON and CSV; numbers that are not finite become None."""
    if isinstance(value, float):
        return value if value - value == 0 else None
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if type(value).__name__ == "Decimal":
        return float(value)
    return str(value)


def rm(
    run: Annotated[list[str], typer.Argument(help="Names of runs.")],
    folder: FolderOption = RESULTS,
    yes: Annotated[
        bool,
        typer.Option(
            "--yes", "-y", help="Do not ask for confirmation, and accept a shortened name."
        ),
    ] = False,
) -> None:
    """Permanently remove kept runs.

    Removes only runs inside the folder of runs, and only files that council wrote.
    """
    from sim.results.removing import check_removable, remove
    from sim.results.runs import find_runs

    chosen = find_runs(folder, run)
    for listed in chosen:
        check_removable(listed, folder)
    for listed in chosen:
        if not (yes or _agreed(listed, run)):
            note(f"{listed.path} was not removed")
            continue
        left = remove(listed, folder)
        note(f"removed {listed.path}")
        if left:
            warn(
                f"{listed.path} stays, because it has files that do not belong to the run: "
                f"{', '.join(left)}"
            )


def _agreed(run: Listed, names: list[str]) -> bool:
    """Ask at a terminal; otherwise the full name counts as consent."""
    if sys.stdin.isatty():
        return typer.confirm(f"Remove {run.path} with {run.worlds:,} worlds?", err=True)
    if run.path.name in (Path(name).name for name in names):
        return True
    raise UsageError(
        "removing a run needs its full name",
        where=run.path.name,
        remedy="give the full name, or add --yes",
    )
