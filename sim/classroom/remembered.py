"""What follows from a meeting and an actor alone, worked out once for all the screens that ask."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from sim.classroom.room import Room

T = TypeVar("T")

MOST = 64
"""Answers that are kept: every seat of a room, before and after an act."""


def by_meeting(ask: Callable[[Room, str], T]) -> Callable[[Room, str], T]:
    """``ask`` of a room and a seat, remembered as long as meeting, phase and setup are the same.

    A meeting is immutable, so that being the same object is being equal. Whoever gets the answer
    does not change it.
    """
    kept: OrderedDict[tuple[int, str], tuple[tuple[object, ...], T]] = OrderedDict()

    @wraps(ask)
    def remembered(room: Room, seat: str) -> T:
        ground = (room.floor.meeting, room.scenario, room.floor.phase, room.setup)
        name = (id(room.floor.meeting), seat)
        pair = kept.get(name)
        if pair is not None and all(a is b for a, b in zip(pair[0], ground, strict=True)):
            return pair[1]
        answer = ask(room, seat)
        kept[name] = ground, answer
        while len(kept) > MOST:
            kept.popitem(last=False)
        return answer

    return remembered
