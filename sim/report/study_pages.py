"""The reports on studies: what-if, sweep, sensitivity, flip, backtest and power."""

from __future__ import annotations

from collections.abc import Sequence

from sim.report.bars import change_chart, power_bars, tornado
from sim.report.charts import number, signed
from sim.report.data import Score, percent, plural
from sim.report.page import Claim, Exhibit, Page, Section, Table
from sim.report.plots import calibration, heat_map, sweep_line
from sim.report.studydata import (
    Backtest,
    CalibrationBin,
    ChangeRow,
    Flip,
    FlipSolution,
    HeatMap,
    PowerStudy,
    Sensitivity,
    Study,
    Sweep,
    SweepLine,
    WhatIf,
)


def whatif_page(result: WhatIf) -> Page:
    """What changes between the base and a variant on the same draws."""
    moved = [row for row in result.outcomes if row.low > 0 or row.high < 0]
    claims = [Claim(_change(row)) for row in moved]
    if not moved:
        claims = [Claim("No outcome's share changes by more than chance explains.")]
    sections = [
        Section("What changes", exhibits=(_changes(result.outcomes, "the share of each outcome"),))
    ]
    for draft, rows in result.votes.items():
        exhibit = _changes(rows, f"the chance of a yes to {draft}")
        sections.append(Section(f"Votes on {draft}", exhibits=(exhibit,)))
    if result.movers:
        told = tuple(
            Claim(
                f"{mover.member} on {mover.draft}: its chance of a yes changes by "
                f"{signed(mover.change, percent=True)} percentage points, most through "
                f"{mover.term}.",
                mover.evidence,
            )
            for mover in result.movers
        )
        sections.insert(1, Section("Who moves, and through what", claims=told))
    subtitle = f"{result.variant}, compared with {result.study.scenario} on the same draws"
    return _page(result.study, subtitle, claims, sections)


def _change(row: ChangeRow) -> str:
    low, high = (signed(end, percent=True) for end in (row.low, row.high))
    change = signed(row.change, percent=True)
    return f"{row.label}: {change} percentage points (95% interval {low} to {high})."


def _changes(rows: Sequence[ChangeRow], what: str) -> Exhibit:
    cells = tuple(
        (row.label, *(signed(value, percent=True) for value in (row.change, row.low, row.high)))
        for row in rows
    )
    columns = ("", "Change", "Low", "High")
    table = Table(f"Change of {what}, percentage points", columns, cells, frozenset((1, 2, 3)))
    caption = f"Change of {what}. Filled discs: the interval excludes zero; hollow: it does not."
    return Exhibit(change_chart(rows, what) if rows else None, table, caption)


def sweep_page(result: Sweep) -> Page:
    """An outcome over the values of what was varied."""
    exhibits = [_line(item) for item in result.lines] + [_map(item) for item in result.maps]
    claims = [Claim(_range(item)) for item in result.lines]
    claims += [Claim(_span(item)) for item in result.maps]
    table = Table(
        "Every point of the sweep",
        result.columns,
        result.rows,
        frozenset(range(1, len(result.columns))),
    )
    sections = [
        Section("The figures", exhibits=tuple(exhibits)),
        Section("The points", exhibits=(Exhibit(None, table),)),
    ]
    subtitle = f"Sweep of {result.study.scenario}: {result.design}"
    return _page(result.study, subtitle, claims, sections)


def _range(item: SweepLine) -> str:
    parts = [
        f"{series.name} lies between {percent(min(series.y))} and {percent(max(series.y))}"
        for series in item.series
    ]
    return f"Over {item.path}: {'; '.join(parts)}."


def _span(item: HeatMap) -> str:
    values = [value for row in item.values for value in row if value is not None]
    if not values:
        return f"Over {item.x_path} and {item.y_path} nothing was computed."
    return (
        f"Over {item.x_path} and {item.y_path}: {item.outcome} lies between "
        f"{percent(min(values))} and {percent(max(values))}."
    )


def _line(item: SweepLine) -> Exhibit:
    rows = tuple(
        (
            series.name,
            number(x),
            percent(y),
            percent(series.low[i]) if series.low else "",
            percent(series.high[i]) if series.high else "",
        )
        for series in item.series
        for i, (x, y) in enumerate(zip(series.x, series.y, strict=True))
    )
    columns = ("Outcome", item.path, "Share", "Low", "High")
    table = Table(f"{item.outcome} over {item.path}", columns, rows, frozenset((1, 2, 3, 4)))
    return Exhibit(sweep_line(item), table)


def _map(item: HeatMap) -> Exhibit:
    rows = tuple(
        (label, *("" if value is None else percent(value) for value in values))
        for label, values in zip(item.y, item.values, strict=True)
    )
    table = Table(
        f"{item.outcome}: rows {item.y_path}, columns {item.x_path}",
        ("", *item.x),
        rows,
        frozenset(range(1, len(item.x) + 1)),
    )
    return Exhibit(heat_map(item), table)


def sensitivity_page(result: Sensitivity) -> Page:
    """Which number moves the outcome, and which evidence is worth improving."""
    claims: list[Claim] = []
    sections: list[Section] = []
    if result.tornado and result.tornado.bars:
        bars = sorted(result.tornado.bars, key=lambda b: -abs(b.at_high - b.at_low))
        show = percent if result.tornado.percent else number
        top = bars[0]
        claims.append(
            Claim(
                f"{result.tornado.outcome[:1].upper()}{result.tornado.outcome[1:]} moves most "
                f"with {top.label}: {show(top.at_low)} at its low end, {show(top.at_high)} at "
                "its high end."
            )
        )
        rows = tuple((b.label, show(b.at_low), show(b.at_high), b.grade) for b in bars)
        columns = ("Number", "At its low end", "At its high end", "Grade")
        table = Table(f"What moves {result.tornado.outcome}", columns, rows, frozenset((1, 2)))
        exhibit = Exhibit(tornado(result.tornado), table)
        sections.append(Section("One number at a time", exhibits=(exhibit,)))
    if result.worth:
        ranked = sorted(result.worth, key=lambda w: (-w.first_order, w.label))
        claims.append(
            Claim(
                f"Learning {ranked[0].label} exactly would take away "
                f"{percent(max(0.0, ranked[0].first_order))} of the outcome's variance, more than "
                "any other input.",
                ranked[0].evidence,
            )
        )
        rows = tuple((w.label, w.group, f"{w.first_order:.3f}", f"{w.total:.3f}") for w in ranked)
        columns = ("Input", "Group", "First order", "Total")
        table = Table("Shares of the variance", columns, rows, frozenset((2, 3)))
        note = Claim("First order: the share of variance that knowing the input would remove.")
        sections.append(
            Section("What is worth learning", claims=(note,), exhibits=(Exhibit(None, table),))
        )
    subtitle = f"Sensitivity of {result.study.scenario}, method {result.method}"
    return _page(result.study, subtitle, claims, sections)


def flip_page(result: Flip) -> Page:
    """The smallest changes that turn the outcome, with the certificate of the search."""
    if result.solutions:
        best = result.solutions[0]
        claim = f"The smallest change that gives {result.goal} costs {number(best.cost)}"
        claim += f" ({result.metric}) in {plural(len(best.steps), 'step')}."
    else:
        claim = f"No change on the grid gives {result.goal}."
    sections = [
        Section(
            f"Change {i}",
            claims=tuple(Claim(t) for t in (solution.loses,) if t),
            exhibits=(Exhibit(None, _steps(solution)),),
        )
        for i, solution in enumerate(result.solutions, 1)
    ]
    sections.append(Section("The bound of the search", claims=(Claim(result.certificate),)))
    subtitle = f"What would give {result.goal} in {result.study.scenario}"
    return _page(result.study, subtitle, [Claim(claim), Claim(result.certificate)], sections)


def _steps(solution: FlipSolution) -> Table:
    rows = tuple((s.what, s.before, s.after, number(s.cost)) for s in solution.steps)
    caption = f"{plural(len(rows), 'step')}, cost {number(solution.cost)}"
    return Table(caption, ("What", "From", "To", "Cost"), rows, frozenset((1, 2, 3)))


def backtest_page(result: Backtest) -> Page:
    """How good the forecasts are on recorded votes, beside baselines."""
    claims = [Claim(note) for note in result.notes]
    ranked = [score for score in result.scores if score.log_score is not None]
    if ranked:
        best = max(ranked, key=lambda score: score.log_score or 0.0)
        claims.insert(0, Claim(f"The best log score has “{best.name}” ({best.log_score:.3f})."))
    sections = [Section("Scores", exhibits=(Exhibit(None, _scores(result.scores)),))]
    if result.calibration:
        sections.append(
            Section(
                "Calibration",
                exhibits=(Exhibit(calibration(result.calibration), _bins(result.calibration)),),
            )
        )
    subtitle = f"Backtest on recorded votes: {result.study.scenario}"
    return _page(result.study, subtitle, claims, sections)


def _scores(scores: Sequence[Score]) -> Table:
    def cell(value: float | None) -> str:
        return "" if value is None else f"{value:.3f}".replace("-", "−")

    rows = tuple((s.name, f"{s.hits} of {s.of}", cell(s.log_score), cell(s.brier)) for s in scores)
    columns = ("Forecast", "Hits", "Log score", "Brier score")
    return Table("Scores on the recorded votes", columns, rows, frozenset((1, 2, 3)))


def _bins(bins: Sequence[CalibrationBin]) -> Table:
    rows = tuple(
        (percent(b.forecast), percent(b.observed), percent(b.low), percent(b.high), str(b.count))
        for b in bins
    )
    columns = ("Forecast", "Came true", "Low", "High", "Forecasts")
    return Table("Forecasts and what came", columns, rows, frozenset(range(5)))


def power_page(result: PowerStudy) -> Page:
    """The power of each class of seats under each index."""
    claims = []
    sections = []
    for index, rows in result.indices.items():
        top = max(rows, key=lambda row: row.value)
        claims.append(Claim(f"{index}: {top.label} has most, {number(top.value)}."))
        cells = tuple((row.label, number(row.value), row.exact) for row in rows)
        table = Table(
            f"{index} of {result.body}", ("Seat", "Power", "Exactly"), cells, frozenset((1, 2))
        )
        sections.append(Section(index, exhibits=(Exhibit(power_bars(rows, index), table),)))
    return _page(result.study, f"Voting power in {result.body}", claims, sections)


def _page(
    study: Study, subtitle: str, claims: Sequence[Claim], sections: Sequence[Section]
) -> Page:
    assumed = ""
    if study.numbers:
        assumed = (
            f"{study.assumed} of the {plural(study.numbers, 'number')} behind this page have no "
            "evidence: they are assumed, with a wide spread."
        )
    provenance = [("Scenario", study.scenario), ("Seed", str(study.seed))]
    if study.replicates:
        provenance.append(("Simulated courses of events in each arm", f"{study.replicates:,}"))
    return Page(
        title=study.title,
        subtitle=subtitle,
        summary=tuple(claims),
        sections=tuple(sections),
        command=study.command,
        provenance=tuple(provenance),
        evidence=study.evidence,
        assumptions=assumed,
    )
