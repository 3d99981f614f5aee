"""The live room: a single worker writes, and each screen gets the newest view.

Messages are processed in batches; a batch is written to disk before it is acknowledged.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sim.classroom import messages as m
from sim.classroom.conduct import Views, with_amendments
from sim.classroom.conductor import Patience, next_reply, objection
from sim.classroom.diplomats import next_negotiation_reply
from sim.classroom.engine_view import EngineView
from sim.classroom.entries import advance_readable
from sim.classroom.log import RoomLog
from sim.classroom.log_lines import LogEntry, LogError
from sim.classroom.message_reading import BadMessageError, message_number, parse_message
from sim.classroom.reply import Reply, Sender, no
from sim.classroom.requests import answer_message, leads
from sim.classroom.room import Room
from sim.classroom.seats import PROJECTOR, Person
from sim.classroom.views import private, public
from sim.domain.texts import say
from sim.lessons.members import OtherMembers
from sim.web.answered import (
    AnswerMemory,
    OtherMessageError,
    answer_body,
    final_answer,
    notes_body,
)
from sim.web.client import ELSEWHERE, GONE, Client, greeting
from sim.web.coaching import coach_body
from sim.web.computed import computed_body
from sim.web.limits import ANSWER_WAIT, FAULTS, MOST_SCREENS, STRIKES

LOGGER = logging.getLogger("council.room")

TICK = 0.2
"""Seconds between checks whether the engine should act."""


@dataclass(frozen=True)
class Work:
    """A task for the worker: a function that returns a reply."""

    make: Callable[[Room, datetime], Reply]
    done: Callable[[Reply], None]
    human: bool = True


class Hub:
    """A room, its log, its screens and the engine's members."""

    def __init__(self, log: RoomLog, room: Room, members: OtherMembers) -> None:
        self.log = log
        self.room = room
        self.members = members
        self.clients: set[Client] = set()
        self.version = 0
        self.over = asyncio.Event()
        self.boot = secrets.token_hex(8)
        self._answered = AnswerMemory()
        self._work: asyncio.Queue[Work] = asyncio.Queue(maxsize=4096)
        self._views: tuple[Any, Any, Views] = (None, None, {})
        self._human = time.monotonic()
        self._engine = time.monotonic()
        self.busy = asyncio.Lock()
        self.coached = 0
        self._public: tuple[int, dict[str, Any], dict[str, str]] = (-1, {}, {})
        self._tasks: list[asyncio.Task[None]] = []
        self._greeted_with = room.scenario
        self.engine_view = EngineView(members)

    @property
    def engine_members(self) -> OtherMembers:
        """The engine's members, which know the room's drafts and public positions."""
        return self.engine_view.of(self.room)

    def start(self) -> None:
        """Start working; call inside a running loop. Warms up the engine in the background."""
        self._tasks = [asyncio.create_task(work) for work in (self._worker(), self._ticker())]

    async def stop(self) -> None:
        """Stop working; everything acknowledged is on disk."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for client in list(self.clients):
            client.gone = True
            client.wake.set()

    async def submit(self, make: Callable[[Room, datetime], Reply], human: bool = True) -> Reply:
        """Submit a change of the room, and return the reply once it is on disk."""
        future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()

        def done(reply: Reply) -> None:
            if not future.done():
                future.set_result(reply)

        await self._work.put(Work(make, done, human))
        return await future

    def person(self, hashed: str) -> Person | None:
        """The current holder of a token, or None."""
        return self.room.seating.people.get(hashed)

    def join(self, client: Client) -> None:
        """A screen has connected."""
        # Keep the newest screens of a person; the rate limit is per person, not per screen.
        mine = [c for c in self.clients if c.hashed == client.hashed and not c.gone]
        mine.sort(key=lambda c: c.since)
        for old in mine[: max(0, len(mine) + 1 - MOST_SCREENS[client.person.role])]:
            old.cut(ELSEWHERE)
            self.clients.discard(old)
        if mine:
            client.bucket = mine[-1].bucket
        self.clients.add(client)
        self._greet(client)
        self.changed()

    def _greet(self, client: Client) -> None:
        said = greeting(self.room, client.language)
        client.send({"type": "hello", "hello": said, "boot": self.boot})

    def leave(self, client: Client) -> None:
        """A screen has gone; its seat stays."""
        client.gone = True
        client.wake.set()
        self.clients.discard(client)
        self.changed()

    def changed(self) -> None:
        """Send the current room to all screens."""
        self.version += 1
        if self._greeted_with is not self.room.scenario:
            # A new draft was begun in the room, so the constant data changed.
            self._greeted_with = self.room.scenario
            for client in list(self.clients):
                self._greet(client)
        for client in list(self.clients):
            if client.hashed not in self.room.seating.people:
                client.cut(GONE)
            client.wake.set()
        self._answered.forget_others(set(self.room.seating.people))

    def view(self, client: Client) -> str:
        """The newest view for a screen as JSON; shared parts are rendered once per language."""
        tongue = client.language
        if self._public[0] != self.version:
            online = Counter(c.person.seat for c in self.clients if c.person.seat)
            body = {**public(self.room, online), "now": _now().isoformat()}
            self._public = (self.version, body, {})
        shared = self._public[2]
        if tongue.code not in shared:
            shared[tongue.code] = json.dumps(tongue.tell(self._public[1]), ensure_ascii=False)
        client.seen = self.version
        person = self._as_shown(client)
        client.person = person
        mine = json.dumps(tongue.tell(private(self.room, person)), ensure_ascii=False)
        return f'{{"type":"view","public":{shared[tongue.code]},"mine":{mine}}}'

    def _as_shown(self, client: Client) -> Person:
        """The person of a screen now; a projector in the teacher's browser stays one."""
        person = self.person(client.hashed)
        if person is None or client.person.role == PROJECTOR:
            return client.person
        return person

    async def hear(self, client: Client, text: str) -> bool:
        """Handle a message from a screen; False if it must be disconnected for sending too much."""
        if not client.within_rate():
            return client.strikes < STRIKES
        client.strikes = 0
        try:
            number, message = parse_message(json.loads(text))
        except (ValueError, RecursionError) as error:
            bad = error if isinstance(error, BadMessageError) else None
            why = bad.why if bad else say("the page sent an invalid message; reload it")
            echoed = bad.number if bad else message_number(text)
            client.send({"type": "refused", "id": echoed, "why": why})
            return True
        person = self.person(client.hashed)
        if person is None:
            client.send({"type": "gone", "why": say("your place in this room was given up")})
            return False
        answers = self._answered.of(client.hashed, client.page)
        try:
            answer = answers.to(number, message)
        except OtherMessageError:
            why = say("another message has this number; load the page again")
            client.send({"type": "refused", "id": number, "why": why})
            return True
        if answer is None:
            # A separate task, which completes even if the connection breaks.
            doing = self._do(client, self._as_shown(client), number, message)
            answer = asyncio.ensure_future(doing)
            answers.keep(number, message, answer)
        if answer.done():  # already answered: send the answer again
            client.send(final_answer(answer, number))
        elif answer not in client.promised:
            client.promised.add(answer)
            answer.add_done_callback(lambda done: client.send(final_answer(done, number)))
        await asyncio.wait({answer}, timeout=ANSWER_WAIT)  # a long answer must not block heartbeats
        return True

    async def _do(
        self, client: Client, person: Person, number: int, message: m.AnyMessage
    ) -> dict[str, Any]:
        if isinstance(message, (m.DoWhatIf, m.DoDebrief)):
            return await computed_body(self, client, person, number, message)
        if isinstance(message, (m.DoCoach, m.DoSound, m.DoHeard)):
            return await coach_body(self, person, number, message)
        if isinstance(message, m.DoEarlierNotes):
            return notes_body(self.room, person, number, message)
        if isinstance(message, m.DoStep) and leads(self.room, person):
            reply = await self._engine_step(hurry=True) or no(
                say("it is the turn of people: a vote, the chair, or a text of theirs")
            )
        else:
            if isinstance(message, m.DoAct) and message.act == "no_objection":
                await self._hear_objections()
            reply = await self.submit(
                lambda room, at: answer_message(room, Sender(person, at), message)
            )
        return answer_body(number, reply, self.room)

    def beat(self, client: Client) -> bool:
        """Answer a heartbeat; False if the screen asks too often."""
        if client.beats.take(time.monotonic()):
            client.send({"type": "beat"})
            return True
        client.strikes += 1
        return client.strikes < STRIKES

    def stray(self, client: Client, why: str, number: int = 0) -> bool:
        """Count an invalid frame; False if the screen must be disconnected."""
        client.faults += 1
        if client.within_rate():
            client.send({"type": "refused", "id": number, "why": why})
        return client.faults < FAULTS and client.strikes < STRIKES

    async def _worker(self) -> None:
        while True:
            batch = [await self._work.get()]
            while not self._work.empty():
                batch.append(self._work.get_nowait())
            room, entries, replies = self.room, list[LogEntry](), list[Reply]()
            for work in batch:
                now = _now()
                try:
                    reply = work.make(room, now)
                    room, added = advance_readable(room, reply.lines, now)
                except Exception:  # one message must never crash the room
                    LOGGER.exception("a message was dropped")
                    reply, added = no(say("this could not be done; the room is as it was")), []
                entries += added
                replies.append(reply)
                if added and work.human:
                    self._human = time.monotonic()
            if entries:
                try:
                    await asyncio.to_thread(self.log.append, entries)
                    self.room = room
                except LogError as error:  # nothing of the batch counts: the room stays as it was
                    replies, entries = [no(f"{error.what}: {error.why}") for _ in replies], []
                except Exception:  # what one append meets must not end the lesson
                    LOGGER.exception("the log was not written")
                    why = say("this could not be done; the room is as it was")
                    replies, entries = [no(why) for _ in replies], []
            for work, reply in zip(batch, replies, strict=True):
                work.done(reply)
            if entries:
                self.changed()
            if self.room.closed:
                self.over.set()

    async def _ticker(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            pace = self.room.pace
            if pace > 0 and time.monotonic() - self._engine >= pace:
                try:
                    await self._engine_step(hurry=False)
                except Exception:  # an error in one act must not stop the simulated members
                    LOGGER.exception("a simulated act was dropped")
                    self._engine = time.monotonic()

    async def _engine_step(self, *, hurry: bool) -> Reply | None:
        """One act of the engine; None if it is the people's turn."""
        async with self.busy:
            if self.room.floor.phase not in ("negotiation", "meeting") or self.room.closed:
                return None
            views, known = await self._inclinations(), self._views[1]
            patience = Patience(waited=time.monotonic() - self._human, hurry=hurry)
            planned: list[Reply] = []
            seen = self.room
            if next_reply(seen, views, patience) is None:
                reply = await asyncio.to_thread(
                    next_negotiation_reply, seen, self.engine_members, views
                )
                if reply is None:
                    return None
                planned = [reply]

            def make(room: Room, _: datetime) -> Reply:
                # Drop a slow plan for an outdated floor; quick acts are planned again.
                if planned:
                    return planned[0] if room.floor is seen.floor else Reply()
                outdated = (room.floor.texts, self.engine_members) != (seen.floor.texts, known)
                return (None if outdated else next_reply(room, views, patience)) or Reply()

            self._engine = time.monotonic()
            return await self.submit(make, human=False)

    async def _hear_objections(self) -> None:
        """Let a simulated member object before the chair says that nobody does."""
        async with self.busy:
            if not (self.room.closed or self.room.paused):
                views = await self._inclinations()
                await self.submit(lambda room, _: objection(room, views) or Reply(), human=False)

    async def _inclinations(self) -> Views:
        """Votes on the texts as they are now, also if they change while the engine computes."""
        while True:
            texts, members = self.room.floor.texts, self.engine_members
            if self._views[0] is not texts or self._views[1] is not members:
                views = await asyncio.to_thread(members.inclinations, texts)
                self._views = (texts, members, views)
            room = self.room
            if room.floor.texts is texts:
                views = await asyncio.to_thread(with_amendments, room, members, self._views[2])
                self._views = (texts, members, views)
                if self.room.floor.texts is texts:
                    return views


def _now() -> datetime:
    return datetime.now(UTC)
