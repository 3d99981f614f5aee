"""The command ``sensitivity``: which number matters, and which evidence is worth improving."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.output import Cell, Format, FormatOption, Table, emit, emit_json, progress, warn
from sim.cli.study_options import (
    LayersOption,
    PlotOption,
    ReportOption,
    ScenarioArgument,
    SeedOption,
    check_targets,
    fixed_and_axes,
    load,
    study_of,
    varied,
    write_targets,
)
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario
    from sim.studies.sensitivity.analysis import Bench, Share
    from sim.studies.sensitivity.one_at_a_time import MorrisResult, Tornado
    from sim.studies.sensitivity.sobol import SobolResult

METHODS = ("sobol", "morris", "one-at-a-time")
SHOWN = 15
"""Rows of a table in the terminal; the other forms have all."""
BAR = 8
"""Characters of the longest bar."""


def sensitivity(
    scenario: ScenarioArgument,
    method: Annotated[str, typer.Option(help="sobol, morris or one-at-a-time.")] = "sobol",
    outcome: Annotated[
        list[str] | None, typer.Option(help="adopted(DRAFT), yes(DRAFT), plan_carried_out ...")
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("-S", "--set", metavar="PATH=VALUE|LOW:HIGH|X,Y",
                     help="Fix a value, or give a range or a list as a further input."),
    ] = None,
    inputs: Annotated[
        list[str] | None, typer.Option("--inputs", help="Only numbers whose path fits, with *.")
    ] = None,
    base: Annotated[
        int, typer.Option("--base", min=2, help="Points of the base design (sobol).")
    ] = 256,
    numbers: Annotated[
        int, typer.Option("--numbers", min=0, help="Numbers taken one by one (sobol).")
    ] = 12,
    modal: Annotated[
        bool, typer.Option("--modal", help="One at a time in the modal world, every number.")
    ] = False,
    trajectories: Annotated[
        int, typer.Option("--trajectories", min=2, help="Trajectories (morris).")
    ] = 10,
    seed: SeedOption = 0,
    layers: LayersOption = None,
    form: FormatOption = Format.TABLE,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:  # fmt: skip
    """Tell which uncertain numbers an outcome depends on, alone and by actor and by source.

    sobol: shares of the outcome's variance, and what learning each would remove of it, over all
    worlds. morris: a screening of every number. one-at-a-time: each number from its 10th to its
    90th percentile, over all worlds or with --modal in the modal world.
    """
    if method not in METHODS:
        raise UsageError(f"there is no method '{method}'", remedy=f"one of {', '.join(METHODS)}")
    check_targets(report, plot)
    fixed, axes = fixed_and_axes(set_ or [])
    scenario_ = load(scenario, fixed, layers)
    from sim.studies.sensitivity.analysis import bench

    def vary(words: Mapping[str, str]) -> Scenario:
        return varied(scenario, fixed, words, layers)

    for axis in axes:
        for end in axis.range or ():
            vary({axis.path: f"{end:g}"})  # a wrong path and an end out of range are told here
    on = bench(scenario_, axes, inputs or (), outcome or (), _remembered(vary))
    if method == "morris":
        _show_morris(on, _morris(on, trajectories, seed), form)
        return
    tornado = _modal_tornado(on) if modal else _tornado(on, numbers, base, seed)
    sobol: SobolResult | None = None
    if method == "one-at-a-time":
        _show_tornado(on, tornado, form, modal=modal)
    else:
        sobol = _sobol(on, list(tornado.paths), base, seed)
        _show_sobol(on, tornado, sobol, form, modal=modal)
    if report is not None or plot is not None:
        _write(on, tornado, sobol, seed, (report, plot))


def _remembered(
    vary: Callable[[Mapping[str, str]], Scenario],
) -> Callable[[Mapping[str, str]], Scenario]:
    known: dict[tuple[tuple[str, str], ...], Scenario] = {}

    def remember(words: Mapping[str, str]) -> Scenario:
        key = tuple(words.items())
        if key not in known:
            known[key] = vary(words)
        return known[key]

    return remember


def _modal_tornado(on: Bench) -> Tornado:
    from sim.engines.run import central
    from sim.studies.sensitivity.analysis import in_the_modal_world

    return in_the_modal_world(on, central)


def _tornado(on: Bench, numbers: int, base: int, seed: int) -> Tornado:
    from functools import partial

    from sim.engines.run import run_worlds
    from sim.studies.sensitivity.analysis import PILOT, the_strongest

    with progress("one at a time", PILOT + base * (2 * numbers + 1)) as advance:
        return the_strongest(on, partial(run_worlds, advance=advance), numbers, base, seed)


def _morris(on: Bench, trajectories: int, seed: int) -> MorrisResult:
    from functools import partial

    from sim.engines.run import run_worlds
    from sim.studies.sensitivity.analysis import screening

    with progress("screening", trajectories * (len(on.inputs) + 1)) as advance:
        return screening(on, partial(run_worlds, advance=advance), trajectories, seed)


def _sobol(on: Bench, singles: list[str], base: int, seed: int) -> SobolResult:
    from functools import partial

    from sim.engines.run import run_worlds
    from sim.studies.sensitivity.analysis import groups_of, variance_based

    size = 1 << (base - 1).bit_length()
    total = size * (len(groups_of(on, singles)) + 2)
    with progress("sampling", total) as advance:
        return variance_based(on, partial(run_worlds, advance=advance), singles, base, seed)


def _grades(on: Bench) -> dict[str, str]:
    return {one.path: one.labels["grade"][0] for one in on.inputs}


def _bar(value: float, most: float) -> str:
    return "█" * round(BAR * value / most) if most > 0.0 and isfinite(value) else ""


def _show_tornado(on: Bench, found: Tornado, form: Format, *, modal: bool) -> None:
    grades = _grades(on)
    rows: list[tuple[Cell, ...]] = []
    for row, name in enumerate(on.names):
        order = sorted(range(len(found.paths)), key=lambda i: -found.swing[row, i])
        most = float(found.swing[row].max(initial=0.0))
        for i in order[: SHOWN if form is Format.TABLE else None]:
            path, swing = found.paths[i], float(found.swing[row, i])
            ends = (float(found.low[row, i]), float(found.high[row, i]))
            tail = (_bar(swing, most),) if form is Format.TABLE else (float(found.middle[row]),)
            rows.append((name, path, grades[path], *ends, swing, *tail))
    if form is not Format.TABLE:
        heads = ("outcome", "number", "grade", "at_10", "at_90", "swing", "middle")
        emit(Table(heads, rows), form)
        return
    where = "in the modal world" if modal else "means over all worlds"
    for row, name in enumerate(on.names):
        whole = "with every number at its centre" if modal else f"over {found.runs:,} worlds"
        typer.echo(f"{name}: {found.middle[row]:.3f} {whole}")
        mine = [told[1:] for told in rows if told[0] == name]
        title = f"One number at a time, at its 10th and 90th percentile; {where}"
        shown = ("number", "grade", "at_10", "at_90", "swing", "")
        emit(Table(shown, mine, title, 2, whole=("number",)), form)
        _name_statements(on, [str(told[0]) for told in mine])


def _show_morris(on: Bench, found: MorrisResult, form: Format) -> None:
    grades = _grades(on)
    rows: list[tuple[Cell, ...]] = []
    for row, name in enumerate(on.names):
        order = sorted(range(len(found.paths)), key=lambda i: -found.strength[row, i])
        for i in order[: SHOWN if form is Format.TABLE else None]:
            path = found.paths[i]
            values = (found.strength[row, i], found.confidence[row, i], found.bend[row, i])
            rows.append((name, path, grades[path], *(float(value) for value in values)))
    heads = ("outcome", "number", "grade", "mu_star", "confidence", "sigma")
    if form is not Format.TABLE:
        emit(Table(heads, rows), form)
        return
    for name in on.names:
        mine = [told[1:] for told in rows if told[0] == name]
        title = f"{name}: elementary effects (Morris), {found.runs:,} worlds"
        emit(Table(heads[1:], mine, title, whole=("number",)), form)
        _name_statements(on, [str(told[0]) for told in mine])


def _name_statements(on: Bench, paths: list[str]) -> None:
    """Say whose the statements among ``paths`` are, which their numbers do not tell."""
    for n, said in enumerate(on.scenario.statements):
        if f"statements.{n}.pull" in paths:
            when = f"{said.at.day} {said.at:%B}"
            typer.echo(f"statements.{n}.pull: {said.speaker} on {said.draft}, {when}")


def _show_sobol(
    on: Bench, tornado: Tornado, found: SobolResult, form: Format, *, modal: bool
) -> None:
    from sim.studies.sensitivity.analysis import shares

    grades, singles = _grades(on), tornado.paths
    rows: list[tuple[Cell, ...]] = []
    parts = []
    for row, name in enumerate(on.names):
        told = shares(on, found, row, singles)
        told_of = (float(found.mean[row]), float(found.variance[row]), found.why_untold(row))
        parts.append((name, *told_of, told))
        rows += [_share_row(name, one, grades) for one in told]
    if form is not Format.TABLE:
        heads = (
            "outcome", "kind", "group", "numbers", "first", "first_low", "first_high", "total",
            "total_low", "total_high", "variance_removed", "grade",
        )  # fmt: skip
        if form is Format.JSON:
            emit_json(
                {
                    name: {
                        "mean": mean,
                        "variance": variance,
                        "worlds": found.runs,
                        "not_estimated": f"{name} {why}" if why else None,
                        "groups": [dict(zip(heads[1:], r[1:], strict=True)) for r in rows
                                   if r[0] == name],
                    }
                    for name, mean, variance, why, _ in parts
                }
            )  # fmt: skip
        else:
            emit(Table(heads, rows), form)
        for name, _, _, why, _ in parts:
            if why:
                warn(f"{name} {why}; ask for more with --base")
        return
    _show_tornado(on, tornado, form, modal=modal)
    for name, mean, variance, why, told in parts:
        _print_mean((name, mean, variance), found.runs)
        if why:
            typer.echo(f"It {why}: ask for more with --base.")
        else:
            _print_shares(on, variance, told)


def _share_row(name: str, one: Share, grades: dict[str, str]) -> tuple[Cell, ...]:
    grade = grades.get(one.name)
    return (name, one.kind, one.name, one.inputs, *one.first, *one.total, one.worth, grade)


def _print_mean(about: tuple[str, float, float], runs: int) -> None:
    name, mean, variance = about
    typer.echo(
        f"{name} over all worlds: mean {mean:.3f}, standard deviation {variance**0.5:.3f}; "
        f"{runs:,} worlds"
    )


def _print_shares(on: Bench, variance: float, told: list[Share]) -> None:
    grades = _grades(on)
    whole = next(one for one in told if one.kind == "all")
    value, low, high = whole.first
    if isfinite(value):
        typer.echo(f"all {whole.inputs} uncertain numbers together explain {value:.0%} of the")
        typer.echo(f"variance ({low:.0%} to {high:.0%}); the rest is luck\n")
    heads = ("", "numbers", "first", "total", "low", "high", "")
    known = [one.total[0] for one in told if one.kind != "all" and isfinite(one.total[0])]
    most = max(known, default=0.0)
    for kind, title in (("actor", "By actor"), ("source", "By source"), ("issue", "By issue")):
        mine = [one for one in told if one.kind == kind][:SHOWN]
        rows = [
            (one.name, one.inputs, one.first[0], *one.total, _bar(max(0.0, one.total[0]), most))
            for one in mine
        ]
        emit(Table(heads, rows, f"{title}: share of the variance", digits=2), Format.TABLE)
    ranked = sorted(
        (o for o in told if o.kind in ("number", "source") and isfinite(o.worth)),
        key=lambda one: -one.worth,
    )[:SHOWN]
    worth = [
        (one.name, one.kind, grades.get(one.name), one.worth / variance if variance else 0.0)
        for one in ranked
    ]
    title = "Worth learning better: share of the variance expected to go"
    last = ("evidence", "kind", "grade", "goes")
    emit(Table(last, worth, title, digits=2, whole=("evidence",)), Format.TABLE)
    _name_statements(on, [one.name for one in ranked])
    typer.echo("Shares are estimates; below 0.05 or so they are within their own noise.")


def _write(
    on: Bench, tornado: Tornado, sobol: SobolResult | None, seed: int, targets: tuple[Any, Any]
) -> None:
    from sim.report.bar_charts import tornado as draw
    from sim.report.context import evidence_behind, names_from
    from sim.report.from_studies import Known, sensitivity_data
    from sim.report.paths import outcome_in_words
    from sim.report.study_pages import sensitivity_page

    groups = [group.partition(":")[2] for group in sobol.groups] if sobol else []
    entries, keys = evidence_behind(on.scenario, [*tornado.paths, *groups])
    runs = sobol.runs if sobol else 1
    study = study_of(on.scenario, on.scenario.title, seed, runs, entries)
    sources = {key: source.title for key, source in on.scenario.sources.items()}
    known = Known(names_from(on.scenario), _grades(on), keys, sources)
    words = outcome_in_words(on.names[0])
    data = sensitivity_data(study, (words, 0), one_at_a_time=tornado, sobol=sobol, known=known)
    figure = draw(data.tornado) if data.tornado is not None else None
    write_targets((targets[0], sensitivity_page(data)), (targets[1], figure))
