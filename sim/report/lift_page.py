"""The document of the smallest changes that raise a chance above a given value."""

from __future__ import annotations

from sim.domain.intervals import Interval
from sim.domain.words import percent
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
from sim.report.paths import path_in_words
from sim.report.study import Study, of_study
from sim.studies.flip.goals import about_plan
from sim.studies.flip.over_worlds import Lift, Lifted


def lift_page(answer: Lift, study: Study) -> Page:
    """The necessary changes, the resulting chances, and what the search proves."""
    question = answer.question
    goal = " and ".join([question.goal, *question.keep])
    about = goal if about_plan(question.goal) else f"{question.draft}: {goal}"
    points = [_points(n, lifted, study) for n, lifted in enumerate(answer.solutions, 1)]
    head = TextLine(
        f"{study.scenario}: smallest change of {question.change} that raises the chance of "
        f"{about} above {percent(answer.aim.above)}",
        "strong",
    )
    text = (
        f"Without a change it is {_chance(answer.base)}, over {answer.aim.worlds:,} worlds that "
        "every change shares."
    )
    metric = f"size: {question.metric}; grid: steps of {question.step:g}"
    brief: list[Block] = [head, TextLine(text), TextLine(metric)]
    for each in points:
        brief += ["", each]
    brief += ["", TextLine(answer.certificate)]
    chart = _chart(answer, study, about)
    sections = [Section(each.heading, each.claims) for each in points]
    table = _data(answer)
    sections.insert(0, Section("The chances", exhibits=(Exhibit(chart, table),)))
    page = Page(
        title=study.title,
        subtitle=f"What raises the chance of {about} above {percent(answer.aim.above)}",
        summary=(CitedSentence(text), CitedSentence(answer.certificate)),
        sections=tuple(sections),
        command=study.command,
        provenance=(),
        plot=chart,
        brief=tuple(brief),
        data=table,
    )
    return of_study(page, study)


def _points(n: int, lifted: Lifted, study: Study) -> Points:
    gain = f"{lifted.gain.value:+.3f} ({lifted.gain.low:+.3f} to {lifted.gain.high:+.3f})"
    heading = (
        f"{n}. Size {lifted.found.size:.4g}: the chance is {_chance(lifted.chance)}; change {gain}"
    )
    claims = tuple(
        CitedSentence(
            f"{path_in_words(path, study.names)}: "
            f"{_number(lifted.before[path])} -> {_number(value)} [{path}]",
            tuple(study.behind.get(path, ())),
        )
        for path, value in lifted.found.change.items()
    )
    return Points(heading, claims)


def _chart(answer: Lift, study: Study, about: str) -> ChanceRows:
    """The chance in the base case and after each change, with the value to exceed."""
    base = answer.base
    rows = [ChanceRow("As it stands", base.value, base.low, base.high, base=True)]
    for n, lifted in enumerate(answer.solutions, 1):
        steps = (
            f"{path_in_words(path, study.names)} {_number(lifted.before[path])} to {_number(value)}"
            for path, value in lifted.found.change.items()
        )
        chance = lifted.chance
        rows.append(ChanceRow(f"{n}. {'; '.join(steps)}", chance.value, chance.low, chance.high))
    return ChanceRows(tuple(rows), f"chance of {about}", aim=answer.aim.above)


def _chance(interval: Interval) -> str:
    return f"{percent(interval.value)} ({percent(interval.low)} to {percent(interval.high)})"


def _number(value: float | str) -> str:
    return f"{value:.4g}" if isinstance(value, float) else (value or "nobody")


def _data(answer: Lift) -> DocumentTable:
    rows: list[tuple[Cell, ...]] = [
        (n, lifted.found.size, lifted.chance.value, lifted.chance.low, lifted.chance.high,
         lifted.gain.value, lifted.gain.low, lifted.gain.high, path,
         _number(lifted.before[path]), _number(value))
        for n, lifted in enumerate(answer.solutions, 1)
        for path, value in lifted.found.change.items()
    ]  # fmt: skip
    heads = (
        "flip", "size", "chance", "chance_low", "chance_high", "gain", "gain_low", "gain_high",
        "path", "before", "after",
    )  # fmt: skip
    return DocumentTable(heads, rows, answer.certificate)
