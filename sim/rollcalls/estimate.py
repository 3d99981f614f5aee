"""Estimate positions from recorded votes, for every State at once, with their spread.

A State's mean vote on the roll calls of a subject (yes 1, abstention 1/2, no 0, reversed where a no
supports the demand) is weighted by age and shrunk according to the number of votes: from the issue
to the subject as a whole, to the related subject, and from there to the uninformed prior.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.rollcalls.counts import CountTable
from sim.rollcalls.records import ALL, Month

Floats = NDArray[np.float64]

HALF_LIFE = 36.0
"""Half-life of a vote in months. One-step forecasts of monthly means on nine lists, votes of 1980
to September 2016: root mean square error .220 at 36 months, .219 at 24, .222 at 48, .241 without
decay."""
VOTE_SPREAD = 0.25
"""Standard deviation of a single vote around the underlying position; measured within months and
States .12 to .48, by list."""
SAME_MONTH = 0.5
"""Correlation of a State's votes within a month: 18 texts voted on one day are not 18 votes."""
ISSUE_SPREAD = 0.15
"""Standard deviation between a State's position on one issue and on the others of the subject, net
of the difference of their averages (measured .04 to .29, median .14)."""
KINDRED_SPREAD = 0.20
"""The same between a subject and its related one (measured .12 to .22)."""
UNKNOWN, UNKNOWN_SPREAD = 0.5, 0.30
"""Centre and spread of a position without any information."""
LEAST_SPREAD = 0.05
"""Lower bound of a spread: recorded votes are never more certain than a State's own statement."""
COMMON_STATES = 20
"""The least number of States for a difference of averages; with fewer it counts as zero."""


@dataclass(frozen=True)
class WeightedVotes:
    """Weighted votes on some roll calls, one entry per State.

    Attributes:
        mean: Weighted mean vote, 0..1; ``UNKNOWN`` without votes.
        number: Equivalent number of independent current votes.
        votes: For, abstentions, against, unweighted: (State, 3).
        latest: Month of the State's last vote; 0 without one.
    """

    mean: Floats
    number: Floats
    votes: NDArray[np.int64]
    latest: NDArray[np.int64]

    @property
    def cast(self) -> NDArray[np.int64]:
        """The number of votes that each State cast."""
        cast: NDArray[np.int64] = self.votes.sum(axis=1)
        return cast


@dataclass(frozen=True)
class Standing:
    """The positions of every State on a subject before a month.

    Attributes:
        states: Codes, in the order of the rows.
        issues: Issues, in the order of the columns.
        mean, spread: Position on each issue and its standard deviation: (State, issue).
        overall, overall_spread: The same over all roll calls of the subject: (State,).
        chain: The subject's list and the lists it falls back on.
        own: The subject's own roll calls: by issue, and all together under ``*``.
        held: Number of roll calls on the subject before the month.
        sitting: Which States were members then.
        seen: First and last month in which each State voted on anything.
    """

    states: tuple[str, ...]
    issues: tuple[str, ...]
    mean: Floats
    spread: Floats
    overall: Floats
    overall_spread: Floats
    chain: tuple[str, ...]
    own: dict[str, WeightedVotes]
    held: int
    sitting: NDArray[np.bool_]
    seen: Mapping[str, tuple[Month, Month]]

    def row(self, state: str) -> int:
        """The row of a State.

        Raises:
            KeyError: for a State without any recorded vote.
        """
        try:
            return self.states.index(state)
        except ValueError:
            raise KeyError(state) from None

    def percentile(self, state: str) -> float:
        """Share of the members at that time, 0..100, that demand less overall; ties count half."""
        mine = self.overall[self.row(state)]
        others = self.overall[self.sitting]
        return float(100 * np.mean((others < mine) + 0.5 * (others == mine)))

    def distances(self, state: str) -> Floats:
        """Expected distance to each State: root mean square over the issues, spreads included.

        Because of the spreads, two States without any information are not close.
        """
        row = self.row(state)
        apart = (self.mean - self.mean[row]) ** 2 + self.spread**2 + self.spread[row] ** 2
        distance: Floats = np.sqrt(apart.mean(axis=1))
        return distance

    def closest(self, state: str, number: int = 5) -> list[tuple[str, float]]:
        """The ``number`` closest members at that time, nearest first, with their distance."""
        apart = self.distances(state)
        rows = [i for i in np.argsort(apart, kind="stable") if self.sitting[i]]
        return [(self.states[i], float(apart[i])) for i in rows if self.states[i] != state][:number]


def standing(
    table: CountTable, chain: Sequence[str], issues: Sequence[str], before: Month
) -> Standing:
    """Positions of every State, from votes in months that ended before ``before``.

    ``chain`` names the subject's list, then the lists it falls back on, nearest first.
    """
    names = [name for name in chain if name in table.lists]
    size = len(table.states)
    columns = [_position(table, names, issue, before, size) for issue in issues]
    whole = _position(table, names, ALL, before, size)
    own = {issue: _evidence(table, names[0], issue, before) for issue in (*issues, ALL)} if (
        names
    ) else {}  # fmt: skip
    held = 0
    if names:
        counts = table.lists[names[0]]
        held = int(counts.held[counts.rows(ALL, before)].sum())
    sitting = np.array([_sits(table, code, before) for code in table.states], dtype=bool)
    stack = [np.stack([pair[k] for pair in columns], axis=1) for k in (0, 1)] if columns else [
        np.zeros((size, 0)), np.zeros((size, 0)),
    ]  # fmt: skip
    return Standing(
        table.states, tuple(issues), stack[0], _spreads(stack[1]), whole[0], _spreads(whole[1]),
        tuple(names), own, held, sitting, table.seen,
    )  # fmt: skip


def _sits(table: CountTable, code: str, before: Month) -> bool:
    """Whether a State was a member: it had voted before, and still votes later in the table."""
    first, last = table.seen[code]
    return first < before and min(before, table.last) <= last + HALF_LIFE


def _spreads(variance: Floats) -> Floats:
    return np.clip(np.sqrt(variance), LEAST_SPREAD, UNKNOWN_SPREAD)


def _position(
    table: CountTable, names: Sequence[str], issue: str, before: Month, size: int
) -> tuple[Floats, Floats]:
    """Mean and variance of the position of every State on one issue."""
    if not names:
        return np.full(size, UNKNOWN), np.full(size, UNKNOWN_SPREAD**2)
    name, rest = names[0], names[1:]
    mean, variance = _position(table, rest, issue, before, size)
    on_issue = _evidence(table, name, issue, before)
    others = _evidence(table, name, ALL, before, without=issue) if issue != ALL else None
    weighted_votes = [part for part in (on_issue, others) if part is not None and part.number.any()]
    if rest and weighted_votes:
        below = _kindred(table, rest, issue, before)
        informed = variance < UNKNOWN_SPREAD**2  # a State without information is not shifted
        mean = np.where(informed, mean + _difference(weighted_votes[0], below), mean)
        variance = np.minimum(variance + KINDRED_SPREAD**2, UNKNOWN_SPREAD**2)
    if others is not None and others.number.any():
        shift = _difference(on_issue, others)
        mean, variance = _update(mean, variance, others, shift, ISSUE_SPREAD**2)
    mean, variance = _update(mean, variance, on_issue, 0.0, 0.0)
    return np.clip(mean, 0.0, 1.0), variance


def _kindred(table: CountTable, names: Sequence[str], issue: str, before: Month) -> WeightedVotes:
    """The votes on the issue in the nearest list that covers it, else all votes of the list."""
    for name in names:
        part = _evidence(table, name, issue, before)
        if part.number.any():
            return part
    return _evidence(table, names[0], ALL, before)


def _difference(first: WeightedVotes, other: WeightedVotes) -> float:
    """How much higher the votes of ``first`` are on average, among States that cast both."""
    both = (first.number > 0) & (other.number > 0)
    if both.sum() < COMMON_STATES:
        return 0.0
    return float(np.mean(first.mean[both] - other.mean[both]))


def _update(
    mean: Floats, variance: Floats, seen: WeightedVotes, shift: float, extra: float
) -> tuple[Floats, Floats]:
    """Combine votes with the prior, both normal, by precision."""
    precision = np.zeros_like(mean)
    some = seen.number > 0
    precision[some] = 1.0 / (VOTE_SPREAD**2 / seen.number[some] + extra)
    total = 1.0 / variance + precision
    return (mean / variance + (seen.mean + shift) * precision) / total, 1.0 / total


def _evidence(
    table: CountTable, name: str, issue: str, before: Month, without: str | None = None
) -> WeightedVotes:
    counts = table.lists[name]
    rows = counts.rows(issue, before)
    months = counts.months[rows].astype(np.int64)
    votes = counts.votes[rows].astype(np.int64)
    if without is not None:
        less = counts.rows(without, before)
        where = {int(month): i for i, month in enumerate(months)}
        for month, taken in zip(counts.months[less], counts.votes[less], strict=True):
            votes[where[int(month)]] -= taken
    cast = votes.sum(axis=2)  # (month, State)
    worth = cast / (1.0 + SAME_MONTH * np.maximum(cast - 1, 0))
    age = (before - 1 - months)[:, None]
    weight = worth * np.exp2(-age / HALF_LIFE)
    score = votes[..., 0] + 0.5 * votes[..., 1]
    means = np.divide(score, cast, out=np.zeros(cast.shape), where=cast > 0)
    number = weight.sum(axis=0)
    total = (weight * means).sum(axis=0)
    mean = np.divide(total, number, out=np.full(number.shape, UNKNOWN), where=number > 0)
    latest = np.where(cast > 0, months[:, None], 0).max(axis=0, initial=0)
    return WeightedVotes(mean, number, votes.sum(axis=0), latest)
