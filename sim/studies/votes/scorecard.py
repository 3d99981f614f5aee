"""Score forecasts of votes: by draft and member, with intervals and calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.domain.intervals import Interval, wilson
from sim.studies.votes.scores import SMALLEST, Scores, logs, scores

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BINS = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0)
"""Edges of the calibration bins; finer where most forecasts are."""

RESAMPLES = 2000
"""Resamples of drafts for an interval."""


@dataclass(frozen=True)
class RecordedForecast:
    """The forecast of one ballot, and the result.

    Attributes:
        scenario, draft: Names.
        members: M codes.
        probability: ``(3, M)`` yes, abstain, no.
        cast: ``(M,)`` row of the vote that was cast.
        adopted: Forecast probability of adoption.
        passed: Whether it was adopted; None if that is not on record.
    """

    scenario: str
    draft: str
    members: tuple[str, ...]
    probability: Floats
    cast: Ints
    adopted: float
    passed: bool | None


@dataclass(frozen=True)
class ForecasterCard:
    """The scores of one forecaster.

    Attributes:
        name: The forecaster.
        all: Scores over all votes.
        log_score: Mean log probability, with the interval from resampling drafts.
        behind: The model's log score minus this one's, likewise; None for the model.
        adoption_log, adoption_brier: Mean scores of the forecasts of adoption, by draft.
        adoption_hits: Drafts whose more likely fate occurred.
        drafts: Number of drafts whose outcome is on record; without any, the scores of adoption
            are None.
    """

    name: str
    all: Scores
    log_score: Interval
    behind: Interval | None
    adoption_log: float | None
    adoption_brier: float | None
    adoption_hits: int
    drafts: int


def joined_votes(forecasts: Sequence[RecordedForecast]) -> tuple[Floats, Ints]:
    """All votes of several drafts: ``(3, M)`` and ``(M,)``."""
    return (
        np.concatenate([f.probability for f in forecasts], axis=1),
        np.concatenate([f.cast for f in forecasts]),
    )


def forecaster_card(
    name: str,
    forecasts: Sequence[RecordedForecast],
    model: Sequence[RecordedForecast] | None,
    seed: int,
) -> ForecasterCard:
    """The scores of a forecaster, compared with the model's if that is another one."""
    probability, cast = joined_votes(forecasts)
    sums, counts = _sums(forecasts)
    behind = None
    if model is not None:
        behind = resampled(_sums(model)[0] - sums, counts, seed)
    chance, passed = _fates(forecasts)
    hit = np.where(passed, chance, 1.0 - chance)
    return ForecasterCard(
        name=name,
        all=scores(probability, cast),
        log_score=resampled(sums, counts, seed),
        behind=behind,
        adoption_log=float(np.log(np.maximum(hit, SMALLEST)).mean()) if hit.size else None,
        adoption_brier=float(((chance - passed) ** 2).mean()) if hit.size else None,
        adoption_hits=int(((chance > 0.5) == passed).sum()),
        drafts=hit.size,
    )


def _fates(forecasts: Sequence[RecordedForecast]) -> tuple[Floats, NDArray[np.bool_]]:
    """Chances of adoption, and whether the draft was adopted, where that is on record."""
    known = [f for f in forecasts if f.passed is not None]
    passed = np.array([f.passed for f in known], dtype=np.bool_)
    return np.array([f.adopted for f in known], dtype=np.float64), passed


def _sums(forecasts: Sequence[RecordedForecast]) -> tuple[Floats, Floats]:
    sums = np.array([float(logs(f.probability, f.cast).sum()) for f in forecasts])
    return sums, np.array([float(f.cast.size) for f in forecasts])


def resampled(sums: Floats, counts: Floats, seed: int) -> Interval:
    """A mean per vote, with the range over resamples of whole drafts (percentile bootstrap).

    Args:
        sums: ``(D,)`` sum over each draft's votes.
        counts: ``(D,)`` votes of each draft.
        seed: Seed of the resamples.
    """
    picks = np.random.default_rng(seed).integers(0, sums.size, (RESAMPLES, sums.size))
    means = sums[picks].sum(axis=1) / counts[picks].sum(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return Interval(float(sums.sum() / counts.sum()), float(low), float(high))


def scores_by_member(forecasts: Sequence[RecordedForecast]) -> dict[str, Scores]:
    """Scores of each member's votes."""
    votes: dict[str, list[tuple[Floats, int]]] = {}
    for forecast in forecasts:
        for place, code in enumerate(forecast.members):
            entry = (forecast.probability[:, place], int(forecast.cast[place]))
            votes.setdefault(code, []).append(entry)
    return {
        code: scores(
            np.array([p for p, _ in own]).T, np.array([vote for _, vote in own], dtype=np.int64)
        )
        for code, own in sorted(votes.items())
    }


@dataclass(frozen=True)
class Bin:
    """A bin of forecasts: their number, their mean, and the observed share."""

    forecast: float
    observed: float
    low: float
    high: float
    count: int


def calibration_bins(chance: Floats, occurred: NDArray[np.bool_]) -> list[Bin]:
    """Forecast probabilities ``(M,)`` in bins, with the observed shares (Wilson intervals)."""
    place = np.clip(np.searchsorted(BINS, chance, side="right") - 1, 0, len(BINS) - 2)
    out = []
    for bin_ in range(len(BINS) - 1):
        inside = place == bin_
        count = int(inside.sum())
        if count:
            hits = int(occurred[inside].sum())
            low, high = wilson(hits, count)
            out.append(Bin(float(chance[inside].mean()), hits / count, low, high, count))
    return out


def vote_calibration(forecasts: Sequence[RecordedForecast]) -> list[Bin]:
    """Calibration of the probability of a yes."""
    probability, cast = joined_votes(forecasts)
    return calibration_bins(probability[0], cast == 0)


def adoption_calibration(forecasts: Sequence[RecordedForecast]) -> list[Bin]:
    """Calibration of the probability of adoption."""
    return calibration_bins(*_fates(forecasts))
