"""The result of an ensemble: the worlds of a range of replicates, as labelled arrays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Vote

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Labels:
    """Names of the rows of the arrays of :class:`Worlds`, in index order.

    ``again`` are the drafts that may be put to the vote again after they failed.
    """

    drafts: tuple[str, ...]
    members: tuple[str, ...]
    issues: tuple[str, ...]
    parties: tuple[str, ...]
    again: tuple[str, ...] = ()


@dataclass(frozen=True)
class Worlds:
    """The results of consecutive replicates; the last axis of every array (R) is the replicate.

    Attributes:
        first: Number of the first replicate.
        drafts, members, issues, parties: Names in index order (D, N, K, G of them).
        again: Drafts that may be put to the vote again; of their ballots the last is kept.
        outcome: ``(D, R)`` codes of ``Outcome``; round: ``(D, R)`` of the outcome, -1 for none.
        vote: ``(D, N, R)`` codes of ``Vote``; p_vote: ``(D, 3, N, R)`` exact probabilities of
            yes, abstain and no, NaN where there was no ballot.
        p_adopted: ``(D, R)`` exact probability of adoption at the ballot, 0 without one. A ballot
            after which the text could be put again counts as 1 or 0, as it was adopted or not, so
            that the mean over worlds is the chance of adoption.
        tally: ``(D, 4, R)`` yes, abstain, no, absent.
        text: ``(D, K, R)`` the final text; concession: ``(D, R)`` summed movement.
        plan_accepted_round: ``(G, R)``, -1 for never; plan_carried_out: ``(R,)``.
        left: ``(R,)`` share of the fighters who left; destruction: ``(R,)``.
        statement: ``(R,)`` codes in the order of ``STATEMENTS``.
    """

    first: int
    drafts: tuple[str, ...]
    members: tuple[str, ...]
    issues: tuple[str, ...]
    parties: tuple[str, ...]
    outcome: NDArray[np.int8]
    round: NDArray[np.int16]
    vote: NDArray[np.int8]
    p_vote: Floats
    p_adopted: Floats
    tally: NDArray[np.int16]
    text: Floats
    concession: Floats
    plan_accepted_round: NDArray[np.int16]
    plan_carried_out: NDArray[np.bool_]
    left: Floats
    destruction: Floats
    statement: NDArray[np.int8]
    again: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Number of replicates."""
        return int(self.outcome.shape[-1])

    @property
    def labels(self) -> Labels:
        """The names of the arrays' rows."""
        return Labels(self.drafts, self.members, self.issues, self.parties, self.again)


TALLY: tuple[str, ...] = ("yes", "abstain", "no", "absent")
"""The rows of ``tally``."""

STATEMENTS: tuple[str, ...] = ("not_tried", "issued", "failed", "pending")
"""The fate of a statement by the President, by its code in ``statement``.

Pending: its silence procedure still runs when the clock ends.
"""

ARRAYS: tuple[str, ...] = tuple(
    f.name for f in fields(Worlds) if f.name not in ("first", *(g.name for g in fields(Labels)))
)
"""The fields of :class:`Worlds` that are arrays."""


def vote_chances(worlds: Worlds, draft: int) -> Floats:
    """``(3, N, R)`` estimates of yes, abstain and no on a draft, NaN where there was no ballot.

    They are the exact probabilities, which vary less than votes. On a draft that may be put again
    they are the votes cast, as 0 and 1: the last ballot is the one after which the draft was not
    put again, so the votes drawn have selected it, and its exact probabilities are biased.
    """
    exact: Floats = worlds.p_vote[draft]
    if worlds.drafts[draft] not in worlds.again:
        return exact
    yes, no = (worlds.vote[draft] == vote for vote in (Vote.YES, Vote.NO))
    cast = np.stack([yes, ~(yes | no), no]).astype(np.float64)
    return np.where(np.isnan(exact), np.nan, cast)


def cut(worlds: Worlds, start: int, stop: int) -> Worlds:
    """The replicates ``first + start`` up to, not including, ``first + stop``, as views."""
    arrays: dict[str, Any] = {name: getattr(worlds, name)[..., start:stop] for name in ARRAYS}
    return replace(worlds, first=worlds.first + start, **arrays)


def join_worlds(pieces: Sequence[Worlds]) -> Worlds:
    """Concatenate consecutive pieces into one :class:`Worlds`.

    Raises:
        ValueError: when there are no pieces, or one does not start where the previous one ends.
    """
    if not pieces:
        raise ValueError("no worlds to join")
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

    A part ends at a multiple of ``size``, at a gap between blocks, or after the last block; so the
    parts do not depend on how the replicates were cut into blocks. Holds one part at a time.
    """
    held: list[Worlds] = []
    for block in blocks:
        if held and held[-1].first + held[-1].count != block.first:
            yield join_worlds(held)
            held = []
        start = 0
        while start < block.count:
            stop = min(block.count, start + size - (block.first + start) % size)
            held.append(cut(block, start, stop))
            if (block.first + stop) % size == 0:
                yield join_worlds(held)
                held = []
            start = stop
    if held:
        yield join_worlds(held)
