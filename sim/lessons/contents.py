"""The sheets of a lesson pack, in the order of its contents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
    """A file of the pack: its name, its title, who reads it and how many copies are needed.

    ``covered``: the countries are taken out of it in an anonymised pack.
    """

    file: str
    title: str
    reader: str
    copies: str
    covered: bool = False


KEY = "key.html"
"""The sheet that an anonymised pack has and no other."""


STORY, ALONE = "background.html", "solo.html"
"""The sheets that an anonymised pack leaves out: they tell whose case it is."""

SHEETS: tuple[Sheet, ...] = (
    Sheet("plan-45.html", "Lesson plan, 45 minutes", "teacher", "1"),
    Sheet("plan-90.html", "Lesson plan, 90 minutes", "teacher", "1"),
    Sheet("care.html", "A note on distressing content", "teacher", "1"),
    Sheet("roles.html", "Who plays what", "teacher", "1", True),
    Sheet("background.html", "Background and timeline", "everybody", "1 each", True),
    Sheet("briefs.html", "Role pages", "each role its own page", "1 set", True),
    Sheet("placards.html", "Placards", "everybody; fold in the middle", "1 set", True),
    Sheet("clauses.html", "Clause bank", "sponsors, cut into cards", "1 or 2", True),
    Sheet("predict.html", "Predict, then reveal", "everybody", "1 each", True),
    Sheet("script.html", "The chair's script", "President, Secretariat", "2", True),
    Sheet(
        "paper.html", "Without computers: rules, tally sheet, voting cards", "teacher", "1", True
    ),
    Sheet("decisions.html", "If the class votes so, then", "President, teacher", "2", True),
    Sheet("engine.html", "What the engine says", "teacher", "1", True),
    Sheet("solo.html", "Forty minutes alone", "one student", "1"),
    Sheet("reveal.html", "The record", "teacher, after the vote", "1"),
    Sheet("debrief.html", "Debrief", "everybody", "1 each", True),
    Sheet("pretest.html", "Before the lesson: test", "everybody", "1 each"),
    Sheet(
        "posttest.html", "After the lesson: the same items, in another order", "everybody", "1 each"
    ),
    Sheet("pretest-key.html", "Key to the test before", "teacher", "1"),
    Sheet("posttest-key.html", "Key to the test after", "teacher", "1"),
    Sheet("quiz.html", "Quiz", "everybody", "1 each"),
    Sheet("answers.html", "Quiz: answers explained", "teacher", "1"),
    Sheet("ballot-cards.html", "Ballot cards", "everybody, cut", "1 set"),
    Sheet("question-cards.html", "Question cards", "everybody, cut", "1 set"),
    Sheet("motion-cards.html", "Motion cards", "everybody, cut", "1 set"),
    Sheet("reform-cards.html", "Reform cards", "everybody, cut", "1 set"),
    Sheet("cards-key.html", "Key to the cards", "teacher", "1"),
    Sheet("rubric.html", "Rubric", "teacher, students", "1 each"),
    Sheet("glossary.html", "Glossary", "everybody", "1 each"),
    Sheet(KEY, "Key to the letters", "teacher", "1"),
)
TEMPLATES = {
    "plan-45": "plan",
    "plan-90": "plan",
    "answers": "quiz",
    **dict.fromkeys(("pretest", "posttest", "pretest-key", "posttest-key"), "form"),
    **dict.fromkeys(("ballot-cards", "question-cards", "motion-cards", "reform-cards"), "cards"),
}
"""Sheets whose template has another name than the sheet."""
