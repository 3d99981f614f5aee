"""Counts of yes votes on a bench of seats, and each seat's part in them, five seats at a time.

Seat s votes yes with p_s and otherwise counts q_s (those of its other votes that are counted), so
the count is the product of the polynomials q_s + p_s z. Five seats make a group: small enough for
a group's arithmetic to stay in registers, and a bench of ten elected members is two of them.
Leaving out a seat needs no division. A bench is padded with seats of p = 0, q = 1.

Rows are seats, counts or values; lanes are on the last axis, of which the first ``n`` are used.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiled import inlined, part

Floats = NDArray[np.float64]

GROUP = 5
"""Seats of a group; the formulas below are unrolled for five."""

TERMS = GROUP + 1
"""Possible counts of a group."""


@part
def fill(value: float, out: Floats, n: int) -> None:
    """Set one row."""
    for w in range(n):
        out[w] = value


@part
def copy(a: Floats, out: Floats, n: int) -> None:
    """Copy one row."""
    for w in range(n):
        out[w] = a[w]


@part
def add_tallies(a: Floats, b: Floats, out: Floats, n: int) -> None:
    """One row from the sum of two."""
    for w in range(n):
        out[w] = a[w] + b[w]


@part
def add_product(a: Floats, b: Floats, out: Floats, n: int) -> None:
    """Add the product of two rows to a third."""
    for w in range(n):
        out[w] += a[w] * b[w]


@part
def complement(p: Floats, q: Floats, n: int) -> None:
    """One row of 1 - p."""
    for w in range(n):
        q[w] = 1.0 - p[w]


@part
def _expand(p: Floats, q: Floats, out: Floats, n: int) -> None:
    """Distribution of the count of one group: 2 seats times 3 seats."""
    for w in range(n):
        p0, p1, p2, p3, p4 = p[0, w], p[1, w], p[2, w], p[3, w], p[4, w]
        q0, q1, q2, q3, q4 = q[0, w], q[1, w], q[2, w], q[3, w], q[4, w]
        a0 = q0 * q1
        a1 = q0 * p1 + p0 * q1
        a2 = p0 * p1
        b0 = q2 * q3
        b1 = q2 * p3 + p2 * q3
        b2 = p2 * p3
        c0 = b0 * q4
        c1 = b1 * q4 + b0 * p4
        c2 = b2 * q4 + b1 * p4
        c3 = b2 * p4
        out[0, w] = a0 * c0
        out[1, w] = a0 * c1 + a1 * c0
        out[2, w] = a0 * c2 + a1 * c1 + a2 * c0
        out[3, w] = a0 * c3 + a1 * c2 + a2 * c1
        out[4, w] = a1 * c3 + a2 * c2
        out[5, w] = a2 * c3


@part
def _leave_each_out(p: Floats, q: Floats, v: Floats, yes: Floats, no: Floats, n: int) -> None:
    """For each of five seats: the expected value of the others' count plus one, and of it alone.

    ``v`` is the value of a count of 0..5. Each half of the group is evaluated given the other.
    """
    for w in range(n):
        p0, p1, p2, p3, p4 = p[0, w], p[1, w], p[2, w], p[3, w], p[4, w]
        q0, q1, q2, q3, q4 = q[0, w], q[1, w], q[2, w], q[3, w], q[4, w]
        v0, v1, v2, v3, v4, v5 = v[0, w], v[1, w], v[2, w], v[3, w], v[4, w], v[5, w]
        a0 = q0 * q1
        a1 = q0 * p1 + p0 * q1
        a2 = p0 * p1
        b0 = q2 * q3
        b1 = q2 * p3 + p2 * q3
        b2 = p2 * p3
        x0 = a0 * v0 + a1 * v1 + a2 * v2  # the value of the count of seats 2, 3 and 4
        x1 = a0 * v1 + a1 * v2 + a2 * v3
        x2 = a0 * v2 + a1 * v3 + a2 * v4
        x3 = a0 * v3 + a1 * v4 + a2 * v5
        no[4, w] = b0 * x0 + b1 * x1 + b2 * x2
        yes[4, w] = b0 * x1 + b1 * x2 + b2 * x3
        y0 = x0 * q4 + x1 * p4  # the value of the count of seats 2 and 3
        y1 = x1 * q4 + x2 * p4
        y2 = x2 * q4 + x3 * p4
        no[3, w] = q2 * y0 + p2 * y1
        yes[3, w] = q2 * y1 + p2 * y2
        no[2, w] = q3 * y0 + p3 * y1
        yes[2, w] = q3 * y1 + p3 * y2
        c0 = b0 * q4
        c1 = b1 * q4 + b0 * p4
        c2 = b2 * q4 + b1 * p4
        c3 = b2 * p4
        z0 = c0 * v0 + c1 * v1 + c2 * v2 + c3 * v3  # the value of the count of seats 0 and 1
        z1 = c0 * v1 + c1 * v2 + c2 * v3 + c3 * v4
        z2 = c0 * v2 + c1 * v3 + c2 * v4 + c3 * v5
        no[1, w] = q0 * z0 + p0 * z1
        yes[1, w] = q0 * z1 + p0 * z2
        no[0, w] = q1 * z0 + p1 * z1
        yes[0, w] = q1 * z1 + p1 * z2


@part
def _join(f: Floats, a: Floats, out: Floats, n: int) -> None:
    """Distribution of the sum of two counts of 0..5."""
    for w in range(n):
        f0, f1, f2, f3, f4, f5 = f[0, w], f[1, w], f[2, w], f[3, w], f[4, w], f[5, w]
        a0, a1, a2, a3, a4, a5 = a[0, w], a[1, w], a[2, w], a[3, w], a[4, w], a[5, w]
        out[0, w] = f0 * a0
        out[1, w] = f0 * a1 + f1 * a0
        out[2, w] = f0 * a2 + f1 * a1 + f2 * a0
        out[3, w] = f0 * a3 + f1 * a2 + f2 * a1 + f3 * a0
        out[4, w] = f0 * a4 + f1 * a3 + f2 * a2 + f3 * a1 + f4 * a0
        out[5, w] = f0 * a5 + f1 * a4 + f2 * a3 + f3 * a2 + f4 * a1 + f5 * a0
        out[6, w] = f1 * a5 + f2 * a4 + f3 * a3 + f4 * a2 + f5 * a1
        out[7, w] = f2 * a5 + f3 * a4 + f4 * a3 + f5 * a2
        out[8, w] = f3 * a5 + f4 * a4 + f5 * a3
        out[9, w] = f4 * a5 + f5 * a4
        out[10, w] = f5 * a5


@part
def _join_below(f: Floats, a: Floats, out: Floats, n: int) -> None:
    """The five counts below those of :func:`_join`: five new rows, five added to."""
    for w in range(n):
        f0, f1, f2, f3, f4 = f[0, w], f[1, w], f[2, w], f[3, w], f[4, w]
        a0, a1, a2, a3, a4, a5 = a[0, w], a[1, w], a[2, w], a[3, w], a[4, w], a[5, w]
        out[0, w] = f0 * a0
        out[1, w] = f0 * a1 + f1 * a0
        out[2, w] = f0 * a2 + f1 * a1 + f2 * a0
        out[3, w] = f0 * a3 + f1 * a2 + f2 * a1 + f3 * a0
        out[4, w] = f0 * a4 + f1 * a3 + f2 * a2 + f3 * a1 + f4 * a0
        out[5, w] += f0 * a5 + f1 * a4 + f2 * a3 + f3 * a2 + f4 * a1
        out[6, w] += f1 * a5 + f2 * a4 + f3 * a3 + f4 * a2
        out[7, w] += f2 * a5 + f3 * a4 + f4 * a3
        out[8, w] += f3 * a5 + f4 * a4
        out[9, w] += f4 * a5


@part
def _expect(f: Floats, v: Floats, out: Floats, n: int) -> None:
    """Value of each count with 0..5 more votes, where ``f`` is the distribution of those votes."""
    for w in range(n):
        f0, f1, f2, f3, f4, f5 = f[0, w], f[1, w], f[2, w], f[3, w], f[4, w], f[5, w]
        v0, v1, v2, v3, v4, v5 = v[0, w], v[1, w], v[2, w], v[3, w], v[4, w], v[5, w]
        v6, v7, v8, v9, v10 = v[6, w], v[7, w], v[8, w], v[9, w], v[10, w]
        out[0, w] = f0 * v0 + f1 * v1 + f2 * v2 + f3 * v3 + f4 * v4 + f5 * v5
        out[1, w] = f0 * v1 + f1 * v2 + f2 * v3 + f3 * v4 + f4 * v5 + f5 * v6
        out[2, w] = f0 * v2 + f1 * v3 + f2 * v4 + f3 * v5 + f4 * v6 + f5 * v7
        out[3, w] = f0 * v3 + f1 * v4 + f2 * v5 + f3 * v6 + f4 * v7 + f5 * v8
        out[4, w] = f0 * v4 + f1 * v5 + f2 * v6 + f3 * v7 + f4 * v8 + f5 * v9
        out[5, w] = f0 * v5 + f1 * v6 + f2 * v7 + f3 * v8 + f4 * v9 + f5 * v10


@part
def _expect_below(f: Floats, v: Floats, out: Floats, n: int) -> None:
    """Add to :func:`_expect` the five counts below those it covers."""
    for w in range(n):
        f0, f1, f2, f3, f4 = f[0, w], f[1, w], f[2, w], f[3, w], f[4, w]
        v0, v1, v2, v3, v4 = v[0, w], v[1, w], v[2, w], v[3, w], v[4, w]
        v5, v6, v7, v8, v9 = v[5, w], v[6, w], v[7, w], v[8, w], v[9, w]
        out[0, w] += f0 * v0 + f1 * v1 + f2 * v2 + f3 * v3 + f4 * v4
        out[1, w] += f0 * v1 + f1 * v2 + f2 * v3 + f3 * v4 + f4 * v5
        out[2, w] += f0 * v2 + f1 * v3 + f2 * v4 + f3 * v5 + f4 * v6
        out[3, w] += f0 * v3 + f1 * v4 + f2 * v5 + f3 * v6 + f4 * v7
        out[4, w] += f0 * v4 + f1 * v5 + f2 * v6 + f3 * v7 + f4 * v8
        out[5, w] += f0 * v5 + f1 * v6 + f2 * v7 + f3 * v8 + f4 * v9


def count_rows(groups: int) -> int:
    """Rows for the distributions of the first 0, 1, ... groups, except that of all groups."""
    return GROUP * groups * (groups - 1) // 2 + groups


level = inlined(count_rows)
"""Row of ``counts`` at which the distribution of the first groups begins."""


@part
def group_counts(p: Floats, q: Floats, terms: Floats, counts: Floats, n: int) -> None:
    """Distributions of the count of the first 0, 1, 2, ... groups of a bench.

    Args:
        p, q: ``(seats, slots)``.
        terms: out, ``(TERMS * groups, slots)`` each group's own, from the second group on.
        counts: out, ``(level(groups + 1), slots)``.
        n: Slots in use.
    """
    fill(1.0, counts[0], n)
    for g in range(p.shape[0] // GROUP):
        seats = slice(GROUP * g, GROUP * g + GROUP)
        old = level(g)
        new = level(g + 1)
        if g == 0:
            _expand(p[seats], q[seats], counts[new : new + TERMS], n)
            continue
        own = terms[TERMS * g : TERMS * g + TERMS]
        _expand(p[seats], q[seats], own, n)
        top = GROUP * (g - 1)
        _join(counts[old + top : old + top + 6], own, counts[new + top : new + top + 11], n)
        for low in range(top - GROUP, -1, -GROUP):
            _join_below(
                counts[old + low : old + low + 5], own, counts[new + low : new + low + 10], n
            )


@part
def leave_one_out(
    p: Floats,
    q: Floats,
    terms: Floats,
    counts: Floats,
    value: Floats,
    spare: Floats,
    local: Floats,
    yes: Floats,
    no: Floats,
    n: int,
) -> None:
    """For each seat of a bench: the expected value of the others' count plus one, and of it alone.

    Args:
        p, q, terms, counts: As in :func:`group_counts`, which has filled them.
        value: ``(seats + 1, slots)`` value of each count; overwritten if there is more than one
            group.
        spare: Buffer like ``value``; local: buffer ``(TERMS, slots)``.
        yes, no: out, ``(seats, slots)``.
        n: Slots in use.
    """
    for g in range(p.shape[0] // GROUP - 1, -1, -1):
        seats = slice(GROUP * g, GROUP * g + GROUP)
        if g == 0:
            _leave_each_out(p[seats], q[seats], value, yes[seats], no[seats], n)
            break
        own = terms[TERMS * g : TERMS * g + TERMS]
        before = counts[level(g) : level(g + 1)]
        top = GROUP * (g - 1)
        _expect(before[top : top + 6], value[top : top + 11], local, n)
        for low in range(0, top, GROUP):
            _expect_below(before[low : low + 5], value[low : low + 10], local, n)
        _leave_each_out(p[seats], q[seats], local, yes[seats], no[seats], n)
        for low in range(0, top + 1, GROUP):
            _expect(own, value[low : low + 11], spare[low : low + 6], n)
        value, spare = spare, value


@part
def tail_probabilities(counts: Floats, out: Floats, n: int) -> None:
    """``out[k]`` = P(count >= k), for k = 0 .. seats + 1."""
    last = counts.shape[0]
    fill(0.0, out[last], n)
    for k in range(last - 1, -1, -1):
        add_tallies(counts[k], out[k + 1], out[k], n)


@inlined
def needed(quota: int, votes: int, tail: Floats) -> int:
    """Row of ``tail`` (from :func:`tail_probabilities`) for the votes missing from ``quota``."""
    missing = max(quota - votes, 0)
    return min(missing, int(tail.shape[0]) - 1)


@part
def reach(counts: Floats, tail: Floats, quota: int, out: Floats, n: int) -> None:
    """P(both benches together reach the quota): ``counts`` of one, ``tail`` of the other."""
    fill(0.0, out, n)
    for votes in range(counts.shape[0]):
        add_product(counts[votes], tail[needed(quota, votes, tail)], out, n)
