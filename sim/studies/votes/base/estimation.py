"""Penalised maximum likelihood of a form of the vote on some of the ballots."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import optimize

from sim.studies.votes.base.forms import VoteForm
from sim.studies.votes.base.joint import joint_and_slope
from sim.studies.votes.base.rows import BallotRows, Floats


@dataclass(frozen=True)
class Penalty:
    """The prior of the numbers: normal and independent.

    Attributes:
        weight_spread: Standard deviation around 0 of the weight of a feature whose unit is 1 (see
            ``UNITS``).
        response_spread: The same for presumption, alpha, veto, norm and threshold.
        contest, contest_spread: Centre and standard deviation of the logarithm of contest.
        discount: Divisor of the weighted likelihood. Sixty sampled ballots represent 1,131; with
            their full weight they would count for far more than the sixty that were read.
    """

    weight_spread: float = 3.0
    response_spread: float = 10.0
    contest: float = 0.8
    contest_spread: float = 1.3
    discount: float = 5.0

    def centre_and_spread(self, form: VoteForm) -> tuple[Floats, Floats]:
        """Centre and spread of every parameter of the form."""
        centre = [self.contest if p == "log contest" else 0.0 for p in form.parameters]
        spread = [self._spread(p, form) for p in form.parameters]
        return np.array(centre), np.array(spread)

    def _spread(self, parameter: str, form: VoteForm) -> float:
        if parameter == "log contest":
            return self.contest_spread
        if parameter in form.features:
            return self.weight_spread / UNITS.get(parameter, 1.0)
        return self.response_spread


UNITS = {"statements": 0.1}
"""Typical size of features that are not of the order of 1."""
PENALTY = Penalty()


@dataclass(frozen=True)
class Fitted:
    """Estimates of one form.

    Attributes:
        theta: In the order of ``form.parameters``.
        value: Penalised log likelihood, discounted.
        slope: Largest derivative at the estimate, which is 0 at the maximum.
        converged: Whether the search converged there.
    """

    form: VoteForm
    theta: Floats
    value: float
    slope: float
    converged: bool

    def named(self) -> dict[str, float]:
        """The parameters by name, with contest itself instead of its logarithm."""
        out = dict(zip(self.form.parameters, map(float, self.theta), strict=True))
        if "log contest" in out:
            out["contest"] = float(np.exp(out.pop("log contest")))
        return out


def fit_form(
    form: VoteForm,
    rows: BallotRows,
    *,
    near: Floats | None = None,
    penalty: Penalty = PENALTY,
) -> Fitted:
    """The most likely parameters given the ballots and the penalty (BFGS with bounds).

    ``near`` is the start of the search, such as the estimate from slightly different ballots.
    """
    centre, spread = penalty.centre_and_spread(form)
    weight = rows.weight / penalty.discount

    def loss(theta: Floats) -> tuple[float, Floats]:
        per_ballot, slope = joint_and_slope(form, theta, rows, weight)
        away = (theta - centre) / spread
        value = float(weight @ per_ballot) - 0.5 * float(away @ away)
        return -value, -(slope - away / spread)

    result = optimize.minimize(
        loss, initial_parameters(form) if near is None else near, jac=True, method="L-BFGS-B",
        bounds=[BOUNDS.get(p, (-40.0, 40.0)) for p in form.parameters],
        options={"maxiter": 500, "ftol": 1e-12, "gtol": 1e-6},
    )  # fmt: skip
    theta = np.asarray(result.x, dtype=np.float64)
    return Fitted(
        form, theta, -float(result.fun), float(np.abs(result.jac).max()), bool(result.success)
    )


BOUNDS = {"log contest": (-4.0, 3.0), "alpha": (-8.0, 8.0), "norm": (0.0, 20.0)}
"""Bounds of the search; the posterior is negligible there."""


def initial_parameters(form: VoteForm) -> Floats:
    """The default start of a search."""
    guess = {
        "presumption": 6.0 if form.shared else 2.5,
        "alpha": 0.5 if form.response == "ordered" else 0.0,
        "veto": 0.3,
        "log contest": 0.8,
        "norm": 2.0,
        "threshold": 1.0,
    }
    return np.array([guess.get(name, 0.5) for name in form.parameters])
