"""Small bases of ballots for tests."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from sim.studies.votes.base.forms import VoteForm, log_sigmoid
from sim.studies.votes.base.rows import BallotRows, Floats

PERMANENT = ("CHN", "FRA", "GBR", "RUS", "USA")
ELECTED = tuple(f"E{k:02d}" for k in range(10))
FEATURES = (
    "closeness", "closeness by change", "change", "favoured", "diluted gain", "pen unknown",
    "statements", "same place", "as usual", "ideal distance", "last yes", "last abstain",
    "last no", "earlier", "roll calls", "remembered",
)  # fmt: skip


def made(
    cast: list[list[int]],
    *,
    dossiers: list[str] | None = None,
    members: tuple[str, ...] = (*PERMANENT, *ELECTED),
    pens: tuple[str, ...] = (),
    weight: list[float] | None = None,
    **features: Floats,
) -> BallotRows:
    """Ballots of a day each; ``cast[b]`` are the votes of the first members."""
    size = [len(votes) for votes in cast]
    who = tuple(code for votes in cast for code in members[: len(votes)])
    flat = np.array([vote for votes in cast for vote in votes], dtype=np.int64)
    names = dossiers or ["a"] * len(cast)
    columns = {name: np.zeros(flat.size) for name in FEATURES} | features
    return BallotRows(
        symbols=tuple(f"S/{k}" for k in range(len(cast))),
        dossiers=tuple(names),
        days=tuple(date(2000, 1, 1) + timedelta(days=100 * k) for k in range(len(cast))),
        weight=np.ones(len(cast)) if weight is None else np.array(weight),
        contested=np.array([any(votes) for votes in cast]),
        adopted=np.array([votes.count(0) >= 9 for votes in cast]),
        ballot=np.repeat(np.arange(len(cast)), size),
        members=who,
        cast=flat,
        pen=np.array([code in pens for code in who]),
        permanent=np.array([code in PERMANENT for code in who]),
        features=columns,
    )


def simulated(form: VoteForm, theta: Floats, ballots: int, seed: int) -> BallotRows:
    """Ballots of fifteen members drawn from an ordered form on closeness, in five dossiers."""
    rng = np.random.default_rng(seed)
    blank = made([[0] * 15] * ballots, dossiers=[f"d{k % 5}" for k in range(ballots)])
    change = np.repeat(rng.exponential(0.7, ballots), 15)
    near = rng.normal(0, 0.4, blank.cast.size)
    rows = blank.with_features(
        closeness=near, change=change, **{"closeness by change": near * change}
    )
    draw = form.contest(theta) * rng.normal(size=ballots)
    stance = form.stance(theta, rows) + draw[rows.ballot]
    cut = np.exp(form.at(theta, "alpha"))
    luck = rng.random(rows.cast.size)
    yes, no = np.exp(log_sigmoid(stance - cut)), np.exp(log_sigmoid(-stance - cut))
    cast = np.where(luck < yes, 0, np.where(luck > 1 - no, 2, 1))
    votes = cast.reshape(ballots, 15).tolist()
    return made(votes, dossiers=list(rows.dossiers), **rows.features)
