"""Baselines on the base of ballots: simple rules, with and without the shared draw.

Each is fitted without the dossier that it forecasts. Baselines that use one feature of each vote
are an ordered logit on that feature; with the shared draw they have one draw per text.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.engines.parallel import Mapper, map_in_order
from sim.studies.votes.base.estimation import fit_form
from sim.studies.votes.base.folds import gathered, left_out, scatter
from sim.studies.votes.base.forms import VoteForm
from sim.studies.votes.base.joint import Forecast, independent
from sim.studies.votes.base.rows import YES, BallotRows, Bools, Floats

Rule = Callable[[BallotRows, Bools], Floats]
"""``(3, R)`` chances of all votes, estimated from the ballots ``(B,)`` marked as known."""

BY_FEATURE: dict[str, tuple[str, ...]] = {
    "climatology": (),
    "last vote on the matter": ("last yes", "last abstain", "last no"),
    "pen-holders' bloc": ("same place", "pen unknown"),
    "ideal points": ("ideal distance", "pen unknown"),
    "as usual in the Assembly": ("as usual", "pen unknown"),
}
"""Baselines that use one column of the rows."""
DRAW = ", shared draw"
STRENGTHS = (20.0, 200.0, 1000.0)
"""Weight of the average member in a member's rate, in votes; chosen inside the folds."""


def rivals(rows: BallotRows, mapper: Mapper = map_in_order) -> dict[str, Forecast]:
    """Every baseline's forecast of every ballot, by name."""
    out = {"always yes": by_rule(always_yes_rows, rows)}
    for name, features in BY_FEATURE.items():
        form = VoteForm(name, features, "ordered", shared=False, veto=False)
        out[name] = left_out(form, rows, mapper=mapper).forecast
    out["member's rate elsewhere"] = by_rule(member_rate, rows)
    for name, features in BY_FEATURE.items():
        form = VoteForm(name, features, "ordered", veto=False)
        out[name + DRAW] = left_out(form, rows, mapper=mapper).forecast
    out["member's rate elsewhere" + DRAW] = with_draw(member_rate, rows, mapper)
    return out


def by_rule(rule: Rule, rows: BallotRows) -> Forecast:
    """A rule's forecast of each dossier, estimated from the others; votes are independent."""
    out = gathered(rows, [])
    for fold in rows.folds:
        here = rows.on([fold])
        chance = rule(rows, ~here)[:, here[rows.ballot]]
        scatter(out, rows, here, independent(chance, rows.subset(here)))
    return out


def with_draw(rule: Rule, rows: BallotRows, mapper: Mapper = map_in_order) -> Forecast:
    """The same with a draw that members share: the rule's log odds of yes are the only feature.

    On the ballots that the feature's weight is estimated from, the rule uses neither their own
    dossier nor the one that is forecast.
    """
    form = VoteForm("rule", ("log odds",), "ordered", veto=False)

    def one(fold: str) -> tuple[Bools, BallotRows]:
        held = rows.on([fold])
        column = np.empty(len(rows.members))
        for other in rows.folds:
            here = rows.on([other])
            odds = _log_odds(rule(rows, ~(held | here)))
            column[here[rows.ballot]] = odds[here[rows.ballot]]
        return held, rows.with_features(**{"log odds": column})

    out = gathered(rows, [])
    for held, answer in mapper(one, rows.folds):
        fitted = fit_form(form, answer.subset(~held))
        scatter(
            out, rows, held, gathered(answer.subset(held), [(np.ones(held.sum(), bool), fitted)])
        )
    return out


def _log_odds(chance: Floats) -> Floats:
    yes = np.clip(chance[YES], 1e-6, 1 - 1e-6)
    out: Floats = np.log(yes / (1.0 - yes))
    return out


def vote_shares(rows: BallotRows, known: Bools) -> Floats:
    """``(3,)`` weighted shares of yes, abstain and no, each with half a vote added."""
    weight = (rows.weight * known)[rows.ballot] * rows.forecast
    count = np.bincount(rows.cast, weights=weight, minlength=3) + 0.5
    out: Floats = count / count.sum()
    return out


def always_yes_rows(rows: BallotRows, known: Bools) -> Floats:
    """A yes with the frequency of yes; the rest is split evenly."""
    yes = vote_shares(rows, known)[YES]
    return np.repeat(np.array([[yes], [(1 - yes) / 2], [(1 - yes) / 2]]), len(rows.members), axis=1)


def member_rate(rows: BallotRows, known: Bools) -> Floats:
    """A member's own shares in the known ballots, shrunk to the average by their number."""
    dossiers = [fold for fold in rows.folds if (rows.on([fold]) & known).any()]
    strength = max(STRENGTHS, key=lambda k: _inside(rows, known, dossiers, k))
    return _rates(rows, known, strength)


def _inside(rows: BallotRows, known: Bools, dossiers: list[str], strength: float) -> float:
    """Log likelihood of each known dossier, predicted from the others."""
    total = 0.0
    for fold in dossiers:
        here = rows.on([fold]) & known
        chance = _rates(rows, known & ~here, strength)
        weight = (rows.weight * here)[rows.ballot] * rows.forecast
        total += float(weight @ np.log(chance[rows.cast, np.arange(rows.cast.size)]))
    return total


def _rates(rows: BallotRows, known: Bools, strength: float) -> Floats:
    names, who = np.unique(np.array(rows.members), return_inverse=True)
    weight = (rows.weight * known)[rows.ballot] * rows.forecast
    counts = np.zeros((3, names.size))
    np.add.at(counts, (rows.cast, who), weight)
    prior = vote_shares(rows, known)[:, None]
    rate: Floats = (counts + strength * prior) / (counts.sum(axis=0) + strength)
    return rate[:, who]
