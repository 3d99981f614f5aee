"""Slots: lanes that are processed together, side by side in a vector.

All buffers are rows of one array; a slot is a column of it. Rows of seats are the elected members,
padded to whole groups, then the permanent members.
"""

from __future__ import annotations

import threading
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiled import inlined, part
from sim.equilibrium.pivots import BlockingWeights, PivotBuffers, Pivots, VoteProbabilities
from sim.equilibrium.tallies import GROUP, TERMS, count_rows, level

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WIDTH = 64
"""Slots processed together; the results do not depend on it."""

LINE = 8
"""Numbers in a cache line and in the widest vector: slots are allocated in whole lines."""

_LINE_BYTES = 64


class Slots(NamedTuple):
    """Lanes in progress.

    Attributes:
        gain, base, held: ``(seats, slots)``; base: the stance without beliefs.
        links: ``(links, slots)`` weights of a member's partners.
        c: ``(12, slots)`` coefficients.
        now, new: ``(3 * seats, slots)`` probabilities of yes, abstention and no: current beliefs,
            and the response to them.
        last: ``(3 * seats, slots)`` difference between beliefs and response one round ago.
        support: ``(seats, slots)`` believed E[e].
        heard: ``(slots,)`` buffer.
        rounds: ``(slots,)`` iterations done, -1 before the sincere start.
        settled: ``(slots,)`` buffer.
        change: ``(slots,)`` largest change of a probability.
        share: ``(slots,)`` share of the way to the response in the last step; 0 before the first
            iteration, -1 before the sincere start.
        top, bottom: ``(slots,)`` buffers.
    """

    gain: Floats
    base: Floats
    held: Floats
    links: Floats
    c: Floats
    now: Floats
    new: Floats
    last: Floats
    support: Floats
    heard: Floats
    rounds: Floats
    settled: Floats
    change: Floats
    share: Floats
    top: Floats
    bottom: Floats


class Sizes(NamedTuple):
    """Row counts.

    Attributes:
        bench, rows: Rows of elected seats, and of all seats.
        limit: The most noes that block the text of any lane.
        nodes: Nodes beyond t = 0.
        coefficients: Rows of coefficients.
        links: The most pairs of members.
    """

    bench: int
    rows: int
    limit: int
    nodes: int
    coefficients: int
    links: int


def whole(seats: int) -> int:
    """``seats`` rounded up to whole groups."""
    return -(-seats // GROUP) * GROUP


def sizes(elected: int, permanent: int, blocking: Ints, nodes: Floats, c: Floats) -> Sizes:
    """Row counts for these numbers of members, laws and coefficients."""
    bench = whole(elected)
    rows = bench + whole(permanent)
    limit = min(max(int(blocking.max(initial=0)), 1), permanent + 1)
    return Sizes(bench, rows, limit, nodes.shape[1] - 1, c.shape[0], rows * rows)


class _Kept(threading.local):
    """Buffers, one set per thread."""

    def __init__(self) -> None:
        self.tables: dict[tuple[str, int], Floats] = {}


_kept = _Kept()


def slot_buffer(name: str, rows: int) -> Floats:
    """A buffer of this thread with room for ``WIDTH`` slots.

    Each row starts on a cache line, because vectors that cross lines load at half the speed. Rows
    are one line further apart than a power of two, so that the column of a slot does not compete
    for a few cache sets. The content is finite but arbitrary.
    """
    key = (name, rows)
    tables = _kept.tables
    if key not in tables:
        wide = WIDTH + LINE
        flat = np.zeros(rows * wide + LINE)
        skip = -flat.ctypes.data % _LINE_BYTES // flat.itemsize
        tables[key] = flat[skip : skip + rows * wide].reshape((rows, wide))
    return tables[key]


def pivot_rows(size: Sizes) -> int:
    """Rows that :func:`pivot_room` takes."""
    bench, permanent = size.bench, size.rows - size.bench
    law = 1 + 3 * size.limit + size.nodes
    pivotal = 2 * bench + 4 * permanent + 2
    elected = bench + TERMS * (bench // GROUP) + count_rows(bench // GROUP + 1) + bench + 2
    other = 4 * permanent + TERMS * (permanent // GROUP) + count_rows(permanent // GROUP + 1)
    return law + pivotal + elected + other + 2 * permanent + 3 + 2 * size.rows + 2 + TERMS


def slot_rows(size: Sizes) -> int:
    """Rows that :func:`slot_room` takes."""
    return 13 * size.rows + size.links + size.coefficients + 7


@inlined
def _take(store: Floats, used: int, rows: int) -> tuple[Floats, int]:
    return store[used : used + rows], used + rows


@inlined
def pivot_room(store: Floats, size: Sizes) -> tuple[BlockingWeights, Pivots, PivotBuffers]:
    """Split the first rows of an array into law, results and buffers."""
    bench = size.bench
    permanent = size.rows - size.bench
    free, k = _take(store, 0, 1)
    passes, k = _take(store, k, size.limit)
    against, k = _take(store, k, size.limit)
    share, k = _take(store, k, size.limit)
    node_share, k = _take(store, k, size.nodes)
    law = BlockingWeights(free[0], passes, against, share, node_share)
    elected_yes, k = _take(store, k, bench)
    elected_other, k = _take(store, k, bench)
    yes, k = _take(store, k, permanent)
    abstain, k = _take(store, k, permanent)
    no, k = _take(store, k, permanent)
    blame, k = _take(store, k, permanent)
    odds, k = _take(store, k, 2)
    pivotal = Pivots(elected_yes, elected_other, yes, abstain, no, blame, odds[0], odds[1])
    other, k = _take(store, k, bench)
    elected_terms, k = _take(store, k, TERMS * (bench // GROUP))
    elected_counts, k = _take(store, k, level(bench // GROUP + 1))
    elected_tail, k = _take(store, k, bench + 2)
    p_yes, k = _take(store, k, permanent)
    rest, k = _take(store, k, permanent)
    terms, k = _take(store, k, TERMS * (permanent // GROUP))
    counts, k = _take(store, k, level(permanent // GROUP + 1))
    total, k = _take(store, k, permanent + 1)
    tail, k = _take(store, k, permanent + 2)
    value, k = _take(store, k, size.rows + 1)
    spare, k = _take(store, k, size.rows + 1)
    local, k = _take(store, k, TERMS)
    with_yes, k = _take(store, k, permanent)
    without, k = _take(store, k, permanent)
    room = PivotBuffers(
        other, elected_terms, elected_counts, elected_tail, p_yes, rest, terms, counts, total,
        tail, value, spare, local, with_yes, without,
    )  # fmt: skip
    return law, pivotal, room


@part
def slot_room(store: Floats, size: Sizes) -> Slots:
    """Split the first rows of an array into the fields of the slots."""
    rows = size.rows
    gain, k = _take(store, 0, rows)
    base, k = _take(store, k, rows)
    held, k = _take(store, k, rows)
    links, k = _take(store, k, size.links)
    c, k = _take(store, k, size.coefficients)
    now, k = _take(store, k, 3 * rows)
    new, k = _take(store, k, 3 * rows)
    last, k = _take(store, k, 3 * rows)
    support, k = _take(store, k, rows)
    single, k = _take(store, k, 7)
    return Slots(
        gain, base, held, links, c, now, new, last, support,
        single[0], single[1], single[2], single[3], single[4], single[5], single[6],
    )  # fmt: skip


@part
def seat_members(elected: Ints, permanent: Ints, bench: int, members: Ints) -> None:
    """The member on each row; -1 on rows that only pad a group."""
    for r in range(members.shape[0]):
        members[r] = -1
    for j in range(elected.shape[0]):
        members[j] = elected[j]
    for j in range(permanent.shape[0]):
        members[bench + j] = permanent[j]


@inlined
def seat_votes(rows: Floats, bench: int) -> VoteProbabilities:
    """Split rows of yes, abstention and no between the benches."""
    seats = rows.shape[0] // 3
    return VoteProbabilities(
        rows[:bench], rows[bench:seats], rows[seats + bench : 2 * seats], rows[2 * seats + bench :]
    )


@inlined
def whole_lines(n: int) -> int:
    """The number of slots in use, rounded up to whole cache lines."""
    return (n + LINE - 1) // LINE * LINE
