"""Register the commands of the classroom: ``play``, ``serve`` and the group ``teach``."""

from __future__ import annotations

import typer

from sim.cli.teach import list_lessons, pack, play, quiz, serve
from sim.cli.teach_debrief import add_debrief
from sim.cli.teach_site import site
from sim.cli.teach_solo import add_solo
from sim.cli.teach_tests import add_tests


def register(app: typer.Typer) -> None:
    """Add the commands of the classroom to ``app``."""
    app.command("play")(play)
    app.command("serve")(serve)
    lessons = typer.Typer(
        no_args_is_help=True, help="List lessons, print lesson packs, and take quizzes."
    )
    lessons.command("list")(list_lessons)
    lessons.command("pack")(pack)
    lessons.command("quiz")(quiz)
    add_tests(lessons)
    lessons.command("site")(site)
    add_debrief(lessons)
    add_solo(lessons)
    app.add_typer(lessons, name="teach")
