"""The command ``flip``: the smallest change that turns an outcome, and the proof that it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.output import Format, FormatOption, Table, emit, emit_json, note, progress
from sim.cli.study_options import (
    LayersOption,
    PlotOption,
    ReportOption,
    ScenarioArgument,
    SetOption,
    check_targets,
    load,
    study_of,
    write_targets,
)
from sim.domain.errors import CouncilError, ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.scenario.schema import Scenario
    from sim.studies.flip.flip import FlipAnswer, FlipQuestion, Solution
    from sim.studies.flip.search import Change

LOSERS = 3
"""Members that lose most by a flip of the text, as the terminal names them."""
LIMIT = 250_000


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
    limit: Annotated[int, typer.Option("--limit", min=1, help="Changes to examine.")] = LIMIT,
    set_: SetOption = None,
    layers: LayersOption = None,
    form: FormatOption = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write the smallest flip as a variant.")
    ] = None,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """Find the smallest change of text, preferences or institution that turns an outcome.

    The search runs in the modal world, smallest changes first, so that what it finds is proved to
    be the smallest on the grid. Ends with 4 when it proves that the grid has none.
    """
    check_targets(report, plot)
    _check_output(output)
    changed = list(set_ or [])
    base = load(scenario, changed, layers)
    symbol = draft or next(iter(base.drafts))
    if change == "text" and not negotiate and symbol in base.drafts:
        changed += _as_put(base, symbol)
        base = load(scenario, changed, layers)
    from sim.studies.flip.flip import FlipQuestion
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
        settings=SearchSettings(most=most, limit=limit),
    )
    answer = _search(base, question, _varied(scenario, changed, layers))
    if form is Format.JSON:
        emit_json(_json(answer))
    elif form is Format.TABLE:
        _print(answer, base)
    else:
        emit(_rows(answer), form)
    if report is not None or plot is not None:
        _write(base, answer, report, plot)
    if output is not None and (answer.solutions or (answer.holds_already and changed)):
        _write_variant(output, scenario, changed, base, answer)
    _end(answer)


def _write(base: Scenario, answer: FlipAnswer, report: Path | None, plot: Path | None) -> None:
    from sim.report.change_chart import step_chart
    from sim.report.from_studies import flip_data
    from sim.report.study_pages import flip_page

    study = study_of(base, 0, 1)
    data = flip_data(study, answer, study.names, study.behind)
    figure = step_chart(data.solutions[0], data.goal) if data.solutions else None
    if plot is not None and figure is None:
        note("no figure: there is no change to draw")
    write_targets((report, flip_page(data)), (plot, figure))


def _words(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def _as_put(base: Scenario, draft: str) -> list[str]:
    """Overrides that hold the text as it is put to the vote."""
    from sim.studies.flip.flip import as_put

    return [f"{path}={value}" for path, value in as_put(base, draft).items()]


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
    scenario: str, changed: list[str], layers: str | None
) -> Callable[[Change], Scenario | None]:
    def vary(change: Change) -> Scenario | None:
        from sim.scenario.errors import ScenarioErrors

        words = [f"{path}={value}" for path, value in change.items()]
        try:
            return load(scenario, [*changed, *words], layers)
        except ScenarioErrors:
            return None

    return vary


def _search(
    base: Scenario, question: FlipQuestion, vary: Callable[[Change], Scenario | None]
) -> FlipAnswer:
    from sim.engines.run import central
    from sim.studies.flip.flip import flip as search
    from sim.studies.flip.flip import levers_of
    from sim.studies.flip.search import grid_size

    size = grid_size(levers_of(base, question), question.settings.most)
    with progress("searching", min(size, question.settings.limit), unit="changes") as advance:
        return search(base, question, central, vary, advance)


def _end(answer: FlipAnswer) -> None:
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


def _told(value: float | str) -> str:
    return f"{value:.4g}" if isinstance(value, float) else (value or "nobody")


def _losers(solution: Solution, base: Scenario, draft: str) -> str:
    sponsors = base.drafts[draft].sponsors
    ranked = sorted(solution.losses.items(), key=lambda item: -item[1])
    named = [item for item in ranked if item[1] > 0.0][:LOSERS]
    named += [(s, solution.losses[s]) for s in sponsors if s not in dict(named)]
    return ", ".join(
        f"{code}{' (sponsor)' if code in sponsors else ''} {-loss:+.3f}" for code, loss in named
    )


def _print(answer: FlipAnswer, base: Scenario) -> None:
    from sim.studies.flip.goals import about_plan

    question = answer.question
    goal = " and ".join([question.goal, *question.keep])
    about = "the plan" if about_plan(question.goal) else question.draft
    typer.echo(f"{base.scenario}: smallest change of {question.change} so that {about}:")
    typer.echo(f"  {goal}, in the modal world")
    if question.change == "text" and not base.drafts[question.draft].may:
        typer.echo("the text is the one put to the vote, which the sponsors then leave as it is")
    typer.echo(f"size: {question.metric}; grid: steps of {question.step:g}\n")
    for number, solution in enumerate(answer.solutions, start=1):
        yes, abstain, no = solution.tally
        typer.echo(f"{number}. size {solution.found.size:.4g}, then {yes}-{no}-{abstain}")
        for path, value in solution.found.change.items():
            typer.echo(f"   {path}: {_told(solution.before[path])} -> {_told(value)}")
        turned = [f"{m.member} {m.before.word} -> {m.after.word}" for m in solution.moves]
        typer.echo(f"   votes that turn: {', '.join(turned) or 'none'}")
        if solution.losses:
            typer.echo(f"   the text is then worth: {_losers(solution, base, question.draft)}")
        typer.echo("")
    typer.echo(answer.certificate)


def _rows(answer: FlipAnswer) -> Table:
    rows = [
        (number, one.found.size, path, _told(one.before[path]), _told(value))
        for number, one in enumerate(answer.solutions, start=1)
        for path, value in one.found.change.items()
    ]
    return Table(("flip", "size", "path", "before", "after"), rows, answer.certificate)


def _json(answer: FlipAnswer) -> dict[str, Any]:
    question, result = answer.question, answer.result
    return {
        "draft": question.draft,
        "goal": question.goal,
        "keep": list(question.keep),
        "change": question.change,
        "metric": question.metric,
        "step": question.step,
        "holds_already": answer.holds_already,
        "flips": [
            {
                "size": one.found.size,
                "change": one.found.change,
                "before": one.before,
                "votes_that_turn": {
                    move.member: {"from": move.before.word, "to": move.after.word}
                    for move in one.moves
                },
                "losses": one.losses,
                "tally": dict(zip(("yes", "abstain", "no"), one.tally, strict=True)),
            }
            for one in answer.solutions
        ],
        "certificate": {
            "text": answer.certificate,
            "grid": result.grid,
            "examined": result.examined,
            "examined_before_first": result.examined_before,
            "complete_below": result.reached,
            "exhausted": result.exhausted,
            "levers": len(answer.levers),
            "at_most": question.settings.most,
        },
    }


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
    note(f"written to {path}; confirm with: council run {path}")
