"""What one further term would add to the chosen form: every single feature, tried by itself.

Terms are tried one at a time beside the chosen form, on dossiers that were left out. They are a
look around after the form was chosen inside the folds, not a choice: of so many, the best is ahead
by chance, and nothing here changes a coefficient.
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
"""Days for which a text that was voted down is still before the Council."""


@dataclass(frozen=True)
class FurtherTerm:
    """The chosen form with one further term.

    Attributes:
        term: Name of the column; ``none`` for the form as it is.
        beside: What else was added to both forms that are compared; empty where nothing was.
        weight: Its estimate from all dossiers.
        score: Dossiers left out.
        all, contested: How far the form with the term is ahead of that without it.
    """

    term: str
    beside: str
    weight: float
    score: FormScore
    all: Interval
    contested: Interval


def objectors_of(source: BaseSource, index: int) -> tuple[str, ...]:
    """States that had objected to a text in the open before it was put, pens left out.

    By words: who spoke against it; by a rival text: who holds the pen of one; by a text just
    voted down: who held the pen of that one, where its opponents hold the pen of this.
    """
    one = source.ballots[index]
    pens = set(pens_of(one))
    out = [s.speaker for s in one.ballot.statements if float(s.pull.claims[0].value) < 0]
    for other in source.ballots:
        if other is one or other.dossier != one.dossier:
            continue
        days = (one.ballot.date - other.ballot.date).days
        just_fell = 0 <= days <= JUST_BEFORE and other.ballot.resolution is None
        if other.symbol in one.ballot.rivals or (just_fell and pens & set(other.ballot.against)):
            out += pens_of(other)
    return tuple(code for code in dict.fromkeys(out) if code not in pens)


def with_further_terms(source: BaseSource, rows: BallotRows) -> BallotRows:
    """The rows with every column that is tried here and that they lack."""
    blank = np.zeros(len(rows.members))
    columns: dict[str, Floats] = {
        "permanent seat": rows.permanent.astype(np.float64),
        "earlier, other dossiers": _elsewhere(rows),
    }
    for name in ("agreement in all votes", "closeness to addressee", "is the addressee",
                 "objected", "closeness to objectors"):  # fmt: skip
        columns[name] = blank.copy()
    for index, one in enumerate(source.ballots):
        here = np.flatnonzero(rows.ballot == index)
        members = [rows.members[r] for r in here]
        objecting = objectors_of(source, index)
        chain, every = source.lists[one.dossier], tuple(source.table.lists)
        columns["agreement in all votes"][here] = _near(source, one, every, pens_of(one), members)
        columns["closeness to addressee"][here] = _near(
            source, one, chain, one.ballot.addressee, members
        )
        columns["is the addressee"][here] = [float(m in one.ballot.addressee) for m in members]
        columns["objected"][here] = [float(m in objecting) for m in members]
        near = _near(source, one, chain, objecting, members)
        columns["closeness to objectors"][here] = near * (1.0 - columns["objected"][here])
    columns |= _by_issue(source, rows)
    near = rows.features["closeness"]
    products = {f"{name}, by closeness": column * near for name, column in columns.items()
                if name.startswith(("asked: ", "change: "))}  # fmt: skip
    return rows.with_features(**columns, **products)


def _near(
    source: BaseSource, one: BaseBallot, lists: Sequence[str], to: Sequence[str], who: Sequence[str]
) -> Floats:
    """Closeness of each member to some States before the day, by some lists of roll calls."""
    before = month_of(one.ballot.date)
    close = closeness(source.table, lists, before, [seat_in(code, before) for code in to])
    return np.array([close.of(seat_in(code, before))[0] for code in who])


def _elsewhere(rows: BallotRows) -> Floats:
    """Mean of earlier votes in other dossiers, above what the Council voted on average."""
    days = np.array([day.toordinal() for day in rows.days])[rows.ballot]
    dossier = np.array(rows.dossiers)[rows.ballot]
    who, beyond = np.array(rows.members), beyond_the_mean(rows)
    out = np.zeros(len(rows.members))
    for row in range(out.size):
        known = (who == who[row]) & (days < days[row]) & (dossier != dossier[row])
        out[row] = beyond[known].sum() / (known.sum() + 2.0)
    return out


def _by_issue(source: BaseSource, rows: BallotRows) -> Mapping[str, Floats]:
    """What a text asks on each issue, and by how much it changes it; 0 where it is silent."""
    heard = [dict(issues_of(one.ballot)) for one in source.ballots]
    out: dict[str, Floats] = {}
    for issue in sorted({name for codes in heard for name in codes}):
        asked = [codes[issue].x if issue in codes else 0.0 for codes in heard]
        change = [abs(codes[issue].x - codes[issue].q) if issue in codes else 0.0
                  for codes in heard]  # fmt: skip
        out[f"asked: {issue}"] = np.array(asked)[rows.ballot]
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
    """Columns of the rows as further terms, each with what else both forms have."""
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
