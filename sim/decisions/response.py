"""The quantal response of one member to what it believes: W of each vote, and its probability.

Source: McKelvey and Palfrey 1995; the form of W is told in docs/explanation/model.md.
"""

from __future__ import annotations

from sim.arithmetic import exponential
from sim.compiled import kernel

# Rows of the coefficient array, in the order of sim.decisions.coefficients.DECISION.
TAU, IOTA, EPS, NU, ALPHA, KAPPA, LAMBDA, OWN, RHO, OMEGA = range(10)
TEMPER = 10
"""Row of 1/tau, derived once from row TAU."""


@kernel
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


@kernel
def respond(yes: float, abstain: float, no: float, temper: float) -> tuple[float, float, float]:
    """Logit probabilities of yes, abstain and no from their W and ``temper`` = 1/tau."""
    yes_best = (yes >= abstain) and (yes >= no)
    no_best = (no > abstain) and (no > yes)
    best = yes if yes_best else (no if no_best else abstain)
    first = exponential(((abstain if yes_best else yes) - best) * temper)
    second = exponential(((abstain if no_best else no) - best) * temper)
    share = 1.0 / (1.0 + first + second)
    first *= share
    second *= share
    p_yes = share if yes_best else first
    p_no = share if no_best else second
    p_abstain = first if yes_best else (second if no_best else share)
    return p_yes, p_abstain, p_no
