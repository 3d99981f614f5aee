"""Joint probabilities of a ballot's votes: integrates out the draw that members share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from sim.studies.votes.base.forms import VoteForm, response_of
from sim.studies.votes.base.rows import NO, YES, BallotRows, Floats

NODES = 21
"""Points of the Gauss-Hermite rule; doubling them changes the log score by less than .0001."""

QUOTA = 9
"""Affirmative votes required for a decision; Charter, Article 27 as amended in 1965."""


@dataclass(frozen=True)
class Forecast:
    """A forecaster's forecast of every ballot.

    Attributes:
        joint: ``(B,)`` log probability of all votes that were cast, without the penholders'.
        unanimous: ``(B,)`` log probability that all of them are yes.
        chance: ``(3, R)`` marginal chances of each vote.
        adoption: ``(B,)`` chance that the text is adopted, with penholders voting yes.
    """

    joint: Floats
    unanimous: Floats
    chance: Floats
    adoption: Floats


@cache
def _rule(nodes: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    points, weights = np.polynomial.hermite_e.hermegauss(nodes)
    return tuple(points.tolist()), tuple((weights / weights.sum()).tolist())


def quadrature(form: VoteForm) -> tuple[Floats, Floats]:
    """Points of z and their log weights, ``(Z,)`` each; one point for a form without a draw."""
    if not form.shared:
        return np.zeros(1), np.zeros(1)
    points, weights = _rule(NODES)
    return np.array(points), np.log(np.array(weights))


def joint(form: VoteForm, theta: Floats, rows: BallotRows) -> Floats:
    """``(B,)`` log probability of the votes of each ballot."""
    cast, log_weight = log_chances_of_cast(form, theta, rows)
    return _mixed(rows.total(cast), log_weight)


def log_chances_of_cast(form: VoteForm, theta: Floats, rows: BallotRows) -> tuple[Floats, Floats]:
    """``(Z, R)`` log chance of each vote cast, 0 for penholders, and the points' log weights."""
    points, log_weight = quadrature(form)
    stance = form.stance(theta, rows) + form.contest(theta) * points[:, None]
    return _cast(response_of(form, theta, stance, rows).log_chance, rows), log_weight


def joint_and_slope(
    form: VoteForm, theta: Floats, rows: BallotRows, weight: Floats
) -> tuple[Floats, Floats]:
    """``joint``, and the derivative by theta of its sum weighted by ``(B,)``."""
    points, log_weight = quadrature(form)
    contest = form.contest(theta)
    stance = form.stance(theta, rows) + contest * points[:, None]
    response = response_of(form, theta, stance, rows)
    by_point = rows.total(_cast(response.log_chance, rows)) + log_weight[:, None]
    whole = _sum_of_exp(by_point)
    share = np.exp(by_point - whole) * weight
    by_stance, by_name = response.slopes(share[:, rows.ballot] * rows.forecast)
    slope = np.empty(len(form.parameters))
    per_vote = by_stance.sum(axis=0)
    for k, name in enumerate(form.parameters):
        if name == "presumption":
            slope[k] = per_vote.sum()
        elif name == "log contest":
            slope[k] = contest * float(points @ by_stance.sum(axis=1))
        elif name in by_name:
            slope[k] = by_name[name]
        else:
            slope[k] = per_vote @ rows.features[name]
    return whole, slope


def forecast_rows(form: VoteForm, theta: Floats, rows: BallotRows) -> Forecast:
    """The complete forecast of the ballots by a form."""
    points, log_weight = quadrature(form)
    stance = form.stance(theta, rows) + form.contest(theta) * points[:, None]
    log_chance = response_of(form, theta, stance, rows).log_chance
    return mixed_forecast(log_chance, log_weight, rows)


def independent(chance: Floats, rows: BallotRows) -> Forecast:
    """The forecast of a rule that gives each vote independently, ``(3, R)``."""
    log_chance = np.log(np.maximum(chance, 1e-12))[:, None]
    return mixed_forecast(log_chance, np.zeros(1), rows)


def mixed_forecast(log_chance: Floats, log_weight: Floats, rows: BallotRows) -> Forecast:
    """The forecast from chances ``(3, Z, R)`` at points of a shared draw."""
    weight = np.exp(log_weight)
    all_yes = rows.total(log_chance[YES] * rows.forecast)
    return Forecast(
        joint=_mixed(rows.total(_cast(log_chance, rows)), log_weight),
        unanimous=_mixed(all_yes, log_weight),
        chance=np.einsum("z,kzr->kr", weight, np.exp(log_chance)),
        adoption=weight @ adoption_chance(np.exp(log_chance), rows),
    )


def adoption_chance(chance: Floats, rows: BallotRows) -> Floats:
    """``(Z, B)`` chance of nine yes without a permanent member's no, votes independent given z.

    Penholders vote yes. Absent members are not among the rows and do not count towards nine.
    Source: Charter, Article 27(3).
    """
    yes = np.where(rows.pen, 1.0, chance[YES])
    other = np.where(rows.pen, 0.0, 1.0 - chance[YES] - np.where(rows.permanent, chance[NO], 0.0))
    size = len(rows.symbols)
    seat = np.arange(rows.ballot.size) - np.searchsorted(rows.ballot, rows.ballot)
    count = np.zeros((QUOTA + 1, chance.shape[1], size))  # the last row is nine or more
    count[0] = 1.0
    for place in range(int(seat.max()) + 1):
        here = np.flatnonzero(seat == place)
        at = rows.ballot[here]
        before = count[:, :, at]
        after = before * other[:, here]
        after[1:] += before[:-1] * yes[:, here]
        after[QUOTA] += before[QUOTA] * yes[:, here]
        count[:, :, at] = after
    carried: Floats = count[QUOTA]
    return carried


def _cast(log_chance: Floats, rows: BallotRows) -> Floats:
    """``(Z, R)`` log chance of the vote that was cast; 0 for penholders."""
    taken = np.take_along_axis(log_chance, rows.cast[None, None, :], axis=0)[0]
    return np.where(rows.forecast, taken, 0.0)


def _mixed(by_point: Floats, log_weight: Floats) -> Floats:
    return _sum_of_exp(by_point + log_weight[:, None])


def _sum_of_exp(values: Floats) -> Floats:
    top = values.max(axis=0)
    out: Floats = top + np.log(np.exp(values - top).sum(axis=0))
    return out
