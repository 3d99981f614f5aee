"""Spaced repetition with Leitner boxes, saved in a local file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as part
from datetime import date, timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

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

    cards: Mapping[str, QuizCard] = part(default_factory=dict)

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


class _Card(BaseModel):
    """A card as it is written; anything else in the file is somebody's, and is not overwritten."""

    model_config = ConfigDict(extra="forbid")

    box: int = Field(ge=0, lt=len(INTERVALS), strict=True)
    due: date
    right: int = Field(ge=0, strict=True)
    wrong: int = Field(ge=0, strict=True)


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")

    cards: dict[str, _Card]


def load_progress(path: Path) -> Progress:
    """The progress saved in ``path``; empty if there is no file.

    Raises:
        CouncilError: if the file was not written by this module, or was changed.
    """
    try:
        body = _Record.model_validate(parse_json(read_ordinary(path)))
    except FileNotFoundError:
        return Progress()
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise _unreadable(path, f"it was changed at '{place}'" if place else "") from error
    except json.JSONDecodeError as error:
        raise _unreadable(path, "it is no JSON: another file, or damaged") from error
    except ValueError as error:
        raise _unreadable(path, str(error)) from error
    cards = {
        case: QuizCard(card.box, card.due, card.right, card.wrong)
        for case, card in body.cards.items()
    }
    return Progress(cards)


def _unreadable(path: Path, why: str) -> CouncilError:
    return CouncilError(
        "this file cannot be read as the record of a quiz, and was not changed",
        where=str(path),
        why=why or "it is another file, or damaged",
        remedy="name another file with --progress, or move this one away to start again",
    )


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
