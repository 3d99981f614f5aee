"""A screen as the hub sees it: who is behind it, what waits for it, and when it is cut off."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakSet

from sim.classroom.room import Room
from sim.classroom.seats import Person
from sim.classroom.views import hello
from sim.language.language import ENGLISH, Language
from sim.web.answered import Answer
from sim.web.limits import BEATS, BEATS_A_SECOND, OUTBOX
from sim.web.security import Bucket

FULL = 4429
"""Close code of a screen that is one too many, or that sends too much."""
GONE = 4401
"""Close code of a screen whose token is none: the browser goes back to the lobby."""
ELSEWHERE = 4409
"""Close code of a screen whose person has opened too many others."""


@dataclass(eq=False)
class Client:
    """A screen that is connected; ``hashed`` names the person's token, ``page`` its page.

    ``close`` is the code with which it is to be closed, once it is ``gone``; ``promised`` are the
    answers that it was given or will be, each once, however often it sends their message.
    """

    hashed: str
    person: Person
    language: Language = ENGLISH
    page: str = ""
    beats: Bucket = field(default_factory=lambda: Bucket(BEATS_A_SECOND, BEATS))
    bucket: Bucket = field(default_factory=Bucket)
    close: int = 0
    outbox: list[str] = field(default_factory=list)
    promised: WeakSet[Answer] = field(default_factory=WeakSet)
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    seen: int = -1
    strikes: int = 0
    faults: int = 0
    gone: bool = False
    since: float = field(default_factory=time.monotonic)

    def send(self, body: dict[str, Any]) -> None:
        """Queue an answer for this screen, in its language."""
        if len(self.outbox) >= OUTBOX:
            self.cut(FULL)
            return
        self.outbox.append(json.dumps(self.language.tell(body), ensure_ascii=False))
        self.wake.set()

    def cut(self, code: int) -> None:
        """Have the screen closed with ``code``."""
        self.gone, self.close = True, code
        self.outbox.clear()
        self.wake.set()


def greeting(room: Room, language: Language) -> dict[str, Any]:
    """What does not change, with the forms that the language has for names of States."""
    answer = language.tell(hello(room))
    names = [seat["name"] for seat in answer["seats"]]
    answer["forms"] = {
        name: {form: language.form(name, form) for form in language.forms} for name in names
    }
    return {**answer}
