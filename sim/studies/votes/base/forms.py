"""Forms of the vote: log probabilities of yes, abstain and no, and their derivatives.

In units of the logit, for member i and text x,

    D_i(x) = presumption + contest z_x + sum over features f of weight_f f_i(x)

where z_x ~ N(0, 1) is one draw for the text, shared by all members: how contested it is beyond
its coded features. Three responses turn D into chances:

- ``logit``: W(yes) = D, W(abstain) = alpha, W(no) = -D + veto for a permanent member.
- ``ordered``: yes if D is above a, no if it is below -a, abstention between, each blurred by a
  logistic error; a = exp(alpha), lower bound for a permanent member exp(alpha - veto) (McCullagh
  1980).
- ``switch``: the logit with ``norm`` times the chance that nobody openly objects added to yes; a
  member objects with chance sigma(-D - threshold). Consensus acts as a switch.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.studies.votes.base.rows import ABSTAIN, NO, YES, BallotRows, Floats, Ints

Kind = Literal["logit", "ordered", "switch"]


@dataclass(frozen=True)
class VoteForm:
    """One form of the vote.

    Attributes:
        name: Its name in tables.
        features: Names of the columns that have a weight.
        response: How D becomes chances.
        shared: Whether members share a draw for each text; otherwise votes are independent.
        veto: Whether a permanent member's no has its own term.
    """

    name: str
    features: tuple[str, ...] = ()
    response: Kind = "logit"
    shared: bool = True
    veto: bool = True

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the parameters, in the order of theta; ``log contest`` is the logarithm."""
        return (
            "presumption",
            *self.features,
            "alpha",
            *(("veto",) if self.veto else ()),
            *(("log contest",) if self.shared else ()),
            *(("norm", "threshold") if self.response == "switch" else ()),
        )

    def at(self, theta: Floats, name: str, otherwise: float = 0.0) -> float:
        """One parameter, or ``otherwise`` if the form does not have it."""
        names = self.parameters
        return float(theta[names.index(name)]) if name in names else otherwise

    def stance(self, theta: Floats, rows: BallotRows) -> Floats:
        """``(R,)`` D at z = 0."""
        out = np.full(len(rows.members), theta[0])
        for weight, name in zip(theta[1:], self.features, strict=False):
            out += weight * rows.features[name]
        return out

    def contest(self, theta: Floats) -> float:
        """Standard deviation of the draw that members share; 0 without one."""
        return float(np.exp(self.at(theta, "log contest"))) if self.shared else 0.0


@dataclass(frozen=True)
class Response:
    """Chances at given values of D.

    Attributes:
        log_chance: ``(3, Z, R)`` logarithms for yes, abstain, no.
        slopes: Returns, for the vote that was cast, the derivatives of the sum of log chances,
            weighted by ``(Z, R)``, by D ``(Z, R)`` and by each parameter of the response.
    """

    log_chance: Floats
    slopes: Callable[[Floats], tuple[Floats, dict[str, float]]]


def response_of(form: VoteForm, theta: Floats, stance: Floats, rows: BallotRows) -> Response:
    """Chances if D is ``stance`` ``(Z, R)``."""
    alpha, veto = form.at(theta, "alpha"), form.at(theta, "veto")
    if form.response == "ordered":
        cuts = float(np.exp(alpha)), np.exp(alpha - veto * rows.permanent)
        return _ordered(stance, cuts, rows)
    if form.response == "switch":
        norm, threshold = form.at(theta, "norm"), form.at(theta, "threshold")
        return _switch(stance, (alpha, veto, norm, threshold), rows)
    return _logit(stance, stance, alpha, veto, rows)


def _logit(
    stance: Floats, for_yes: Floats, alpha: float, veto: float, rows: BallotRows
) -> Response:
    value = np.empty((3, *stance.shape))
    value[YES], value[ABSTAIN] = for_yes, alpha
    value[NO] = veto * rows.permanent - stance
    top = value.max(axis=0)
    log_chance = value - (top + np.log(np.exp(value - top).sum(axis=0)))

    def slopes(weight: Floats) -> tuple[Floats, dict[str, float]]:
        by_value = _shortfall(log_chance, rows.cast) * weight
        return by_value[YES] - by_value[NO], {
            "alpha": float(by_value[ABSTAIN].sum()),
            "veto": float((by_value[NO] * rows.permanent).sum()),
        }

    return Response(log_chance, slopes)


def _shortfall(log_chance: Floats, cast: Ints) -> Floats:
    """``(3, Z, R)`` vote cast minus its chance: derivative of its log chance by each value."""
    out = -np.exp(log_chance)
    out[cast, :, np.arange(cast.size)] += 1.0
    return out


def _ordered(stance: Floats, cuts: tuple[float, Floats], rows: BallotRows) -> Response:
    above, below = cuts
    yes, no = log_sigmoid(stance - above), log_sigmoid(-stance - below)
    wide = above + below
    between = log_sigmoid(stance + below) + log_sigmoid(above - stance) + np.log(-np.expm1(-wide))
    cast = rows.cast

    def slopes(weight: Floats) -> tuple[Floats, dict[str, float]]:
        chance_yes, chance_no = np.exp(yes), np.exp(no)
        at_width = -np.exp(-wide) / np.expm1(-wide)
        by_above = _by_vote(cast, chance_yes - 1.0, chance_yes + at_width, 0.0) * above * weight
        by_below = _by_vote(cast, 0.0, chance_no + at_width, chance_no - 1.0) * below * weight
        by_stance = _by_vote(cast, 1.0 - chance_yes, chance_no - chance_yes, chance_no - 1.0)
        return by_stance * weight, {
            "alpha": float((by_above + by_below).sum()),
            "veto": -float((by_below * rows.permanent).sum()),
        }

    return Response(np.stack([yes, between, no]), slopes)


def _by_vote(cast: Ints, yes: Floats | float, abstain: Floats, no: Floats | float) -> Floats:
    out: Floats = np.where(cast == YES, yes, np.where(cast == ABSTAIN, abstain, no))
    return out


def _switch(stance: Floats, parts: tuple[float, float, float, float], rows: BallotRows) -> Response:
    alpha, veto, norm, threshold = parts
    quiet = log_sigmoid(stance + threshold)  # only the member itself is excluded: pens vote too
    accord = np.exp(rows.total(quiet))
    spread = accord[..., rows.ballot]
    inner = _logit(stance, stance + norm * spread, alpha, veto, rows)

    def slopes(weight: Floats) -> tuple[Floats, dict[str, float]]:
        by_stance, by_name = inner.slopes(weight)
        by_yes = _shortfall(inner.log_chance, rows.cast)[YES] * weight
        pull = norm * (accord * rows.total(by_yes))[..., rows.ballot] * (1.0 - np.exp(quiet))
        by_name |= {"norm": float((by_yes * spread).sum()), "threshold": float(pull.sum())}
        return by_stance + pull, by_name

    return Response(inner.log_chance, slopes)


def log_sigmoid(x: Floats) -> Floats:
    """Logarithm of the logistic function, without overflow."""
    out: Floats = np.minimum(x, 0.0) - np.log1p(np.exp(-np.abs(x)))
    return out
