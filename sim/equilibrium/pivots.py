"""Exact odds of adoption, and the effect of each member's own vote on them.

Elected members only add to the yes votes. The number of permanent noes matters twice: it decides
whether the text is blocked, and how many share the blame. Both reduce to counts of yes votes alone
(:mod:`sim.equilibrium.tallies`): adoption is a sum over the sets of permanent members that can say
no without blocking, under the Charter only the empty set; the shared blame is an integral over t
of a count in which a no weighs t (:mod:`sim.equilibrium.quadrature`).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiled import inlined, part
from sim.equilibrium.tallies import (
    GROUP,
    add_product,
    complement,
    copy,
    fill,
    group_counts,
    leave_one_out,
    level,
    needed,
    reach,
    tail_probabilities,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class VoteProbabilities(NamedTuple):
    """Probabilities of votes; rows are seats, padded to whole groups with certain abstentions.

    Attributes:
        elected: ``(elected seats, slots)`` P(yes).
        yes, abstain, no: ``(permanent seats, slots)``.
    """

    elected: Floats
    yes: Floats
    abstain: Floats
    no: Floats


class BlockingWeights(NamedTuple):
    """The law on blocking, lane by lane; rows ``s`` are numbers of permanent noes, 0 .. limit - 1.

    Attributes:
        free: ``(slots,)`` 1 if nobody can block, else 0.
        passes: ``(limit, slots)`` 1 if a text passes with ``s`` noes.
        against: ``(limit, slots)`` 1 if it passes with ``s`` noes and one more.
        share: ``(limit, slots)`` share of the blame that a no bears beside ``s`` others: the weight
            of the node at t = 0 where ``s`` is 0, minus 1 / (1 + s) where one more no does not
            block.
        node_share: ``(nodes, slots)`` weight of each further node, 0 if nobody can block.
    """

    free: Floats
    passes: Floats
    against: Floats
    share: Floats
    node_share: Floats


class Pivots(NamedTuple):
    """The effect of a vote; rows as in :class:`VoteProbabilities`.

    Attributes:
        elected_yes, elected_other: P(adopted | own yes), P(adopted | any other vote).
        yes, abstain, no: The same for permanent members.
        blame: Expected share of the blame for blocking, for permanent members.
        adopted: ``(slots,)`` P(adopted).
        reached: ``(slots,)`` P(the quota of yes votes is reached).
    """

    elected_yes: Floats
    elected_other: Floats
    yes: Floats
    abstain: Floats
    no: Floats
    blame: Floats
    adopted: Floats
    reached: Floats


class PivotBuffers(NamedTuple):
    """Buffers of :func:`pivots`, as rows of slots."""

    other: Floats
    elected_terms: Floats
    elected_counts: Floats
    elected_tail: Floats
    yes: Floats
    rest: Floats
    terms: Floats
    counts: Floats
    total: Floats
    tail: Floats
    value: Floats
    spare: Floats
    local: Floats
    with_yes: Floats
    without: Floats


@part
def set_law(law: BlockingWeights, blocking: int, nodes: Floats, w: int) -> None:
    """Write the law that applies to one lane.

    Args:
        law: Out.
        blocking: Permanent noes that defeat a text; 0 if nobody can block.
        nodes: From :func:`sim.equilibrium.quadrature.radau`.
        w: Slot.
    """
    veto = 0.0 if blocking == 0 else 1.0
    law.free[w] = 1.0 - veto
    for noes in range(law.passes.shape[0]):
        law.passes[noes, w] = 1.0 if noes == 0 or noes < blocking else 0.0
        law.against[noes, w] = 1.0 if noes + 1 < blocking or (blocking == 0 and noes == 0) else 0.0
        bearable = 1.0 / (1.0 + noes) if noes + 1 < blocking else 0.0
        law.share[noes, w] = (veto * nodes[1, 0] if noes == 0 else 0.0) - bearable
    for k in range(law.node_share.shape[0]):
        law.node_share[k, w] = veto * nodes[1, k + 1]


@part
def _weaken(abstain: Floats, no: Floats, t: float, out: Floats, n: int) -> None:
    for w in range(n):
        out[w] = abstain[w] + t * no[w]


@part
def _keep_free(abstain: Floats, no: Floats, free: Floats, out: Floats, n: int) -> None:
    for w in range(n):
        out[w] = abstain[w] + free[w] * no[w]


@part
def _first_set(
    law: BlockingWeights, with_yes: Floats, without: Floats, yes: Floats, abstain: Floats,
    no: Floats, blame: Floats, n: int,
) -> None:  # fmt: skip
    """One member's odds and blame if nobody else says no."""
    for w in range(n):
        yes[w] = with_yes[w]
        abstain[w] = without[w]
        no[w] = law.against[0, w] * without[w]
        blame[w] += law.share[0, w] * without[w]


@part
def _further_set(
    passes: Floats, against: Floats, share: Floats, with_yes: Floats, without: Floats,
    yes: Floats, abstain: Floats, no: Floats, blame: Floats, n: int,
) -> None:  # fmt: skip
    """Add the case that a given set of other members says no."""
    for w in range(n):
        yes[w] += passes[w] * with_yes[w]
        abstain[w] += passes[w] * without[w]
        no[w] += against[w] * without[w]
        blame[w] += share[w] * without[w]


@part
def _missing(tail: Floats, quota: int, seats: int, value: Floats, n: int) -> None:
    """Value of each count of one bench: P(the other bench supplies the missing votes)."""
    for votes in range(seats + 1):
        copy(tail[needed(quota, votes, tail)], value[votes], n)


@part
def _next_set(chosen: Ints, size: int, seats: int) -> bool:
    """Advance ``chosen[:size]`` to the next set of that size; False after the last."""
    k = size - 1
    while k >= 0 and chosen[k] == seats - size + k:
        k -= 1
    if k < 0:
        return False
    chosen[k] += 1
    for j in range(k + 1, size):
        chosen[j] = chosen[j - 1] + 1
    return True


@inlined
def _among(chosen: Ints, size: int, seat: int) -> bool:
    present = False
    for k in range(size):
        present = present or chosen[k] == seat
    return present


@part
def _suppose(
    votes: VoteProbabilities, free: Floats, chosen: Ints, size: int, room: PivotBuffers, n: int
) -> None:
    """How each permanent member counts if exactly the members in ``chosen`` say no."""
    for r in range(votes.yes.shape[0]):
        if _among(chosen, size, r):
            fill(0.0, room.yes[r], n)
            copy(votes.no[r], room.rest[r], n)
            continue
        copy(votes.yes[r], room.yes[r], n)
        if size > 0:
            copy(votes.abstain[r], room.rest[r], n)
        else:
            _keep_free(votes.abstain[r], votes.no[r], free, room.rest[r], n)


@part
def _leave_out(quota: int, room: PivotBuffers, n: int) -> None:
    """Odds of reaching the quota with each permanent member's yes and without it."""
    if room.yes.shape[0] > GROUP:  # the last call has overwritten the values
        _missing(room.elected_tail, quota, room.yes.shape[0], room.value, n)
    leave_one_out(
        room.yes, room.rest, room.terms, room.counts, room.value, room.spare, room.local,
        room.with_yes, room.without, n,
    )  # fmt: skip


@inlined
def _blame(
    votes: VoteProbabilities,
    law: BlockingWeights,
    nodes: Floats,
    seats: int,
    quota: int,
    room: PivotBuffers,
    out: Pivots,
    n: int,
) -> None:
    """The nodes beyond t = 0, and the odds that the quota is reached, whether or not vetoed."""
    rows = votes.yes.shape[0]
    for r in range(rows):
        copy(votes.yes[r], room.yes[r], n)
        complement(votes.yes[r], room.rest[r], n)
        fill(0.0, out.blame[r], n)
    group_counts(room.yes, room.rest, room.terms, room.counts, n)
    counts = room.counts[level(rows // GROUP) : level(rows // GROUP + 1)]
    reach(counts, room.elected_tail, quota, out.reached, n)
    _missing(room.elected_tail, quota, rows, room.value, n)
    for node in range(1, nodes.shape[1]):
        for r in range(rows):
            _weaken(votes.abstain[r], votes.no[r], nodes[0, node], room.rest[r], n)
        if rows > GROUP:
            group_counts(room.yes, room.rest, room.terms, room.counts, n)
        _leave_out(quota, room, n)
        for r in range(seats):
            add_product(law.node_share[node - 1], room.without[r], out.blame[r], n)


@part
def _permanent(
    votes: VoteProbabilities,
    law: BlockingWeights,
    chosen: Ints,
    seats: int,
    quota: int,
    room: PivotBuffers,
    out: Pivots,
    n: int,
) -> None:
    """Odds of the permanent members, one set of noes at a time; ``room.total``: their yes votes."""
    rows = votes.yes.shape[0]
    counts = room.counts[level(rows // GROUP) : level(rows // GROUP + 1)]
    for size in range(min(law.passes.shape[0], seats + 1)):
        for k in range(size):
            chosen[k] = k
        more = True
        while more:
            _suppose(votes, law.free, chosen, size, room, n)
            group_counts(room.yes, room.rest, room.terms, room.counts, n)
            _leave_out(quota, room, n)
            for r in range(seats):
                if size == 0:
                    _first_set(
                        law, room.with_yes[r], room.without[r], out.yes[r], out.abstain[r],
                        out.no[r], out.blame[r], n,
                    )  # fmt: skip
                elif not _among(chosen, size, r):
                    _further_set(
                        law.passes[size], law.against[size], law.share[size], room.with_yes[r],
                        room.without[r], out.yes[r], out.abstain[r], out.no[r], out.blame[r], n,
                    )  # fmt: skip
            for y in range(rows + 1):
                if size == 0:
                    copy(counts[y], room.total[y], n)
                else:
                    add_product(law.passes[size], counts[y], room.total[y], n)
            more = _next_set(chosen, size, seats)


@part
def pivots(
    votes: VoteProbabilities,
    law: BlockingWeights,
    nodes: Floats,
    chosen: Ints,
    seats: int,
    quota: int,
    room: PivotBuffers,
    out: Pivots,
    n: int,
) -> None:
    """Fill ``out`` for the first ``n`` slots.

    Args:
        votes: Expected vote probabilities of all members.
        law: The law on blocking.
        nodes: From :func:`sim.equilibrium.quadrature.radau`, for one less than the number of
            permanent members.
        chosen: Buffer ``(permanent,)``.
        seats: Permanent members, without the seats that pad the last group.
        quota: Affirmative votes needed.
        room: Buffers.
        out: Out.
        n: Slots in use.
    """
    bench = votes.elected.shape[0]
    for r in range(bench):
        complement(votes.elected[r], room.other[r], n)
    group_counts(votes.elected, room.other, room.elected_terms, room.elected_counts, n)
    counts = room.elected_counts[level(bench // GROUP) : level(bench // GROUP + 1)]
    tail_probabilities(counts, room.elected_tail, n)
    _blame(votes, law, nodes, seats, quota, room, out, n)
    _permanent(votes, law, chosen, seats, quota, room, out, n)
    tail_probabilities(room.total, room.tail, n)
    reach(counts, room.tail, quota, out.adopted, n)
    _missing(room.tail, quota, bench, room.value, n)
    leave_one_out(
        votes.elected, room.other, room.elected_terms, room.elected_counts, room.value, room.spare,
        room.local, out.elected_yes, out.elected_other, n,
    )  # fmt: skip
