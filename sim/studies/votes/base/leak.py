"""How much of a ballot's outcome its coding reveals: an audit, not a forecast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from sim.scenario.dossiers.ballots import BaseBallot, issues_of
from sim.studies.votes.base.content import size_of_change
from sim.studies.votes.base.forms import log_sigmoid
from sim.studies.votes.base.rows import Bools, Floats
from sim.studies.votes.base.scoring import area

SPREAD = 2.0
"""Prior standard deviation of the weight of a column scaled to a deviation of 1."""
COLUMNS: dict[str, tuple[str, ...]] = {
    "what was read": ("outline",),
    "how the pen is known": ("pen looked up",),
    "length": ("issues",),
    "grades": ("asked", "change", "apart"),
    "all of these": ("outline", "pen looked up", "issues", "asked", "change", "apart"),
}
"""Sets of columns that the outcome is predicted from."""


@dataclass(frozen=True)
class Leak:
    """How well failure is predicted from the coding, on left-out dossiers.

    Attributes:
        told_by: Set of columns.
        among: Kind of ballots.
        ballots, failed: Numbers of ballots.
        auc: Area under the curve; .5 is chance.
        gain: Log score per ballot above that of the share that failed.
    """

    told_by: str
    among: str
    ballots: int
    failed: int
    auc: float
    gain: float


def coding_columns(ballots: Sequence[BaseBallot]) -> dict[str, Floats]:
    """Columns that the coding gives for each ballot: ``(B,)`` each."""
    codes_by_ballot = [[coded for _, coded in issues_of(entry.ballot)] for entry in ballots]
    return {
        "outline": np.array([float(entry.ballot.read == "outline") for entry in ballots]),
        "pen looked up": np.array(
            [float(entry.ballot.pen_source.startswith("looked")) for entry in ballots]
        ),
        "issues": np.array([float(len(codes)) for codes in codes_by_ballot]),
        "asked": np.array([_mean([c.x for c in codes]) for codes in codes_by_ballot]),
        "change": np.array([size_of_change(entry.ballot) for entry in ballots]),
        "apart": np.array([_mean([c.apart for c in codes]) for codes in codes_by_ballot]),
    }


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else 0.0


def leaks(ballots: Sequence[BaseBallot]) -> list[Leak]:
    """Every set of columns, among contested ballots and among contested outlines."""
    failed = np.array([entry.ballot.resolution is None for entry in ballots])
    folds = np.array([entry.dossier for entry in ballots])
    every = coding_columns(ballots)
    contested = np.array(
        [bool(entry.ballot.against or entry.ballot.abstained) for entry in ballots]
    )
    among = {"contested": contested, "outlines": contested & (every["outline"] > 0)}
    out = []
    for where, here in among.items():
        for name, chosen in COLUMNS.items():
            matrix = np.stack([every[column][here] for column in chosen], axis=1)
            if (np.ptp(matrix, axis=0) == 0).all():
                continue
            out.append(_leak(name, where, matrix, failed[here], folds[here]))
    return out


def _leak(name: str, where: str, matrix: Floats, failed: Bools, folds: NDArray[np.str_]) -> Leak:
    odds, base = np.empty(len(failed)), np.empty(len(failed))
    for fold in np.unique(folds):
        here = folds == fold
        odds[here] = _guessed(matrix[~here], failed[~here], matrix[here])
        share = (failed[~here].sum() + 0.5) / ((~here).sum() + 1.0)
        base[here] = np.log(share / (1 - share))
    sign = np.where(failed, 1.0, -1.0)
    gain = float((log_sigmoid(sign * odds) - log_sigmoid(sign * base)).mean())
    return Leak(name, where, len(failed), int(failed.sum()), area(odds, failed), gain)


def _guessed(matrix: Floats, failed: Bools, new: Floats) -> Floats:
    """Log odds of failure by a logit with a normal prior on the weights."""
    centre, spread = matrix.mean(axis=0), matrix.std(axis=0) + 1e-9
    scaled = (matrix - centre) / spread
    sign = np.where(failed, 1.0, -1.0)

    def loss(theta: Floats) -> float:
        likely = log_sigmoid(sign * (theta[0] + scaled @ theta[1:])).sum()
        return float(0.5 * (theta[1:] @ theta[1:]) / SPREAD**2 - likely)

    result = optimize.minimize(loss, np.zeros(matrix.shape[1] + 1), method="BFGS").x
    out: Floats = result[0] + ((new - centre) / spread) @ result[1:]
    return out
