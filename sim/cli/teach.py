"""The commands of the classroom: ``play`` a seat, ``serve`` a room, ``teach`` a lesson."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.keyboard import read_line, say_line
from sim.cli.language import LanguageOption, language_of
from sim.cli.numbers import number_from
from sim.cli.output import DocumentTable, Format, FormatOption, emit, note
from sim.cli.study_options import SetOption
from sim.cli.teach_tests import CaseArgument, SeedOption, TopicOption, forms_asked
from sim.cli.unused import refuse_unused

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario

ScenarioArgument = Annotated[str, typer.Argument(help="Name of a shipped scenario, or a file.")]
RulesOption = Annotated[
    str | None,
    typer.Option(
        "--rules",
        metavar="real|mun",
        help="mun: point out at each turn where Model UN rule books differ. Default: real.",
    ),
]

RULES = ("real", "mun")


def _load(scenario: str, changes: list[str] | None) -> Scenario:
    from sim.scenario.load import load_scenario

    return load_scenario(scenario, changes or ())


def _rules(name: str | None) -> str | None:
    from sim.domain.errors import UsageError

    if name is not None and name not in RULES:
        raise UsageError(f"there is no rule set '{name}'", remedy="use --rules real or --rules mun")
    return name


RecoverOption = Annotated[
    bool,
    typer.Option(
        "--recover",
        help="Resume a damaged log up to its last valid entry; the damaged file is set aside.",
    ),
]


def play(
    scenario: ScenarioArgument,
    seat: Annotated[str, typer.Option("--seat", help="Code of your member, such as EGY.")] = "",
    rules: RulesOption = None,
    changes: SetOption = None,
    save: Annotated[
        Path | None,
        typer.Option("--save", help="File of the game; resumed if it exists."),
    ] = None,
    fresh: Annotated[
        bool,
        typer.Option("--new", help="Start a new game; the interrupted one is set aside."),
    ] = False,
    recover: RecoverOption = False,
    language: LanguageOption = "en",
) -> None:
    """Play one seat against the engine in the terminal: negotiate, meet, vote, compare.

    The game is saved after every act; the same command resumes it.
    """
    from sim.classroom.terminal import Console, GameOptions
    from sim.classroom.turns import run_game
    from sim.lessons.engine_members import EngineMembers
    from sim.lessons.typed_case import TypedCase

    tongue = language_of(language, scenario)
    loaded = _load(scenario, changes)
    wanted = GameOptions(
        seat=seat,
        rules=_rules(rules),
        save=save,
        fresh=fresh,
        recover=recover,
        case=TypedCase(scenario, tuple(changes or ())),
    )
    console = Console(
        lambda text: say_line(tongue.show(text)), lambda prompt: read_line(tongue.show(prompt))
    )
    run_game(loaded, EngineMembers(loaded), wanted, console)


def serve(
    scenario: ScenarioArgument,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; 0.0.0.0 for the whole network.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", help="Port to listen on; 0 chooses a free one.")
    ] = 8000,
    room_code: Annotated[
        str, typer.Option("--room-code", help="Code that students join with.")
    ] = "",
    rules: RulesOption = None,
    changes: SetOption = None,
    per_seat: Annotated[
        int | None,
        typer.Option(
            "--per-seat",
            min=1,
            max=4,
            help="Number of people who may share a seat. Default: 2.",
        ),
    ] = None,
    pace: Annotated[
        float | None,
        typer.Option(
            "--pace",
            parser=number_from(0, 120),
            metavar="SECONDS",
            help="Seconds between simulated acts. Default: 3.",
        ),
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--new", help="Start a new room; the interrupted one is set aside.")
    ] = False,
    log_dir: Annotated[
        Path | None, typer.Option("--log-dir", help="Folder for the log of the room.")
    ] = None,
    keep_log: Annotated[
        bool, typer.Option("--keep-log", help="Keep the log when the room ends.")
    ] = False,
    keep_days: Annotated[
        int | None,
        typer.Option(
            "--keep-days",
            min=1,
            help="Before starting, delete logs of rooms not used for this many days. Default: "
            "delete none.",
        ),
    ] = None,
    recover: RecoverOption = False,
    solo: Annotated[
        bool,
        typer.Option("--solo", help="A room for one person, without a teacher and with a coach."),
    ] = False,
    language: Annotated[
        str,
        typer.Option(
            "--language",
            metavar="CODE|FILE|browser",
            help="Language of the room: en, fr, the path of a catalogue (.po), or browser for "
            "each browser's own. Everybody can choose another on the page.",
        ),
    ] = "en",
    public_url: Annotated[
        str,
        typer.Option(
            "--public-url",
            metavar="https://HOST",
            help="Public address of the room behind a proxy or tunnel with TLS.",
        ),
    ] = "",
) -> None:
    """Hold a meeting with a class, in browsers on one machine or on a school network.

    The pages load nothing from the internet. If the server is killed, the same command resumes the
    room. When the teacher ends the room, or Ctrl-C is pressed twice, everything is deleted except
    what was exported. With --public-url and a proxy or tunnel that handles TLS, people can join
    from elsewhere.
    """
    from sim.classroom.opening import RoomOptions, open_room
    from sim.lessons.engine_members import EngineMembers
    from sim.web.addresses import read_public_url
    from sim.web.serving import Where, check_port, serve_room
    from sim.web.tongues import tongues_of

    tongues = tongues_of(language, scenario)
    public = read_public_url(public_url) if public_url else None
    loaded = _load(scenario, changes)
    where = Where(host, check_port(port), keep_log, tongues, public)
    wanted = RoomOptions(
        room_code, _rules(rules), per_seat, pace, fresh, log_dir, keep_days, recover, solo
    )
    serve_room(open_room(loaded, wanted), EngineMembers(loaded), where, note)


def list_lessons(form: FormatOption = Format.TABLE) -> None:
    """List the lessons, their questions and how many casebook cases each uses."""
    from sim.lessons.library import lessons
    from sim.lessons.quiz import askable

    rows = [
        (
            lesson.lesson,
            lesson.title,
            lesson.question,
            sum(bool(set(case.topics) & set(lesson.topics)) for case in askable()),
        )
        for lesson in lessons()
    ]
    emit(DocumentTable(("lesson", "title", "question", "cases"), rows), form)


def pack(
    scenario: ScenarioArgument,
    out: Annotated[Path, typer.Option("-o", "--out", help="New folder for the pack.")],
    class_size: Annotated[
        int, typer.Option("--class-size", help="Number of students, 8 to 35.")
    ] = 20,
    lesson: Annotated[
        str,
        typer.Option("--lesson", help="Lesson plans to include. Default: the lesson on the case."),
    ] = "",
    level: Annotated[
        str,
        typer.Option(
            "--level", metavar="full|plain", help="Amount of detail on the students' pages."
        ),
    ] = "full",
    anonymise: Annotated[
        bool,
        typer.Option("--anonymise", help="Replace countries by letters on the students' sheets."),
    ] = False,
    questions: Annotated[int, typer.Option("--questions", min=1, max=60, help="Quiz length.")] = 12,
    seed: Annotated[
        int, typer.Option("--seed", min=0, help="Seed for the choice of quiz cases.")
    ] = 0,
    changes: SetOption = None,
    language: LanguageOption = "en",
) -> None:
    """Write a lesson pack to print: plans, briefs, placards, clauses, quiz, script and more."""
    from sim.lessons.case_lesson import case_lesson
    from sim.lessons.engine_members import EngineMembers
    from sim.lessons.engine_paper import engine_answers
    from sim.lessons.folders import check_place, write_folder
    from sim.lessons.library import lesson as lesson_called
    from sim.lessons.order import Order
    from sim.lessons.pack import render_pack
    from sim.lessons.role_pages import level_called
    from sim.lessons.typed_case import TypedCase

    named = lesson_called(lesson) if lesson else None
    reading_level = level_called(level)
    check_place(out)
    tongue = language_of(language, scenario)
    loaded = _load(scenario, changes)
    answers = engine_answers(loaded, EngineMembers(loaded))
    chosen = named or case_lesson(loaded)
    order = Order(
        loaded, class_size, chosen, answers, anonymise, questions, seed, level=reading_level,
        language=tongue, case=TypedCase(scenario, tuple(changes or ())),
    )  # fmt: skip
    pages = render_pack(order)
    write_folder(out, pages.items())
    printed = sum(name.endswith(".html") for name in pages)
    note(f"{printed} pages for {class_size} students; begin with {out / 'index.html'}")


def quiz(
    context: typer.Context,
    scenario: CaseArgument = "",
    topic: TopicOption = None,
    count: Annotated[
        int, typer.Option("-n", "--count", min=1, help="Largest number of questions.")
    ] = 10,
    progress: Annotated[
        Path | None, typer.Option("--progress", help="File that stores your answers.")
    ] = None,
    pre: Annotated[
        Path | None,
        typer.Option(
            "--pre",
            metavar="CSV",
            help="Take the test before a lesson, and add the answers to this file.",
        ),
    ] = None,
    post: Annotated[
        Path | None,
        typer.Option(
            "--post",
            metavar="CSV",
            help="Take the test after a lesson, and add the answers to this file.",
        ),
    ] = None,
    student: Annotated[
        str, typer.Option("--student", help="A code of your choice, for --pre and --post.")
    ] = "",
    seed: SeedOption = 0,
    today: Annotated[str | None, typer.Option("--today", metavar="YYYY-MM-DD", hidden=True)] = None,
) -> None:
    """Ask about real cases: what is the outcome, which rule decides, and why.

    Questions come back after an interval that grows with each right answer. Your answers stay in a
    file on this machine. With --pre and --post the same items are asked before and after a lesson,
    in different orders; `council teach gain` compares the answers.
    """
    from sim.domain.errors import UsageError
    from sim.lessons.examiner import Examiner, run_quiz
    from sim.lessons.userdata import data_dir

    if pre and post:
        raise UsageError(
            "--pre and --post exclude each other",
            remedy="use --pre now and --post after the lesson",
        )
    sheet = pre or post
    if sheet is not None:
        refuse_unused(context, "with --pre and --post", unused=("progress", "today"))
        from sim.lessons.sit_form import sit_form

        form = forms_asked(scenario, topic, count, seed)[post is not None]
        sit_form(form, sheet, student, typer.echo, read_line)
        return
    refuse_unused(context, "without --pre or --post", unused=("student",))
    try:
        day = date.fromisoformat(today) if today else date.today()  # noqa: DTZ011 - the learner's own
    except ValueError:
        raise UsageError(f"'{today}' is not a date", remedy="write YYYY-MM-DD") from None
    topics, hidden = _asked_on(scenario) if scenario else ((), frozenset())
    path = progress or data_dir() / "quiz.json"
    asked = Examiner(tuple(topic or topics), count, path, seed, day, hidden)
    run_quiz(asked, typer.echo, read_line)


def _asked_on(scenario: str) -> tuple[tuple[str, ...], frozenset[int]]:
    """The topics of a case, and the cases of the casebook that reveal how it ended."""
    from sim.lessons.case_lesson import case_lesson
    from sim.lessons.paired import told_by_record

    loaded = _load(scenario, None)
    return case_lesson(loaded).topics, told_by_record(loaded)
