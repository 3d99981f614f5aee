"""The lessons are complete, and their times add up."""

from __future__ import annotations

import pytest

from sim.domain.errors import UsageError
from sim.lessons import library

WANTED = {
    "veto",
    "abstention",
    "procedural",
    "double-veto",
    "rule-33",
    "amendments",
    "aleppo-2016-10-08",
    "presidency",
    "uniting-for-peace",
    "reform",
}


def test_every_lesson_that_a_course_needs_is_there() -> None:
    assert {lesson.lesson for lesson in library.lessons()} >= WANTED


@pytest.mark.parametrize("lesson", library.lessons(), ids=lambda lesson: lesson.lesson)
def test_plans_add_up_to_their_length(lesson: library.Lesson) -> None:
    assert set(lesson.plan) == set(library.LENGTHS)
    for minutes, steps in lesson.plan.items():
        assert sum(step[0] for step in steps) == minutes


@pytest.mark.parametrize("lesson", library.lessons(), ids=lambda lesson: lesson.lesson)
def test_a_lesson_predicts_before_it_reveals_and_says_what_is_taught_wrongly(
    lesson: library.Lesson,
) -> None:
    assert len(lesson.predict) >= 3
    assert len(lesson.mistaken) >= 2
    assert len(lesson.activity.steps) >= 3
    for situation in lesson.predict:
        assert situation.ask.endswith("?")
        assert len(situation.reveal) > 20


def test_an_unknown_lesson_is_answered_with_the_nearest_name() -> None:
    with pytest.raises(UsageError) as caught:
        library.lesson("amendment")
    assert "amendments" in caught.value.remedy
