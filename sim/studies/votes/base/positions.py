"""Where members stand before a day, by rules simpler than closeness: for baselines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.rollcalls.counts import CountTable
from sim.rollcalls.estimate import standing
from sim.rollcalls.records import ALL, Month
from sim.scenario.dossiers.schema import DossierBallot
from sim.studies.votes.base.rows import Floats

YEARS = 10
"""Ideal points rest on the votes of so many years."""
HALF_LIFE = 72.0
"""Months after which a vote as usual counts half."""
NOTHING_KNOWN = 2.0
"""Votes that nothing known counts for in a mean vote."""


def positions_of(
    table: CountTable,
    lists: Sequence[str],
    ballot: DossierBallot,
    before: Month,
    seats: Sequence[str],
) -> dict[str, Floats]:
    """Positions on each issue of the text, from the Assembly's votes before the month."""
    issues = list(ballot.codes)
    found = standing(table, lists, issues, before)
    known = {code: row for row, code in enumerate(found.states)}
    out = {}
    for k, issue in enumerate(found.issues):
        column = found.mean[:, k]
        out[issue] = np.array([column[known[s]] if s in known else 0.5 for s in seats])
    return out


def usual_votes(
    table: CountTable,
    lists: Sequence[str],
    before: Month,
    seats: Sequence[str],
    pens: Sequence[str],
) -> Floats:
    """Mean vote on the matter's roll calls, yes 1, no -1; turned over where the pens vote no."""
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
    """Distance to the pens on the first principal axis of all votes of ten years; 0 without pens.

    The axis is scaled to a standard deviation of 1 among the States. Mean votes by list and month
    of all lists, each list and month a row; what a State did not vote on is put at the row's mean.
    """
    if not pens:
        return np.zeros(len(seats))
    score = _axis(table, before)
    place = {code: row for row, code in enumerate(table.states)}
    centre = np.mean([score[place[pen]] if pen in place else 0.0 for pen in pens])
    return np.array([abs(score[place[s]] - centre) if s in place else 0.0 for s in seats])


def _axis(table: CountTable, before: Month) -> Floats:
    blocks = []
    for name, counts in table.lists.items():
        if "~" in name:  # what is left of a list that stands here whole
            continue
        held = counts.rows(ALL, before) & (counts.months >= before - 12 * YEARS)
        votes = counts.votes[held].astype(np.float64)
        cast = votes.sum(axis=2)
        mean = np.divide(
            votes[..., 0] - votes[..., 2], cast, out=np.full(cast.shape, np.nan), where=cast > 0
        )
        blocks.append(mean)
    matrix = np.concatenate(blocks)
    known = ~np.isnan(matrix)
    centre = np.where(known, matrix, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    matrix = np.where(known, matrix - centre[:, None], 0.0)
    _, axes = np.linalg.eigh(matrix.T @ matrix)
    first: Floats = axes[:, -1] / axes[:, -1].std()
    return first
