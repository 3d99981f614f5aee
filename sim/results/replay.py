"""Replay one replicate of a kept run agent by agent, and compare it with what was kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.domain.errors import CouncilError, UsageError
from sim.engines.council import CouncilModel
from sim.engines.ensemble import run_block
from sim.engines.worlds import ARRAYS, Worlds
from sim.negotiation.setting import Setting
from sim.results import tables
from sim.results.contents import SCENARIO
from sim.results.query import run_query
from sim.results.runs import Listed
from sim.scenario.schema import Scenario


@dataclass(frozen=True)
class Replay:
    """A replayed replicate.

    Attributes:
        model: The Mesa model after its last round, with its events and meetings.
        worlds: The result, in the form the ensemble keeps.
        seed, replicate: Which replicate it is.
    """

    model: CouncilModel
    worlds: Worlds
    seed: int
    replicate: int


def scenario_of(run: Listed) -> Scenario:
    """The scenario of a kept run, as resolved when it ran.

    Raises:
        CouncilError: the run's file is missing or has changed.
    """
    path = run.path / SCENARIO
    documents = run.manifest.documents if run.manifest else ()
    try:
        if not any(d.name == SCENARIO and d.sound(run.path, thorough=True) for d in documents):
            raise ValueError("the file was changed after the run")
        return Scenario.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CouncilError(
            "the scenario of this run cannot be read",
            where=str(path),
            why=str(error).splitlines()[0],
            remedy="run the scenario again and replay that run",
        ) from error


def replay_world(run: Listed, replicate: int) -> Replay:
    """Replay replicate ``replicate`` of ``run`` in Mesa.

    Raises:
        CouncilError: the run is damaged, or has no such replicate.
    """
    if run.manifest is None:
        raise CouncilError("this run cannot be read", where=str(run.path))
    identity = run.manifest.identity
    if not 0 <= replicate < identity.replicates:
        raise UsageError(
            f"the run has no replicate {replicate}",
            where=str(run.path),
            why=f"its replicates are 0 to {identity.replicates - 1}",
            remedy="--replicate 0",
        )
    model = CouncilModel(scenario_of(run), seed=identity.seed, replicate=replicate)
    worlds = model.run()
    model.close()
    return Replay(model, worlds, identity.seed, replicate)


def replay_differences(run: Listed, again: Replay) -> list[str]:
    """Differences between the replay and the kept rows or the ensemble; empty if none."""
    return [*_from_kept(run, again), *_from_ensemble(again.model.setting, again)]


def _from_kept(run: Listed, again: Replay) -> list[str]:
    """Columns of the replicate's kept rows that differ."""
    assert run.manifest is not None
    table_names = [tables.BALLOTS, tables.WORLDS]
    if run.manifest.identity.members:
        table_names.append(tables.MEMBERS)
    results = []
    for table in table_names:
        columns, codebook = tables.MAKERS[table](again.worlds)
        query = f"SELECT * FROM {table} WHERE replicate = {again.replicate}"  # noqa: S608 - our own
        answer = run_query(query, [run])
        if not answer.rows:
            results.append(f"{table}: no row of replicate {again.replicate} is kept yet")
        order = _row_order(answer.columns, answer.rows, codebook)
        for name, mine in columns.items():
            kept_values = [row[answer.columns.index(name)] for row in order]
            replayed = [
                _plain(value, codebook.get(name)) for value in np.ma.masked_array(mine).tolist()
            ]
            if kept_values and kept_values != replayed:
                results.append(f"{table}.{name}: kept {kept_values}, replayed {replayed}")
    return results


def _row_order(
    columns: tuple[str, ...], rows: list[tuple[Any, ...]], codebook: dict[str, tuple[str, ...]]
) -> list[tuple[Any, ...]]:
    """Kept rows in the order in which the tables are made: by draft, then member."""
    places = [
        (columns.index(name), codebook[name]) for name in ("draft", "member") if name in codebook
    ]
    return sorted(rows, key=lambda row: [names.index(row[at]) for at, names in places])


def _plain(value: Any, labels: tuple[str, ...] | None) -> Any:
    return value if labels is None or value is None else labels[value]


def _from_ensemble(setting: Setting, again: Replay) -> list[str]:
    """Arrays that differ in a fresh computation by the ensemble."""
    block = run_block(setting, again.seed, again.replicate, 1)
    results = []
    for name in ARRAYS:
        mine, theirs = getattr(again.worlds, name), getattr(block, name)
        if not np.array_equal(mine, theirs, equal_nan=mine.dtype.kind == "f"):
            results.append(f"{name}: the ensemble differs from the agents")
    return results
