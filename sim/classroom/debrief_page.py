"""The debrief as a page that prints: one file, nothing fetched, every word escaped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sim.classroom.contributions import KINDS, StudentAct, by_student_sums
from sim.classroom.debrief_votes import ComparedText
from sim.classroom.debrief_words import result_lines, turned_lines, whatif_lines, worlds_line
from sim.classroom.room import Room
from sim.classroom.seating import seating_plan
from sim.domain.ballots import Vote
from sim.lessons.pack import environment
from sim.report.figure import Figure
from sim.report.svg import to_plain_svg
from sim.report.three_votes import ThreeVotes, three_votes
from sim.version import __version__


def debrief_page(
    room: Room,
    texts: Sequence[ComparedText],
    student_acts: Sequence[StudentAct],
    *,
    students: bool = True,
) -> str:
    """The page of a room's debrief; without ``students`` nothing of who did what."""
    jinja = Environment(
        loader=PackageLoader("sim.classroom", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    css = environment().get_template("pack.css").render()
    return jinja.get_template("debrief.html").render(
        css=Markup(css),  # noqa: S704 - our own file
        title=room.scenario.title,
        version=__version__,
        texts=[_text(room, one) for one in texts],
        kinds=KINDS,
        students=by_student_sums(student_acts) if students else (),
    )


def _text(room: Room, one: ComparedText) -> dict[str, Any]:
    return {
        "symbol": one.symbol,
        "title": one.title,
        "drawing": Markup(to_plain_svg(horseshoe_of(room, one))),  # noqa: S704 - our own drawing
        "results": list(result_lines(one)),
        "worlds": worlds_line(one) or "",
        "turned": [{"said": said, "why": why} for said, why in turned_lines(one)],
        "whatifs": list(whatif_lines(one)),
        "changed": one.changed,
        "questions": one.questions,
    }


def horseshoe_of(room: Room, one: ComparedText) -> Figure:
    """The horseshoe with three votes a seat."""
    seats = {seat.code: seat for seat in one.seats}
    around = [seats[s.code] for s in seating_plan(room.scenario).around_the_table()]
    marks = [
        ThreeVotes(
            s.code,
            s.name,
            s.permanent,
            (_vote(s.cast), _vote(s.record), _vote(s.engine)),
        )
        for s in around
    ]
    return three_votes(marks, one.symbol, list(result_lines(one)))


def _vote(word: str) -> Vote | None:
    return Vote.from_word(word) if word else None
