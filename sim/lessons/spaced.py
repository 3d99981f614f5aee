"""Spaced repetition with Leitner boxes, saved in a local file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from sim.domain.errors import CouncilError
from sim.domain.files import read_ordinary, replace_whole
from sim.domain.strict_json import parse_json
from sim.results.locks import updating

INTERVALS = (0, 1, 3, 7, 16, 35)
"""Days until a card in box 0, 1, ... is due again; a wrong answer moves it to box 0.

Leitner (1972), So lernt man lernen, with intervals that about double.
"""


@dataclass(frozen=True)
class QuizCard:
    """The progress on one question: its box, its due date, and the answers so far."""

    box: int
    due: date
    right: int = 0
    wrong: int = 0


@dataclass(frozen=True)
class Progress:
    """All cards, by case."""

    cards: Mapping[str, QuizCard] = field(default_factory=dict)

    def answered(self, case: str, right: bool, today: date) -> Progress:
        """The progress after one answer."""
        old = self.cards.get(case, QuizCard(0, today))
        box = min(old.box + 1, len(INTERVALS) - 1) if right else 0
        card = QuizCard(
            box,
            today + timedelta(days=INTERVALS[box]),
            old.right + right,
            old.wrong + (not right),
        )
        return Progress({**self.cards, case: card})

    def order(self, cases: Iterable[str], today: date) -> list[str]:
        """Due cards, longest overdue first, then new ones; cards that are not due are left out.

        Ties keep the given order.
        """
        in_order = list(cases)
        due = [case for case in in_order if case in self.cards and self.cards[case].due <= today]
        due.sort(key=lambda case: (self.cards[case].due, self.cards[case].box))
        return due + [case for case in in_order if case not in self.cards]

    def next_day(self, cases: Iterable[str]) -> date | None:
        """The day on which the next of ``cases`` is due; None if there is no card for any."""
        return min((self.cards[case].due for case in cases if case in self.cards), default=None)


def load_progress(path: Path) -> Progress:
    """The progress saved in ``path``; empty if there is no file.

    Raises:
        CouncilError: if the file was not written by this module.
    """
    try:
        body = parse_json(read_ordinary(path))
        cards = {
            str(case): QuizCard(
                min(max(int(card["box"]), 0), len(INTERVALS) - 1),
                date.fromisoformat(card["due"]),
                int(card["right"]),
                int(card["wrong"]),
            )
            for case, card in body["cards"].items()
        }
    except FileNotFoundError:
        return Progress()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CouncilError(
            "the record of your quiz answers cannot be read",
            where=str(path),
            why=f"it was changed or damaged ({error})",
            remedy="delete the file to start again, or name another with --progress",
        ) from error
    return Progress(cards)


def save_progress(path: Path, progress: Progress) -> None:
    """Save ``progress`` to ``path``, replacing the file atomically."""
    path.parent.mkdir(parents=True, exist_ok=True)
    body = {
        "cards": {
            case: {
                "box": card.box,
                "due": card.due.isoformat(),
                "right": card.right,
                "wrong": card.wrong,
            }
            for case, card in sorted(progress.cards.items())
        }
    }
    replace_whole(path, json.dumps(body, indent=1) + "\n")


def record_answer(path: Path, case: str, right: bool, today: date) -> Progress:
    """Add one answer to the progress saved in ``path``; the progress after it.

    The file is read again first, so that answers which another quiz saved meanwhile are kept.

    Raises:
        CouncilError: if the file was not written by this module, or stays locked by another quiz.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with updating(path):
        progress = load_progress(path).answered(case, right, today)
        save_progress(path, progress)
    return progress
