"""The class's answers as a table: one row per student, with the key in the table and no names.

The first column names the row; every other column is an item. The first three rows are the numbers
of the cases, their topics, and the key with the name of the form. A cell contains what the student
wrote, such as ``B3``: the letter of the outcome and the number of the provision.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.domain.cells import defused
from sim.domain.errors import CouncilError
from sim.domain.files import read_ordinary
from sim.lessons.paired import FORMS, PairedForm
from sim.procedure.voting_records.files import decoded
from sim.procedure.voting_records.grid import Grid, GridRow, read_grid

FIRST = "student"
CASE, TOPIC = "case", "topic"
KEY = " key"
"""Suffix of the name of the key row, after the name of the form."""

MOST_BYTES = 4_000_000
MOST_TOLD = 8
"""Maximum number of errors of a table that one message lists."""

LEFT_OUT = "-"
"""Marks an answer that was left out."""

ANSWER = re.compile(r"([A-C-]?)\s*([1-9]?)")


class AnswerSheetError(CouncilError, ValueError):
    """A table of answers that cannot be used."""


@dataclass(frozen=True)
class AnsweredRow:
    """The answers of one student in the order of the items; an empty answer was left out."""

    line: int
    student: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class AnswerSheet:
    """The answers to one form.

    Attributes:
        name: the file.
        form: ``pre`` or ``post``.
        cases, topics, key: case, topic and right answer of each item, in the order of the form.
    """

    name: str
    form: str
    cases: tuple[int, ...]
    topics: tuple[str, ...]
    key: tuple[str, ...]
    rows: tuple[AnsweredRow, ...]

    def right(self, row: AnsweredRow) -> dict[int, tuple[bool, bool]]:
        """Case -> whether the outcome and the provision are right."""
        return {
            case: (answer[:1] == key[0], answer[1:] == key[1:])
            for case, key, answer in zip(self.cases, self.key, row.answers, strict=True)
        }


def blank_sheet(form: PairedForm) -> str:
    """An empty CSV table for the answers to ``form``."""
    items = form.items
    rows = [
        [FIRST, *range(1, len(items) + 1)],
        [CASE, *(item.asked.case for item in items)],
        [TOPIC, *(item.topic for item in items)],
        [f"{form.form}{KEY}", *(item.key for item in items)],
    ]
    return "".join(_line(row) for row in rows)


def answer_line(student: str, answers: Sequence[str]) -> str:
    """A row of the table."""
    return _line([student, *answers])


def _line(cells: Sequence[object]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow([defused(cell) for cell in cells])
    return text.getvalue()


def read_answers(path: Path) -> AnswerSheet:
    """Read the answers in the file at ``path``, in the layout of ``blank_sheet``.

    Raises:
        AnswerSheetError: with every error by line, and the remedy.
    """
    try:
        text, _ = decoded(read_ordinary(path, MOST_BYTES))
    except FileNotFoundError as error:
        raise AnswerSheetError(
            "the file of answers does not exist",
            where=str(path),
            remedy="`council teach tests -o FOLDER` writes pre.csv and post.csv to fill in",
        ) from error
    except (OSError, ValueError) as error:
        raise AnswerSheetError(
            "the answers cannot be read",
            where=str(path),
            why=getattr(error, "strerror", None) or str(error),
            remedy="save the table as CSV, UTF-8, and name that file",
        ) from error
    return _sheet(str(path), read_grid(text))


def _sheet(name: str, grid: Grid) -> AnswerSheet:
    # In reverse, so that of two rows with the same mark the upper one is used.
    marks = {row.cell.get(FIRST, "").strip().casefold(): row for row in reversed(grid.rows)}
    form = next((form for form in FORMS if f"{form}{KEY}" in marks), "")
    if grid.columns[:1] != (FIRST,) or not {CASE, TOPIC} <= set(marks) or not form:
        raise AnswerSheetError(
            "this is not a table of answers to a form",
            where=f"{name}, line 1",
            why=f"it lacks the column '{FIRST}', or one of the rows '{CASE}', '{TOPIC}' and "
            f"'pre{KEY}' or 'post{KEY}'",
            remedy="type the answers into pre.csv or post.csv of `council teach tests -o FOLDER`, "
            "below the rows that are already there",
        )
    items = tuple(head for head in grid.columns[1:] if head)
    head = {mark: marks[mark] for mark in (CASE, TOPIC, f"{form}{KEY}")}
    faults: list[str] = []
    cases = tuple(_number(head[CASE], item, faults) for item in items)
    key = tuple(_answer(head[f"{form}{KEY}"], item, faults, whole=True) for item in items)
    topics = tuple(head[TOPIC].cell.get(item, "") for item in items)
    lines = {row.line for row in head.values()}
    rows = [row for row in grid.rows if row.line not in lines]
    answered = tuple(_answered(row, items, faults) for row in rows if _filled(row, items))
    _doubles(answered, cases, faults)
    if faults:
        raise AnswerSheetError(
            f"{len(faults)} {'cell' if len(faults) == 1 else 'cells or rows'} cannot be read",
            where=name,
            why="; ".join(faults[:MOST_TOLD]) + ("; ..." if len(faults) > MOST_TOLD else ""),
            remedy="write each answer as a letter and a number, such as B3; a dash where it was "
            "left out",
        )
    return AnswerSheet(name, form, cases, topics, key, answered)


def _filled(row: GridRow, items: Sequence[str]) -> bool:
    """Whether a student's row has any answer; an empty row means absence, not failure."""
    answered = any(row.cell.get(item, "").strip() for item in items)
    return bool(row.fault) or answered or _in_one_cell(row)


def _in_one_cell(row: GridRow) -> bool:
    """Whether a code contains answers: its row is separated otherwise than the table."""
    code = row.cell.get(FIRST, "")
    answers = [part for part in code.upper().split() if re.fullmatch("[A-C][1-9]", part)]
    return len(answers) > 1 or bool(re.search(r"[;|\t]", code))


def _answered(row: GridRow, items: Sequence[str], faults: list[str]) -> AnsweredRow:
    if row.fault:
        faults.append(f"line {row.line}: {row.fault}")
    elif _in_one_cell(row):
        faults.append(
            f"line {row.line}: '{row.cell[FIRST]}' is one cell; separate the answers as in the "
            "first line"
        )
    answers = tuple(_answer(row, item, faults) for item in items)
    return AnsweredRow(row.line, row.cell.get(FIRST, "").strip(), answers)


def _answer(row: GridRow, item: str, faults: list[str], *, whole: bool = False) -> str:
    """The letter and the number in a cell; a dash for an answer that was left out."""
    text = row.cell.get(item, "").strip().upper()
    match = ANSWER.fullmatch(text)
    if match is None or (whole and not all(match.groups())):
        faults.append(f"line {row.line}, item {item}: '{text}' is not an answer")
        return ""
    if not text:
        return ""
    return (match[1] or LEFT_OUT) + match[2]


def _number(row: GridRow, item: str, faults: list[str]) -> int:
    text = row.cell.get(item, "").strip()
    if not (text.isascii() and text.isdigit()):
        faults.append(f"line {row.line}, item {item}: '{text}' is not the number of a case")
        return -1
    return int(text)


def _doubles(rows: Sequence[AnsweredRow], cases: Sequence[int], faults: list[str]) -> None:
    """Report duplicate codes, ignoring case and spaces, and duplicate cases."""
    seen: dict[str, int] = {}
    for row in rows:
        code = folded(row.student)
        if code in seen and code:
            faults.append(
                f"line {row.line}: the code '{row.student}' is already on line {seen[code]}"
            )
        seen.setdefault(code, row.line)
    twice = sorted({case for case in cases if cases.count(case) > 1 and case >= 0})
    faults.extend(f"case {case} is in two columns" for case in twice)


def by_student(sheet: AnswerSheet) -> Mapping[str, AnsweredRow]:
    """The rows that have a code, by the code in lower case and without spaces."""
    return {folded(row.student): row for row in sheet.rows if row.student}


def folded(code: str) -> str:
    """A student's code as codes are compared: in lower case, without spaces."""
    return "".join(unicodedata.normalize("NFKC", code).casefold().split())
