"""The command ``backtest``: how well recorded votes are forecast, beside simple baselines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.fit import DRAWS
from sim.cli.output import Cell, DocumentTable, Format, FormatOption, emit, note, progress
from sim.cli.study_options import (
    PlotOption,
    ReportOption,
    SeedOption,
    check_targets,
    command_line,
    give_answer,
    layers_named,
)
from sim.domain.errors import CouncilError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.study import Study
    from sim.studies.votes.backtest import Backtest
    from sim.studies.votes.likelihood import RecordedCase

FLAGSHIP = "aleppo-2016-10-08"


def backtest(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(help="Scenarios with recorded votes; without any, all that are shipped."),
    ] = None,
    method: Annotated[
        str, typer.Option(help="leave-one-out, rolling, or given (the shipped coefficients).")
    ] = "leave-one-out",
    layers: Annotated[
        list[str] | None,
        typer.Option(metavar="A,B", help="Evidence layers; repeat it to compare several."),
    ] = None,
    ablate: Annotated[
        bool, typer.Option("--ablate", help="Instead: what is lost without each part.")
    ] = False,
    by: Annotated[
        str | None,
        typer.Option(
            help="Besides: scores by draft or by member; with --base instead: by dossier, time, "
            "member, roll-calls or remembered, with pens put wrong, what the coding gives away, "
            "or terms: what one further term would add."
        ),
    ] = None,
    base: Annotated[
        bool,
        typer.Option("--base", help="Instead: the vote on the base of coded ballots."),
    ] = False,
    nested: Annotated[
        bool, typer.Option("--nested", help="With --base: choose form and penalty inside.")
    ] = False,
    leave: Annotated[
        str | None, typer.Option("--without", help="With --base: leave a dossier out altogether.")
    ] = None,
    draws: Annotated[int, typer.Option(min=1, help="Draws of each scenario's numbers.")] = DRAWS,
    seed: SeedOption = 0,
    report: ReportOption = None,
    plot: PlotOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Forecast recorded votes by coefficients that never saw them, beside simple baselines.

    Coefficients are refitted without the text that is forecast (leave-one-out), or to earlier
    texts alone (rolling). Votes of 8 October 2016 and later are forecast, never learned from.
    Log scores are natural logarithms per vote, higher is better; 95 % ranges resample whole texts.
    """
    from sim.report.backtest_page import backtest_page
    from sim.studies.votes.backtest import METHODS
    from sim.studies.votes.published import parts_of, published_backtest, scores_of

    if base:
        from sim.cli.base_backtest import print_backtest

        _no_page(report, plot)
        print_backtest(by, method, leave, nested, form)
        return
    if nested or leave:
        raise UsageError(
            "it belongs to the base of ballots", where="--nested" if nested else "--without",
            remedy="add --base",
        )  # fmt: skip
    if method not in METHODS:
        raise UsageError(
            f"'{method}' is no method", where="--method", remedy=f"one of {', '.join(METHODS)}"
        )
    if by not in (None, "draft", "member"):
        raise UsageError(f"'{by}' is no unit", where="--by", remedy="draft or member")
    check_targets(report, plot)
    from sim.studies.votes.cases import earlier_scenarios, load_cases

    names = scenarios or [*earlier_scenarios(), FLAGSHIP]
    if ablate:
        _ablate(load_cases(names, draws, seed), names, (draws, seed), form, (report, plot))
        return
    chosen = [layers_named(text) for text in layers or []]
    if len(chosen) > 1 or (chosen and any(name in earlier_scenarios() for name in names)):
        _no_page(report, plot)
        _compare_layers(names, chosen, (draws, seed), form)
        return
    cases = load_cases(names, draws, seed, chosen[0] if chosen else None)
    found = run_backtest(cases, method, (draws, seed))
    told = published_backtest(found, parts_of(found, cases))
    give_answer(
        told,
        lambda: backtest_page(
            told, scores_of(found), _study(names, (draws, seed), counted=report is not None), by
        ),
        form,
        (report, plot),
    )
    if form in (Format.TABLE, Format.MD):
        _note_unscored(found)


def _note_unscored(backtest: Backtest) -> None:
    for symbol in backtest.unscored:
        note(f"{symbol} was put to the vote in no world and is not scored")


def _ablate(
    cases: Sequence[RecordedCase],
    names: Sequence[str],
    draw: tuple[int, int],
    form: Format,
    targets: tuple[Path | None, Path | None],
) -> None:
    """What is lost without each part."""
    from sim.engines.parallel import on_threads
    from sim.report.ablation_page import ablation_page
    from sim.studies.votes.ablation_rows import published_ablations
    from sim.studies.votes.ablations import ablation_count, ablations, text_ranges
    from sim.studies.votes.cases import whole_fit

    whole = whole_fit(cases, note)
    note("each coefficient in turn is set to zero and the others are fitted afresh")
    with progress("guards", ablation_count(), unit="guards") as advance:
        found = ablations(cases, whole, mapper=on_threads, progress=advance)
    told = published_ablations(found, text_ranges(cases, whole.coefficients))
    study = _study(names, draw, counted=targets[0] is not None)
    give_answer(told, lambda: ablation_page(told, study), form, targets)


def _no_page(report: Path | None, plot: Path | None) -> None:
    """Refuse a page or a figure of what has none, before anything is computed."""
    if report is not None or plot is not None:
        raise UsageError(
            "pages and figures show the scores of one evidence",
            where="--report" if report is not None else "--plot",
            remedy="leave it out, and take -f md or -f csv",
        )


def run_backtest(cases: Sequence[RecordedCase], method: str, draw: tuple[int, int]) -> Backtest:
    """The backtest, with its progress on stderr; see ``whole_backtest``."""
    from sim.studies.votes.cases import whole_backtest

    with progress("texts", len(cases), unit="texts") as advance:
        return whole_backtest(cases, method, *draw, tell=note, progress=advance)


def _compare_layers(
    names: Sequence[str], chosen: Sequence[list[str] | None], draw: tuple[int, int], form: Format
) -> None:
    """The same texts from different evidence, by the shipped coefficients."""
    from sim.report.document import table_of
    from sim.scenario.errors import ScenarioErrors
    from sim.studies.votes.cases import load_cases
    from sim.studies.votes.published import TextForecast, text_forecast

    rows: list[tuple[Cell, ...]] = []
    for layers in chosen:
        cases: list[RecordedCase] = []
        for name in names:
            try:
                cases += load_cases([name], *draw, layers)
            except ScenarioErrors as error:
                if not all(problem.code == "E212" for problem in error.problems):
                    raise
        if not cases:
            raise CouncilError(
                f"no scenario knows the layers {','.join(layers or [])}", where="--layers",
                remedy="`council show SCENARIO` lists its layers",
            )  # fmt: skip
        backtest = run_backtest(cases, "given", draw)
        document_table = table_of(
            TextForecast, [text_forecast(forecast) for forecast in backtest.model]
        )
        rows += [(",".join(layers or []), *row[1:]) for row in document_table.rows]
        _note_unscored(backtest)
    heads = ("layers", *document_table.columns[1:])
    emit(DocumentTable(heads, rows, "What each evidence could tell"), form)


def _study(names: Sequence[str], draw: tuple[int, int], *, counted: bool) -> Study:
    """What the page says of itself; where asked for, numbers are counted over all scenarios."""
    from sim.report.study import Study
    from sim.scenario.load import load_scenario
    from sim.scenario.priors import quantities

    numbers = [number for name in names if counted for number in quantities(load_scenario(name))]
    text = names[0] if len(names) == 1 else f"{len(names)} scenarios, {names[0]} to {names[-1]}"
    return Study(
        title="How well recorded votes are forecast",
        scenario=text,
        command=command_line(),
        seed=draw[1],
        replicates=draw[0],
        assumed=sum(number.grade == "assumed" for number in numbers),
        numbers=len(numbers),
    )
