"""The odds of adoption of many ballots, for given probabilities of votes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiled import part
from sim.decisions.pivots import pivots, set_law
from sim.decisions.quadrature import radau
from sim.decisions.slots import (
    WIDTH,
    Sizes,
    pivot_room,
    pivot_rows,
    seat_members,
    seat_votes,
    sizes,
    table,
    whole_lines,
)
from sim.decisions.tallies import copy, fill

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Odds(NamedTuple):
    """What follows from probabilities.

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


@part
def _fetch(source: Floats, start: int, out: Floats, n: int) -> None:
    for w in range(n):
        out[w] = source[start + w]


@part
def _spread(rows: Floats, members: Ints, out: Floats, start: int, n: int) -> None:
    """Write rows of seats to the members that hold them."""
    for r in range(members.shape[0]):
        if members[r] >= 0:
            copy(rows[r], out[members[r], start : start + n], n)


@part
def _adopt(
    elected: Ints,
    permanent: Ints,
    quota: int,
    blocking: Ints,
    probability: Floats,
    nodes: Floats,
    size: Sizes,
    store: Floats,
    belief: Floats,
    numbers: Ints,
    out: Odds,
) -> None:
    law, found, room = pivot_room(store, size)
    rows = size.rows
    members = numbers[:rows]
    seat_members(elected, permanent, size.bench, members)
    votes = seat_votes(belief, size.bench)
    for r in range(rows):
        if members[r] < 0:
            fill(0.0, belief[r], WIDTH)
            fill(1.0, belief[rows + r], WIDTH)
            fill(0.0, belief[2 * rows + r], WIDTH)
    for start in range(0, blocking.shape[0], WIDTH):
        n = min(WIDTH, blocking.shape[0] - start)
        for r in range(rows):
            if members[r] >= 0:
                for v in range(3):
                    _fetch(probability[v, members[r]], start, belief[v * rows + r], n)
        for w in range(n):
            set_law(law, blocking[start + w], nodes, w)
        pivots(
            votes,
            law,
            nodes,
            numbers[rows:],
            permanent.shape[0],
            quota,
            room,
            found,
            whole_lines(n),
        )
        elected_members = members[: size.bench]
        _spread(found.elected_yes, elected_members, out.odds[0], start, n)
        _spread(found.elected_other, elected_members, out.odds[1], start, n)
        _spread(found.elected_other, elected_members, out.odds[2], start, n)
        permanent_members = members[size.bench :]
        _spread(found.yes, permanent_members, out.odds[0], start, n)
        _spread(found.abstain, permanent_members, out.odds[1], start, n)
        _spread(found.no, permanent_members, out.odds[2], start, n)
        _spread(found.blame, permanent_members, out.blame, start, n)
        copy(found.adopted, out.adopted[start : start + n], n)
        copy(found.reached, out.nine[start : start + n], n)


def judge_odds(
    elected: Ints, permanent: Ints, quota: int, blocking: Ints, probability: Floats, out: Odds
) -> None:
    """Fill ``out`` for probabilities ``(3, members, lanes)``; the law as in :func:`adoption`."""
    nodes = radau(permanent.size - 1)
    size = sizes(elected.size, permanent.size, blocking, nodes, probability)
    out.blame[elected] = 0.0
    _adopt(
        elected, permanent, quota, blocking, probability, nodes, size,
        table("pivots", pivot_rows(size)), table("beliefs", 3 * size.rows),
        np.empty(2 * size.rows, dtype=np.int64), out,
    )  # fmt: skip


def adoption(
    elected: Ints,
    permanent: Ints,
    quota: int,
    blocking: Ints,
    probability: Floats,
    adopted: Floats,
    nine: Floats,
) -> None:
    """Exact probability that a text is adopted, and that it finds its yes votes.

    Args:
        elected: Indices of the elected members.
        permanent: Indices of the permanent members.
        quota: Affirmative votes needed.
        blocking: ``(lanes,)`` permanent noes that block; 0 where nobody can.
        probability: ``(3, members, lanes)``.
        adopted: out, ``(lanes,)`` P(adopted).
        nine: out, ``(lanes,)`` P(the quota of yes votes is reached).
    """
    out = Odds(np.empty_like(probability), np.empty_like(probability[0]), adopted, nine)
    judge_odds(elected, permanent, quota, blocking, probability, out)
