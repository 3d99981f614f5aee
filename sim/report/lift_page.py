"""The smallest changes that lift a chance above a stated value, as a document."""

from __future__ import annotations

from sim.domain.intervals import Interval
from sim.domain.words import percent
from sim.report.document import (
    Block,
    Cell,
    CitedSentence,
    DocumentTable,
    Page,
    Points,
    Section,
    TextLine,
)
from sim.report.paths import path_in_words
from sim.report.study import Study, of_study
from sim.studies.flip.goals import about_plan
from sim.studies.flip.over_worlds import Lift, Lifted


def lift_page(answer: Lift, study: Study) -> Page:
    """What would have to change, what it makes of the chance, and what the search proves."""
    question = answer.question
    goal = " and ".join([question.goal, *question.keep])
    about = goal if about_plan(question.goal) else f"{question.draft}: {goal}"
    points = [_points(n, one, study) for n, one in enumerate(answer.solutions, 1)]
    head = TextLine(
        f"{study.scenario}: smallest change of {question.change} that lifts the chance of "
        f"{about} above {percent(answer.aim.above)}",
        "strong",
    )
    told = (
        f"Without a change it is {_chance(answer.base)}, over {answer.aim.worlds:,} worlds that "
        "every change shares."
    )
    metric = f"size: {question.metric}; grid: steps of {question.step:g}"
    brief: list[Block] = [head, TextLine(told), TextLine(metric)]
    for each in points:
        brief += ["", each]
    brief += ["", TextLine(answer.certificate)]
    page = Page(
        title=study.title,
        subtitle=f"What lifts the chance of {about} above {percent(answer.aim.above)}",
        summary=(CitedSentence(told), CitedSentence(answer.certificate)),
        sections=tuple(Section(each.heading, each.claims) for each in points),
        command=study.command,
        provenance=(),
        unplotted="a search over worlds is told in words",
        brief=tuple(brief),
        data=_data(answer),
    )
    return of_study(page, study)


def _points(n: int, one: Lifted, study: Study) -> Points:
    gain = f"{one.gain.value:+.3f} ({one.gain.low:+.3f} to {one.gain.high:+.3f})"
    heading = f"{n}. Size {one.found.size:.4g}: the chance is {_chance(one.chance)}; change {gain}"
    claims = tuple(
        CitedSentence(
            f"{path_in_words(path, study.names)}: {_told(one.before[path])} -> {_told(value)} "
            f"[{path}]",
            tuple(study.behind.get(path, ())),
        )
        for path, value in one.found.change.items()
    )
    return Points(heading, claims)


def _chance(one: Interval) -> str:
    return f"{percent(one.value)} ({percent(one.low)} to {percent(one.high)})"


def _told(value: float | str) -> str:
    return f"{value:.4g}" if isinstance(value, float) else (value or "nobody")


def _data(answer: Lift) -> DocumentTable:
    rows: list[tuple[Cell, ...]] = [
        (n, one.found.size, one.chance.value, one.chance.low, one.chance.high, one.gain.value,
         one.gain.low, one.gain.high, path, _told(one.before[path]), _told(value))
        for n, one in enumerate(answer.solutions, 1)
        for path, value in one.found.change.items()
    ]  # fmt: skip
    heads = (
        "flip", "size", "chance", "chance_low", "chance_high", "gain", "gain_low", "gain_high",
        "path", "before", "after",
    )  # fmt: skip
    return DocumentTable(heads, rows, answer.certificate)
