"""Add a student's row to a table of answers to which others add theirs at the same time."""

from __future__ import annotations

import codecs
import errno
import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sim.domain.appending import append_whole
from sim.domain.errors import CouncilError
from sim.domain.files import behind_links, read_ordinary, why_unwritable, write_new
from sim.domain.written import note_written
from sim.lessons.answer_sheets import (
    FIRST,
    MOST_BYTES,
    AnswerSheetError,
    answer_line,
    blank_sheet,
    folded,
)
from sim.lessons.paired import PairedForm
from sim.procedure.voting_records.grid import read_grid
from sim.results.locks import updating

UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@dataclass(frozen=True)
class StudentRow:
    """The answers of a student, who may have no code, to the items of a form."""

    form: PairedForm
    student: str
    answers: Sequence[str]

    @property
    def line(self) -> str:
        """The row as it is written in the table."""
        return answer_line(self.student, self.answers)


def check_sheet(form: PairedForm, sheet: Path, student: str) -> None:
    """Refuse a file to which the answers of ``student`` cannot be added.

    Raises:
        AnswerSheetError: if it belongs to another form, has a row of the student, or cannot be read
            or written.
    """
    try:
        _addition(sheet, StudentRow(form, student, ()))
        why = why_unwritable(sheet) if sheet.parent.exists() else ""
        if not why and sheet.exists() and not os.access(sheet, os.W_OK):
            why = os.strerror(errno.EACCES).lower()
    except OSError as error:
        why = _reason(error)
    if why:
        raise AnswerSheetError(
            "no answers can be added to this file",
            code="E003",
            where=str(sheet),
            why=why,
            remedy="name another file, or change its permissions",
        )


def add_row(sheet: Path, row: StudentRow) -> None:
    """Append a row to the table at ``sheet``, created if necessary; nothing in it is changed.

    Raises:
        AnswerSheetError: if the file belongs to another form, or has a row of the same student.
        CouncilError: if the file stays locked by another process.
        OSError: if it cannot be read or written.
    """
    sheet.parent.mkdir(parents=True, exist_ok=True)
    with updating(sheet):
        append_whole(behind_links(sheet), _addition(sheet, row))
    note_written()


def kept_beside(sheet: Path, row: StudentRow, error: Exception) -> AnswerSheetError:
    """Write the row to a new table beside ``sheet``; the error that says why, and where it is."""
    why = _reason(error)
    content = blank_sheet(row.form) + row.line
    for number in count(1):
        beside = sheet.with_name(f"{sheet.stem}-{number}{sheet.suffix}")
        try:
            write_new(beside, content)
        except FileExistsError:
            continue
        except OSError:
            what = "your answers could not be written to any file"
            remedy = f"copy this row into the table: {row.line.strip()}"
        else:
            what = f"your answers are in {beside}, because they could not be added to {sheet.name}"
            remedy = f"copy the last line of {beside.name} into the table, or hand in that file"
        break
    return AnswerSheetError(what, where=str(sheet), why=why, remedy=remedy)


def _reason(error: Exception) -> str:
    if isinstance(error, CouncilError):
        return ": ".join(part for part in (error.what, error.why) if part)
    return (getattr(error, "strerror", None) or str(error)).lower()


def _addition(sheet: Path, row: StudentRow) -> bytes:
    """What to append to the table so that it holds the row, in its encoding and line ends.

    Raises:
        AnswerSheetError: if the file belongs to another form, or has a row of the same student.
        OSError: if it cannot be read.
    """
    blank = blank_sheet(row.form)
    try:
        raw = read_ordinary(sheet, MOST_BYTES)
    except FileNotFoundError:
        raw = b""
    if not raw:
        return (blank + row.line).encode()
    try:
        encoding, text = _decoded(raw)
        _check_form(sheet, row.form.form, blank, text)
        _check_new(sheet, len(blank.splitlines()), row.student, text)
        end = "\r\n" if "\r\n" in text else "\n"
        start = "" if text.endswith(("\n", "\r")) else end
        line = row.line.removesuffix("\n")
        return f"{start}{line}{end}".encode(encoding)
    except UnicodeDecodeError as error:
        raise _not_ours(sheet, "it is not text") from error
    except UnicodeEncodeError as error:
        raise AnswerSheetError(
            f"the code '{row.student}' cannot be written into this file",
            where=str(sheet),
            why=f"the file is not in UTF-8, and its encoding has no '{error.object[error.start]}'",
            remedy="save the table as CSV UTF-8, or choose another code",
        ) from error


def _decoded(raw: bytes) -> tuple[str, str]:
    """Encoding and text of a table as spreadsheets save it: UTF-8, UTF-16 or Windows-1252."""
    if raw[:2] in UTF_16:
        encoding = UTF_16[raw[:2]]
        return encoding, raw[2:].decode(encoding)
    try:
        return "utf-8", raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "cp1252", raw.decode("cp1252")


def _check_form(sheet: Path, form: str, blank: str, text: str) -> None:
    head = blank.splitlines()
    if text.splitlines()[: len(head)] != head:
        raise _not_ours(sheet, f"it does not begin as the form '{form}' of this test does")


def _check_new(sheet: Path, head: int, student: str, text: str) -> None:
    """Refuse a code that a row below the first ``head`` lines has, in whatever case or spacing."""
    wanted = folded(student)
    below = (row for row in read_grid(text).rows if row.line > head)
    mine = (row for row in below if folded(row.cell.get(FIRST, "")) == wanted)
    earlier = next(mine, None) if wanted else None
    if earlier is not None:
        raise AnswerSheetError(
            f"'{student}' has answered this form already",
            where=f"{sheet}, line {earlier.line}",
            remedy="delete that line, or name another code: `council teach quiz --student`",
        )


def _not_ours(sheet: Path, why: str) -> AnswerSheetError:
    return AnswerSheetError(
        "this file holds the answers to another form, and is left as it is",
        where=str(sheet),
        why=why,
        remedy="name another file, or give the scenario, --topic, -n and --seed of that form",
    )
