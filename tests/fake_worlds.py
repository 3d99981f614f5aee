"""Worlds that cost nothing: every number a plain function of the replicate and of its place."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sim.engines.worlds import Labels, Worlds

LABELS = Labels(
    drafts=("S/1", "S/2"),
    members=("CHN", "FRA", "RUS", "GBR", "USA"),
    issues=("no-fly", "exit", "aid"),
    parties=("city", "armed groups"),
)


@dataclass(frozen=True)
class FakeJob:
    """``pause`` seconds per replicate; ``trap`` makes a marked block kill its process once."""

    salt: int = 1
    pause: float = 0.0
    trap: str = ""
    trap_at: int = -1


def _uniform(shape: tuple[int, ...], replicates: np.ndarray, salt: int) -> np.ndarray:
    """Numbers in [0, 1) of shape (*shape, R): a multiplicative hash of place and replicate."""
    places = np.arange(int(np.prod(shape)), dtype=np.uint64).reshape(*shape, 1)
    mixed = (replicates.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = mixed ^ (places * np.uint64(0xBF58476D1CE4E5B9) + np.uint64(salt))
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0x94D049BB133111EB)
    return (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53


def fake_worlds(job: FakeJob, first: int, count: int) -> Worlds:
    """The fake worlds of some replicates; picklable, and the same bits for any block."""
    if job.pause:
        time.sleep(job.pause * count)
    if job.trap and first <= job.trap_at < first + count and not Path(job.trap).exists():
        Path(job.trap).write_text(str(os.getpid()))
        os._exit(17)
    r = np.arange(first, first + count)
    drafts, members = len(LABELS.drafts), len(LABELS.members)
    u = [_uniform((drafts,), r, job.salt * 100 + k) for k in range(4)]
    outcome = (u[0] * 5).astype(np.int8)
    raw = _uniform((drafts, 3, members), r, job.salt * 100 + 11) + 0.01
    p_vote = raw / (raw[:, 0:1] + raw[:, 1:2] + raw[:, 2:3])
    p_vote[np.broadcast_to(outcome[:, None, None] > 2, p_vote.shape)] = np.nan
    vote = (_uniform((drafts, members), r, job.salt * 100 + 12) * 3).astype(np.int8)
    kinds = [(vote == code).sum(axis=1) for code in (0, 1, 2, 3)]
    accepted = (_uniform((2,), r, job.salt * 100 + 13) * 12).astype(np.int16) - 2
    return Worlds(
        first=first,
        drafts=LABELS.drafts,
        members=LABELS.members,
        issues=LABELS.issues,
        parties=LABELS.parties,
        outcome=outcome,
        vote=vote,
        p_vote=p_vote,
        p_adopted=np.where(outcome <= 2, u[1], 0.0),
        tally=np.stack(kinds, axis=1).astype(np.int16),
        round=np.where(outcome == 4, -1, (u[2] * 9)).astype(np.int16),
        text=_uniform((drafts, len(LABELS.issues)), r, job.salt * 100 + 14),
        plan_accepted_round=np.maximum(accepted, -1).astype(np.int16),
        plan_carried_out=(accepted >= 0).all(axis=0),
        concession=u[3],
        left=_uniform((1,), r, job.salt * 100 + 16)[0],
        destruction=_uniform((1,), r, job.salt * 100 + 15)[0],
        statement=(_uniform((1,), r, job.salt * 100 + 17)[0] * 3).astype(np.int8),
    )
