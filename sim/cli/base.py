"""What ``backtest --base`` and ``fit --base`` print: the vote judged on the base of ballots."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.output import Format, Table, emit, emit_json, note, progress
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from sim.report.document import Cell
    from sim.studies.votes.base.estimation import Penalty
    from sim.studies.votes.base.folds import LeftOut
    from sim.studies.votes.base.forms import Form
    from sim.studies.votes.base.joint import Forecast
    from sim.studies.votes.base.reading import Source
    from sim.studies.votes.base.rows import Bools, Rows
    from sim.studies.votes.base.scoring import Score

BY = ("dossier", "time", "member", "roll-calls", "remembered", "pens", "coding")
"""What the scores can be split by."""
FIRST_YEAR = 2004
"""A rolling origin begins when half of the ballots are known."""
RATES = (0.0, 0.1, 0.25, 0.5)
"""Shares of the ballots whose pens are put wrong."""
SCORES = ("score", "contested", "auc", "balanced", "adopted", "failing")
"""Log score of all ballots, of contested ones, area under the curve, balanced accuracy, log score
of adoption, chance of failure of unanimous ballots; see ``scoring.Score``."""
AHEAD = ("score", "low", "high", "contested", "from", "to")
DIGITS = 4


def loaded() -> tuple[Source, Rows]:
    """The base and its rows, with progress."""
    from sim.studies.votes.base.reading import rows_of, source

    told = source()
    with progress("ballots", len(told.ballots), unit="ballots") as advance:
        return told, rows_of(told, advance)


def without(told: Source, rows: Rows, name: str | None) -> tuple[Source, Rows]:
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


def print_backtest(
    by: str | None, method: str, leave: str | None, nested: bool, form: Format
) -> None:
    """Scores of the forms and of the baselines on dossiers that were left out."""
    if by is not None and by not in BY:
        raise UsageError(f"'{by}' is no way to split the base", where="--by",
                         remedy=f"one of {', '.join(BY)}")  # fmt: skip
    if method not in ("leave-one-out", "rolling"):
        raise UsageError(f"the base is not judged by '{method}'", where="--method",
                         remedy="leave-one-out (by dossier) or rolling (by year)")  # fmt: skip
    told, rows = without(*loaded(), leave)
    if method == "rolling":
        _rolling(rows, form)
        return
    if nested:
        _nested(rows, form)
        return
    if by is not None:
        _split(told, rows, by, form)
        return
    _all(rows, form)


def _columns(one: Score) -> tuple[float, ...]:
    return (one.all, one.contested, one.yes_auc, one.balanced, one.adoption, one.failing)


def _all(rows: Rows, form: Format) -> None:
    from sim.studies.votes.base.candidates import ADDED, CHOSEN, FORMS, with_added
    from sim.studies.votes.base.scoring import ahead, score

    found = _left_out_forms(rows)
    model = _one_left_out(CHOSEN, rows).forecast
    others = _rivals(rows)
    added = {
        name: _one_left_out(with_added(CHOSEN, features), rows).forecast
        for name, features in ADDED.items()
    }
    tried: list[tuple[Cell, ...]] = [
        (one.name, len(one.parameters), *_columns(score(found[one.name].forecast, rows)))
        for one in FORMS
    ]
    every = {**others, **added}
    compared: list[tuple[Cell, ...]] = [
        (name, *_columns(score(other, rows)))
        for name, other in {CHOSEN.name: model, **every}.items()
    ]
    gains: list[tuple[Cell, ...]] = []
    for name, other in every.items():
        gain, contested = ahead(model, other, rows), ahead(model, other, rows, contested=True)
        gains.append((
            name, gain.value, gain.low, gain.high, contested.value, contested.low, contested.high
        ))  # fmt: skip
    tables = [
        Table(("form", "numbers", *SCORES), tried, "Forms of the vote, dossiers left out", DIGITS),
        Table(("forecaster", *SCORES), compared, "Baselines, and what is added back", DIGITS),
        Table(("forecaster", *AHEAD), gains,
              f"How far '{CHOSEN.name}' is ahead, 95 % over dossiers", DIGITS),
        _calibration(model, rows),
    ]  # fmt: skip
    _emit(tables, form)
    note("forecasts are of votes on a text, given that it is put; statements are left out of "
         "the headline, as are the Council's own ballots on the matter")  # fmt: skip


def _emit(tables: list[Table], form: Format) -> None:
    if form is Format.JSON:
        emit_json([
            {"title": one.title, "rows": [dict(zip(one.columns, row, strict=True))
                                          for row in one.rows]}
            for one in tables
        ])  # fmt: skip
        return
    for one in tables:
        emit(one, form)


def _one_left_out(candidate: Form, rows: Rows, penalty: Penalty | None = None) -> LeftOut:
    """The form with the penalty that was chosen, or with another."""
    from sim.engines.parallel import on_threads
    from sim.studies.votes.base.candidates import CHOSEN_PENALTY
    from sim.studies.votes.base.folds import left_out

    with progress(candidate.name, len(rows.folds), unit="dossiers") as advance:
        return left_out(
            candidate, rows, penalty=penalty or CHOSEN_PENALTY, mapper=on_threads, progress=advance
        )


def _left_out_forms(rows: Rows) -> dict[str, LeftOut]:
    from sim.studies.votes.base.candidates import FORMS
    from sim.studies.votes.base.estimation import PENALTY

    return {one.name: _one_left_out(one, rows, PENALTY) for one in FORMS}


def _rivals(rows: Rows) -> dict[str, Forecast]:
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


def _calibration(model: Forecast, rows: Rows) -> Table:
    from sim.studies.votes.base.splits import calibration

    kept = rows.forecast
    told = [("yes", *_bin(one)) for one in calibration(
        model.chance[0, kept], rows.cast[kept] == 0, rows.weight[rows.ballot[kept]])]  # fmt: skip
    told += [("adopted", *_bin(one)) for one in calibration(
        model.adoption, rows.adopted, rows.weight)]  # fmt: skip
    return Table(("of", "forecast", "came", "low", "high", "cases"), told, "Calibration")


def _bin(one: Any) -> tuple[float, float, float, float, int]:
    return one.forecast, one.observed, one.low, one.high, one.count


def _nested(rows: Rows, form: Format) -> None:
    """Form, then penalty, chosen inside the folds; and what so chosen ones score."""
    from sim.engines.parallel import on_threads
    from sim.studies.votes.base.candidates import FORMS, PENALTIES
    from sim.studies.votes.base.estimation import PENALTY
    from sim.studies.votes.base.folds import choose, left_out, nested, pairs_of
    from sim.studies.votes.base.scoring import score

    found = list(_left_out_forms(rows).values())
    pairs = len(rows.folds) * (len(rows.folds) - 1) // 2
    inner = []
    for one, near in zip(FORMS, found, strict=True):
        with progress(f"{one.name}, inside", pairs, unit="pairs") as advance:
            inner.append(pairs_of((one, PENALTY), rows, near, on_threads, advance))
    choices = choose(rows, inner)
    by_form: list[tuple[Cell, ...]] = [
        (c.fold, FORMS[c.best].name, FORMS[c.chosen].name, *c.scores) for c in choices
    ]
    heads = ("left_out", "best_inside", "chosen", *(f"form_{k + 1}" for k in range(len(FORMS))))
    picked = FORMS[max({c.chosen for c in choices}, key=[c.chosen for c in choices].count)]
    by_penalty = [left_out(picked, rows, penalty=p, mapper=on_threads) for p in PENALTIES]
    inside = [
        pairs_of((picked, p), rows, near, on_threads)
        for p, near in zip(PENALTIES, by_penalty, strict=True)
    ]
    strict = choose(rows, inside)
    spreads = tuple(p.weight_spread for p in PENALTIES)
    penalties: list[tuple[Cell, ...]] = [
        (c.fold, spreads[c.best], spreads[c.chosen], *c.scores) for c in strict
    ]
    result = score(nested(rows, found, choices), rows)
    final = score(nested(rows, by_penalty, strict), rows)
    _emit([
        Table(heads, by_form, "The simplest form within one standard error of the best inside"),
        Table(("left_out", "best_inside", "chosen", *(f"spread_{s:g}" for s in spreads)),
              penalties, f"The same for the spread of weights of '{picked.name}'"),
        Table(("", *SCORES), [("forms chosen inside", *_columns(result)),
                              ("penalties chosen inside", *_columns(final))], "So chosen"),
    ], form)  # fmt: skip


def _split(told: Source, rows: Rows, by: str, form: Format) -> None:
    from sim.studies.votes.base.candidates import CHOSEN
    from sim.studies.votes.base.leak import leaks
    from sim.studies.votes.base.splits import GROUPS, by_member, with_wrong_pens

    if by == "coding":
        audit: list[tuple[Cell, ...]] = [
            (one.told_by, one.among, one.ballots, one.failed, one.auc, one.gain)
            for one in leaks(told.ballots)
        ]
        heads = ("told_by", "among", "ballots", "failed", "auc", "gain")
        _emit([Table(heads, audit, "How far the coding tells that a text failed")], form)
        return
    found = _one_left_out(CHOSEN, rows)
    if by == "pens":
        table = [(rate, *with_wrong_pens(told, rows, found, rate)) for rate in RATES]
        _emit([Table(("share_wrong", "log_score", "contested"), table, "Pens put wrong")], form)
        return
    others = _rivals(rows)
    if by == "member":
        members = by_member(rows, [found.forecast, *others.values()])
        lines: list[tuple[Cell, ...]] = [(m.member, m.votes, m.yes, *m.scores) for m in members]
        _emit([Table(("member", "votes", "yes", CHOSEN.name, *others), lines,
                     "Mean log chance of each vote by itself")], form)  # fmt: skip
        return
    groups = GROUPS[by](rows)
    every = {CHOSEN.name: found.forecast, **others}
    _emit([_grouped(rows, groups, every, contested) for contested in (False, True)], form)


def _grouped(
    rows: Rows, groups: Mapping[str, Bools], every: Mapping[str, Forecast], contested: bool
) -> Table:
    from sim.studies.votes.base.scoring import score

    lines: list[tuple[Cell, ...]] = []
    for name, ballots in groups.items():
        if not ballots.any():
            continue
        scores = [score(one, rows, ballots) for one in every.values()]
        lines.append((
            name, int(ballots.sum()), int((ballots & rows.contested).sum()),
            *(one.contested if contested else one.all for one in scores),
        ))  # fmt: skip
    what = "contested ballots, given that somebody did not vote yes" if contested else "all ballots"
    return Table(("group", "ballots", "contested", *every), lines, f"Log score per vote, {what}")


def _rolling(rows: Rows, form: Format) -> None:
    from sim.studies.votes.base.candidates import CHOSEN, CHOSEN_PENALTY, FORMS
    from sim.studies.votes.base.folds import rolling
    from sim.studies.votes.base.forms import Form
    from sim.studies.votes.base.rivals import BY_FEATURE, DRAW
    from sim.studies.votes.base.scoring import score

    simple = [
        Form(name + (DRAW if shared else ""), features, "ordered", shared=shared, veto=False)
        for shared in (False, True)
        for name, features in BY_FEATURE.items()
    ]
    lines: list[tuple[Cell, ...]] = [
        ("chosen", *_columns(score(rolling(CHOSEN, rows, FIRST_YEAR, CHOSEN_PENALTY), rows)))
    ]
    for one in (*FORMS, *simple):
        note(one.name)
        lines.append((one.name, *_columns(score(rolling(one, rows, FIRST_YEAR), rows))))
    title = f"Each year from {FIRST_YEAR} on by earlier years alone; chosen: '{CHOSEN.name}'"
    _emit([Table(("forecaster", *SCORES), lines, title)], form)


def print_fit(output: Path | None, form: Format) -> None:
    """Coefficients of the chosen form with what statements add, and their spreads."""
    from sim.scenario.estimates import written
    from sim.studies.votes.base.candidates import CHOSEN, with_added
    from sim.studies.votes.base.coefficients import as_estimates, coefficients, table

    _, rows = loaded()
    found = coefficients(_one_left_out(with_added(CHOSEN, ("statements",)), rows), rows)
    heads = ("coefficient", "estimate", "deviation", "low", "high", "others_fixed", "matters")
    correlation = found.covariance / (found.deviation[:, None] * found.deviation)
    _emit([
        Table(heads, list(table(found)), "Coefficients, with 95 % intervals over dossiers"),
        Table(("correlation", *found.names),
              [(name, *map(float, line))
               for name, line in zip(found.names, correlation, strict=True)],
              "How they err together"),
    ], form)  # fmt: skip
    if output is not None:
        source = (
            f"Penalised maximum likelihood from {int(rows.votes.sum())} votes of members that "
            f"did not hold the pen on {len(rows.symbols)} ballots, {min(rows.days)} to "
            f"{max(rows.days)}; spreads by the jackknife over {len(rows.folds)} dossiers and by "
            "how much each number differs between them: `council fit --base`."
        )
        output.write_text(written(as_estimates(found, rows, source)), encoding="utf-8")
        note(f"written to {output}")
