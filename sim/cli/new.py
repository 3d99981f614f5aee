"""`council new`: create a scenario file, empty, from a base, or from a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.numbers import written_number
from sim.cli.output import note
from sim.cli.study_options import named_twice, names_listed, outside, refuse_repeats
from sim.cli.unused import refuse_unused
from sim.domain.errors import UsageError

SIGNS = {"+": 1, "-": -1}
"""Sign after a roll call: whether yes or no supports the demand."""


@dataclass(frozen=True)
class Matter:
    """The options about the matter."""

    dossier: str | None
    issues: str | None
    sponsors: list[str]
    text: str | None
    roll_calls: str | None
    kindred: str
    votes: Path | None
    calls: Path | None


def new(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Name of the scenario and of its file.")],
    source: Annotated[
        Path | None, typer.Option("--from", help="Start from a table of preferences.")
    ] = None,
    base: Annotated[str | None, typer.Option(help="Write a variant of this scenario.")] = None,
    day: Annotated[
        str | None, typer.Option("--date", help="Date of the Council, YYYY-MM-DD.")
    ] = None,
    dossier: Annotated[
        str | None, typer.Option(help="Dossier on the matter; see `council dossier list`.")
    ] = None,
    issues: Annotated[
        str | None,
        typer.Option(
            help="For a matter without a dossier: generic, or some of its issues, such as "
            "halt,territory."
        ),
    ] = None,
    sponsor: Annotated[
        list[str] | None, typer.Option(help="A sponsor of the draft. Repeatable.")
    ] = None,
    text: Annotated[
        str | None, typer.Option(help="What the draft asks for: halt=0.75,territory=1.")
    ] = None,
    roll_calls: Annotated[
        str | None,
        typer.Option(
            help="For a matter without a dossier: Assembly votes, such as "
            "A/RES/68/262=+,A/RES/63/3=-."
        ),
    ] = None,
    kindred: Annotated[
        str,
        typer.Option(
            help="Dossier of related votes, used where a State has few on the matter; or none."
        ),
    ] = "human-rights",
    votes: Annotated[
        Path | None, typer.Option(help="Table of votes, for roll calls that are not shipped.")
    ] = None,
    calls: Annotated[
        Path | None,
        typer.Option("--roll-call-table", help="Second table of the package unvotes."),
    ] = None,
) -> None:
    """Write a commented scenario file NAME.yaml to fill in; never overwrites an existing file.

    With --dossier and --date the file is complete and can be run: it has the Council of the day,
    each member's positions from recorded votes, the situation, and a draft with the codebook's
    wording. --issues does the same for a matter that has no dossier.
    """
    from sim.domain.files import is_taken, write_new
    from sim.scenario.template import file_name

    path = file_name(name)
    matter = Matter(dossier, issues, sponsor or [], text, roll_calls, kindred, votes, calls)
    _check(context, matter, source, base, day)
    if not path.parent.is_dir():
        raise UsageError(
            "the folder does not exist",
            code="E003",
            where=str(path.parent),
            remedy=f"create it first: mkdir -p {path.parent}",
        )
    if is_taken(path):
        raise _exists(path)
    written = (
        _on_matter(path.stem, matter, _day(day))
        if dossier or issues
        else _on_base(path, base)
        if base is not None
        else _plain(path.stem, source, day)
    )
    try:
        write_new(path, written)
    except FileExistsError:
        raise _exists(path) from None
    typer.echo(str(path))
    option = outside(base, path) if base is not None else ""
    note(f"next: edit it, then council {option}validate {path}")


def _exists(path: Path) -> UsageError:
    return UsageError(
        f"{path} already exists and was not overwritten",
        remedy="choose another name, or move the file",
    )


def _check(
    context: typer.Context, matter: Matter, source: Path | None, base: str | None, day: str | None
) -> None:
    from sim.scenario.omissions import member_named

    refuse_repeats([member_named(name) for name in matter.sponsors], "--sponsor")
    if matter.dossier or matter.issues:
        if matter.dossier and matter.issues:
            raise UsageError(
                "--dossier and --issues both define the matter", remedy="use only one of them"
            )
        if source is not None or base is not None:
            raise UsageError(
                "--from and --base do not start from a matter",
                remedy="omit them, or omit --dossier and --issues",
            )
        if day is None:
            raise UsageError("the date of the Council is missing", remedy="add --date 2022-02-25")
        if matter.dossier and matter.roll_calls:
            raise UsageError("a dossier has its own roll calls", remedy="omit --roll-calls")
        if matter.dossier:
            own = "with --dossier; `council dossier build` counts other votes for a dossier"
            refuse_unused(context, own, unused=("kindred", "votes", "calls"))
        return
    alone = [
        name
        for name, given in (
            ("--sponsor", matter.sponsors), ("--text", matter.text),
            ("--roll-calls", matter.roll_calls), ("--votes", matter.votes),
            ("--roll-call-table", matter.calls),
        )
        if given
    ]  # fmt: skip
    if alone:
        raise UsageError(
            f"{alone[0]} needs --dossier or --issues",
            remedy="add --dossier NAME, or --issues generic",
        )
    refuse_unused(context, "without --issues", unused=("kindred",))
    if len([given for given in (source, base, day) if given is not None]) > 1:
        raise UsageError(
            "--from, --base and --date are different starting points", remedy="use only one of them"
        )


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        raise UsageError(
            f"--date {text}: there is no such date", remedy="write it as 2022-02-25"
        ) from None


def _on_matter(name: str, matter: Matter, day: date) -> str:
    from sim.scenario.dossiers.begin import on_dossier, scales
    from sim.scenario.dossiers.members import of_roll_calls, own_counts
    from sim.scenario.dossiers.new import NewScenario, generic_text, sitting
    from sim.scenario.load import load_text

    sitting(day)
    positions = _pairs(matter.text)
    if matter.dossier:
        text = on_dossier(matter.dossier, name, day, matter.sponsors, positions)
    else:
        listed = names_listed(matter.issues, "--issues")
        names = [] if listed == ("generic",) else list(listed)
        wanted = NewScenario(name, day, matter.sponsors, positions, scales("generic", names))
        calls = _signs(matter.roll_calls)
        table = own_counts(matter.votes, matter.calls)
        members = of_roll_calls(table, calls, list(wanted.issues), matter.kindred, day)
        text = generic_text(wanted, members, ", ".join(calls))
    load_text(text, f"{name}.yaml", folder=Path())  # check that the written file loads
    return text


def _pairs(text: str | None) -> dict[str, float]:
    pairs: dict[str, float] = {}
    for part in (text or "").split(","):
        if not part.strip():
            continue
        issue, _, value = (side.strip() for side in part.partition("="))
        if issue in pairs:
            raise named_twice(issue, "--text")
        try:
            pairs[issue] = written_number(value)
        except ValueError as error:
            raise UsageError(
                f"--text: '{part.strip()}' is not issue=number",
                why=str(error),
                remedy="write halt=0.75",
            ) from None
    return pairs


def _signs(text: str | None) -> dict[str, int]:
    from sim.rollcalls.records import normalised

    calls: dict[str, int] = {}
    for part in (text or "").split(","):
        if not part.strip():
            continue
        symbol, _, sign = part.strip().rpartition("=")
        if not symbol or sign not in SIGNS:
            raise UsageError(
                f"--roll-calls: '{part.strip()}' is not SYMBOL=+ or SYMBOL=-",
                remedy="write A/RES/68/262=+ if a yes supports the demand, =- if a no does",
            )
        if normalised(symbol) in {normalised(name) for name in calls}:
            raise named_twice(symbol.strip(), "--roll-calls")
        calls[symbol] = SIGNS[sign]
    return calls


def _on_base(path: Path, base: str) -> str:
    """A file with changes to a base: a shipped scenario, a path, or a file next to the new one."""
    from sim.scenario import catalogue
    from sim.scenario.load import load_scenario
    from sim.scenario.template import changes_text
    from sim.studies.flip.variant import base_reference

    base_path = catalogue.find_scenario(base, path.parent)
    scenario = load_scenario(base if base_path is None else str(base_path))
    return changes_text(path.stem, base_reference(base, path), scenario)


def _plain(name: str, source: Path | None, day: str | None) -> str:
    from sim.scenario import template

    if source is not None:
        from sim.studies.models.table_import import scenario_text

        return scenario_text(source, name)
    from sim.scenario.dossiers.new import sitting

    when = _day(day) if day else template.newest_council(datetime.now(UTC).date())
    sitting(when)
    return template.skeleton(name, when)
