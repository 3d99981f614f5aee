"""Features from the Council's own earlier ballots on the same matter."""

from __future__ import annotations

import numpy as np

from sim.studies.votes.base.rows import ABSTAIN, NO, YES, BallotRows, Floats

HALF_LIFE = 8 * 365.25
"""Half-life of an earlier vote in days."""
NOTHING_KNOWN = 2.0
"""Weight of the prior, in ballots."""


def add_history(rows: BallotRows) -> BallotRows:
    """Add each member's last vote on the matter, and its usual one, before the day.

    ``last yes``, ``last abstain``, ``last no``: 1 if that was its last vote. ``earlier``: how much
    more it favoured earlier texts than the average of the Council, with recent ones weighted more.
    """
    days = np.array([day.toordinal() for day in rows.days])
    size = rows.cast.size
    last = np.full(size, -1)
    earlier = np.zeros(size)
    beyond = beyond_the_mean(rows)
    seen: dict[tuple[str, str], list[int]] = {}
    for row in np.argsort(days[rows.ballot], kind="stable"):
        key = rows.dossiers[rows.ballot[row]], rows.members[row]
        today = days[rows.ballot[row]]
        earlier_rows = [r for r in seen.setdefault(key, []) if days[rows.ballot[r]] < today]
        if earlier_rows:
            last[row] = rows.cast[earlier_rows[-1]]
            decay = np.exp2(-(today - days[rows.ballot[earlier_rows]]) / HALF_LIFE)
            earlier[row] = (decay @ beyond[earlier_rows]) / (decay.sum() + NOTHING_KNOWN)
        seen[key].append(int(row))
    return rows.with_features(
        **{
            "last yes": (last == YES).astype(np.float64),
            "last abstain": (last == ABSTAIN).astype(np.float64),
            "last no": (last == NO).astype(np.float64),
            "earlier": earlier,
        }
    )


def beyond_the_mean(rows: BallotRows) -> Floats:
    """``(R,)`` each vote (yes 1, abstain 0, no -1) minus the mean of its ballot."""
    score = np.asarray(1.0 - rows.cast, dtype=np.float64)
    mean = rows.total(score) / np.bincount(rows.ballot)
    out: Floats = score - mean[rows.ballot]
    return out
