"""Further output of ``fit``: positions after votes, and ties between members."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.output import Format, emit
from sim.cli.watching import TerminalWatch

if TYPE_CHECKING:
    from datetime import date


def print_positions(names: Sequence[str], draws: int | None, seed: int, form: Format) -> None:
    """Print members' positions given the recorded votes of each scenario."""
    from sim.api.ask_votes import POSITION_DRAWS, ask_positions
    from sim.report.fit_tables import position_table

    wanted = POSITION_DRAWS if draws is None else draws
    answers = ask_positions(names, wanted, seed, TerminalWatch())
    emit(position_table(answers, brief=form is Format.TABLE), form)


def print_ties(
    path: Path, period: tuple[date, date], leave_out: str, least: int, form: Format
) -> None:
    """Print the ties of all pairs of members on the contested ballots of a table."""
    from sim.api.ask_votes import ask_ties
    from sim.report.fit_tables import tie_table

    answer = ask_ties(path, period, leave_out, least)
    emit(tie_table(answer.ties, answer.ballots), form)
