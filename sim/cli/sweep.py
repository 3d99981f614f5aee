"""The command ``sweep``: the forecast over a grid or a design of values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.output import Cell, Format, FormatOption, Table, emit, note, progress
from sim.cli.study_options import (
    LayersOption,
    PlotOption,
    ReportOption,
    ScenarioArgument,
    SeedOption,
    check_targets,
    fixed_and_axes,
    load,
    more_than_one,
    study_of,
    varied,
    write_targets,
)
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.report.charts import HeatMap, SweepLine
    from sim.scenario.schema import Scenario
    from sim.studies.sweep.designs import Value
    from sim.studies.sweep.kept import Kept
    from sim.studies.sweep.sweep import Question, Row

SHADES = " ░▒▓█"
"""Cells of a heat map in the terminal, from the lowest to the highest share."""
WIDE = 40
"""Characters of a line's bar in the terminal."""
MEASURE = "expected_adopted"


def sweep(
    scenario: ScenarioArgument,
    set_: Annotated[
        list[str],
        typer.Option("-S", "--set", metavar="PATH=LOW:HIGH:STEP|X,Y",
                     help="What varies; one value alone fixes a path."),
    ],
    replicates: Annotated[
        int, typer.Option("--replicates", "-n", help="Worlds at each point.")
    ] = 500,
    design: Annotated[str, typer.Option(help="grid, latin-hypercube or sobol.")] = "grid",
    points: Annotated[int, typer.Option(help="Points of a design that is no grid.")] = 64,
    seed: SeedOption = 0,
    layers: LayersOption = None,
    draft: Annotated[
        str | None, typer.Option("--draft", help="Draft to draw; the first if left out.")
    ] = None,
    form: FormatOption = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Folder to keep it in, and to resume.")
    ] = None,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:  # fmt: skip
    """Run a scenario at every point of a design; all points share their luck.

    The answer is tidy: a row for each measure of each draft at each point (--format csv). With -o
    every finished point is kept at once, and the same command goes on where it was stopped.
    """
    more_than_one(replicates)
    check_targets(report, plot)
    fixed, axes = fixed_and_axes(set_)
    base = load(scenario, fixed, layers)
    from sim.scenario.load import scenario_hash
    from sim.studies.sweep.designs import design as points_of
    from sim.studies.sweep.sweep import Question

    chosen = tuple(points_of(design, axes, points, seed))
    question = Question(scenario_hash(base), tuple(axes), chosen, replicates, seed)
    target = draft or next(iter(base.drafts))
    if target not in base.drafts:
        raise UsageError(
            f"the scenario has no draft '{target}'",
            where="--draft",
            remedy=f"one of {', '.join(base.drafts)}",
        )

    def vary(words: Mapping[str, Value]) -> Scenario:
        return varied(scenario, fixed, words, layers)

    found = _compute(base, vary, question, output)
    _show(question, found, target, design, form)
    if report is not None or plot is not None:
        _write(base, question, found, (target, design), (report, plot))


def _compute(base: Scenario, vary: Any, question: Question, output: Path | None) -> list[Row]:
    from sim.studies.sweep.kept import Kept

    if output is None:
        return _points(base, vary, question, None)
    with Kept(output, question) as kept:
        found = _points(base, vary, question, kept)
    note(f"kept in {output}")
    return found


def _points(base: Scenario, vary: Any, question: Question, kept: Kept | None) -> list[Row]:
    from functools import partial

    from sim.engines.run import run_worlds
    from sim.studies.sweep.sweep import rows, runner

    found = kept.open() if kept is not None else []
    done = len({row.point for row in found})
    if done:
        note(f"{done} of {len(question.points)} points were there already")
    with progress("sweeping", (len(question.points) - done) * question.replicates) as advance:
        run = runner(base, vary, partial(run_worlds, advance=advance), question)
        for part in rows(question, run, done):
            if kept is not None:
                kept.append(part)
            found += part
    return found


def _chart(found: Sequence[Row], draft: str) -> dict[int, Row]:
    return {row.point: row for row in found if row.draft == draft and row.measure == MEASURE}


def _show(question: Question, found: list[Row], draft: str, design: str, form: Format) -> None:
    from sim.studies.sweep.sweep import tidy

    if form is not Format.TABLE:
        columns, table = tidy(question, found)
        emit(Table(columns, table), form)
        return
    chart = _chart(found, draft)
    typer.echo(f"Mean exact chance that {draft} is adopted; {question.replicates:,} worlds a point")
    if design == "grid" and len(question.axes) == 2:
        _print_map(question, chart)
        return
    paths = [axis.path for axis in question.axes]
    rows: list[tuple[Cell, ...]] = [
        (*(point[path] for path in paths), row.interval.value, row.interval.low,
         row.interval.high, "█" * round(WIDE * row.interval.value))
        for point, row in zip(question.points, chart.values(), strict=True)
    ]  # fmt: skip
    short = tuple(path.rpartition(".")[2] for path in paths)
    heads = short if len(set(short)) == len(short) else tuple(paths)
    for path, head in zip(paths, heads, strict=True):
        if path != head:
            typer.echo(f"{head}: {path}")
    emit(Table((*heads, "chance", "low", "high", ""), rows), Format.TABLE)


def _print_map(question: Question, chart: Mapping[int, Row]) -> None:
    """Two axes as a heat map in characters: rows are the first path, columns the second."""
    down, across = question.axes
    typer.echo(f"rows: {down.path}\ncolumns: {across.path}\n")
    values = [row.interval.value for row in chart.values()]
    table = []
    for i, value in enumerate(down.values):
        cells: list[Cell] = [_short(value)]
        for j in range(len(across.values)):
            share = values[i * len(across.values) + j]
            shade = SHADES[min(int(share * len(SHADES)), len(SHADES) - 1)]
            cells.append(f"{shade * 2} {share:.2f}")
        table.append(tuple(cells))
    emit(Table(("", *(_short(value) for value in across.values)), table), Format.TABLE)


def _short(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else value


def _write(
    base: Scenario,
    question: Question,
    found: list[Row],
    about: tuple[str, str],
    targets: tuple[Path | None, Path | None],
) -> None:
    from dataclasses import replace

    from sim.report.context import names_from
    from sim.report.line_charts import heat_map, sweep_line
    from sim.report.paths import path_in_words
    from sim.report.study_data import Sweep
    from sim.report.study_pages import sweep_page
    from sim.studies.sweep.sweep import tidy

    draft, design = about
    lines, maps = _figures(question, found, draft, design)
    columns, table = tidy(question, found)
    study = study_of(base, question.seed, question.replicates)
    # Every row of the page is of the same measure, so its column says nothing there.
    kept = [row for row in table if row[-4] == MEASURE]
    words = tuple(tuple(_cell(cell) for cell in (*row[:-4], *row[-3:])) for row in kept)
    names = names_from(base)
    lines = tuple(replace(one, path=path_in_words(one.path, names)) for one in lines)
    maps = tuple(
        replace(
            one,
            x_path=path_in_words(one.x_path, names),
            y_path=path_in_words(one.y_path, names),
        )
        for one in maps
    )
    heads = tuple(path_in_words(c, names) if "." in c else c for c in columns[:-4])
    columns = (*heads, "chance of adoption", *columns[-2:])
    page = sweep_page(Sweep(study, design, lines, maps, columns, words))
    figure = sweep_line(lines[0]) if lines else heat_map(maps[0]) if maps else None
    if targets[1] is not None and figure is None:
        note("no figure: a plot needs a grid over one or two paths, or one range")
    write_targets((targets[0], page), (targets[1], figure))


def _cell(value: Cell) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _figures(
    question: Question, found: list[Row], draft: str, design: str
) -> tuple[tuple[SweepLine, ...], tuple[HeatMap, ...]]:
    from sim.report.charts import HeatMap, Series, SweepLine

    if len(question.axes) == 1 and question.axes[0].numeric:
        axis = question.axes[0]
        drafts = dict.fromkeys(row.draft for row in found if row.draft)
        series = []
        for name in drafts:
            chart = _chart(found, name)
            order = sorted(chart, key=lambda p: float(question.points[p][axis.path]))
            spans = [chart[p].interval for p in order]
            x = tuple(float(question.points[p][axis.path]) for p in order)
            y, low, high = (
                tuple(min(1.0, max(0.0, getattr(one, end))) for one in spans)
                for end in ("value", "low", "high")
            )
            series.append(Series(name, x, y, low, high))
        return (SweepLine(axis.path, "mean exact chance of adoption", tuple(series)),), ()
    if len(question.axes) == 2 and design == "grid":
        down, across = question.axes
        chart = _chart(found, draft)
        width = len(across.values)
        values = tuple(
            tuple(chart[i * width + j].interval.value for j in range(width))
            for i in range(len(down.values))
        )
        names = [tuple(_short(value) for value in axis.values) for axis in (across, down)]
        what = f"mean exact chance that {draft} is adopted"
        return (), (HeatMap(across.path, down.path, what, names[0], names[1], values),)
    return (), ()
