"""Scores of forecasts of whole ballots, with intervals from resampling dossiers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from sim.domain.intervals import Interval
from sim.studies.votes.base.joint import Forecast
from sim.studies.votes.base.rows import YES, BallotRows, Bools, Floats
from sim.studies.votes.scores import likeliest

RESAMPLES = 4000


@dataclass(frozen=True)
class FormScore:
    """A forecaster's scores; logarithms are natural, higher is better.

    Attributes:
        ballots, votes: Numbers scored.
        all: Log score per vote: the joint log probability of each ballot's votes by members other
            than penholders, over all ballots, weighted by the number of ballots each represents.
        contested: The same over contested ballots, given that some member did not vote yes.
        yes_auc: Area under the curve of the chance of yes, for votes on contested ballots, given
            that some member did not vote yes.
        balanced: Mean share of hits over the kinds of vote, for the same votes and chances.
        adoption: Mean log probability of the text's actual fate, weighted as ``all``.
        failing: Mean chance of failure of ballots on which all voted yes.
    """

    ballots: int
    votes: int
    all: float
    contested: float
    yes_auc: float
    balanced: float
    adoption: float
    failing: float


def given_dissent(forecast: Forecast) -> Floats:
    """``(B,)`` joint log probability given that some member did not vote yes."""
    some = -np.expm1(np.minimum(forecast.unanimous, -1e-12))
    return forecast.joint - np.log(some)


def chance_given_dissent(forecast: Forecast, rows: BallotRows) -> Floats:
    """``(3, R)`` chances given that some member on the ballot did not vote yes."""
    all_yes = np.minimum(np.exp(forecast.unanimous), 1.0 - 1e-12)[rows.ballot]
    out = forecast.chance.copy()
    out[YES] = np.maximum(out[YES] - all_yes, 0.0)
    return out / (1.0 - all_yes)


def score(forecast: Forecast, rows: BallotRows, only: Bools | None = None) -> FormScore:
    """Scores of the ballots in ``only``, or of all."""
    here = np.ones(len(rows.symbols), dtype=bool) if only is None else only
    here = here & ~np.isnan(forecast.joint)
    contested = here & rows.contested
    selected = here[rows.ballot] & rows.forecast
    disputed = selected & rows.contested[rows.ballot]
    chance, cast = chance_given_dissent(forecast, rows)[:, disputed], rows.cast[disputed]
    hit = likeliest(chance) == cast
    kinds = [hit[cast == kind].mean() for kind in np.unique(cast)]
    fate = np.where(rows.adopted, forecast.adoption, 1.0 - forecast.adoption)
    whole = here & ~rows.contested
    return FormScore(
        ballots=int(here.sum()),
        votes=int(selected.sum()),
        all=_per_vote(forecast.joint, rows.weight * here, rows),
        contested=_per_vote(given_dissent(forecast), contested.astype(np.float64), rows),
        yes_auc=area(chance[YES], cast == YES),
        balanced=float(np.mean(kinds)) if kinds else float("nan"),
        adoption=_mean(np.log(np.maximum(fate, 1e-12)), rows.weight * here),
        failing=_mean(1.0 - forecast.adoption, rows.weight * whole),
    )


def _per_vote(per_ballot: Floats, weight: Floats, rows: BallotRows) -> float:
    used = weight > 0
    if not used.any():
        return float("nan")
    votes = float((weight * rows.votes).sum())
    return float(weight[used] @ per_ballot[used]) / votes


def _mean(values: Floats, weight: Floats) -> float:
    used = weight > 0
    return float(np.average(values[used], weights=weight[used])) if used.any() else float("nan")


def area(chance: Floats, occurred: Bools) -> float:
    """Chance that an event that occurred had a higher chance than another; ties count half."""
    yes = int(occurred.sum())
    no = occurred.size - yes
    if yes == 0 or no == 0:
        return float("nan")
    ranks = stats.rankdata(chance)
    return float((ranks[occurred].sum() - yes * (yes + 1) / 2) / (yes * no))


def ahead(
    model: Forecast, other: Forecast, rows: BallotRows, *, contested: bool = False, seed: int = 0
) -> Interval:
    """The lead of the model's log score over another's, with a 95 % interval over dossiers.

    Every comparison resamples the same dossiers.
    """
    if contested:
        gain = given_dissent(model) - given_dissent(other)
        weight = rows.contested.astype(np.float64)
    else:
        gain, weight = model.joint - other.joint, rows.weight
    sums = np.array([(weight * gain)[rows.on([f])].sum() for f in rows.folds])
    votes = np.array([(weight * rows.votes)[rows.on([f])].sum() for f in rows.folds])
    draw = np.random.default_rng(seed).integers(0, len(sums), (RESAMPLES, len(sums)))
    resampled = sums[draw].sum(axis=1) / np.maximum(votes[draw].sum(axis=1), 1.0)
    low, high = np.quantile(resampled, [0.025, 0.975])
    return Interval(float(sums.sum() / votes.sum()), float(low), float(high))
