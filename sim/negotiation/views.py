"""What members saw when they last looked at a draft, or voted on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.preferences.electorate import Beliefs, Electorate, Judgement, Texts

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
        beside: ``(N, B)`` each: sponsorship, statements, consultation.
    """

    look: Look
    beside: tuple[Floats, Floats, Floats]
