"""The command ``fit``: coefficients and ties from recorded votes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.output import Format, FormatOption, emit, emit_json, note
from sim.cli.study_options import (
    PlotOption,
    ReportOption,
    check_targets,
    command_line,
    write_targets,
)
from sim.cli.watching import TerminalWatch
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from sim.api.ask_fit import FitResult

DRAWS = 128
"""Draws of every scenario's numbers over which the votes' probabilities are averaged."""


def fit(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(
            help="Scenarios with recorded votes; without any, the shipped earlier ones."
        ),
    ] = None,
    draws: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="Draws of each scenario's numbers; 128, or 16384 for positions; 0: the centres.",
        ),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Root seed of these draws.")] = 0,
    free: Annotated[
        str | None, typer.Option(help="Coefficients to estimate, comma-separated; all but eps.")
    ] = None,
    prior_spread: Annotated[
        float, typer.Option(min=0.01, help="Prior deviation of a coefficient's logarithm.")
    ] = 1.0,
    profile: Annotated[
        str | None, typer.Option(help="Coefficients whose likelihood is profiled besides.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the estimates to this file.")
    ] = None,
    positions: Annotated[
        bool, typer.Option("--positions", help="Instead: what the votes say of positions.")
    ] = False,
    base: Annotated[
        bool, typer.Option("--base", help="Instead: the vote from the base of coded ballots.")
    ] = False,
    carries: Annotated[
        str | None,
        typer.Option(help="With --base, instead: the ballots that carry these coefficients."),
    ] = None,
    alignment: Annotated[
        Path | None, typer.Option(help="Instead: ties between members from this table of votes.")
    ] = None,
    since: Annotated[str, typer.Option(help="First day of the table's period.")] = "2006-01-01",
    until: Annotated[str, typer.Option(help="Last day of the table's period.")] = "2016-10-07",
    leave_out: Annotated[
        str, typer.Option(help="Word of the topics that are left out of the table.")
    ] = "Syria",
    least: Annotated[
        int, typer.Option(min=1, help="Contested ballots that a pair needs for a tie.")
    ] = 15,
    report: ReportOption = None,
    plot: PlotOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Estimate the model's coefficients from recorded votes, or members' ties with --alignment.

    Maximum a posteriori: wide lognormal priors about the starting values, and the exact
    probabilities of the recorded votes, averaged over draws of all that is uncertain about
    each scenario. Says besides what the votes cannot tell apart.
    """
    other = base or positions or alignment is not None
    if other and (report is not None or plot is not None):
        raise UsageError(
            "only the fit to scenarios has a page and a figure",
            where="--report" if report is not None else "--plot",
            remedy="leave it out, and take -f md or -f csv",
        )
    if carries is not None:
        _carriers(carries, base, output, form)
        return
    if base:
        from sim.cli.base_fit import print_fit

        if output is not None:
            _writable(output)
        print_fit(output, form)
        return
    if alignment is not None:
        from sim.cli.fit_details import print_ties

        print_ties(
            alignment, (_day(since, "--since"), _day(until, "--until")), leave_out, least, form
        )
        return
    if positions:
        from sim.cli.fit_details import print_positions

        print_positions(scenarios or [], draws, seed, form)
        return
    check_targets(report, plot)
    if output is not None:
        _writable(output)
    from sim.api.ask_fit import FitPlan, ask_fit

    plan = FitPlan(
        scenarios or None,
        DRAWS if draws is None else draws,
        seed,
        _names(free),
        prior_spread,
        _names(profile),
    )
    result = ask_fit(plan, TerminalWatch())
    _print_fit(result, form)
    if report is not None or plot is not None:
        write_targets(result.page(command_line()), report, plot)
    if output is not None:
        from sim.domain.files import replace_whole

        replace_whole(output, result.estimates)
        note(f"written to {output}")


def _carriers(names: str, base: bool, output: Path | None, form: Format) -> None:
    from sim.cli.base_carriers import print_carriers

    if not base or output is not None:
        raise UsageError(
            "only the base of ballots says what carries a coefficient, and writes no estimates",
            where="--carries", remedy="add --base and leave out --output",
        )  # fmt: skip
    named = tuple(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))
    if not named:
        raise UsageError(
            "no coefficient is named", where="--carries", remedy="name one, as presumption,contest"
        )
    print_carriers(named, form)


def _names(text: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (text or "").split(",") if name.strip())


def _day(text: str, option: str) -> date:
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"'{text}' is no day", where=option, remedy="write YYYY-MM-DD") from None


def _writable(path: Path) -> None:
    from sim.domain.files import holds_mark, why_unwritable
    from sim.scenario.estimates import HEAD

    why = why_unwritable(path)
    if not why and path.exists() and not holds_mark(path, HEAD.encode()):
        why = "the file exists and holds no estimates of `council fit`"
    if why:
        raise UsageError(
            "the estimates cannot be written there",
            code="E003",
            where=str(path),
            why=why,
            remedy="name a file in a folder that you may write to",
        )


def _print_fit(result: FitResult, form: Format) -> None:
    from sim.report.fit_tables import fit_sentence, fit_tables

    if form is Format.JSON:
        emit_json(result.published)
        return
    for table in fit_tables(result)[: 1 if form is Format.CSV else None]:
        emit(table, form)
    if form is Format.CSV:
        return
    typer.echo(fit_sentence(result))
    if not result.converged:
        note("the search stopped early: read the estimates with care")
