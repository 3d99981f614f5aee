"""Lanes to be solved, and how they enter and leave their slots.

A lane is one voting problem: a world and a text. Arrays carry lanes on their last axis.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiled import inlined, part
from sim.equilibrium.pivots import Pivots
from sim.equilibrium.slots import Slots
from sim.equilibrium.tallies import copy, fill
from sim.preferences.consensus import at_peace
from sim.preferences.worth import EPS, IOTA, KAPPA, LAMBDA, NU, TEMPER, THETA

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Lanes(NamedTuple):
    """Lanes to be solved; see :func:`sim.equilibrium.fixed_point.equilibrium`."""

    gain: Floats
    fixed: Floats
    align: Floats
    c: Floats
    world: Ints
    held: Floats


class Solved(NamedTuple):
    """The solution of each lane; see :func:`sim.equilibrium.fixed_point.equilibrium`."""

    probability: Floats
    accord: Floats
    steps: Ints
    residual: Floats


class Odds(NamedTuple):
    """Quantities derived from the probabilities of votes.

    Attributes:
        odds: ``(3, members, lanes)`` P(adopted | own yes, abstention, no).
        blame: ``(members, lanes)`` expected share of the blame for blocking.
        adopted: ``(lanes,)`` P(adopted).
        nine: ``(lanes,)`` P(the quota of yes votes is reached).
    """

    odds: Floats
    blame: Floats
    adopted: Floats
    nine: Floats


@inlined
def _put(source: Floats, lane: int, members: Ints, out: Floats, w: int) -> None:
    for r in range(members.shape[0]):
        if members[r] >= 0:
            out[r, w] = source[members[r], lane]


@part
def enter(lanes: Lanes, packed: Floats, lane: int, members: Ints, slots: Slots, w: int) -> None:
    """Put a lane into a slot.

    In its first round it ignores the other members, the outcome and consensus, which gives the
    sincere start.
    """
    rows = members.shape[0]
    b = lanes.world[lane]
    _put(lanes.gain, lane, members, slots.gain, w)
    for r in range(rows):
        if members[r] >= 0:
            policy = lanes.c[EPS, b] * lanes.gain[members[r], lane]
            slots.base[r, w] = policy + lanes.fixed[members[r], lane]
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
    slots.c[NU, w] = 0.0
    slots.share[w] = -1.0
    slots.rounds[w] = -1.0


@part
def begin(lanes: Lanes, out: Solved, lane: int, members: Ints, slots: Slots, w: int) -> None:
    """After the sincere start: take others and the outcome into account, and fix held votes.

    The norm of consensus binds as far as consensus is in view at that start: by the probability
    that nobody openly objects. A held member counts as objecting if its given vote is no.
    """
    rows = members.shape[0]
    b = lanes.world[lane]
    slots.c[IOTA, w] = lanes.c[IOTA, b]
    slots.c[KAPPA, w] = lanes.c[KAPPA, b]
    slots.c[LAMBDA, w] = lanes.c[LAMBDA, b]
    accord = 1.0
    for r in range(rows):
        if members[r] >= 0:
            if slots.held[r, w] != 0.0:
                for v in range(3):
                    slots.now[v * rows + r, w] = out.probability[v, members[r], lane]
                accord *= 1.0 - slots.now[2 * rows + r, w]
            else:
                accord *= at_peace(slots.base[r, w], lanes.c[THETA, b], lanes.c[TEMPER, b])
    slots.c[NU, w] = lanes.c[NU, b] * accord
    out.accord[lane] = accord


@inlined
def write_lane(slots: Slots, members: Ints, w: int, out: Solved, lane: int) -> None:
    """Write the solution of a slot's lane."""
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
def close_gap(slots: Slots, links: int, source: int, target: int) -> None:
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
def _fetch(source: Floats, start: int, out: Floats, n: int) -> None:
    for w in range(n):
        out[w] = source[start + w]


@part
def fetch(probability: Floats, members: Ints, start: int, believed: Floats, n: int) -> None:
    """Read the probabilities of ``n`` lanes, starting at ``start``, into rows of seats."""
    rows = members.shape[0]
    for r in range(rows):
        if members[r] < 0:
            fill(0.0, believed[r], n)
            fill(1.0, believed[rows + r], n)
            fill(0.0, believed[2 * rows + r], n)
            continue
        for v in range(3):
            _fetch(probability[v, members[r]], start, believed[v * rows + r], n)


@part
def _spread(rows: Floats, members: Ints, out: Floats, start: int, n: int) -> None:
    """Write rows of seats to the members that hold them."""
    for r in range(members.shape[0]):
        if members[r] >= 0:
            copy(rows[r], out[members[r], start : start + n], n)


@part
def write_lanes(pivots: Pivots, members: Ints, bench: int, start: int, out: Odds, n: int) -> None:
    """Write the odds of ``n`` lanes, starting at ``start``; the blame of elected members is 0."""
    _spread(pivots.elected_yes, members[:bench], out.odds[0], start, n)
    _spread(pivots.elected_other, members[:bench], out.odds[1], start, n)
    _spread(pivots.elected_other, members[:bench], out.odds[2], start, n)
    _spread(pivots.yes, members[bench:], out.odds[0], start, n)
    _spread(pivots.abstain, members[bench:], out.odds[1], start, n)
    _spread(pivots.no, members[bench:], out.odds[2], start, n)
    _spread(pivots.blame, members[bench:], out.blame, start, n)
    for r in range(bench):
        if members[r] >= 0:
            fill(0.0, out.blame[members[r], start : start + n], n)
    copy(pivots.adopted, out.adopted[start : start + n], n)
    copy(pivots.reached, out.nine[start : start + n], n)
