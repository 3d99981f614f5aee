"""Blocks of replicates on a Dask cluster (extra ``cluster``).

The scheduler gives a block to another worker when its own dies; this room bounds how many blocks
are out, hands them on in order, asks again when the scheduler gives a block up, and refuses a
cluster whose workers run another engine.
"""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sim.domain.errors import CouncilError
from sim.engines.backends import RETRIES, WAITING_PER_WORKER, Backend, Span, workers_die
from sim.engines.fingerprint import fingerprint

Client = Any
"""``distributed.Client``, whose methods are not typed."""

Job = TypeVar("Job")
Block = TypeVar("Block")

CONNECT_SECONDS = 20
"""How long to wait for a scheduler, and then for its first worker."""


def on_dask(
    task: Callable[[Job, int, int], Block], job: Job, wanted: Iterable[Span], backend: Backend
) -> Generator[Block, None, None]:
    """The blocks of ``wanted`` in order, computed by the workers of ``backend.address``.

    Raises:
        CouncilError: Dask is not installed, the scheduler does not answer, has no workers, is
            lost, its workers run another version, or a block's workers die again and again.
    """
    with _connected(backend.address) as client:
        remaining = iter(wanted)
        waiting: deque[tuple[Span, Any]] = deque()
        submit = _submitter(client, task, job)
        try:
            while True:
                window = backend.workers or WAITING_PER_WORKER * sum(client.nthreads().values())
                while len(waiting) < max(window, 1):
                    span = next(remaining, None)
                    if span is None:
                        break
                    waiting.append((span, submit(span)))
                if not waiting:
                    return
                span, future = waiting.popleft()
                block = _patiently(submit, span, future)
                del future
                yield block
        finally:
            if waiting:
                client.cancel([future for _, future in waiting])


def _submitter(
    client: Client, task: Callable[[Job, int, int], Any], job: Job
) -> Callable[[Span], Any]:
    run = uuid.uuid4().hex

    def submit(span: Span) -> Any:
        # A fresh key each time: a block asked for again must not meet its own failure.
        key = f"worlds-{run}-{span.first}-{uuid.uuid4().hex[:8]}"
        return client.submit(task, job, span.first, span.count, key=key, pure=False)

    return submit


def _patiently(submit: Callable[[Span], Any], span: Span, future: Any) -> Any:
    """The block of ``future``, asked for again while its workers die."""
    from distributed import KilledWorker

    for attempt in range(RETRIES + 1):
        try:
            return future.result()
        except KilledWorker as error:
            if attempt == RETRIES:
                raise workers_die(span, "Dask worker") from error
            future = submit(span)
        except CouncilError:
            raise
        except Exception as error:
            if not _lost(error):
                raise
            raise CouncilError(
                "the Dask scheduler was lost",
                why=str(error).splitlines()[0] if str(error) else type(error).__name__,
                remedy="start the scheduler and its workers again; what is finished is kept: "
                "add --resume",
            ) from error
    raise AssertionError("the last attempt returns or raises")


def _lost(error: Exception) -> bool:
    """Whether an error of a future means that the scheduler is gone."""
    from distributed.client import FutureCancelledError
    from distributed.comm.core import CommClosedError

    return isinstance(error, (CommClosedError, FutureCancelledError))


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    try:
        import distributed
    except ImportError as error:
        raise CouncilError(
            "running on a cluster needs Dask, which is not installed here",
            remedy="pip install 'council-sim[cluster]'",
        ) from error
    try:
        connect: Client = distributed.Client
        client = connect(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise CouncilError(
            f"no Dask scheduler answers at '{address}'",
            why=str(error).splitlines()[0] if str(error) else type(error).__name__,
            remedy="start one with 'dask scheduler' and give the address that it prints, "
            "such as tcp://10.0.0.5:8786",
        ) from error
    try:
        _ready(client, address)
        yield client
    finally:
        client.close()


def _ready(client: Client, address: str) -> None:
    """Wait for a first worker and check that all workers run this engine."""
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except TimeoutError as error:
        raise CouncilError(
            f"the Dask scheduler at {address} has no workers",
            remedy=f"start some with 'dask worker {address}'",
        ) from error
    mine = fingerprint()
    told: dict[str, Any] = client.run(fingerprint, on_error="return")
    others = {name: theirs for name, theirs in told.items() if theirs != mine}
    if others:
        name, theirs = next(iter(others.items()))
        raise CouncilError(
            f"{len(others)} of the cluster's workers run another council-sim than this machine",
            where=name,
            why=f"the engine here is {mine}, there it is {theirs}: worlds could differ",
            remedy="install the same version of council-sim on all machines",
        )
