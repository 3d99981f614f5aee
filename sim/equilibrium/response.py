"""The logit response of one member to its beliefs about the others.

Source: McKelvey and Palfrey 1995 (quantal response); Brock and Durlauf 2001 (interaction).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiled import part, scalar
from sim.equilibrium.tallies import fill
from sim.preferences.worth import (
    ALPHA,
    IOTA,
    KAPPA,
    LAMBDA,
    NU,
    TEMPER,
    ordered_logit,
    weights,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

Two = tuple[Floats, Floats]
Three = tuple[Floats, Floats, Floats]
Four = tuple[Floats, Floats, Floats, Floats]

LINKS_AT_ONCE = 4
"""Links that :func:`partner_support` sums in one pass; the formulas are unrolled for four."""


@part
def support_row(yes: Floats, no: Floats, out: Floats, n: int) -> None:
    """Believed E[e] of one member."""
    for w in range(n):
        out[w] = yes[w] - no[w]


@part
def _hear(weight: Floats, support: Floats, heard: Floats, n: int) -> None:
    for w in range(n):
        heard[w] += weight[w] * support[w]


@part
def _hear_first(weight: Floats, four: Four, heard: Floats, n: int) -> None:
    a, b, c, d = four
    for w in range(n):
        total = 0.0 + weight[0, w] * a[w]
        total = total + weight[1, w] * b[w]
        total = total + weight[2, w] * c[w]
        heard[w] = total + weight[3, w] * d[w]


@part
def _hear_four(weight: Floats, four: Four, heard: Floats, n: int) -> None:
    a, b, c, d = four
    for w in range(n):
        total = heard[w] + weight[0, w] * a[w]
        total = total + weight[1, w] * b[w]
        total = total + weight[2, w] * c[w]
        heard[w] = total + weight[3, w] * d[w]


@part
def partner_support(weight: Floats, partner: Ints, support: Floats, heard: Floats, n: int) -> None:
    """Sum the support of a member's partners, each times its weight, in order.

    The sum is the same whether or not a weight of 0 is among the links.

    Args:
        weight: ``(links, slots)``; partner: ``(links,)`` rows of ``support``.
        support: ``(seats, slots)``.
        heard: out, ``(slots,)``.
        n: Slots in use.
    """
    links = partner.shape[0]
    if links < LINKS_AT_ONCE:
        fill(0.0, heard, n)
    k = 0
    while k + LINKS_AT_ONCE <= links:
        four = (
            support[partner[k]], support[partner[k + 1]], support[partner[k + 2]],
            support[partner[k + 3]],
        )  # fmt: skip
        if k == 0:
            _hear_first(weight[k : k + 4], four, heard, n)
        else:
            _hear_four(weight[k : k + 4], four, heard, n)
        k += LINKS_AT_ONCE
    while k < links:
        _hear(weight[k], support[partner[k]], heard, n)
        k += 1


@scalar
def _moved(old: float, new: float, most: float) -> float:
    change = abs(new - old)
    return change if change > most else most


@part
def answer_elected(
    own: Four, c: Floats, seen: Two, old: Three, new: Three, change: Floats, n: int
) -> None:
    """:func:`answer_permanent` for a member whose no has the same effect as an abstention."""
    gain, base, heard, held = own
    odds_yes, odds_other = seen
    was_yes, was_abstain, was_no = old
    is_yes, is_abstain, is_no = new
    for w in range(n):
        stance = base[w] + c[LAMBDA, w] * heard[w]
        worth = (c[IOTA, w], c[NU, w], c[ALPHA, w], 0.0)
        odds = (odds_yes[w], odds_other[w], odds_other[w])
        yes, abstain, no = weights(gain[w], stance, odds, 0.0, worth)
        p_yes, p_abstain, p_no = ordered_logit(yes, abstain, no, c[TEMPER, w])
        keep = held[w] != 0.0
        p_yes = was_yes[w] if keep else p_yes
        p_abstain = was_abstain[w] if keep else p_abstain
        p_no = was_no[w] if keep else p_no
        most = _moved(was_yes[w], p_yes, change[w])
        most = _moved(was_abstain[w], p_abstain, most)
        change[w] = _moved(was_no[w], p_no, most)
        is_yes[w] = p_yes
        is_abstain[w] = p_abstain
        is_no[w] = p_no


@part
def answer_permanent(
    own: Four, c: Floats, seen: Four, old: Three, new: Three, change: Floats, n: int
) -> None:
    """One member's response in every slot, and the largest change of a probability so far.

    Args:
        own: Its policy gain; its stance without beliefs; the support it sees among its partners; 1
            if it does not choose its vote. Each ``(slots,)``.
        c: ``(19, slots)``.
        seen: Odds of adoption with its yes, its abstention and its no, and its blame for a no.
        old: Currently believed probabilities of its yes, abstention and no.
        new: out, the response.
        change: in and out.
        n: Slots in use.
    """
    gain, base, heard, held = own
    odds_yes, odds_abstain, odds_no, blame = seen
    was_yes, was_abstain, was_no = old
    is_yes, is_abstain, is_no = new
    for w in range(n):
        stance = base[w] + c[LAMBDA, w] * heard[w]
        worth = (c[IOTA, w], c[NU, w], c[ALPHA, w], c[KAPPA, w])
        odds = (odds_yes[w], odds_abstain[w], odds_no[w])
        yes, abstain, no = weights(gain[w], stance, odds, blame[w], worth)
        p_yes, p_abstain, p_no = ordered_logit(yes, abstain, no, c[TEMPER, w])
        keep = held[w] != 0.0
        p_yes = was_yes[w] if keep else p_yes
        p_abstain = was_abstain[w] if keep else p_abstain
        p_no = was_no[w] if keep else p_no
        most = _moved(was_yes[w], p_yes, change[w])
        most = _moved(was_abstain[w], p_abstain, most)
        change[w] = _moved(was_no[w], p_no, most)
        is_yes[w] = p_yes
        is_abstain[w] = p_abstain
        is_no[w] = p_no
