"""Sums over worlds: all that a forecast needs, in memory independent of the replicates.

Counts and sums are whole numbers. A real number is rounded to a multiple of 2**-44 (6e-14) first,
so that adding is exact: the sums do not depend on the order of the worlds, on how they were cut
into blocks, or on the machine's vector width.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import PUT, Outcome, Vote
from sim.engines.worlds import STATEMENTS, TALLY, Labels, Worlds

UNIT = 2.0**-44
"""The resolution to which real numbers are rounded before they are added."""

CHUNK = 2**14
"""Replicates summed in 64-bit integers at a time: 2**14 values below 2**4 cannot overflow."""

Whole = NDArray[np.object_]
"""An array of Python integers, which do not overflow."""


@dataclass(frozen=True)
class Sums:
    """Exact sums over ``worlds`` replicates; entries are Python integers, reals in ``UNIT``.

    Shapes: ``outcomes`` (drafts, 5) counts by ``Outcome``; ``votes`` (drafts, 5, members) counts
    by ``Vote`` and ``chances`` (drafts, 3, members) sums of exact probabilities of yes, abstain,
    no, both where the draft was put; ``adoption`` (drafts, 2) sum and sum of squares of the exact
    adoption probability; ``tallies`` (drafts, 4) sums in the order of ``TALLY``; ``counted``
    (drafts, members + 1, members + 1) worlds by the number of yes and of no; ``vetoing`` (drafts,
    members) worlds in which the draft was vetoed and the member voted no; ``concession``
    (drafts, 2); ``text`` (drafts, issues, 2); ``rounds`` (drafts, 2) count of worlds that reached a
    disposal and sum of its round; ``accepted`` (parties, 2) count and sum of rounds;
    ``carried_out`` (1); ``left`` (2); ``destruction`` (2); ``statements`` (3) counts in the order
    of ``STATEMENTS``. Pairs of a real number are its sum and the sum of its squares.
    """

    worlds: int
    labels: Labels
    outcomes: Whole
    votes: Whole
    chances: Whole
    adoption: Whole
    tallies: Whole
    counted: Whole
    vetoing: Whole
    concession: Whole
    text: Whole
    rounds: Whole
    accepted: Whole
    carried_out: Whole
    left: Whole
    destruction: Whole
    statements: Whole


LATER = ("counted", "vetoing")
"""Arrays that runs stored by earlier versions do not have."""

_ARRAYS = tuple(f.name for f in fields(Sums) if f.name not in ("worlds", "labels"))


def sums_of(worlds: Worlds) -> Sums:
    """The sums over one range of replicates."""
    put = np.isin(worlds.outcome, [int(o) for o in PUT])
    disposed = worlds.round >= 0
    agreed = worlds.plan_accepted_round >= 0
    return Sums(
        worlds=worlds.count,
        labels=worlds.labels,
        outcomes=_counts(worlds.outcome, len(Outcome), np.ones_like(put)),
        votes=_counts(worlds.vote, len(Vote), put[:, None, :]),
        chances=_real(np.where(put[:, None, None, :], worlds.p_vote, 0.0)),
        adoption=_moments(np.nan_to_num(worlds.p_adopted)),
        tallies=_whole(np.where(put[:, None, :], worlds.tally, 0)),
        counted=_counted(worlds, put),
        vetoing=_whole((worlds.vote == Vote.NO) & (worlds.outcome == Outcome.VETOED)[:, None, :]),
        concession=_moments(worlds.concession),
        text=_moments(worlds.text),
        rounds=np.stack([_whole(disposed), _whole(np.where(disposed, worlds.round, 0))], -1),
        accepted=np.stack(
            [_whole(agreed), _whole(np.where(agreed, worlds.plan_accepted_round, 0))], -1
        ),
        carried_out=_whole(worlds.plan_carried_out[None, :]),
        left=_moments(worlds.left),
        destruction=_moments(worlds.destruction),
        statements=_counts(worlds.statement[None], len(STATEMENTS), np.ones(worlds.count, bool))[0],
    )


def add_sums(some: Sums, more: Sums) -> Sums:
    """The sums over the worlds of both.

    Raises:
        ValueError: when their drafts, members, issues or parties differ.
    """
    if some.labels != more.labels:
        raise ValueError("sums over different drafts, members, issues or parties do not add")
    arrays = {name: getattr(some, name) + getattr(more, name) for name in _ARRAYS}
    return Sums(worlds=some.worlds + more.worlds, labels=some.labels, **arrays)


def total_sums(pieces: Iterable[Sums]) -> Sums:
    """The sums over all pieces; holds one piece at a time.

    Raises:
        ValueError: when there are no pieces.
    """
    result: Sums | None = None
    for piece in pieces:
        result = piece if result is None else add_sums(result, piece)
    if result is None:
        raise ValueError("no worlds, no sums")
    return result


def to_plain(sums: Sums) -> dict[str, Any]:
    """The sums as JSON types; integers stay exact."""
    labels = {f.name: list(getattr(sums.labels, f.name)) for f in fields(Labels)}
    arrays = {name: getattr(sums, name).tolist() for name in _ARRAYS}
    return {"worlds": sums.worlds, "unit": UNIT, "labels": labels, **arrays}


def from_plain(plain: dict[str, Any]) -> Sums:
    """Read what :func:`to_plain` wrote; arrays that earlier versions did not have are zeros.

    Raises:
        KeyError, ValueError: when an array is missing or has another unit.
    """
    if plain["unit"] != UNIT:
        raise ValueError(f"sums in units of {plain['unit']}, not {UNIT}")
    names = {"again": (), **plain["labels"]}  # earlier versions did not write it
    labels = Labels(**{f.name: tuple(names[f.name]) for f in fields(Labels)})
    shapes = _shapes(labels)
    arrays = {
        name: np.zeros(shapes[name], dtype=object)
        if name in LATER and name not in plain
        else np.array(plain[name], dtype=object).reshape(shapes[name])
        for name in _ARRAYS
    }
    return Sums(worlds=int(plain["worlds"]), labels=labels, **arrays)


def mean(sums: Whole, worlds: int) -> NDArray[np.float64]:
    """Means of real numbers from their sums, with one correctly rounded division each."""
    grains = round(1 / UNIT)
    flat = [int(value) / (worlds * grains) if worlds else float("nan") for value in sums.flat]
    return np.array(flat, dtype=np.float64).reshape(sums.shape)


def _shapes(labels: Labels) -> dict[str, tuple[int, ...]]:
    """The shape of each array of :class:`Sums`; an empty list does not reveal its own."""
    drafts, members = len(labels.drafts), len(labels.members)
    return {
        "outcomes": (drafts, len(Outcome)),
        "votes": (drafts, len(Vote), members),
        "chances": (drafts, 3, members),
        "adoption": (drafts, 2),
        "tallies": (drafts, len(TALLY)),
        "counted": (drafts, members + 1, members + 1),
        "vetoing": (drafts, members),
        "concession": (drafts, 2),
        "text": (drafts, len(labels.issues), 2),
        "rounds": (drafts, 2),
        "accepted": (len(labels.parties), 2),
        "carried_out": (1,),
        "left": (2,),
        "destruction": (2,),
        "statements": (len(STATEMENTS),),
    }


def _chunks(length: int) -> Iterable[slice]:
    return (slice(start, start + CHUNK) for start in range(0, length, CHUNK))


def _whole(values: NDArray[Any]) -> Whole:
    """Sums of integers over the last axis."""
    return np.asarray(values.astype(np.int64).sum(axis=-1)).astype(object)


def _real(values: NDArray[np.float64]) -> Whole:
    """Sums of real numbers over the last axis, in units of ``UNIT``."""
    if not np.isfinite(values).all():
        raise ValueError("a world holds a number that is not finite")
    total = np.zeros(values.shape[:-1], dtype=object)
    for chunk in _chunks(values.shape[-1]):
        grains = np.rint(values[..., chunk] * (1 / UNIT)).astype(np.int64)
        total = total + np.asarray(grains.sum(axis=-1)).astype(object)
    return np.asarray(total, dtype=object)


def _moments(values: NDArray[np.float64]) -> Whole:
    """Sums and sums of squares over the last axis, as a new last axis of two."""
    return np.stack([_real(values), _real(values * values)], axis=-1)


def _counted(worlds: Worlds, put: NDArray[np.bool_]) -> Whole:
    """Worlds in which a draft was put to the vote, by its number of yes and of no votes."""
    size = len(worlds.members) + 1
    yes, no = (worlds.tally[:, TALLY.index(word)].astype(np.int64) for word in ("yes", "no"))
    items = [
        np.bincount((yes[d] * size + no[d])[put[d]], minlength=size * size).reshape(size, size)
        for d in range(len(worlds.drafts))
    ]
    return np.array(items, dtype=np.int64).reshape(-1, size, size).astype(object)


def _counts(codes: NDArray[np.int8], kinds: int, where: NDArray[np.bool_]) -> Whole:
    """How often each code occurs along the last axis; the new second axis has ``kinds`` entries."""
    return np.stack([_whole((codes == code) & where) for code in range(kinds)], axis=1)
