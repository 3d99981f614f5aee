"""SQL over kept runs: one read-only statement over the views ballots, members and worlds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.domain.errors import CouncilError, UsageError
from sim.domain.visible import is_whole
from sim.interrupts import uninterrupted
from sim.results.manifest import COMPLETE
from sim.results.reading import checked, fetched
from sim.results.runs import Listed, faults_of_run
from sim.results.tables import MEMBERS, TABLES
from sim.results.verifying import Fault, faults_line

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


CHEAP = 64_000_000
"""Bytes of a run's parts up to which a query verifies their content before reading."""


@dataclass(frozen=True)
class Answered:
    """The result of a query: rows under the names of its columns.

    Attributes:
        lacking: Missing or damaged data of the queried runs, one line per run.
        unfinished: The queried runs that are not complete yet.
        without_members: The queried runs without the table of members, if the statement names it.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    lacking: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    without_members: tuple[str, ...] = ()


def run_query(statement: str, over: Sequence[Listed], seconds: float | None = None) -> Answered:
    """Run one SELECT (or DESCRIBE, SHOW, EXPLAIN) over the tables of some runs.

    Each view has a first column ``run``, the name of the run's folder. Only finished parts are
    read; nothing can be written, and no file outside the runs is read. A part whose size has
    changed, or whose content has changed where the parts are small enough to verify, is left out
    and reported in ``lacking``.

    Raises:
        CouncilError: no runs, more than one statement, one that writes, an error in the SQL, or
            more than ``seconds`` of work.
    """
    import duckdb

    if not is_whole(statement):
        raise UsageError(
            "the statement is not UTF-8", remedy="save it as UTF-8, or type it on the command line"
        )
    if not over:
        raise UsageError(
            "there is no run to query",
            remedy="create one with 'council run SCENARIO', or name its folder with --folder",
        )
    over = list({run.path: run for run in over}.values())  # a run named twice is read once
    # Without a temporary folder DuckDB spills nothing to disk: memory is the limit.
    connection = duckdb.connect(config={"temp_directory": ""})
    views: list[str] = []
    results = [(run, faults_of_run(run, thorough=False) or _damaged(run)) for run in over]
    files = [path for run, faults in results for path in _sound_files(run, faults)]
    try:
        with uninterrupted():
            views = _views(connection, files)
            _close_doors(connection, files)
        columns, rows = fetched(connection, checked(connection, statement), seconds)
        lacking, unfinished = _lacking(results), _unfinished(over)
        return Answered(columns, rows, lacking, unfinished, _without_members(over, statement))
    except duckdb.CatalogException as error:
        raise _unknown_table(error, views, _lacking(results)) from error
    except duckdb.Error as error:
        raise _refused(str(error)) from error
    finally:
        with suppress(duckdb.Error):  # a query that cannot be interrupted still has it
            connection.close()


def _damaged(run: Listed) -> list[Fault]:
    """Parts whose content has changed; checked only where that is cheap."""
    if run.manifest is None:
        return []
    files = [file for part in run.manifest.parts for file in part.files]
    if sum(file.bytes for file in files) > CHEAP:
        return []
    return [
        Fault(file.name, "its content has changed")
        for file in files
        if not file.sound(run.path, thorough=True)
    ]


def _sound_files(run: Listed, faults: Sequence[Fault]) -> list[Path]:
    """The files of a run's finished parts, without parts that have a faulty file."""
    if run.manifest is None:
        return []
    bad = {fault.file for fault in faults}
    parts = (part for part in run.manifest.parts if bad.isdisjoint(f.name for f in part.files))
    return [(run.path / file.name).resolve() for part in parts for file in part.files]


def _lacking(results: Sequence[tuple[Listed, Sequence[Fault]]]) -> tuple[str, ...]:
    return tuple(f"{run.path}: {faults_line(faults)}" for run, faults in results if faults)


def _unfinished(over: Sequence[Listed]) -> tuple[str, ...]:
    return tuple(
        f"{run.path}: {run.worlds:,} of {run.manifest.identity.replicates:,} worlds so far"
        for run in over
        if run.manifest is not None and run.manifest.state != COMPLETE
    )


def _without_members(over: Sequence[Listed], statement: str) -> tuple[str, ...]:
    if not re.search(rf"\b{MEMBERS}\b", statement, re.IGNORECASE):
        return ()
    return tuple(
        str(run.path)
        for run in over
        if run.manifest is not None and not run.manifest.identity.members
    )


def _views(connection: DuckDBPyConnection, paths: Sequence[Path]) -> list[str]:
    """Create the views that have files; returns their names."""
    made = []
    for table in TABLES:
        files = [str(path) for path in paths if path.name.startswith(f"{table}-")]
        if not files:
            continue
        rows = connection.read_parquet(files, union_by_name=True, filename=True)
        named = rows.project("parse_path(filename)[-2] AS run, * EXCLUDE (filename)")
        named.create_view(table)
        made.append(table)
    return made


def _close_doors(connection: DuckDBPyConnection, paths: Sequence[Path]) -> None:
    """Restrict the connection to reading the files in ``paths``."""
    quoted = (str(path).replace("'", "''") for path in paths)
    listed = ", ".join(f"'{path}'" for path in quoted)
    connection.execute(f"SET allowed_paths = [{listed}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    connection.execute("BEGIN TRANSACTION READ ONLY")


def _unknown_table(error: Exception, views: list[str], lacking: Sequence[str]) -> CouncilError:
    if not views:
        return UsageError(
            "the runs have no finished part, so there is no table to query",
            why="\n       ".join(lacking),
            remedy="'council results list' shows the state of each run; repeating the command of a "
            "run with --resume repairs it",
        )
    first = str(error).splitlines()[0]
    if MEMBERS not in views and f"name {MEMBERS} " in first:
        return UsageError(
            "these runs were kept without --members",
            remedy="run again with --members to keep the table 'members'",
        )
    return _refused(str(error), views)


def _refused(message: str, views: Sequence[str] = ()) -> CouncilError:
    if "pytz" in message:
        return UsageError(
            "the answer holds a time with a time zone",
            remedy="convert it, for example now()::TIMESTAMP or now()::VARCHAR",
        )
    remedy = f"the tables are {', '.join(views)}; " if views else ""
    return UsageError(
        "the query could not be answered",
        why="\n       ".join(message.strip().splitlines()),
        remedy=remedy + "'DESCRIBE ballots' lists a table's columns",
    )
