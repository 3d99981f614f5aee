"""Ctrl-C while DuckDB writes."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.results.interrupts import interruptible
from sim.results.tables import writer


@pytest.fixture
def _heard() -> Iterator[None]:
    """Ctrl-C raises, also where the tests run in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_heard")
def test_ctrl_c_in_duckdb_is_a_keyboard_interrupt(tmp_path: Path) -> None:
    connection = writer()
    rows = connection.sql("SELECT i, random() FROM range(1000000000) t(i)")
    threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt), interruptible():
        rows.write_parquet(str(tmp_path / "long.parquet"))
    assert connection.sql("SELECT 1").fetchall() == [(1,)], "the connection can be used again"
    connection.close()


def test_another_error_stays_what_it_is() -> None:
    with pytest.raises(RuntimeError, match="another"), interruptible():
        raise RuntimeError("another")
