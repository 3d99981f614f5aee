"""How many worlds a second each engine makes, on the same scenario and the same kernels."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.sizes import flagship
from sim.engines.backends import Backend, compute, spans
from sim.engines.ensemble import BLOCK
from sim.engines.run import Job, worlds
from sim.negotiation.setting import Setting

TRIAL = 64
"""Worlds that tell how long a measurement will take."""

BLOCKS = 4
"""Blocks for each thread at least, so that the last one hardly idles."""

ROOT = Path(__file__).resolve().parents[1]


def job(setting: Setting | None = None) -> Job:
    """The work that is measured: the flagship with its drafting and fixed points."""
    return Job(setting or Setting(flagship()), seed=0)


def ensemble_rate(work: Job, threads: int, seconds: float) -> float:
    """Worlds a second of the ensemble on so many threads, over about ``seconds``."""
    begun = time.perf_counter()
    worlds(work, 0, TRIAL)
    alone = TRIAL / (time.perf_counter() - begun)
    block = max(TRIAL, min(BLOCK, int(alone * seconds / BLOCKS)))
    count = threads * block * max(BLOCKS, int(alone * seconds / block))
    backend = Backend("threads", workers=threads)
    begun = time.perf_counter()
    done = sum(made.count for made in compute(worlds, work, spans(0, count, block), backend))
    return done / (time.perf_counter() - begun)


def mesa_rate(work: Job, seconds: float, size: int = 1) -> float:
    """Worlds a second of the Mesa engine, so many replicates to a model, no data collected."""
    from sim.engines.council import CouncilModel

    done, begun = 0, time.perf_counter()
    while (spent := time.perf_counter() - begun) < seconds or not done:
        replicates = range(done, done + size)
        model = CouncilModel(work.setting, seed=work.seed, replicate=replicates, collect=False)
        model.run()
        model.close()
        done += size
    return done / spent


def uncompiled(replicates: int) -> dict[str, Any]:
    """Seconds a world of the same kernels as plain Python, and the operations they perform."""
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    command = [sys.executable, "-m", "benchmarks.operations", str(replicates)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def negmas_rate(seconds: float) -> float | None:
    """Alternating offers of the same size in NegMAS a second; ``None`` where it is not installed.

    As many negotiators as the Council has members, one issue for each of the codebook with five
    values, as many steps as the scenario has rounds, linear additive utilities from the members'
    positions and saliences at their centres.
    """
    try:
        from benchmarks.negmas_peer import negotiate
    except ImportError:
        return None
    done, begun = 0, time.perf_counter()
    while (spent := time.perf_counter() - begun) < seconds or not done:
        negotiate(done)
        done += 1
    return done / spent
