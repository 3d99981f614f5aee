"""A test before the lesson or after it, answered in the room on people's own devices.

There are no accounts: whoever answers chooses a code of their own, by which the two forms are laid
side by side. Nobody else's answers can be changed: a code belongs to the device that used it first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sim.domain.texts import say
from sim.lessons.answer_sheets import answer_line, blank_sheet
from sim.lessons.paired import PairedForm

MOST_GIVEN = 200
"""Rows that a form takes."""


@dataclass(frozen=True)
class GivenAnswers:
    """Who answered, and what.

    Attributes:
        student: the code as it was typed; may be empty.
        device: key of the browser from which it came.
        answers: as on the sheet, such as ``B3``, in the order of the form.
        replaces: the code of the earlier answers of this device that these stand for.
    """

    student: str
    device: str
    answers: tuple[str, ...]
    replaces: str | None = None


@dataclass(frozen=True)
class ClassTest:
    """The test of a room.

    Attributes:
        open: the form that is asked now, ``pre`` or ``post``; empty when none is.
        closed: the forms that the teacher has closed.
        given: form -> the answers to it, in the order in which they first came.
    """

    open: str = ""
    closed: frozenset[str] = frozenset()
    given: Mapping[str, tuple[GivenAnswers, ...]] = field(default_factory=dict)

    def of(self, form: str) -> tuple[GivenAnswers, ...]:
        """The answers to ``form``."""
        return self.given.get(form, ())

    def from_device(self, form: str, device: str) -> tuple[GivenAnswers, ...]:
        """The answers to ``form`` that came from one device."""
        return tuple(one for one in self.of(form) if device and one.device == device)


def turned_to(test: ClassTest, form: str) -> ClassTest:
    """The test with ``form`` open; with none where it is empty."""
    closed = (test.closed | {test.open} if test.open else test.closed) - {form}
    return replace(test, open=form, closed=frozenset(closed))


def with_given(test: ClassTest, form: str, given: GivenAnswers) -> ClassTest:
    """The test with answers added, or in place of the earlier ones under the same code."""
    rows = list(test.of(form))
    place = _place(rows, given)
    if place is None:
        rows.append(given)
    else:
        rows[place] = given
    return replace(test, given={**test.given, form: tuple(rows)})


def why_not_given(test: ClassTest, form: str, given: GivenAnswers) -> str:
    """Why the answers cannot be taken; empty when they can."""
    if test.open != form:
        return say("this test is not open")
    rows = list(test.of(form))
    place = _place(rows, given)
    if place is not None and rows[place].device != given.device:
        return say("somebody has answered under this code; choose another")
    if place is None and len(rows) >= MOST_GIVEN:
        return say("no further answers are taken")
    return ""


def _place(rows: list[GivenAnswers], given: GivenAnswers) -> int | None:
    """Where the answers stand that ``given`` takes the place of.

    Those under the same code come first, then those of the same device that are to be replaced.
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
    rows = (answer_line(one.student, one.answers) for one in test.of(form.form))
    return blank_sheet(form) + "".join(rows)
