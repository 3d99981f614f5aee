"""Read files of recorded ballots, in any layout, into cases in the file's order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sim.domain.words import listed
from sim.procedure.voting_records.agreement import agreed
from sim.procedure.voting_records.by_meeting import from_meetings
from sim.procedure.voting_records.by_member import ballots_by_member, from_columns
from sim.procedure.voting_records.by_tally import by_tally
from sim.procedure.voting_records.case import RecordedBallot
from sim.procedure.voting_records.columns import REPEATED
from sim.procedure.voting_records.days import Order, order_shown
from sim.procedure.voting_records.grid import (
    Grid,
    GridRow,
    TableError,
    column_key,
    read_grid,
    short_of,
)
from sim.procedure.voting_records.layout import Layout, layout_of
from sim.procedure.voting_records.repeats import warn_of_repeats
from sim.procedure.voting_records.vetoers import vetoers_in
from sim.procedure.voting_records.words import (
    is_unknown,
    number_in,
    order_of_tally,
    reordered,
)


@dataclass(frozen=True)
class TableReading:
    """Options for reading a file.

    Attributes:
        dates: ``dmy`` or ``mdy``, the order in a date such as 08/10/2016.
        columns: headers of the file by column name (``COLUMNS``).
    """

    dates: Order = ""
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)


def read_cases(text: str, reading: TableReading | None = None) -> list[RecordedBallot]:
    """Read every ballot of a CSV text, in the file's order.

    Raises:
        TableError: if the text is not a table of ballots.
    """
    reading = reading or TableReading()
    if reading.dates not in ("", "dmy", "mdy"):
        raise TableError(f"--dates is dmy or mdy, not '{reading.dates}'")
    grid = read_grid(text)
    layout = layout_of(grid, reading.columns)
    chosen = {column_key(name) for name in reading.columns}
    rows = list(_named(grid, layout, marks="permanent_no" not in chosen))
    order = reading.dates or order_shown(row.cell.get("date", "") for row in rows)
    cases = _cases(rows, layout, order, grid.heads)
    warn_of_repeats(cases)
    return cases


def _cases(
    rows: list[GridRow], layout: Layout, order: Order, heads: Mapping[str, str]
) -> list[RecordedBallot]:
    if layout.form == "vote":
        return ballots_by_member(rows, layout, order)
    if layout.form == "wide":
        votes = from_columns(rows, layout.states, heads)
        return ballots_by_member(votes, layout, order)
    if layout.form == "meeting":
        return [by_tally(row, order) for row in from_meetings(rows)]
    blind = "permanent_no" not in layout
    return [by_tally(row, order, blind=blind) for row in rows]


def _named(grid: Grid, layout: Layout, *, marks: bool) -> Iterator[GridRow]:
    """Rows with our column names; columns that the layout does not use keep their header.

    ``marks`` if columns for each permanent member may say who vetoed.
    """
    years = set(re.findall(r"\b(?:19|20)\d{2}\b", grid.title))
    year = years.pop() if len(years) == 1 else ""
    tallies = (*layout.heads.get("tally", ()), *layout.beside.get("tally", ()))
    orders = {head: order_of_tally(grid.heads.get(head, "")) for head in tallies}
    for row in grid.rows:
        votes = layout.states if layout.form == "wide" else ()
        cell = {head: row.cell.get(head, "") for head in votes}
        faults = [row.fault]
        for name, heads in layout.heads.items():
            lines = [row.cell.get(head, "") for head in heads]
            cell[name] = next((text for text in lines if not is_unknown(text)), lines[0])
            if name in REPEATED:
                faults.append(_contradiction(row, heads))
            elif name == "tally" or name in layout.beside:
                said = {h: row.cell.get(h, "") for h in (*heads, *layout.beside.get(name, ()))}
                if name == "tally":
                    said = {head: reordered(text, orders[head]) for head, text in said.items()}
                cell[name], fault = agreed(name, said, row.cell.get("year", year))
                faults.append(fault)
        if layout.form == "ballot" or "permanent_no" in layout:
            heads = layout.heads.get("permanent_no", ())
            states = layout.states if marks and layout.form == "ballot" else {}
            cell["permanent_no"], fault = vetoers_in(row.cell, heads, states)
            faults.append(fault)
        cell.setdefault("year", year)
        faults.append(short_of(row, layout.matter))
        yield GridRow(row.line, cell, (), next(filter(None, faults), ""))


def _contradiction(row: GridRow, heads: Sequence[str]) -> str:
    """The error of a row whose columns for one thing differ, such as yes and in_favour."""
    said = {head: row.cell.get(head, "") for head in heads}
    said = {head: text for head, text in said.items() if not is_unknown(text)}
    if len({_value(text) for text in said.values()}) < 2:
        return ""
    (first, text), *others = said.items()
    return f"{first} is {text}, but " + listed([f"{head} is {said[head]}" for head, _ in others])


def _value(text: str) -> object:
    try:
        return number_in(text)
    except ValueError:
        return text.casefold()
