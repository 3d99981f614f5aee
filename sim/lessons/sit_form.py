"""Answer a test form at the terminal: one student, or several in turn at one computer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from sim.domain.errors import ExitCode
from sim.domain.files import read_ordinary, replace_whole
from sim.lessons.answer_sheets import (
    FIRST,
    LEFT_OUT,
    MOST_BYTES,
    AnswerSheetError,
    answer_line,
    blank_sheet,
)
from sim.lessons.paired import POST, PairedForm, PairedItem
from sim.procedure.voting_records.files import decoded
from sim.procedure.voting_records.grid import read_grid

STOP = ("q", "quit")
LONGEST_CODE = 60
"""Maximum length of a student's code."""

Tell = Callable[[str], object]
Ask = Callable[[str], str | None]
"""Shows a prompt and gives the line typed; None when there is no more input."""


def sit_form(form: PairedForm, sheet: Path, student: str, tell: Tell, ask: Ask) -> None:
    """Ask the items of ``form`` and append the answers as a row to the table at ``sheet``.

    The right answers are shown after the second form only, so that they are not memorised.

    Raises:
        AnswerSheetError: if the file belongs to another form, or has a row of the same student.
        OSError: if the file cannot be written.
    """
    check_student_code(student)
    before = _so_far(form, sheet, student)
    tell(f"{len(form.items)} items. Enter leaves an answer out; q stops.\n")
    typed: list[str] = []
    for place, item in enumerate(form.items, start=1):
        tell(f"[{place}/{len(form.items)}] {item.asked.stem}")
        if item.asked.quote:
            tell(f"      {item.asked.quote}")
        letter = _pick(item.asked.ask, item.lettered, tell, ask)
        number = None if letter is None else _pick("Which rule?", item.numbered, tell, ask)
        if letter is None or number is None:
            break
        typed.append(letter + number or LEFT_OUT)
        tell("")
    if not typed:
        tell("Nothing was answered; nothing was written.")
        return
    answers = typed + [LEFT_OUT] * (len(form.items) - len(typed))
    sheet.parent.mkdir(parents=True, exist_ok=True)
    replace_whole(sheet, before + answer_line(student, answers))
    left = answers.count(LEFT_OUT)
    text = f"; {left} left out, which count as not right" if left else ""
    tell(f"Your answers are in {sheet}{text}.")
    if form.form == POST:
        for item, answer in zip(form.items, answers, strict=True):
            tell(_verdict(item, answer))


def check_student_code(student: str) -> None:
    """Refuse a code that would break the table: several lines, control characters, too long.

    Raises:
        AnswerSheetError: if the code is not allowed.
    """
    if len(student) > LONGEST_CODE:
        why = f"a code has at most {LONGEST_CODE} letters"
    elif not student.isprintable():
        why = "a code is one line of letters, digits and signs"
    else:
        return
    raise AnswerSheetError(
        f"'{student[:LONGEST_CODE]}' is not the code of a student",
        where="--student",
        why=why,
        remedy="give a short code such as --student k7",
        exit_code=ExitCode.USAGE,
    )


def _so_far(form: PairedForm, sheet: Path, student: str) -> str:
    """The existing table, or a new one; raises an error if it belongs to another form."""
    blank = blank_sheet(form)
    try:
        text, _ = decoded(read_ordinary(sheet, MOST_BYTES))
    except FileNotFoundError:
        return blank
    except ValueError as error:
        raise _not_ours(sheet, str(error)) from error
    head = blank.splitlines()
    if text.splitlines()[: len(head)] != head:
        raise _not_ours(sheet, f"it does not begin as the form '{form.form}' of this test does")
    wanted = student.strip().casefold()
    below = (row for row in read_grid(text).rows if row.line > len(head))
    mine = (row for row in below if row.cell.get(FIRST, "").strip().casefold() == wanted)
    earlier = next(mine, None) if wanted else None
    if earlier is not None:
        raise AnswerSheetError(
            f"'{student}' has answered this form already",
            where=f"{sheet}, line {earlier.line}",
            remedy="name another code with --student, or delete that line",
        )
    return text if text.endswith("\n") else f"{text}\n"


def _not_ours(sheet: Path, why: str) -> AnswerSheetError:
    return AnswerSheetError(
        "this file holds the answers to another form, and is left as it is",
        where=str(sheet),
        why=why,
        remedy="name another file, or give the scenario, --topic, -n and --seed of that form",
    )


def _pick(question: str, marked: Sequence[tuple[str, str]], tell: Tell, ask: Ask) -> str | None:
    """The mark chosen; empty if left out, None to stop."""
    tell(question)
    for mark, choice in marked:
        tell(f"  {mark}  {choice}")
    marks = [mark for mark, _ in marked]
    while True:
        line = ask("> ")
        if line is None or line.strip().lower() in STOP:
            return None
        chosen = line.strip().upper()
        if chosen in ("", *marks):
            return chosen
        tell(f"Type {', '.join(marks[:-1])} or {marks[-1]}, Enter to leave it out, or q to stop.")


def _verdict(item: PairedItem, answer: str) -> str:
    question = item.asked
    mark = "right" if answer == item.key else f"you wrote {answer}"
    right = f"{question.outcome} {question.rule}: {question.why}"
    return f"\n{item.key} ({mark}). {question.stem}\n  {right}"
