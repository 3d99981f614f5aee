"""The command ``compare``: two scenarios or runs, or the engine beside other models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.cost import DryRunOption, YesOption, check_cost
from sim.cli.open_scenarios import OpenScenarios
from sim.cli.output import Format, FormatOption, note, progress
from sim.cli.study_options import (
    LayersOption,
    PlotOption,
    ReportOption,
    SetOption,
    check_targets,
    command_line,
    give_answer,
    study_of,
)
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario

DEFAULT_REPLICATES = 1000
RESULTS = Path("results")


def compare(
    first: Annotated[str, typer.Argument(help="A scenario, a run, or a table with --models.")],
    second: Annotated[str | None, typer.Argument(help="What to compare it with.")] = None,
    models: Annotated[
        bool, typer.Option("--models", help="Compare with the classical solvers instead.")
    ] = False,
    capability: Annotated[
        str, typer.Option(help="Weights of members: shapley-shubik, banzhaf or equal.")
    ] = "shapley-shubik",
    replicate: Annotated[
        int | None, typer.Option(min=0, help="The world to follow; by default one that differs.")
    ] = None,
    replicates: Annotated[
        int | None, typer.Option("--replicates", "-n", help="Worlds in each arm.")
    ] = None,
    seed: Annotated[int | None, typer.Option("--seed", min=0, help="Root of all chance.")] = None,
    set_: SetOption = None,
    layers: LayersOption = None,
    form: FormatOption = Format.TABLE,
    report: ReportOption = None,
    plot: PlotOption = None,
    dry_run: DryRunOption = False,
    yes: YesOption = False,
) -> None:
    """Compare two scenarios or kept runs, and tell where one world of theirs parts, and why.

    With --models: the engine, the weighted mean and median, the Nash product, the challenge model
    and always-yes on the same preferences; FIRST may also be a KTAB or #A #P #M #D table.
    """
    check_targets(report, plot)
    if models:
        if second is not None:
            raise UsageError("--models compares one scenario", remedy="leave the second one out")
        _models(first, (list(set_ or []), layers), capability, form, (report, plot))
        return
    if second is None:
        raise UsageError(
            "there is nothing to compare with", remedy="name a second one, or add --models"
        )
    one, two = (_arm(name, list(set_ or []), layers) for name in (first, second))
    seed = _common("seed", seed, one[1], two[1], 0)
    worlds = _common("replicates", replicates, one[2], two[2], DEFAULT_REPLICATES)
    from sim.report.compare_page import compare_page
    from sim.studies.compare.pair import compare_pair, published_pair

    check_cost(one[0], 2 * worlds, dry_run=dry_run, yes=yes)
    with progress("comparing", 2 * worlds) as advance:
        found = compare_pair((one[0], two[0]), worlds, seed, replicate, advance)
    give_answer(
        published_pair(found),
        lambda: compare_page(found, study_of(found.first, found.seed, worlds)),
        form,
        (report, plot),
    )
    alone = (("first", found.comparison.only_before), ("second", found.comparison.only_after))
    for name, only in alone if form is not Format.JSON else ():
        if only:
            note(f"only in the {name}: {', '.join(only)}")


def _arm(
    name: str, overrides: list[str], layers: str | None
) -> tuple[Scenario, int | None, int | None]:
    """A scenario, with the seed and the number of worlds where it is that of a kept run."""
    path = Path(name)
    for folder in (path, RESULTS / name):
        if (folder / "manifest.json").is_file():
            from sim.results.replay import scenario_of
            from sim.results.runs import find_run

            run = find_run(folder.parent, folder.name)
            if run.manifest is None:
                raise UsageError(
                    "the manifest of this run cannot be read",
                    where=str(folder),
                    remedy="run the scenario again",
                )
            identity = run.manifest.identity
            if overrides or layers:
                note("-S and --layers do not change a run that was kept")
            return scenario_of(run), identity.seed, identity.replicates
    return OpenScenarios(layers).changed(name, overrides), None, None


def _common(name: str, asked: int | None, one: int | None, two: int | None, usual: int) -> int:
    """What both arms have in common: asked for, or that of the runs."""
    if asked is not None:
        return asked
    known = {value for value in (one, two) if value is not None}
    if len(known) > 1:
        if name == "seed":
            raise UsageError(
                "the runs have different seeds, so no world of one belongs to one of the other",
                why="their luck is not the same",
                remedy="--seed 0 computes both again on the same draws",
            )
        return min(known)
    return next(iter(known), usual)


def _models(
    name: str,
    how: tuple[list[str], str | None],
    capability: str,
    form: Format,
    targets: tuple[Path | None, Path | None],
) -> None:
    """The solvers on a table of another model, or with the engine on a scenario."""
    from sim.report.models_page import models_page, table_page
    from sim.report.study import Study
    from sim.report.tables import records

    path = Path(name)
    if path.is_file() and path.suffix not in (".yaml", ".yml"):
        from sim.studies.models.solvers import SOLVERS
        from sim.studies.models.table_files import read_preferences

        imported = read_preferences(path)
        solutions = [solver(imported.table) for solver in SOLVERS.values()]
        title = imported.table.name.strip()
        page = table_page(imported, solutions, Study(title, path.name, command_line()))
    else:
        from sim.engines.run import central
        from sim.studies.models.comparison import compare_models

        scenario = OpenScenarios(how[1]).changed(name, how[0])
        found = compare_models(scenario, central, capability)
        page = models_page(found, study_of(scenario, None, 1))
    assert page.data is not None
    give_answer(records(page.data), lambda: page, form, targets)
