"""What reports on studies draw: what-ifs, sweeps, sensitivity, flips, backtests, power."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sim.report.charts import (
    CalibrationBin,
)
from sim.report.data import Score
from sim.report.study import Study


@dataclass(frozen=True, slots=True)
class TextForecast:
    """The forecast of one recorded ballot, and its fate."""

    scenario: str
    draft: str
    hits: int
    of: int
    adopted: float
    """Forecast chance that it is adopted."""
    passed: bool


@dataclass(frozen=True, slots=True)
class Backtest:
    """Scores on recorded votes beside baselines, and the calibration of the forecasts.

    ``calibration`` is that of the chances of adoption or, where there are few texts, of a yes.
    """

    study: Study
    scores: tuple[Score, ...]
    calibration: tuple[CalibrationBin, ...]
    notes: tuple[str, ...] = ()
    method: str = ""
    texts: tuple[TextForecast, ...] = ()
    apart: Mapping[str, tuple[Score, ...]] = field(default_factory=dict)
    """Scores of a part of the texts by the part's name, where texts fall in parts."""
