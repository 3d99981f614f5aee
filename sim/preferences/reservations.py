"""Sponsors' expectation of a permanent member's vote when they do not know its stance exactly.

They know the stance up to an error, in logits, represented by a few weighted nodes. The member's
statements on a text update the weights by Bayes' rule (Cameron 2000 on the credibility of a veto
threat; Matthews 1989 on threats as talk). Form: docs/decisions/0028-a-price-that-is-not-known.md.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiled import kernel
from sim.preferences.worth import ordered_logit

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NODES: Floats = np.array(
    [-3.7504397177257425, -2.366759410734541, -1.1544053947399682, 0.0,
     1.1544053947399682, 2.366759410734541, 3.7504397177257425]
)  # fmt: skip
"""The seven Gauss-Hermite nodes for a standard normal variable."""

WEIGHTS: Floats = np.array(
    [0.0005482688559722, 0.0307571239675865, 0.2401231786050127, 0.4571428571428571,
     0.2401231786050127, 0.0307571239675865, 0.0005482688559722]
)  # fmt: skip
"""The weights of the nodes; they sum to 1."""


@kernel
def expected_votes(
    rows: Ints,
    worth: Floats,
    held: Floats,
    world: Ints,
    temper: Floats,
    spread: Floats,
    error: Floats,
    weight: Floats,
    out: Floats,
) -> None:
    """The vote probabilities of ``rows`` as sponsors expect them.

    Args:
        rows: Members whose stance is not known exactly.
        worth: ``(3, members, lanes)`` W of yes, abstain, no.
        held: ``(members, lanes)`` 1 where the vote is fixed.
        world: ``(lanes,)`` column of each lane in the arrays of worlds.
        temper: ``(worlds,)`` 1/tau.
        spread, error: ``(rows, worlds)`` s, and the error of the centre in units of s.
        weight: ``(rows, nodes, worlds)``.
        out: in and out, ``(3, members, lanes)``; unchanged where the spread is 0.
    """
    for r in range(rows.shape[0]):
        i = rows[r]
        for lane in range(world.shape[0]):
            b = world[lane]
            s = spread[r, b]
            if s > 0.0 and held[i, lane] == 0.0:
                yes = worth[0, i, lane] * temper[b]
                abstain = worth[1, i, lane] * temper[b]
                no = worth[2, i, lane] * temper[b]
                p_yes = 0.0
                p_abstain = 0.0
                p_no = 0.0
                for g in range(NODES.shape[0]):
                    shift = s * (error[r, b] + NODES[g])
                    chances = ordered_logit(yes + shift, abstain, no - shift, 1.0)
                    p_yes += weight[r, g, b] * chances[0]
                    p_abstain += weight[r, g, b] * chances[1]
                    p_no += weight[r, g, b] * chances[2]
                out[0, i, lane] = p_yes
                out[1, i, lane] = p_abstain
                out[2, i, lane] = p_no


@kernel
def weigh_statements(
    rows: Ints,
    worth: Floats,
    world: Ints,
    temper: Floats,
    spread: Floats,
    error: Floats,
    aside: Floats,
    plain: Floats,
    false_alarms: Floats,
    weight: Floats,
) -> None:
    """Update the weights by Bayes' rule for what each of ``rows`` has said about a text.

    Args:
        rows, worth, world, temper, spread, error: As in :func:`expected_votes`.
        aside: ``(rows, lanes)`` amount to subtract from each stance: the statement's own pull.
        plain: ``(rows, lanes)`` what the statement announces: 1 a no, -1 that there will be no no,
            0 nothing.
        false_alarms: ``(rows, worlds)`` share of such announcements that do not come true.
        weight: in and out, ``(rows, nodes, worlds)``, each summing to 1.
    """
    for r in range(rows.shape[0]):
        i = rows[r]
        for lane in range(world.shape[0]):
            b = world[lane]
            s = spread[r, b]
            m = plain[r, lane]
            if m != 0.0 and s > 0.0:
                yes = (worth[0, i, lane] - aside[r, lane]) * temper[b]
                abstain = worth[1, i, lane] * temper[b]
                no = (worth[2, i, lane] + aside[r, lane]) * temper[b]
                total = 0.0
                for g in range(NODES.shape[0]):
                    shift = s * (error[r, b] + NODES[g])
                    chances = ordered_logit(yes + shift, abstain, no - shift, 1.0)
                    value = 0.5 + m * (0.5 - false_alarms[r, b]) * (2.0 * chances[2] - 1.0)
                    weight[r, g, b] *= value
                    total += weight[r, g, b]
                for g in range(NODES.shape[0]):
                    weight[r, g, b] /= total
