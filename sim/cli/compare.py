"""The command ``compare``: two scenarios or runs, or the engine beside other models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.cost import DryRunOption, YesOption
from sim.cli.output import Format, FormatOption, note
from sim.cli.study_options import (
    ChangeOptions,
    FollowOption,
    LayersOption,
    PinOption,
    PlotOption,
    ReportOption,
    SetOption,
    WithoutOption,
    asked_scenario,
    check_targets,
    command_line,
    give_answer,
    give_result,
    study_of,
)
from sim.cli.unused import refuse_unused
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from sim.api.ask_pair import Side


def compare(
    context: typer.Context,
    first: Annotated[str, typer.Argument(help="A scenario or run; with --models also a table.")],
    second: Annotated[
        str | None, typer.Argument(help="The scenario or run to compare it with.")
    ] = None,
    models: Annotated[
        bool, typer.Option("--models", help="Compare with classical models instead.")
    ] = False,
    capability: Annotated[
        str,
        typer.Option(help="With --models, weights of members: shapley-shubik, banzhaf or equal."),
    ] = "shapley-shubik",
    replicate: Annotated[
        int | None, typer.Option(min=0, help="World to follow. Default: the first that differs.")
    ] = None,
    replicates: Annotated[
        int | None, typer.Option("--replicates", "-n", help="Number of worlds in each arm.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", min=0, help="Seed of all random draws.")
    ] = None,
    set_: SetOption = None,
    pin: PinOption = None,
    follow: FollowOption = None,
    without: WithoutOption = None,
    layers: LayersOption = None,
    form: FormatOption = Format.TABLE,
    report: ReportOption = None,
    plot: PlotOption = None,
    dry_run: DryRunOption = False,
    yes: YesOption = False,
) -> None:
    """Compare two scenarios or kept runs, and show where and why one of their worlds diverges.

    With --models: compare the engine, the weighted mean and median, the Nash product, the
    challenge model and always-yes on the same preferences. FIRST may also be a KTAB or #A #P #M #D
    table.
    """
    check_targets(report, plot)
    options = ChangeOptions(set_, pin, follow, without, layers)
    if models:
        if second is not None:
            raise UsageError("--models compares one scenario", remedy="omit the second one")
        unused = ("replicate", "replicates", "seed", "dry_run", "yes")
        refuse_unused(context, "with --models, which follows no worlds", unused=unused)
        _models(context, first, options, capability, form, (report, plot))
        return
    if second is None:
        raise UsageError(
            "there is nothing to compare with",
            remedy="name a second scenario or run, or add --models",
        )
    refuse_unused(context, "without --models", unused=("capability",))
    from sim.api.ask_pair import ask_pair, is_kept_run
    from sim.cli.watching import TerminalWatch

    if all(is_kept_run(name) for name in (first, second)):
        changing = ("set_", "pin", "follow", "without", "layers")
        refuse_unused(context, "on kept runs, which cannot be changed", unused=changing)
    sides = _side(first, options), _side(second, options)
    watch = TerminalWatch(dry_run=dry_run, yes=yes)
    pair_result = ask_pair(*sides, (replicates, seed), replicate, watch)
    give_result(pair_result, form, (report, plot))
    alone = (
        ("first", pair_result.comparison.only_before),
        ("second", pair_result.comparison.only_after),
    )
    for name, only in alone if form is not Format.JSON else ():
        if only:
            note(f"only in the {name}: {', '.join(only)}")


def _side(name: str, options: ChangeOptions) -> Side:
    """A kept run by name, or a scenario with the changes of the options."""
    from sim.api.ask_pair import is_kept_run

    if not is_kept_run(name):
        return asked_scenario(name, options)
    if options.layers or options.words().any():
        note("options that change a scenario cannot be applied to a kept run")
    return name


def _models(
    context: typer.Context,
    name: str,
    options: ChangeOptions,
    capability: str,
    form: Format,
    targets: tuple[Path | None, Path | None],
) -> None:
    """Compare solvers on a table of another model, or with the engine on a scenario."""
    from sim.report.models_page import models_page, table_page
    from sim.report.study import Study
    from sim.report.tables import records

    path = Path(name)
    if path.is_file() and path.suffix not in (".yaml", ".yml"):
        from sim.studies.models.solvers import SOLVERS
        from sim.studies.models.table_files import read_preferences

        changing = ("set_", "pin", "follow", "without", "layers", "capability")
        refuse_unused(context, "on a table of another model", unused=changing)
        imported = read_preferences(path)
        solutions = [solver(imported.table) for solver in SOLVERS.values()]
        title = imported.table.name.strip()
        page = table_page(imported, solutions, Study(title, path.name, command_line()))
    else:
        from sim.engines.run import central
        from sim.studies.models.comparison import compare_models

        scenario = asked_scenario(name, options).data
        comparison = compare_models(scenario, central, capability)
        page = models_page(comparison, study_of(scenario, None, 1))
    assert page.data is not None
    give_answer(records(page.data), lambda: page, form, targets)
