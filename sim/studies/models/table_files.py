"""Read tables of other models: KTAB's CSV, and the ``#A #P #M #D`` tables of exchange models."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from sim.domain.errors import CouncilError
from sim.domain.files import read_ordinary
from sim.studies.models.preference_tables import Floats, PreferenceTable

SCALE = (0.0, 100.0)
"""Default ends of the scales of both formats."""
KTAB_SALIENCE = 100.0
"""KTAB writes saliences from 0 to 100."""
KTAB_FIRST = 3
"""Columns of a KTAB row before the pairs of position and salience: name, description, power."""
MOST = 1e9
"""The largest size of a number: beyond it, sums and products of weights lose their digits."""


class PreferenceTableError(CouncilError, ValueError):
    """A table that cannot be read, with the line at fault."""

    def __init__(self, path: Path, line: int, what: str, remedy: str) -> None:
        super().__init__(
            f"{path.name} cannot be imported: {what}",
            code="E701",
            where=f"{path}:{line}" if line else str(path),
            remedy=remedy,
            exit_code=3,
        )


@dataclass(slots=True)
class _Rows:
    """The content of a file as (actor, issue) -> (capability, x, salience)."""

    actors: dict[str, str] = field(default_factory=dict)
    scales: dict[str, tuple[float, float]] = field(default_factory=dict)
    cells: dict[tuple[str, str], tuple[float, float, float]] = field(default_factory=dict)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class ImportedTable:
    """A table with its metadata.

    Attributes:
        table: the numbers; saliences from 0 to 1.
        descriptions: of the actors, in the table's order; may be empty strings.
        source: name of the file's format.
    """

    table: PreferenceTable
    descriptions: tuple[str, ...]
    source: str


def read_preferences(path: Path) -> ImportedTable:
    """Read a table in either format, recognised by its content.

    Raises:
        PreferenceTableError: when the file is neither, or one of its lines cannot be parsed.
        CouncilError: when the file cannot be read.
    """
    try:
        text = read_ordinary(path).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CouncilError(
            f"{path} cannot be read",
            code="E003",
            where=str(path),
            why=str(error),
            remedy="check the path; the file must be text in UTF-8",
        ) from error
    lines = text.splitlines()
    if any(line.lstrip().startswith(("#A", "'#A'")) for line in lines):
        rows, name, source = _read_marked(path, lines), path.stem, "#A #P #M #D table"
    else:
        rows, name = _read_ktab(path, lines)
        source = "KTAB table"
    return ImportedTable(_arrays(path, name, rows), tuple(rows.actors.values()), source)


def _number(path: Path, line: int, text: str, what: str) -> float:
    """The number in a cell; only plain decimal notation counts, as spreadsheets write it."""
    try:
        value = float(text) if text.isascii() and "_" not in text else math.nan
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise PreferenceTableError(path, line, f"{what} is '{text}'", "write a finite number there")
    if abs(value) > MOST:
        raise PreferenceTableError(
            path, line, f"{what} is {text}", f"write a number between {-MOST:g} and {MOST:g}"
        )
    return value


def _count(text: str) -> int:
    """A count of actors or dimensions; 0 if it is not written in plain digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _read_ktab(path: Path, lines: list[str]) -> tuple[_Rows, str]:
    """KTAB: name, description, counts; column names; then one row for each actor."""
    semicolons = _has_semicolons(lines)
    if semicolons:  # spreadsheets save these where a comma is the decimal sign
        lines = [line.rstrip(";") for line in lines]
    split = csv.reader(lines, delimiter=";" if semicolons else ",", skipinitialspace=True)
    try:
        table = [
            (split.line_num, [cell.strip() for cell in row])
            for row in split
            if any(cell.strip() for cell in row)
        ]
    except csv.Error as error:
        raise PreferenceTableError(
            path, split.line_num, str(error), "save the table again as CSV"
        ) from error
    expected = 'the first line of a KTAB table is: name,"description",actors,dimensions'
    if len(table) < KTAB_FIRST:
        raise PreferenceTableError(path, 1, "it has no rows of actors", expected)
    (_, head), (second, names), *body = table
    counts = [cell for cell in head if cell][-2:]
    if len(head) < KTAB_FIRST + 1 or not all(_count(cell) for cell in counts):
        raise PreferenceTableError(
            path, 1, "its first line does not end in two counts from 1 on", expected
        )
    actors, dimensions = (_count(cell) for cell in counts)
    width = KTAB_FIRST + 2 * dimensions
    if len(body) != actors:
        raise PreferenceTableError(
            path, 1, f"it declares {actors} actors and has {len(body)}", "fix the count"
        )
    if len(names) < width:
        raise PreferenceTableError(
            path, second, f"it names {len(names)} columns, {width} are needed", "name every column"
        )
    _check_order(path, second, names[:width])
    issues = _dimension_names(names[KTAB_FIRST:width], dimensions)
    rows = _Rows(scales=dict.fromkeys(issues, SCALE))
    for line, row in body:
        if len(row) < width:
            raise PreferenceTableError(
                path, line, f"the row of {row[0]} has {len(row)} cells of {width}", "fill it"
            )
        if not row[0]:
            raise PreferenceTableError(path, line, "the actor has no name", "name it")
        if row[0] in rows.actors:
            raise PreferenceTableError(path, line, f"actor '{row[0]}' has two rows", "keep one")
        rows.actors[row[0]] = row[1]
        cells = [cell.replace(",", ".") if semicolons else cell for cell in row]
        power = _number(path, line, cells[2], f"the power of {row[0]}")
        for k, issue in enumerate(issues):
            on = f"of {row[0]} on {issue}"
            position = _number(path, line, cells[KTAB_FIRST + 2 * k], f"the position {on}")
            salience = _number(path, line, cells[KTAB_FIRST + 2 * k + 1], f"the salience {on}")
            rows.cells[row[0], issue] = (power, position, salience / KTAB_SALIENCE)
            rows.lines[row[0], issue] = line
    return rows, head[0]


def _check_order(path: Path, line: int, names: list[str]) -> None:
    """Refuse columns whose names say that they are not in KTAB's order."""
    order = [("power", KTAB_FIRST - 1)]
    for k in range(KTAB_FIRST, len(names), 2):
        order += [("position", k), ("salience", k + 1)]
    kinds = ("power", "position", "salience")
    for kind, k in order:
        said = [other for other in kinds if other in names[k].casefold()]
        if said and kind not in said:
            raise PreferenceTableError(
                path, line, f"column {k + 1} is named '{names[k]}', and KTAB has the {kind} there",
                "put the columns in the order name, description, power, then position and salience "
                "of each dimension",
            )  # fmt: skip


def _has_semicolons(lines: list[str]) -> bool:
    """Whether the cells of a KTAB table are separated by semicolons, judged by its header line."""
    heads = [line for line in lines if line.strip()][1:2]
    return bool(heads) and heads[0].count(";") > heads[0].count(",")


def _dimension_names(columns: list[str], dimensions: int) -> list[str]:
    """Names of the issues: the common part of the titles of a pair of columns, or a number."""
    names = []
    for k in range(dimensions):
        first, second = columns[2 * k].split(), columns[2 * k + 1].split()
        shared = [a for a, b in zip(first, second, strict=False) if a == b]
        names.append(" ".join(shared) or f"dimension {k + 1}")
    if len(set(names)) == len(names):
        return names
    return [f"{name} {k + 1}" for k, name in enumerate(names)]


def _read_marked(path: Path, lines: list[str]) -> _Rows:
    """Rows marked #A actor, #P issue, #M point of an issue's scale, #D one actor on one issue.

    ``#/`` begins a comment and ``#O`` is an outcome, which no preference uses; both are skipped.
    """
    rows, points = _Rows(), dict[str, list[float]]()
    for number, line in enumerate(lines, start=1):
        cells = [cell.strip().strip("'\"").strip() for cell in line.split("\t")]
        mark, rest = cells[0], cells[1:]
        if not any(cells):
            continue
        if mark.startswith("#/") or mark == "#O":
            continue
        needed = {"#A": 1, "#P": 1, "#M": 2, "#D": 5}.get(mark)
        if needed is None:
            raise PreferenceTableError(
                path, number, f"the line starts with '{mark}'", "use #A, #P, #M, #D, #O or #/"
            )
        if len(rest) < needed:
            raise PreferenceTableError(
                path,
                number,
                f"a {mark} line needs {needed} cells and has {len(rest)}",
                "separate the cells by tabs",
            )
        if mark in ("#A", "#P") and not rest[0]:
            raise PreferenceTableError(path, number, f"the {mark} line has no name", "name it")
        if mark == "#A":
            rows.actors[rest[0]] = rest[1] if len(rest) > 1 else ""
        elif mark == "#P":
            rows.scales[rest[0]] = SCALE
        elif mark == "#M":
            points.setdefault(rest[0], []).append(_number(path, number, rest[1], "a point"))
        else:
            _read_position(path, number, rest, rows)
    for issue, ends in points.items():
        if issue in rows.scales and max(ends) > min(ends):
            rows.scales[issue] = (min(ends), max(ends))
    return rows


def _read_position(path: Path, line: int, rest: list[str], rows: _Rows) -> None:
    actor, issue, *numbers = rest[:5]
    for name, declared, mark in ((actor, rows.actors, "#A"), (issue, rows.scales, "#P")):
        if name not in declared:
            raise PreferenceTableError(
                path, line, f"'{name}' has no {mark} line", f"add the {mark} line"
            )
    if (actor, issue) in rows.cells:
        raise PreferenceTableError(path, line, f"{actor} has two positions on {issue}", "keep one")
    labels = ("the position", "the salience", "the power")
    position, salience, power = (
        _number(path, line, text, f"{what} of {actor} on {issue}")
        for text, what in zip(numbers, labels, strict=True)
    )
    rows.cells[actor, issue] = (power, position, salience)
    rows.lines[actor, issue] = line


def _check_cells(path: Path, rows: _Rows) -> None:
    """Reject a number outside its range, with its line, its actor and its issue.

    Raises:
        PreferenceTableError: for the first such number.
    """
    for (actor, issue), (power, place, weight) in rows.cells.items():
        low, high = rows.scales[issue]
        whose = f"of {actor} on {issue}"
        faults = (
            (not low <= place <= high, f"the position {whose} is outside {low:g} to {high:g}"),
            (power < 0, f"the power {whose} is below zero"),
            (not 0 <= weight <= 1, f"the salience {whose} is outside its scale"),
        )
        for wrong, what in faults:
            if wrong:
                line = rows.lines[actor, issue]
                raise PreferenceTableError(path, line, what, "correct the number")


def _arrays(path: Path, name: str, rows: _Rows) -> PreferenceTable:
    _check_cells(path, rows)
    if not rows.cells:
        raise PreferenceTableError(
            path, 1, "it has no position of an actor on an issue", "add the positions"
        )
    actors, issues = tuple(rows.actors), tuple(rows.scales)
    shape = (len(actors), len(issues))
    capability, salience = np.zeros(shape), np.zeros(shape)
    position: Floats = np.full(shape, np.nan)
    for (actor, issue), (power, place, weight) in rows.cells.items():
        a, k = actors.index(actor), issues.index(issue)
        capability[a, k], position[a, k], salience[a, k] = power, place, weight
    try:
        return PreferenceTable(
            name=name,
            actors=actors,
            issues=issues,
            capability=capability,
            position=position,
            salience=salience,
            low=np.array([rows.scales[issue][0] for issue in issues]),
            high=np.array([rows.scales[issue][1] for issue in issues]),
        )
    except ValueError as error:
        raise PreferenceTableError(
            path, 0, str(error), "correct the numbers in the file"
        ) from error
