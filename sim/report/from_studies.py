"""From the results of experiments to the data that study reports draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.report.charts import (
    CalibrationBin,
)
from sim.report.data import Score
from sim.report.study import Study
from sim.report.study_data import (
    Backtest,
    TextForecast,
)

if TYPE_CHECKING:
    from sim.studies.votes.backtest import Backtest as BacktestResult
    from sim.studies.votes.scorecard import Card

FEW_TEXTS = 10
"""Of fewer texts the calibration of single votes is drawn, not that of adoption."""


def backtest_data(
    study: Study, found: BacktestResult, parts: Mapping[str, list[str] | None], notes: Sequence[str]
) -> Backtest:
    """Scores over all texts and over each of ``parts``, with every text's forecast and fate."""
    from sim.studies.votes.scorecard import adoption_calibration, vote_calibration

    few = len(found.model) < FEW_TEXTS
    bins = vote_calibration(found.model) if few else adoption_calibration(found.model)
    texts = []
    for item in found.model:
        right = item.probability.argmax(axis=0) == item.cast
        texts.append(
            TextForecast(
                item.scenario, item.draft, int(right.sum()), len(item.cast),
                float(item.adopted), bool(item.passed),
            )
        )  # fmt: skip
    return Backtest(
        study,
        _cards(found.cards()),
        tuple(CalibrationBin(b.forecast, b.observed, b.low, b.high, b.count) for b in bins),
        tuple(notes),
        found.method,
        tuple(texts),
        {title: _cards(found.cards(only)) for title, only in parts.items() if only},
    )


def _cards(cards: Sequence[Card]) -> tuple[Score, ...]:
    return tuple(
        Score(card.name, card.all.hits, card.all.votes, card.log_score.value, card.all.brier)
        for card in cards
    )
