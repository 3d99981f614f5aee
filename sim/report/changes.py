"""Paired changes of outcomes as sentences, figure and table, for what-ifs and comparisons."""

from __future__ import annotations

from sim.domain.ballots import Outcome
from sim.report.axes import signed_change
from sim.report.charts import ChangeRow, Changes
from sim.report.document import CitedSentence, DocumentTable, Exhibit
from sim.report.palette import OUTCOME_WORDS
from sim.studies.compare.whatif import EXPECTED, STATEMENT, Comparison, OutcomeChange

NONE = "No outcome's share changes by more than chance explains."


def outcome_changes(comparison: Comparison) -> Changes:
    """Outcomes that occur in either arm; others would clutter the chart."""
    rows = tuple(_row(change) for change in comparison.results if occurs(change))
    return Changes(rows, "the share of each outcome")


def occurs(change: OutcomeChange) -> bool:
    """Whether the outcome occurs in either arm."""
    return change.before > 0 or change.after > 0


def _row(change: OutcomeChange) -> ChangeRow:
    key = change.outcome.upper()
    words = "mean exact chance of adoption" if change.outcome == EXPECTED else change.outcome
    text = f"The share of courses of events with {words.replace('_', ' ')}"
    if change.outcome == EXPECTED:
        text = f"The mean exact chance that {change.draft} is adopted"
    elif change.draft == STATEMENT:
        text = "The share of courses of events in which the President's statement is issued"
    elif key in Outcome.__members__:
        words = OUTCOME_WORDS[Outcome[key]]
        text = f"The share of courses of events in which {change.draft} is {words}"
    label = f"{change.draft} {words}".strip().replace("_", " ")
    return ChangeRow(label, change.change.value, change.change.low, change.change.high, text)


def change_claims(chart: Changes) -> list[CitedSentence]:
    """Sentences on the changes that are larger than chance explains."""
    moved = [row for row in chart.rows if row.low > 0 or row.high < 0]
    return [CitedSentence(_change_in_words(row)) for row in moved] or [CitedSentence(NONE)]


def _change_in_words(row: ChangeRow) -> str:
    low, high = (signed_change(end, percent=True) for end in (row.low, row.high))
    moves = moves_by(row.change, "rises", "falls")
    return f"{row.told} {moves} (95% interval of the change {low} to {high})."


def moves_by(change: float, more: str, less: str) -> str:
    """``rises by 3.0 percentage points``; ``more`` and ``less`` are the words for up and down."""
    size = signed_change(abs(change), percent=True).removeprefix("+")
    return f"{more if change > 0 else less} by {size} percentage points"


def change_exhibit(chart: Changes) -> Exhibit:
    """The changes as a figure and a table."""
    cells = tuple(
        (
            row.label,
            *(signed_change(value, percent=True) for value in (row.change, row.low, row.high)),
        )
        for row in chart.rows
    )
    title = f"Change of {chart.what}, percentage points"
    table = DocumentTable(("", "Change", "Low", "High"), cells, title, numeric=frozenset((1, 2, 3)))
    caption = (
        f"Change of {chart.what}. Filled discs: the interval excludes zero; hollow: it does not."
    )
    return Exhibit(chart if chart.rows else None, table, caption)
