"""The command ``compare``: two scenarios or runs, or the engine beside other models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.output import Cell, Format, FormatOption, Table, emit, emit_json, note, progress
from sim.cli.study_options import (
    LayersOption,
    SetOption,
    layers_of,
    load,
)
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from sim.domain.events import Event
    from sim.scenario.schema import Scenario
    from sim.studies.compare.divergence import Difference, Parting
    from sim.studies.compare.whatif import Comparison
    from sim.studies.models.comparison import Models
    from sim.studies.models.table_files import ImportedTable

DEFAULT_REPLICATES = 1000
NAMED = 5
"""Numbers that the terminal names where two worlds part."""
RESULTS = Path("results")
TOLD = frozenset(("ask", "amend", "hold", "consent", "refuse", "lapse"))
"""Types of event whose sentence says the numbers behind it."""


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
) -> None:
    """Compare two scenarios or kept runs, and tell where one world of theirs parts, and why.

    With --models: the engine, the weighted mean and median, the Nash product, the challenge model
    and always-yes on the same preferences; FIRST may also be a KTAB or #A #P #M #D table.
    """
    if models:
        if second is not None:
            raise UsageError("--models compares one scenario", remedy="leave the second one out")
        _models(first, list(set_ or []), layers, capability, form)
        return
    if second is None:
        raise UsageError(
            "there is nothing to compare with", remedy="name a second one, or add --models"
        )
    one, two = (_arm(name, list(set_ or []), layers) for name in (first, second))
    seed = _common("seed", seed, one[1], two[1], 0)
    worlds = _common("replicates", replicates, one[2], two[2], DEFAULT_REPLICATES)
    from sim.studies.compare.study import check_replicates

    check_replicates(worlds)
    found, place = _compute(one[0], two[0], worlds, seed, replicate)
    if form is Format.JSON:
        emit_json(_json((one[0], two[0]), found, place, (seed, worlds)))
        return
    _print_outcomes(found, form)
    if form is Format.TABLE:
        _print_parting(place, (one[0], two[0]))


def _arm(
    name: str, overrides: list[str], layers: str | None
) -> tuple[Scenario, int | None, int | None]:
    """A scenario, with the seed and the number of worlds where it is that of a kept run."""
    path = Path(name)
    for folder in (path, RESULTS / name):
        if (folder / "manifest.json").is_file():
            from sim.results.replay import scenario_of
            from sim.results.runs import find

            run = find(folder.parent, folder.name)
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
    return load(name, overrides, layers), None, None


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


def _compute(
    one: Scenario, two: Scenario, worlds: int, seed: int, replicate: int | None
) -> tuple[Comparison, Parting | None]:
    from functools import partial

    from sim.engines.run import run_worlds
    from sim.studies.compare.divergence import first_that_differs, parting
    from sim.studies.compare.study import check_common_draft
    from sim.studies.compare.whatif import compare as paired

    check_common_draft(one, two)
    with progress("comparing", 2 * worlds) as advance:
        engine = partial(run_worlds, advance=advance)
        arms = [engine(scenario, seed, range(worlds)) for scenario in (one, two)]
    where = first_that_differs(arms[0], arms[1]) if replicate is None else replicate
    place = None if where is None else parting((one, two), seed, where)
    return paired(arms[0], arms[1]), place


def _print_outcomes(found: Comparison, form: Format) -> None:
    rows: list[tuple[Cell, ...]] = [
        (one.draft or "plan", one.outcome.replace("_", " "), one.before, one.after,
         one.change.value, one.change.low, one.change.high)
        for one in (*found.outcomes, found.plan)
        if form is not Format.TABLE or one.before > 0.0 or one.after > 0.0
    ]  # fmt: skip
    heads = ("draft", "outcome", "first", "second", "change", "low", "high")
    title = f"{found.worlds:,} worlds of each on the same draws"
    emit(Table(heads, rows, title), form)
    for name, only in (("first", found.only_before), ("second", found.only_after)):
        if only:
            note(f"only in the {name}: {', '.join(only)}")


def _print_parting(place: Parting | None, arms: tuple[Scenario, Scenario]) -> None:
    from sim.report.names import when

    if place is None:
        typer.echo("No world of these ends otherwise.")
        return
    if not place.parts:
        typer.echo(f"Replicate {place.replicate}: the same events from beginning to end.")
        return
    typer.echo(
        f"Replicate {place.replicate}: the same {place.together} events, then on {when(place.time)}"
    )
    typer.echo(f"  in the first:  {_sentence(place.first, arms[0])}")
    typer.echo(f"  in the second: {_sentence(place.second, arms[1])}")
    if place.numbers and not (place.first and place.first.type in TOLD):
        typer.echo(f"  behind it: {_numbers(place.numbers)}")
    if place.pushes:
        pushes = ", ".join(f"{push.words} {push.amount:+.3f}" for push in place.pushes[:NAMED])
        typer.echo(f"  what moves it: {pushes}")
    for line in place.changed:
        typer.echo(f"  because {line}")
    if place.given:
        typer.echo(f"  because {_numbers(place.given)}")
    if not place.changed and not place.given:
        typer.echo("  no number and no rule differs at the start")


def _sentence(event: Event | None, scenario: Scenario) -> str:
    """An event as the diary tells it."""
    if event is None:
        return "This does not happen."
    from sim.report.context import names_from, world_events
    from sim.report.narrative import sentence

    return sentence(world_events([event])[0], names_from(scenario))


def _numbers(found: tuple[Difference, ...]) -> str:
    named = [f"{one.name} {_told(one.first)} against {_told(one.second)}" for one in found[:NAMED]]
    rest = len(found) - NAMED
    return "; ".join(named) + (f"; and {rest} more" if rest > 0 else "")


def _told(value: float) -> str:
    return "nothing" if value != value else f"{value:.3f}"


def _plain(value: float) -> float | None:
    return None if value != value else value


def _json(
    arms: tuple[Scenario, Scenario],
    found: Comparison,
    place: Parting | None,
    about: tuple[int, int],
) -> dict[str, Any]:
    outcomes: dict[str, dict[str, Any]] = {}
    for one in (*found.outcomes, found.plan):
        outcomes.setdefault(one.draft or "plan", {})[one.outcome] = {
            "first": one.before, "second": one.after, "change": one.change.value,
            "low": one.change.low, "high": one.change.high,
        }  # fmt: skip
    told: dict[str, Any] = {
        "first": arms[0].scenario,
        "second": arms[1].scenario,
        "seed": about[0],
        "replicates": about[1],
        "outcomes": outcomes,
        "parting": None,
    }
    if place is not None:
        told["parting"] = {
            "replicate": place.replicate,
            "events_together": place.together,
            "time": place.time,
            "first": _event(place.first),
            "second": _event(place.second),
            "terms": [
                {"term": p.kind.value, "subject": p.subject, "amount": p.amount}
                for p in place.pushes
            ],
            "given": [
                {"path": d.name, "first": _plain(d.first), "second": _plain(d.second)}
                for d in place.given
            ],
            "changed": list(place.changed),
        }
    return told


def _event(event: Any) -> dict[str, Any] | None:
    if event is None:
        return None
    return {
        "round": event.round, "type": event.type.value, "actor": event.actor,
        "draft": event.draft, "numbers": event.numbers,
    }  # fmt: skip


def _models(
    name: str, overrides: list[str], layers: str | None, capability: str, form: Format
) -> None:
    path = Path(name)
    if path.is_file() and path.suffix not in (".yaml", ".yml"):
        from sim.studies.models.table_files import read_table

        _print_table(read_table(path), form)
        return
    from sim.engines.run import central
    from sim.scenario.load import load as load_scenario
    from sim.studies.models.comparison import compare_models

    scenario = load_scenario(name, overrides, layers_of(layers))
    _print_models(compare_models(scenario, central, capability), form)


def _print_models(found: Models, form: Format) -> None:
    solvers = [one.solver for one in found.solutions]
    heads = ("issue", *found.texts, *solvers)
    rows: list[tuple[Cell, ...]] = [
        (issue, *(float(text[k]) for text in found.texts.values()),
         *(float(one.outcome[k]) for one in found.solutions))
        for k, issue in enumerate(found.table.issues)
    ]  # fmt: skip
    if form is not Format.TABLE:
        emit(Table(heads, rows), form)
        return
    texts = ("now" if text == "status quo" else text.rpartition("/")[2] for text in found.texts)
    brief = ("issue", *texts, *(_initials(solver)[:6] for solver in solvers))
    title = "Where each model says the Council ends up"
    emit(Table(brief, rows, title, digits=2, whole=("issue",)), form)
    for one in found.solutions:
        near = found.nearest[one.solver]
        apart = found.distances[one.solver][near]
        nearest = f"nearest to {near} (mean distance {apart:.2f})"
        said = f"; {one.note}" if one.note else ""
        typer.echo(f"{one.solver}: {nearest}{said}")


def _initials(solver: str) -> str:
    return {
        "weighted mean": "mean", "weighted median": "med.", "Nash product": "Nash",
        "challenge model": "chal.", "always yes": "yes",
    }.get(solver, solver)  # fmt: skip


def _print_table(imported: ImportedTable, form: Format) -> None:
    """The solvers on a table of another model; there is no Council in it, hence no engine."""
    from sim.studies.models.solvers import SOLVERS

    table = imported.table
    solutions = [solver(table) for solver in SOLVERS.values()]
    heads = ("issue", *(one.solver for one in solutions))
    rows: list[tuple[Cell, ...]] = [
        (issue, *(float(one.outcome[k]) for one in solutions))
        for k, issue in enumerate(table.issues)
    ]
    emit(Table(heads, rows, f"{table.name.strip()}: {imported.source}"), form)
    for one in solutions:
        if one.note and form is Format.TABLE:
            typer.echo(f"{one.solver}: {one.note}")
