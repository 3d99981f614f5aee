"""Tables of results on the base of ballots."""

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
    """Scores of forms and forecasters, the lead of the chosen form, and its calibration."""
    forms: list[tuple[Cell, ...]] = [
        (entry.form, entry.parameters, *_cells(entry.score)) for entry in base_comparison.forms
    ]
    leads: list[tuple[Cell, ...]] = [
        (entry.forecaster, entry.all.value, entry.all.low, entry.all.high,
         entry.contested.value, entry.contested.low, entry.contested.high)
        for entry in base_comparison.leads
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
    """The form chosen for each dossier, and the scores of these choices.

    ``brief`` leaves out the inner scores of all forms, for which a terminal has no room.
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
        (entry.name, entry.ballots, *(s.all for s in entry.scores)) for entry in group_scores.groups
    ]
    contested: list[tuple[Cell, ...]] = [
        (entry.name, entry.contested, *(s.contested for s in entry.scores))
        for entry in group_scores.groups
    ]
    what = "contested ballots, given that somebody did not vote yes"
    return [
        DocumentTable(heads, every, "Log score per vote, all ballots", whole=("group",)),
        DocumentTable(heads, contested, f"Log score per vote, {what}", whole=("group",)),
    ]


def pens_table(other_pens: Sequence[OtherPens]) -> DocumentTable:
    """Scores with other penholders."""
    rows: list[tuple[Cell, ...]] = [
        (entry.pens, entry.share, entry.all, entry.contested) for entry in other_pens
    ]
    heads = ("pens", "share_wrong", "score", "contested")
    return DocumentTable(heads, rows, "Other pens than those of the base", DIGITS)


def terms_table(terms: Sequence[FurtherTerm]) -> DocumentTable:
    """Each additional term compared with the chosen form, best first."""
    rows: list[tuple[Cell, ...]] = [
        (f"{entry.term}, beside {entry.beside}" if entry.beside else entry.term, entry.weight,
         entry.score.all, entry.score.contested, entry.all.value, entry.all.low, entry.all.high,
         entry.contested.value)
        for entry in sorted(terms, key=lambda entry: -entry.all.value)
    ]  # fmt: skip
    heads = ("term", "weight", "score", "contested", "ahead", "low", "high", "ahead_contested")
    title = "One further term at a time, out of sample by dossier; 95 % over dossiers"
    return DocumentTable(heads, rows, title, DIGITS, whole=("term",))


def coding_table(leaks: Sequence[Leak]) -> DocumentTable:
    """The audit of the coding."""
    return table_of(Leak, leaks, "How well the coding predicts that a text failed")


def coefficient_tables(coefficients: Coefficients) -> list[DocumentTable]:
    """Coefficients of the vote with intervals and correlations."""
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


def _cells(score: FormScore) -> tuple[float, ...]:
    """The scores in the order of ``SCORES``."""
    return (
        score.all,
        score.contested,
        score.yes_auc,
        score.balanced,
        score.adoption,
        score.failing,
    )


def _scores(scores: Sequence[ForecasterScores], head: str, title: str) -> DocumentTable:
    rows: list[tuple[Cell, ...]] = [(entry.forecaster, *_cells(entry.score)) for entry in scores]
    return DocumentTable((head, *SCORES), rows, title, DIGITS)


def _bins(of: str, bins: Sequence[Bin]) -> list[tuple[Cell, ...]]:
    return [
        (of, entry.forecast, entry.observed, entry.low, entry.high, entry.count) for entry in bins
    ]


def _choices(fold_choices: Sequence[FoldChoice], names: Sequence[Cell]) -> list[tuple[Cell, ...]]:
    return [(c.fold, names[c.best], names[c.chosen], *c.scores) for c in fold_choices]
