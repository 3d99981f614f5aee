"""Results on the base of ballots as tables."""

from __future__ import annotations

from collections.abc import Sequence

from sim.report.document import Cell, DocumentTable, table_of
from sim.studies.votes.base.coefficients import Coefficients, coefficient_table
from sim.studies.votes.base.folds import FoldChoice
from sim.studies.votes.base.judge import FIRST_YEAR
from sim.studies.votes.base.leak import Leak
from sim.studies.votes.base.results import (
    BaseComparison,
    ForecasterScores,
    GroupScores,
    NestedChoice,
    WrongPens,
)
from sim.studies.votes.base.scoring import FormScore
from sim.studies.votes.scorecard import Bin

SCORES = ("score", "contested", "auc", "balanced", "adopted", "failing")
"""Log score of all ballots, of contested ones, area under the curve, balanced accuracy, log score
of adoption, chance of failure of unanimous ballots; see ``scoring.FormScore``."""
DIGITS = 4


def comparison_tables(found: BaseComparison) -> list[DocumentTable]:
    """Forms, forecasters, how far the chosen form is ahead, and its calibration."""
    forms: list[tuple[Cell, ...]] = [
        (one.form, one.parameters, *_cells(one.score)) for one in found.forms
    ]
    leads: list[tuple[Cell, ...]] = [
        (one.forecaster, one.all.value, one.all.low, one.all.high,
         one.contested.value, one.contested.low, one.contested.high)
        for one in found.leads
    ]  # fmt: skip
    bins = [*_bins("yes", found.yes), *_bins("adopted", found.adopted)]
    return [
        DocumentTable(("form", "numbers", *SCORES), forms,
                      "Forms of the vote, dossiers left out", DIGITS),
        _scores(found.forecasters, "forecaster", "Baselines, and what is added back"),
        DocumentTable(("forecaster", "score", "low", "high", "contested", "from", "to"), leads,
                      f"How far '{found.chosen}' is ahead, 95 % over dossiers", DIGITS),
        DocumentTable(("of", "forecast", "came", "low", "high", "cases"), bins, "Calibration"),
    ]  # fmt: skip


def choice_tables(found: NestedChoice, *, brief: bool) -> list[DocumentTable]:
    """What was chosen for each dossier, and what so chosen ones score.

    Where ``brief``, the scores of all forms inside are left out, for which a terminal has no room.
    """
    by_form = _choices(found.by_form, found.forms)
    heads = (
        "left_out",
        "best_inside",
        "chosen",
        *(f"form_{k + 1}" for k in range(len(found.forms))),
    )
    if brief:
        heads, by_form = heads[:3], [row[:3] for row in by_form]
    return [
        DocumentTable(heads, by_form,
                      "The simplest form within one standard error of the best inside", DIGITS),
        DocumentTable((*heads[:3], *(f"spread_{s:g}" for s in found.spreads)),
                      _choices(found.by_spread, found.spreads),
                      f"The same for the spread of weights of '{found.form}'", DIGITS),
        _scores(found.scores, "chosen", "So chosen"),
    ]  # fmt: skip


def rolling_table(found: Sequence[ForecasterScores], chosen: str) -> DocumentTable:
    """Forecasts of each year by earlier ones."""
    title = f"Each year from {FIRST_YEAR} on by earlier years alone; chosen: '{chosen}'"
    return _scores(found, "forecaster", title)


def group_tables(found: GroupScores) -> list[DocumentTable]:
    """Scores by member, or by group over all ballots and over contested ones."""
    if found.members:
        members: list[tuple[Cell, ...]] = [
            (m.member, m.votes, m.yes, *m.scores) for m in found.members
        ]
        heads = ("member", "votes", "voted_yes", *found.forecasters)
        return [DocumentTable(heads, members, "Mean log chance of each vote by itself")]
    heads = ("group", "ballots", *found.forecasters)
    every: list[tuple[Cell, ...]] = [
        (one.name, one.ballots, *(s.all for s in one.scores)) for one in found.groups
    ]
    contested: list[tuple[Cell, ...]] = [
        (one.name, one.contested, *(s.contested for s in one.scores)) for one in found.groups
    ]
    what = "contested ballots, given that somebody did not vote yes"
    return [
        DocumentTable(heads, every, "Log score per vote, all ballots", whole=("group",)),
        DocumentTable(heads, contested, f"Log score per vote, {what}", whole=("group",)),
    ]


def pens_table(found: Sequence[WrongPens]) -> DocumentTable:
    """Scores where pens are put wrong."""
    rows: list[tuple[Cell, ...]] = [(one.share, one.all, one.contested) for one in found]
    return DocumentTable(("share_wrong", "score", "contested"), rows, "Pens put wrong", DIGITS)


def coding_table(found: Sequence[Leak]) -> DocumentTable:
    """The audit of the coding."""
    return table_of(Leak, found, "How far the coding tells that a text failed")


def coefficient_tables(found: Coefficients) -> list[DocumentTable]:
    """Coefficients of the vote with their intervals, and how they err together."""
    heads = ("coefficient", "estimate", "deviation", "low", "high", "others_fixed", "matters")
    correlation = found.covariance / (found.deviation[:, None] * found.deviation)
    together: list[tuple[Cell, ...]] = [
        (name, *map(float, line)) for name, line in zip(found.names, correlation, strict=True)
    ]
    return [
        DocumentTable(heads, list(coefficient_table(found)),
                      "Coefficients, with 95 % intervals over dossiers"),
        DocumentTable(("correlation", *found.names), together, "How they err together"),
    ]  # fmt: skip


def _cells(one: FormScore) -> tuple[float, ...]:
    """The scores in the order of ``SCORES``."""
    return (one.all, one.contested, one.yes_auc, one.balanced, one.adoption, one.failing)


def _scores(found: Sequence[ForecasterScores], head: str, title: str) -> DocumentTable:
    rows: list[tuple[Cell, ...]] = [(one.forecaster, *_cells(one.score)) for one in found]
    return DocumentTable((head, *SCORES), rows, title, DIGITS)


def _bins(of: str, found: Sequence[Bin]) -> list[tuple[Cell, ...]]:
    return [(of, one.forecast, one.observed, one.low, one.high, one.count) for one in found]


def _choices(found: Sequence[FoldChoice], names: Sequence[Cell]) -> list[tuple[Cell, ...]]:
    return [(c.fold, names[c.best], names[c.chosen], *c.scores) for c in found]
