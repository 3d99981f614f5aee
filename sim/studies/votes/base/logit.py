"""A penalised multinomial logit on the same features, by scikit-learn (extra ``baselines``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from sim.studies.votes.base.rivals import Rule
from sim.studies.votes.base.rows import BallotRows, Bools, Floats

FEATURES = ("closeness", "closeness by change", "change", "favoured", "pen unknown")
STRENGTHS = (0.01, 0.1, 1.0, 10.0)
"""Inverse penalties to choose from inside the folds."""


def penalised_logit(rows: BallotRows, known: Bools) -> Floats:
    """``(3, R)`` chances by a logit fitted to the known ballots, which also choose its penalty.

    Raises:
        ModuleNotFoundError: when scikit-learn is not installed.
    """
    folds = [fold for fold in rows.folds if (rows.on([fold]) & known).any()]
    best = max(STRENGTHS, key=lambda strength: _inside(rows, known, folds, strength))
    return _fitted(rows, known, best)


def at_strength(strength: float) -> Rule:
    """The same with a fixed penalty."""
    return partial(_fitted, strength=strength)


def _inside(rows: BallotRows, known: Bools, folds: Sequence[str], strength: float) -> float:
    """Log likelihood of groups of three known dossiers, each predicted from the others."""
    total = 0.0
    for first in range(0, len(folds), 3):
        here = rows.on(folds[first : first + 3]) & known
        chance = _fitted(rows, known & ~here, strength)
        weight = (rows.weight * here)[rows.ballot] * rows.forecast
        cast = chance[rows.cast, np.arange(rows.cast.size)]
        total += float(weight @ np.log(np.maximum(cast, 1e-12)))
    return total


def _fitted(rows: BallotRows, known: Bools, strength: float) -> Floats:
    from sklearn.linear_model import LogisticRegression

    columns = np.stack(
        [rows.permanent.astype(np.float64), *(rows.features[name] for name in FEATURES)], axis=1
    )
    used = known[rows.ballot] & rows.forecast
    centre, spread = columns[used].mean(axis=0), columns[used].std(axis=0) + 1e-9
    scaled = (columns - centre) / spread
    model = LogisticRegression(C=strength, max_iter=2000)
    model.fit(scaled[used], rows.cast[used], sample_weight=rows.weight[rows.ballot[used]])
    out = np.full((3, len(rows.members)), 1e-9)
    out[model.classes_] = model.predict_proba(scaled).T
    chance: Floats = out / out.sum(axis=0)
    return chance
