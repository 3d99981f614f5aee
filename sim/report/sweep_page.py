"""The document of a sweep: the chance of adoption over the varied numbers."""

from __future__ import annotations

from collections.abc import Sequence

from sim.domain.words import percent
from sim.report.axes import axis_number
from sim.report.charts import HeatMap, Series, SweepLine
from sim.report.document import Cell, CitedSentence, DocumentTable, Exhibit, Page, Section
from sim.report.paths import path_in_words
from sim.report.study import Study, of_study
from sim.studies.sweep.designs import Value
from sim.studies.sweep.sweep import CHANCE, Sweep

SHADES = " ░▒▓█"
"""Cells of a heat map in the terminal, from the lowest to the highest share."""
WIDE = 40
"""Length of a bar in the terminal."""


def sweep_page(answer: Sweep, study: Study) -> Page:
    """The mean exact chance that the text is adopted, at every point."""
    exhibits = _exhibits(answer, study)
    sections = [
        Section("The figures", exhibits=tuple(exhibit for _, exhibit in exhibits)),
        Section("The points", exhibits=(Exhibit(None, _points(answer, study)),)),
    ]
    page = Page(
        title=study.title,
        subtitle=f"Sweep of {study.scenario}: {answer.design}",
        summary=tuple(claim for claim, _ in exhibits),
        sections=tuple(sections),
        command=study.command,
        provenance=(),
        plot=exhibits[0][1].figure if exhibits else None,
        unplotted="a plot needs a grid over one or two paths, or one range",
        brief=_brief(answer, study),
        data=DocumentTable(*answer.tidy()),
    )
    return of_study(page, study)


def _exhibits(answer: Sweep, study: Study) -> list[tuple[CitedSentence, Exhibit]]:
    """The figures that the design allows: lines over one path, a heat map over two."""
    axes = answer.question.axes
    if len(axes) == 1 and axes[0].numeric:
        line = _line(answer, study)
        return [(CitedSentence(_range(line)), Exhibit(line, _line_table(line)))]
    if len(axes) == 2 and answer.design == "grid":
        chart = _map(answer, study)
        return [(CitedSentence(_span(chart)), Exhibit(chart, _map_table(chart)))]
    return []


def _line(answer: Sweep, study: Study) -> SweepLine:
    """Every text's chance over the one path that varies."""
    question = answer.question
    path = question.axes[0].path
    series = []
    for name in dict.fromkeys(row.draft for row in answer.rows if row.draft):
        chances = answer.chances(name)
        order = sorted(chances, key=lambda point: float(question.points[point][path]))
        spans = [chances[point].interval for point in order]
        x = tuple(float(question.points[point][path]) for point in order)
        y, low, high = (
            tuple(min(1.0, max(0.0, getattr(one, end))) for one in spans)
            for end in ("value", "low", "high")
        )
        series.append(Series(name, x, y, low, high))
    words = path_in_words(path, study.names)
    base = study.centres.get(path)
    return SweepLine(words, "mean exact chance of adoption", tuple(series), base)


def _map(answer: Sweep, study: Study) -> HeatMap:
    """The text's chance over two paths: rows are the first, columns the second."""
    down, across = answer.question.axes
    values = [row.interval.value for row in answer.chances(answer.draft).values()]
    width = len(across.values)
    return HeatMap(
        path_in_words(across.path, study.names),
        path_in_words(down.path, study.names),
        f"mean exact chance that {answer.draft} is adopted",
        tuple(_short(value) for value in across.values),
        tuple(_short(value) for value in down.values),
        tuple(tuple(values[i * width : (i + 1) * width]) for i in range(len(down.values))),
        base=_base(answer, study),
    )


def _base(answer: Sweep, study: Study) -> tuple[int, int] | None:
    """Row and column of the cell nearest to the unchanged scenario, or None."""
    places = []
    for axis in answer.question.axes:
        centre = study.centres.get(axis.path)
        if centre is None or not axis.numeric:
            return None
        apart = [abs(float(value) - centre) for value in axis.values]
        places.append(apart.index(min(apart)))
    return places[0], places[1]


def _range(item: SweepLine) -> str:
    parts = [
        f"{series.name} is between {percent(min(series.y))} and {percent(max(series.y))}"
        for series in item.series
    ]
    return f"Over “{item.path}”: {'; '.join(parts)}."


def _span(item: HeatMap) -> str:
    values = [value for row in item.values for value in row if value is not None]
    return (
        f"Over “{item.x_path}” and “{item.y_path}”: {item.outcome} is between "
        f"{percent(min(values))} and {percent(max(values))}."
    )


def _line_table(item: SweepLine) -> DocumentTable:
    rows = tuple(
        (series.name, axis_number(x), percent(y), percent(low), percent(high))
        for series in item.series
        for x, y, low, high in zip(series.x, series.y, series.low, series.high, strict=True)
    )
    columns = ("Outcome", item.path, "Share", "Low", "High")
    title = f"{item.outcome} over {item.path}"
    return DocumentTable(columns, rows, title, numeric=frozenset((1, 2, 3, 4)))


def _map_table(item: HeatMap) -> DocumentTable:
    rows = tuple(
        (label, *("" if value is None else percent(value) for value in values))
        for label, values in zip(item.y, item.values, strict=True)
    )
    title = f"{item.outcome}: rows {item.y_path}, columns {item.x_path}"
    return DocumentTable(("", *item.x), rows, title, numeric=frozenset(range(1, len(item.x) + 1)))


def _points(answer: Sweep, study: Study) -> DocumentTable:
    """The chances at every point, without the column of the measure, which is constant."""
    columns, table = answer.tidy()
    rows = [
        tuple(_cell(cell) for cell in (*row[:-4], *row[-3:])) for row in table if row[-4] == CHANCE
    ]
    heads = (path_in_words(c, study.names) if "." in c else c for c in columns[:-4])
    names = (*heads, "chance of adoption", *columns[-2:])
    places = range(len(names))
    numeric = frozenset(i for i in places if all(_is_figure(row[i]) for row in rows))
    return DocumentTable(names, rows, "Every point of the sweep", numeric=numeric)


def _is_figure(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _cell(value: Cell) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _short(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else value


def _brief(answer: Sweep, study: Study) -> tuple[str | DocumentTable, ...]:
    question = answer.question
    worlds = f"{question.replicates:,} worlds per point"
    items: list[str | DocumentTable] = [
        f"Mean exact chance that {answer.draft} is adopted; {worlds}"
    ]
    if answer.design == "grid" and len(question.axes) == 2:
        return (*items, *_shaded(answer, study))
    paths = [axis.path for axis in question.axes]
    chances = answer.chances(answer.draft)
    rows: list[tuple[Cell, ...]] = [
        (*(_short(point[path]) for path in paths), row.interval.value, row.interval.low,
         row.interval.high, "█" * round(WIDE * row.interval.value))
        for point, row in zip(question.points, chances.values(), strict=True)
    ]  # fmt: skip
    short = tuple(path.rpartition(".")[2] for path in paths)
    heads = short if len(set(short)) == len(short) else tuple(paths)
    items += [f"{head}: {path}" for path, head in zip(paths, heads, strict=True) if path != head]
    numeric = {k for k, axis in enumerate(question.axes) if axis.numeric}
    numeric |= {len(paths) + k for k in range(3)}
    return (
        *items,
        DocumentTable((*heads, "chance", "low", "high", ""), rows, numeric=frozenset(numeric)),
    )


def _shaded(answer: Sweep, study: Study) -> Sequence[str | DocumentTable]:
    """Two axes as a heat map in characters: rows are the first path, columns the second."""
    down, across = answer.question.axes
    chart = _map(answer, study)
    rows: list[tuple[Cell, ...]] = []
    for i, shares in enumerate(chart.values):
        cells = []
        for k, share in enumerate(shares):
            chance = share if share is not None else 0.0
            shade = SHADES[min(int(chart.shade(chance) * len(SHADES)), len(SHADES) - 1)]
            cells.append(f"{shade * 2} {chance:.2f}{'*' if (i, k) == chart.base else ''}")
        rows.append((_short(down.values[i]), *cells))
    heads = ("", *(_short(value) for value in across.values))
    low, high = chart.range
    key = f"shades from {percent(low)} to {percent(high)}"
    key += "; * the point nearest to the base case" if chart.base is not None else ""
    return f"rows: {down.path}\ncolumns: {across.path}\n{key}\n", DocumentTable(heads, rows)
