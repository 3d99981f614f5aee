"""Blocks of replicates on a Dask cluster (extra ``cluster``).

The scheduler reassigns a block when its worker dies. This module bounds how many blocks are in
flight, yields them in order, retries blocks that the scheduler gave up, and refuses a cluster whose
workers run another version of the engine.
"""

from __future__ import annotations

import logging
import socket
import uuid
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from sim.domain.errors import CouncilError
from sim.engines.blocks import RETRIES, WAITING_PER_WORKER, Backend, Replicates, workers_die
from sim.engines.fingerprint import fingerprint

Client = Any
"""``distributed.Client``, whose methods are not typed."""

Job = TypeVar("Job")
Block = TypeVar("Block")

CONNECT_SECONDS = 20
"""How long to wait for a scheduler, and then for its first worker."""


def on_dask(
    task: Callable[[Job, int, int], Block], job: Job, wanted: Iterable[Replicates], backend: Backend
) -> Generator[Block, None, None]:
    """Blocks of ``wanted`` in order, computed by the workers of ``backend.address``.

    Raises:
        CouncilError: Dask is not installed; or the scheduler does not answer, has no workers or is
            lost; or its workers run another version; or a block's workers die repeatedly.
    """
    with _connected(backend.address) as client, _scheduler_there():
        remaining = iter(wanted)
        waiting: deque[tuple[Replicates, Any]] = deque()
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
                yield _patiently(submit, *waiting.popleft())
        finally:
            with suppress(*_gone()):
                client.cancel([future for _, future in waiting])


def _submitter(
    client: Client, task: Callable[[Job, int, int], Any], job: Job
) -> Callable[[Replicates], Any]:
    run, engine = uuid.uuid4().hex, fingerprint()

    def submit(span: Replicates) -> Any:
        # A new key each time: a retried block must not get its own cached failure.
        key = f"worlds-{run}-{span.first}-{uuid.uuid4().hex[:8]}"
        work = (task, job, span.first, span.count)
        return client.submit(_same_engine, engine, *work, key=key, pure=False)

    return submit


def _same_engine(
    engine: str, task: Callable[[Job, int, int], Block], job: Job, first: int, count: int
) -> Block:
    """On a worker: compute the block, if this worker runs the same engine as the caller.

    Raises:
        CouncilError: when it does not.
    """
    if fingerprint() != engine:
        raise CouncilError(
            "a worker of the cluster runs another version of council-sim than this machine",
            where=socket.gethostname(),
            why=f"its engine is {fingerprint()}, not {engine}: its worlds could differ",
            remedy="install the same version of council-sim on all machines",
        )
    return task(job, first, count)


def _patiently(submit: Callable[[Replicates], Any], span: Replicates, future: Any) -> Any:
    """The block of ``future``, resubmitted while its workers die."""
    from distributed import KilledWorker

    for attempt in range(RETRIES + 1):
        try:
            return future.result()
        except KilledWorker as error:
            if attempt == RETRIES:
                raise workers_die(span, "Dask worker") from error
            future = submit(span)
    raise AssertionError("the last attempt returns or raises")


def _gone() -> tuple[type[Exception], ...]:
    """The exceptions that a lost scheduler raises."""
    from distributed.client import FutureCancelledError
    from distributed.comm.core import CommClosedError

    return (CommClosedError, FutureCancelledError)


@contextmanager
def _scheduler_there() -> Iterator[None]:
    """Report the loss of the scheduler as a CouncilError, whichever call it surfaces in."""
    try:
        yield
    except _gone() as error:
        raise CouncilError(
            "the Dask scheduler was lost",
            why=str(error).splitlines()[0] if str(error) else type(error).__name__,
            remedy="start the scheduler and its workers again, then add --resume; finished parts "
            "are kept",
        ) from error


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    try:
        import distributed
    except ImportError as error:
        raise CouncilError(
            "running on a cluster needs Dask, which is not installed here",
            remedy="pip install 'council-sim[cluster]'",
        ) from error
    # A lost worker or scheduler is reported once by our error, not by log lines of every retry.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        connect: Client = distributed.Client
        client = connect(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise CouncilError(
            f"no Dask scheduler answers at '{address}'",
            why=str(error).splitlines()[0] if str(error) else type(error).__name__,
            remedy="start one with 'dask scheduler' and pass the address that it prints, such as "
            "tcp://10.0.0.5:8786",
        ) from error
    try:
        _ready(client, address)
        yield client
    finally:
        client.close()


def _ready(client: Client, address: str) -> None:
    """Wait for a first worker."""
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except TimeoutError as error:
        raise CouncilError(
            f"the Dask scheduler at {address} has no workers",
            remedy=f"start some with 'dask worker {address}'",
        ) from error
