"""What members saw when they last looked at a draft, or voted on it."""

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
        texts: The voting problems, a lane for every such world, in the order of the worlds.
        beliefs: What everybody expects of the ballot.
    """

    draft: int
    texts: Texts
    beliefs: Beliefs


@dataclass(frozen=True)
class Look:
    """Texts as the Council sees them: the electorate, beliefs and each member's judgement."""

    who: Electorate
    texts: Texts
    beliefs: Beliefs
    judgement: Judgement


@dataclass(frozen=True)
class View:
    """What members made of a draft when they last looked.

    Attributes:
        draft: Index of the draft.
        columns: ``(L,)`` the worlds.
        judgement: Their view.
        settled: ``(L,)`` whether the text has stayed as they saw it; None: everywhere.
    """

    draft: int
    columns: Ints
    judgement: Judgement
    settled: Bools | None = None


@dataclass(frozen=True)
class BallotSeen:
    """The last ballot on a draft as members saw it, kept where a log is kept.

    Attributes:
        look: The voting problem and what was made of it.
        beside: By name, what adds to the stance beside policy: ``(N, B)``, or ``(B,)`` where it
            is the same for all.
        pens: Who holds the pen.
        by_pen: ``(N, P, B)`` what closeness to each of them adds.
    """

    look: Look
    beside: Mapping[str, Floats]
    pens: tuple[str, ...]
    by_pen: Floats

    def beside_of(self, member: int, world: int) -> MemberTerms:
        """What adds to one member's stance beside policy, in one world."""
        parts = {
            name: float(part[world] if part.ndim == 1 else part[member, world])
            for name, part in self.beside.items()
        }
        near = {code: float(self.by_pen[member, p, world]) for p, code in enumerate(self.pens)}
        return MemberTerms(near, **parts)
