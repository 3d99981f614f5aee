"""Terminal output of a sensitivity study."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from sim.report.axes import axis_number
from sim.report.document import DocumentTable
from sim.report.study import Study
from sim.studies.sensitivity.answer import GroupShare, OutcomeShares, OutcomeSwing, Sensitivity

SHOWN = 15
"""Number of rows per table; CSV, Markdown and JSON have all."""
BAR = 8
"""Length of the longest bar in characters."""
Blocks = list[str | DocumentTable]


def sensitivity_summary(answer: Sensitivity, study: Study) -> tuple[str | DocumentTable, ...]:
    """The strongest numbers of each outcome, and the largest shares of its variance."""
    blocks: Blocks = []
    for outcome in answer.outcomes:
        if answer.effects:
            blocks += _effects(answer, outcome, study)
        else:
            blocks += _swings(answer, outcome, study)
    for outcome, shares in answer.shares.items():
        blocks += _shares(outcome, shares, study)
    return tuple(blocks)


def _effects(answer: Sensitivity, outcome: str, study: Study) -> Blocks:
    mine = [item for item in answer.effects if item.outcome == outcome][:SHOWN]
    rows = [
        (
            item.number,
            item.grade,
            axis_number(item.mu_star),
            axis_number(item.confidence),
            axis_number(item.sigma),
        )
        for item in mine
    ]
    title = f"{outcome}: elementary effects (Morris), {answer.effect_runs:,} worlds"
    heads = ("number", "grade", "mu_star", "confidence", "sigma")
    table = DocumentTable(heads, rows, title, whole=("number",), numeric=frozenset((2, 3, 4)))
    return [table, *_statements([item.number for item in mine], study)]


def _swings(answer: Sensitivity, outcome: str, study: Study) -> Blocks:
    mine: Sequence[OutcomeSwing] = [item for item in answer.swings if item.outcome == outcome]
    if not mine:
        return []
    whole = (
        "with every number at its centre"
        if answer.modal
        else f"on average in {_worlds(answer, mine):,} worlds, unchanged; "
        f"{answer.swing_runs:,} computed for the table"
    )
    most = max(item.swing for item in mine)
    rows = [
        (
            item.number,
            item.grade,
            item.at_10,
            item.at_90,
            item.swing,
            _bar(item.swing, most),
        )
        for item in mine[:SHOWN]
    ]
    where = "in the modal world" if answer.modal else "means over the same worlds"
    title = f"One number at a time, at its 10th and 90th percentile; {where}"
    heads = ("number", "grade", "at_10", "at_90", "swing", "")
    return [
        f"{outcome}: {axis_number(mine[0].middle)} {whole}",
        DocumentTable(heads, rows, title, 2, whole=("number",)),
        *_statements([item.number for item in mine[:SHOWN]], study),
    ]


def _worlds(answer: Sensitivity, swings: Sequence[OutcomeSwing]) -> int:
    """The worlds of each mean: all are computed unchanged, and twice for each number."""
    return answer.swing_runs // (2 * len(swings) + 1)


def _shares(outcome: str, shares: OutcomeShares, study: Study) -> Blocks:
    worlds = f"{outcome} in the {shares.worlds:,} worlds of the next tables"
    spread = f"standard deviation {axis_number(shares.variance**0.5)}"
    items: Blocks = [f"{worlds}: mean {axis_number(shares.mean)}, {spread}"]
    if shares.not_estimated:
        why = shares.not_estimated.removeprefix(f"{outcome} ")
        return [*items, f"It {why}: use more with --base."]
    whole = next(item for item in shares.groups if item.kind == "all")
    if isfinite(whole.first):
        numbers = f"all {whole.numbers} uncertain numbers together"
        bounds = f"{whole.first_low:.0%} to {whole.first_high:.0%}"
        items.append(f"{numbers} explain {whole.first:.0%} of the")
        items.append(f"variance ({bounds}); the rest is chance\n")
    totals = [item.total for item in shares.groups if item.kind != "all" and isfinite(item.total)]
    most = max(totals, default=0.0)
    heads = ("", "numbers", "first", "total", "low", "high", "")
    for kind, title in (("actor", "By actor"), ("source", "By source"), ("issue", "By issue")):
        mine = [item for item in shares.groups if item.kind == kind][:SHOWN]
        rows = [
            (item.group, item.numbers, item.first, item.total, item.total_low,
             item.total_high,
             _bar(max(0.0, item.total), most))
            for item in mine
        ]  # fmt: skip
        items.append(DocumentTable(heads, rows, f"{title}: share of the variance", digits=2))
    return [*items, *_worth(shares, study)]


def _worth(shares: OutcomeShares, study: Study) -> Blocks:
    ranked: Sequence[GroupShare] = sorted(
        (
            item
            for item in shares.groups
            if item.kind in ("number", "source") and isfinite(item.variance_removed)
        ),
        key=lambda item: -item.variance_removed,
    )[:SHOWN]
    rows = [
        (item.group, item.kind, item.grade,
         item.variance_removed / shares.variance if shares.variance else 0.0)
        for item in ranked
    ]  # fmt: skip
    title = "Value of better evidence: expected reduction of the variance"
    heads = ("evidence", "kind", "grade", "goes")
    return [
        DocumentTable(heads, rows, title, digits=2, whole=("evidence",)),
        *_statements([item.group for item in ranked], study),
        "Shares are estimates; values below about 0.05 are within the noise.",
    ]


def _bar(value: float, most: float) -> str:
    return "█" * round(BAR * value / most) if most > 0.0 and isfinite(value) else ""


def _statements(paths: Sequence[str], study: Study) -> list[str]:
    """The speakers of the statements among ``paths``, which are only numbered there."""
    return [f"{path}: {words}" for path, words in study.statements.items() if path in paths]
