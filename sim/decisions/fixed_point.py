"""The quantal-response fixed point of one ballot, many ballots at a time.

A lane is one voting problem: a world and a text. Arrays carry lanes on their last axis. Lanes are
worked on in slots: when a lane has converged the next one takes its slot, and when none is left
the last slot moves into the gap, so that no arithmetic is spent on finished lanes. Every lane is
computed by the same operations in the same order whatever stands beside it.

Sources: McKelvey and Palfrey 1995 (quantal response); Brock and Durlauf 2001 (interaction).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiled import kernel
from sim.decisions.iteration import iterate, relax
from sim.decisions.pivots import (
    ABSTAIN,
    BLAME,
    FIXED,
    GAIN,
    HELD,
    LAST_ABSTAIN,
    LAST_NO,
    LAST_YES,
    NEW_YES,
    NO,
    ODDS_YES,
    ROWS,
    SUPPORT,
    WIDTH,
    YES,
    blocking_rows,
    buffers,
    pivots,
)
from sim.decisions.response import (
    ALPHA,
    EPS,
    IOTA,
    KAPPA,
    NU,
    TEMPER,
    respond,
    weights,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TOLERANCE = 1e-9
"""Largest change of a probability at which a fixed point counts as reached."""

LIMIT = 200
"""Iterations after which a lane stops and reports its residual."""


@kernel
def _enter(
    gain: Floats,
    fixed: Floats,
    held: Floats,
    probability: Floats,
    lane: int,
    c: Floats,
    m: Floats,
    w: int,
) -> None:
    """Put a lane into slot ``w`` at the sincere start: nobody is decisive or looks at others."""
    for i in range(gain.shape[0]):
        at = i * ROWS * WIDTH + w
        m[at + GAIN * WIDTH] = gain[i, lane]
        m[at + FIXED * WIDTH] = fixed[i, lane]
        m[at + HELD * WIDTH] = held[i, lane]
        p_yes = probability[0, i, lane]
        p_abstain = probability[1, i, lane]
        p_no = probability[2, i, lane]
        if held[i, lane] == 0.0:
            yes, abstain, no = weights(
                gain[i, lane],
                gain[i, lane] + fixed[i, lane],
                (0.0, 0.0, 0.0),
                0.0,
                (
                    c[IOTA * WIDTH + w],
                    c[EPS * WIDTH + w],
                    c[NU * WIDTH + w],
                    c[ALPHA * WIDTH + w],
                    c[KAPPA * WIDTH + w],
                ),
            )
            p_yes, p_abstain, p_no = respond(yes, abstain, no, c[TEMPER * WIDTH + w])
        m[at + YES * WIDTH] = p_yes
        m[at + ABSTAIN * WIDTH] = p_abstain
        m[at + NO * WIDTH] = p_no
        m[at + LAST_YES * WIDTH] = 0.0
        m[at + LAST_ABSTAIN * WIDTH] = 0.0
        m[at + LAST_NO * WIDTH] = 0.0


@kernel
def _shift(buffer: Floats, rows: int, to: int, source: int) -> None:
    """Copy slot ``source`` over slot ``to`` in all rows of a flat buffer."""
    for row in range(rows):
        buffer[row * WIDTH + to] = buffer[row * WIDTH + source]


@kernel
def equilibrium(
    gain: Floats,
    fixed: Floats,
    align: Floats,
    c: Floats,
    world: Ints,
    held: Floats,
    elected: Ints,
    permanent: Ints,
    quota: int,
    blocking: Ints,
    probability: Floats,
    support: Floats,
    odds: Floats,
    blame: Floats,
    adopted: Floats,
    nine: Floats,
    steps: Ints,
    residual: Floats,
) -> None:
    """Solve the fixed point of every lane.

    Args:
        gain: ``(members, lanes)`` policy gain.
        fixed: ``(members, lanes)`` the part of the stance that no belief touches.
        align: ``(members, members, worlds)`` weight that the first gives to the second.
        c: ``(11, worlds)`` coefficients; the last row is 1/tau.
        world: ``(lanes,)`` column of each lane in ``align`` and ``c``.
        held: ``(members, lanes)`` 1 where ``probability`` is given and stays.
        elected, permanent, quota: The law; see :func:`sim.decisions.pivots.pivots`.
        blocking: ``(lanes,)`` permanent noes that block.
        probability: in (held rows) and out, ``(3, members, lanes)``.
        support: out, ``(members, lanes)`` believed E[e]: P(yes) - P(no).
        odds: out, ``(3, members, lanes)``; blame: out, ``(members, lanes)``.
        adopted, nine: out, ``(lanes,)``.
        steps: out, ``(lanes,)`` iterations used.
        residual: out, ``(lanes,)`` largest change in the last iteration.
    """
    members, lanes = gain.shape
    most = permanent.shape[0] + 2
    work = buffers(elected.shape[0], permanent.shape[0])
    m = np.zeros(members * ROWS * WIDTH)
    ties = np.zeros(members * members * WIDTH)
    rates = np.zeros(c.shape[0] * WIDTH)
    passes = np.zeros(most * WIDTH)
    shares = np.zeros(most * WIDTH)
    total = np.zeros(members * WIDTH)
    here = np.zeros(WIDTH)
    quorum = np.zeros(WIDTH)
    change = np.zeros(WIDTH)
    share = np.zeros(WIDTH)
    first = np.zeros(WIDTH)
    top = np.zeros(WIDTH)
    bottom = np.zeros(WIDTH)
    lane_of = np.zeros(WIDTH, dtype=np.int64)
    done = np.zeros(WIDTH, dtype=np.int64)
    n = 0
    following = 0
    while True:
        while n < WIDTH and following < lanes:
            b = world[following]
            for row in range(c.shape[0]):
                rates[row * WIDTH + n] = c[row, b]
            for i in range(members):
                for j in range(members):
                    ties[(i * members + j) * WIDTH + n] = align[i, j, b]
            blocking_rows(passes, shares, blocking[following], most, n)
            _enter(gain, fixed, held, probability, following, rates, m, n)
            lane_of[n] = following
            done[n] = 0
            share[n] = 1.0
            first[n] = 1.0
            n += 1
            following += 1
        if n == 0:
            break
        pivots(elected, permanent, quota, m, passes, shares, here, quorum, work, n)
        iterate(members, ties, rates, m, total, change, n)
        kept = n
        for w in range(n - 1, -1, -1):
            done[w] += 1
            if change[w] < TOLERANCE or done[w] >= LIMIT:
                lane = lane_of[w]
                for i in range(members):
                    at = i * ROWS * WIDTH + w
                    for v in range(3):
                        probability[v, i, lane] = m[at + (NEW_YES + v) * WIDTH]
                        odds[v, i, lane] = m[at + (ODDS_YES + v) * WIDTH]
                    support[i, lane] = m[at + SUPPORT * WIDTH]
                    blame[i, lane] = m[at + BLAME * WIDTH]
                adopted[lane] = here[w]
                nine[lane] = quorum[w]
                steps[lane] = done[w]
                residual[lane] = change[w]
                kept -= 1
                if w < kept:
                    _shift(m, members * ROWS, w, kept)
                    _shift(ties, members * members, w, kept)
                    _shift(rates, c.shape[0], w, kept)
                    _shift(passes, most, w, kept)
                    _shift(shares, most, w, kept)
                    lane_of[w] = lane_of[kept]
                    done[w] = done[kept]
                    share[w] = share[kept]
                    first[w] = first[kept]
        n = kept
        relax(members, m, share, top, bottom, first, n)
