"""Score the same forecasts by dossier, year, member, number of roll calls, or coders' memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sim.domain.intervals import wilson
from sim.studies.votes.base.folds import LeftOut, gathered
from sim.studies.votes.base.joint import Forecast
from sim.studies.votes.base.reading import BaseSource, pens_of, with_pens
from sim.studies.votes.base.rows import YES, BallotRows, Bools, Floats
from sim.studies.votes.base.scoring import score
from sim.studies.votes.scorecard import BINS, Bin

Groups = Callable[[BallotRows], Mapping[str, Bools]]
"""Ballots by the name of their group, in order."""

LEAST_VOTES = 30
"""The fewest forecast votes of a member that is listed."""
SWAPS = 10
"""Random replacements of penholders at each rate."""


def by_dossier(rows: BallotRows) -> dict[str, Bools]:
    """By dossier."""
    return {fold: rows.on([fold]) for fold in rows.folds}


def by_year(rows: BallotRows) -> dict[str, Bools]:
    """By period, of four."""
    years = np.array([day.year for day in rows.days])
    edges = (1996, 2001, 2006, 2011, 2017)
    return {f"{low}-{high - 1}": (years >= low) & (years < high) for low, high in pairwise(edges)}


def by_roll_calls(rows: BallotRows) -> dict[str, Bools]:
    """By the number of Assembly roll calls on the matter before the ballot."""
    calls = per_ballot(rows, "roll calls")
    return {"0": calls == 0, "1 to 4": (calls > 0) & (calls < 5), "5 and more": calls >= 5}


def by_memory(rows: BallotRows) -> dict[str, Bools]:
    """By the number of coders that recognised the text."""
    share = per_ballot(rows, "remembered")
    return {
        "by no coder": share == 0,
        "by some": (share > 0) & (share < 1),
        "by all": share == 1,
    }


GROUPS: dict[str, Groups] = {
    "dossier": by_dossier,
    "time": by_year,
    "roll-calls": by_roll_calls,
    "remembered": by_memory,
}
"""Ways to split the ballots, by name."""


def per_ballot(rows: BallotRows, feature: str) -> Floats:
    """``(B,)`` a feature that is the same for all votes of a ballot."""
    starts = np.searchsorted(rows.ballot, np.arange(len(rows.symbols)))
    out: Floats = rows.features[feature][starts]
    return out


@dataclass(frozen=True)
class MemberScore:
    """Mean log chance of a member's votes, each on its own, weighted by ballots.

    Attributes:
        votes, yes: Forecast votes, and how many of them are yes.
        scores: Score of each forecaster, in the order given.
    """

    member: str
    votes: int
    yes: int
    scores: tuple[float, ...]


def split_by_member(rows: BallotRows, forecasts: Sequence[Forecast]) -> list[MemberScore]:
    """Members with at least ``LEAST_VOTES`` votes, by code."""
    who = np.array(rows.members)
    weight = rows.weight[rows.ballot]
    out = []
    for code in sorted(set(rows.members)):
        here = (who == code) & rows.forecast
        if here.sum() < LEAST_VOTES:
            continue
        scores = tuple(
            float(np.average(
                np.log(np.maximum(forecast.chance[rows.cast[here], np.flatnonzero(here)], 1e-12)),
                weights=weight[here],
            ))
            for forecast in forecasts
        )  # fmt: skip
        out.append(MemberScore(code, int(here.sum()), int((rows.cast[here] == YES).sum()), scores))
    return out


def weighted_calibration(chance: Floats, occurred: Bools, weight: Floats) -> list[Bin]:
    """Forecast chances in bins with the weighted share that occurred; intervals by case counts."""
    place = np.clip(np.searchsorted(BINS, chance, side="right") - 1, 0, len(BINS) - 2)
    out = []
    for bin_ in range(len(BINS) - 1):
        inside = place == bin_
        count = int(inside.sum())
        if count == 0:
            continue
        share = float(np.average(occurred[inside], weights=weight[inside]))
        effective = float(weight[inside].sum() ** 2 / (weight[inside] ** 2).sum())
        low, high = wilson(round(share * effective), max(round(effective), 1))
        forecast = float(np.average(chance[inside], weights=weight[inside]))
        out.append(Bin(forecast, share, low, high, count))
    return out


def with_other_pens(
    base_source: BaseSource,
    rows: BallotRows,
    left_out: LeftOut,
    pens: Mapping[int, tuple[str, ...]],
) -> tuple[float, float]:
    """Both log scores with other penholders for some ballots, by index of the ballot.

    The estimates are still those with the recorded penholders.
    """
    changed = with_pens(base_source, rows, pens)
    parts = [(rows.on([fold]), fitted) for fold, fitted in left_out.without.items()]
    result = score(gathered(changed, parts), changed)
    return result.all, result.contested


def with_wrong_pens(
    base_source: BaseSource, rows: BallotRows, left_out: LeftOut, rate: float, seed: int = 0
) -> tuple[float, float]:
    """Both log scores with random penholders for a share of the ballots, averaged over draws.

    A random penholder is that of another ballot with different penholders. The estimates are still
    those with the recorded penholders.
    """
    rng = np.random.default_rng(seed)
    recorded = [pens_of(entry) for entry in base_source.ballots]
    scores = []
    for _ in range(SWAPS):
        wrong = {}
        for index in np.flatnonzero(rng.random(len(recorded)) < rate):
            others = sorted({pens for pens in recorded if pens != recorded[index]})
            wrong[int(index)] = others[int(rng.integers(len(others)))]
        scores.append(with_other_pens(base_source, rows, left_out, wrong))
    mean = np.mean(scores, axis=0)
    return float(mean[0]), float(mean[1])
