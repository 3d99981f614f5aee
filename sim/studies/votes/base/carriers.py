"""The ballots, and the votes in them, that a coefficient of the vote is estimated from.

At the estimate the log posterior has slope 0, and its curvature measures how well a number is
determined. Both are sums over ballots and the penalty. They are computed along two directions:
with the other numbers *held*, and with the others *following*, each re-estimated. The curvature
along the second (the profile) is the information about a number if the others are unknown.

Votes on one ballot are correlated by the draw z that members share. Given the votes, a ballot's
slope is the mean over z of its votes' slopes (Fisher's identity), and its information is the mean
of their own information minus the variance of their summed slope (Louis 1982). The variance is
split into each vote's covariance with the sum, so that a ballot's votes add up to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from sim.domain.errors import UsageError
from sim.studies.votes.base.coefficients import NAMES, natural
from sim.studies.votes.base.estimation import Fitted, Penalty
from sim.studies.votes.base.joint import joint_and_slope, log_chances_of_cast
from sim.studies.votes.base.rows import BallotRows, Floats

STEP = 1e-3
"""Step of second differences in a parameter; parameters are of the order of 1."""
WORDS = ("yes", "abstain", "no")
LOG = "log "


@dataclass(frozen=True)
class CarryingVote:
    """One vote's part of the slope and information of its ballot, with the others following."""

    member: str
    vote: str
    pull: float
    information: float


@dataclass(frozen=True)
class CarryingBallot:
    """The contribution of one ballot.

    Attributes:
        tally: Votes that are forecast, without the penholders': yes, abstentions, noes.
        stands_for: The number of ballots it represents.
        pull: Its part of the slope, with the others following. Positive values favour a larger
            number.
        information: Its part of the curvature, with the others following. Negative if numbers on
            both sides explain its votes better than the estimate does.
        held: Its part of the curvature, with the others held.
        votes: Its votes, largest pull first.
    """

    symbol: str
    day: date
    dossier: str
    tally: tuple[int, int, int]
    stands_for: float
    pull: float
    information: float
    held: float
    votes: tuple[CarryingVote, ...]

    @property
    def unanimous(self) -> bool:
        """Whether every member that is forecast voted yes."""
        return not any(self.tally[1:])


@dataclass(frozen=True)
class Carriers:
    """The contributions to one coefficient.

    Attributes:
        coefficient: Its name.
        estimate: Its value.
        of_logarithm: Whether estimate, pull and information are those of its logarithm.
        penalty_pull, penalty_information, penalty_held: Contribution of the penalty.
        ballots: Largest pull first.
    """

    coefficient: str
    estimate: float
    of_logarithm: bool
    penalty_pull: float
    penalty_information: float
    penalty_held: float
    ballots: tuple[CarryingBallot, ...]

    @property
    def information(self) -> float:
        """The total curvature with the others following: the inverse of the number's variance."""
        return self.penalty_information + sum(ballot.information for ballot in self.ballots)

    @property
    def held(self) -> float:
        """The total curvature with the others held."""
        return self.penalty_held + sum(ballot.held for ballot in self.ballots)

    def squared(self, ballots: Sequence[CarryingBallot]) -> float:
        """Share of the sum of squared pulls of all ballots that is due to ``ballots``."""
        whole = sum(ballot.pull**2 for ballot in self.ballots)
        return sum(ballot.pull**2 for ballot in ballots) / whole

    def without(self, ballot: CarryingBallot) -> float:
        """Approximate estimate without a ballot.

        One step of Newton's method: the remaining slope over the remaining curvature.
        """
        away = -ballot.pull / (self.information - ballot.information)
        return self.estimate * float(np.exp(away)) if self.of_logarithm else self.estimate + away


def carriers(fitted: Fitted, rows: BallotRows, coefficient: str, penalty: Penalty) -> Carriers:
    """Contributions of each ballot, and of each vote in it, to one coefficient.

    ``fitted`` is the estimate from ``rows`` under ``penalty``.

    Raises:
        UsageError: when no such coefficient is estimated.
    """
    form, theta = fitted.form, fitted.theta
    place = parameter_place(fitted, coefficient)
    centre, spread = penalty.centre_and_spread(form)
    follow = np.linalg.inv(curvature(fitted, rows, penalty))[place]
    follow /= follow[place]
    pull, information = _along(fitted, rows, follow, penalty)
    _, held = _along(fitted, rows, np.eye(theta.size)[place], penalty)
    ballots = [_ballot(rows, b, pull, information, held) for b in range(len(rows.symbols))]
    parameter = form.parameters[place]
    return Carriers(
        coefficient,
        natural(fitted.named(), form.response)[coefficient],
        parameter.startswith(LOG) or (parameter == "alpha" and form.response == "ordered"),
        float(follow @ ((centre - theta) / spread**2)),
        float((follow / spread) @ (follow / spread)),
        float(spread[place] ** -2),
        tuple(sorted(ballots, key=lambda ballot: (-abs(ballot.pull), ballot.symbol))),
    )


def parameter_place(fitted: Fitted, coefficient: str) -> int:
    """Index of a coefficient among the parameters of the form.

    Raises:
        UsageError: when no such coefficient is estimated.
    """
    names = [NAMES.get(name.removeprefix(LOG), name) for name in fitted.form.parameters]
    if coefficient not in names:
        raise UsageError(
            f"'{coefficient}' is not estimated from the base of ballots",
            where="--carries", remedy=f"one of {', '.join(names)}",
        )  # fmt: skip
    return names.index(coefficient)


def curvature(fitted: Fitted, rows: BallotRows, penalty: Penalty) -> Floats:
    """Second derivatives of the negative log posterior at the estimate, ``(P, P)``."""
    form, theta = fitted.form, fitted.theta
    _, spread = penalty.centre_and_spread(form)
    weight = rows.weight / penalty.discount
    rise = [
        joint_and_slope(form, theta + step, rows, weight)[1]
        - joint_and_slope(form, theta - step, rows, weight)[1]
        for step in STEP * np.eye(theta.size)
    ]
    values = -np.array(rise) / (2.0 * STEP)
    out: Floats = (values + values.T) / 2.0 + np.diag(spread**-2.0)
    return out


def _along(
    fitted: Fitted, rows: BallotRows, direction: Floats, penalty: Penalty
) -> tuple[Floats, Floats]:
    """``(R,)`` each vote's part of slope and curvature along a direction of the parameters."""
    form, theta, step = fitted.form, fitted.theta, STEP * direction
    middle, log_weight = log_chances_of_cast(form, theta, rows)
    above, _ = log_chances_of_cast(form, theta + step, rows)
    below, _ = log_chances_of_cast(form, theta - step, rows)
    slope = (above - below) / (2.0 * STEP)
    bend = (above - 2.0 * middle + below) / STEP**2

    by_point = rows.total(middle) + log_weight[:, None]
    given = np.exp(by_point - by_point.max(axis=0))
    given /= given.sum(axis=0)  # (Z, B): chance of each z given the votes
    summed = rows.total(slope)
    away = summed - (given * summed).sum(axis=0)
    each = given[:, rows.ballot]
    weight = (rows.weight / penalty.discount)[rows.ballot]
    pull = weight * (each * slope).sum(axis=0)
    information = -weight * (each * (bend + slope * away[:, rows.ballot])).sum(axis=0)
    return pull, information


def _ballot(
    rows: BallotRows, b: int, pull: Floats, information: Floats, held: Floats
) -> CarryingBallot:
    here = np.flatnonzero((rows.ballot == b) & rows.forecast)
    yes, abstain, no = np.bincount(rows.cast[here], minlength=3).tolist()
    votes = [
        CarryingVote(rows.members[r], WORDS[rows.cast[r]], float(pull[r]), float(information[r]))
        for r in here
    ]
    return CarryingBallot(
        rows.symbols[b], rows.days[b], rows.dossiers[b], (yes, abstain, no), float(rows.weight[b]),
        float(pull[here].sum()), float(information[here].sum()), float(held[here].sum()),
        tuple(sorted(votes, key=lambda vote: (-abs(vote.pull), vote.member))),
    )  # fmt: skip
