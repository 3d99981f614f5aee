"""`council teach solo`: a forty-minute lesson for one student, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.keyboard import read_line, say_line
from sim.cli.language import LanguageOption, language_of
from sim.cli.output import DocumentTable, Format, FormatOption, emit, note
from sim.cli.study_options import SetOption

if TYPE_CHECKING:
    from sim.language.language import Language
    from sim.lessons.solo import SoloStep
    from sim.lessons.typed_case import TypedCase
    from sim.scenario.schema import Scenario


def add_solo(lessons: typer.Typer) -> None:
    """Add the command of this module to ``lessons``."""
    lessons.command("solo")(solo)


def solo(
    scenario: Annotated[str, typer.Argument(help="Name of a shipped scenario, or a file.")],
    seat: Annotated[
        str, typer.Option("--seat", help="Your member. Default: the one with the most to decide.")
    ] = "",
    step: Annotated[
        str,
        typer.Option(
            "--step",
            metavar="NAME",
            help="Do one step: background, role, pre, play, debrief or post.",
        ),
    ] = "",
    level: Annotated[
        str,
        typer.Option("--level", metavar="full|plain", help="Amount of detail on your role page."),
    ] = "full",
    changes: SetOption = None,
    language: LanguageOption = "en",
    form: FormatOption = Format.TABLE,
) -> None:
    """Print a forty-minute timetable for one student alone, or do one of its steps with --step.

    Background, role, a test before, play, debrief, the test after and the gain: each is a command
    that exists for any case. Your work is saved in the folder solo-CASE. The tests before and after
    are in English.
    """
    from sim.lessons.role_pages import level_called
    from sim.lessons.solo import solo_steps
    from sim.lessons.typed_case import TypedCase
    from sim.scenario.load import load_scenario

    reading = level_called(level)
    case = TypedCase(scenario, tuple(changes or ()))
    loaded, tongue = load_scenario(scenario, case.changes), language_of(language, scenario)
    code = _seat(loaded, seat, step)
    alone = _Alone(loaded, code, case, language, tongue)
    steps = {one.name: one for one in solo_steps(loaded, code, case, language)}
    if not step:
        _timetable(alone, list(steps.values()), form)
        return
    if step not in steps:
        from sim.domain.errors import UsageError

        raise UsageError(f"there is no step '{step}'", remedy=f"choose one of {', '.join(steps)}")
    if step == "background":
        from sim.lessons.solo import background_lines

        _tell(background_lines(loaded, tongue))
    elif step == "role":
        from sim.lessons.roles import delegation
        from sim.lessons.solo import page_lines

        _tell(page_lines(delegation(loaded, code, reading), tongue))
    else:
        _do(alone, step)


def _tell(lines: object) -> None:
    for line in lines:  # type: ignore[attr-defined]
        typer.echo(line)


@dataclass(frozen=True)
class _Alone:
    """The settings of a solo lesson; ``case`` and ``spoken`` are as typed."""

    loaded: Scenario
    seat: str
    case: TypedCase
    spoken: str
    tongue: Language


def _seat(loaded: Scenario, wanted: str, step: str) -> str:
    """The seat named, or the one with most to decide according to the engine."""
    from sim.domain.errors import UsageError
    from sim.domain.folding import listed_name
    from sim.lessons.clauses import texts
    from sim.lessons.engine_members import EngineMembers
    from sim.lessons.solo import open_seat

    code = listed_name(wanted, loaded.members)
    if code and code not in loaded.members:
        raise UsageError(
            f"there is no seat '{wanted}' in this Council",
            remedy=f"choose one of {', '.join(loaded.members)}",
        )
    if code or step in ("background", "pre", "post", "debrief"):
        return code or open_seat(loaded, {})
    return open_seat(loaded, EngineMembers(loaded).worlds(texts(loaded)))


def _timetable(alone: _Alone, steps: list[SoloStep], form: Format) -> None:
    from sim.domain.texts import case_text, say
    from sim.lessons.places import member_name
    from sim.lessons.solo import MINUTES, solo_markdown

    loaded, seat, show = alone.loaded, alone.seat, alone.tongue.show
    if form is Format.MD:
        typer.echo(solo_markdown(loaded, seat, alone.tongue, alone.spoken, alone.case), nl=False)
        return
    if form is Format.TABLE:
        from textwrap import fill

        head = say("{n} minutes alone, as {member}", n=MINUTES, member=member_name(loaded, seat))
        typer.echo(f"{show(case_text(loaded.title))}\n{show(head)}\n")
        for step in steps:
            line = say("{step}. {does}", step=step.title, does=step.does)
            typer.echo(f"{step.start:2}-{step.start + step.minutes:2} min  {show(line)}")
            for command in step.commands:
                typer.echo(fill(command, 78, initial_indent=" " * 11, subsequent_indent=" " * 13,
                     break_long_words=False, break_on_hyphens=False))  # fmt: skip
        return
    columns = ("step", "start", "minutes", "title", "does", "commands", "page")
    rows = [
        (s.name, s.start, s.minutes, show(s.title), show(s.does), "; ".join(s.commands),
         show(s.page))
        for s in steps
    ]  # fmt: skip
    emit(DocumentTable(columns, rows), form)


def _do(alone: _Alone, step: str) -> None:
    """Do a step that writes a file."""
    from sim.cli.teach_debrief import debrief_log
    from sim.cli.teach_tests import forms_asked, gain
    from sim.lessons.sit_form import sit_form
    from sim.lessons.solo import ITEMS, STUDENT, solo_folder
    from sim.scenario.catalogue import is_path

    folder = Path(solo_folder(alone.loaded))
    folder.mkdir(exist_ok=True)
    if step == "play":
        _play(alone, folder / "game.log")
    elif step == "debrief":
        _after(folder / "game.log", alone, "play")
        page = _free(folder, "debrief", ".html")
        own = alone.case.name if is_path(alone.case.name) else ""
        changes = [*alone.case.changes]
        debrief_log(folder / "game.log", own, out=page, changes=changes, language=alone.spoken)
    else:
        if step == "post":
            _after(folder / "pre.csv", alone, "pre")
        form = forms_asked(alone.case.name, None, ITEMS, 0)[step == "post"]
        # With a code, so that a test cannot be taken twice. It says itself where the answers are.
        sit_form(form, folder / f"{step}.csv", STUDENT, typer.echo, read_line)
        if step == "post" and (folder / "post.csv").exists():
            gain(folder / "pre.csv", folder / "post.csv")
        return
    note(f"Your answers are in {folder}.")


def _after(made: Path, alone: _Alone, step: str) -> None:
    """Refuse a step before the one that writes the file ``made``."""
    if not made.exists():
        from sim.domain.errors import UsageError

        raise UsageError(
            f"the step '{step}' comes first",
            where=str(made),
            remedy=f"council teach solo {alone.case.words} --step {step}",
        )


def _play(alone: _Alone, save: Path) -> None:
    from sim.classroom.terminal import Console, GameOptions
    from sim.classroom.turns import run_game
    from sim.lessons.engine_members import EngineMembers

    wanted = GameOptions(seat=alone.seat, save=save, case=alone.case)
    show = alone.tongue.show
    console = Console(lambda text: say_line(show(text)), lambda ask: read_line(show(ask)))
    run_game(alone.loaded, EngineMembers(alone.loaded), wanted, console)


def _free(folder: Path, name: str, ending: str) -> Path:
    """A free file name, so that no earlier file is overwritten."""
    from sim.domain.files import is_taken

    place, number = folder / f"{name}{ending}", 1
    while is_taken(place):
        number += 1
        place = folder / f"{name}-{number}{ending}"
    return place
