"""Texts about the sliders of a page and their accuracy."""

from __future__ import annotations

from dataclasses import astuple

from sim.report.document import DocumentTable
from sim.report.panel import SliderPanel


def error_table(panel: SliderPanel) -> DocumentTable:
    """Differences between interpolated and computed values."""
    title = "Error of the sliders against computed values, in percentage points"
    heads = ("Where", "Points held back", "Mean", "Most", "Mean of a vote", "Most of a vote")
    return DocumentTable(heads, [astuple(error) for error in panel.errors], title, digits=1)


def slider_words(panel: SliderPanel) -> str:
    """Sentences that explain the sliders."""
    reach = (
        "A clause of a text may take any value of its scale; other numbers go"
        if panel.clauses
        else "They go"
    )
    return (
        f"The {len(panel.levers)} numbers that move the chance of adoption most, found by a "
        f"sensitivity study of all of them. {reach} from the 10th to the 90th percentile of what "
        f"is coded. Each mark on a slider was computed over {panel.worlds:,} worlds on the same "
        "luck as the page; between the marks, and where several sliders are moved, the page "
        "interpolates and says how far that was off at points held back. A slider that was not "
        "moved stays as coded, with its uncertainty."
    )
