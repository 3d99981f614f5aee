"""What was answered already: a page may send a message again, and it is done once."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from sim.web.limits import KEPT_ANSWERS, KEPT_PAGES

Answer = asyncio.Future[dict[str, Any]]
"""An answer to a message, or one that is under way."""


@dataclass
class PageAnswers:
    """The newest answers to one page, by the numbers of its messages."""

    kept: OrderedDict[int, Answer] = field(default_factory=OrderedDict)

    def to(self, number: int) -> Answer | None:
        """The answer to message ``number``, if the page has sent it before."""
        return self.kept.get(number)

    def keep(self, number: int, answer: Answer) -> None:
        """Remember an answer; 0 is the number of messages that are sent once only."""
        if number:
            self.kept[number] = answer
            while len(self.kept) > KEPT_ANSWERS:
                self.kept.popitem(last=False)


class AnswerMemory:
    """The answers to every page of every person: few pages of each, and few answers of each page.

    It lives as long as the server. A page learns from ``hello`` whether it still talks to the
    server that heard it, and sends nothing again to another.
    """

    def __init__(self) -> None:
        self._pages: dict[str, OrderedDict[str, PageAnswers]] = {}

    def of(self, hashed: str, page: str) -> PageAnswers:
        """What was answered to ``page`` of the person with that token."""
        if not page:
            return PageAnswers()
        mine = self._pages.setdefault(hashed, OrderedDict())
        found = mine.setdefault(page, PageAnswers())
        mine.move_to_end(page)
        while len(mine) > KEPT_PAGES:
            mine.popitem(last=False)
        return found

    def forget_others(self, present: set[str]) -> None:
        """Drop what was answered to people who have left the room."""
        for hashed in self._pages.keys() - present:
            del self._pages[hashed]


def page_called(name: str) -> str:
    """The name that a page gave itself; empty where it is none that a page of ours gives."""
    return name if re.fullmatch(r"[0-9a-f]{8,40}", name) else ""
