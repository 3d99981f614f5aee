"""The quiz at a terminal: outcome, provision, explanation, and the date of the next review."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sim.domain.counts import typed_number
from sim.domain.errors import UsageError
from sim.lessons import spaced
from sim.lessons.quiz import QuizQuestion, asked_at_all, due, topics

Say = Callable[[str], object]
Read = Callable[[str], str | None]
"""Shows a prompt and gives the line typed; None when there is no more input."""

STOP = ("q", "quit")
MOST_TRIES = 100
"""Lines in a row that are no answer, after which input is not a person's."""


@dataclass(frozen=True)
class Examiner:
    """Settings of a quiz, and where progress is saved; ``hidden`` are cases to leave out."""

    topics: tuple[str, ...]
    count: int
    progress: Path
    seed: int
    today: date
    hidden: frozenset[int] = frozenset()


def check_topics(wanted: Sequence[str]) -> None:
    """Refuse topics without questions.

    Raises:
        UsageError: if a topic has no questions; lists the topics that exist.
    """
    unknown = [topic for topic in wanted if topic not in topics()]
    if unknown:
        raise UsageError(
            f"the casebook has no topic '{unknown[0]}'",
            remedy=f"choose from {', '.join(topics())}",
        )


def run_quiz(quiz: Examiner, say: Say, read: Read) -> None:
    """Ask up to ``count`` questions, and save each answer immediately.

    Raises:
        UsageError: if the casebook does not have a topic.
        CouncilError: if the progress file cannot be read, or an answer cannot be saved in it.
    """
    check_topics(quiz.topics)
    progress = spaced.load_progress(quiz.progress)
    waiting = due(quiz.topics, progress, quiz.today, quiz.seed, quiz.hidden)
    if not waiting and quiz.hidden and not asked_at_all(quiz.topics, quiz.hidden):
        say(
            "All questions on these topics would reveal the result of this case. After the lesson, "
            "leave the case out."
        )
        return
    if not waiting:
        say("Nothing is due today. Come back later, or choose another --topic.")
        return
    answered = right = 0
    for question in waiting[: quiz.count]:
        correct = _ask(question, say, read, f"{answered + 1}/{min(quiz.count, len(waiting))}")
        if correct is None:
            break
        answered += 1
        right += correct
        progress = spaced.record_answer(quiz.progress, str(question.case), correct, quiz.today)
        say(f"This case comes back on {progress.cards[str(question.case)].due:%d %B}.\n")
    if answered:
        say(f"{right} of {answered} right.")


def _ask(question: QuizQuestion, say: Say, read: Read, place: str) -> bool | None:
    """Whether both parts of the answer were right; None if the learner stops."""
    say(f"[{place}] {question.stem}")
    if question.quote:
        say(f"      {question.quote}")
    outcome = _choose(question.ask, question.choices, say, read)
    if outcome is None:
        return None
    rule = _choose("Which provision decides?", question.rules, say, read)
    if rule is None:
        return None
    if question.choices:
        first = outcome == question.answer
        say(f"{'Right.' if first else f'No, it is: {question.answer}.'} {question.outcome}")
    else:
        say(f"The answer: {question.outcome}")
        own = _choose("Did you have it?", ("yes", "no"), say, read)
        if own is None:
            return None
        first = own == "yes"
    second = rule == question.rule
    decides = f"{question.rule} decides."
    say(f"{'Right, ' if second else 'No: '}{decides} {question.why}")
    if question.mistake:
        say(f"Often taught wrongly: {question.mistake}")
    return first and second


def _choose(ask: str, choices: Sequence[str], say: Say, read: Read) -> str | None:
    """The choice by its number, or any text if there are no choices; None to stop."""
    say(ask)
    for number, choice in enumerate(choices, start=1):
        say(f"  {number}  {choice}")
    for _ in range(MOST_TRIES):
        line = read("> ")
        if line is None or line.strip().lower() in STOP:
            return None
        text = line.strip()
        if not choices:
            return text
        typed = typed_number(text, len(choices))
        if typed:
            return choices[typed - 1]
        say(f"Type a number from 1 to {len(choices)}, or q to stop.")
    say(f"Stopped after {MOST_TRIES} lines that are no answer.")
    return None
