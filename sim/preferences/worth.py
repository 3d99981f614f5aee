"""The worth of each vote to a member, and the probabilities of choosing it.

Sources: McKelvey and Palfrey 1995 (quantal response); McCullagh 1980 (ordered logit); Brock and
Durlauf 2001 (interaction).
"""

from __future__ import annotations

from sim.arithmetic import exponential
from sim.compiled import scalar

# Rows of the coefficient array, in the order of sim.preferences.coefficients.DECISION.
(
    TAU, IOTA, EPS, NU, ALPHA, KAPPA, LAMBDA, OWN, RHO, OMEGA, THETA,
    PRESUMPTION, CONTEST, CLOSENESS, CHANGE, SPOKEN, OBJECTION, RIVALRY,
) = range(18)  # fmt: skip
TEMPER = 18
"""Row of 1/tau, derived once from row TAU."""


@scalar
def weights(
    gain: float,
    stance: float,
    odds: tuple[float, float, float],
    blame: float,
    c: tuple[float, float, float, float],
) -> tuple[float, float, float]:
    """W of yes, abstain and no.

    Args:
        gain: Policy gain d.
        stance: Stance D.
        odds: Probability of adoption when the member votes yes, abstains, votes no.
        blame: Expected share of the blame for blocking (0 for a member without a veto).
        c: iota, nu, alpha, kappa.
    """
    iota, nu, alpha, kappa = c
    decisive = iota * gain
    yes = odds[0] * decisive + stance + nu
    abstain = odds[1] * decisive + alpha
    no = odds[2] * decisive - stance - kappa * blame
    return yes, abstain, no


@scalar
def ordered_logit(
    yes: float, abstain: float, no: float, temper: float
) -> tuple[float, float, float]:
    """Ordered-logit probabilities of yes, abstain and no from their W and ``temper`` = 1/tau.

    Abstention lies between the other two: a member votes yes if a yes is worth more than an
    abstention by more than its own logistic shock, and no likewise. For a member that only
    expresses its stance D this is the ordered logit with cut-offs -alpha and alpha (McCullagh
    1980). If an abstention is never worthwhile, yes and no share all the probability.

    Takes two exponentials and has no branches, so that it vectorises across lanes.
    """
    up = (yes - abstain) * temper
    down = (no - abstain) * temper
    far_up = exponential(-up if up > 0.0 else up)
    far_down = exponential(-down if down > 0.0 else down)
    p_yes = (1.0 if up > 0.0 else far_up) / (1.0 + far_up)
    p_no = (1.0 if down > 0.0 else far_down) / (1.0 + far_down)
    total = p_yes + p_no
    over = total > 1.0
    scale = 1.0 / total if over else 1.0
    p_abstain = 0.0 if over else 1.0 - total
    return p_yes * scale, p_abstain, p_no * scale
