"""Blocks of replicates: how they are cut, and the settings of the backend that computes them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from sim.domain.counts import WholeNumber
from sim.domain.errors import CouncilError

_WORKERS = WholeNumber("workers", None, 4_096)
_BLOCK = WholeNumber("block", None, 1_000_000)

RETRIES = 3
"""How often a block is retried after its worker process died."""

WAITING_PER_WORKER = 2
"""Blocks in progress or waiting to be yielded, per worker; bounds the memory used."""

LOCAL_BLOCK = 1_000
"""Replicates per block on this machine: Ctrl-C takes effect after at most one block."""

CLUSTER_BLOCK = 10_000
"""Replicates of a block on a cluster, whose scheduler costs a millisecond or two per block."""


@dataclass(frozen=True)
class Replicates:
    """The replicates ``first`` up to, not including, ``first + count``."""

    first: int
    count: int


@dataclass(frozen=True)
class Backend:
    """How blocks are computed: ``kind`` threads, processes or dask; ``workers`` 0 for all cores.

    ``block`` is the number of replicates computed at a time (0: the default of the kind) and
    ``address`` that of the Dask scheduler. None of these changes a result.
    """

    kind: str = "threads"
    workers: int = 0
    address: str = ""
    block: int = 0

    def __post_init__(self) -> None:
        """Refuse numbers that are not whole, or far beyond any machine.

        Raises:
            UsageError: for such a number; negative ones are refused where blocks are computed.
        """
        _WORKERS.of(self.workers)
        _BLOCK.of(self.block)

    @property
    def width(self) -> int:
        """How many blocks are computed at once on this machine."""
        return self.workers or cores()

    def size_for(self, replicates: int) -> int:
        """Replicates per block for a job of ``replicates``, small enough to occupy every worker."""
        usual = CLUSTER_BLOCK if self.kind == "dask" else LOCAL_BLOCK
        share = -(-replicates // (WAITING_PER_WORKER * self.width))
        return self.block or max(1, min(usual, share))


def cores() -> int:
    """The processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def spans(first: int, count: int, size: int) -> Iterator[Replicates]:
    """Cut ``count`` replicates from ``first`` on into blocks of ``size``; the last may be short."""
    for start in range(first, first + count, size):
        yield Replicates(start, min(size, first + count - start))


def workers_die(span: Replicates, what: str) -> CouncilError:
    """The error for a block whose workers died more than ``RETRIES`` times."""
    return CouncilError(
        f"the {what} that computes worlds {span.first} to {span.first + span.count - 1} "
        f"died {RETRIES + 1} times",
        why="the usual cause is that the machine ran out of memory",
        remedy="use fewer workers or smaller blocks, and add --resume; finished parts are kept",
    )
