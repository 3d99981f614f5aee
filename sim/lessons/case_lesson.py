"""The lessons for a case: those on the law, and one on the case itself."""

from __future__ import annotations

from sim.lessons.background import story
from sim.lessons.library import Lesson, data, lessons
from sim.lessons.paired import OWN_DRAFTS
from sim.scenario.schema import Scenario

OF_A_CASE = {"aleppo-2016-10-08": OWN_DRAFTS}
"""Lessons written for one case -> the drafts that identify the case."""


def case_lesson(scenario: Scenario) -> Lesson:
    """The lesson on a scenario: one written for it, or one generated from its background."""
    for lesson in lessons():
        drafts = OF_A_CASE.get(lesson.lesson, ())
        if drafts and set(drafts) & set(scenario.drafts):
            return lesson
    reading = scenario.reading
    question = (reading.question if reading else "") or scenario.question
    frame = data("case.yaml")
    return Lesson.model_validate(
        {
            **frame,
            "title": scenario.title,
            "question": question or "What did each member want, and what did the rules allow?",
            "background": story(scenario),
        }
    )


def lessons_for(scenario: Scenario) -> tuple[Lesson, ...]:
    """The lesson on the case and the lessons on the law, in teaching order."""
    own = case_lesson(scenario)
    law = [lesson for lesson in lessons() if lesson.lesson not in OF_A_CASE]
    if own.lesson in OF_A_CASE:
        return lessons()
    return (own, *law)
