"""Which ballots, and which votes in them, carry what is known of a coefficient of the vote.

At the estimate the log posterior has slope 0 and a curvature that says how well a number is known.
Both are sums over ballots and the penalty. They are taken along two directions: with the other
numbers *held*, and with the others *following*, each as it would be estimated anew. What is known
of a number while nothing is known of the others is the curvature along the second (its profile).

Votes on one ballot are tied by the draw z that members share. Given the votes, a ballot's slope is
the mean over z of its votes' slopes (Fisher's identity), and its information the mean of their own
information less the variance of their summed slope (Louis 1982). The variance is split into each
vote's covariance with the sum, so that a ballot's votes add up to it.
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
"""Step of second differences by a parameter; parameters are of the order of 1."""
WORDS = ("yes", "abstain", "no")
LOG = "log "


@dataclass(frozen=True)
class CarryingVote:
    """One vote's part in the pull and the information of its ballot, the others following."""

    member: str
    vote: str
    pull: float
    information: float


@dataclass(frozen=True)
class CarryingBallot:
    """What one ballot contributes.

    Attributes:
        tally: Votes that are forecast: yes, abstentions, noes. Those of the pen are left out.
        stands_for: How many ballots it stands for.
        pull: Its part of the slope, the others following. Above 0 it would have the number larger.
        information: Its part of the curvature, the others following. Below 0 where numbers on both
            sides explain its votes better than the estimate does.
        held: Its part of the curvature, the others held.
        votes: Its votes, the one that pulls most first.
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
    """What carries one coefficient.

    Attributes:
        coefficient: Its name.
        estimate: Its value.
        of_logarithm: Whether it is its logarithm that is estimated, pulled and known.
        penalty_pull, penalty_information, penalty_held: The penalty's parts.
        ballots: The one that pulls most first.
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
        """The whole curvature, the others following: the inverse of the number's variance."""
        return self.penalty_information + sum(one.information for one in self.ballots)

    @property
    def held(self) -> float:
        """The whole curvature, the others held."""
        return self.penalty_held + sum(one.held for one in self.ballots)

    def squared(self, ballots: Sequence[CarryingBallot]) -> float:
        """Part of the sum of squared pulls of all ballots that falls to some of them."""
        whole = sum(one.pull**2 for one in self.ballots)
        return sum(one.pull**2 for one in ballots) / whole

    def without(self, ballot: CarryingBallot) -> float:
        """About what would be estimated without a ballot.

        One step of Newton's method: the slope that is left over the curvature that is left.
        """
        away = -ballot.pull / (self.information - ballot.information)
        return self.estimate * float(np.exp(away)) if self.of_logarithm else self.estimate + away


def carriers(fitted: Fitted, rows: BallotRows, coefficient: str, penalty: Penalty) -> Carriers:
    """What each ballot, and each vote in it, says of one coefficient.

    ``fitted`` is the estimate from ``rows`` under ``penalty``.

    Raises:
        UsageError: where no such coefficient is estimated.
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
        tuple(sorted(ballots, key=lambda one: (-abs(one.pull), one.symbol))),
    )


def parameter_place(fitted: Fitted, coefficient: str) -> int:
    """Place of a coefficient among the parameters of the form.

    Raises:
        UsageError: where no such coefficient is estimated.
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
        tuple(sorted(votes, key=lambda one: (-abs(one.pull), one.member))),
    )  # fmt: skip
