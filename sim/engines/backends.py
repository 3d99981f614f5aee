"""Compute blocks of replicates on threads, in processes, or on a Dask cluster.

A task is a picklable function ``(job, first, count) -> block``. Its result may depend only on the
job and the replicates' numbers. Then the blocks, yielded in the order of the replicates, have the
same bytes whatever computed them and however they were cut.
"""

from __future__ import annotations

import pickle
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from functools import lru_cache
from multiprocessing import get_context
from typing import Any, TypeVar

from sim.domain.errors import UsageError
from sim.engines.blocks import (
    RETRIES,
    WAITING_PER_WORKER,
    Backend,
    Replicates,
    cores,
    spans,
    workers_die,
)
from sim.engines.cluster import on_dask

__all__ = ["BACKENDS", "Backend", "Replicates", "compute", "cores", "spans"]

Job = TypeVar("Job")
Block = TypeVar("Block")
Task = Callable[[Job, int, int], Block]


def compute(
    task: Task[Job, Block], job: Job, wanted: Iterable[Replicates], backend: Backend
) -> Generator[Block, None, None]:
    """Compute the blocks of ``wanted`` and yield them in order, with a bounded number in flight.

    Closing the iterator, or an exception such as Ctrl-C, cancels blocks that have not started and
    waits for those that are running.

    Raises:
        CouncilError: unknown kind of backend, no workers, or workers that die repeatedly.
    """
    if backend.kind not in BACKENDS:
        raise UsageError(
            f"there is no backend '{backend.kind}'",
            remedy=f"use one of {', '.join(sorted(BACKENDS))}",
        )
    if backend.workers < 0 or backend.block < 0:
        raise UsageError(
            "the number of workers and the block size must be whole numbers of at least 1",
            remedy="omit them to use all cores and the default size",
        )
    return BACKENDS[backend.kind](task, job, wanted, backend)


def _inline(
    task: Task[Job, Block], job: Job, wanted: Iterable[Replicates]
) -> Generator[Block, None, None]:
    for span in wanted:
        yield task(job, span.first, span.count)


def _on_threads(
    task: Task[Job, Block], job: Job, wanted: Iterable[Replicates], backend: Backend
) -> Generator[Block, None, None]:
    if backend.width == 1:
        yield from _inline(task, job, wanted)
        return
    with _pool(ThreadPoolExecutor(backend.width, thread_name_prefix="worlds")) as pool:
        waiting: deque[Future[Block]] = deque()
        for span in wanted:
            waiting.append(pool.submit(task, job, span.first, span.count))
            if len(waiting) >= WAITING_PER_WORKER * backend.width:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@contextmanager
def _pool(pool: Executor) -> Iterator[Executor]:
    """A pool; tasks that have not started are cancelled when the caller leaves the context."""
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _leave_ctrl_c() -> None:
    """In a worker process: ignore Ctrl-C, which the parent process handles."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@lru_cache(maxsize=1)
def _unpacked(work: bytes) -> tuple[Callable[[Any, int, int], Any], Any]:
    """In a worker process: unpack task and job once for all the blocks of a run."""
    task, job = pickle.loads(work)  # noqa: S301 (packed by the process that started this one)
    return task, job


def _packed_block(work: bytes, first: int, count: int) -> Any:
    task, job = _unpacked(work)
    return task(job, first, count)


def _on_processes(
    task: Task[Job, Block], job: Job, wanted: Iterable[Replicates], backend: Backend
) -> Generator[Block, None, None]:
    remaining = iter(wanted)
    due: deque[Replicates] = deque()
    deaths = 0
    while True:
        try:
            with closing(_one_pool(task, job, due, remaining, backend)) as blocks:
                for block in blocks:
                    due.popleft()
                    deaths = 0
                    yield block
            return
        except BrokenProcessPool as error:
            deaths += 1
            if deaths > RETRIES:
                raise workers_die(due[0], "process") from error


def _one_pool(
    task: Task[Job, Block],
    job: Job,
    due: deque[Replicates],
    remaining: Iterator[Replicates],
    backend: Backend,
) -> Generator[Block, None, None]:
    """Blocks from one pool of processes; ``due`` holds, in order, blocks taken but not yielded."""
    # The job travels with each block rather than with the start of a process: Python would wait
    # forever to send more than a pipe holds to a process that died as it started.
    work = pickle.dumps((task, job))
    pool = ProcessPoolExecutor(backend.width, get_context("spawn"), initializer=_leave_ctrl_c)
    with _pool(pool):
        waiting = deque(pool.submit(_packed_block, work, s.first, s.count) for s in due)
        window = WAITING_PER_WORKER * backend.width
        while True:
            while len(waiting) < window and (span := next(remaining, None)) is not None:
                due.append(span)
                waiting.append(pool.submit(_packed_block, work, span.first, span.count))
            if not waiting:
                return
            yield waiting.popleft().result()


BACKENDS: dict[
    str, Callable[[Any, Any, Iterable[Replicates], Backend], Generator[Any, None, None]]
] = {
    "threads": _on_threads,
    "processes": _on_processes,
    "dask": on_dask,
}
"""The ways to compute blocks, by name; a new one is one more entry."""
