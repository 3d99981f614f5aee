"""Members' positions before a day by rules simpler than closeness, for baselines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from sim.rollcalls.counts import CountTable
from sim.rollcalls.estimate import standing
from sim.rollcalls.records import ALL, Month
from sim.scenario.dossiers.schema import DossierBallot
from sim.studies.votes.base.rows import Floats

YEARS = 10
"""Years of votes that ideal points are computed from."""
HALF_LIFE = 72.0
"""Half-life in months of a vote in a member's usual vote."""
NOTHING_KNOWN = 2.0
"""Weight of the prior in a mean vote, in votes."""


def positions_of(
    table: CountTable,
    lists: Sequence[str],
    ballot: DossierBallot,
    before: Month,
    seats: Sequence[str],
) -> dict[str, Floats]:
    """Positions on each issue of the text, from the Assembly's votes before the month."""
    issues = list(ballot.codes)
    standing_then = standing(table, lists, issues, before)
    row_of = {code: row for row, code in enumerate(standing_then.states)}
    out = {}
    for k, issue in enumerate(standing_then.issues):
        column = standing_then.mean[:, k]
        out[issue] = np.array([column[row_of[s]] if s in row_of else 0.5 for s in seats])
    return out


def usual_votes(
    table: CountTable,
    lists: Sequence[str],
    before: Month,
    seats: Sequence[str],
    pens: Sequence[str],
) -> Floats:
    """Mean vote on the matter's roll calls, yes 1, no -1; reversed where the penholders vote no."""
    names = [name for name in lists if name in table.lists]
    if not names or not pens:
        return np.zeros(len(seats))
    counts = table.lists[names[0]]
    held = counts.rows(ALL, before)
    decay = np.exp2(-(before - counts.months[held].astype(np.float64)) / HALF_LIFE)
    votes = np.tensordot(decay, counts.votes[held].astype(np.float64), axes=1)  # (State, 3)
    mean = (votes[:, 0] - votes[:, 2]) / (votes.sum(axis=1) + NOTHING_KNOWN)
    place = {code: row for row, code in enumerate(table.states)}

    def of(code: str) -> float:
        return float(mean[place[code]]) if code in place else 0.0

    side = 1.0 if np.mean([of(pen) for pen in pens]) >= 0 else -1.0
    return side * np.array([of(seat) for seat in seats])


def distance_on_first_axis(
    table: CountTable, before: Month, seats: Sequence[str], pens: Sequence[str]
) -> Floats:
    """Distance to the penholders on the first principal axis of ten years' votes; 0 without them.

    The axis is scaled to a standard deviation of 1 among the States. Each list and month is a row
    of mean votes; missing votes of a State are set to the row's mean.
    """
    if not pens:
        return np.zeros(len(seats))
    score = _axis(table, before)
    place = {code: row for row, code in enumerate(table.states)}
    centre = np.mean([score[place[pen]] if pen in place else 0.0 for pen in pens])
    return np.array([abs(score[place[s]] - centre) if s in place else 0.0 for s in seats])


@lru_cache(maxsize=256)
def _axis(table: CountTable, before: Month) -> Floats:
    """Every State's place on the axis; kept, because ballots of one month share it."""
    blocks = []
    for name, counts in table.lists.items():
        if "~" in name:  # the remainder of a list that is also present as a whole
            continue
        held = counts.rows(ALL, before) & (counts.months >= before - 12 * YEARS)
        votes = counts.votes[held].astype(np.float64)
        cast = votes.sum(axis=2)
        mean = np.divide(
            votes[..., 0] - votes[..., 2], cast, out=np.full(cast.shape, np.nan), where=cast > 0
        )
        blocks.append(mean)
    matrix = np.concatenate(blocks)
    voted = ~np.isnan(matrix)
    centre = np.where(voted, matrix, 0.0).sum(axis=1) / np.maximum(voted.sum(axis=1), 1)
    matrix = np.where(voted, matrix - centre[:, None], 0.0)
    _, axes = np.linalg.eigh(matrix.T @ matrix)
    first: Floats = axes[:, -1] / axes[:, -1].std()
    first.setflags(write=False)
    return first
