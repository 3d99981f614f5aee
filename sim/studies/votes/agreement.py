"""A single run beside what happened: hits and proper scores, with two baselines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Vote
from sim.scenario.estimates import shipped_estimates
from sim.scenario.schema import Record, Scenario
from sim.studies.votes.scores import CHOICES, Scores, scores

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LAPLACE = 1.0
"""What is added to the count of each vote before a share is taken (Laplace's rule)."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """Scores on the recorded votes; the fields are the published names."""

    hits: int
    of: int
    log_score: float
    brier: float


@dataclass(frozen=True, slots=True)
class AgreementWithRecord:
    """A run's scores on the recorded votes, and those of baselines by their names."""

    hits: int
    of: int
    log_score: float
    brier: float
    baselines: dict[str, Agreed]


def agreement_with_record(
    probability: Floats, drafts: Sequence[str], members: Sequence[str], scenario: Scenario
) -> AgreementWithRecord | None:
    """The scores of a run against ``record_of_votes``; None where nothing of it can be scored.

    Args:
        probability: ``(D, 3, N)`` mean exact probabilities of yes, abstain, no; NaN where a draft
            was never put.
        drafts: D symbols.
        members: N codes.
        scenario: The scenario with its record.
    """
    record = scenario.record_of_votes
    if record is None:
        return None
    places = [
        (d, i, Vote.from_word(record.votes[symbol][code]))
        for d, symbol in enumerate(drafts)
        for i, code in enumerate(members)
        if code in record.votes.get(symbol, {}) and np.isfinite(probability[d, :, i]).all()
    ]
    places = [place for place in places if place[2] in CHOICES]
    if not places:
        return None
    forecast = np.array([probability[d, :, i] for d, i, _ in places]).T
    cast = np.array([int(vote) for _, _, vote in places], dtype=np.int64)
    named = [(drafts[d], members[i]) for d, i, _ in places]
    rivals = {
        "always_yes": np.array([always_yes_chances() for _ in named]).T,
        "assembly": np.array([as_usual(record, draft, code) for draft, code in named]).T,
    }
    own = scores(forecast, cast)
    return AgreementWithRecord(
        own.hits,
        own.votes,
        own.log_score,
        own.brier,
        {name: _agreed(scores(chance, cast)) for name, chance in rivals.items()},
    )


def _agreed(scores: Scores) -> Agreed:
    return Agreed(scores.hits, scores.votes, scores.log_score, scores.brier)


def smoothed(counts: Sequence[float]) -> Floats:
    """``(3,)`` shares of yes, abstain, no by Laplace's rule."""
    raised = np.asarray(counts, dtype=np.float64) + LAPLACE
    out: Floats = raised / raised.sum()
    return out


def always_yes_chances() -> Floats:
    """``(3,)`` "yes", as sure as the ballots before make it that the shipped estimates rest on."""
    return smoothed(shipped_estimates().votes)


def as_usual(record: Record, draft: str, member: str) -> Floats:
    """``(3,)`` the member's vote on the Assembly's texts, reversed for their opponents' drafts.

    A mean of m over n texts counts as n |m| votes of its sign and n (1 - |m|) abstentions. Of a
    member without a record all three votes are as likely.
    """
    counts = assembly_counts(record.assembly, record.assembly_texts, member)
    return smoothed(counts[::-1] if draft in record.assembly_opposed else counts)


def assembly_counts(means: Mapping[str, float], texts: int, member: str) -> list[float]:
    """Counts of yes, abstain and no that a mean over ``texts`` Assembly texts stands for."""
    if member not in means:
        return [0.0, 0.0, 0.0]
    mean = means[member]
    return [texts * max(mean, 0.0), texts * (1.0 - abs(mean)), texts * max(-mean, 0.0)]
