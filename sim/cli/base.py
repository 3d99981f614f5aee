"""What ``backtest --base`` and ``fit --base`` print: the vote judged on the base of ballots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.cli.output import DocumentTable, Format, emit, emit_json, note, progress
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from sim.report.document import Cell
    from sim.studies.votes.base.estimation import Penalty
    from sim.studies.votes.base.folds import LeftOut
    from sim.studies.votes.base.forms import VoteForm
    from sim.studies.votes.base.joint import Forecast
    from sim.studies.votes.base.reading import BaseSource
    from sim.studies.votes.base.rows import BallotRows
    from sim.studies.votes.base.scoring import FormScore

SCORES = ("score", "contested", "auc", "balanced", "adopted", "failing")
"""Log score of all ballots, of contested ones, area under the curve, balanced accuracy, log score
of adoption, chance of failure of unanimous ballots; see ``scoring.Score``."""
AHEAD = ("score", "low", "high", "contested", "from", "to")
DIGITS = 4
WIDE = frozenset(("balanced", "adopted", "numbers"))
"""Columns that a terminal has no room for."""


def loaded() -> tuple[BaseSource, BallotRows]:
    """The base and its rows, with progress."""
    from sim.studies.votes.base.reading import base_rows, shipped_base

    told = shipped_base()
    with progress("ballots", len(told.ballots), unit="ballots") as advance:
        return told, base_rows(told, advance)


def without_dossier(
    told: BaseSource, rows: BallotRows, name: str | None
) -> tuple[BaseSource, BallotRows]:
    """The same without one dossier.

    Raises:
        UsageError: for a name that is none of the base's dossiers.
    """
    from dataclasses import replace

    if name is None:
        return told, rows
    if name not in rows.folds:
        raise UsageError(
            f"'{name}' is no dossier of the base", where="--without",
            remedy=f"one of {', '.join(rows.folds)}",
        )  # fmt: skip
    kept = tuple(one for one in told.ballots if one.dossier != name)
    return replace(told, ballots=kept), rows.subset(~rows.on([name]))


def score_cells(one: FormScore) -> tuple[float, ...]:
    """The scores in the order of ``SCORES``."""
    return (one.all, one.contested, one.yes_auc, one.balanced, one.adoption, one.failing)


def print_all(rows: BallotRows, form: Format) -> None:
    """Every form and every baseline on dossiers that were left out."""
    from sim.studies.votes.base.candidates import ADDED, CHOSEN, FORMS, with_added
    from sim.studies.votes.base.scoring import ahead, score

    found = forms_left_out(rows)
    model = one_left_out(CHOSEN, rows).forecast
    others = every_rival(rows)
    added = {
        name: one_left_out(with_added(CHOSEN, features), rows).forecast
        for name, features in ADDED.items()
    }
    tried: list[tuple[Cell, ...]] = [
        (one.name, len(one.parameters), *score_cells(score(found[one.name].forecast, rows)))
        for one in FORMS
    ]
    every = {**others, **added}
    compared: list[tuple[Cell, ...]] = [
        (name, *score_cells(score(other, rows)))
        for name, other in {CHOSEN.name: model, **every}.items()
    ]
    gains: list[tuple[Cell, ...]] = []
    for name, other in every.items():
        gain, contested = ahead(model, other, rows), ahead(model, other, rows, contested=True)
        gains.append((
            name, gain.value, gain.low, gain.high, contested.value, contested.low, contested.high
        ))  # fmt: skip
    tables = [
        DocumentTable(("form", "numbers", *SCORES), tried,
                      "Forms of the vote, dossiers left out", DIGITS),
        DocumentTable(("forecaster", *SCORES), compared,
                      "Baselines, and what is added back", DIGITS),
        DocumentTable(("forecaster", *AHEAD), gains,
              f"How far '{CHOSEN.name}' is ahead, 95 % over dossiers", DIGITS),
        _calibration(model, rows),
    ]  # fmt: skip
    emit_tables(tables, form)
    note("forecasts are of votes on a text, given that it is put; statements are left out of "
         "the headline, as are the Council's own ballots on the matter")  # fmt: skip


def emit_tables(tables: list[DocumentTable], form: Format) -> None:
    """Several tables; in JSON a list of titles and rows, in a terminal without wide columns."""
    if form is Format.JSON:
        emit_json([
            {"title": one.title, "rows": [dict(zip(one.columns, row, strict=True))
                                          for row in one.rows]}
            for one in tables
        ])  # fmt: skip
        return
    for one in tables:
        emit(narrow_table(one) if form is Format.TABLE else one, form)


def narrow_table(table: DocumentTable) -> DocumentTable:
    """The table without ``WIDE`` columns, its names in full."""
    from dataclasses import replace

    kept = [k for k, name in enumerate(table.columns) if name not in WIDE]
    return replace(
        table,
        columns=tuple(table.columns[k] for k in kept),
        rows=[tuple(row[k] for k in kept) for row in table.rows],
        whole=table.columns[:1],
    )


def one_left_out(candidate: VoteForm, rows: BallotRows, penalty: Penalty | None = None) -> LeftOut:
    """The form with the penalty that was chosen, or with another."""
    from sim.engines.parallel import on_threads
    from sim.studies.votes.base.candidates import CHOSEN_PENALTY
    from sim.studies.votes.base.folds import left_out

    with progress(candidate.name, len(rows.folds), unit="dossiers") as advance:
        return left_out(
            candidate, rows, penalty=penalty or CHOSEN_PENALTY, mapper=on_threads, progress=advance
        )


def forms_left_out(rows: BallotRows) -> dict[str, LeftOut]:
    """Every form that was tried, by name, under the penalty that all were tried with."""
    from sim.studies.votes.base.candidates import FORMS
    from sim.studies.votes.base.estimation import PENALTY

    return {one.name: one_left_out(one, rows, PENALTY) for one in FORMS}


def every_rival(rows: BallotRows) -> dict[str, Forecast]:
    """The baselines; the penalised logit only where scikit-learn is installed."""
    from importlib.util import find_spec

    from sim.engines.parallel import on_threads
    from sim.studies.votes.base.logit import at_strength, penalised_logit
    from sim.studies.votes.base.rivals import DRAW, by_rule, rivals, with_draw

    note("baselines")
    out = rivals(rows, on_threads)
    if find_spec("sklearn") is None:
        note("the penalised logit needs scikit-learn: pip install 'council-sim[baselines]'")
        return out
    note("penalised logit")
    out["penalised logit"] = by_rule(penalised_logit, rows)
    out["penalised logit" + DRAW] = with_draw(at_strength(0.1), rows, on_threads)
    return out


def _calibration(model: Forecast, rows: BallotRows) -> DocumentTable:
    from sim.studies.votes.base.splits import weighted_calibration

    kept = rows.forecast
    told = [("yes", *_bin(one)) for one in weighted_calibration(
        model.chance[0, kept], rows.cast[kept] == 0, rows.weight[rows.ballot[kept]])]  # fmt: skip
    told += [("adopted", *_bin(one)) for one in weighted_calibration(
        model.adoption, rows.adopted, rows.weight)]  # fmt: skip
    return DocumentTable(("of", "forecast", "came", "low", "high", "cases"), told, "Calibration")


def _bin(one: Any) -> tuple[float, float, float, float, int]:
    return one.forecast, one.observed, one.low, one.high, one.count
