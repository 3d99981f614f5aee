"""Print coefficients of the vote, estimated from the base of ballots."""

from __future__ import annotations

from pathlib import Path

from sim.cli.base import emit_tables
from sim.cli.output import Format, note
from sim.cli.watching import TerminalWatch


def print_fit(output: Path | None, form: Format) -> None:
    """Print coefficients of the chosen form with statements, and their spreads."""
    from sim.api.ballot_base import BallotBase
    from sim.domain.files import replace_whole
    from sim.report.base_tables import coefficient_tables

    fit = BallotBase(watch=TerminalWatch()).fit()
    if output is not None:  # before anything is printed, because a pipe may be closed
        replace_whole(output, fit.estimates)
        note(f"written to {output}")
    emit_tables(coefficient_tables(fit.coefficients), form)
