"""Scores of forecasts of votes: proper ones, and shares that people read more easily."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Vote

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CHOICES: tuple[Vote, ...] = (Vote.YES, Vote.ABSTAIN, Vote.NO)
"""The votes that are forecast, in the row order of probabilities."""

SMALLEST = 1e-12
"""Least probability whose logarithm is taken: one impossible vote is not the whole score."""


@dataclass(frozen=True)
class Scores:
    """How well votes were forecast.

    Attributes:
        votes: Number of votes.
        hits: How many were cast as was likeliest.
        log_score: Mean natural logarithm of the probability of what happened; higher is better.
        brier: Mean over votes of the summed squared errors of three probabilities; lower is better.
        balanced: Mean over the kinds of vote that occur of the share of hits.
        rejected_f1: F1 of calling a vote that is no yes (abstentions and noes); NaN where there
            is none and none was called.
    """

    votes: int
    hits: int
    log_score: float
    brier: float
    balanced: float
    rejected_f1: float


def logs(probability: Floats, cast: Ints) -> Floats:
    """``(M,)`` log probability of what happened.

    Args:
        probability: ``(3, M)`` yes, abstain, no.
        cast: ``(M,)`` row of the vote that was cast.
    """
    out: Floats = np.log(np.maximum(probability[cast, np.arange(cast.size)], SMALLEST))
    return out


def squares(probability: Floats, cast: Ints) -> Floats:
    """``(M,)`` Brier score of each vote, summed over the three choices (Brier 1950)."""
    happened = np.arange(3)[:, None] == cast
    out: Floats = ((probability - happened) ** 2).sum(axis=0)
    return out


def likeliest(probability: Floats) -> Ints:
    """``(M,)`` the row of the likeliest vote; a tie goes to abstention, then to yes."""
    order = np.array([Vote.ABSTAIN, Vote.YES, Vote.NO])
    out: Ints = order[np.argmax(probability[order], axis=0)].astype(np.int64)
    return out


def scores(probability: Floats, cast: Ints) -> Scores:
    """All scores of votes forecast by ``probability`` ``(3, M)`` and ``cast`` ``(M,)``.

    Raises:
        ValueError: when there is no vote to score.
    """
    if cast.size == 0:
        raise ValueError("there are no votes to score")
    called = likeliest(probability)
    hit = called == cast
    kinds = [hit[cast == kind].mean() for kind in np.unique(cast)]
    return Scores(
        votes=int(cast.size),
        hits=int(hit.sum()),
        log_score=float(logs(probability, cast).mean()),
        brier=float(squares(probability, cast).mean()),
        balanced=float(np.mean(kinds)),
        rejected_f1=_f1(called != Vote.YES, cast != Vote.YES),
    )


def _f1(called: NDArray[np.bool_], happened: NDArray[np.bool_]) -> float:
    both = int((called & happened).sum())
    either = int(called.sum()) + int(happened.sum())
    return 2.0 * both / either if either else float("nan")
