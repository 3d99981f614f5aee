"""Coefficients of the vote from the base of ballots."""

from __future__ import annotations

from pathlib import Path

from sim.cli.base import emit_tables, loaded, one_left_out
from sim.cli.output import DocumentTable, Format, note


def print_fit(output: Path | None, form: Format) -> None:
    """Coefficients of the chosen form with what statements add, and their spreads."""
    from sim.scenario.estimates import estimates_text
    from sim.studies.votes.base.candidates import CHOSEN, with_added
    from sim.studies.votes.base.coefficients import (
        coefficient_table,
        coefficients,
        estimates_of_form,
    )

    _, rows = loaded()
    found = coefficients(one_left_out(with_added(CHOSEN, ("statements",)), rows), rows)
    heads = ("coefficient", "estimate", "deviation", "low", "high", "others_fixed", "matters")
    correlation = found.covariance / (found.deviation[:, None] * found.deviation)
    emit_tables([
        DocumentTable(heads, list(coefficient_table(found)),
                      "Coefficients, with 95 % intervals over dossiers"),
        DocumentTable(("correlation", *found.names),
              [(name, *map(float, line))
               for name, line in zip(found.names, correlation, strict=True)],
              "How they err together"),
    ], form)  # fmt: skip
    if output is not None:
        source = (
            f"Penalised maximum likelihood from {int(rows.votes.sum())} votes of members that "
            f"did not hold the pen on {len(rows.symbols)} ballots, {min(rows.days)} to "
            f"{max(rows.days)}; spreads by the jackknife over {len(rows.folds)} dossiers and by "
            "how much each number differs between them: `council fit --base`."
        )
        output.write_text(estimates_text(estimates_of_form(found, rows, source)), encoding="utf-8")
        note(f"written to {output}")
