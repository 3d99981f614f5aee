"""What ``fit`` prints besides coefficients: positions after the votes, and ties between members."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.output import Format, emit, note
from sim.domain.errors import CouncilError

if TYPE_CHECKING:
    from datetime import date

    from sim.studies.votes.likelihood import RecordedCase

POSITION_DRAWS = 16384
"""Draws among which the recorded votes choose where positions are asked for."""

FEW = 50.0
"""Effective draws below which a posterior should not be trusted."""


def print_positions(cases: Sequence[RecordedCase], form: Format) -> None:
    """What the recorded votes of each case say of its members' positions."""
    from sim.report.fit_tables import position_table
    from sim.studies.votes.backtest import given, learnable
    from sim.studies.votes.positions import learned

    answers = {}
    for case in cases:
        if not learnable(case):
            note(f"{case.name}: for reading only; no shipped number may rest on its votes")
        try:
            posterior = learned(case, given().coefficients)
        except ValueError as error:
            raise CouncilError(str(error), remedy="leave the scenario out") from None
        if posterior.effective < FEW:
            share = f"{posterior.effective:.0f} of {posterior.draws} draws"
            note(f"{case.name}: the votes leave {share}; take more, or read with care")
        answers[case.name] = posterior
    emit(position_table(answers, brief=form is Format.TABLE), form)


def print_ties(
    path: Path, period: tuple[date, date], leave_out: str, least: int, form: Format
) -> None:
    """The ties of all pairs of members on the contested ballots of a table."""
    from sim.report.fit_tables import tie_table
    from sim.studies.votes.alignment import chosen, read_ballots, ties

    ballots = chosen(read_ballots(path), *period, [leave_out] if leave_out else [])
    if not ballots:
        raise CouncilError(
            "no contested ballot is left", where=str(path),
            remedy="widen the period or leave out less",
        )  # fmt: skip
    members = sorted({code for ballot in ballots for code in ballot.votes})
    emit(tie_table(ties(ballots, members, least), len(ballots)), form)
