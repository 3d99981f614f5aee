"""Forms and penalties chosen inside the folds, and forecasts of each year by earlier ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.cli.base import DIGITS, SCORES, emit_tables, forms_left_out, score_cells
from sim.cli.output import DocumentTable, Format, note, progress

if TYPE_CHECKING:
    from sim.report.document import Cell
    from sim.studies.votes.base.rows import BallotRows

FIRST_YEAR = 2004
"""A rolling origin begins when a third of the ballots are known."""


def print_nested(rows: BallotRows, form: Format) -> None:
    """Form, then penalty, chosen inside the folds; and what so chosen ones score."""
    from sim.engines.parallel import on_threads
    from sim.studies.votes.base.candidates import FORMS, PENALTIES
    from sim.studies.votes.base.estimation import PENALTY
    from sim.studies.votes.base.folds import choose_candidates, left_out, nested, pairs_of
    from sim.studies.votes.base.scoring import score

    found = list(forms_left_out(rows).values())
    pairs = len(rows.folds) * (len(rows.folds) - 1) // 2
    inner = []
    for one, near in zip(FORMS, found, strict=True):
        with progress(f"{one.name}, inside", pairs, unit="pairs") as advance:
            inner.append(pairs_of((one, PENALTY), rows, near, on_threads, advance))
    choices = choose_candidates(rows, inner)
    by_form: list[tuple[Cell, ...]] = [
        (c.fold, FORMS[c.best].name, FORMS[c.chosen].name, *c.scores) for c in choices
    ]
    heads = ("left_out", "best_inside", "chosen", *(f"form_{k + 1}" for k in range(len(FORMS))))
    if form is Format.TABLE:  # the scores of all forms have no room there
        heads, by_form = heads[:3], [row[:3] for row in by_form]
    picked = FORMS[max({c.chosen for c in choices}, key=[c.chosen for c in choices].count)]
    by_penalty = [left_out(picked, rows, penalty=p, mapper=on_threads) for p in PENALTIES]
    inside = [
        pairs_of((picked, p), rows, near, on_threads)
        for p, near in zip(PENALTIES, by_penalty, strict=True)
    ]
    strict = choose_candidates(rows, inside)
    spreads = tuple(p.weight_spread for p in PENALTIES)
    penalties: list[tuple[Cell, ...]] = [
        (c.fold, spreads[c.best], spreads[c.chosen], *c.scores) for c in strict
    ]
    result = score(nested(rows, found, choices), rows)
    final = score(nested(rows, by_penalty, strict), rows)
    emit_tables([
        DocumentTable(heads, by_form,
                      "The simplest form within one standard error of the best inside", DIGITS),
        DocumentTable(("left_out", "best_inside", "chosen", *(f"spread_{s:g}" for s in spreads)),
              penalties, f"The same for the spread of weights of '{picked.name}'", DIGITS),
        DocumentTable(("chosen", *SCORES), [("forms chosen inside", *score_cells(result)),
                              ("penalties chosen inside", *score_cells(final))],
                      "So chosen", DIGITS),
    ], form)  # fmt: skip


def print_rolling(rows: BallotRows, form: Format) -> None:
    """Each year from ``FIRST_YEAR`` on by earlier years alone, by every form and simple rule."""
    from sim.studies.votes.base.candidates import CHOSEN, CHOSEN_PENALTY, FORMS
    from sim.studies.votes.base.folds import rolling
    from sim.studies.votes.base.forms import VoteForm
    from sim.studies.votes.base.rivals import BY_FEATURE, DRAW
    from sim.studies.votes.base.scoring import score

    simple = [
        VoteForm(name + (DRAW if shared else ""), features, "ordered", shared=shared, veto=False)
        for shared in (False, True)
        for name, features in BY_FEATURE.items()
    ]
    lines: list[tuple[Cell, ...]] = [
        ("chosen", *score_cells(score(rolling(CHOSEN, rows, FIRST_YEAR, CHOSEN_PENALTY), rows)))
    ]
    for one in (*FORMS, *simple):
        note(one.name)
        lines.append((one.name, *score_cells(score(rolling(one, rows, FIRST_YEAR), rows))))
    title = f"Each year from {FIRST_YEAR} on by earlier years alone; chosen: '{CHOSEN.name}'"
    emit_tables([DocumentTable(("forecaster", *SCORES), lines, title, DIGITS)], form)
