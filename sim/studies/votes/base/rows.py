"""The base of ballots as arrays: one entry per ballot, and one per vote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

T = TypeVar("T")

YES, ABSTAIN, NO = 0, 1, 2
"""Rows of probability arrays."""


@dataclass(frozen=True)
class BallotRows:
    """Ballots and the votes cast in them.

    Attributes:
        symbols, dossiers: Symbol and dossier of each of B ballots.
        days: Days of the ballots.
        weight: ``(B,)`` number of ballots each represents: the inverse of its sampling probability.
        contested: ``(B,)`` whether any member did not vote yes.
        adopted: ``(B,)`` whether the text was adopted.
        ballot: ``(R,)`` index of each vote's ballot, ascending.
        members: Code of the member of each vote.
        cast: ``(R,)`` yes 0, abstain 1, no 2.
        pen: ``(R,)`` whether the member is a penholder, whose vote is not forecast.
        permanent: ``(R,)`` whether it has a permanent seat.
        features: ``(R,)`` each, by name.
    """

    symbols: tuple[str, ...]
    dossiers: tuple[str, ...]
    days: tuple[date, ...]
    weight: Floats
    contested: Bools
    adopted: Bools
    ballot: Ints
    members: tuple[str, ...]
    cast: Ints
    pen: Bools
    permanent: Bools
    features: Mapping[str, Floats]

    @property
    def forecast(self) -> Bools:
        """``(R,)`` the votes that are forecast: those of members other than penholders."""
        return ~self.pen

    @property
    def votes(self) -> Ints:
        """``(B,)`` number of forecast votes of each ballot."""
        return np.bincount(self.ballot[self.forecast], minlength=len(self.symbols))

    @property
    def folds(self) -> tuple[str, ...]:
        """The dossiers, sorted by name."""
        return tuple(sorted(set(self.dossiers)))

    def on(self, dossiers: Sequence[str]) -> Bools:
        """``(B,)`` ballots of the given dossiers."""
        return np.isin(np.array(self.dossiers), list(dossiers))

    def total(self, per_vote: Floats) -> Floats:
        """``(..., B)`` sums over each ballot's votes of ``(..., R)``."""
        starts = np.searchsorted(self.ballot, np.arange(len(self.symbols)))
        out: Floats = np.add.reduceat(per_vote, starts, axis=-1)
        return out

    def with_features(self, **features: Floats) -> BallotRows:
        """The same rows with further or replaced features."""
        return replace(self, features={**self.features, **features})

    def subset(self, ballots: Bools) -> BallotRows:
        """Only the given ballots."""
        keep = ballots[self.ballot]
        number = np.cumsum(ballots) - 1
        return BallotRows(
            symbols=_chosen(self.symbols, ballots),
            dossiers=_chosen(self.dossiers, ballots),
            days=_chosen(self.days, ballots),
            weight=self.weight[ballots],
            contested=self.contested[ballots],
            adopted=self.adopted[ballots],
            ballot=number[self.ballot[keep]],
            members=_chosen(self.members, keep),
            cast=self.cast[keep],
            pen=self.pen[keep],
            permanent=self.permanent[keep],
            features={name: column[keep] for name, column in self.features.items()},
        )


def _chosen(values: tuple[T, ...], keep: Bools) -> tuple[T, ...]:
    return tuple(value for value, selected in zip(values, keep, strict=True) if selected)
