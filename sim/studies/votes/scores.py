"""Scores of forecasts of votes: proper scores, and shares that are easier to read."""

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
"""Floor of probabilities whose logarithm is taken, so that one vote cannot dominate the score."""


@dataclass(frozen=True)
class Scores:
    """How well votes were forecast.

    Attributes:
        votes: Number of votes.
        hits: Votes where the most likely vote was cast, with ties as in ``likeliest``.
        log_score: Mean natural logarithm of the probability of the vote cast; higher is better.
        brier: Mean over votes of the summed squared errors of three probabilities; lower is better.
        balanced: Share of hits, averaged over the kinds of vote that occur.
        rejected_f1: F1 score for predicting a vote other than yes (abstentions and noes); NaN if
            there is none and none was predicted.
    """

    votes: int
    hits: int
    log_score: float
    brier: float
    balanced: float
    rejected_f1: float


def logs(probability: Floats, cast: Ints) -> Floats:
    """``(M,)`` log probability of the vote that was cast.

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
    """``(M,)`` the row of the most likely vote; ties go to abstention, then to yes."""
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
