"""Members' last view of a draft, or of a ballot on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.preferences.electorate import Beliefs, Electorate, Judgement, Texts
from sim.preferences.reasons import MemberTerms

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Prospect:
    """A draft in the worlds where it is pending.

    Attributes:
        draft: Index of the draft.
        texts: The voting problems, one lane per such world, in the order of the worlds.
        beliefs: The public expectations of the ballot.
    """

    draft: int
    texts: Texts
    beliefs: Beliefs


@dataclass(frozen=True)
class Look:
    """Texts before the Council: the electorate, beliefs and each member's judgement."""

    who: Electorate
    texts: Texts
    beliefs: Beliefs
    judgement: Judgement


@dataclass(frozen=True)
class View:
    """Members' view of a draft when they last looked at it.

    Attributes:
        draft: Index of the draft.
        columns: ``(L,)`` the worlds.
        judgement: Their view.
        settled: ``(L,)`` whether the text is unchanged since then; None: everywhere.
    """

    draft: int
    columns: Ints
    judgement: Judgement
    settled: Bools | None = None


@dataclass(frozen=True)
class BallotSeen:
    """The last ballot on a draft as members saw it; recorded if a log is kept.

    Attributes:
        look: The voting problem and its solution.
        beside: By name, the parts of the stance other than policy: ``(N, B)``, or ``(B,)`` if the
            same for all.
        pens: The penholders.
        by_pen: ``(N, P, B)`` contribution of closeness to each penholder.
        moment: The round of the ballot.
    """

    look: Look
    beside: Mapping[str, Floats]
    pens: tuple[str, ...]
    by_pen: Floats
    moment: int

    def beside_of(self, member: int, world: int) -> MemberTerms:
        """The parts of one member's stance other than policy, in one world."""
        parts = {
            name: float(part[world] if part.ndim == 1 else part[member, world])
            for name, part in self.beside.items()
        }
        near = {code: float(self.by_pen[member, p, world]) for p, code in enumerate(self.pens)}
        return MemberTerms(near, **parts)
