"""The quantal-response fixed point of one ballot, many ballots at a time.

A lane is one voting problem: a world and a text. Arrays carry lanes on their last axis. Lanes are
worked on in slots: when a lane has converged the next one takes its slot, and when none is left
the last slot moves into the gap, so that no arithmetic is spent on finished lanes. Every lane is
computed by the same operations in the same order whatever stands beside it.

Sources: McKelvey and Palfrey 1995 (quantal response); Brock and Durlauf 2001 (interaction).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiled import part
from sim.decisions.adoption import Odds, judge_odds
from sim.decisions.pivots import Pivots, pivots, set_law
from sim.decisions.quadrature import radau
from sim.decisions.relaxation import relax
from sim.decisions.response import (
    IOTA,
    KAPPA,
    LAMBDA,
    answer_elected,
    answer_permanent,
    hear,
    support_row,
)
from sim.decisions.slots import (
    LINE,
    WIDTH,
    Sizes,
    Slots,
    pivot_room,
    pivot_rows,
    seat_members,
    seat_votes,
    sizes,
    slot_room,
    slot_rows,
    table,
    whole_lines,
)
from sim.decisions.tallies import fill

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TOLERANCE = 1e-9
"""Largest change of a probability at which a fixed point counts as reached."""

LIMIT = 200
"""Iterations after which a lane stops and reports its residual."""


class Lanes(NamedTuple):
    """Lanes to be solved; see :func:`equilibrium`."""

    gain: Floats
    fixed: Floats
    align: Floats
    c: Floats
    world: Ints
    held: Floats
    blocking: Ints


class Solved(NamedTuple):
    """What is found of each lane; see :func:`equilibrium`."""

    probability: Floats
    steps: Ints
    residual: Floats


@part
def _any(weight: Floats) -> bool:
    """Whether any number differs from 0, looked at by blocks."""
    for start in range(0, weight.shape[0], WIDTH):
        found = 0
        for b in range(start, min(start + WIDTH, weight.shape[0])):
            found += 1 if weight[b] != 0.0 else 0
        if found > 0:
            return True
    return False


@part
def _link(align: Floats, members: Ints, first: Ints, partner: Ints) -> None:
    """List whom each member minds in any world; a weight of 0 adds nothing and is left out."""
    found = 0
    for r in range(members.shape[0]):
        first[r] = found
        for s in range(members.shape[0]):
            if members[r] >= 0 and members[s] >= 0 and _any(align[members[r], members[s]]):
                partner[found] = s
                found += 1
    first[members.shape[0]] = found


@part
def _gather(align: Floats, members: Ints, first: Ints, partner: Ints, packed: Floats) -> None:
    """The weights of the links, a row for each world."""
    worlds = packed.shape[0]
    for start in range(0, worlds, LINE):
        for r in range(members.shape[0]):
            for k in range(first[r], first[r + 1]):
                weight = align[members[r], members[partner[k]]]
                for b in range(start, min(start + LINE, worlds)):
                    packed[b, k] = weight[b]


@part
def _respond(
    members: Ints, first: Ints, partner: Ints, bench: int, slots: Slots, found: Pivots, n: int
) -> None:
    """Every member's response to what it believes of the others, all slots."""
    rows = members.shape[0]
    now = slots.now
    new = slots.new
    for r in range(rows):
        support_row(now[r], now[2 * rows + r], slots.support[r], n)
    fill(0.0, slots.change, n)
    for r in range(rows):
        if members[r] < 0:
            continue
        links = slice(first[r], first[r + 1])
        hear(slots.links[links], partner[links], slots.support, slots.heard, n)
        own = (slots.gain[r], slots.base[r], slots.heard, slots.held[r])
        old = (now[r], now[rows + r], now[2 * rows + r])
        out = (new[r], new[rows + r], new[2 * rows + r])
        if r < bench:
            odds = (found.elected_yes[r], found.elected_other[r])
            answer_elected(own, slots.c, odds, old, out, slots.change, n)
        else:
            k = r - bench
            seen = (found.yes[k], found.abstain[k], found.no[k], found.blame[k])
            answer_permanent(own, slots.c, seen, old, out, slots.change, n)


@part
def _put(source: Floats, lane: int, members: Ints, out: Floats, w: int) -> None:
    for r in range(members.shape[0]):
        if members[r] >= 0:
            out[r, w] = source[members[r], lane]


@part
def _enter(lanes: Lanes, packed: Floats, lane: int, members: Ints, slots: Slots, w: int) -> None:
    """Put a lane into a slot.

    In its first round it minds neither the others nor the outcome, which gives the sincere start.
    """
    rows = members.shape[0]
    b = lanes.world[lane]
    _put(lanes.gain, lane, members, slots.gain, w)
    for r in range(rows):
        if members[r] >= 0:
            slots.base[r, w] = lanes.gain[members[r], lane] + lanes.fixed[members[r], lane]
    _put(lanes.held, lane, members, slots.held, w)
    for r in range(rows):
        slots.now[r, w] = 0.0
        slots.now[rows + r, w] = 1.0
        slots.now[2 * rows + r, w] = 0.0
    weight = packed[b]
    for k in range(weight.shape[0]):
        slots.links[k, w] = weight[k]
    for k in range(slots.c.shape[0]):
        slots.c[k, w] = lanes.c[k, b]
    slots.c[IOTA, w] = 0.0
    slots.c[KAPPA, w] = 0.0
    slots.c[LAMBDA, w] = 0.0
    slots.share[w] = -1.0
    slots.rounds[w] = -1.0


@part
def _begin(lanes: Lanes, given: Floats, lane: int, members: Ints, slots: Slots, w: int) -> None:
    """From the sincere start on it minds both, and members without a choice vote as given."""
    rows = members.shape[0]
    b = lanes.world[lane]
    slots.c[IOTA, w] = lanes.c[IOTA, b]
    slots.c[KAPPA, w] = lanes.c[KAPPA, b]
    slots.c[LAMBDA, w] = lanes.c[LAMBDA, b]
    for r in range(rows):
        if members[r] >= 0 and slots.held[r, w] != 0.0:
            for v in range(3):
                slots.now[v * rows + r, w] = given[v, members[r], lane]


@part
def _leave(slots: Slots, members: Ints, w: int, out: Solved, lane: int) -> None:
    """Write what was found of a slot's lane."""
    rows = members.shape[0]
    for v in range(3):
        for r in range(rows):
            if members[r] >= 0:
                out.probability[v, members[r], lane] = slots.new[v * rows + r, w]
    out.steps[lane] = int(slots.rounds[w])
    out.residual[lane] = slots.change[w]


@part
def _shift(rows: Floats, source: int, target: int) -> None:
    for r in range(rows.shape[0]):
        rows[r, target] = rows[r, source]


@part
def _close_gap(slots: Slots, links: int, source: int, target: int) -> None:
    """Move the last slot into one that has become empty."""
    _shift(slots.gain, source, target)
    _shift(slots.base, source, target)
    _shift(slots.held, source, target)
    _shift(slots.links[:links], source, target)
    _shift(slots.c, source, target)
    _shift(slots.now, source, target)
    _shift(slots.last, source, target)
    slots.share[target] = slots.share[source]
    slots.rounds[target] = slots.rounds[source]


@part
def _count_round(slots: Slots, n: int) -> None:
    """Count the round, and mark slots whose lane has only started, or is done with."""
    rounds = slots.rounds
    change = slots.change
    settled = slots.settled
    for w in range(n):
        made = rounds[w] + 1.0
        rounds[w] = made
        settled[w] = 1.0 if made == 0.0 or made >= LIMIT or change[w] < TOLERANCE else 0.0


@part
def _solve(
    lanes: Lanes,
    elected: Ints,
    permanent: Ints,
    quota: int,
    nodes: Floats,
    size: Sizes,
    pivot_store: Floats,
    slot_store: Floats,
    weights: Floats,
    numbers: Ints,
    lane_of: Ints,
    out: Solved,
) -> None:
    law, found, room = pivot_room(pivot_store, size)
    slots = slot_room(slot_store, size)
    rows = size.rows
    members = numbers[0:rows]
    first = numbers[rows : 2 * rows + 1]
    chosen = numbers[2 * rows + 1 : 3 * rows + 1]
    partner = numbers[3 * rows + 1 :]
    seat_members(elected, permanent, size.bench, members)
    _link(lanes.align, members, first, partner)
    packed = weights[:, : first[rows]]
    _gather(lanes.align, members, first, partner, packed)
    votes = seat_votes(slots.now, size.bench)
    n = lane_of.shape[0]
    for w in range(n):
        lane_of[w] = w
        _enter(lanes, packed, w, members, slots, w)
        set_law(law, lanes.blocking[w], nodes, w)
    following = n
    while n > 0:
        span = whole_lines(n)
        pivots(votes, law, nodes, chosen, permanent.shape[0], quota, room, found, span)
        _respond(members, first, partner, size.bench, slots, found, span)
        relax(slots, members, span)
        _count_round(slots, span)
        for w in range(n - 1, -1, -1):
            if slots.settled[w] == 0.0:
                continue
            lane = lane_of[w]
            if slots.rounds[w] == 0.0:
                _begin(lanes, out.probability, lane, members, slots, w)
                continue
            _leave(slots, members, w, out, lane)
            n -= 0 if following < lanes.world.shape[0] else 1
            if following < lanes.world.shape[0]:
                lane_of[w] = following
                _enter(lanes, packed, following, members, slots, w)
                following += 1
            elif w < n:
                lane_of[w] = lane_of[n]
                _close_gap(slots, first[rows], n, w)
            set_law(law, lanes.blocking[lane_of[w]], nodes, w)


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
        elected: Indices of the elected members.
        permanent: Indices of the permanent members.
        quota: Affirmative votes needed.
        blocking: ``(lanes,)`` permanent noes that block; 0 where nobody can.
        probability: in (held rows) and out, ``(3, members, lanes)``.
        support: out, ``(members, lanes)`` believed E[e]: P(yes) - P(no).
        odds: out; with ``blame``, ``adopted`` and ``nine`` those of ``probability``; see
            :func:`adoption`.
        blame: out.
        adopted: out.
        nine: out.
        steps: out, ``(lanes,)`` iterations used.
        residual: out, ``(lanes,)`` largest change in the last iteration.
    """
    nodes = radau(permanent.size - 1)
    size = sizes(elected.size, permanent.size, blocking, nodes, c)
    numbers = np.empty(3 * size.rows + 1 + size.links, dtype=np.int64)
    _solve(
        Lanes(gain, fixed, align, c, world, held, blocking), elected, permanent, quota, nodes, size,
        table("pivots", pivot_rows(size)), table("slots", slot_rows(size)),
        np.empty((align.shape[2], size.links)), numbers,
        np.empty(min(WIDTH, world.size), dtype=np.int64), Solved(probability, steps, residual),
    )  # fmt: skip
    np.subtract(probability[0], probability[2], out=support)
    judge_odds(elected, permanent, quota, blocking, probability, Odds(odds, blame, adopted, nine))
