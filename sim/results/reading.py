"""Read-only SQL: which statements are allowed, and how to fetch their result."""

from __future__ import annotations

import itertools
import json
import math
import re
import threading
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sim.domain.errors import CouncilError, UsageError
from sim.domain.work import QUERY

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_ROWS = 1_000_000
"""The most rows that a result may have."""

QUERIES = {"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"}
"""Query node types in DuckDB's parse tree that only read; others are INSERT, UPDATE, COPY."""

FUNCTIONS = {
    "range", "generate_series", "unnest", "repeat", "repeat_row", "histogram", "histogram_values",
    "summary", "pragma_version", "pragma_table_info", "duckdb_columns", "duckdb_functions",
    "duckdb_tables", "duckdb_types", "duckdb_views",
}  # fmt: skip
"""Table functions that neither read files nor change settings."""

WRITING = {"write_log", "nextval", "setval"}
"""Scalar functions with side effects."""

_GAP = r"(?:\s|--[^\n]*(?:\n|$)|/\*.*?\*/)*"
_EXPLAIN = re.compile(rf"{_GAP}EXPLAIN\b{_GAP}(ANALY[ZS]E\b)?", re.IGNORECASE | re.DOTALL)


def checked(connection: DuckDBPyConnection, statement: str) -> str:
    """The statement to execute: one SELECT, DESCRIBE or SHOW, or an EXPLAIN of one.

    Raises:
        UsageError: it is another kind of statement, more than one, or calls a function that reads
            files or changes anything.
        duckdb.Error: it cannot be parsed.
    """
    import duckdb

    parsed = connection.extract_statements(statement)
    if len(parsed) != 1:
        raise UsageError(
            f"only one statement is allowed at a time, not {len(parsed)}",
            remedy='for instance: council results sql "SELECT draft, outcome, count(*) '
            'FROM ballots GROUP BY ALL"',
        )
    prefix = ""
    if parsed[0].type == duckdb.StatementType.EXPLAIN:
        # The parser does not say what is explained, and EXPLAIN ANALYZE executes it. So the
        # statement after the keyword is checked on its own and executed with our own prefix.
        match = _EXPLAIN.match(statement)
        if match is None:
            raise _changes("an EXPLAIN with options")
        prefix = "EXPLAIN ANALYZE " if match[1] else "EXPLAIN "
        statement = statement[match.end() :]
        parsed = connection.extract_statements(statement)
    if len(parsed) != 1 or parsed[0].type != duckdb.StatementType.SELECT:
        raise _changes(f"a statement of type {parsed[0].type.name}" if parsed else "no statement")
    _check_tree(connection, statement)
    return prefix + statement


def _check_tree(connection: DuckDBPyConnection, statement: str) -> None:
    rows = connection.execute("SELECT json_serialize_sql(?)", [statement]).fetchone()
    try:
        tree = json.loads(rows[0]) if rows else {"error": True}
    except RecursionError:
        raise UsageError("the statement is nested too deeply", remedy="ask for less") from None
    if tree["error"]:
        raise _changes(str(tree.get("error_message", "")))
    for node in _nodes(tree["statements"]):
        kind, name = str(node.get("type", "")), str(node.get("function_name", "")).lower()
        if kind.endswith("_NODE") and kind not in QUERIES:
            raise _changes(f"a {kind.removesuffix('_NODE').removesuffix('_QUERY')} query")
        if kind == "TABLE_FUNCTION":
            name = str(node["function"].get("function_name", "")).lower()
            if name not in FUNCTIONS:
                raise _changes(f"a use of the table function {name}")
        if name in WRITING:
            raise _changes(f"a use of the function {name}")


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of a parse tree."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node


def _changes(kind: str) -> UsageError:
    return UsageError(
        "queries can only read kept results, and no other files",
        why=f"this is {kind}",
        remedy="use SELECT; 'council results rm RUN' removes a run",
    )


def _told_apart(names: Sequence[str]) -> tuple[str, ...]:
    told: list[str] = []
    for name in names:
        taken = {*told, *names}
        free = (f"{name}_{number}" for number in itertools.count(1))
        told.append(next(other for other in free if other not in taken) if name in told else name)
    return tuple(told)


def fetched(
    connection: DuckDBPyConnection, statement: str, seconds: float | None = None
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Columns and rows of the result; Ctrl-C interrupts the query at once.

    Of columns with one name the second is called ``name_1``, and so on.

    Raises:
        CouncilError: it takes more than ``seconds``; without limit if None.
        UsageError: the result has more than ``MOST_ROWS`` rows.
        duckdb.Error: the query fails.
    """
    done = threading.Event()
    answer: list[Any] = []

    def work() -> None:
        try:
            cursor = connection.execute(statement)
            columns = _told_apart([str(column[0]) for column in cursor.description or ()])
            answer.extend((columns, cursor.fetchmany(MOST_ROWS + 1)))
        except Exception as error:  # noqa: BLE001 - raised again in the caller's thread
            answer.append(error)
        finally:
            done.set()

    worker = threading.Thread(target=work, name=QUERY, daemon=True)
    worker.start()
    try:
        end = math.inf if seconds is None else time.monotonic() + seconds
        while not done.wait(min(0.1, max(0.0, end - time.monotonic()))):
            if time.monotonic() >= end:
                connection.interrupt()
                done.wait(2.0)
                raise CouncilError(
                    f"the query was stopped after {seconds:g} s",
                    where="--timeout",
                    remedy="allow more seconds, or query fewer runs with --run",
                )
    except KeyboardInterrupt:
        connection.interrupt()
        done.wait(2.0)
        raise
    if isinstance(answer[0], Exception):
        raise answer[0]
    columns, rows = answer
    if len(rows) > MOST_ROWS:
        raise UsageError(
            f"the answer has more than {MOST_ROWS:,} rows",
            remedy="aggregate, add LIMIT, or read the Parquet files themselves",
        )
    return columns, rows
