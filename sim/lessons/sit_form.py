"""Answer a test form at the terminal: one student, or several in turn at one computer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from sim.domain.errors import CouncilError, ExitCode
from sim.lessons.answer_sheets import LEFT_OUT, AnswerSheetError
from sim.lessons.paired import POST, PairedForm, PairedItem
from sim.lessons.sheet_files import StudentRow, add_row, check_sheet, kept_beside

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
        AnswerSheetError: before the first item, if the file belongs to another form, has a row of
            the same student or cannot be written; after the last, if it was changed meanwhile such
            that the row cannot be added, which is then kept beside it.
    """
    check_student_code(student)
    check_sheet(form, sheet, student)
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
    row = StudentRow(form, student, answers)
    refusal: AnswerSheetError | None = None
    try:
        add_row(sheet, row)
    except (OSError, CouncilError) as error:
        refusal = kept_beside(sheet, row, error)
    else:
        left = answers.count(LEFT_OUT)
        text = f"; {left} left out, which count as not right" if left else ""
        tell(f"Your answers are in {sheet}{text}.")
    if form.form == POST:
        for item, answer in zip(form.items, answers, strict=True):
            tell(_verdict(item, answer))
    if refusal is not None:
        raise refusal


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
