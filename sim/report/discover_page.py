"""The document of conditions under which a goal occurs."""

from __future__ import annotations

from collections.abc import Iterator

from scipy.stats import norm

from sim.domain.words import percent
from sim.report.axes import axis_number
from sim.report.charts import InputBoxes, InputRange
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
from sim.studies.discover.study import CONTEST, Discovery, FoundBox, Restriction

NOTHING = (
    "The test half of the worlds confirms no condition: compute more worlds, or choose the "
    "inputs to consider (--inputs)."
)


def discover_page(answer: Discovery, study: Study) -> Page:
    """Each box in words with coverage and density, and whether the central case is inside."""
    lines = [_box(n, box) for n, box in enumerate(answer.boxes, 1)]
    summary = [_all(answer), *lines]
    table = _data(answer)
    chart = _chart(answer, study) if answer.boxes else None
    sections = [
        Section(
            f"Box {n}",
            tuple(
                CitedSentence(_restriction(restriction, study)) for restriction in box.restrictions
            ),
        )
        for n, box in enumerate(answer.boxes, 1)
    ]
    brief: list[Block] = [
        TextLine(f"{answer.scenario}: when does {answer.goal} occur?", "strong"),
        TextLine(_all(answer)),
    ]
    for n, box in enumerate(answer.boxes, 1):
        claims = _sentences(box, study)
        brief += ["", Points(_box(n, box), claims)]
    brief += ["", TextLine(_method(answer) if answer.boxes else NOTHING)]
    if chart is not None:
        sections.insert(0, Section("What the boxes leave", exhibits=(Exhibit(chart, table),)))
    page = Page(
        title=study.title,
        subtitle=f"When {answer.goal} occurs in {answer.scenario}",
        summary=tuple(map(CitedSentence, summary if answer.boxes else [*summary, NOTHING])),
        sections=(*sections, Section("How it was found", (CitedSentence(_method(answer)),))),
        command=study.command,
        provenance=(),
        plot=chart,
        unplotted="no condition is borne out",
        brief=tuple(brief),
        data=table,
    )
    return of_study(page, study)


def _chart(answer: Discovery, study: Study) -> InputBoxes:
    """The range that each box leaves of every number it restricts."""
    whole = f"in all: {percent(answer.share)}"
    boxes = tuple(
        (
            f"{n}. It occurs in {percent(box.density)} of these worlds; {whole}",
            tuple(_ranges(box, study)),
        )
        for n, box in enumerate(answer.boxes, 1)
    )
    return InputBoxes(boxes, answer.goal)


def _ranges(box: FoundBox, study: Study) -> Iterator[InputRange]:
    for restriction in box.restrictions:
        label = path_in_words(restriction.path, study.names)
        if restriction.path.startswith(f"{CONTEST}("):
            draft = restriction.path.removeprefix(f"{CONTEST}(").removesuffix(")")
            label = f"{draft}: uncontested beyond what is known (standard deviations)"
        yield InputRange(
            label,
            restriction.low,
            restriction.high,
            restriction.least,
            restriction.most,
            restriction.centre,
            restriction.inside,
        )


def _all(answer: Discovery) -> str:
    central = "occurs" if answer.central else "does not occur"
    return (
        f"In all {answer.replicates:,} worlds: {percent(answer.share)} ({percent(answer.low)} to "
        f"{percent(answer.high)}); in the central case it {central}."
    )


def _box(n: int, box: FoundBox) -> str:
    centre = "the central case lies in it" if box.base_case else "the central case lies outside"
    first = "" if n == 1 else " of what is left"
    return (
        f"{n}. In {percent(box.density)} ({percent(box.density_low)} to "
        f"{percent(box.density_high)}, density) of the {percent(box.mass)} of worlds{first} "
        f"described below, which contain {percent(box.coverage)} of all cases (coverage); "
        f"{centre}:"
    )


def _sentences(box: FoundBox, study: Study) -> tuple[CitedSentence, ...]:
    return tuple(
        CitedSentence(_restriction(restriction, study)) for restriction in box.restrictions
    )


def _restriction(restriction: Restriction, study: Study) -> str:
    if restriction.path.startswith(f"{CONTEST}("):
        return _contest(restriction)
    what = path_in_words(restriction.path, study.names)
    bounds = _bounds(restriction.low, restriction.high, axis_number)
    inside = "met" if restriction.inside else "not met"
    usual = f"{axis_number(restriction.least)} to {axis_number(restriction.most)}"
    return (
        f"{what} {bounds} (usually {usual}; {inside} in the central case, "
        f"{axis_number(restriction.centre)}) [{restriction.path}]"
    )


def _bounds(low: float | None, high: float | None, answer: object) -> str:
    assert callable(answer)
    if low is None:
        return f"at most {answer(high)}"
    return f"at least {answer(low)}" if high is None else f"from {answer(low)} to {answer(high)}"


def _contest(restriction: Restriction) -> str:
    """The shock of how contested a text is, as a quantile over all worlds."""
    draft = restriction.path.removeprefix(f"{CONTEST}(").removesuffix(")")
    inside = "met" if restriction.inside else "not met"
    parts = []
    if restriction.low is not None:
        parts.append(
            f"less contested than in {percent(float(norm.cdf(restriction.low)))} of all worlds"
        )
    if restriction.high is not None:
        parts.append(f"more contested than in {percent(float(norm.sf(restriction.high)))} of them")
    return (
        f"{draft} is {' and '.join(parts)}, for reasons that nobody knows beforehand ({inside} in "
        f"the central case) [{restriction.path}]"
    )


def _method(answer: Discovery) -> str:
    return (
        f"Found by peeling (PRIM) among {answer.inputs:,} inputs in every second world; coverage, "
        "density and the test of each condition are from the other half."
    )


def _data(answer: Discovery) -> DocumentTable:
    rows: list[tuple[Cell, ...]] = [
        (n, box.coverage, box.density, box.density_low, box.density_high, box.mass, box.base_case,
         restriction.path, restriction.low, restriction.high, restriction.least,
         restriction.most, restriction.centre, restriction.inside, restriction.p_value)
        for n, box in enumerate(answer.boxes, 1)
        for restriction in box.restrictions
    ]  # fmt: skip
    heads = (
        "box", "coverage", "density", "density_low", "density_high", "mass", "base_case",
        "path", "low", "high", "least", "most", "centre", "inside", "p_value",
    )  # fmt: skip
    return DocumentTable(heads, rows, _all(answer))
