"""The ensemble's work as backends take it: a job that travels, and the worlds it stands for."""

from __future__ import annotations

from dataclasses import dataclass

from sim.engines.backends import spans
from sim.engines.ensemble import BLOCK, run_block
from sim.engines.worlds import Worlds, join
from sim.negotiation.setting import Setting


@dataclass(frozen=True)
class Job:
    """All that the worlds of an ensemble depend on beside their number: the setting, the seed."""

    setting: Setting
    seed: int


def worlds(job: Job, first: int, count: int) -> Worlds:
    """The replicates ``first`` up to, not including, ``first + count``, in blocks that fit caches.

    Raises:
        ValueError: when ``count`` is not positive.
    """
    return join(
        [run_block(job.setting, job.seed, s.first, s.count) for s in spans(first, count, BLOCK)]
    )
