"""Output of ``backtest --base``, by its options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.cli.base import emit_tables
from sim.cli.output import DocumentTable, Format, note
from sim.cli.watching import TerminalWatch
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from sim.api.ballot_base import BallotBase

BY = ("dossier", "time", "member", "roll-calls", "remembered", "pens", "coding", "terms")
"""Groupings of the scores."""
BRIEF = {
    "model": "model",
    "always yes": "yes",
    "climatology, shared draw": "climate",
    "ideal points, shared draw": "ideal",
    "as usual in the Assembly, shared draw": "usual",
}
"""Forecasters shown in a terminal -> column name."""


def print_backtest(
    by: str | None, method: str, leave: str | None, nested: bool, form: Format
) -> None:
    """Print scores of forms and baselines on left-out dossiers."""
    if by is not None and by not in BY:
        raise UsageError(f"'{by}' is not a way to split the base", where="--by",
                         remedy=f"one of {', '.join(BY)}")  # fmt: skip
    if method not in ("leave-one-out", "rolling"):
        raise UsageError(f"'{method}' is not available with --base", where="--method",
                         remedy="use leave-one-out (by dossier) or rolling (by year)")  # fmt: skip
    views = {
        "--by": by is not None,
        "--method rolling": method == "rolling",
        "--nested": nested,
    }
    asked = [option for option, given in views.items() if given]
    if len(asked) > 1:
        raise UsageError(
            f"{' and '.join(asked)} exclude each other",
            where="--base",
            why="each shows another table instead of the scores",
            remedy="run the command once for each",
        )
    from sim.api.ballot_base import BallotBase

    base = BallotBase(leave, TerminalWatch())
    if by is not None:
        emit_tables(_split(base, by, form), form)
        return
    emit_tables(_scored(base, method, nested, form), form)
    if method != "rolling" and not nested:
        note(
            "forecasts are of votes on a text, given that it is put to the vote; the headline "
            "scores use neither statements nor the Council's own ballots on the matter"
        )  # fmt: skip


def _scored(base: BallotBase, method: str, nested: bool, form: Format) -> list[DocumentTable]:
    from sim.report.base_tables import choice_tables, comparison_tables, rolling_table
    from sim.studies.votes.base.candidates import CHOSEN

    if method == "rolling":
        return [rolling_table(base.by_year(), CHOSEN.name)]
    if nested:
        return choice_tables(base.choose(), brief=form is Format.TABLE)
    return comparison_tables(base.compare())


def _split(base: BallotBase, by: str, form: Format) -> list[DocumentTable]:
    from sim.report.base_tables import coding_table, group_tables, pens_table, terms_table

    if by == "coding":
        return [coding_table(base.leaks())]
    if by == "pens":
        return [pens_table(base.wrong_pens())]
    if by == "terms":
        return [terms_table(base.further_terms())]
    names = BRIEF if form in (Format.TABLE, Format.MD) else None
    if names is not None:
        note(
            "all but 'yes' include a random draw shared by all members; CSV and JSON have every "
            "baseline"
        )
    return group_tables(base.by_group(by, names))
