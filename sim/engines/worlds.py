"""What an ensemble hands back: the worlds of a range of replicates, as arrays with labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Labels:
    """Names of the rows of the arrays of :class:`Worlds`, in the arrays' order."""

    drafts: tuple[str, ...]
    members: tuple[str, ...]
    issues: tuple[str, ...]
    parties: tuple[str, ...]


@dataclass(frozen=True)
class Worlds:
    """A run of consecutive replicates; the last axis of every array (R) is the replicate.

    Arrays: ``outcome`` int8 (drafts, R), codes of ``Outcome``; ``vote`` int8 (drafts, members, R),
    codes of ``Vote``, meaningful where the draft was put; ``p_vote`` float64
    (drafts, 3, members, R), exact probabilities of yes, abstain, no; ``p_adopted`` float64
    (drafts, R), the exact probability of adoption when put, 0 elsewhere; ``tally`` (drafts, 4, R),
    yes, no, abstain, absent; ``round`` int16 (drafts, R), -1 where never disposed of;
    ``text`` float64 (drafts, issues, R); ``plan_accepted_round`` int16 (parties, R), -1 for never;
    ``plan_carried_out`` bool (R); ``concession`` float64 (drafts, R); ``destruction`` float64 (R).
    """

    first: int
    labels: Labels
    outcome: NDArray[np.int8]
    vote: NDArray[np.int8]
    p_vote: NDArray[np.float64]
    p_adopted: NDArray[np.float64]
    tally: NDArray[np.integer[Any]]
    round: NDArray[np.int16]
    text: NDArray[np.float64]
    plan_accepted_round: NDArray[np.int16]
    plan_carried_out: NDArray[np.bool_]
    concession: NDArray[np.float64]
    destruction: NDArray[np.float64]

    @property
    def count(self) -> int:
        """How many replicates the arrays hold."""
        return int(self.destruction.shape[-1])


ARRAYS: tuple[str, ...] = tuple(f.name for f in fields(Worlds) if f.name not in ("first", "labels"))
"""The fields of :class:`Worlds` that are arrays."""


def cut(worlds: Worlds, start: int, stop: int) -> Worlds:
    """The replicates ``first + start`` up to, not including, ``first + stop``, as views."""
    arrays: dict[str, Any] = {name: getattr(worlds, name)[..., start:stop] for name in ARRAYS}
    return replace(worlds, first=worlds.first + start, **arrays)


def join(pieces: Sequence[Worlds]) -> Worlds:
    """One :class:`Worlds` from consecutive pieces.

    Raises:
        ValueError: when a piece does not start where the one before it ends.
    """
    for before, after in pairwise(pieces):
        if after.first != before.first + before.count:
            raise ValueError(
                f"replicates {after.first}.. do not follow {before.first}..+{before.count}"
            )
    if len(pieces) == 1:
        return pieces[0]
    arrays: dict[str, Any] = {
        name: np.concatenate([getattr(piece, name) for piece in pieces], axis=-1) for name in ARRAYS
    }
    return replace(pieces[0], **arrays)


def parts(blocks: Iterable[Worlds], size: int) -> Iterator[Worlds]:
    """Regroup consecutive blocks of any length into parts aligned to multiples of ``size``.

    A part ends at a multiple of ``size``, where the blocks leave a gap, or where they end; so the
    parts do not depend on how the replicates were cut into blocks. Holds one part at a time.
    """
    held: list[Worlds] = []
    for block in blocks:
        if held and held[-1].first + held[-1].count != block.first:
            yield join(held)
            held = []
        start = 0
        while start < block.count:
            stop = min(block.count, start + size - (block.first + start) % size)
            held.append(cut(block, start, stop))
            if (block.first + stop) % size == 0:
                yield join(held)
                held = []
            start = stop
    if held:
        yield join(held)
