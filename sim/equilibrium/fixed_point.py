"""The quantal-response fixed point of one ballot, many ballots at a time.

A lane is one voting problem: one text in one world. Arrays carry lanes on their last axis. Lanes
are processed in slots: when a lane converges, the next one takes its slot, and when none is left
the last slot moves into the gap, so that no arithmetic is spent on finished lanes. Every lane is
computed by the same operations in the same order, whatever other lanes are processed with it.

Sources: McKelvey and Palfrey 1995 (quantal response); Brock and Durlauf 2001 (interaction).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiled import kernel, part
from sim.equilibrium.lanes import (
    Lanes,
    Odds,
    Solved,
    begin,
    close_gap,
    enter,
    fetch,
    write_lane,
    write_lanes,
)
from sim.equilibrium.pivots import Pivots, pivots, set_law
from sim.equilibrium.quadrature import radau
from sim.equilibrium.relaxation import relax
from sim.equilibrium.response import answer_elected, answer_permanent, partner_support, support_row
from sim.equilibrium.slots import (
    LINE,
    WIDTH,
    Sizes,
    Slots,
    pivot_room,
    pivot_rows,
    seat_members,
    seat_votes,
    sizes,
    slot_buffer,
    slot_room,
    slot_rows,
    whole_lines,
)
from sim.equilibrium.tallies import fill

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TOLERANCE = 1e-9
"""Largest change of a probability at which a fixed point counts as reached."""

LIMIT = 200
"""Iterations after which a lane stops and reports its residual."""


@part
def _any(weight: Floats) -> bool:
    """Whether any number differs from 0, checked in blocks."""
    for start in range(0, weight.shape[0], WIDTH):
        nonzero = 0
        for b in range(start, min(start + WIDTH, weight.shape[0])):
            nonzero += 1 if weight[b] != 0.0 else 0
        if nonzero > 0:
            return True
    return False


@part
def _link(align: Floats, members: Ints, first: Ints, partner: Ints) -> None:
    """List the partners of each member in any world; weights of 0 are left out."""
    links = 0
    for r in range(members.shape[0]):
        first[r] = links
        for s in range(members.shape[0]):
            if members[r] >= 0 and members[s] >= 0 and _any(align[members[r], members[s]]):
                partner[links] = s
                links += 1
    first[members.shape[0]] = links


@part
def _gather(align: Floats, members: Ints, first: Ints, partner: Ints, packed: Floats) -> None:
    """The weights of the links, one row per world."""
    worlds = packed.shape[0]
    for start in range(0, worlds, LINE):
        for r in range(members.shape[0]):
            for k in range(first[r], first[r + 1]):
                weight = align[members[r], members[partner[k]]]
                for b in range(start, min(start + LINE, worlds)):
                    packed[b, k] = weight[b]


@part
def _respond(
    members: Ints, first: Ints, partner: Ints, bench: int, slots: Slots, pivots: Pivots, n: int
) -> None:
    """Every member's response to its beliefs about the others, for all slots."""
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
        partner_support(slots.links[links], partner[links], slots.support, slots.heard, n)
        own = (slots.gain[r], slots.base[r], slots.heard, slots.held[r])
        old = (now[r], now[rows + r], now[2 * rows + r])
        out = (new[r], new[rows + r], new[2 * rows + r])
        if r < bench:
            odds = (pivots.elected_yes[r], pivots.elected_other[r])
            answer_elected(own, slots.c, odds, old, out, slots.change, n)
        else:
            k = r - bench
            seen = (pivots.yes[k], pivots.abstain[k], pivots.no[k], pivots.blame[k])
            answer_permanent(own, slots.c, seen, old, out, slots.change, n)


@part
def _count_round(slots: Slots, n: int) -> None:
    """Count the round, and mark slots whose lane has just started or is finished."""
    rounds = slots.rounds
    change = slots.change
    settled = slots.settled
    for w in range(n):
        made = rounds[w] + 1.0
        rounds[w] = made
        settled[w] = 1.0 if made == 0.0 or made >= LIMIT or change[w] < TOLERANCE else 0.0


@kernel
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
    blocking: Ints,
    out: Solved,
    odds: Odds,
) -> None:
    """Solve ``lanes``, then compute the odds for all probabilities in ``out``."""
    law, pivotal, room = pivot_room(pivot_store, size)
    slots = slot_room(slot_store, size)
    rows = size.rows
    seats = permanent.shape[0]
    members = numbers[0:rows]
    first = numbers[rows : 2 * rows + 1]
    chosen = numbers[2 * rows + 1 : 3 * rows + 1]
    partner = numbers[3 * rows + 1 :]
    seat_members(elected, permanent, size.bench, members)
    _link(lanes.align, members, first, partner)
    packed = weights[:, : first[rows]]
    _gather(lanes.align, members, first, partner, packed)
    votes = seat_votes(slots.now, size.bench)
    waiting = lanes.world.shape[0]
    n = min(WIDTH, waiting)
    for w in range(n):
        lane_of[w] = w
        enter(lanes, packed, w, members, slots, w)
        set_law(law, blocking[w], nodes, w)
    following = n
    while n > 0:
        span = whole_lines(n)
        pivots(votes, law, nodes, chosen, seats, quota, room, pivotal, span)
        _respond(members, first, partner, size.bench, slots, pivotal, span)
        relax(slots, members, span)
        _count_round(slots, span)
        for w in range(n - 1, -1, -1):
            if slots.settled[w] == 0.0:
                continue
            lane = lane_of[w]
            if slots.rounds[w] == 0.0:
                begin(lanes, out, lane, members, slots, w)
                continue
            write_lane(slots, members, w, out, lane)
            if following < waiting:
                lane_of[w] = following
                enter(lanes, packed, following, members, slots, w)
                following += 1
            else:
                n -= 1
                if w < n:
                    lane_of[w] = lane_of[n]
                    close_gap(slots, first[rows], n, w)
            set_law(law, blocking[lane_of[w]], nodes, w)
    for start in range(0, blocking.shape[0], WIDTH):
        n = min(WIDTH, blocking.shape[0] - start)
        fetch(out.probability, members, start, slots.now, n)
        for w in range(n):
            set_law(law, blocking[start + w], nodes, w)
        pivots(votes, law, nodes, chosen, seats, quota, room, pivotal, whole_lines(n))
        write_lanes(pivotal, members, size.bench, start, odds, n)


def _run(
    lanes: Lanes, law: tuple[Ints, Ints, int], blocking: Ints, out: Solved, odds: Odds
) -> None:
    elected, permanent, quota = law
    nodes = radau(permanent.size - 1)
    size = sizes(elected.size, permanent.size, blocking, nodes, lanes.c)
    _solve(
        lanes, elected, permanent, quota, nodes, size,
        slot_buffer("pivots", pivot_rows(size)), slot_buffer("slots", slot_rows(size)),
        np.empty((lanes.align.shape[2], size.links)),
        np.empty(3 * size.rows + 1 + size.links, dtype=np.int64),
        np.empty(WIDTH, dtype=np.int64), blocking, out, odds,
    )  # fmt: skip


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
    accord: Floats,
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
        fixed: ``(members, lanes)`` the part of the stance that does not depend on beliefs.
        align: ``(members, members, worlds)`` weight that the first member gives to the second.
        c: ``(19, worlds)`` coefficients; the last row is 1/tau.
        world: ``(lanes,)`` column of each lane in ``align`` and ``c``.
        held: ``(members, lanes)`` 1 where ``probability`` is given and not changed.
        elected: Indices of the elected members.
        permanent: Indices of the permanent members.
        quota: Affirmative votes needed.
        blocking: ``(lanes,)`` permanent noes that block; 0 if nobody can block.
        probability: in (held rows) and out, ``(3, members, lanes)``.
        accord: out, ``(lanes,)`` how far consensus is in view: the probability that nobody openly
            objects at the sincere start, where the norm of consensus does not yet bind.
        support: out, ``(members, lanes)`` believed E[e]: P(yes) - P(no).
        odds: out, ``(3, members, lanes)`` P(adopted | own yes, abstention, no).
        blame: out, ``(members, lanes)`` expected share of the blame for blocking.
        adopted: out, ``(lanes,)`` P(adopted).
        nine: out, ``(lanes,)`` P(the quota of yes votes is reached).
        steps: out, ``(lanes,)`` iterations used.
        residual: out, ``(lanes,)`` largest change in the last iteration.
    """
    _run(
        Lanes(gain, fixed, align, c, world, held),
        (elected, permanent, quota),
        blocking,
        Solved(probability, accord, steps, residual),
        Odds(odds, blame, adopted, nine),
    )
    np.subtract(probability[0], probability[2], out=support)


def adoption_odds(
    elected: Ints, permanent: Ints, quota: int, blocking: Ints, probability: Floats, out: Odds
) -> None:
    """The odds of adoption for given probabilities.

    Args:
        elected: Indices of the elected members.
        permanent: Indices of the permanent members.
        quota: Affirmative votes needed.
        blocking: ``(lanes,)`` permanent noes that block; 0 if nobody can block.
        probability: ``(3, members, lanes)`` of yes, abstention, no.
        out: out, the odds.
    """
    none = np.empty((probability.shape[1], 0))
    nobody = np.empty((probability.shape[1], *none.shape))
    nowhere = np.empty(0, dtype=np.int64)
    _run(
        Lanes(none, none, nobody, none, nowhere, none),
        (elected, permanent, quota),
        blocking,
        Solved(probability, out.adopted[:0], nowhere, out.adopted[:0]),
        out,
    )
