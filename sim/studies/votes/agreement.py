"""Compare a single run with the record: hits and proper scores, with two baselines."""

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
"""Added to the count of each vote before shares are computed (Laplace's rule)."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """Scores on the recorded votes; the fields are the published names."""

    hits: int
    of: int
    log_score: float
    brier: float


@dataclass(frozen=True, slots=True)
class AgreementWithRecord:
    """A run's scores on the recorded votes, and those of baselines by name."""

    hits: int
    of: int
    log_score: float
    brier: float
    baselines: dict[str, Agreed]


def agreement_with_record(
    probability: Floats, drafts: Sequence[str], members: Sequence[str], scenario: Scenario
) -> AgreementWithRecord | None:
    """The scores of a run against ``record_of_votes``; None if none of it can be scored.

    Args:
        probability: ``(D, 3, N)`` mean exact probabilities of yes, abstain, no; NaN if a draft was
            never put.
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
        "climatology": np.array([climatology_chances() for _ in named]).T,
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
    """Shares by Laplace's rule, such as ``(3,)`` of yes, abstain, no."""
    raised = np.asarray(counts, dtype=np.float64) + LAPLACE
    out: Floats = raised / raised.sum()
    return out


def climatology_chances() -> Floats:
    """``(3,)`` shares of the three votes in the ballots behind the shipped estimates."""
    return smoothed(shipped_estimates().votes)


def as_usual(record: Record, draft: str, member: str) -> Floats:
    """``(3,)`` the member's usual vote on Assembly texts, reversed on opponents' drafts.

    A mean of m over n texts counts as n |m| votes of its sign and n (1 - |m|) abstentions. For a
    member without a record all three votes are equally likely.
    """
    counts = assembly_counts(record.assembly, record.assembly_texts, member)
    return smoothed(counts[::-1] if draft in record.assembly_opposed else counts)


def assembly_counts(means: Mapping[str, float], texts: int, member: str) -> list[float]:
    """Counts of yes, abstain and no that are equivalent to a mean over ``texts`` Assembly texts."""
    if member not in means:
        return [0.0, 0.0, 0.0]
    mean = means[member]
    return [texts * max(mean, 0.0), texts * (1.0 - abs(mean)), texts * max(-mean, 0.0)]
