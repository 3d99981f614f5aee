"""What a permanent member's vote looks like to sponsors who do not know its stance exactly.

They know it but for an error, in logits, that they hold on a few nodes with weights. What the
member says of a text changes the weights by Bayes' rule (Cameron 2000 on the credibility of a veto
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
"""Seven nodes of Gauss and Hermite for a standard normal number."""

WEIGHTS: Floats = np.array(
    [0.0005482688559722, 0.0307571239675865, 0.2401231786050127, 0.4571428571428571,
     0.2401231786050127, 0.0307571239675865, 0.0005482688559722]
)  # fmt: skip
"""Their weights, which sum to 1."""


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
    """The probabilities of each vote of ``rows`` as sponsors expect them.

    Args:
        rows: Members whose stance is not known exactly.
        worth: ``(3, members, lanes)`` W of yes, abstain, no.
        held: ``(members, lanes)`` 1 where the vote is known.
        world: ``(lanes,)`` column of each lane in the arrays of worlds.
        temper: ``(worlds,)`` 1/tau.
        spread, error: ``(rows, worlds)`` s and the error of the centre, in units of s.
        weight: ``(rows, nodes, worlds)``.
        out: in and out, ``(3, members, lanes)``; left as it is where the spread is 0.
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
                    one = ordered_logit(yes + shift, abstain, no - shift, 1.0)
                    p_yes += weight[r, g, b] * one[0]
                    p_abstain += weight[r, g, b] * one[1]
                    p_no += weight[r, g, b] * one[2]
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
    """Bayes' rule for what each of ``rows`` has said of a text.

    Args:
        rows, worth, world, temper, spread, error: As :func:`expected_votes` takes them.
        aside: ``(rows, lanes)`` what is to be taken from each stance: the statement's own pull.
        plain: ``(rows, lanes)`` how plain the word is: 1 says that it will vote no, -1 that it
            will not, 0 nothing.
        false_alarms: ``(rows, worlds)`` share of such words that do not come true.
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
                    one = ordered_logit(yes + shift, abstain, no - shift, 1.0)
                    value = 0.5 + m * (0.5 - false_alarms[r, b]) * (2.0 * one[2] - 1.0)
                    weight[r, g, b] *= value
                    total += weight[r, g, b]
                for g in range(NODES.shape[0]):
                    weight[r, g, b] /= total
