"""The shipped base of ballots, with every feature from what was known before each day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

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
"""How many ballots one of a sample stands for: sixty were drawn of 1,131 unanimous ones. Others
are in the base with certainty."""
CHOICES = ("yes", "abstain", "no")
_PERMANENT = frozenset(("CHN", "FRA", "GBR", "RUS", "USA"))


@dataclass(frozen=True)
class BaseSource:
    """What the rows are made of.

    Attributes:
        ballots: By date.
        dossiers: By name.
        table: Counted votes of the Assembly.
        lists: Lists of roll calls by dossier: its own, then those it falls back on.
    """

    ballots: tuple[BaseBallot, ...]
    dossiers: Mapping[str, Read]
    table: CountTable
    lists: Mapping[str, tuple[str, ...]]


def shipped_base() -> BaseSource:
    """The shipped base.

    Raises:
        ScenarioErrors: where a shipped dossier has a fault.
        CouncilError: where the table of counted votes cannot be read.
    """
    findings = Findings()
    read = {one.dossier.dossier: one for one in shipped_dossiers(findings)}
    findings.raise_if_any()
    counted = tables.shipped_counts()
    lists = {
        name: tuple(tables.lists_for(fallback_chain(one, findings), counted))
        for name, one in read.items()
        if one.dossier.fold
    }
    findings.raise_if_any()
    return BaseSource(base_ballots(read.values()).ballots, read, counted, lists)


def pens_of(ballot: BaseBallot) -> tuple[str, ...]:
    """States that hold the pen; none for a President's text or where nobody can tell."""
    return _states(ballot.ballot.pen)


def pens_again(base_source: BaseSource) -> dict[int, tuple[str, ...]]:
    """By number of the ballot, the pens of a second coder, where other States hold them."""
    again = {
        index: _states(one.ballot.pen_again)
        for index, one in enumerate(base_source.ballots)
        if one.ballot.pen_again
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
    """The rows as if others held the pen of some ballots, by number of the ballot.

    Only closeness and what is known of the pen change; the votes that are forecast stay the same.
    """
    near, unknown = rows.features["closeness"].copy(), rows.features["pen unknown"].copy()
    for index, held in pens.items():
        here = np.flatnonzero(rows.ballot == index)
        one = base_source.ballots[index]
        before = month_of(one.ballot.date)
        close = closeness(
            base_source.table,
            base_source.lists[one.dossier],
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
    for one in base_source.ballots:
        parts.append(_one(base_source, one, pens_of(one)))
        if progress is not None:
            progress(1)
    names = list(parts[0].features)
    rows = BallotRows(
        symbols=tuple(one.symbol for one in base_source.ballots),
        dossiers=tuple(one.dossier for one in base_source.ballots),
        days=tuple(one.ballot.date for one in base_source.ballots),
        weight=np.array([WEIGHT.get(one.ballot.sample, 1.0) for one in base_source.ballots]),
        contested=np.array(
            [bool(one.ballot.against or one.ballot.abstained) for one in base_source.ballots]
        ),
        adopted=np.array([one.ballot.resolution is not None for one in base_source.ballots]),
        ballot=np.concatenate(
            [np.full(len(part.members), index) for index, part in enumerate(parts)]
        ),
        members=tuple(code for part in parts for code in part.members),
        cast=np.concatenate([part.cast for part in parts]),
        pen=np.array(
            [code in pens_of(one) for one, part in zip(base_source.ballots, parts, strict=True)
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


def _one(base_source: BaseSource, one: BaseBallot, pens: tuple[str, ...]) -> _Part:
    """The rows of one ballot; members that were absent have none."""
    votes = {code: vote for code, vote in votes_of(one.ballot).items() if vote in CHOICES}
    members = tuple(votes)
    before = month_of(one.ballot.date)
    lists = base_source.lists[one.dossier]
    seats = [seat_in(code, before) for code in members]
    close = closeness(base_source.table, lists, before, [seat_in(pen, before) for pen in pens])
    change = np.full(len(members), size_of_change(one.ballot))
    near = _column(close, seats)
    entries = positions_of(base_source.table, lists, one.ballot, before, seats)
    return _Part(
        members,
        np.array([CHOICES.index(vote) for vote in votes.values()], dtype=np.int64),
        {
            "closeness": near,
            "closeness spread": np.array([close.of(seat)[1] for seat in seats]),
            "roll calls": np.full(len(members), float(roll_calls_before(one, base_source.table))),
            "remembered": np.full(len(members), _remembered(one)),
            "change": change,
            "closeness by change": near * change,
            "favoured": favoured(one.ballot, entries, len(members)),
            "diluted gain": diluted(one.ballot, entries, len(members)),
            "pen unknown": np.full(len(members), float(not pens)),
            "statements": _said(one, members),
            "same place": _same_place(base_source.dossiers[one.dossier], one, members, pens),
            "as usual": usual_votes(base_source.table, lists[:1], before, seats, pens),
            "ideal distance": distance_on_first_axis(base_source.table, before, seats, pens),
        },
    )


def _column(close: Closeness, seats: Sequence[str]) -> Floats:
    return np.array([close.of(seat)[0] for seat in seats])


def _remembered(one: BaseBallot) -> float:
    """Share of the coders that recognised the text."""
    return float(np.mean(one.ballot.remembered)) if one.ballot.remembered else 0.0


def _said(one: BaseBallot, members: Sequence[str]) -> Floats:
    """Pull of what each member had said on the text before the vote."""
    pulls = dict.fromkeys(members, 0.0)
    for said in one.ballot.statements:
        if said.speaker in pulls:
            pulls[said.speaker] += float(said.pull.claims[0].value)
    return np.array(list(pulls.values()))


def _same_place(read: Read, one: BaseBallot, members: Sequence[str], pens: Sequence[str]) -> Floats:
    """1 where a member has a pen-holder's place in the matter, -1 where it has another."""
    if not pens:
        return np.zeros(len(members))
    day = one.ballot.date
    held = {role_on(read.dossier, pen, day) for pen in pens}
    return np.array([1.0 if role_on(read.dossier, code, day) in held else -1.0 for code in members])
