"""SQL over kept runs: one read-only statement over the views ballots, members and worlds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.domain.errors import CouncilError, UsageError
from sim.results.reading import checked, fetched
from sim.results.runs import Listed
from sim.results.tables import MEMBERS, TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True)
class Answered:
    """The rows of a query's answer under the names of its columns."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def ask(statement: str, over: Sequence[Listed]) -> Answered:
    """The answer to one SELECT (or DESCRIBE, SHOW, EXPLAIN) over the tables of some runs.

    Each view has, before the columns of its table, ``run``: the name of the run's folder. Only
    finished parts are read; nothing can be written, and no file outside the runs is read.

    Raises:
        CouncilError: no runs, more than one statement, one that writes, or an error in the SQL.
    """
    import duckdb

    if not over:
        raise UsageError(
            "there is no run to ask",
            remedy="make one with 'council run SCENARIO', or name its folder with --folder",
        )
    # Without a folder for temporary files nothing is spilled: memory is the limit.
    connection = duckdb.connect(config={"temp_directory": ""})
    views: list[str] = []
    try:
        views = _views(connection, over)
        _close_doors(connection, over)
        return Answered(*fetched(connection, checked(connection, statement)))
    except duckdb.CatalogException as error:
        raise _unknown_table(error, views) from error
    except duckdb.Error as error:
        raise _refused(str(error)) from error
    finally:
        connection.close()


def _views(connection: DuckDBPyConnection, over: Sequence[Listed]) -> list[str]:
    """Create the views for which there are files; their names."""
    made = []
    for table in TABLES:
        files = [str(path) for run in over for path in _files(run, table)]
        if not files:
            continue
        rows = connection.read_parquet(files, union_by_name=True, filename=True)
        named = rows.project("parse_path(filename)[-2] AS run, * EXCLUDE (filename)")
        named.create_view(table)
        made.append(table)
    return made


def _files(run: Listed, table: str) -> list[Path]:
    """The finished files of a table: those that the manifest names."""
    if run.manifest is None:
        return []
    named = [file.name for part in run.manifest.parts for file in part.files]
    return [
        (run.path / name).resolve()
        for name in named
        if name.startswith(f"{table}-") and (run.path / name).is_file()
    ]


def _close_doors(connection: DuckDBPyConnection, over: Sequence[Listed]) -> None:
    """Let the connection open the finished files of the runs and no other, and change nothing."""
    paths = [str(path) for table in TABLES for run in over for path in _files(run, table)]
    listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
    connection.execute(f"SET allowed_paths = [{listed}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    connection.execute("BEGIN TRANSACTION READ ONLY")


def _unknown_table(error: Exception, views: list[str]) -> CouncilError:
    first = str(error).splitlines()[0]
    if MEMBERS not in views and f"name {MEMBERS} " in first:
        return UsageError(
            "these runs were kept without a row per member",
            remedy="run again with --members to keep the table 'members'",
        )
    return _refused(str(error), views)


def _refused(message: str, views: Sequence[str] = ()) -> CouncilError:
    remedy = f"the tables are {', '.join(views)}; " if views else ""
    return UsageError(
        "the query could not be answered",
        why="\n       ".join(message.strip().splitlines()),
        remedy=remedy + "'DESCRIBE ballots' lists a table's columns",
    )
