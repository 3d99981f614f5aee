"""Cache answers that depend only on the meeting and the seat, for all screens."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from sim.classroom.room import Room

T = TypeVar("T")

MOST = 64
"""Number of cached answers: every seat of a room, before and after an act."""


def by_meeting(ask: Callable[[Room, str], T]) -> Callable[[Room, str], T]:
    """Cache ``ask(room, seat)`` as long as meeting, phase and setup are the same objects.

    Meetings are immutable, so identity implies equality. Callers must not change the answer.
    """
    cache: OrderedDict[tuple[int, str], tuple[tuple[object, ...], T]] = OrderedDict()

    @wraps(ask)
    def remembered(room: Room, seat: str) -> T:
        ground = (room.floor.meeting, room.scenario, room.floor.phase, room.setup)
        name = (id(room.floor.meeting), seat)
        pair = cache.get(name)
        if pair is not None and all(a is b for a, b in zip(pair[0], ground, strict=True)):
            return pair[1]
        answer = ask(room, seat)
        cache[name] = ground, answer
        while len(cache) > MOST:
            cache.popitem(last=False)
        return answer

    return remembered
