"""The real ensemble gives the same bytes whatever computes it and however it is cut."""

from __future__ import annotations

import pytest

from sim.engines.backends import Backend, compute, spans
from sim.engines.work import Job, worlds
from sim.negotiation.setting import Setting
from sim.scenario.load import load
from tests.engines.test_backends import digest

REPLICATES = 130


@pytest.fixture(scope="module")
def job() -> Job:
    return Job(Setting(load("aleppo-2016-10-08")), seed=3)


@pytest.fixture(scope="module")
def one_block(job: Job) -> str:
    return digest(iter([worlds(job, 0, REPLICATES)]))


@pytest.mark.parametrize(("workers", "size"), [(1, 50), (2, 33), (3, 1 + REPLICATES // 4)])
def test_threads(job: Job, one_block: str, workers: int, size: int) -> None:
    blocks = compute(worlds, job, spans(0, REPLICATES, size), Backend(workers=workers))
    assert digest(blocks) == one_block


def test_single_worlds(job: Job) -> None:
    alone = digest(compute(worlds, job, spans(60, 3, 1), Backend(workers=1)))
    assert alone == digest(iter([worlds(job, 60, 3)]))


def test_processes(job: Job, one_block: str) -> None:
    backend = Backend("processes", workers=2)
    assert digest(compute(worlds, job, spans(0, REPLICATES, 40), backend)) == one_block


def test_seed_and_number_make_the_world(job: Job) -> None:
    assert digest(iter([worlds(job, 0, 20)])) != digest(iter([worlds(Job(job.setting, 4), 0, 20)]))
    with pytest.raises(ValueError, match="no worlds"):
        worlds(job, 0, 0)
