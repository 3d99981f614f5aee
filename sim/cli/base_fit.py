"""Coefficients of the vote from the base of ballots."""

from __future__ import annotations

from pathlib import Path

from sim.cli.base import emit_tables, loaded
from sim.cli.output import Format, note
from sim.cli.watching import TerminalWatch


def print_fit(output: Path | None, form: Format) -> None:
    """Coefficients of the chosen form with what statements add, and their spreads."""
    from sim.domain.files import replace_whole
    from sim.report.base_tables import coefficient_tables
    from sim.scenario.estimates import estimates_text
    from sim.studies.votes.base.candidates import CHOSEN, with_added
    from sim.studies.votes.base.coefficients import coefficients, estimates_of_form
    from sim.studies.votes.base.judge import one_left_out

    _, rows = loaded()
    form_left_out = one_left_out(with_added(CHOSEN, ("statements",)), rows, watch=TerminalWatch())
    found = coefficients(form_left_out, rows)
    emit_tables(coefficient_tables(found), form)
    if output is not None:
        source = (
            f"Penalised maximum likelihood from {int(rows.votes.sum())} votes of members that "
            f"did not hold the pen on {len(rows.symbols)} ballots, {min(rows.days)} to "
            f"{max(rows.days)}; spreads by the jackknife over {len(rows.folds)} dossiers and by "
            "how much each number differs between them: `council fit --base`."
        )
        replace_whole(output, estimates_text(estimates_of_form(found, rows, source)))
        note(f"written to {output}")
