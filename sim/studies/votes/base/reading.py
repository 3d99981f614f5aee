"""Read the shipped base of ballots, with every feature from information before each day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from sim.rollcalls.closeness import Closeness, closeness
from sim.rollcalls.counts import CountTable
from sim.rollcalls.records import month_of, seat_in
from sim.scenario.dossiers import table as tables
from sim.scenario.dossiers.ballots import BaseBallot, base_ballots, votes_of
from sim.scenario.dossiers.base_summary import roll_calls_before
from sim.scenario.dossiers.read import Read, fallback_chain, shipped_dossiers
from sim.scenario.dossiers.roles import role_on
from sim.scenario.dossiers.schema import PRESIDENT, UNKNOWN_PEN
from sim.scenario.errors import Findings
from sim.studies.votes.base.content import diluted, favoured, size_of_change
from sim.studies.votes.base.history import add_history
from sim.studies.votes.base.positions import distance_on_first_axis, positions_of, usual_votes
from sim.studies.votes.base.rows import BallotRows, Floats, Ints

WEIGHT = {"random-sixty": 1131 / 60}
"""The number of ballots that a sampled one represents: sixty were drawn of 1,131 unanimous ones.
All other ballots are included."""
CHOICES = ("yes", "abstain", "no")
_PERMANENT = frozenset(("CHN", "FRA", "GBR", "RUS", "USA"))


@dataclass(frozen=True, eq=False)
class BaseSource:
    """The sources of the rows; they equal themselves alone.

    Attributes:
        ballots: Ballots by date.
        dossiers: Dossiers by name.
        table: Counted votes of the Assembly.
        lists: Lists of roll calls by dossier: its own, then those it falls back on.
    """

    ballots: tuple[BaseBallot, ...]
    dossiers: Mapping[str, Read]
    table: CountTable
    lists: Mapping[str, tuple[str, ...]]


@cache
def shipped_base() -> BaseSource:
    """Read the shipped base, once in a process.

    Raises:
        ScenarioErrors: when a shipped dossier is invalid.
        CouncilError: when the table of counted votes cannot be read.
    """
    findings = Findings()
    read = {
        dossier_read.dossier.dossier: dossier_read for dossier_read in shipped_dossiers(findings)
    }
    findings.raise_if_any()
    counted = tables.shipped_counts()
    lists = {
        name: tuple(tables.lists_for(fallback_chain(dossier_read, findings), counted))
        for name, dossier_read in read.items()
        if dossier_read.dossier.fold
    }
    findings.raise_if_any()
    return BaseSource(base_ballots(read.values()).ballots, read, counted, lists)


def pens_of(ballot: BaseBallot) -> tuple[str, ...]:
    """States that are penholders; none for a President's text or if unknown."""
    return _states(ballot.ballot.pen)


def pens_again(base_source: BaseSource) -> dict[int, tuple[str, ...]]:
    """By index of the ballot, the penholders of a second coder, where they differ."""
    again = {
        index: _states(entry.ballot.pen_again)
        for index, entry in enumerate(base_source.ballots)
        if entry.ballot.pen_again
    }
    return {
        index: pens
        for index, pens in again.items()
        if set(pens) != set(pens_of(base_source.ballots[index]))
    }


def _states(pens: Sequence[str]) -> tuple[str, ...]:
    return tuple(code for code in pens if code not in (PRESIDENT, UNKNOWN_PEN))


def with_pens(
    base_source: BaseSource, rows: BallotRows, pens: Mapping[int, tuple[str, ...]]
) -> BallotRows:
    """The rows with other penholders for some ballots, by index of the ballot.

    Only closeness and features of the penholders change; the votes that are forecast stay the same.
    """
    near, unknown = rows.features["closeness"].copy(), rows.features["pen unknown"].copy()
    for index, held in pens.items():
        here = np.flatnonzero(rows.ballot == index)
        entry = base_source.ballots[index]
        before = month_of(entry.ballot.date)
        close = closeness(
            base_source.table,
            base_source.lists[entry.dossier],
            before,
            [seat_in(pen, before) for pen in held],
        )
        near[here] = _column(close, [seat_in(rows.members[r], before) for r in here])
        unknown[here] = float(not held)
    return rows.with_features(
        **{
            "closeness": near,
            "pen unknown": unknown,
            "closeness by change": near * rows.features["change"],
        }
    )


def base_rows(base_source: BaseSource, progress: Callable[[int], None] | None = None) -> BallotRows:
    """The base as arrays; ``progress`` is called with 1 after each ballot."""
    parts = []
    for index in range(len(base_source.ballots)):
        parts.append(_rows_of_ballot(base_source, index))
        if progress is not None:
            progress(1)
    names = list(parts[0].features)
    rows = BallotRows(
        symbols=tuple(entry.symbol for entry in base_source.ballots),
        dossiers=tuple(entry.dossier for entry in base_source.ballots),
        days=tuple(entry.ballot.date for entry in base_source.ballots),
        weight=np.array([WEIGHT.get(entry.ballot.sample, 1.0) for entry in base_source.ballots]),
        contested=np.array(
            [bool(entry.ballot.against or entry.ballot.abstained) for entry in base_source.ballots]
        ),
        adopted=np.array([entry.ballot.resolution is not None for entry in base_source.ballots]),
        ballot=np.concatenate(
            [np.full(len(part.members), index) for index, part in enumerate(parts)]
        ),
        members=tuple(code for part in parts for code in part.members),
        cast=np.concatenate([part.cast for part in parts]),
        pen=np.array(
            [code in pens_of(entry) for entry, part in zip(base_source.ballots, parts, strict=True)
             for code in part.members]
        ),
        permanent=np.array([code in _PERMANENT for part in parts for code in part.members]),
        features={name: np.concatenate([part.features[name] for part in parts]) for name in names},
    )  # fmt: skip
    return add_history(rows)


@dataclass(frozen=True)
class _Part:
    members: tuple[str, ...]
    cast: Ints
    features: dict[str, Floats]


@lru_cache(maxsize=512)
def _rows_of_ballot(base_source: BaseSource, index: int) -> _Part:
    """The rows of one ballot; absent members have none.

    Kept, because whoever opens the base again asks for the same.
    """
    entry = base_source.ballots[index]
    pens = pens_of(entry)
    votes = {code: vote for code, vote in votes_of(entry.ballot).items() if vote in CHOICES}
    members = tuple(votes)
    before = month_of(entry.ballot.date)
    lists = base_source.lists[entry.dossier]
    seats = [seat_in(code, before) for code in members]
    close = closeness(base_source.table, lists, before, [seat_in(pen, before) for pen in pens])
    change = np.full(len(members), size_of_change(entry.ballot))
    near = _column(close, seats)
    entries = positions_of(base_source.table, lists, entry.ballot, before, seats)
    return _Part(
        members,
        np.array([CHOICES.index(vote) for vote in votes.values()], dtype=np.int64),
        {
            "closeness": near,
            "closeness spread": np.array([close.of(seat)[1] for seat in seats]),
            "roll calls": np.full(len(members), float(roll_calls_before(entry, base_source.table))),
            "remembered": np.full(len(members), _remembered(entry)),
            "change": change,
            "closeness by change": near * change,
            "favoured": favoured(entry.ballot, entries, len(members)),
            "diluted gain": diluted(entry.ballot, entries, len(members)),
            "pen unknown": np.full(len(members), float(not pens)),
            "statements": _statement_pulls(entry, members),
            "same place": _same_role(base_source.dossiers[entry.dossier], entry, members, pens),
            "as usual": usual_votes(base_source.table, lists[:1], before, seats, pens),
            "ideal distance": distance_on_first_axis(base_source.table, before, seats, pens),
        },
    )


def _column(close: Closeness, seats: Sequence[str]) -> Floats:
    return np.array([close.of(seat)[0] for seat in seats])


def _remembered(entry: BaseBallot) -> float:
    """Share of the coders that recognised the text."""
    return float(np.mean(entry.ballot.remembered)) if entry.ballot.remembered else 0.0


def _statement_pulls(entry: BaseBallot, members: Sequence[str]) -> Floats:
    """Pull of each member's statements on the text before the vote."""
    pulls = dict.fromkeys(members, 0.0)
    for statement in entry.ballot.statements:
        if statement.speaker in pulls:
            pulls[statement.speaker] += float(statement.pull.claims[0].value)
    return np.array(list(pulls.values()))


def _same_role(
    read: Read, entry: BaseBallot, members: Sequence[str], pens: Sequence[str]
) -> Floats:
    """1 if a member has the role of a penholder in the matter, -1 if it has another."""
    if not pens:
        return np.zeros(len(members))
    day = entry.ballot.date
    held = {role_on(read.dossier, pen, day) for pen in pens}
    return np.array([1.0 if role_on(read.dossier, code, day) in held else -1.0 for code in members])
