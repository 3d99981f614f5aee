"""What the terminal shows of a study of sensitivity."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from sim.report.axes import axis_number
from sim.report.document import DocumentTable
from sim.report.study import Study
from sim.studies.sensitivity.answer import GroupShare, OutcomeShares, OutcomeSwing, Sensitivity

SHOWN = 15
"""Rows of a table; CSV, Markdown and JSON have all."""
BAR = 8
"""Characters of the longest bar."""
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
    mine = [one for one in answer.effects if one.outcome == outcome][:SHOWN]
    rows = [
        (
            one.number,
            one.grade,
            axis_number(one.mu_star),
            axis_number(one.confidence),
            axis_number(one.sigma),
        )
        for one in mine
    ]
    title = f"{outcome}: elementary effects (Morris), {answer.effect_runs:,} worlds"
    heads = ("number", "grade", "mu_star", "confidence", "sigma")
    table = DocumentTable(heads, rows, title, whole=("number",), numeric=frozenset((2, 3, 4)))
    return [table, *_statements([one.number for one in mine], study)]


def _swings(answer: Sensitivity, outcome: str, study: Study) -> Blocks:
    mine: Sequence[OutcomeSwing] = [one for one in answer.swings if one.outcome == outcome]
    if not mine:
        return []
    whole = (
        "with every number at its centre" if answer.modal else f"over {answer.swing_runs:,} worlds"
    )
    most = max(one.swing for one in mine)
    rows = [
        (one.number, one.grade, one.at_10, one.at_90, one.swing, _bar(one.swing, most))
        for one in mine[:SHOWN]
    ]
    where = "in the modal world" if answer.modal else "means over all worlds"
    title = f"One number at a time, at its 10th and 90th percentile; {where}"
    heads = ("number", "grade", "at_10", "at_90", "swing", "")
    return [
        f"{outcome}: {axis_number(mine[0].middle)} {whole}",
        DocumentTable(heads, rows, title, 2, whole=("number",)),
        *_statements([one.number for one in mine[:SHOWN]], study),
    ]


def _shares(outcome: str, shares: OutcomeShares, study: Study) -> Blocks:
    spread = f"standard deviation {axis_number(shares.variance**0.5)}; {shares.worlds:,} worlds"
    items: Blocks = [f"{outcome} over all worlds: mean {axis_number(shares.mean)}, {spread}"]
    if shares.not_estimated:
        why = shares.not_estimated.removeprefix(f"{outcome} ")
        return [*items, f"It {why}: use more with --base."]
    whole = next(one for one in shares.groups if one.kind == "all")
    if isfinite(whole.first):
        numbers = f"all {whole.numbers} uncertain numbers together"
        bounds = f"{whole.first_low:.0%} to {whole.first_high:.0%}"
        items.append(f"{numbers} explain {whole.first:.0%} of the")
        items.append(f"variance ({bounds}); the rest is chance\n")
    known = [one.total for one in shares.groups if one.kind != "all" and isfinite(one.total)]
    most = max(known, default=0.0)
    heads = ("", "numbers", "first", "total", "low", "high", "")
    for kind, title in (("actor", "By actor"), ("source", "By source"), ("issue", "By issue")):
        mine = [one for one in shares.groups if one.kind == kind][:SHOWN]
        rows = [
            (one.group, one.numbers, one.first, one.total, one.total_low, one.total_high,
             _bar(max(0.0, one.total), most))
            for one in mine
        ]  # fmt: skip
        items.append(DocumentTable(heads, rows, f"{title}: share of the variance", digits=2))
    return [*items, *_worth(shares, study)]


def _worth(shares: OutcomeShares, study: Study) -> Blocks:
    ranked: Sequence[GroupShare] = sorted(
        (
            one
            for one in shares.groups
            if one.kind in ("number", "source") and isfinite(one.variance_removed)
        ),
        key=lambda one: -one.variance_removed,
    )[:SHOWN]
    rows = [
        (one.group, one.kind, one.grade,
         one.variance_removed / shares.variance if shares.variance else 0.0)
        for one in ranked
    ]  # fmt: skip
    title = "Value of better evidence: expected reduction of the variance"
    heads = ("evidence", "kind", "grade", "goes")
    return [
        DocumentTable(heads, rows, title, digits=2, whole=("evidence",)),
        *_statements([one.group for one in ranked], study),
        "Shares are estimates; values below about 0.05 are within the noise.",
    ]


def _bar(value: float, most: float) -> str:
    return "█" * round(BAR * value / most) if most > 0.0 and isfinite(value) else ""


def _statements(paths: Sequence[str], study: Study) -> list[str]:
    """Whose the statements among ``paths`` are, which their numbers do not tell."""
    return [f"{path}: {words}" for path, words in study.statements.items() if path in paths]
