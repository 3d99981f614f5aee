"""The odds of adoption, exactly, and what each member's own vote does to them.

A generating function over (yes votes, permanent noes), run forward and backward, so that leaving
a member out needs neither division nor a second pass.

Slots are worked on side by side, ``WIDTH`` of them. Every buffer is flat and holds rows of
``WIDTH`` slots, and a member's rows stand together: between rows the distance is a constant, so
that the compiler sees that they do not overlap and can use wide vectors (docs/decisions).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiled import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WIDTH = 64
"""Slots worked on together; the results do not depend on it."""

GAIN, FIXED, HELD, YES, ABSTAIN, NO, ODDS_YES, ODDS_ABSTAIN, ODDS_NO, BLAME = range(10)
SUPPORT, NEW_YES, NEW_ABSTAIN, NEW_NO, LAST_YES, LAST_ABSTAIN, LAST_NO = range(10, 17)
ROWS = 17
"""A member's rows in the members' buffer."""

Work = tuple[Floats, Floats, Floats, Floats, Floats, Floats]
"""Buffers of :func:`pivots`: elected forward and backward, joint, onward, guilt, tail."""


@kernel
def buffers(elected: int, permanent: int) -> Work:
    """The buffers that :func:`pivots` works in; all zero, as the edges of the tables must be."""
    side = permanent + 2
    return (
        np.zeros((elected + 1) * (elected + 2) * WIDTH),
        np.zeros((elected + 2) * WIDTH),
        np.zeros((permanent + 1) * side * side * WIDTH),
        np.zeros(side * side * WIDTH),
        np.zeros(side * side * WIDTH),
        np.zeros((elected + 2) * WIDTH),
    )


@kernel
def blocking_rows(passes: Floats, shares: Floats, blocking: int, most: int, w: int) -> None:
    """Fill slot ``w`` for a law under which ``blocking`` permanent noes defeat a proposal.

    Args:
        passes: ``(most * WIDTH,)`` 1 where that many permanent noes do not block.
        shares: ``(most * WIDTH,)`` blame of one that blocks beside that many others.
        blocking: Permanent noes that block; 0 where nobody can.
        most: Counts of permanent noes, from 0.
        w: Slot.
    """
    for o in range(most):
        free = blocking == 0 or o < blocking
        passes[o * WIDTH + w] = 1.0 if free else 0.0
        blocks = blocking > 0 and o + 1 >= blocking
        shares[o * WIDTH + w] = 1.0 / (1.0 + o) if blocks else 0.0


@kernel
def _elected_forward(elected: Ints, m: Floats, forward: Floats, tail: Floats, n: int) -> None:
    """Counts of yes among the first j elected members, and the tail P(count >= k) of all.

    Row (j, k) of ``forward`` stands at j (E + 2) + k + 1; row (j, -1) stays zero.
    """
    seats = elected.shape[0]
    line = (seats + 2) * WIDTH
    for w in range(n):
        forward[WIDTH + w] = 1.0
    for j in range(seats):
        p = elected[j] * ROWS * WIDTH + YES * WIDTH
        for k in range(1, j + 3):
            old = j * line + k * WIDTH
            new = old + line
            if k < j + 2:
                for w in range(n):
                    forward[new + w] = (
                        forward[old + w] * (1.0 - m[p + w]) + forward[old - WIDTH + w] * m[p + w]
                    )
            else:
                for w in range(n):
                    forward[new + w] = forward[old - WIDTH + w] * m[p + w]
    for w in range(n):
        tail[(seats + 1) * WIDTH + w] = 0.0
    for k in range(seats, -1, -1):
        row = seats * line + (k + 1) * WIDTH
        for w in range(n):
            tail[k * WIDTH + w] = tail[(k + 1) * WIDTH + w] + forward[row + w]


@kernel
def _permanent_forward(permanent: Ints, m: Floats, joint: Floats, n: int) -> None:
    """Joint counts (yes, no) of the first b permanent members.

    Row (b, y, o) of ``joint`` stands at (b S + y + 1) S + o + 1 with S = permanent + 2; the rows
    at -1 stay zero, and those with y + o > b are zero.
    """
    seats = permanent.shape[0]
    side = (seats + 2) * WIDTH
    floor = (seats + 2) * side
    for w in range(n):
        joint[side + WIDTH + w] = 1.0
    for b in range(seats):
        p = permanent[b] * ROWS * WIDTH
        for y in range(b + 2):
            for o in range(b + 2 - y):
                old = b * floor + (y + 1) * side + (o + 1) * WIDTH
                new = old + floor
                for w in range(n):
                    rest = 1.0 - m[p + YES * WIDTH + w] - m[p + NO * WIDTH + w]
                    joint[new + w] = (
                        joint[old + w] * rest
                        + joint[old - side + w] * m[p + YES * WIDTH + w]
                        + joint[old - WIDTH + w] * m[p + NO * WIDTH + w]
                    )


@kernel
def _permanent_backward(
    permanent: Ints, m: Floats, joint: Floats, onward: Floats, guilt: Floats, n: int
) -> None:
    """Each permanent member's odds and blame, from the last to the first."""
    seats = permanent.shape[0]
    side = (seats + 2) * WIDTH
    floor = (seats + 2) * side
    for b in range(seats - 1, -1, -1):
        p = permanent[b] * ROWS * WIDTH
        for w in range(n):
            m[p + ODDS_YES * WIDTH + w] = 0.0
            m[p + ODDS_ABSTAIN * WIDTH + w] = 0.0
            m[p + ODDS_NO * WIDTH + w] = 0.0
            m[p + BLAME * WIDTH + w] = 0.0
        for y in range(b + 1):
            for o in range(b + 1 - y):
                at = y * side + o * WIDTH
                row = b * floor + at + side + WIDTH
                for w in range(n):
                    m[p + ODDS_YES * WIDTH + w] += joint[row + w] * onward[at + side + w]
                    m[p + ODDS_ABSTAIN * WIDTH + w] += joint[row + w] * onward[at + w]
                    m[p + ODDS_NO * WIDTH + w] += joint[row + w] * onward[at + WIDTH + w]
                    m[p + BLAME * WIDTH + w] += joint[row + w] * guilt[at + w]
                for w in range(n):
                    rest = 1.0 - m[p + YES * WIDTH + w] - m[p + NO * WIDTH + w]
                    onward[at + w] = (
                        onward[at + w] * rest
                        + onward[at + side + w] * m[p + YES * WIDTH + w]
                        + onward[at + WIDTH + w] * m[p + NO * WIDTH + w]
                    )
                for w in range(n):
                    rest = 1.0 - m[p + YES * WIDTH + w] - m[p + NO * WIDTH + w]
                    guilt[at + w] = (
                        guilt[at + w] * rest
                        + guilt[at + side + w] * m[p + YES * WIDTH + w]
                        + guilt[at + WIDTH + w] * m[p + NO * WIDTH + w]
                    )


@kernel
def _elected_backward(elected: Ints, m: Floats, forward: Floats, back: Floats, n: int) -> None:
    """Each elected member's odds, from the last to the first; it cannot block."""
    seats = elected.shape[0]
    line = (seats + 2) * WIDTH
    for j in range(seats - 1, -1, -1):
        p = elected[j] * ROWS * WIDTH
        for w in range(n):
            m[p + ODDS_YES * WIDTH + w] = 0.0
            m[p + ODDS_ABSTAIN * WIDTH + w] = 0.0
            m[p + BLAME * WIDTH + w] = 0.0
        for k in range(j + 1):
            row = j * line + (k + 1) * WIDTH
            at = k * WIDTH
            for w in range(n):
                here = back[at + w]
                more = back[at + WIDTH + w]
                m[p + ODDS_ABSTAIN * WIDTH + w] += forward[row + w] * here
                m[p + ODDS_YES * WIDTH + w] += forward[row + w] * more
                yes = m[p + YES * WIDTH + w]
                back[at + w] = here * (1.0 - yes) + more * yes
        for w in range(n):
            m[p + ODDS_NO * WIDTH + w] = m[p + ODDS_ABSTAIN * WIDTH + w]


@kernel
def pivots(
    elected: Ints,
    permanent: Ints,
    quota: int,
    m: Floats,
    passes: Floats,
    shares: Floats,
    adopted: Floats,
    nine: Floats,
    work: Work,
    n: int,
) -> None:
    """Odds of adoption by own vote, expected blame, P(adopted) and P(quota reached) of ``n`` slots.

    Args:
        elected, permanent: Indices of the members that cannot and that can block.
        quota: Affirmative votes needed.
        m: Members' buffer; reads YES and NO, writes ODDS_YES, ODDS_ABSTAIN, ODDS_NO and BLAME.
        passes, shares: The law; see :func:`blocking_rows`.
        adopted, nine: out, ``(WIDTH,)``.
        work: From :func:`buffers`.
        n: Slots in use.
    """
    forward, back, joint, onward, guilt, tail = work
    e = elected.shape[0]
    p = permanent.shape[0]
    side = (p + 2) * WIDTH
    _elected_forward(elected, m, forward, tail, n)
    _permanent_forward(permanent, m, joint, n)
    last = p * (p + 2) * side
    for w in range(n):
        adopted[w] = 0.0
        nine[w] = 0.0
        guilt[w] = 0.0
    count = p
    for k in range(e + 1):
        need = min(max(quota - k, 0), p + 1)
        while count >= need:
            for o in range(p - count + 1):
                row = last + (count + 1) * side + (o + 1) * WIDTH
                for w in range(n):
                    adopted[w] += joint[row + w] * passes[o * WIDTH + w]
                for w in range(n):
                    guilt[w] += joint[row + w]
            count -= 1
        row = e * (e + 2) * WIDTH + (k + 1) * WIDTH
        for w in range(n):
            back[k * WIDTH + w] = adopted[w]
        for w in range(n):
            nine[w] += forward[row + w] * guilt[w]
    for y in range(p + 1):
        level = min(max(quota - y, 0), e + 1) * WIDTH
        for o in range(p - y + 1):
            at = y * side + o * WIDTH
            for w in range(n):
                onward[at + w] = tail[level + w] * passes[o * WIDTH + w]
            for w in range(n):
                guilt[at + w] = tail[level + w] * shares[o * WIDTH + w]
    _permanent_backward(permanent, m, joint, onward, guilt, n)
    _elected_backward(elected, m, forward, back, n)
    for w in range(n):
        adopted[w] = back[w]


@kernel
def adoption(
    elected: Ints,
    permanent: Ints,
    quota: int,
    blocking: Ints,
    probability: Floats,
    odds: Floats,
    blame: Floats,
    adopted: Floats,
    nine: Floats,
) -> None:
    """:func:`pivots` for given probabilities, ``WIDTH`` lanes at a time.

    Args:
        elected, permanent, quota: The law; see :func:`pivots`.
        blocking: ``(lanes,)`` permanent noes that block; 0 where nobody can.
        probability: ``(3, members, lanes)``.
        odds: out, ``(3, members, lanes)``; blame: out, ``(members, lanes)``.
        adopted, nine: out, ``(lanes,)``.
    """
    most = permanent.shape[0] + 2
    _, members, lanes = probability.shape
    work = buffers(elected.shape[0], permanent.shape[0])
    m = np.zeros(members * ROWS * WIDTH)
    passes = np.zeros(most * WIDTH)
    shares = np.zeros(most * WIDTH)
    part_adopted = np.zeros(WIDTH)
    part_nine = np.zeros(WIDTH)
    for start in range(0, lanes, WIDTH):
        n = min(WIDTH, lanes - start)
        for w in range(n):
            blocking_rows(passes, shares, blocking[start + w], most, w)
            for i in range(members):
                for v in range(3):
                    m[(i * ROWS + YES + v) * WIDTH + w] = probability[v, i, start + w]
        pivots(elected, permanent, quota, m, passes, shares, part_adopted, part_nine, work, n)
        for w in range(n):
            for i in range(members):
                for v in range(3):
                    odds[v, i, start + w] = m[(i * ROWS + ODDS_YES + v) * WIDTH + w]
                blame[i, start + w] = m[(i * ROWS + BLAME) * WIDTH + w]
            adopted[start + w] = part_adopted[w]
            nine[start + w] = part_nine[w]
