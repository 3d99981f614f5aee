"""Worlds as Parquet tables: a row per draft, per world and, on request, per member.

DuckDB reads NumPy arrays directly and writes the same bytes for the same rows: one thread, row
groups of a fixed size, and no timestamps in the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import PUT, Outcome, Vote
from sim.engines.worlds import STATEMENTS, TALLY, Worlds
from sim.interrupts import uninterrupted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BALLOTS, MEMBERS, WORLDS = "ballots", "members", "worlds"
TABLES = (BALLOTS, MEMBERS, WORLDS)
"""The tables of a run; ``members`` is kept on request."""

ROW_GROUP = 122_880
"""Rows per row group: DuckDB's default, fixed here so that it does not change."""

Columns = dict[str, NDArray[Any]]
Words = dict[str, tuple[str, ...]]


def ballot_rows(worlds: Worlds) -> tuple[Columns, Words]:
    """A row per replicate and draft: its outcome, tally, chances and text.

    Tally and chances are null if the draft was not put to the vote; the round is null if it was not
    disposed of.
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
    chance = _rows(worlds.p_adopted)
    columns["p_adopted"] = np.ma.masked_array(chance, mask=~put & (chance == 0.0))
    columns["concession"] = _rows(worlds.concession)
    names = column_names("text", worlds.issues)
    columns |= {name: _rows(worlds.text[:, k]) for k, name in enumerate(names)}
    return columns, {"draft": worlds.drafts, "outcome": tuple(o.word for o in Outcome)}


def members(worlds: Worlds) -> tuple[Columns, Words]:
    """A row per replicate, draft and member: vote and chances, null if not put to the vote."""
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
    codebook = {"draft": worlds.drafts, "member": worlds.members}
    return columns, codebook | {"vote": tuple(v.word for v in Vote)}


def plan_rows(worlds: Worlds) -> tuple[Columns, Words]:
    """A row per replicate: the plan's fate, who left, destruction, and each party's consent.

    The round of acceptance is null if a party never accepted.
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
    """A unique column name for each label that SQL reads without quotes."""
    names: list[str] = []
    for label in labels:
        name = f"{prefix}_{re.sub(r'[^A-Za-z0-9_]', '_', label)}"
        names.append(name if name not in names else f"{name}_{len(names)}")
    return names


def writer() -> DuckDBPyConnection:
    """A connection that writes the same bytes for the same rows and never spills to disk."""
    import duckdb

    settings: dict[str, Any] = {"threads": 1, "preserve_insertion_order": True}
    return duckdb.connect(config=settings | {"temp_directory": ""})


def write_table(connection: DuckDBPyConnection, table: str, worlds: Worlds, path: Path) -> None:
    """Write one table of ``worlds`` to a Parquet file at ``path``.

    Raises:
        duckdb.IOException: the disk is full or failed.
        KeyboardInterrupt: on Ctrl-C, once the file is written.
    """
    columns, codebook = MAKERS[table](worlds)
    chosen = [_select(name, codebook.get(name)) for name in columns]
    connection.register("part", columns)
    try:
        with uninterrupted():
            rows = connection.view("part").project(", ".join(chosen))
            rows.write_parquet(str(path), compression="zstd", row_group_size=ROW_GROUP)
    finally:
        connection.unregister("part")


def _select(name: str, labels: tuple[str, ...] | None) -> str:
    """A column of the query: the value itself, or the word for its code."""
    if labels is None:
        return f'"{name}"'
    listed = ", ".join("'" + word.replace("'", "''") + "'" for word in labels)
    return f'([{listed}])["{name}" + 1] AS "{name}"'


def _rows(values: NDArray[Any]) -> NDArray[Any]:
    """Flatten values whose last axis is the replicate into one column, replicate slowest."""
    return np.ascontiguousarray(np.moveaxis(values, -1, 0)).reshape(-1)


def _replicates(worlds: Worlds, times: int) -> NDArray[np.int64]:
    return np.repeat(np.arange(worlds.first, worlds.first + worlds.count, dtype=np.int64), times)
