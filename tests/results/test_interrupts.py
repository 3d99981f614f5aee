"""Ctrl-C while DuckDB writes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sim.engines.run import run_worlds
from sim.results.tables import WORLDS, write_table, writer
from sim.scenario.load import load_scenario


@pytest.fixture
def _heard() -> Iterator[None]:
    """Ctrl-C raises, also where the tests run in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class Pressed:
    """A connection during whose writing somebody presses Ctrl-C."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)

    def view(self, name: str) -> duckdb.DuckDBPyRelation:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.01)
        return self.connection.view(name)


@pytest.mark.usefixtures("_heard")
def test_ctrl_c_waits_until_a_table_is_written(tmp_path: Path) -> None:
    """DuckDB itself may wait forever for its own tasks when it is interrupted while it writes."""
    worlds = run_worlds(load_scenario("korea-1950"), 0, range(20))
    path, connection = tmp_path / "part.parquet", Pressed(writer())
    with pytest.raises(KeyboardInterrupt):
        write_table(connection, WORLDS, worlds, path)  # type: ignore[arg-type]
    rows = connection.sql(f"SELECT count(*) FROM '{path}'").fetchall()
    assert rows == [(20,)], "the part is whole, and the connection can be used again"
    connection.close()
