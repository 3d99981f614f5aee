"""The command ``backtest``: score forecasts of recorded votes next to simple baselines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.api.limits import DRAWS_AVERAGED
from sim.cli.output import Cell, DocumentTable, Format, FormatOption, emit, note
from sim.cli.study_options import (
    PlotOption,
    ReportOption,
    SeedOption,
    check_targets,
    give_result,
    layers_named,
)
from sim.cli.unused import refuse_unused, typed
from sim.cli.watching import TerminalWatch
from sim.domain.errors import CouncilError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.studies.votes.backtest import Backtest

FLAGSHIP = "aleppo-2016-10-08"


def backtest(
    context: typer.Context,
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(help="Scenarios with recorded votes. Default: all shipped ones."),
    ] = None,
    method: Annotated[
        str, typer.Option(help="leave-one-out, rolling, or given (the shipped coefficients).")
    ] = "leave-one-out",
    layers: Annotated[
        list[str] | None,
        typer.Option(
            metavar="A,B", help="Evidence layers; repeat the option to compare several sets."
        ),
    ] = None,
    ablate: Annotated[
        bool,
        typer.Option(
            "--ablate", help="Show instead how the scores change without each part of the model."
        ),
    ] = False,
    by: Annotated[
        str | None,
        typer.Option(
            help="Add scores by draft or member. With --base, show instead scores by dossier, "
            "time, member, roll-calls or remembered; pens: with wrong penholders; coding: "
            "what the coding alone predicts; terms: what one further term would add."
        ),
    ] = None,
    base: Annotated[
        bool,
        typer.Option("--base", help="Evaluate the vote on the base of coded ballots instead."),
    ] = False,
    nested: Annotated[
        bool,
        typer.Option("--nested", help="With --base: choose form and penalty inside each fold."),
    ] = False,
    leave: Annotated[
        str | None, typer.Option("--without", help="With --base: exclude a dossier completely.")
    ] = None,
    draws: Annotated[
        int, typer.Option(min=1, help="Number of draws of each scenario's numbers.")
    ] = DRAWS_AVERAGED,
    seed: SeedOption = 0,
    report: ReportOption = None,
    plot: PlotOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Score forecasts of recorded votes out of sample, next to simple baselines.

    Coefficients are estimated without the text that is forecast (leave-one-out), or from earlier
    texts only (rolling). Votes of 8 October 2016 and later are forecast but never used for
    estimation. Log scores are natural logarithms per vote, higher is better; 95 % ranges resample
    whole texts.
    """
    if base:
        from sim.cli.base_backtest import print_backtest

        _no_page(report, plot)
        refuse_unused(
            context, "with --base", used=("base", "by", "method", "leave", "nested", "form")
        )
        print_backtest(by, method, leave, nested, form)
        return
    if nested or leave:
        raise UsageError(
            "this option needs the base of ballots", where="--nested" if nested else "--without",
            remedy="add --base",
        )  # fmt: skip
    targets = (report, plot)
    check_targets(*targets)
    from sim.api.ask_backtest import BacktestPlan, ask_ablation, ask_backtest
    from sim.studies.votes.cases import earlier_scenarios

    names = scenarios or [*earlier_scenarios(), FLAGSHIP]
    chosen = [layers_named(text) for text in layers or []]
    if ablate:
        refuse_unused(context, "with --ablate", unused=("method", "by"))
        if len(chosen) > 1:
            raise UsageError(
                "--ablate uses one set of evidence layers", where="--layers",
                remedy="run the command once for each set",
            )  # fmt: skip
        plan = BacktestPlan(names, draws, seed, chosen[0] if chosen else None)
        give_result(ask_ablation(plan, TerminalWatch()), form, targets)
        return
    shipped = any(name in earlier_scenarios() for name in names)
    if len(chosen) > 1 or (chosen and shipped and not typed(context, "method", "by")):
        _no_page(report, plot)
        refuse_unused(
            context,
            "with several sets of layers: texts are forecast with the shipped coefficients",
            unused=("by", "method" if method != "given" else ""),
        )
        _compare_layers(names, chosen, (draws, seed), form)
        return
    plan = BacktestPlan(names, draws, seed, chosen[0] if chosen else None)
    result = ask_backtest(plan, method, by, TerminalWatch())
    give_result(result, form, targets)
    if form in (Format.TABLE, Format.MD):
        _note_unscored(result)


def _note_unscored(backtest: Backtest) -> None:
    for symbol in backtest.unscored:
        note(f"{symbol} was not put to the vote in any world and is not scored")


def _no_page(report: Path | None, plot: Path | None) -> None:
    """Refuse a page or figure for results without one, before anything is computed."""
    if report is not None or plot is not None:
        raise UsageError(
            "pages and figures show only one set of evidence layers",
            where="--report" if report is not None else "--plot",
            remedy="omit it and use -f md or -f csv",
        )


def _compare_layers(
    names: Sequence[str], chosen: Sequence[list[str] | None], draw: tuple[int, int], form: Format
) -> None:
    """Forecast the same texts from different evidence with the shipped coefficients."""
    from sim.api.ask_backtest import BacktestPlan, ask_backtest
    from sim.report.document import table_of
    from sim.studies.votes.published import TextForecast, text_forecast

    rows: list[tuple[Cell, ...]] = []
    for layers in chosen:
        usable = [name for name in names if _knows(name, layers)]
        if not usable:
            raise CouncilError(
                f"no scenario has the layers {','.join(layers or [])}", where="--layers",
                remedy="`council show SCENARIO` lists its layers",
            )  # fmt: skip
        result = ask_backtest(BacktestPlan(usable, *draw, layers), "given", None, TerminalWatch())
        document_table = table_of(
            TextForecast, [text_forecast(forecast) for forecast in result.model]
        )
        rows += [(",".join(layers or []), *row[1:]) for row in document_table.rows]
        _note_unscored(result)
    heads = ("layers", *document_table.columns[1:])
    emit(DocumentTable(heads, rows, "Scores by evidence layers"), form)


def _knows(name: str, layers: Sequence[str] | None) -> bool:
    """Whether a scenario has evidence in all of these layers."""
    from sim.scenario.errors import ScenarioErrors
    from sim.scenario.load import load_scenario

    try:
        load_scenario(name, layers=layers)
    except ScenarioErrors as error:
        if not all(problem.code == "E212" for problem in error.problems):
            raise
        return False
    return True
