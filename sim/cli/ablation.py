"""What ``backtest --ablate`` prints: scores with a part taken away, and ranges over texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sim.cli.output import Format, Table, emit, emit_json, note, progress

if TYPE_CHECKING:
    from sim.studies.votes.ablations import Ablation
    from sim.studies.votes.likelihood import Case
    from sim.studies.votes.scores import Scores

HEADS = (
    "what", "earlier_log_score", "earlier_change", "earlier_hits", "later_log_score",
    "later_change", "later_hits",
)  # fmt: skip
RANGE_HEADS = ("draft", "adopted", "adopted_low", "adopted_high", "yes", "yes_low", "yes_high")


def print_ablation(cases: Sequence[Case], form: Format) -> None:
    """Measure and print every guard for these cases."""
    from sim.engines.parallel import on_threads
    from sim.studies.votes.ablations import ablations, steps, text_ranges
    from sim.studies.votes.cases import whole_fit

    whole = whole_fit(cases, note)
    note("each coefficient in turn is set to zero and the others are fitted afresh")
    with progress("guards", steps(), unit="guards") as advance:
        found = ablations(cases, whole, mapper=on_threads, progress=advance)
    rows = [_row(entry, found[0]) for entry in found]
    ranges = [(r.draft, *r.adopted, *r.yes) for r in text_ranges(cases, whole.coefficients)]
    if form is Format.JSON:
        emit_json(
            {
                "ablations": [dict(zip(HEADS, row, strict=True)) for row in rows],
                "text_ranges": [dict(zip(RANGE_HEADS, row, strict=True)) for row in ranges],
            }
        )
        return
    emit(Table(HEADS, rows, "What is lost without each part"), form)
    if form is not Format.CSV:
        title = "When only texts and status quo move within their priors (90 % of draws)"
        emit(Table(RANGE_HEADS, ranges, title, 2), form)


def _row(entry: Ablation, base: Ablation) -> tuple[Any, ...]:
    return (
        entry.name,
        *_half(entry.earlier, base.earlier),
        *_half(entry.later, base.later),
    )


def _half(found: Scores | None, base: Scores | None) -> tuple[Any, ...]:
    if found is None or base is None:
        return None, None, None
    return found.log_score, found.log_score - base.log_score, found.hits
