"""`council teach debrief`: the debrief of a saved room or game as page, text or table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.keyboard import say_line
from sim.cli.language import LanguageOption, language_of
from sim.cli.output import Format, emit_json, note
from sim.cli.targets import check_distinct


def add_debrief(lessons: typer.Typer) -> None:
    """Add the command of this module to ``lessons``."""
    lessons.command("debrief")(debrief_log)


def debrief_log(
    log: Annotated[
        Path,
        typer.Argument(
            metavar="LOG|CSV",
            help="Log of a room, file of a game, or, with --scenario, the votes.csv of a pack.",
        ),
    ],
    scenario: Annotated[
        str,
        typer.Option(
            "--scenario",
            help="Case of the votes.csv of a class that played on paper, or the scenario file of a "
            "room or game that is not a shipped case.",
        ),
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--out",
            metavar="HTML",
            help="Write the debrief as a page instead of printing it.",
        ),
    ] = None,
    contributed: Annotated[
        Path | None,
        typer.Option(
            "--contributions", metavar="CSV", help="Write what each student did, with names."
        ),
    ] = None,
    names: Annotated[
        bool, typer.Option("--names/--no-names", help="Show on the page who did what.")
    ] = True,
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "-S",
            "--set",
            metavar="PATH=VALUE",
            help="The same changes as those of the room, the game or the pack.",
        ),
    ] = None,
    language: LanguageOption = "en",
    form: Annotated[
        Format, typer.Option("--format", "-f", help="Output format: table or json.")
    ] = Format.TABLE,
) -> None:
    """Compare class, record and engine: who voted differently and why, what-ifs, and questions."""
    from sim.classroom.contributions import contributions, contributions_csv
    from sim.classroom.debrief import debrief_of
    from sim.classroom.debrief_drafts import drafts_in_words
    from sim.classroom.debrief_lines import spoken_lines
    from sim.classroom.debrief_own import own_lines, seat_alone
    from sim.classroom.debrief_page import debrief_page
    from sim.classroom.debrief_words import debrief_body
    from sim.classroom.engine_view import EngineView
    from sim.classroom.room import new_room
    from sim.classroom.saved import is_table, saved_room
    from sim.classroom.vote_secrecy import withheld_votes
    from sim.domain.errors import UsageError
    from sim.domain.files import is_taken, write_new
    from sim.domain.texts import case_text, say
    from sim.domain.words import plural
    from sim.lessons.engine_members import EngineMembers
    from sim.lessons.typed_votes import counted_otherwise, read_typed_votes
    from sim.scenario.load import load_scenario

    if form not in (Format.TABLE, Format.JSON):
        raise UsageError(
            f"a debrief is not available as '{form.value}'",
            remedy="use --format table or --format json",
        )
    on_paper = bool(scenario) and is_table(log)
    if on_paper and contributed is not None:
        raise UsageError(
            "a table of votes does not say what each student did",
            where="--contributions",
            remedy="omit it; the log of a room or a game has it",
        )
    check_distinct({"-o": out, "--contributions": contributed})
    for place in (out, contributed):
        if place is not None and is_taken(place):
            raise UsageError(
                "the file already exists and was not overwritten",
                code="E003",
                where=str(place),
                remedy="name a new file",
            )
    if on_paper:
        room = new_room(load_scenario(scenario, changes or ()))
        tongue = language_of(language, scenario)
        typed, student_acts = read_typed_votes(log, room.scenario), contributions(room.base, ())
        for remark in counted_otherwise(typed, room.scenario):
            note(tongue.show(remark))
    else:
        saved = saved_room(log, lambda name: load_scenario(scenario or name, changes or ()))
        tongue = language_of(language, scenario or str(saved.entries[0].data["scenario"]))
        for remark in saved.remarks:
            note(tongue.show(remark))
        room, typed = saved.room, None
        withheld = withheld_votes(room.base, saved.entries)
        student_acts = contributions(room.base, saved.entries, withheld)
    drafts = drafts_in_words(room, unseen=True)
    texts = debrief_of(room, EngineView(EngineMembers(room.base)).hearing(room), typed)
    seat = seat_alone(room)
    own = tuple(own_lines(room, seat, texts)) if seat else ()
    if out is not None:
        write_new(out, debrief_page(room, texts, student_acts, tongue, students=names))
        note(f"the debrief of {plural(len(texts), 'text')} is in {out}")
    if contributed is not None:
        write_new(contributed, contributions_csv(student_acts))
        verb = "is" if len(student_acts) == 1 else "are"
        note(f"{plural(len(student_acts), 'contribution')} {verb} in {contributed}")
    if form is Format.JSON:
        emit_json(tongue.tell(debrief_body(texts, drafts, own)))
    elif out is None:
        title = case_text(room.scenario.title)
        for line in (say("{title}. SIMULATED.", title=title), *spoken_lines(texts, drafts, own)):
            say_line(tongue.show(line))
