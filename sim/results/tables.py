"""Worlds as tables: a row per draft, per member on request, and per world, in Parquet by DuckDB.

DuckDB reads NumPy arrays as they are and writes the same bytes for the same rows: one thread, row
groups of a fixed size, nothing in the file that depends on the clock.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Outcome, Vote
from sim.engines.sums import PUT
from sim.engines.worlds import STATEMENTS, TALLY, Worlds

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BALLOTS, MEMBERS, WORLDS = "ballots", "members", "worlds"
TABLES = (BALLOTS, MEMBERS, WORLDS)
"""The tables of a run; ``members`` is kept on request."""

ROW_GROUP = 122_880
"""Rows per row group: DuckDB's own default, written out so that it stays."""

Columns = dict[str, NDArray[Any]]
Words = dict[str, tuple[str, ...]]


def ballot_rows(worlds: Worlds) -> tuple[Columns, Words]:
    """A row per replicate and draft: what became of it, its tally, its chances and its text.

    Tally and chances are null where the draft was not put, the round where it was not disposed of.
    """
    drafts = len(worlds.drafts)
    put = _rows(np.isin(worlds.outcome, [int(o) for o in PUT]))
    rounds = _rows(worlds.round)
    columns: Columns = {
        "replicate": _replicates(worlds, drafts),
        "draft": np.tile(np.arange(drafts, dtype=np.int16), worlds.count),
        "outcome": _rows(worlds.outcome),
        "round": np.ma.masked_array(rounds, mask=rounds < 0),
    }
    for index, word in enumerate(TALLY):
        columns[word] = np.ma.masked_array(_rows(worlds.tally[:, index]), mask=~put)
    columns["p_adopted"] = np.ma.masked_array(_rows(worlds.p_adopted), mask=~put)
    columns["concession"] = _rows(worlds.concession)
    names = column_names("text", worlds.issues)
    columns |= {name: _rows(worlds.text[:, k]) for k, name in enumerate(names)}
    return columns, {"draft": worlds.drafts, "outcome": tuple(o.word for o in Outcome)}


def members(worlds: Worlds) -> tuple[Columns, Words]:
    """A row per replicate, draft and member: vote and chances, null where not put."""
    drafts, seats = len(worlds.drafts), len(worlds.members)
    put = np.isin(worlds.outcome, [int(o) for o in PUT])
    unput = ~_rows(np.broadcast_to(put[:, None, :], worlds.vote.shape))
    draft = np.repeat(np.arange(drafts, dtype=np.int16), seats)
    columns: Columns = {
        "replicate": _replicates(worlds, drafts * seats),
        "draft": np.tile(draft, worlds.count),
        "member": np.tile(np.arange(seats, dtype=np.int16), worlds.count * drafts),
        "vote": np.ma.masked_array(_rows(worlds.vote), mask=unput),
    }
    for index, name in enumerate(("p_yes", "p_abstain", "p_no")):
        columns[name] = np.ma.masked_array(_rows(worlds.p_vote[:, index]), mask=unput)
    words = {"draft": worlds.drafts, "member": worlds.members}
    return columns, words | {"vote": tuple(v.word for v in Vote)}


def plan_rows(worlds: Worlds) -> tuple[Columns, Words]:
    """A row per replicate: the plan's fate, who left, destruction, and each party's consent.

    The round in which a party accepted is null where it never did.
    """
    columns: Columns = {
        "replicate": _replicates(worlds, 1),
        "plan_carried_out": np.ascontiguousarray(worlds.plan_carried_out),
        "left": np.ascontiguousarray(worlds.left),
        "destruction": np.ascontiguousarray(worlds.destruction),
        "statement": np.ascontiguousarray(worlds.statement),
    }
    for index, name in enumerate(column_names("accepted_round", worlds.parties)):
        rounds = np.ascontiguousarray(worlds.plan_accepted_round[index])
        columns[name] = np.ma.masked_array(rounds, mask=rounds < 0)
    return columns, {"statement": STATEMENTS}


MAKERS = {BALLOTS: ballot_rows, MEMBERS: members, WORLDS: plan_rows}


def column_names(prefix: str, labels: Sequence[str]) -> list[str]:
    """A column name for each label that SQL reads without quotes, none twice."""
    names: list[str] = []
    for label in labels:
        name = f"{prefix}_{re.sub(r'[^A-Za-z0-9_]', '_', label)}"
        names.append(name if name not in names else f"{name}_{len(names)}")
    return names


def writer() -> DuckDBPyConnection:
    """A connection that writes the same bytes for the same rows and spills nothing to disk."""
    import duckdb

    settings: dict[str, Any] = {"threads": 1, "preserve_insertion_order": True}
    return duckdb.connect(config=settings | {"temp_directory": ""})


def write_table(connection: DuckDBPyConnection, table: str, worlds: Worlds, path: Path) -> None:
    """Write one table of ``worlds`` to a Parquet file at ``path``.

    Raises:
        duckdb.IOException: the disk is full or failed.
    """
    columns, words = MAKERS[table](worlds)
    chosen = [_select(name, words.get(name)) for name in columns]
    connection.register("part", columns)
    try:
        rows = connection.view("part").project(", ".join(chosen))
        rows.write_parquet(str(path), compression="zstd", row_group_size=ROW_GROUP)
    finally:
        connection.unregister("part")


def _select(name: str, words: tuple[str, ...] | None) -> str:
    """A column of the query: as it is, or the word that its code stands for."""
    if words is None:
        return f'"{name}"'
    listed = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
    return f'([{listed}])["{name}" + 1] AS "{name}"'


def _rows(values: NDArray[Any]) -> NDArray[Any]:
    """Values with the replicate last, as one column with the replicate slowest."""
    return np.ascontiguousarray(np.moveaxis(values, -1, 0)).reshape(-1)


def _replicates(worlds: Worlds, times: int) -> NDArray[np.int64]:
    return np.repeat(np.arange(worlds.first, worlds.first + worlds.count, dtype=np.int64), times)
