"""Summary statistics of the base of ballots: by dossier, by issue, by number of roll calls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.rollcalls.counts import CountTable
from sim.rollcalls.records import ALL
from sim.scenario.dossiers.ballots import Base, BaseBallot
from sim.scenario.dossiers.positions import before
from sim.scenario.reliability import krippendorff_alpha

BANDS = ((0, 0), (1, 4), (5, None))
"""Classes of numbers of roll calls: none, few, and five or more."""


@dataclass(frozen=True)
class Fold:
    """The ballots of one dossier.

    Attributes:
        ballots, contested, failed: All, those with a no or an abstention, those not adopted.
        behind: How many have 0, 1 to 4, and 5 or more roll calls of the Assembly before them.
        remembered: Share that at least one coder recognised.
    """

    dossier: str
    ballots: int
    contested: int
    failed: int
    behind: tuple[int, ...]
    remembered: float


@dataclass(frozen=True)
class IssueAgreement:
    """Agreement of two coders on one issue.

    Attributes:
        both, one: Ballots on which both coders, or only one of them, code the issue.
        asked, things: Krippendorff's alpha (interval) of x and of q; None if nothing varies.
        difference: Mean difference of x between the coders.
    """

    issue: str
    both: int
    one: int
    asked: float | None
    things: float | None
    difference: float


def roll_calls_before(ballot: BaseBallot, table: CountTable) -> int:
    """Recorded votes of the Assembly on the ballot's matter in the months before it."""
    counts = table.lists.get(ballot.dossier)
    if counts is None:
        return 0
    return int(counts.held[counts.rows(ALL, before(ballot.ballot.date))].sum())


def contested(ballot: BaseBallot) -> bool:
    """Whether any member did not vote yes."""
    votes = ballot.ballot
    return bool(votes.against or votes.abstained or votes.absent)


def folds(base: Base, table: CountTable) -> list[Fold]:
    """Every dossier of the base, sorted by name."""
    rows = []
    for name in sorted({ballot.dossier for ballot in base.ballots}):
        mine = [ballot for ballot in base.ballots if ballot.dossier == name]
        rows.append(_fold(name, mine, table))
    return rows


def base_total(base: Base, table: CountTable) -> Fold:
    """The whole base as a single fold."""
    return _fold("all", base.ballots, table)


def _fold(name: str, ballots: Sequence[BaseBallot], table: CountTable) -> Fold:
    numbers = [roll_calls_before(ballot, table) for ballot in ballots]
    behind = tuple(
        sum(low <= n and (high is None or n <= high) for n in numbers) for low, high in BANDS
    )
    remembered = [any(ballot.ballot.remembered) for ballot in ballots]
    return Fold(
        dossier=name,
        ballots=len(ballots),
        contested=sum(map(contested, ballots)),
        failed=sum(ballot.ballot.resolution is None for ballot in ballots),
        behind=behind,
        remembered=sum(remembered) / len(remembered) if remembered else 0.0,
    )


def coder_agreement_by_issue(base: Base) -> list[IssueAgreement]:
    """Agreement of the coders on each issue, in order of first appearance."""
    entries: dict[str, list[tuple[tuple[float, float] | None, ...]]] = {}
    for ballot in base.ballots:
        for issue, codes in ballot.ballot.codes.items():
            pair = tuple(None if code is None else (code.x, code.q) for code in codes)
            entries.setdefault(issue, []).append(pair)
    return [_agreement(issue, pairs) for issue, pairs in entries.items()]


def _agreement(
    issue: str, pairs: Iterable[tuple[tuple[float, float] | None, ...]]
) -> IssueAgreement:
    listed = list(pairs)
    whole = [[c for c in pair if c is not None] for pair in listed if None not in pair]
    demands = np.array([[x for x, _ in pair] for pair in whole])
    things = np.array([[q for _, q in pair] for pair in whole])
    apart = float(np.mean(np.ptp(demands, axis=1))) if whole else 0.0
    return IssueAgreement(
        issue, len(whole), len(listed) - len(whole),
        _alpha(demands), _alpha(things), apart,
    )  # fmt: skip


def _alpha(values: NDArray[np.float64]) -> float | None:
    """Krippendorff's alpha for numbers (unit, coder); None without units."""
    return krippendorff_alpha(values.T, "interval") if values.size else None
