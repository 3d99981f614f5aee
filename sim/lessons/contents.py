"""The sheets of a lesson pack, in order."""

from __future__ import annotations

from dataclasses import dataclass

from sim.domain.texts import say


@dataclass(frozen=True)
class Sheet:
    """A file of the pack: its name, title, readers and number of copies.

    ``covered``: country names are removed from it in an anonymised pack.
    """

    file: str
    title: str
    reader: str
    copies: str
    covered: bool = False


KEY = "key.html"
"""The sheet that only an anonymised pack has."""


STORY, ALONE = "background.html", "solo.html"
"""Sheets that an anonymised pack leaves out, because they reveal the case."""

SHEETS: tuple[Sheet, ...] = (
    Sheet("plan-45.html", say("Lesson plan, 45 minutes"), say("teacher"), "1"),
    Sheet("plan-90.html", say("Lesson plan, 90 minutes"), say("teacher"), "1"),
    Sheet("care.html", say("A note on distressing content"), say("teacher"), "1"),
    Sheet("roles.html", say("Who plays what"), say("teacher"), "1", True),
    Sheet("background.html", say("Background and timeline"), say("everybody"), say("1 each"), True),
    Sheet("briefs.html", say("Role pages"), say("each role its own page"), say("1 set"), True),
    Sheet(
        "placards.html", say("Placards"), say("everybody; fold in the middle"), say("1 set"), True
    ),
    Sheet("clauses.html", say("Clause bank"), say("sponsors, cut into cards"), say("1 or 2"), True),
    Sheet("predict.html", say("Predict, then reveal"), say("everybody"), say("1 each"), True),
    Sheet("script.html", say("The chair's script"), say("President, Secretariat"), "2", True),
    Sheet(
        "paper.html",
        say("Without computers: rules, tally sheet, voting cards"),
        say("teacher"),
        "1",
        True,
    ),
    Sheet(
        "decisions.html", say("If the class votes so, then"), say("President, teacher"), "2", True
    ),
    Sheet("engine.html", say("What the engine says"), say("teacher"), "1", True),
    Sheet("solo.html", say("Forty minutes alone"), say("one student"), "1"),
    Sheet("reveal.html", say("The record"), say("teacher, after the vote"), "1"),
    Sheet("debrief.html", say("Debrief"), say("everybody"), say("1 each"), True),
    Sheet("pretest.html", say("Before the lesson: test"), say("everybody"), say("1 each")),
    Sheet(
        "posttest.html",
        say("After the lesson: the same items, in another order"),
        say("everybody"),
        say("1 each"),
    ),
    Sheet("pretest-key.html", say("Key to the test before"), say("teacher"), "1"),
    Sheet("posttest-key.html", say("Key to the test after"), say("teacher"), "1"),
    Sheet("quiz.html", say("Quiz"), say("everybody"), say("1 each")),
    Sheet("answers.html", say("Quiz: answers explained"), say("teacher"), "1"),
    Sheet("ballot-cards.html", say("Ballot cards"), say("everybody, cut"), say("1 set")),
    Sheet("question-cards.html", say("Question cards"), say("everybody, cut"), say("1 set")),
    Sheet("motion-cards.html", say("Motion cards"), say("everybody, cut"), say("1 set")),
    Sheet("reform-cards.html", say("Reform cards"), say("everybody, cut"), say("1 set")),
    Sheet("cards-key.html", say("Key to the cards"), say("teacher"), "1"),
    Sheet("rubric.html", say("Rubric"), say("teacher, students"), say("1 each")),
    Sheet("glossary.html", say("Glossary"), say("everybody"), say("1 each")),
    Sheet(KEY, say("Key to the letters"), say("teacher"), "1"),
)
ENGLISH_ONLY = frozenset(
    f"{name}.html"
    for name in (
        *("pretest", "posttest", "pretest-key", "posttest-key", "quiz", "answers"),
        *("ballot-cards", "question-cards", "motion-cards", "reform-cards", "cards-key"),
    )
)
"""Sheets that use the casebook or the engine's reasons, which are in English only."""
TEMPLATES = {
    "plan-45": "plan",
    "plan-90": "plan",
    "answers": "quiz",
    **dict.fromkeys(("pretest", "posttest", "pretest-key", "posttest-key"), "form"),
    **dict.fromkeys(("ballot-cards", "question-cards", "motion-cards", "reform-cards"), "cards"),
}
"""Sheets whose template has a different name."""
