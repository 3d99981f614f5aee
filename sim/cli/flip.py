"""The command ``flip``: the smallest change that turns an outcome, and the proof that it is."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.cost import DryRunOption
from sim.cli.open_scenarios import OpenScenarios
from sim.cli.output import Format, FormatOption, note, progress
from sim.cli.study_options import (
    LayersOption,
    PlotOption,
    ReportOption,
    ScenarioArgument,
    SeedOption,
    SetOption,
    check_targets,
    give_answer,
    outside,
    study_of,
)
from sim.domain.errors import CouncilError, ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.scenario.schema import Scenario
    from sim.studies.flip.flip import FlipAnswer, FlipQuestion
    from sim.studies.flip.over_worlds import Lift
    from sim.studies.flip.search import LeverValues


class Over(StrEnum):
    """Where a goal has to be reached: in the central case alone, or in a share of worlds."""

    CENTRE = "centre"
    WORLDS = "worlds"


LIMITS = {Over.CENTRE: 250_000, Over.WORLDS: 2_000}
"""Changes that are tried, in one world each or in many."""


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("flip")(flip)


def flip(
    scenario: ScenarioArgument,
    goal: Annotated[
        str,
        typer.Option("--goal", help="adopted, vetoed, not_adopted; RUS=abstain; plan=carried_out."),
    ],
    draft: Annotated[
        str | None, typer.Option("--draft", help="Symbol of the draft; the first if left out.")
    ] = None,
    keep: Annotated[
        list[str] | None, typer.Option("--keep", help="A bound to keep, such as 'yes>=9'.")
    ] = None,
    change: Annotated[
        str, typer.Option("--change", help="text, preferences or institution.")
    ] = "text",
    axes: Annotated[
        str | None, typer.Option("--axes", metavar="A,B", help="Issues that may change.")
    ] = None,
    who: Annotated[
        str | None,
        typer.Option("--who", metavar="A,B", help="Members, parties or patrons that may change."),
    ] = None,
    step: Annotated[float, typer.Option("--step", help="Grid of the numbers, 0 to 1.")] = 0.1,
    most: Annotated[int, typer.Option("--most", min=1, help="Numbers changed at once.")] = 2,
    negotiate: Annotated[
        bool, typer.Option("--negotiate", help="Let the sponsors amend a changed text again.")
    ] = False,
    surprise: Annotated[
        bool, typer.Option("--surprise", help="Count preferences in standard deviations.")
    ] = False,
    over: Annotated[
        Over, typer.Option("--over", help="Reach the goal in the central case, or lift its chance.")
    ] = Over.CENTRE,
    above: Annotated[
        float, typer.Option("--above", help="With --over worlds: the chance to exceed.")
    ] = 0.5,
    replicates: Annotated[
        int, typer.Option("--replicates", "-n", help="With --over worlds: worlds of each change.")
    ] = 200,
    seed: SeedOption = 0,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            min=1,
            show_default="250,000; 2,000 with --over worlds",
            help="Changes to examine.",
        ),
    ] = None,
    set_: SetOption = None,
    layers: LayersOption = None,
    form: FormatOption = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write the smallest flip as a variant.")
    ] = None,
    report: ReportOption = None,
    plot: PlotOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Find the smallest change of text, preferences or institution that turns an outcome.

    The search runs in the modal world, smallest changes first, so that what it finds is proved to
    be the smallest on the grid. With --over worlds it finds the smallest change that lifts the
    chance of the goal above --above. Ends with 4 when it proves that the grid has none.

    council flip aleppo-2016-10-08 --goal adopted --over worlds --above 0.5 --most 1
    """
    check_targets(report, plot)
    _check_output(output)
    changed = list(set_ or [])
    scenarios = OpenScenarios(layers)
    base = scenarios.changed(scenario, changed)
    symbol = draft or next(iter(base.drafts))
    if change == "text" and not negotiate and symbol in base.drafts:
        changed += _as_put(base, symbol)
        base = scenarios.changed(scenario, changed)
    from sim.report.flip_page import flip_page
    from sim.studies.flip.flip import FlipQuestion
    from sim.studies.flip.published import published_flip
    from sim.studies.flip.search import SearchSettings

    question = FlipQuestion(
        draft=symbol,
        goal=goal,
        keep=tuple(keep or ()),
        change=change,
        step=step,
        axes=_words(axes),
        who=_words(who),
        surprise=surprise,
        settings=SearchSettings(most, limit or LIMITS[over]),
    )
    if dry_run:
        from sim.studies.flip.flip import levers_of
        from sim.studies.flip.search import grid_size

        size = min(grid_size(levers_of(base, question), most), question.settings.limit)
        worlds = "the central world" if over is Over.CENTRE else f"{replicates:,} worlds each"
        typer.echo(f"at most {size:,} changes of {worlds}; nothing was computed")
        return
    if over is Over.WORLDS:
        if output is not None:
            raise UsageError("-o writes a flip of the central case", remedy="leave --over out")
        _lift(base, question, (above, replicates, seed),
              _varied(scenario, changed, scenarios), form,
              (report, plot))  # fmt: skip
        return
    found = _search(base, question, _varied(scenario, changed, scenarios))
    give_answer(
        published_flip(found), lambda: flip_page(found, study_of(base, 0, 1)), form, (report, plot)
    )
    if output is not None and (found.solutions or (found.holds_already and changed)):
        _write_variant(output, scenario, changed, base, found)
    elif output is not None:
        note(f"{output} is not written: {_why_not(found)}")
    _end(found)


def _words(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def _as_put(base: Scenario, draft: str) -> list[str]:
    """Overrides that hold the text as it is put to the vote."""
    from sim.studies.flip.flip import hold_as_put

    return [f"{path}={value}" for path, value in hold_as_put(base, draft).items()]


def _check_output(path: Path | None) -> None:
    if path is None:
        return
    if path.suffix not in (".yaml", ".yml"):
        raise UsageError(f"{path} is no scenario file", remedy="-o variant.yaml")
    if path.exists():
        raise UsageError(f"{path} exists and is left as it is", remedy="choose another name")
    if not path.parent.is_dir():
        raise UsageError(
            "the folder does not exist", code="E003", where=str(path.parent), remedy="make it first"
        )


def _varied(
    scenario: str, changed: list[str], scenarios: OpenScenarios
) -> Callable[[LeverValues], Scenario | None]:
    def vary(change: LeverValues) -> Scenario | None:
        from sim.scenario.errors import ScenarioErrors

        words = [f"{path}={value}" for path, value in change.items()]
        try:
            return scenarios.changed(scenario, [*changed, *words])
        except ScenarioErrors:
            return None

    return vary


def _search(
    base: Scenario, question: FlipQuestion, vary: Callable[[LeverValues], Scenario | None]
) -> FlipAnswer:
    from sim.engines.run import central
    from sim.studies.flip.flip import levers_of
    from sim.studies.flip.flip import search_flips as search
    from sim.studies.flip.search import grid_size

    size = grid_size(levers_of(base, question), question.settings.most)
    with progress("searching", min(size, question.settings.limit), unit="changes") as advance:
        return search(base, question, central, vary, advance)


def _lift(
    base: Scenario,
    question: FlipQuestion,
    aim: tuple[float, int, int],
    vary: Callable[[LeverValues], Scenario | None],
    form: Format,
    targets: tuple[Path | None, Path | None],
) -> None:
    """Search over worlds and give the answer."""
    from sim.engines.run import run_worlds
    from sim.report.lift_page import lift_page
    from sim.studies.flip.flip import levers_of
    from sim.studies.flip.over_worlds import ChanceAim, lift
    from sim.studies.flip.published_lift import published_lift
    from sim.studies.flip.search import grid_size

    above, worlds, seed = aim
    size = min(
        grid_size(levers_of(base, question), question.settings.most), question.settings.limit
    )
    note(f"up to {size:,} changes of {worlds:,} worlds each")
    with progress("searching", size, unit="changes") as advance:
        found = lift(base, question, ChanceAim(above, worlds, seed), run_worlds, vary, advance)
    give_answer(
        published_lift(found), lambda: lift_page(found, study_of(base, seed, worlds)), form, targets
    )
    _end(found)


def _end(answer: FlipAnswer | Lift) -> None:
    if answer.holds_already or answer.solutions:
        return
    if answer.result.exhausted:
        raise typer.Exit(ExitCode.NO_FLIP)
    raise CouncilError(
        "the search stopped at its limit",
        code="E706",
        why=f"{answer.result.examined:,} of {answer.result.grid:,} changes were examined",
        remedy="a coarser --step, fewer --axes, a smaller --most, or a higher --limit",
    )


def _why_not(found: FlipAnswer) -> str:
    """Why there is no variant to write."""
    if found.holds_already:
        return "the scenario as it stands reaches the goal"
    if not found.result.exhausted:
        return "no flip was found before the search stopped"
    changes = f"{found.result.examined:,} change{'s' if found.result.examined != 1 else ''}"
    return f"none of the {changes} on the grid reaches the goal"


def _write_variant(
    path: Path, name: str, changed: list[str], base: Scenario, answer: FlipAnswer
) -> None:
    from sim.domain.files import write_new
    from sim.studies.flip.variant import base_reference, overrides_as_changes, variant_text

    question = answer.question
    change = answer.solutions[0].found.change if answer.solutions else {}
    goal = " and ".join([question.goal, *question.keep])
    text = variant_text(
        path.stem,
        base_reference(name, path),
        {**overrides_as_changes(changed), **change},
        (
            f"{base.title}: the smallest change of {question.change} for {question.draft} {goal}",
            f"What is the least that must change so that {question.draft}: {goal}?",
        ),
        (base.as_of.date(), base.layers[0]),
    )
    write_new(path, text)
    note(f"written to {path}; confirm with: council {outside(name, path)}run {path}")
