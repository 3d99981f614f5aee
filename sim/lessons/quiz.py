"""Quiz questions from the casebook: the outcome, the deciding provision, and why.

Cases whose facts or law are from memory (``checked: false``) are not asked.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sim.lessons.cases import CasebookCase, cases
from sim.lessons.cases import case as numbered_case
from sim.lessons.spaced import Progress

BALLOT_CHOICES = {
    "adopted": "Adopted",
    "vetoed": "Not adopted: vetoed",
    "not_adopted": "Not adopted: short of votes",
}
OUTCOMES = tuple(BALLOT_CHOICES.values())
YES, NO = "Yes", "No"

RULES_SHOWN = 4
"""Number of provisions offered in the second part of a question."""

PROVISION = ("rule", "Article")
"""Beginnings of texts that are offered as provisions."""

PER_TITLE = 1
"""Maximum number of cases with the same title in a quiz."""


@dataclass(frozen=True)
class QuizQuestion:
    """A question with its explained answer.

    Attributes:
        case: number of the case, the key in the learner's progress.
        choices: possible outcomes; empty if learners answer in words and judge themselves.
        rules: possible provisions, the right one among them.
    """

    case: int
    stem: str
    quote: str
    ask: str
    choices: tuple[str, ...]
    answer: str
    outcome: str
    rules: tuple[str, ...]
    rule: str
    why: str
    mistake: str


def askable() -> tuple[CasebookCase, ...]:
    """The cases that can be asked."""
    return tuple(case for case in cases() if case.checked)


def topics() -> tuple[str, ...]:
    """The topics with at least one question."""
    return tuple(sorted({topic for case in askable() for topic in case.topics}))


def question(case: CasebookCase, seed: int = 0) -> QuizQuestion:
    """The question on ``case``; ``seed`` shuffles the provisions offered.

    Raises:
        ValueError: if the case was not checked.
    """
    if not case.checked:
        raise ValueError(f"case {case.number} was not checked and is not asked")
    choices, answer = _choices(case)
    return QuizQuestion(
        case=case.number,
        stem=stem(case),
        quote=case.tally,
        ask="What is the outcome?" if choices == OUTCOMES else case.question,
        choices=choices,
        answer=answer,
        outcome=case.outcome,
        rules=_rules(case, seed),
        rule=case.tests,
        why=case.why,
        mistake=case.mistake,
    )


def stem(case: CasebookCase) -> str:
    """The text before the question: body, day, facts of the previous case, facts."""
    parts = [case.setting]
    if case.follows is not None:
        parts.append(numbered_case(case.follows).facts)
    parts.append(case.facts)
    return " ".join(part.strip() for part in parts if part)


def _choices(case: CasebookCase) -> tuple[tuple[str, ...], str]:
    outcome = case.expect.get("outcome")
    if case.ballot is not None and outcome in BALLOT_CHOICES:
        return OUTCOMES, BALLOT_CHOICES[outcome]
    first = case.outcome.replace(",", " ").replace(";", " ").replace(".", " ").split()[0]
    if first in (YES, NO):
        return (YES, NO), first
    return (), case.outcome


def _rules(case: CasebookCase, seed: int) -> tuple[str, ...]:
    draw = random.Random(f"{seed}:{case.number}")
    candidates = [
        c for c in askable() if c.tests.startswith(PROVISION) and _apart(c.tests, case.tests)
    ]
    near = {c.tests for c in candidates if set(c.topics) & set(case.topics)} - {case.tests}
    far = {c.tests for c in candidates} - near - {case.tests}
    others = draw.sample(sorted(near), min(2, len(near)))
    others += draw.sample(sorted(far), min(RULES_SHOWN - 1 - len(others), len(far)))
    shown = [case.tests, *others]
    draw.shuffle(shown)
    return tuple(shown)


def _apart(first: str, second: str) -> bool:
    """Whether neither provision includes the other, which would then be right as well."""
    first_parts, second_parts = provisions(first), provisions(second)
    if not first_parts or not second_parts:  # a practice, or a resolution
        return first != second
    return not (first_parts <= second_parts or second_parts <= first_parts)


def provisions(text: str) -> frozenset[str]:
    """The individual provisions in a text: ``rules 30 and 32`` are two."""
    results, kind = set(), ""
    for part in re.finditer(r"\b(rule|article)s?\b|\d+(?:\(\d+\))?", text.lower()):
        if part[1]:
            kind = part[1]
        elif kind:
            results.add(f"{kind} {part[0]}")
    return frozenset(results)


def _pool(wanted: Iterable[str]) -> list[CasebookCase]:
    chosen = set(wanted)
    return [case for case in askable() if not chosen or chosen & set(case.topics)]


def asked_at_all(wanted: Sequence[str], without: Collection[int]) -> bool:
    """Whether the topics have a question that is not left out."""
    return any(case.number not in without for case in _pool(wanted))


def draw_questions(
    wanted: Sequence[str], count: int, seed: int, without: Collection[int] = ()
) -> list[QuizQuestion]:
    """Draw ``count`` questions for paper: on the topics first, then on others.

    ``without`` are numbers of cases to leave out.
    """
    shuffle = random.Random(seed)
    own, rest = _pool(wanted), _pool(())
    shuffle.shuffle(own)
    shuffle.shuffle(rest)
    picked: dict[int, CasebookCase] = {}
    titles: list[str] = []
    for case in [*own, *rest]:
        if len(picked) == count:
            break
        if case.number not in {*picked, *without} and titles.count(case.title) < PER_TITLE:
            picked[case.number] = case
            titles.append(case.title)
    return [question(case, seed) for case in picked.values()]


def due(
    wanted: Sequence[str],
    progress: Progress,
    today: date,
    seed: int,
    without: Collection[int] = (),
) -> list[QuizQuestion]:
    """The questions that are due, then new ones, in the order of spaced repetition.

    ``without`` are numbers of cases to leave out.
    """
    pool = _pool(wanted)
    random.Random(seed).shuffle(pool)
    by_number = {str(case.number): case for case in pool if case.number not in without}
    return [question(by_number[key], seed) for key in progress.order(by_number, today)]
