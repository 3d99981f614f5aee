"""Forecast left-out dossiers, and choose a form using the other dossiers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np

from sim.engines.parallel import Mapper, map_in_order
from sim.studies.votes.base.estimation import PENALTY, Fitted, Penalty, fit_form
from sim.studies.votes.base.forms import VoteForm
from sim.studies.votes.base.joint import Forecast, forecast_rows, joint
from sim.studies.votes.base.rows import BallotRows, Bools, Floats

Progress = Callable[[int], None]


@dataclass(frozen=True)
class LeftOut:
    """A form's forecasts of every dossier from estimates without it.

    Attributes:
        whole: The estimate from all dossiers.
        without: The estimate without each dossier.
        forecast: Forecast of all ballots, each by the estimate without its dossier.
    """

    whole: Fitted
    without: Mapping[str, Fitted]
    forecast: Forecast


def left_out(
    form: VoteForm,
    rows: BallotRows,
    *,
    penalty: Penalty = PENALTY,
    mapper: Mapper = map_in_order,
    progress: Progress | None = None,
) -> LeftOut:
    """Fit a form without each dossier in turn and forecast that dossier."""
    whole = fit_form(form, rows, penalty=penalty)

    def one(fold: str) -> Fitted:
        fitted = fit_form(form, rows.subset(~rows.on([fold])), near=whole.theta, penalty=penalty)
        if progress is not None:
            progress(1)
        return fitted

    without = dict(zip(rows.folds, mapper(one, rows.folds), strict=True))
    parts = [(rows.on([fold]), estimate) for fold, estimate in without.items()]
    return LeftOut(whole, without, gathered(rows, parts))


def gathered(rows: BallotRows, parts: Sequence[tuple[Bools, Fitted]]) -> Forecast:
    """Combine forecasts of some ballots by one estimate and of others by another."""
    size = len(rows.symbols)
    out = Forecast(
        np.full(size, np.nan), np.full(size, np.nan),
        np.full((3, len(rows.members)), np.nan), np.full(size, np.nan),
    )  # fmt: skip
    for ballots, fitted in parts:
        scatter(out, rows, ballots, forecast_rows(fitted.form, fitted.theta, rows.subset(ballots)))
    return out


def scatter(out: Forecast, rows: BallotRows, ballots: Bools, part: Forecast) -> None:
    """Write the forecast of some of the ballots into that of all."""
    out.joint[ballots] = part.joint
    out.unanimous[ballots] = part.unanimous
    out.adoption[ballots] = part.adoption
    out.chance[:, ballots[rows.ballot]] = part.chance


def rolling(form: VoteForm, rows: BallotRows, first: int, penalty: Penalty = PENALTY) -> Forecast:
    """Ballots of each year from ``first`` on, forecast from earlier years only; NaN before."""
    years = np.array([day.year for day in rows.days])
    near = fit_form(form, rows.subset(years < first), penalty=penalty)
    parts = []
    for year in sorted({int(y) for y in years if y >= first}):
        near = fit_form(form, rows.subset(years < year), near=near.theta, penalty=penalty)
        parts.append((years == year, near))
    return gathered(rows, parts)


def since(rows: BallotRows, day: date) -> Bools:
    """``(B,)`` ballots from ``day`` on."""
    return np.array([when >= day for when in rows.days])


@dataclass(frozen=True)
class FoldChoice:
    """The candidate chosen for one left-out dossier, and the scores of all candidates.

    Attributes:
        fold: The dossier, which was not used here.
        scores: Log score per vote of each candidate inside, in their order.
        best, chosen: Indices of the best, and of the simplest within one standard error of it.
    """

    fold: str
    scores: tuple[float, ...]
    best: int
    chosen: int


Candidate = tuple[VoteForm, Penalty]


def pairs_of(
    candidate: Candidate,
    rows: BallotRows,
    near: LeftOut,
    mapper: Mapper = map_in_order,
    progress: Progress | None = None,
) -> dict[frozenset[str], Floats]:
    """``(B,)`` joint log chances by the estimate without two dossiers, for every pair of them."""
    form, penalty = candidate

    def one(pair: tuple[str, str]) -> Floats:
        remaining = rows.subset(~rows.on(pair))
        fitted = fit_form(form, remaining, near=near.without[pair[0]].theta, penalty=penalty)
        out = np.full(len(rows.symbols), np.nan)
        here = rows.on(pair)
        out[here] = joint(form, fitted.theta, rows.subset(here))
        if progress is not None:
            progress(1)
        return out

    pairs = list(combinations(rows.folds, 2))
    return {frozenset(p): chances for p, chances in zip(pairs, mapper(one, pairs), strict=True)}


def choose_candidates(
    rows: BallotRows, inner: Sequence[Mapping[frozenset[str], Floats]]
) -> list[FoldChoice]:
    """For each dossier the simplest candidate within one standard error of the best inside.

    ``inner`` holds ``pairs_of`` each candidate, simplest first. The standard error is that of the
    difference over dossiers (the one-standard-error rule of Breiman et al. 1984).
    """
    return [_choose(rows, fold, inner) for fold in rows.folds]


def _choose(
    rows: BallotRows, fold: str, inner: Sequence[Mapping[frozenset[str], Floats]]
) -> FoldChoice:
    inside = [other for other in rows.folds if other != fold]
    votes = np.array([float((rows.weight * rows.votes)[rows.on([e])].sum()) for e in inside])
    sums = np.array([
        [float((rows.weight * pairs[frozenset((fold, e))])[rows.on([e])].sum()) for e in inside]
        for pairs in inner
    ])  # fmt: skip
    scores = sums.sum(axis=1) / votes.sum()
    best = int(np.argmax(scores))
    behind = (sums[best] - sums) / votes.mean()  # (candidate, dossier)
    error = behind.std(axis=1, ddof=1) / np.sqrt(len(inside))
    chosen = int(np.flatnonzero(behind.mean(axis=1) <= error)[0])
    return FoldChoice(fold, tuple(map(float, scores)), best, chosen)


def nested(
    rows: BallotRows, left_outs: Sequence[LeftOut], choices: Sequence[FoldChoice]
) -> Forecast:
    """Forecast each dossier with the candidate that was chosen without it."""
    parts = [
        (rows.on([choice.fold]), left_outs[choice.chosen].without[choice.fold])
        for choice in choices
    ]
    return gathered(rows, parts)
