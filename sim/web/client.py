"""A connected screen: its person, its queue, and when it is disconnected."""

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
from sim.domain.texts import say
from sim.language.language import ENGLISH, Language
from sim.web.answered import Answer
from sim.web.limits import BEATS, BEATS_A_SECOND, OUTBOX
from sim.web.security import Bucket

FULL = 4429
"""Close code for a screen beyond the limit, or one that sends too much."""
GONE = 4401
"""Close code for an invalid token; the browser returns to the lobby."""
ELSEWHERE = 4409
"""Close code for a screen of a person who opened too many others."""


@dataclass(eq=False)
class Client:
    """A connected screen; ``hashed`` is the person's token hash, ``page`` the name of its page.

    ``close`` is the close code once it is ``gone``. ``promised`` are answers sent or pending, each
    once even if the screen repeats the message.
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

    def within_rate(self) -> bool:
        """Whether one more message is within the screen's rate; one too many is a strike."""
        if self.bucket.take(time.monotonic()):
            return True
        self.strikes += 1
        if self.strikes == 1:
            self.send({"type": "refused", "id": 0, "why": say("too many messages; wait a moment")})
        return False

    def cut(self, code: int) -> None:
        """Disconnect the screen with ``code``."""
        self.gone, self.close = True, code
        self.outbox.clear()
        self.wake.set()


def greeting(room: Room, language: Language) -> dict[str, Any]:
    """The constant data of a room, with the language's forms of State names."""
    answer = language.tell(hello(room))
    names = [seat["name"] for seat in answer["seats"]]
    answer["forms"] = {
        name: {form: language.form(name, form) for form in language.forms} for name in names
    }
    return {**answer}
