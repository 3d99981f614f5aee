"""Tests before and after the lesson, answered in the room on people's own devices.

There are no accounts: students choose a code that links their two forms. A code belongs to the
device that used it first, in either form, so nobody can change another person's answers. Another
device can answer the second form under it, because students change devices; its answers give way
to those of the code's own device.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sim.domain.texts import say
from sim.lessons.answer_sheets import answer_line, blank_sheet
from sim.lessons.paired import PairedForm

LONGEST_TYPED = 80
"""Letters of a code that are looked at."""

MOST_GIVEN = 200
"""Maximum number of rows of a form."""


@dataclass(frozen=True)
class GivenAnswers:
    """The answers of one student.

    Attributes:
        student: the code as typed; may be empty.
        device: key of the browser.
        answers: answers such as ``B3``, in the order of the form.
        replaces: the code of earlier answers from this device that these replace.
    """

    student: str
    device: str
    answers: tuple[str, ...]
    replaces: str | None = None


@dataclass(frozen=True)
class ClassTest:
    """The state of a room's test.

    Attributes:
        open: the open form, ``pre`` or ``post``; empty if none is open.
        closed: the forms that the teacher has closed.
        given: form -> its answers, in the order of arrival.
    """

    open: str = ""
    closed: frozenset[str] = frozenset()
    given: Mapping[str, tuple[GivenAnswers, ...]] = field(default_factory=dict)

    def of(self, form: str) -> tuple[GivenAnswers, ...]:
        """The answers to ``form``."""
        return self.given.get(form, ())

    def from_device(self, form: str, device: str) -> tuple[GivenAnswers, ...]:
        """The answers to ``form`` from one device."""
        return tuple(answers for answers in self.of(form) if device and answers.device == device)


def student_code(typed: str) -> str:
    """A student's code as it is kept: ``AB12`` for `` ab 12`` and for its full-width letters.

    The two forms are paired by it, so that both must be typed alike. Empty for what is not two
    letters and two digits.
    """
    letters = "".join(unicodedata.normalize("NFKC", typed[:LONGEST_TYPED]).upper().split())
    digits = letters[2:]
    if len(letters) != 4 or not letters[:2].isalpha() or not digits.isdecimal():
        return ""
    return letters[:2] + "".join(str(int(digit)) for digit in digits)


def turned_to(test: ClassTest, form: str) -> ClassTest:
    """The test with ``form`` open; with none if it is empty."""
    closed = (test.closed | {test.open} if test.open else test.closed) - {form}
    return replace(test, open=form, closed=frozenset(closed))


def with_given(test: ClassTest, form: str, given: GivenAnswers) -> ClassTest:
    """The test with answers added, replacing earlier ones under the same code."""
    rows = list(test.of(form))
    place = _place(rows, given)
    if place is None:
        rows.append(given)
    else:
        rows[place] = given
    return replace(test, given={**test.given, form: tuple(rows)})


def without_answers(test: ClassTest, form: str) -> ClassTest:
    """The test without the answers to ``form``, as if nobody had answered it."""
    return replace(test, given={**test.given, form: ()})


def why_not_given(test: ClassTest, form: str, given: GivenAnswers) -> str:
    """Why the answers cannot be accepted; empty if they can."""
    if test.open != form:
        return say("this test is not open")
    if not student_code(given.student):
        return say("your code needs two letters and two digits, such as {example}", example="AB12")
    rows = list(test.of(form))
    place = _place(rows, given)
    others = place is not None and rows[place].device != given.device
    if others and _owner(test, form, given.student) != given.device:
        return say("somebody has answered under this code; choose another")
    if place is None and len(rows) >= MOST_GIVEN:
        return say("no further answers are taken")
    return ""


def _owner(test: ClassTest, form: str, student: str) -> str:
    """The device that used the code ``student`` in another form; empty if none did."""
    code = student.casefold()
    rows = (row for name, given in test.given.items() if name != form for row in given)
    return next((row.device for row in rows if row.student.casefold() == code), "")


def _place(rows: list[GivenAnswers], given: GivenAnswers) -> int | None:
    """Index of the answers that ``given`` replaces, or None.

    Answers under the same code take precedence over those of the same device.
    """
    code = given.student.casefold()
    for place, row in enumerate(rows):
        if code and row.student.casefold() == code:
            return place
    for place, row in enumerate(rows):
        if row.device == given.device and given.replaces == row.student:
            return place
    return None


def answers_csv(form: PairedForm, test: ClassTest) -> str:
    """The answers to ``form`` as the table that `council teach gain` reads; without devices."""
    rows = (answer_line(answers.student, answers.answers) for answers in test.of(form.form))
    return blank_sheet(form) + "".join(rows)
