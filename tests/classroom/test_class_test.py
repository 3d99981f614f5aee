"""A test before and after in the room: who may answer, what is kept, what `teach gain` reads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sim.classroom import exports
from sim.classroom.class_test import (
    MOST_GIVEN,
    ClassTest,
    GivenAnswers,
    answers_csv,
    student_code,
    turned_to,
    why_not_given,
    with_given,
)
from sim.classroom.entries import take
from sim.classroom.reply import UnnumberedEntry
from sim.classroom.room_entries import room_after
from sim.classroom.views import public
from sim.lessons.answer_sheets import read_answers
from sim.lessons.case_tests import case_forms
from sim.lessons.gain import class_gain
from sim.lessons.paired import POST, PRE
from tests.classroom.scene import scene
from tests.classroom.test_drafting import TEACHER, Class

ANSWERS = ("A1", "B2", "-")


def given(student: str, device: str = "d1", replaces: str | None = None) -> GivenAnswers:
    return GivenAnswers(student, device, ANSWERS, replaces)


def opened(form: str = PRE) -> ClassTest:
    return turned_to(ClassTest(), form)


def test_only_the_form_that_is_open_is_answered() -> None:
    test = opened()
    assert why_not_given(test, PRE, given("ab12")) == ""
    assert "not open" in why_not_given(test, POST, given("ab12"))
    assert "not open" in why_not_given(turned_to(test, ""), PRE, given("ab12"))
    assert turned_to(test, POST).closed == {PRE}
    assert turned_to(turned_to(test, POST), PRE).closed == {POST}, "what is open again is open"


def test_a_code_belongs_to_the_device_that_used_it_first_whatever_its_case() -> None:
    test = with_given(opened(), PRE, given("ab12"))
    assert "choose another" in why_not_given(test, PRE, given("AB12", "d2"))
    assert why_not_given(test, PRE, given("AB12", "d1")) == ""
    again = with_given(test, PRE, GivenAnswers("AB12", "d1", ("C3",)))
    assert [(one.student, one.answers) for one in again.of(PRE)] == [("AB12", ("C3",))]


def test_a_code_of_the_first_test_is_its_devices_in_the_second() -> None:
    test = turned_to(with_given(opened(), PRE, given("AB12")), POST)
    assert why_not_given(test, POST, given("AB12", "d2")) == "", "a device may have changed"
    taken = with_given(test, POST, given("AB12", "d2"))
    assert why_not_given(taken, POST, given("AB12", "d1")) == ""
    back = with_given(taken, POST, given("AB12", "d1"))
    assert [row.device for row in back.of(POST)] == ["d1"]
    assert "choose another" in why_not_given(back, POST, given("AB12", "d2"))


def test_two_share_a_device_and_a_code_can_be_corrected() -> None:
    test = with_given(with_given(opened(), PRE, given("ab12")), PRE, given("cd34"))
    assert [one.student for one in test.of(PRE)] == ["ab12", "cd34"]
    test = with_given(test, PRE, given("cd43", replaces="cd34"))
    assert [one.student for one in test.of(PRE)] == ["ab12", "cd43"]
    test = with_given(test, PRE, given("xx", device="d2", replaces="ab12"))
    assert [one.student for one in test.of(PRE)] == ["ab12", "cd43", "xx"], "another's stay"


def test_rows_without_a_code_stand_beside_each_other() -> None:
    test = with_given(with_given(opened(), PRE, given("")), PRE, given("", "d2"))
    assert len(test.of(PRE)) == 2
    assert len(with_given(test, PRE, given("", replaces="")).of(PRE)) == 2


def test_a_form_takes_no_more_rows_than_a_class_has() -> None:
    rows = tuple(given(f"sx{n:02}") for n in range(MOST_GIVEN))
    test = replace(opened(), given={PRE: rows})
    assert "no further" in why_not_given(test, PRE, given("zz99", "d2"))
    assert why_not_given(test, PRE, given("sx07")) == "", "who has answered can still change it"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("AB12", "AB12"), (" ab 12\n", "AB12"), ("\uff41\uff22\uff11\uff12", "AB12"),
     ("\u0416e\u0661\u0662", "\u0416E12"), ("e\u0301o01", "\u00c9O01")],
)  # fmt: skip
def test_a_code_is_kept_alike_however_it_is_typed(typed: str, kept: str) -> None:
    assert student_code(typed) == kept
    assert why_not_given(opened(), PRE, given(typed)) == ""


@pytest.mark.parametrize(
    "typed",
    ["", "a", "abcd", "1234", "12ab", "ab1", "ab123", "ab1\u00b2x", "a-12", "ab" * 40,
     "<b>ab12</b>", "ab1\ud800"],
)  # fmt: skip
def test_a_code_of_another_form_is_refused_with_an_example(typed: str) -> None:
    assert student_code(typed) == ""
    assert "such as AB12" in why_not_given(opened(), PRE, given(typed))


def answered() -> Class:
    """Two students on two devices who answer both forms, all right the second time."""
    room, (pre, post) = Class("EGY"), case_forms(scene())
    for form, right in ((pre, 0), (post, len(post.items))):
        room.ok(TEACHER, do="test", form=form.form)
        for student in ("=cmd", "ab12"):
            answers = [item.key if n < right else "-" for n, item in enumerate(form.items)]
            answers[0] = answers[0] if right else "A1"
            data = {"form": form.form, "student": student, "device": student, "answers": answers}
            room.add(UnnumberedEntry("given", "room", data))
    room.ok(TEACHER, do="test", form="")
    return room


def test_the_answers_are_the_tables_that_gain_reads(tmp_path: Path) -> None:
    room, forms = answered().room, case_forms(scene())
    paths = []
    for form in forms:
        paths.append(tmp_path / f"{form.form}.csv")
        paths[-1].write_text(answers_csv(form, room.test), encoding="utf-8")
    assert "\n'=cmd," in paths[0].read_text(), "no cell that a spreadsheet runs"
    before, after = (read_answers(path) for path in paths)
    assert [row.student for row in before.rows] == ["=cmd", "ab12"]
    found = class_gain(before, after)
    assert (found.before, found.after) == (2, 2)
    assert found.rows[-1].after == 1.0


def test_answers_survive_a_stop_and_stand_in_no_other_export() -> None:
    room = answered()
    taken = take(scene(), room.log)
    assert not taken.problem
    assert taken.room.test == room.room.test == room_after(scene(), room.log).test
    assert public(room.room, {})["test"] == {"open": "", "given": {PRE: 2, POST: 2}}
    for text in (exports.log_csv(room.log), exports.replay_file(room.room, room.log)):
        assert "ab12" not in text


@pytest.mark.parametrize("answers", [["D4"], ["<b>"], ["A10"], [7]])
def test_a_log_with_answers_that_no_form_has_is_damaged(answers: list[object]) -> None:
    room = Class("EGY")
    room.ok(TEACHER, do="test", form=PRE)
    data = {"form": PRE, "student": "x", "device": "d", "answers": answers}
    room.log.append(replace(room.log[-1], n=room.log[-1].n + 1, kind="given", data=data))
    assert "answers" in take(scene(), room.log).problem


def test_the_teacher_discards_the_answers_to_a_form_and_a_restart_knows_it() -> None:
    """Whoever has the room code can fill a form before the lesson; then nobody else can answer."""
    room = Class("EGY")
    room.ok(TEACHER, do="test", form=PRE)
    assert "nobody has answered" in room.no(TEACHER, do="discard_answers", form=PRE)
    for n in range(MOST_GIVEN):
        data = {"form": PRE, "student": f"zz{n}", "device": "d", "answers": ["A1"]}
        room.add(UnnumberedEntry("given", "room", data))
    assert "no further" in why_not_given(room.room.test, PRE, given("ab12", "d2"))
    assert "only the teacher" in room.no("EGY", do="discard_answers", form=PRE)
    room.ok(TEACHER, do="discard_answers", form=PRE)
    assert why_not_given(room.room.test, PRE, given("ab12", "d2")) == ""
    taken = take(scene(), room.log)
    assert not taken.problem
    assert taken.room.test == room.room.test
    assert taken.room.test.of(PRE) == ()
    assert taken.room.test.open == PRE


def test_only_the_teacher_opens_and_closes_the_test() -> None:
    assert "only the teacher" in Class("EGY").no("EGY", do="test", form=PRE)
