"""Tables of ballots as people save them: separators, line ends, quotes, columns, words."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sim.domain.ballots import Vote

SEPARATORS = (",", ";", "\t")
VOTE_WORDS: dict[str, Vote] = {
    **{vote.word.replace("_", " "): vote for vote in Vote},
    **dict.fromkeys(("y", "for", "in favour", "in favor", "aye"), Vote.YES),
    **dict.fromkeys(("n", "against", "nay"), Vote.NO),
    **dict.fromkeys(("a", "abstained", "abstention", "abstaining"), Vote.ABSTAIN),
    **dict.fromkeys(
        ("non participating", "did not participate", "not voting", "nonparticipating"),
        Vote.NOT_PARTICIPATING,
    ),
}
YES_WORDS = {"yes", "true", "1", "y", "x", "party"}
NO_WORDS = {"", "no", "false", "0", "n", "-", "none"}
PACIFIC = re.compile(
    r"(ch(ap(ter)?)?\.?\s*)?(vi|6)|(art(icle)?\.?\s*)?52\s*[(.]\s*3\s*\)?"
    r"|art(icle)?\.?\s*3[3-8](\D.*)?",
    re.IGNORECASE,
)
"""Where the proviso of Article 27(3) binds a party to a dispute: Chapter VI and Article 52(3)."""
LONGEST_CELL = 1 << 24
"""Characters; a cell beyond the reader's own limit is a fault of its row, not of the table."""


class TableError(ValueError):
    """A file that is no table of ballots at all."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row by column: the line on which it begins, and what is wrong with its form."""

    line: int
    cell: Mapping[str, str]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table read: the names of its columns, and its rows in the file's order."""

    columns: tuple[str, ...]
    rows: list[Row]


def read_grid(text: str, known: Iterable[str]) -> Grid:
    """The table in ``text``; ``known`` names the columns that matter, all others are ignored.

    Line ends of any system, a byte-order mark, a line ``sep=;`` and blank lines do no harm. A row
    with too few or too many cells, or with a quote that is never closed, bears its fault; the rows
    after it are read as if it were sound.

    Raises:
        TableError: when the header names a column that matters more than once.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    start, head, separator = _head(plain)
    lines = _records(plain.split("\n")[start:], start + 1, separator)
    header = tuple(_column(cell) for cell in (lines[0][1] if lines else []))
    matter = [name for name in header if name in set(known)]
    doubled = sorted({name for name in matter if matter.count(name) > 1})
    if doubled:
        raise TableError(f"the column {doubled[0]} stands in the header more than once")
    rows = [
        _row(header, frozenset(matter), line, cells, fault)
        for line, cells, fault in lines[1:]
        if any(cell.strip() for cell in cells)
    ]
    return Grid(header if head else (), rows)


def _head(text: str) -> tuple[int, str, str]:
    """Place of the header among the lines, the header, and what separates its cells."""
    announced = ""
    for place, line in enumerate(text.split("\n")):
        mark = re.fullmatch(r'"?sep=(.)"?', line.strip(" "), flags=re.IGNORECASE)
        if mark and not announced:
            announced = mark[1]
        elif line.strip():
            found = [separator for separator in SEPARATORS if separator in line]
            return place, line, announced or max(found, key=line.count, default=",")
    return 0, "", ","


def _column(cell: str) -> str:
    return re.sub(r"[\s_-]+", "_", cell.strip().casefold())


def _records(lines: Sequence[str], first: int, separator: str) -> list[tuple[int, list[str], str]]:
    """Records with the line on which each begins; quotes are read strictly where they can be."""
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
    """One line by itself, in a table in which some quote is wrong."""
    try:
        return number, next(csv.reader([line], delimiter=separator, strict=True), []), ""
    except csv.Error:
        return number, line.split(separator), "a quote is opened and not closed as it should be"


def _row(
    header: tuple[str, ...], matter: frozenset[str], line: int, cells: list[str], fault: str
) -> Row:
    named = {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
    lacking = [name for name in header[len(cells) :] if name in matter]
    extra = any(cell.strip() for cell in cells[len(header) :])
    if not fault and (lacking or extra):
        fault = f"{len(cells)} cells under {len(header)} columns; quote cells that contain a comma"
    return Row(line, named, fault)
