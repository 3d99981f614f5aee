"""Read CSV files as people save them: separators, line ends, quotes and broken rows."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sim.domain.cells import fused
from sim.domain.errors import CouncilError

SEPARATORS = (",", ";", "\t")
MOST_TITLES = 3
"""Maximum number of single-cell title lines above the header."""
LONGEST_CELL = 1 << 24
"""Maximum characters in a cell; a longer cell is an error of its row, not of the table."""


class TableError(CouncilError, ValueError):
    """The file is not a table of ballots."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: its cells by column, its first line, missing columns, and what is wrong with it."""

    line: int
    cell: Mapping[str, str]
    lacking: tuple[str, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the names of its columns, its rows in the file's order, and its title.

    ``heads`` has the header of each column as typed, by name.
    """

    columns: tuple[str, ...]
    rows: list[GridRow]
    title: str = ""
    heads: Mapping[str, str] = field(default_factory=dict)


def read_grid(text: str) -> Grid:
    """The table in ``text``, with columns named by ``column_key``.

    Handles line ends of any system, a byte-order mark, a line ``sep=;``, a title above the header
    and blank lines. A row with too many cells, or with a quote that is never closed, gets an error;
    the rows after it are read normally.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    head = _head(plain)
    lines = _records(plain.split("\n")[head.place :], head.place + 1, head.separator)
    typed = lines[0][1] if lines else []
    header = tuple(column_key(cell) for cell in typed)
    rows = [
        _row(header, line, cells, fault)
        for line, cells, fault in lines[1:]
        if any(cell.strip() for cell in cells)
    ]
    heads = dict(zip(header, typed, strict=True))
    return Grid(header if head.line else (), rows, head.title, heads)


@dataclass(frozen=True, slots=True)
class _Head:
    """The header: its line number, its text, the separator of cells, and the title above it."""

    place: int
    line: str
    separator: str
    title: str = ""


def _head(text: str) -> _Head:
    announced = ""
    titles: list[_Head] = []
    for place, line in enumerate(text.split("\n")):
        mark = re.fullmatch(r'"?sep=(.)"?', line.strip(" "), flags=re.IGNORECASE)
        if mark and not announced:
            announced = mark[1]
        elif line.strip():
            names = [separator for separator in SEPARATORS if separator in line]
            separator = announced or max(names, key=line.count, default=",")
            title = " ".join(head.line.strip(f'{head.separator}" ') for head in titles)
            head = _Head(place, line, separator, title)
            if len(titles) == MOST_TITLES or not _is_title(line, separator):
                return head
            titles.append(head)
    return titles[0] if titles else _Head(0, "", ",")


def _is_title(line: str, separator: str) -> bool:
    """Whether a line has a single cell, like a title above a table."""
    try:
        cells = next(csv.reader([line], delimiter=separator, strict=True), [])
    except csv.Error:
        return False
    return sum(bool(cell.strip()) for cell in cells) == 1


def column_key(head: str) -> str:
    """A normalised column header: ``Vote (yes–no–abstain)`` becomes ``vote``."""
    bare = re.sub(r"\[[^\]]*\]|\([^)]*\)", " ", head) if re.search(r"^[^\[(]*\w", head) else head
    return re.sub(r"[\W_]+", "_", bare.strip().casefold()).strip("_")


def _records(lines: Sequence[str], first: int, separator: str) -> list[tuple[int, list[str], str]]:
    """Records with the line on which each begins; quotes are read strictly if possible."""
    limit = csv.field_size_limit(LONGEST_CELL)
    try:
        return _together(lines, first, separator)
    except csv.Error:
        return [_alone(line, number, separator) for number, line in enumerate(lines, start=first)]
    finally:
        csv.field_size_limit(limit)


def _together(lines: Sequence[str], first: int, separator: str) -> list[tuple[int, list[str], str]]:
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=separator, strict=True)
    records = []
    before = 0
    for cells in reader:
        records.append((first + before, cells, ""))
        before = reader.line_num
    return records


def _alone(line: str, number: int, separator: str) -> tuple[int, list[str], str]:
    """One line on its own, in a table with a misplaced quote."""
    try:
        return number, next(csv.reader([line], delimiter=separator, strict=True), []), ""
    except csv.Error:
        return number, line.split(separator), "a quote is opened and not closed as it should be"


def _row(header: tuple[str, ...], line: int, cells: list[str], fault: str) -> GridRow:
    named: dict[str, str] = {}
    for name, cell in zip(header, cells, strict=False):
        named.setdefault(name, fused(cell.strip()))
    extra = any(cell.strip() for cell in cells[len(header) :])
    if not fault and extra:
        fault = _form(len(cells), len(header))
    return GridRow(line, named, header[len(cells) :], fault)


def _form(cells: int, columns: int) -> str:
    return f"{cells} cells under {columns} columns; quote cells that contain a comma"


def short_of(row: GridRow, columns: Iterable[str]) -> str:
    """The error of a row that ends before one of ``columns``; empty if it does not."""
    lacking = set(row.lacking) & set(columns)
    width = len(row.cell) + len(row.lacking)
    return _form(width - len(row.lacking), width) if lacking else ""
