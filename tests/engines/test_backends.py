"""Blocks come in order with the same bytes from any backend, and survive the death of workers."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.domain.errors import CouncilError, UsageError
from sim.engines.backends import Backend, Replicates, compute, cores, spans
from sim.engines.worlds import ARRAYS, Worlds, join_worlds, parts
from tests.fake_worlds import FakeJob, fake_worlds


def digest(blocks: Iterator[Worlds]) -> str:
    whole = join_worlds(list(blocks))
    told = hashlib.sha256(repr((whole.first, whole.labels)).encode())
    for name in ARRAYS:
        array = getattr(whole, name)
        told.update(f"{name}{array.dtype}{array.shape}".encode())
        told.update(array.tobytes())
    return told.hexdigest()


ONE_BLOCK = digest(iter([fake_worlds(FakeJob(), 0, 997)]))


@pytest.mark.parametrize("workers", [1, 2, 5])
@pytest.mark.parametrize("size", [1, 64, 100, 997, 5000])
def test_threads_give_the_same_bytes_for_any_block_and_number_of_workers(
    workers: int, size: int
) -> None:
    blocks = compute(fake_worlds, FakeJob(), spans(0, 997, size), Backend(workers=workers))
    assert digest(blocks) == ONE_BLOCK


@pytest.mark.parametrize("size", [100, 333])
def test_processes_give_the_same_bytes(size: int) -> None:
    backend = Backend("processes", workers=2)
    assert digest(compute(fake_worlds, FakeJob(), spans(0, 997, size), backend)) == ONE_BLOCK


def test_a_process_that_dies_has_its_block_computed_again(tmp_path) -> None:
    trap = tmp_path / "died"
    job = FakeJob(trap=str(trap), trap_at=450)
    blocks = compute(fake_worlds, job, spans(0, 997, 100), Backend("processes", workers=2))
    assert digest(blocks) == ONE_BLOCK
    assert trap.exists()


def always_dies(job: object, first: int, count: int) -> None:
    os._exit(9)


def test_a_block_that_always_kills_its_process_is_given_up_with_a_remedy() -> None:
    with pytest.raises(CouncilError, match="worlds 0 to 9 died") as caught:
        list(compute(always_dies, None, spans(0, 20, 10), Backend("processes", workers=1)))
    assert "--resume" in caught.value.remedy


UNGUARDED = """
from sim.engines.backends import Backend, compute, spans
from tests.fake_worlds import fake_worlds

list(compute(fake_worlds, b"x" * 300_000, spans(0, 20, 10), Backend("processes", workers=1)))
"""


def test_a_script_without_a_guard_ends_with_an_error_and_does_not_hang(tmp_path) -> None:
    script = tmp_path / "script.py"
    script.write_text(UNGUARDED)
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run(
        [sys.executable, script], env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 1
    assert "died 4 times" in done.stderr


def fails_at_300(job: FakeJob, first: int, count: int) -> Worlds:
    if first == 300:
        raise CouncilError("this block cannot be", where="world 300")
    return fake_worlds(job, first, count)


@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_an_error_of_the_task_comes_home_as_it_is_after_the_blocks_before_it(kind: str) -> None:
    blocks = compute(fails_at_300, FakeJob(), spans(0, 997, 100), Backend(kind, workers=2))
    seen = []
    with pytest.raises(CouncilError, match="this block cannot be"):
        seen.extend(block.first for block in blocks)
    assert seen == [0, 100, 200]


def test_no_more_blocks_are_under_way_than_the_window_allows() -> None:
    lock = threading.Lock()
    started = 0
    taken = 0
    most = 0

    def counted(job: None, first: int, count: int) -> int:
        nonlocal started, most
        with lock:
            started += 1
            most = max(most, started - taken)
        return first

    for first in compute(counted, None, spans(0, 200, 1), Backend(workers=3)):
        assert first == taken
        time.sleep(0.001)
        with lock:
            taken += 1
    assert taken == 200
    assert most <= 2 * 3 + 1


def test_an_endless_job_can_be_left_at_any_time() -> None:
    def endless() -> Iterator[Replicates]:
        first = 0
        while True:
            yield Replicates(first, 1)
            first += 1

    blocks = compute(fake_worlds, FakeJob(), endless(), Backend(workers=2))
    assert next(blocks).first == 0
    blocks.close()
    assert not [t for t in threading.enumerate() if t.name.startswith("worlds")]


def test_ctrl_c_cancels_what_has_not_started() -> None:
    ran = []

    def slow(job: None, first: int, count: int) -> int:
        ran.append(first)
        time.sleep(0.05)
        return first

    blocks = compute(slow, None, spans(0, 100, 1), Backend(workers=2))
    next(blocks)
    with pytest.raises(KeyboardInterrupt):
        blocks.throw(KeyboardInterrupt)
    assert len(ran) <= 6


@pytest.mark.parametrize("backend", [Backend("grid"), Backend(workers=-1), Backend(block=-5)])
def test_a_backend_that_cannot_be_is_a_usage_error(backend: Backend) -> None:
    with pytest.raises(UsageError):
        compute(fake_worlds, FakeJob(), spans(0, 10, 1), backend)


def test_spans_cover_every_replicate_once() -> None:
    assert list(spans(5, 10, 4)) == [Replicates(5, 4), Replicates(9, 4), Replicates(13, 2)]
    assert list(spans(0, 0, 4)) == []


def test_the_usual_block_gives_every_worker_some() -> None:
    assert Backend(workers=2).size_for(1000) == 250
    assert Backend(workers=2).size_for(10**6) == 1000
    assert Backend("dask").size_for(10**7) == 10_000
    assert Backend(block=77).size_for(10**6) == 77
    assert Backend(workers=4).size_for(1) == 1
    assert cores() >= 1


@pytest.mark.parametrize("size", [1, 7, 50, 60, 997])
def test_parts_do_not_depend_on_the_blocks(size: int) -> None:
    blocks = (fake_worlds(FakeJob(), s.first, s.count) for s in spans(0, 997, size))
    made = list(parts(blocks, 50))
    assert [(p.first, p.count) for p in made[:2]] == [(0, 50), (50, 50)]
    assert (made[-1].first, made[-1].count) == (950, 47)
    assert digest(iter(made)) == ONE_BLOCK


def test_a_gap_between_blocks_ends_a_part() -> None:
    blocks = [fake_worlds(FakeJob(), first, 10) for first in (0, 30, 40)]
    assert [(p.first, p.count) for p in parts(blocks, 20)] == [(0, 10), (30, 10), (40, 10)]


def test_pieces_that_do_not_follow_one_another_do_not_join() -> None:
    with pytest.raises(ValueError, match="do not follow"):
        join_worlds([fake_worlds(FakeJob(), 0, 10), fake_worlds(FakeJob(), 11, 10)])
