"""Scores of the base by group of ballots, by member, with wrong pens, and the coding's audit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.cli.base import DIGITS, emit_tables, every_rival, one_left_out
from sim.cli.output import DocumentTable, Format, note

if TYPE_CHECKING:
    from sim.report.document import Cell
    from sim.studies.votes.base.joint import Forecast
    from sim.studies.votes.base.reading import BaseSource
    from sim.studies.votes.base.rows import BallotRows, Bools

RATES = (0.0, 0.1, 0.25, 0.5)
"""Shares of the ballots whose pens are put wrong."""
BRIEF = {
    "model": "model",
    "always yes": "yes",
    "climatology, shared draw": "climate",
    "ideal points, shared draw": "ideal",
    "as usual in the Assembly, shared draw": "usual",
}
"""Forecasters that fit beside each other in a terminal, and what their columns are called."""


def print_split(told: BaseSource, rows: BallotRows, by: str, form: Format) -> None:
    """One way to split the scores."""
    from sim.studies.votes.base.candidates import CHOSEN
    from sim.studies.votes.base.leak import leaks
    from sim.studies.votes.base.splits import GROUPS, split_by_member, with_wrong_pens

    if by == "coding":
        audit: list[tuple[Cell, ...]] = [
            (one.told_by, one.among, one.ballots, one.failed, one.auc, one.gain)
            for one in leaks(told.ballots)
        ]
        heads = ("told_by", "among", "ballots", "failed", "auc", "gain")
        emit_tables(
            [DocumentTable(heads, audit, "How far the coding tells that a text failed")], form
        )
        return
    found = one_left_out(CHOSEN, rows)
    if by == "pens":
        table = [(rate, *with_wrong_pens(told, rows, found, rate)) for rate in RATES]
        emit_tables(
            [DocumentTable(("share_wrong", "score", "contested"), table, "Pens put wrong", DIGITS)],
            form,
        )
        return
    every = {"model": found.forecast, **every_rival(rows)}
    if form in (Format.TABLE, Format.MD):
        every = {short: every[name] for name, short in BRIEF.items() if name in every}
        note("all but 'yes' with a draw that members share; CSV and JSON have every baseline")
    if by == "member":
        members = split_by_member(rows, list(every.values()))
        lines: list[tuple[Cell, ...]] = [(m.member, m.votes, m.yes, *m.scores) for m in members]
        emit_tables([DocumentTable(("member", "votes", "voted_yes", *every), lines,
                     "Mean log chance of each vote by itself")], form)  # fmt: skip
        return
    groups = GROUPS[by](rows)
    emit_tables([_grouped(rows, groups, every, contested) for contested in (False, True)], form)


def _grouped(
    rows: BallotRows, groups: Mapping[str, Bools], every: Mapping[str, Forecast], contested: bool
) -> DocumentTable:
    from sim.studies.votes.base.scoring import score

    lines: list[tuple[Cell, ...]] = []
    for name, ballots in groups.items():
        if not ballots.any():
            continue
        scores = [score(one, rows, ballots) for one in every.values()]
        lines.append((
            name, int((ballots & rows.contested if contested else ballots).sum()),
            *(one.contested if contested else one.all for one in scores),
        ))  # fmt: skip
    what = "contested ballots, given that somebody did not vote yes" if contested else "all ballots"
    heads = ("group", "ballots", *every)
    return DocumentTable(heads, lines, f"Log score per vote, {what}", whole=("group",))
