"""What each vote is worth to a member, and the probabilities of choosing it.

Source: McKelvey and Palfrey 1995 (quantal response); Brock and Durlauf 2001 (interaction).
"""

from __future__ import annotations

from sim.arithmetic import exponential
from sim.compiled import scalar

# Rows of the coefficient array, in the order of sim.preferences.coefficients.DECISION.
TAU, IOTA, EPS, NU, ALPHA, KAPPA, LAMBDA, OWN, RHO, OMEGA, THETA = range(11)
TEMPER = 11
"""Row of 1/tau, derived once from row TAU."""


@scalar
def weights(
    gain: float,
    stance: float,
    odds: tuple[float, float, float],
    blame: float,
    c: tuple[float, float, float, float, float],
) -> tuple[float, float, float]:
    """W of yes, abstain and no.

    Args:
        gain: Policy gain d.
        stance: Stance D.
        odds: Probability of adoption when the member votes yes, abstains, votes no.
        blame: Expected share of the blame for blocking (0 for a member that cannot block).
        c: iota, eps, nu, alpha, kappa.
    """
    iota, eps, nu, alpha, kappa = c
    decisive = iota * gain
    yes = odds[0] * decisive + eps * stance + nu
    abstain = odds[1] * decisive + alpha
    no = odds[2] * decisive - eps * stance - kappa * blame
    return yes, abstain, no


@scalar
def respond(yes: float, abstain: float, no: float, temper: float) -> tuple[float, float, float]:
    """Logit probabilities of yes, abstain and no from their W and ``temper`` = 1/tau.

    Two exponentials: that of the best is 1. Nothing branches, so lanes stay side by side.
    """
    swap = no > yes
    more = no if swap else yes
    less = yes if swap else no
    gap = (more - abstain) * temper
    between = gap < 0.0
    best = abstain if between else more
    first = exponential(gap if between else -gap)
    last = exponential((less - best) * temper)
    share = 1.0 / (1.0 + first + last)
    first *= share
    last *= share
    p_more = first if between else share
    p_abstain = share if between else first
    p_yes = last if swap else p_more
    p_no = p_more if swap else last
    return p_yes, p_abstain, p_no
