"""The gain from one further term beside the chosen form, for every single feature.

Terms are tried one at a time beside the chosen form, on left-out dossiers. This is an exploration
after the form was chosen inside the folds, not a choice: among so many terms the best is ahead by
chance, and nothing here changes a coefficient.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.domain.intervals import Interval
from sim.engines.parallel import on_threads
from sim.rollcalls.closeness import closeness
from sim.rollcalls.records import month_of, seat_in
from sim.scenario.dossiers.ballots import BaseBallot, issues_of
from sim.studies.votes.base.candidates import CHOSEN, CHOSEN_PENALTY, with_added
from sim.studies.votes.base.folds import LeftOut, left_out
from sim.studies.votes.base.history import beyond_the_mean
from sim.studies.votes.base.reading import BaseSource, pens_of
from sim.studies.votes.base.rows import BallotRows, Floats
from sim.studies.votes.base.scoring import FormScore, ahead, score
from sim.studies.watching import StageWatch

SILENT = StageWatch()
KNOWN = (
    "favoured",
    "diluted gain",
    "as usual",
    "ideal distance",
    "same place",
    "pen unknown",
    "change",
    "earlier",
    "statements",
)
"""Columns that the base has for other rules."""
JUST_BEFORE = 30
"""Days for which a text that was voted down still counts as being before the Council."""


@dataclass(frozen=True)
class FurtherTerm:
    """The chosen form with one further term.

    Attributes:
        term: Name of the column; ``none`` for the form without one.
        beside: Another term that was added to both forms compared; empty if none.
        weight: Its estimate from all dossiers.
        score: Scores on left-out dossiers.
        all, contested: Lead of the form with the term over that without it.
    """

    term: str
    beside: str
    weight: float
    score: FormScore
    all: Interval
    contested: Interval


def objectors_of(source: BaseSource, index: int) -> tuple[str, ...]:
    """States that had openly objected to a text before it was put, without its penholders.

    By statement: those that spoke against it; by a rival text: its penholders; by a text just voted
    down: its penholders, if its opponents are penholders of this one.
    """
    entry = source.ballots[index]
    pens = set(pens_of(entry))
    out = [s.speaker for s in entry.ballot.statements if float(s.pull.claims[0].value) < 0]
    for other in source.ballots:
        if other is entry or other.dossier != entry.dossier:
            continue
        days = (entry.ballot.date - other.ballot.date).days
        just_fell = 0 <= days <= JUST_BEFORE and other.ballot.resolution is None
        if other.symbol in entry.ballot.rivals or (just_fell and pens & set(other.ballot.against)):
            out += pens_of(other)
    return tuple(code for code in dict.fromkeys(out) if code not in pens)


def with_further_terms(source: BaseSource, rows: BallotRows) -> BallotRows:
    """The rows with every column that is tried here added."""
    blank = np.zeros(len(rows.members))
    columns: dict[str, Floats] = {
        "permanent seat": rows.permanent.astype(np.float64),
        "earlier, other dossiers": _elsewhere(rows),
    }
    for name in ("agreement in all votes", "closeness to addressee", "is the addressee",
                 "objected", "closeness to objectors"):  # fmt: skip
        columns[name] = blank.copy()
    for index, entry in enumerate(source.ballots):
        here = np.flatnonzero(rows.ballot == index)
        members = [rows.members[r] for r in here]
        objecting = objectors_of(source, index)
        chain, every = source.lists[entry.dossier], tuple(source.table.lists)
        columns["agreement in all votes"][here] = _near(
            source, entry, every, pens_of(entry), members
        )
        columns["closeness to addressee"][here] = _near(
            source, entry, chain, entry.ballot.addressee, members
        )
        columns["is the addressee"][here] = [float(m in entry.ballot.addressee) for m in members]
        columns["objected"][here] = [float(m in objecting) for m in members]
        near = _near(source, entry, chain, objecting, members)
        columns["closeness to objectors"][here] = near * (1.0 - columns["objected"][here])
    columns |= _by_issue(source, rows)
    near = rows.features["closeness"]
    products = {f"{name}, by closeness": column * near for name, column in columns.items()
                if name.startswith(("asked: ", "change: "))}  # fmt: skip
    return rows.with_features(**columns, **products)


def _near(
    source: BaseSource,
    entry: BaseBallot,
    lists: Sequence[str],
    to: Sequence[str],
    who: Sequence[str],
) -> Floats:
    """Closeness of each member to some States before the day, by some lists of roll calls."""
    before = month_of(entry.ballot.date)
    close = closeness(source.table, lists, before, [seat_in(code, before) for code in to])
    return np.array([close.of(seat_in(code, before))[0] for code in who])


def _elsewhere(rows: BallotRows) -> Floats:
    """Mean of earlier votes in other dossiers, above the average of the Council's votes."""
    days = np.array([day.toordinal() for day in rows.days])[rows.ballot]
    dossier = np.array(rows.dossiers)[rows.ballot]
    who, beyond = np.array(rows.members), beyond_the_mean(rows)
    out = np.zeros(len(rows.members))
    for row in range(out.size):
        earlier = (who == who[row]) & (days < days[row]) & (dossier != dossier[row])
        out[row] = beyond[earlier].sum() / (earlier.sum() + 2.0)
    return out


def _by_issue(source: BaseSource, rows: BallotRows) -> Mapping[str, Floats]:
    """What a text asks on each issue, and how much it changes it; 0 if it does not address it."""
    codings = [dict(issues_of(entry.ballot)) for entry in source.ballots]
    out: dict[str, Floats] = {}
    for issue in sorted({name for codes in codings for name in codes}):
        demands = [codes[issue].x if issue in codes else 0.0 for codes in codings]
        change = [abs(codes[issue].x - codes[issue].q) if issue in codes else 0.0
                  for codes in codings]  # fmt: skip
        out[f"asked: {issue}"] = np.array(demands)[rows.ballot]
        out[f"change: {issue}"] = np.array(change)[rows.ballot]
    return out


Beside = tuple[str, ...]


def try_further_terms(
    source: BaseSource, rows: BallotRows, watch: StageWatch = SILENT
) -> tuple[FurtherTerm, ...]:
    """Each term beside the chosen form; those of open objection also beside statements."""
    every = with_further_terms(source, rows)
    added = [name for name in every.features if name not in rows.features]
    terms: list[tuple[str, Beside]] = [
        (name, ()) for name in (*KNOWN, *added) if np.ptp(every.features[name]) > 0
    ]
    terms += [(name, ("statements",)) for name in ("objected", "closeness to objectors")]
    return tried_terms(every, terms, watch)


def tried_terms(
    rows: BallotRows, terms: Sequence[tuple[str, Beside]], watch: StageWatch = SILENT
) -> tuple[FurtherTerm, ...]:
    """Try columns of the rows as further terms, each with the terms added to both forms."""
    without = {beside: _left_out(beside, rows) for beside in dict.fromkeys(b for _, b in terms)}
    out = []
    with watch.stage("further terms", len(terms), unit="terms") as advance:
        for name, beside in terms:
            fitted, base = _left_out((*beside, name), rows), without[beside].forecast
            out.append(
                FurtherTerm(
                    name,
                    ", ".join(beside),
                    fitted.whole.named()[name],
                    score(fitted.forecast, rows),
                    ahead(fitted.forecast, base, rows),
                    ahead(fitted.forecast, base, rows, contested=True),
                )
            )
            advance(1)
    return tuple(out)


def _left_out(added: Beside, rows: BallotRows) -> LeftOut:
    form = with_added(CHOSEN, added)
    return left_out(form, rows, penalty=CHOSEN_PENALTY, mapper=on_threads)
