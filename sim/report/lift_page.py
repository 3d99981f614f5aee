"""The smallest changes that lift a chance above a stated value, as a document."""

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
    """What would have to change, what it makes of the chance, and what the search proves."""
    question = answer.question
    goal = " and ".join([question.goal, *question.keep])
    about = goal if about_plan(question.goal) else f"{question.draft}: {goal}"
    points = [_points(n, one, study) for n, one in enumerate(answer.solutions, 1)]
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


def _chart(answer: Lift, study: Study, about: str) -> ChanceRows:
    """The chance as it stands and under each change, beside the one to exceed."""
    base = answer.base
    rows = [ChanceRow("As it stands", base.value, base.low, base.high, base=True)]
    for n, one in enumerate(answer.solutions, 1):
        steps = (
            f"{path_in_words(path, study.names)} {_told(one.before[path])} to {_told(value)}"
            for path, value in one.found.change.items()
        )
        chance = one.chance
        rows.append(ChanceRow(f"{n}. {'; '.join(steps)}", chance.value, chance.low, chance.high))
    return ChanceRows(tuple(rows), f"chance of {about}", aim=answer.aim.above)


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
