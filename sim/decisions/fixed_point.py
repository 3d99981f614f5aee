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

from sim.arithmetic import exponential
from sim.compiled import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WIDTH = 64
"""Slots worked on together; the results do not depend on it."""

TOLERANCE = 1e-9
"""Largest change of a probability at which a fixed point counts as reached."""

LIMIT = 200
"""Iterations after which a lane stops and reports its residual."""

LEAST_SHARE, MOST_SHARE = 0.3, 3.0
"""How far, at the least and at the most, an iteration moves towards the response."""

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


@kernel
def _elected_forward(elected: Ints, p_yes: Floats, forward: Floats, tail: Floats, n: int) -> None:
    """Yes counts of the first j elected members, and the tail P(count >= k) of all of them."""
    seats = elected.shape[0]
    for w in range(n):
        forward[0, 0, w] = 1.0
    for j in range(seats):
        m = elected[j]
        for w in range(n):
            forward[j + 1, 0, w] = forward[j, 0, w] * (1.0 - p_yes[m, w])
        for k in range(1, j + 1):
            for w in range(n):
                forward[j + 1, k, w] = (
                    forward[j, k, w] * (1.0 - p_yes[m, w]) + forward[j, k - 1, w] * p_yes[m, w]
                )
        for w in range(n):
            forward[j + 1, j + 1, w] = forward[j, j, w] * p_yes[m, w]
    for w in range(n):
        tail[seats + 1, w] = 0.0
    for k in range(seats, -1, -1):
        for w in range(n):
            tail[k, w] = tail[k + 1, w] + forward[seats, k, w]


@kernel
def _permanent_forward(
    permanent: Ints, p_yes: Floats, p_no: Floats, forward: Floats, n: int
) -> None:
    """Joint counts (yes, no) of the first b permanent members: ``forward[b, yes, no, lane]``."""
    for w in range(n):
        forward[0, 0, 0, w] = 1.0
    for b in range(permanent.shape[0]):
        m = permanent[b]
        for y in range(b + 2):
            for o in range(b + 2 - y):
                if y + o <= b:
                    for w in range(n):
                        forward[b + 1, y, o, w] = forward[b, y, o, w] * (
                            1.0 - p_yes[m, w] - p_no[m, w]
                        )
                else:
                    for w in range(n):
                        forward[b + 1, y, o, w] = 0.0
                if y > 0:
                    for w in range(n):
                        forward[b + 1, y, o, w] += forward[b, y - 1, o, w] * p_yes[m, w]
                if o > 0:
                    for w in range(n):
                        forward[b + 1, y, o, w] += forward[b, y, o - 1, w] * p_no[m, w]


@kernel
def pivots(
    elected: Ints,
    permanent: Ints,
    quota: int,
    probability: Floats,
    passes: Floats,
    shares: Floats,
    odds: Floats,
    blame: Floats,
    adopted: Floats,
    nine: Floats,
    work: tuple[Floats, Floats, Floats, Floats, Floats, Floats],
    n: int,
) -> None:
    """Exact odds of adoption, and what each member's own vote does to them.

    A generating function over (yes votes, permanent noes), run forward and backward, so that
    leaving a member out needs no division and no second pass.

    Args:
        elected: Indices of the elected members.
        permanent: Indices of the permanent members.
        quota: Affirmative votes needed.
        probability: ``(3, members, slots)``: yes, abstain, no.
        passes: ``(permanent + 2, slots)``: 1 where that many permanent noes do not block.
        shares: ``(permanent + 2, slots)``: blame of one that blocks beside that many others.
        odds: out, ``(3, members, slots)``: P(adopted | own vote).
        blame: out, ``(members, slots)``: expected share of the blame for blocking.
        adopted: out, ``(slots,)``: P(adopted).
        nine: out, ``(slots,)``: P(the quota of yes votes is reached).
        work: Buffers from :func:`buffers`.
        n: Slots in use.
    """
    forward, back, joint, onward, guilt, tail = work
    p_yes = probability[0]
    p_no = probability[2]
    e = elected.shape[0]
    p = permanent.shape[0]
    _elected_forward(elected, p_yes, forward, tail, n)
    _permanent_forward(permanent, p_yes, p_no, joint, n)
    for w in range(n):
        adopted[w] = 0.0
        nine[w] = 0.0
    count = p
    for w in range(n):
        guilt[0, 0, w] = 0.0
        onward[0, 0, w] = 0.0
    for k in range(e + 1):
        need = min(max(quota - k, 0), p + 1)
        while count >= need:
            for o in range(p - count + 1):
                for w in range(n):
                    onward[0, 0, w] += joint[p, count, o, w] * passes[o, w]
                    guilt[0, 0, w] += joint[p, count, o, w]
            count -= 1
        for w in range(n):
            back[k, w] = onward[0, 0, w]
            nine[w] += forward[e, k, w] * guilt[0, 0, w]
    for y in range(p + 1):
        level = min(max(quota - y, 0), e + 1)
        for o in range(p - y + 1):
            for w in range(n):
                onward[y, o, w] = tail[level, w] * passes[o, w]
                guilt[y, o, w] = tail[level, w] * shares[o, w]
    for b in range(p - 1, -1, -1):
        m = permanent[b]
        for w in range(n):
            odds[0, m, w] = 0.0
            odds[1, m, w] = 0.0
            odds[2, m, w] = 0.0
            blame[m, w] = 0.0
        for y in range(b + 1):
            for o in range(b + 1 - y):
                for w in range(n):
                    odds[0, m, w] += joint[b, y, o, w] * onward[y + 1, o, w]
                    odds[1, m, w] += joint[b, y, o, w] * onward[y, o, w]
                    odds[2, m, w] += joint[b, y, o, w] * onward[y, o + 1, w]
                    blame[m, w] += joint[b, y, o, w] * guilt[y, o, w]
                for w in range(n):
                    rest = 1.0 - p_yes[m, w] - p_no[m, w]
                    onward[y, o, w] = (
                        onward[y, o, w] * rest
                        + onward[y + 1, o, w] * p_yes[m, w]
                        + onward[y, o + 1, w] * p_no[m, w]
                    )
                    guilt[y, o, w] = (
                        guilt[y, o, w] * rest
                        + guilt[y + 1, o, w] * p_yes[m, w]
                        + guilt[y, o + 1, w] * p_no[m, w]
                    )
    for j in range(e - 1, -1, -1):
        m = elected[j]
        for w in range(n):
            odds[0, m, w] = 0.0
            odds[1, m, w] = 0.0
            blame[m, w] = 0.0
        for k in range(j + 1):
            for w in range(n):
                odds[1, m, w] += forward[j, k, w] * back[k, w]
                odds[0, m, w] += forward[j, k, w] * back[k + 1, w]
            for w in range(n):
                back[k, w] = back[k, w] * (1.0 - p_yes[m, w]) + back[k + 1, w] * p_yes[m, w]
        for w in range(n):
            odds[2, m, w] = odds[1, m, w]
    for w in range(n):
        adopted[w] = back[0, w]


@kernel
def buffers(
    elected: int, permanent: int, n: int
) -> tuple[Floats, Floats, Floats, Floats, Floats, Floats]:
    """The buffers that :func:`pivots` works in, for ``n`` slots."""
    return (
        np.empty((elected + 1, elected + 1, n)),
        np.empty((elected + 2, n)),
        np.empty((permanent + 1, permanent + 1, permanent + 1, n)),
        np.empty((permanent + 1, permanent + 1, n)),
        np.empty((permanent + 1, permanent + 1, n)),
        np.empty((elected + 2, n)),
    )


@kernel
def _blocking_rows(passes: Floats, shares: Floats, blocking: int, w: int) -> None:
    for o in range(passes.shape[0]):
        free = blocking == 0 or o < blocking
        passes[o, w] = 1.0 if free else 0.0
        shares[o, w] = 1.0 / (1.0 + o) if (blocking > 0 and o + 1 >= blocking) else 0.0


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
    """:func:`pivots` for given probabilities ``(3, members, lanes)``, a block of lanes at a time.

    Args:
        blocking: ``(lanes,)`` permanent noes that block; 0 where nobody can.
    """
    e = elected.shape[0]
    p = permanent.shape[0]
    lanes = probability.shape[2]
    work = buffers(e, p, WIDTH)
    chunk = np.empty((3, probability.shape[1], WIDTH))
    passes = np.empty((p + 2, WIDTH))
    shares = np.empty((p + 2, WIDTH))
    part_odds = np.empty((3, probability.shape[1], WIDTH))
    part_blame = np.empty((probability.shape[1], WIDTH))
    part_adopted = np.empty(WIDTH)
    part_nine = np.empty(WIDTH)
    for start in range(0, lanes, WIDTH):
        n = min(WIDTH, lanes - start)
        for w in range(n):
            _blocking_rows(passes, shares, blocking[start + w], w)
            chunk[:, :, w] = probability[:, :, start + w]
        pivots(
            elected, permanent, quota, chunk, passes, shares,
            part_odds, part_blame, part_adopted, part_nine, work, n,
        )  # fmt: skip
        for w in range(n):
            odds[:, :, start + w] = part_odds[:, :, w]
            blame[:, start + w] = part_blame[:, w]
            adopted[start + w] = part_adopted[w]
            nine[start + w] = part_nine[w]


@kernel
def _iterate(
    gain: Floats,
    fixed: Floats,
    align: Floats,
    held: Floats,
    c: Floats,
    probability: Floats,
    support: Floats,
    odds: Floats,
    blame: Floats,
    new: Floats,
    total: Floats,
    residual: Floats,
    n: int,
) -> None:
    """One response of every member to the others' probabilities, all slots."""
    members = gain.shape[0]
    for j in range(members):
        for w in range(n):
            support[j, w] = probability[0, j, w] - probability[2, j, w]
    for w in range(n):
        residual[w] = 0.0
    for i in range(members):
        for w in range(n):
            total[w] = 0.0
        for j in range(members):
            for w in range(n):
                total[w] += align[i, j, w] * support[j, w]
        for w in range(n):
            stance = gain[i, w] + fixed[i, w] + c[LAMBDA, w] * total[w]
            yes, abstain, no = weights(
                gain[i, w],
                stance,
                (odds[0, i, w], odds[1, i, w], odds[2, i, w]),
                blame[i, w],
                (c[IOTA, w], c[EPS, w], c[NU, w], c[ALPHA, w], c[KAPPA, w]),
            )
            p_yes, p_abstain, p_no = respond(yes, abstain, no, c[TEMPER, w])
            keep = held[i, w] != 0.0
            p_yes = probability[0, i, w] if keep else p_yes
            p_abstain = probability[1, i, w] if keep else p_abstain
            p_no = probability[2, i, w] if keep else p_no
            new[0, i, w] = p_yes
            new[1, i, w] = p_abstain
            new[2, i, w] = p_no
            change = abs(p_yes - probability[0, i, w])
            other = abs(p_abstain - probability[1, i, w])
            change = other if other > change else change
            other = abs(p_no - probability[2, i, w])
            change = other if other > change else change
            residual[w] = change if change > residual[w] else residual[w]


@kernel
def _start(
    gain: Floats, fixed: Floats, held: Floats, c: Floats, w: int, probability: Floats
) -> None:
    """The sincere start of one slot: nobody is decisive, nobody looks at others."""
    for i in range(gain.shape[0]):
        if held[i, w] == 0.0:
            yes, abstain, no = weights(
                gain[i, w],
                gain[i, w] + fixed[i, w],
                (0.0, 0.0, 0.0),
                0.0,
                (c[IOTA, w], c[EPS, w], c[NU, w], c[ALPHA, w], c[KAPPA, w]),
            )
            p_yes, p_abstain, p_no = respond(yes, abstain, no, c[TEMPER, w])
            probability[0, i, w] = p_yes
            probability[1, i, w] = p_abstain
            probability[2, i, w] = p_no


@kernel
def _relax(
    probability: Floats, new: Floats, last: Floats, w: int, factor: float, first: bool
) -> float:
    """Move one slot towards its response; how far is learnt from the last two moves.

    Aitken's dynamic relaxation (Irons and Tuck 1969): the factor shrinks where the iteration
    swings and grows where it creeps. ``last`` holds the move before, and takes this one. The
    probabilities stay a distribution: below zero is zero, and each member's sum is one.
    """
    top = 0.0
    bottom = 0.0
    for i in range(probability.shape[1]):
        for v in range(3):
            move = new[v, i, w] - probability[v, i, w]
            turn = move - last[v, i, w]
            top += last[v, i, w] * turn
            bottom += turn * turn
            last[v, i, w] = move
    share = 1.0 if first or bottom == 0.0 else -factor * top / bottom
    share = LEAST_SHARE if share < LEAST_SHARE else share
    share = MOST_SHARE if share > MOST_SHARE else share
    for i in range(probability.shape[1]):
        total = 0.0
        for v in range(3):
            x = probability[v, i, w] + share * last[v, i, w]
            probability[v, i, w] = x if x > 0.0 else 0.0
            total += probability[v, i, w]
        for v in range(3):
            probability[v, i, w] /= total
    return share


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
        elected, permanent, quota: The law; see :func:`pivots`.
        blocking: ``(lanes,)`` permanent noes that block.
        probability: in (held rows) and out, ``(3, members, lanes)``.
        support: out, ``(members, lanes)`` believed E[e]: P(yes) - P(no).
        odds, blame, adopted, nine: out, as in :func:`pivots`, per lane.
        steps: out, ``(lanes,)`` iterations used.
        residual: out, ``(lanes,)`` largest change in the last iteration.
    """
    members, lanes = gain.shape
    size = min(WIDTH, lanes)
    p = permanent.shape[0]
    work = buffers(elected.shape[0], p, size)
    s_gain = np.empty((members, size))
    s_fixed = np.empty((members, size))
    s_held = np.empty((members, size))
    s_align = np.empty((members, members, size))
    s_c = np.empty((c.shape[0], size))
    s_p = np.empty((3, members, size))
    s_new = np.empty((3, members, size))
    s_last = np.zeros((3, members, size))
    s_support = np.empty((members, size))
    s_odds = np.empty((3, members, size))
    s_blame = np.empty((members, size))
    s_adopted = np.empty(size)
    s_nine = np.empty(size)
    s_residual = np.empty(size)
    s_total = np.empty(size)
    passes = np.empty((p + 2, size))
    shares = np.empty((p + 2, size))
    damping = np.empty(size)
    lane_of = np.empty(size, dtype=np.int64)
    done = np.empty(size, dtype=np.int64)
    n = 0
    following = 0
    while True:
        while n < size and following < lanes:
            lane = following
            b = world[lane]
            for i in range(members):
                s_gain[i, n] = gain[i, lane]
                s_fixed[i, n] = fixed[i, lane]
                s_held[i, n] = held[i, lane]
                for v in range(3):
                    s_p[v, i, n] = probability[v, i, lane]
                for j in range(members):
                    s_align[i, j, n] = align[i, j, b]
            for row in range(c.shape[0]):
                s_c[row, n] = c[row, b]
            _blocking_rows(passes, shares, blocking[lane], n)
            _start(s_gain, s_fixed, s_held, s_c, n, s_p)
            lane_of[n] = lane
            done[n] = 0
            damping[n] = 1.0
            n += 1
            following += 1
        if n == 0:
            break
        pivots(
            elected, permanent, quota, s_p, passes, shares,
            s_odds, s_blame, s_adopted, s_nine, work, n,
        )  # fmt: skip
        _iterate(
            s_gain, s_fixed, s_align, s_held, s_c, s_p, s_support,
            s_odds, s_blame, s_new, s_total, s_residual, n,
        )  # fmt: skip
        for w in range(n - 1, -1, -1):
            done[w] += 1
            if s_residual[w] < TOLERANCE or done[w] >= LIMIT:
                lane = lane_of[w]
                for i in range(members):
                    for v in range(3):
                        probability[v, i, lane] = s_new[v, i, w]
                        odds[v, i, lane] = s_odds[v, i, w]
                    support[i, lane] = s_support[i, w]
                    blame[i, lane] = s_blame[i, w]
                adopted[lane] = s_adopted[w]
                nine[lane] = s_nine[w]
                steps[lane] = done[w]
                residual[lane] = s_residual[w]
                n -= 1
                if w < n:
                    s_gain[:, w] = s_gain[:, n]
                    s_fixed[:, w] = s_fixed[:, n]
                    s_held[:, w] = s_held[:, n]
                    s_align[:, :, w] = s_align[:, :, n]
                    s_c[:, w] = s_c[:, n]
                    s_p[:, :, w] = s_p[:, :, n]
                    s_last[:, :, w] = s_last[:, :, n]
                    passes[:, w] = passes[:, n]
                    shares[:, w] = shares[:, n]
                    lane_of[w] = lane_of[n]
                    done[w] = done[n]
                    damping[w] = damping[n]
            else:
                damping[w] = _relax(s_p, s_new, s_last, w, damping[w], done[w] == 1)
