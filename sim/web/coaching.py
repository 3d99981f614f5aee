"""The coach in a room: answers from the engine, sent only to the person who asked."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from sim.classroom import messages as m
from sim.classroom.coach import coach_answer, heard
from sim.classroom.reply import Sender, no
from sim.classroom.requests import answer_message
from sim.classroom.seats import Person
from sim.domain.texts import say
from sim.web.answered import answer_body

if TYPE_CHECKING:
    from sim.classroom.engine_view import EngineView
    from sim.classroom.room import Room
    from sim.lessons.members import OtherMembers


class CoachedRoom(Protocol):
    """What the coach needs from the hub: room, engine, and number of pending questions."""

    room: Room
    coached: int
    busy: asyncio.Lock
    engine_view: EngineView

    @property
    def engine_members(self) -> OtherMembers:
        """The members that the engine plays."""


MOST_WAITING = 2
"""Maximum number of pending questions; each answer takes seconds."""


async def coach_body(
    hub: CoachedRoom, person: Person, number: int, message: m.DoCoach | m.DoSound | m.DoHeard
) -> dict[str, Any]:
    """The answer to a single player, or a refusal, without a log entry."""
    reply = answer_message(hub.room, Sender(person, datetime.now(UTC)), message)
    if reply.refused is None and hub.coached >= MOST_WAITING:
        reply = no(say("the engine is at work; ask again"))
    if reply.refused is not None:
        return answer_body(number, reply, hub.room)
    hub.coached += 1
    try:
        async with hub.busy:
            body = await asyncio.to_thread(_asked, hub, person, message)
    finally:
        hub.coached -= 1
    return {"type": "coach", "id": number, **body}


def _asked(
    hub: CoachedRoom, person: Person, message: m.DoCoach | m.DoSound | m.DoHeard
) -> dict[str, Any]:
    room, members = hub.room, hub.engine_members
    if isinstance(message, m.DoHeard):
        reply_lines = heard(room, person.seat, message.draft, hub.engine_view)
        return {"heard": {"draft": message.draft, "lines": list(reply_lines)}}
    if isinstance(message, m.DoSound):
        lines = members.sound(message.member, message.draft, room.floor.texts)
        return {"sounded": {"member": message.member, "lines": list(lines)}}
    return {"advice": coach_answer(room, person.seat, members)}
