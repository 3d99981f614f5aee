"""Quantities of each world: the fate of each draft, of the plan and of the city."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import PUT, Outcome
from sim.engines.worlds import Worlds

Floats = NDArray[np.float64]


def put_to_a_vote(worlds: Worlds) -> NDArray[np.bool_]:
    """Bool (drafts, R): whether each draft was put to the vote."""
    return np.isin(worlds.outcome, [int(outcome) for outcome in PUT])


def outcomes(worlds: Worlds) -> dict[str, Floats]:
    """The outcomes of each world by name: (R,) each.

    ``adopted(D)`` is the exact probability that draft D is adopted in that world, 0 if it is not
    put to the vote; ``vetoed(D)`` and the other outcomes are 0 or 1; ``yes(D)`` counts the yes
    votes, none if it is not put.
    """
    entries: dict[str, Floats] = {}
    for d, draft in enumerate(worlds.labels.drafts):
        entries[f"adopted({draft})"] = np.nan_to_num(worlds.p_adopted[d].astype(np.float64))
        for outcome in Outcome:
            if outcome is not Outcome.ADOPTED:
                is_it = worlds.outcome[d] == outcome
                entries[f"{outcome.word}({draft})"] = is_it.astype(np.float64)
        entries[f"yes({draft})"] = worlds.tally[d, 0].astype(np.float64)
        entries[f"concession({draft})"] = worlds.concession[d].astype(np.float64)
    entries["plan_carried_out"] = worlds.plan_carried_out.astype(np.float64)
    entries["destruction"] = worlds.destruction.astype(np.float64)
    return entries
