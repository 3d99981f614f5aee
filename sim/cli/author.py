"""Commands for people who write scenarios: list, show, new, validate, merge, schema, doctor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli import recall
from sim.cli.doctor import doctor
from sim.cli.listing import list_scenarios
from sim.cli.new import new
from sim.cli.output import Cell, DocumentTable, Format, FormatOption, emit, emit_json, note
from sim.cli.show import show
from sim.cli.study_options import SetOption, layers_named
from sim.domain.errors import CouncilError, ExitCode, UsageError

if TYPE_CHECKING:
    from sim.scenario.examine import Verdict

LayersOption = Annotated[
    str | None, typer.Option("--layers", help="Evidence layers to use, for example article,record.")
]
LARGEST = 10
"""Number of the largest differences between codings to show."""


def register(app: typer.Typer) -> None:
    """Add the commands of this group to ``app``."""
    app.command("list")(list_scenarios)
    app.command("show")(show)
    app.command("new")(new)
    app.command("validate")(validate)
    app.command("merge")(merge)
    app.command("schema")(schema)
    app.command("doctor")(doctor)


def validate(
    files: Annotated[list[str], typer.Argument(help="Files, or names of scenarios.")],
    against: Annotated[
        str | None, typer.Option(help="Compare with a second coding of the same scenario.")
    ] = None,
    layers: LayersOption = None,
    changes: SetOption = None,
    attempt: Annotated[
        bool,
        typer.Option("--try", help="Also simulate some worlds and warn about implausible votes."),
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Check scenarios, profiles, codebooks and dossiers, and report all errors with their place.

    Warnings are not errors: they point out content that is valid but probably not intended. With
    --against, compare two coders: Krippendorff's alpha by kind of number.
    """
    from sim.scenario.examine import examine_scenario

    verdicts = [examine_scenario(name, changes or (), layers_named(layers)) for name in files]
    if attempt:
        verdicts = [_tried(verdict, changes or [], layers_named(layers)) for verdict in verdicts]
    if form is not Format.TABLE and against is None:
        _emit_verdicts(verdicts, form)
    for verdict in verdicts:
        _tell(verdict, form, quiet=against is not None)
    if not all(verdict.valid for verdict in verdicts):
        raise typer.Exit(ExitCode.INVALID_SCENARIO)
    if against is not None:
        if len(files) != 1:
            raise UsageError("--against compares two files", remedy="name only one file")
        _compare(files[0], against, layers_named(layers), form)
    recall.allow_storing()


def _tried(verdict: Verdict, changes: list[str], layers: list[str] | None) -> Verdict:
    from dataclasses import replace

    from sim.scenario.load import load_scenario
    from sim.studies.run.answer import modal_ballots, modal_world
    from sim.studies.smell_test import against_reasons, remarks

    if not verdict.valid or verdict.kind != "scenario":
        return verdict
    scenario = load_scenario(verdict.file, changes, layers)
    odd = [one.text for one in against_reasons(modal_ballots(modal_world(scenario)))]
    return replace(verdict, warnings=(*verdict.warnings, *remarks(scenario), *odd))


def _tell(verdict: Verdict, form: Format, *, quiet: bool) -> None:
    from sim.scenario.errors import ScenarioErrors

    if not verdict.valid:
        if form is not Format.TABLE and not quiet:
            return
        note(str(ScenarioErrors(verdict.problems)))
        return
    for text in verdict.notes:
        note(f"note: {verdict.file}: {text}")
    for text in verdict.warnings if not quiet else ():
        note(f"warning: {verdict.file}: {text}")
    if form is Format.TABLE and not quiet:
        numbers = f": {verdict.numbers} numbers, {verdict.assumed} of them assumed"
        typer.echo(
            f"{verdict.file}: a valid {verdict.kind}{numbers if verdict.numbers else ''}"
            + (f" (content {verdict.digest[:12]})" if verdict.digest else "")
        )


def _emit_verdicts(verdicts: list[Verdict], form: Format) -> None:
    if form is Format.JSON:
        emit_json([_as_json(verdict) for verdict in verdicts])
        return
    columns = ("file", "line", "column", "code", "message", "remedy")
    rows: list[tuple[Cell, ...]] = [
        (p.place.file, p.place.line, p.place.column, p.code, p.message, p.remedy)
        for verdict in verdicts
        for p in verdict.problems
    ]
    emit(DocumentTable(columns, rows), form)


def _as_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "file": verdict.file,
        "kind": verdict.kind,
        "valid": verdict.valid,
        "problems": [problem.as_dict() for problem in verdict.problems],
        "notes": list(verdict.notes),
        "warnings": list(verdict.warnings),
        "numbers": verdict.numbers,
        "assumed": verdict.assumed,
        "hash": verdict.digest,
    }


def _compare(first: str, second: str, layers: list[str] | None, form: Format) -> None:
    from sim.scenario.coder_agreement import alphas, roles_of, units, words
    from sim.scenario.load import load_all

    codings = [load_all(name, layers=layers) for name in (first, second)]
    unit_list = units(codings)
    coded, same, alpha = words([roles_of(coding) for coding in codings])
    rows: list[tuple[Cell, ...]] = [
        (a.group, a.level, a.units, a.shared, a.alpha, a.difference, a.verdict)
        for a in alphas(unit_list)
    ]
    rows.append(("roles", "nominal", coded, coded, alpha, 1 - same / coded if coded else None, "-"))
    columns = ("group", "level", "numbers", "by_both", "alpha", "mean_difference", "verdict")
    emit(DocumentTable(columns, rows, title=f"Krippendorff's alpha: {first} and {second}"), form)
    if form is not Format.TABLE:
        return
    apart = sorted((u for u in unit_list if u.complete and u.range > 0), key=lambda u: -u.range)
    if apart:
        top: list[tuple[Cell, ...]] = [
            (unit.path, *unit.values, unit.range) for unit in apart[:LARGEST]
        ]
        emit(
            DocumentTable(("number", "first", "second", "difference"), top, title="Furthest apart"),
            form,
        )
    else:
        note(_nothing_apart(len(unit_list), sum(unit.complete for unit in unit_list)))


def _nothing_apart(numbers: int, by_both: int) -> str:
    """What two codings without a difference in a number have in common."""
    if not by_both:
        return "no number is in both codings, so there is nothing to compare"
    if by_both < numbers:
        return (
            f"the {by_both} numbers in both codings have the same central values; "
            f"{numbers - by_both} of {numbers} are in one alone"
        )
    return "the two codings give the same central values"


def merge(
    files: Annotated[list[str], typer.Argument(help="Two or more codings of one scenario.")],
    output: Annotated[Path, typer.Option("-o", help="File to write; never overwritten.")],
) -> None:
    """Merge several codings of one scenario; where coders disagree, the prior becomes wider."""
    from sim.cli.study_options import refuse_repeats
    from sim.domain.files import write_new
    from sim.scenario.coder_agreement import alphas, units
    from sim.scenario.errors import ScenarioErrors
    from sim.scenario.load import load_all, load_text
    from sim.scenario.merging import merged
    from sim.scenario.write import as_yaml

    if len(files) < 2:
        raise UsageError("merging needs at least two codings", remedy="name two or more files")
    refuse_repeats([str(Path(name).resolve()) for name in files], "the list of codings")
    codings = [load_all(name) for name in files]
    data, differences = merged(codings, output.stem)
    text = as_yaml(data, _provenance(files, alphas(units(codings))))
    try:
        load_text(text, str(output), folder=output.parent)
    except ScenarioErrors as errors:
        raise UsageError(
            f"{' and '.join(files)} cannot be merged into one scenario",
            why=f"{len(errors.problems)} errors, the first: {errors.problems[0].message}",
            remedy="merge codings of one scenario, with the same issues, members and drafts",
        ) from None
    try:
        write_new(output, text)
    except FileExistsError:
        raise CouncilError(
            f"{output} already exists and was not overwritten",
            code="E003",
            where=str(output),
            remedy="choose another name with -o",
            exit_code=ExitCode.USAGE,
        ) from None
    typer.echo(str(output))
    for difference in differences:
        note(f"not merged: {difference}")


def _provenance(files: list[str], results: list[Any]) -> str:
    lines = [f"Merged from {', '.join(files)} by `council merge`.", "Krippendorff's alpha:"]
    lines += [
        f"  {a.group} ({a.level}, {a.shared} numbers): "
        + ("not defined" if a.alpha is None else f"{a.alpha:.3f}")
        for a in results
    ]
    return "\n".join(lines)


def schema(
    kind: Annotated[
        str, typer.Argument(help="scenario, profile, codebook, dossier, act or message.")
    ] = "scenario",
) -> None:
    """Print a JSON Schema of a file, an act or a message, for editors and other programs."""
    from sim.scenario.editor_schema import KINDS, json_schema

    if kind == "act":
        from sim.procedure.meeting import acts_schema

        emit_json(acts_schema())
    elif kind == "message":
        from sim.classroom.message_schema import message_schema

        emit_json(message_schema())
    elif kind in KINDS:
        emit_json(json_schema(kind))
    else:
        remedy = ", ".join((*KINDS, "act", "message"))
        raise UsageError(f"there is no schema for '{kind}'", remedy=remedy)
