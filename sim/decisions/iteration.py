"""One step towards the fixed point: everybody responds to everybody, and how far to move.

Rows and slots are laid out as in :mod:`sim.decisions.pivots`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiled import kernel
from sim.decisions.pivots import (
    ABSTAIN,
    BLAME,
    FIXED,
    GAIN,
    HELD,
    LAST_ABSTAIN,
    LAST_NO,
    LAST_YES,
    NEW_ABSTAIN,
    NEW_NO,
    NEW_YES,
    NO,
    ODDS_ABSTAIN,
    ODDS_NO,
    ODDS_YES,
    ROWS,
    SUPPORT,
    WIDTH,
    YES,
)
from sim.decisions.response import (
    ALPHA,
    EPS,
    IOTA,
    KAPPA,
    LAMBDA,
    NU,
    TEMPER,
    respond,
    weights,
)

Floats = NDArray[np.float64]

LEAST_SHARE, MOST_SHARE = 0.3, 3.0
"""How far, at the least and at the most, an iteration moves towards the response."""


@kernel
def _expect(members: int, align: Floats, m: Floats, total: Floats, n: int) -> None:
    """What each member expects of those it is aligned with: row i of ``total`` (flat)."""
    for j in range(members):
        at = j * ROWS * WIDTH
        for w in range(n):
            m[at + SUPPORT * WIDTH + w] = m[at + YES * WIDTH + w] - m[at + NO * WIDTH + w]
    for i in range(members):
        row = i * WIDTH
        for w in range(n):
            total[row + w] = 0.0
        for j in range(members):
            tie = (i * members + j) * WIDTH
            at = j * ROWS * WIDTH + SUPPORT * WIDTH
            for w in range(n):
                total[row + w] += align[tie + w] * m[at + w]


@kernel
def iterate(
    members: int, align: Floats, c: Floats, m: Floats, total: Floats, residual: Floats, n: int
) -> None:
    """One response of every member to the others' probabilities, all slots, into the NEW rows."""
    _expect(members, align, m, total, n)
    for w in range(n):
        residual[w] = 0.0
    for i in range(members):
        at = i * ROWS * WIDTH
        row = i * WIDTH
        for w in range(n):
            gain = m[at + GAIN * WIDTH + w]
            stance = gain + m[at + FIXED * WIDTH + w] + c[LAMBDA * WIDTH + w] * total[row + w]
            yes, abstain, no = weights(
                gain,
                stance,
                (
                    m[at + ODDS_YES * WIDTH + w],
                    m[at + ODDS_ABSTAIN * WIDTH + w],
                    m[at + ODDS_NO * WIDTH + w],
                ),
                m[at + BLAME * WIDTH + w],
                (
                    c[IOTA * WIDTH + w],
                    c[EPS * WIDTH + w],
                    c[NU * WIDTH + w],
                    c[ALPHA * WIDTH + w],
                    c[KAPPA * WIDTH + w],
                ),
            )
            m[at + NEW_YES * WIDTH + w] = yes
            m[at + NEW_ABSTAIN * WIDTH + w] = abstain
            m[at + NEW_NO * WIDTH + w] = no
        for w in range(n):
            p_yes, p_abstain, p_no = respond(
                m[at + NEW_YES * WIDTH + w],
                m[at + NEW_ABSTAIN * WIDTH + w],
                m[at + NEW_NO * WIDTH + w],
                c[TEMPER * WIDTH + w],
            )
            keep = m[at + HELD * WIDTH + w] != 0.0
            m[at + NEW_YES * WIDTH + w] = m[at + YES * WIDTH + w] if keep else p_yes
            m[at + NEW_ABSTAIN * WIDTH + w] = m[at + ABSTAIN * WIDTH + w] if keep else p_abstain
            m[at + NEW_NO * WIDTH + w] = m[at + NO * WIDTH + w] if keep else p_no
        for w in range(n):
            change = abs(m[at + NEW_YES * WIDTH + w] - m[at + YES * WIDTH + w])
            other = abs(m[at + NEW_ABSTAIN * WIDTH + w] - m[at + ABSTAIN * WIDTH + w])
            change = other if other > change else change
            other = abs(m[at + NEW_NO * WIDTH + w] - m[at + NO * WIDTH + w])
            change = other if other > change else change
            residual[w] = change if change > residual[w] else residual[w]


@kernel
def relax(
    members: int, m: Floats, share: Floats, top: Floats, bottom: Floats, first: Floats, n: int
) -> None:
    """Move every slot towards its response; how far is learnt from its last two moves.

    Aitken's dynamic relaxation (Irons and Tuck 1969): the share shrinks where the iteration swings
    and grows where it creeps. The probabilities stay a distribution: below zero is zero, and each
    member's sum is one. ``first`` is 1 where a slot has made no move yet.
    """
    for w in range(n):
        top[w] = 0.0
        bottom[w] = 0.0
    for i in range(members):
        for v in range(3):
            new = (i * ROWS + NEW_YES + v) * WIDTH
            at = (i * ROWS + YES + v) * WIDTH
            last = (i * ROWS + LAST_YES + v) * WIDTH
            for w in range(n):
                move = m[new + w] - m[at + w]
                turn = move - m[last + w]
                top[w] += m[last + w] * turn
                bottom[w] += turn * turn
                m[last + w] = move
    for w in range(n):
        free = first[w] != 0.0 or bottom[w] == 0.0
        x = 1.0 if free else -share[w] * top[w] / bottom[w]
        x = LEAST_SHARE if x < LEAST_SHARE else x
        share[w] = MOST_SHARE if x > MOST_SHARE else x
        first[w] = 0.0
    for i in range(members):
        at = i * ROWS * WIDTH
        for w in range(n):
            yes = m[at + YES * WIDTH + w] + share[w] * m[at + LAST_YES * WIDTH + w]
            abstain = m[at + ABSTAIN * WIDTH + w] + share[w] * m[at + LAST_ABSTAIN * WIDTH + w]
            no = m[at + NO * WIDTH + w] + share[w] * m[at + LAST_NO * WIDTH + w]
            yes = yes if yes > 0.0 else 0.0
            abstain = abstain if abstain > 0.0 else 0.0
            no = no if no > 0.0 else 0.0
            scale = 1.0 / (yes + abstain + no)
            m[at + YES * WIDTH + w] = yes * scale
            m[at + ABSTAIN * WIDTH + w] = abstain * scale
            m[at + NO * WIDTH + w] = no * scale
