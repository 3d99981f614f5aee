"""The command ``fit``: coefficients and ties from recorded votes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.api.limits import DRAWS_AVERAGED, LEAST_SPREAD, MOST_SPREAD, PRIOR_SPREAD
from sim.cli.numbers import number_from
from sim.cli.output import Format, FormatOption, emit_apart, emit_json, note, say_below
from sim.cli.study_options import (
    PlotOption,
    ReportOption,
    check_targets,
    command_line,
    names_listed,
    refuse_repeats,
    write_targets,
)
from sim.cli.unused import refuse_unused
from sim.cli.watching import TerminalWatch
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from sim.api.ask_fit import FitResult


def fit(
    context: typer.Context,
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(
            help="Scenarios with recorded votes. Default: the earlier ones that are shipped."
        ),
    ] = None,
    draws: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="Draws of each scenario's numbers; 0 uses the centres. "
            f"Default: {DRAWS_AVERAGED}, or 16384 with --positions.",
        ),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of these draws.")] = 0,
    free: Annotated[
        str | None,
        typer.Option(help="Coefficients to estimate, comma-separated. Default: all that can be."),
    ] = None,
    prior_spread: Annotated[
        float,
        typer.Option(
            parser=number_from(LEAST_SPREAD, MOST_SPREAD),
            metavar="PRIOR_SPREAD",
            help="Prior standard deviation of the logarithm of a coefficient, from "
            f"{LEAST_SPREAD:g} to {MOST_SPREAD:g}.",
        ),
    ] = PRIOR_SPREAD,
    profile: Annotated[
        str | None, typer.Option(help="Also profile the likelihood of these coefficients.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="Write the estimates to a file; replaces earlier ones."
        ),
    ] = None,
    positions: Annotated[
        bool, typer.Option("--positions", help="Show instead what the votes say about positions.")
    ] = False,
    base: Annotated[
        bool,
        typer.Option("--base", help="Estimate the vote from the base of coded ballots instead."),
    ] = False,
    carries: Annotated[
        str | None,
        typer.Option(help="With --base, show instead which ballots these coefficients depend on."),
    ] = None,
    alignment: Annotated[
        Path | None,
        typer.Option(help="Compute instead ties between members from this table of votes."),
    ] = None,
    since: Annotated[str, typer.Option(help="First day of the table's period.")] = "2006-01-01",
    until: Annotated[str, typer.Option(help="Last day of the table's period.")] = "2016-10-07",
    leave_out: Annotated[
        str, typer.Option(help="Leave out topics that contain one of these words, comma-separated.")
    ] = "Syria",
    least: Annotated[
        int, typer.Option(min=1, help="Contested ballots needed for a pair of members.")
    ] = 15,
    report: ReportOption = None,
    plot: PlotOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Estimate the model's coefficients from recorded votes, or with --alignment members' ties.

    The method is maximum a posteriori: wide lognormal priors around the starting values, and the
    exact probabilities of the recorded votes, averaged over draws of everything uncertain in each
    scenario. The output also shows what the votes cannot distinguish.
    """
    other = base or positions or alignment is not None
    if other and (report is not None or plot is not None):
        raise UsageError(
            "only the fit to scenarios has a page and a figure",
            where="--report" if report is not None else "--plot",
            remedy="omit it and use -f md or -f csv",
        )
    if carries is not None:
        refuse_unused(context, "with --carries", used=("carries", "base", "output", "form"))
        _carriers(carries, base, output, form)
        return
    if base:
        from sim.cli.base_fit import print_fit

        refuse_unused(context, "with --base", used=("base", "output", "form"))
        if output is not None:
            _writable(output)
        print_fit(output, form)
        return
    if alignment is not None:
        from sim.cli.fit_details import print_ties

        ties = ("alignment", "since", "until", "leave_out", "least", "form")
        refuse_unused(context, "with --alignment", used=ties)
        print_ties(
            alignment, (_day(since, "--since"), _day(until, "--until")), leave_out, least, form
        )
        return
    refuse_unused(context, "without --alignment", unused=("since", "until", "leave_out", "least"))
    if positions:
        from sim.cli.fit_details import print_positions

        used = ("positions", "scenarios", "draws", "seed", "form")
        refuse_unused(context, "with --positions", used=used)
        print_positions(scenarios or [], draws, seed, form)
        return
    refuse_repeats(scenarios or (), "the list of scenarios")
    check_targets(report, plot)
    if output is not None:
        _writable(output)
    from sim.api.ask_fit import FitPlan, ask_fit

    plan = FitPlan(
        scenarios or None,
        DRAWS_AVERAGED if draws is None else draws,
        seed,
        names_listed(free, "--free"),
        prior_spread,
        names_listed(profile, "--profile"),
    )
    result = ask_fit(plan, TerminalWatch())
    if output is not None:  # before anything is printed, because a pipe may be closed
        from sim.domain.files import replace_whole

        replace_whole(output, result.estimates)
        note(f"written to {output}")
    if report is not None or plot is not None:
        write_targets(result.page(command_line()), report, plot)
    _print_fit(result, form)


def _carriers(names: str, base: bool, output: Path | None, form: Format) -> None:
    from sim.cli.base_carriers import print_carriers

    if not base or output is not None:
        raise UsageError(
            "--carries needs the base of ballots and writes no estimates",
            where="--carries", remedy="add --base and omit --output",
        )  # fmt: skip
    named = names_listed(names, "--carries")
    if not named:
        raise UsageError(
            "no coefficient was named",
            where="--carries",
            remedy="name at least one, for example presumption,contest",
        )
    print_carriers(named, form)


def _day(text: str, option: str) -> date:
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"'{text}' is not a date", where=option, remedy="write YYYY-MM-DD"
        ) from None


def _writable(path: Path) -> None:
    from sim.domain.files import holds_mark, why_unwritable
    from sim.scenario.estimates import HEAD

    why = why_unwritable(path)
    if not why and path.exists() and not holds_mark(path, HEAD.encode()):
        why = "the file exists and does not contain estimates of `council fit`"
    if why:
        raise UsageError(
            "the estimates cannot be written there",
            code="E003",
            where=str(path),
            why=why,
            remedy="choose a file in a folder that you can write to",
        )


def _print_fit(result: FitResult, form: Format) -> None:
    from sim.report.fit_tables import end_sentences, fit_sentence, fit_tables

    if form is Format.JSON:
        emit_json(result.published)
        return
    emit_apart(fit_tables(result)[: 1 if form is Format.CSV else None], form)
    if form is Format.CSV:
        return
    say_below(fit_sentence(result), form)
    if not result.converged:
        note("the search stopped early: read the estimates with care")
    for sentence in end_sentences(result):
        note(sentence)
