"""Remember answers, so that a message that a page sends again is handled once."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sim.classroom.messages import AnyMessage, DoEarlierNotes
from sim.classroom.note_views import shown_notes
from sim.classroom.reply import Reply, Sender
from sim.classroom.requests import answer_message
from sim.classroom.room import Room
from sim.classroom.seats import Person
from sim.classroom.wording import alternative
from sim.domain.texts import say
from sim.procedure.citations import cited
from sim.web.limits import KEPT_ANSWERS, KEPT_PAGES

LOGGER = logging.getLogger("council.room")

Answer = asyncio.Future[dict[str, Any]]
"""A future with the answer to a message."""


class OtherMessageError(ValueError):
    """A page reused the number of another message."""


@dataclass
class PageAnswers:
    """Recent answers to one page, by message number."""

    kept: OrderedDict[int, tuple[AnyMessage, Answer]] = field(default_factory=OrderedDict)

    def to(self, number: int, message: AnyMessage) -> Answer | None:
        """The answer to ``message`` if the page sent it before under ``number``, or None.

        Raises:
            OtherMessageError: if the number belongs to another message.
        """
        if number not in self.kept:
            return None
        before, answer = self.kept[number]
        if before != message:
            raise OtherMessageError
        return answer

    def keep(self, number: int, message: AnyMessage, answer: Answer) -> None:
        """Remember an answer, unless the number is 0, which marks messages sent only once."""
        if number:
            self.kept[number] = message, answer
            while len(self.kept) > KEPT_ANSWERS:
                self.kept.popitem(last=False)


class AnswerMemory:
    """Recent answers to recent pages of each person.

    It exists as long as the server. From ``hello`` a page knows whether the server is still the
    same, and does not resend messages to another one.
    """

    def __init__(self) -> None:
        self._pages: dict[str, OrderedDict[str, PageAnswers]] = {}

    def of(self, hashed: str, page: str) -> PageAnswers:
        """The answers to ``page`` of the person with that token."""
        if not page:
            return PageAnswers()
        mine = self._pages.setdefault(hashed, OrderedDict())
        page_answers = mine.setdefault(page, PageAnswers())
        mine.move_to_end(page)
        while len(mine) > KEPT_PAGES:
            mine.popitem(last=False)
        return page_answers

    def forget_others(self, present: set[str]) -> None:
        """Drop the answers to people who have left the room."""
        for hashed in self._pages.keys() - present:
            del self._pages[hashed]


def answer_body(number: int, reply: Reply, room: Room) -> dict[str, Any]:
    """The response to a screen for ``reply`` to its message ``number``."""
    if reply.refused is not None:
        refused = reply.refused
        return {
            "type": "refused", "id": number, "why": refused.why, "rule": cited(refused.rule),
            "instead": [alternative(text, room.floor.meeting) for text in refused.instead],
        }  # fmt: skip
    ruling = reply.ruling.as_dict() if reply.ruling else None
    return {"type": "ok", "id": number, "ruling": ruling}


def notes_body(room: Room, person: Person, number: int, message: DoEarlierNotes) -> dict[str, Any]:
    """The response to a screen that asks for earlier notes."""
    reply = answer_message(room, Sender(person, datetime.now(UTC)), message)
    if reply.refused is not None:
        return answer_body(number, reply, room)
    return {"type": "notes", "id": number, **shown_notes(room, person, message.before)}


def final_answer(answer: Answer, number: int) -> dict[str, Any]:
    """The response to a screen once ``answer`` is done or failed."""
    failed = None if answer.cancelled() else answer.exception()
    if failed is None and not answer.cancelled():
        return answer.result()
    if failed is not None:
        LOGGER.error("a message was dropped", exc_info=failed)
    why = say("this could not be done; the room is as it was")
    return {"type": "refused", "id": number, "why": why}


def page_called(name: str) -> str:
    """The name of a page; empty if it is not valid."""
    return name if re.fullmatch(r"[0-9a-f]{8,40}", name) else ""
