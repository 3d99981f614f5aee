"""The command ``backtest``: how well recorded votes are forecast, beside simple baselines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.fit import DRAWS
from sim.cli.output import Format, FormatOption, Table, emit, emit_json, note, progress
from sim.cli.study_options import (
    PlotOption,
    ReportOption,
    SeedOption,
    check_targets,
    command_line,
    layers_of,
    write_targets,
)
from sim.domain.errors import CouncilError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.domain.intervals import Interval
    from sim.report.study import Study
    from sim.studies.votes.backtest import Backtest
    from sim.studies.votes.likelihood import Case
    from sim.studies.votes.scorecard import Bin, Card, DraftForecast

FLAGSHIP = "aleppo-2016-10-08"

HEADS = (
    "forecaster", "votes", "hits", "log_score", "low", "high", "behind_model", "behind_low",
    "behind_high", "brier", "balanced", "rejected_f1", "adoption_hits", "drafts", "adoption_log",
    "adoption_brier",
)  # fmt: skip
BRIEF = ("forecaster", "hits", "log_score", "behind_model", "brier", "balanced", "rejected_f1")


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
            "member, roll-calls or remembered, with pens put wrong, or what the coding gives away."
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
    from sim.studies.votes.backtest import METHODS

    if base:
        from sim.cli.base import print_backtest

        _only_scores(report, plot, ablate=True)
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
    _only_scores(report, plot, ablate=ablate)
    from sim.studies.votes.cases import earlier, load_cases

    names = scenarios or [*earlier(), FLAGSHIP]
    if ablate:
        from sim.cli.ablation import print_ablation

        print_ablation(load_cases(names, draws, seed), form)
        return
    chosen = [layers_of(text) for text in layers or []]
    if len(chosen) > 1 or (chosen and any(name in earlier() for name in names)):
        _only_scores(report, plot, ablate=True)
        _compare_layers(names, chosen, (draws, seed), form)
        return
    cases = load_cases(names, draws, seed, chosen[0] if chosen else None)
    found = run(cases, method, (draws, seed))
    _print(found, cases, by, form)
    if report is not None or plot is not None:
        _write(found, cases, names, (draws, seed), (report, plot))


def _only_scores(report: Path | None, plot: Path | None, *, ablate: bool) -> None:
    """Refuse a page or a figure of what has none, before anything is computed."""
    if ablate and (report is not None or plot is not None):
        raise UsageError(
            "pages and figures show the scores of one evidence, without --ablate",
            where="--report" if report is not None else "--plot",
            remedy="leave it out, and take -f md or -f csv",
        )


def run(cases: Sequence[Case], method: str, draw: tuple[int, int]) -> Backtest:
    """The backtest, with its progress on stderr; see ``whole_backtest``."""
    from sim.studies.votes.cases import whole_backtest

    with progress("texts", len(cases), unit="texts") as advance:
        return whole_backtest(cases, method, *draw, tell=note, progress=advance)


def _row(card: Card) -> tuple[Any, ...]:
    behind: Interval | None = card.behind
    f1 = card.all.rejected_f1
    return (
        card.name, card.all.votes, card.all.hits, card.log_score.value, card.log_score.low,
        card.log_score.high, *((behind.value, behind.low, behind.high) if behind else (None,) * 3),
        card.all.brier, card.all.balanced, None if f1 != f1 else f1, card.adoption_hits,
        card.drafts, card.adoption_log, card.adoption_brier,
    )  # fmt: skip


def _print(found: Backtest, cases: Sequence[Case], by: str | None, form: Format) -> None:
    from sim.studies.votes.scorecard import adoption_calibration, by_member, vote_calibration

    split = _split(found, cases)
    if form is Format.JSON:
        emit_json(
            {
                "method": found.method,
                "scores": {
                    title: [dict(zip(HEADS, _row(card), strict=True)) for card in found.cards(only)]
                    for title, only in split.items()
                },
                "drafts": [_draft(f) for f in found.model],
                "members": {
                    code: {
                        "votes": s.votes,
                        "hits": s.hits,
                        "log_score": s.log_score,
                        "brier": s.brier,
                    }
                    for code, s in by_member(found.model).items()
                },
                "calibration": {
                    "yes": [vars(b) for b in vote_calibration(found.model)],
                    "adoption": [vars(b) for b in adoption_calibration(found.model)],
                },
                "unscored": list(found.unscored),
            }
        )
        return
    if form is Format.CSV:
        rows = [(title, *_row(card)) for title, only in split.items() for card in found.cards(only)]
        emit(Table(("votes_of", *HEADS), rows), form)
        return
    places = [HEADS.index(name) for name in BRIEF]
    for title, only in split.items():
        rows = [tuple(_row(card)[p] for p in places) for card in found.cards(only)]
        emit(Table(BRIEF, rows, f"{title}, {found.method}"), form)
    _print_adoption(found, form)
    emit(_bins(vote_calibration(found.model), "When yes was forecast"), form)
    if by == "draft":
        emit(_drafts(found.model), form)
    if by == "member":
        rows = [
            (code, s.votes, s.hits, s.log_score, s.brier)
            for code, s in by_member(found.model).items()
        ]
        emit(Table(("member", "votes", "hits", "log_score", "brier"), rows, "By member"), form)
    for symbol in found.unscored:
        note(f"{symbol} was put to the vote in no world and is not scored")


def _split(found: Backtest, cases: Sequence[Case]) -> dict[str, list[str] | None]:
    """All drafts; and those learned from apart from those that never are, where there are both."""
    from sim.studies.votes.backtest import learnable

    inside = [r.draft for case in cases if learnable(case) for r in case.recorded]
    known = {f.draft for f in found.model}
    before = [symbol for symbol in inside if symbol in known]
    after = [symbol for symbol in known if symbol not in inside]
    if before and after:
        return {"Earlier texts": before, "Never learned from": after}
    return {"All texts": None}


def _print_adoption(found: Backtest, form: Format) -> None:
    rows = [
        (c.name, c.adoption_hits, c.drafts, c.adoption_log, c.adoption_brier) for c in found.cards()
    ]
    heads = ("forecaster", "right", "texts", "log_score", "brier")
    emit(Table(heads, rows, "Adopted or not"), form)


def _bins(bins: Sequence[Bin], title: str) -> Table:
    rows = [(b.count, b.forecast, b.observed, b.low, b.high) for b in bins]
    return Table(("forecasts", "mean_forecast", "came_true", "low", "high"), rows, title, 2)


def _draft(forecast: DraftForecast) -> dict[str, Any]:
    from sim.studies.votes.scores import scores

    found = scores(forecast.probability, forecast.cast)
    return {
        "scenario": forecast.scenario,
        "draft": forecast.draft,
        "hits": found.hits,
        "of": found.votes,
        "log_score": found.log_score,
        "brier": found.brier,
        "adopted": forecast.adopted,
        "passed": forecast.passed,
    }


def _drafts(forecasts: Sequence[DraftForecast]) -> Table:
    rows = [tuple(_draft(f).values()) for f in forecasts]
    heads = ("scenario", "draft", "hits", "of", "log_score", "brier", "adopted", "passed")
    return Table(heads, rows, "By draft")


def _compare_layers(
    names: Sequence[str], chosen: Sequence[list[str] | None], draw: tuple[int, int], form: Format
) -> None:
    """The same texts from different evidence, by the shipped coefficients."""
    from sim.scenario.errors import ScenarioErrors
    from sim.studies.votes.cases import load_cases

    rows = []
    for layers in chosen:
        cases: list[Case] = []
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
        found = run(cases, "given", draw)
        for f in found.model:
            entry = _draft(f)
            rows.append((",".join(layers or []), *(v for k, v in entry.items() if k != "scenario")))
        for symbol in found.unscored:
            note(f"{symbol} was put to the vote in no world and is not scored")
    heads = ("layers", "draft", "hits", "of", "log_score", "brier", "adopted", "passed")
    emit(Table(heads, rows, "What each evidence could tell"), form)


def _write(
    found: Backtest,
    cases: Sequence[Case],
    names: Sequence[str],
    draw: tuple[int, int],
    targets: tuple[Path | None, Path | None],
) -> None:
    """The page and the figure of one backtest."""
    from sim.report.backtest_page import backtest_page
    from sim.report.from_studies import backtest_data
    from sim.report.line_charts import calibration

    data = backtest_data(_study(names, draw), found, _split(found, cases), _unscored(found))
    write_targets((targets[0], backtest_page(data)), (targets[1], calibration(data.calibration)))


def _unscored(found: Backtest) -> list[str]:
    return [
        f"{symbol} was put to the vote in no world and is not scored." for symbol in found.unscored
    ]


def _study(names: Sequence[str], draw: tuple[int, int]) -> Study:
    """What the page says of itself; numbers are counted over all scenarios."""
    from sim.report.study import Study
    from sim.scenario.load import load
    from sim.scenario.priors import quantities

    numbers = [number for name in names for number in quantities(load(name))]
    told = names[0] if len(names) == 1 else f"{len(names)} scenarios, {names[0]} to {names[-1]}"
    return Study(
        title="How well recorded votes are forecast",
        scenario=told,
        command=command_line(),
        seed=draw[1],
        replicates=draw[0],
        evidence={},
        assumed=sum(number.grade == "assumed" for number in numbers),
        numbers=len(numbers),
    )
