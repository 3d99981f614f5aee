"""Variation of a number of the vote between dossiers, from which a new matter draws its own."""

from __future__ import annotations

import numpy as np

from sim.studies.votes.base.estimation import PENALTY
from sim.studies.votes.base.folds import LeftOut
from sim.studies.votes.base.joint import joint
from sim.studies.votes.base.rows import BallotRows, Floats

TRIED = np.linspace(0.0, 1.0, 41)
"""Standard deviations of a logarithm to try."""
NODES = 9
"""Points of the Gauss-Hermite rule over a dossier's own value."""
LOGARITHMS = ("alpha", "log contest")
"""Parameters of the ordered form that are logarithms already."""


def between_dossiers(left_out: LeftOut, rows: BallotRows, parameter: str) -> float:
    """Standard deviation between dossiers of the logarithm of one number, the others fixed.

    The most likely deviation if each dossier has its own value, lognormal around the estimate
    without it; ballots are weighted as in the estimate. 0 if the dossiers show no variation.
    """
    points, weights = np.polynomial.hermite_e.hermegauss(NODES)
    log_weight = np.log(weights / weights.sum())
    likely = np.zeros(TRIED.size)
    for fold in left_out.without:
        here = rows.subset(rows.on([fold]))
        for k, deviation in enumerate(TRIED):
            each = np.array([
                _likelihood(left_out, fold, parameter, float(deviation * z), here) for z in points
            ])  # fmt: skip
            top = each.max()
            likely[k] += top + np.log(np.exp(each - top + log_weight).sum())
    return float(TRIED[int(np.argmax(likely))])


def _likelihood(
    left_out: LeftOut, fold: str, parameter: str, moved: float, rows: BallotRows
) -> float:
    """Log likelihood of a dossier if one number is multiplied by exp(moved)."""
    fitted = left_out.without[fold]
    own: Floats = fitted.theta.copy()
    place = fitted.form.parameters.index(parameter)
    if parameter in LOGARITHMS:
        own[place] += moved
    else:
        own[place] *= np.exp(moved)
    return float(rows.weight @ joint(fitted.form, own, rows)) / PENALTY.discount
