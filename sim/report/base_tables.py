"""Results on the base of ballots as tables."""

from __future__ import annotations

from collections.abc import Sequence

from sim.report.document import Cell, DocumentTable, table_of
from sim.studies.votes.base.coefficients import Coefficients, coefficient_table
from sim.studies.votes.base.folds import FoldChoice
from sim.studies.votes.base.further_terms import FurtherTerm
from sim.studies.votes.base.judge import FIRST_YEAR
from sim.studies.votes.base.leak import Leak
from sim.studies.votes.base.results import (
    BaseComparison,
    ForecasterScores,
    GroupScores,
    NestedChoice,
    OtherPens,
)
from sim.studies.votes.base.scoring import FormScore
from sim.studies.votes.scorecard import Bin

SCORES = ("score", "contested", "auc", "balanced", "adopted", "failing")
"""Log score of all ballots, of contested ones, area under the curve, balanced accuracy, log score
of adoption, chance of failure of unanimous ballots; see ``scoring.FormScore``."""
DIGITS = 4


def comparison_tables(base_comparison: BaseComparison) -> list[DocumentTable]:
    """Forms, forecasters, how far the chosen form is ahead, and its calibration."""
    forms: list[tuple[Cell, ...]] = [
        (one.form, one.parameters, *_cells(one.score)) for one in base_comparison.forms
    ]
    leads: list[tuple[Cell, ...]] = [
        (one.forecaster, one.all.value, one.all.low, one.all.high,
         one.contested.value, one.contested.low, one.contested.high)
        for one in base_comparison.leads
    ]  # fmt: skip
    bins = [*_bins("yes", base_comparison.yes), *_bins("adopted", base_comparison.adopted)]
    return [
        DocumentTable(("form", "numbers", *SCORES), forms,
                      "Forms of the vote, dossiers left out", DIGITS),
        _scores(base_comparison.forecasters, "forecaster", "Baselines, and what is added back"),
        DocumentTable(("forecaster", "score", "low", "high", "contested", "from", "to"), leads,
                      f"Lead of '{base_comparison.chosen}', 95 % over dossiers", DIGITS),
        DocumentTable(("of", "forecast", "came", "low", "high", "cases"), bins, "Calibration"),
    ]  # fmt: skip


def choice_tables(nested_choice: NestedChoice, *, brief: bool) -> list[DocumentTable]:
    """What was chosen for each dossier, and what so chosen ones score.

    Where ``brief``, the scores of all forms inside are left out, for which a terminal has no room.
    """
    by_form = _choices(nested_choice.by_form, nested_choice.forms)
    heads = (
        "left_out",
        "best_inside",
        "chosen",
        *(f"form_{k + 1}" for k in range(len(nested_choice.forms))),
    )
    if brief:
        heads, by_form = heads[:3], [row[:3] for row in by_form]
    return [
        DocumentTable(heads, by_form,
                      "The simplest form within one standard error of the best, inside each "
                      "fold", DIGITS),
        DocumentTable((*heads[:3], *(f"spread_{s:g}" for s in nested_choice.spreads)),
                      _choices(nested_choice.by_spread, nested_choice.spreads),
                      f"The same for the spread of weights of '{nested_choice.form}'", DIGITS),
        _scores(nested_choice.scores, "chosen", "So chosen"),
    ]  # fmt: skip


def rolling_table(scores: Sequence[ForecasterScores], chosen: str) -> DocumentTable:
    """Forecasts of each year by earlier ones."""
    title = f"Each year from {FIRST_YEAR} on from earlier years only; chosen: '{chosen}'"
    return _scores(scores, "forecaster", title)


def group_tables(group_scores: GroupScores) -> list[DocumentTable]:
    """Scores by member, or by group over all ballots and over contested ones."""
    if group_scores.members:
        members: list[tuple[Cell, ...]] = [
            (m.member, m.votes, m.yes, *m.scores) for m in group_scores.members
        ]
        heads = ("member", "votes", "voted_yes", *group_scores.forecasters)
        return [DocumentTable(heads, members, "Mean log chance of each vote, one at a time")]
    heads = ("group", "ballots", *group_scores.forecasters)
    every: list[tuple[Cell, ...]] = [
        (one.name, one.ballots, *(s.all for s in one.scores)) for one in group_scores.groups
    ]
    contested: list[tuple[Cell, ...]] = [
        (one.name, one.contested, *(s.contested for s in one.scores)) for one in group_scores.groups
    ]
    what = "contested ballots, given that somebody did not vote yes"
    return [
        DocumentTable(heads, every, "Log score per vote, all ballots", whole=("group",)),
        DocumentTable(heads, contested, f"Log score per vote, {what}", whole=("group",)),
    ]


def pens_table(other_pens: Sequence[OtherPens]) -> DocumentTable:
    """Scores where the pens are others."""
    rows: list[tuple[Cell, ...]] = [
        (one.pens, one.share, one.all, one.contested) for one in other_pens
    ]
    heads = ("pens", "share_wrong", "score", "contested")
    return DocumentTable(heads, rows, "Other pens than those of the base", DIGITS)


def terms_table(terms: Sequence[FurtherTerm]) -> DocumentTable:
    """Each further term beside the chosen form, the one furthest ahead first."""
    rows: list[tuple[Cell, ...]] = [
        (f"{one.term}, beside {one.beside}" if one.beside else one.term, one.weight,
         one.score.all, one.score.contested, one.all.value, one.all.low, one.all.high,
         one.contested.value)
        for one in sorted(terms, key=lambda one: -one.all.value)
    ]  # fmt: skip
    heads = ("term", "weight", "score", "contested", "ahead", "low", "high", "ahead_contested")
    title = "One further term at a time, out of sample by dossier; 95 % over dossiers"
    return DocumentTable(heads, rows, title, DIGITS, whole=("term",))


def coding_table(leaks: Sequence[Leak]) -> DocumentTable:
    """The audit of the coding."""
    return table_of(Leak, leaks, "How well the coding predicts that a text failed")


def coefficient_tables(coefficients: Coefficients) -> list[DocumentTable]:
    """Coefficients of the vote with their intervals, and how they err together."""
    heads = ("coefficient", "estimate", "deviation", "low", "high", "others_fixed", "matters")
    correlation = coefficients.covariance / (
        coefficients.deviation[:, None] * coefficients.deviation
    )
    together: list[tuple[Cell, ...]] = [
        (name, *map(float, line))
        for name, line in zip(coefficients.names, correlation, strict=True)
    ]
    return [
        DocumentTable(heads, list(coefficient_table(coefficients)),
                      "Coefficients, with 95 % intervals over dossiers"),
        DocumentTable(("correlation", *coefficients.names), together, "How they err together"),
    ]  # fmt: skip


def _cells(one: FormScore) -> tuple[float, ...]:
    """The scores in the order of ``SCORES``."""
    return (one.all, one.contested, one.yes_auc, one.balanced, one.adoption, one.failing)


def _scores(scores: Sequence[ForecasterScores], head: str, title: str) -> DocumentTable:
    rows: list[tuple[Cell, ...]] = [(one.forecaster, *_cells(one.score)) for one in scores]
    return DocumentTable((head, *SCORES), rows, title, DIGITS)


def _bins(of: str, bins: Sequence[Bin]) -> list[tuple[Cell, ...]]:
    return [(of, one.forecast, one.observed, one.low, one.high, one.count) for one in bins]


def _choices(fold_choices: Sequence[FoldChoice], names: Sequence[Cell]) -> list[tuple[Cell, ...]]:
    return [(c.fold, names[c.best], names[c.chosen], *c.scores) for c in fold_choices]
