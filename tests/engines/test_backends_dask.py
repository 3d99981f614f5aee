"""The same bytes from a real Dask scheduler whose workers are killed in the middle."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sim.domain.errors import CouncilError
from sim.engines.backends import Backend, compute, spans
from sim.engines.worlds import Worlds
from tests.engines.test_backends import ONE_BLOCK, digest
from tests.fake_worlds import FakeJob, fake_worlds

pytest.importorskip("distributed")
REPOSITORY = Path(__file__).resolve().parents[2]
FAST_DEATH = {
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s",
    "DASK_DISTRIBUTED__DEPLOY__LOST_WORKER_TIMEOUT": "1s",
    "DASK_DISTRIBUTED__ADMIN__SYSTEM_MONITOR__INTERVAL": "10s",
}


@dataclass
class Cluster:
    address: str
    scheduler: subprocess.Popen[str]
    folder: Path
    workers: list[subprocess.Popen[str]] = field(default_factory=list)

    def add_worker(self, path: Path = REPOSITORY) -> None:
        program = ("-m", "distributed.cli.dask_worker", self.address, "--nthreads", "1")
        options = ("--no-nanny", "--no-dashboard", "--local-directory", str(self.folder))
        self.workers.append(start(*program, *options, path=path))


def start(*arguments: str, path: Path = REPOSITORY) -> subprocess.Popen[str]:
    environment = {**os.environ, **FAST_DEATH, "PYTHONPATH": str(path)}
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=path,
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    arguments = ("-m", "distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard")
    scheduler = start(*arguments, "--host", "127.0.0.1")
    assert scheduler.stderr is not None
    for line in scheduler.stderr:
        if found := re.search(r"Scheduler at:\s+(tcp://\S+)", line):
            break
    else:
        pytest.fail("the scheduler did not start")
    _drain(scheduler)
    made = Cluster(found.group(1), scheduler, tmp_path)
    try:
        yield made
    finally:
        for process in (*made.workers, scheduler):
            with suppress(ProcessLookupError):
                process.kill()
            process.wait(20)
            if process.stderr:
                process.stderr.close()


def _drain(process: subprocess.Popen[str]) -> None:
    assert process.stderr is not None
    threading.Thread(target=lambda: [None for _ in process.stderr or ()], daemon=True).start()


@pytest.fixture
def two_workers(cluster: Cluster) -> Cluster:
    for _ in range(2):
        cluster.add_worker()
    for worker in cluster.workers:
        _drain(worker)
    return cluster


def blocks_of(cluster: Cluster, job: FakeJob, **options: int) -> Iterator[Worlds]:
    backend = Backend("dask", address=cluster.address, **options)
    return compute(fake_worlds, job, spans(0, 997, 50), backend)


def test_two_workers_give_the_same_bytes(two_workers: Cluster) -> None:
    assert digest(blocks_of(two_workers, FakeJob())) == ONE_BLOCK


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "ended"])
def test_a_worker_lost_in_the_middle_changes_nothing(two_workers: Cluster, how: int) -> None:
    blocks = blocks_of(two_workers, FakeJob(pause=0.002))
    seen = [next(blocks) for _ in range(4)]
    two_workers.workers[0].send_signal(how)
    seen += list(blocks)
    assert digest(iter(seen)) == ONE_BLOCK
    assert two_workers.workers[0].wait(20) is not None
    assert two_workers.workers[1].poll() is None


def test_a_worker_that_joins_late_takes_over_when_the_first_is_killed(cluster: Cluster) -> None:
    cluster.add_worker()
    blocks = blocks_of(cluster, FakeJob(pause=0.002))
    seen = [next(blocks) for _ in range(3)]
    cluster.workers[0].kill()
    cluster.add_worker()
    assert digest(iter(seen + list(blocks))) == ONE_BLOCK


def test_leaving_early_cancels_what_is_out(two_workers: Cluster) -> None:
    from distributed import Client

    blocks = blocks_of(two_workers, FakeJob(pause=0.002))
    next(blocks)
    blocks.close()
    with Client(two_workers.address, set_as_default=False) as client:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and any(client.processing().values()):
            time.sleep(0.05)
        assert not any(client.processing().values())


def _error(action: Callable[[], object]) -> CouncilError:
    with pytest.raises(CouncilError) as caught:
        action()
    return caught.value


def test_a_scheduler_that_dies_is_told_with_what_to_do(two_workers: Cluster) -> None:
    blocks = blocks_of(two_workers, FakeJob(pause=0.002))
    next(blocks)
    two_workers.scheduler.kill()
    error = _error(lambda: list(blocks))
    assert "scheduler was lost" in error.what
    assert "--resume" in error.remedy


def test_no_scheduler_no_workers(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.engines.cluster.CONNECT_SECONDS", 1)
    error = _error(lambda: list(blocks_of(cluster, FakeJob())))
    assert "has no workers" in error.what
    nowhere = Cluster("tcp://127.0.0.1:9", cluster.scheduler, cluster.folder)
    error = _error(lambda: list(blocks_of(nowhere, FakeJob())))
    assert "no Dask scheduler answers" in error.what
    nonsense = Cluster("nonsense://x", cluster.scheduler, cluster.folder)
    assert "no Dask scheduler answers" in _error(lambda: list(blocks_of(nonsense, FakeJob()))).what


def test_a_worker_with_another_engine_is_refused(
    two_workers: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.engines.cluster.fingerprint", lambda: "0123456789ab")
    error = _error(lambda: list(blocks_of(two_workers, FakeJob())))
    assert "runs another version of council-sim" in error.what
    assert "0123456789ab" in error.why
