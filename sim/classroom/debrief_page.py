"""The debrief as a self-contained, printable HTML page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sim.classroom.contributions import KIND_WORDS, StudentAct, by_student_sums
from sim.classroom.debrief_drafts import drafts_in_words
from sim.classroom.debrief_own import own_lines, seat_alone
from sim.classroom.debrief_votes import ComparedText
from sim.classroom.debrief_words import (
    law_lines,
    result_lines,
    turned_lines,
    whatif_lines,
    worlds_line,
)
from sim.classroom.room import Room
from sim.classroom.seating import seating_plan
from sim.domain.ballots import Vote
from sim.domain.texts import case_text
from sim.language.language import ENGLISH, Language
from sim.language.pages import speaking
from sim.lessons.pack import environment
from sim.report.figure import Figure
from sim.report.svg import to_plain_svg
from sim.report.three_votes import ThreeVotes, three_votes
from sim.version import __version__


def debrief_page(
    room: Room,
    texts: Sequence[ComparedText],
    student_acts: Sequence[StudentAct],
    language: Language = ENGLISH,
    *,
    students: bool = True,
) -> str:
    """The debrief page of a room; ``students`` includes the contributions by student.

    A solo room has a section on the player's seat instead.
    """
    jinja = Environment(
        loader=PackageLoader("sim.classroom", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    css = environment().get_template("pack.css").render()
    seat = seat_alone(room)
    named = students and not seat
    return (
        speaking(jinja, language)
        .get_template("debrief.html")
        .render(
            css=Markup(css),  # noqa: S704 - our own file
            title=case_text(room.scenario.title),
            version=__version__,
            own=list(own_lines(room, seat, texts)) if seat else [],
            texts=[_text(room, compared, language) for compared in texts],
            drafts=drafts_in_words(room, unseen=True),
            kinds=list(KIND_WORDS.items()),
            students=by_student_sums(student_acts) if named else (),
        )
    )


def _text(room: Room, compared: ComparedText, language: Language) -> dict[str, Any]:
    drawing = to_plain_svg(horseshoe_of(room, compared, language))
    return {
        "symbol": compared.symbol,
        "title": case_text(compared.title),
        "drawing": Markup(drawing),  # noqa: S704 - our own drawing
        "results": list(result_lines(compared)),
        "worlds": worlds_line(compared) or "",
        "law": list(law_lines(compared)),
        "turned": [{"said": sentence, "why": why} for sentence, why in turned_lines(compared)],
        "whatifs": list(whatif_lines(compared)),
        "changed": compared.changed,
        "later": compared.later,
        "questions": compared.questions,
    }


def horseshoe_of(room: Room, compared: ComparedText, language: Language = ENGLISH) -> Figure:
    """The horseshoe table with three votes per seat."""
    seats = {seat.code: seat for seat in compared.seats}
    around = [seats[s.code] for s in seating_plan(room.scenario).around_the_table()]
    marks = [
        ThreeVotes(
            s.code,
            language.show(s.name),
            s.permanent,
            (_vote(s.cast), _vote(s.record), _vote(s.engine)),
        )
        for s in around
    ]
    lines = [language.show(line) for line in result_lines(compared)]
    return three_votes(marks, compared.symbol, lines, language.show)


def _vote(word: str) -> Vote | None:
    return Vote.from_word(word) if word else None
