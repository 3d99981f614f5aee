"""Slow requests after the meeting: what-if and debrief."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol

from sim.classroom import messages as m
from sim.classroom.debrief import debrief_of
from sim.classroom.debrief_votes import ComparedText
from sim.classroom.engine_answers import ENGINE_ANSWERS, why_no_answer
from sim.classroom.reply import no
from sim.classroom.room import Room
from sim.classroom.seats import PROJECTOR, Person
from sim.domain.texts import say
from sim.web.answered import answer_body
from sim.web.client import Client

if TYPE_CHECKING:
    from sim.classroom.engine_view import EngineView


class AskedRoom(Protocol):
    """What is needed from the hub: room, screens, engine, and whether it is busy."""

    room: Room
    busy: asyncio.Lock
    engine_view: EngineView

    @property
    def clients(self) -> Iterable[Client]:
        """The connected screens."""


async def computed_body(
    hub: AskedRoom, client: Client, person: Person, number: int, message: m.DoWhatIf | m.DoDebrief
) -> dict[str, Any]:
    """The engine's answer after the meeting, also sent to projectors, or a refusal."""
    kind, make = ENGINE_ANSWERS[type(message)]
    why = why_no_answer(hub.room, person, message)
    if not why and hub.busy.locked():
        why = say("the engine is at work; ask again")
    if why:
        return answer_body(number, no(why), hub.room)
    async with hub.busy:
        body = await asyncio.to_thread(make, hub.room, hub.engine_view.hearing(hub.room), message)
    for other in hub.clients:
        if other is not client and other.person.role == PROJECTOR:
            other.send({"type": kind, "id": 0, **body})
    return {"type": kind, "id": number, **body}


async def debrief_when_free(hub: AskedRoom, room: Room) -> tuple[ComparedText, ...]:
    """Compute the debrief of ``room`` once the engine is free."""
    async with hub.busy:
        return await asyncio.to_thread(debrief_of, room, hub.engine_view.hearing(room))
