"""The document of the courses that events take."""

from __future__ import annotations

from collections.abc import Sequence

from sim.domain.words import capitalised, percent, plural
from sim.report.charts import ChanceRow, ChanceRows
from sim.report.document import (
    Block,
    Cell,
    CitedSentence,
    DocumentTable,
    Exhibit,
    Page,
    Points,
    Section,
    TextLine,
)
from sim.report.study import Study, of_study
from sim.studies.courses.study import Course, Courses


def courses_page(answer: Courses, study: Study, keep: str) -> Page:
    """Each course with its share, its distinguishing features, and a world to replay.

    Args:
        answer: the courses.
        study: the page's title, command and sources.
        keep: the command that keeps the same worlds for replay.
    """
    summary = [capitalised(line) for line in answer.conditions]
    summary += [f"{_share(course)}: {course.name}." for course in answer.courses]
    table = _table(answer)
    chart = _chart(answer)
    sections = [Section("The courses", exhibits=(Exhibit(chart, table),))]
    sections += [
        Section(
            f"Course {n}: {course.name}",
            claims=tuple(map(CitedSentence, _course_lines(course, answer))),
        )
        for n, course in enumerate(answer.courses, 1)
    ]
    page = Page(
        title=study.title,
        subtitle=f"Courses of events in {answer.scenario}",
        summary=tuple(map(CitedSentence, summary)),
        sections=tuple(sections),
        command=study.command,
        provenance=(("How their number was chosen", how_many_in_words(answer)),),
        plot=chart,
        brief=_brief(answer, keep),
        data=_data(answer),
        tables=(table,),
    )
    return of_study(page, study)


def how_many_in_words(answer: Courses) -> str:
    """A sentence on how the number of courses was chosen."""
    if not answer.silhouette:
        return f"The worlds take only {plural(len(answer.courses), 'course')}."
    widths = ", ".join(f"{width:.2f} with {k}" for k, width in answer.silhouette.items())
    return (
        f"{len(answer.courses)} courses, the number with the greatest mean silhouette width "
        f"({widths}; 1 means clearly distinct, 0 not at all)."
    )


def _chart(answer: Courses) -> ChanceRows:
    """The share of each course, with the central case marked."""
    rows = (
        ChanceRow(f"{n}. {course.name}", course.share, course.low, course.high, course.central)
        for n, course in enumerate(answer.courses, 1)
    )
    return ChanceRows(tuple(rows), "share of these worlds", "central case")


def _share(course: Course) -> str:
    return f"{percent(course.share)} ({percent(course.low)} to {percent(course.high)})"


def _course_lines(course: Course, answer: Courses) -> list[str]:
    lines = [f"{mark.fact}: {_than(mark.here, mark.elsewhere)}" for mark in course.marks]
    for draft, tally in course.tallies.items():
        lines += [f"{draft} most often ends {counts} ({percent(p)})" for counts, p in tally.items()]
    if course.central:
        lines.append("the central case goes this way")
    lines.append(f"to replay: council replay {answer.scenario} --replicate {course.replicate}")
    return lines


def _than(here: float, elsewhere: float) -> str:
    return f"{percent(here)} of these worlds, {percent(elsewhere)} of the others"


def _table(answer: Courses) -> DocumentTable:
    rows: list[tuple[Cell, ...]] = [
        (
            n,
            course.name,
            course.worlds,
            course.share,
            course.low,
            course.high,
            course.replicate,
            course.central,
        )
        for n, course in enumerate(answer.courses, 1)
    ]
    heads = ("course", "name", "worlds", "share", "low", "high", "replicate", "central")
    return DocumentTable(heads, rows, "Courses of events", whole=("name",))


def _data(answer: Courses) -> DocumentTable:
    rows: list[tuple[Cell, ...]] = [
        (
            n,
            course.name,
            course.share,
            course.low,
            course.high,
            course.replicate,
            course.central,
            m.fact,
            m.here,
            m.elsewhere,
        )
        for n, course in enumerate(answer.courses, 1)
        for m in course.marks
    ]
    heads = (
        "course", "name", "share", "low", "high", "replicate", "central",
        "fact", "here", "elsewhere",
    )  # fmt: skip
    return DocumentTable(heads, rows, how_many_in_words(answer))


def _brief(answer: Courses, keep: str) -> tuple[Block, ...]:
    items: list[Block] = [
        TextLine(f"{answer.scenario}: courses of events in {answer.replicates:,} worlds", "strong"),
        *map(TextLine, answer.conditions),
    ]
    for n, course in enumerate(answer.courses, 1):
        items += [
            "",
            Points(f"{n}. {_share(course)}: {course.name}", _claims(_course_lines(course, answer))),
        ]
    items += ["", TextLine(how_many_in_words(answer))]
    items.append(TextLine(f"To replay one, first keep the worlds: {keep}"))
    return tuple(items)


def _claims(lines: Sequence[str]) -> tuple[CitedSentence, ...]:
    return tuple(CitedSentence(line) for line in lines)
