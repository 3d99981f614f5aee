"""The published form of a backtest: the fields are the keys of the JSON and columns of the CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.studies.votes.backtest import Backtest, learnable
from sim.studies.votes.likelihood import RecordedCase
from sim.studies.votes.scorecard import (
    Bin,
    ForecasterCard,
    RecordedForecast,
    adoption_calibration,
    scores_by_member,
    vote_calibration,
)
from sim.studies.votes.scores import scores


@dataclass(frozen=True, slots=True)
class ForecasterScore:
    """One forecaster's scores on the votes, and on whether texts were adopted.

    Attributes:
        forecaster: its name; ``model`` is the engine.
        votes, hits: votes forecast, and those where the most likely vote was cast.
        log_score, low, high: mean log score with the 95 % range over resampled texts.
        behind_model, behind_low, behind_high: the model's log score minus this one's; None for the
            model.
        brier, balanced, rejected_f1: as in `Scores`; None if there is no such score.
        adoption_hits, drafts: texts whose more likely fate occurred, of those whose outcome is on
            record.
        adoption_log, adoption_brier: mean scores of the chances of adoption; None without such a
            text.
    """

    forecaster: str
    votes: int
    hits: int
    log_score: float
    low: float
    high: float
    behind_model: float | None
    behind_low: float | None
    behind_high: float | None
    brier: float
    balanced: float
    rejected_f1: float | None
    adoption_hits: int
    drafts: int
    adoption_log: float | None
    adoption_brier: float | None


@dataclass(frozen=True, slots=True)
class TextForecast:
    """The forecast of one recorded ballot, and the result; None unless all votes are on record."""

    scenario: str
    draft: str
    hits: int
    of: int
    log_score: float
    brier: float
    adopted: float
    passed: bool | None


@dataclass(frozen=True, slots=True)
class MemberVoteScore:
    """Scores of one member's votes."""

    votes: int
    hits: int
    log_score: float
    brier: float


@dataclass(frozen=True, slots=True)
class BacktestCalibration:
    """Forecasts in bins and the observed shares: of a yes, and of adoption."""

    yes: tuple[Bin, ...]
    adoption: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class PublishedBacktest:
    """The published answer.

    Attributes:
        method: how coefficients were chosen.
        scores: subset of the texts -> the forecasters, model first.
        drafts: each recorded ballot that was forecast.
        members: code -> scores.
        calibration: calibration of the model.
        unscored: texts that the model never put to the vote.
    """

    method: str
    scores: dict[str, tuple[ForecasterScore, ...]]
    drafts: tuple[TextForecast, ...]
    members: dict[str, MemberVoteScore]
    calibration: BacktestCalibration
    unscored: tuple[str, ...]


def published_backtest(
    backtest: Backtest, parts: Mapping[str, Sequence[str] | None]
) -> PublishedBacktest:
    """The backtest in its published form; ``parts`` are from :func:`parts_of`."""
    return PublishedBacktest(
        method=backtest.method,
        scores={title: scores_of(backtest, only) for title, only in parts.items()},
        drafts=tuple(text_forecast(forecast) for forecast in backtest.model),
        members={
            code: MemberVoteScore(
                member_scores.votes,
                member_scores.hits,
                member_scores.log_score,
                member_scores.brier,
            )
            for code, member_scores in scores_by_member(backtest.model).items()
        },
        calibration=BacktestCalibration(
            tuple(vote_calibration(backtest.model)), tuple(adoption_calibration(backtest.model))
        ),
        unscored=backtest.unscored,
    )


def parts_of(backtest: Backtest, cases: Sequence[RecordedCase]) -> dict[str, list[str] | None]:
    """Subsets of the drafts: all; and those used and not used for estimation, if there are both."""
    inside = [r.draft for case in cases if learnable(case) for r in case.recorded]
    forecast_drafts = {forecast.draft for forecast in backtest.model}
    before = [symbol for symbol in inside if symbol in forecast_drafts]
    after = [symbol for symbol in forecast_drafts if symbol not in inside]
    if before and after:
        return {"Earlier texts": before, "Never learned from": after}
    return {"All texts": None}


def scores_of(backtest: Backtest, only: Sequence[str] | None = None) -> tuple[ForecasterScore, ...]:
    """The scores of every forecaster, on all texts or on those in ``only``."""
    return tuple(_score(card) for card in backtest.cards(only))


def _score(card: ForecasterCard) -> ForecasterScore:
    behind, f1 = card.behind, card.all.rejected_f1
    return ForecasterScore(
        forecaster=card.name,
        votes=card.all.votes,
        hits=card.all.hits,
        log_score=card.log_score.value,
        low=card.log_score.low,
        high=card.log_score.high,
        behind_model=behind.value if behind else None,
        behind_low=behind.low if behind else None,
        behind_high=behind.high if behind else None,
        brier=card.all.brier,
        balanced=card.all.balanced,
        rejected_f1=None if f1 != f1 else f1,
        adoption_hits=card.adoption_hits,
        drafts=card.drafts,
        adoption_log=card.adoption_log,
        adoption_brier=card.adoption_brier,
    )


def text_forecast(forecast: RecordedForecast) -> TextForecast:
    """The forecast of one ballot with its scores."""
    result = scores(forecast.probability, forecast.cast)
    return TextForecast(
        forecast.scenario, forecast.draft, result.hits, result.votes, result.log_score,
        result.brier, forecast.adopted, forecast.passed,
    )  # fmt: skip
