"""The log of a block of worlds: its events, and what has already been logged."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.domain.events import Event, EventType

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Place = tuple[int, int]
"""A draft and a world."""


@dataclass
class Log:
    """Events of a block of worlds; records nothing unless ``on``.

    Attributes:
        refused: By draft and world, the refusals logged so far: who asked, and why it was refused.
        passed: By draft and world, the best change of the current text that was refused: its worth
            to each sponsor, P(adopted) and P(nine votes).
    """

    on: bool
    count: int
    events: list[list[Event]] = field(default_factory=list)
    refused: dict[Place, set[tuple[int, int]]] = field(default_factory=dict)
    passed: dict[Place, tuple[Floats, float, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.events = [[] for _ in range(self.count if self.on else 0)]

    def add(
        self,
        moment: int,
        kind: EventType,
        where: Bools,
        actor: str = "",
        draft: str = "",
        **numbers: Floats,
    ) -> None:
        """Record an event in the worlds ``where``; numbers are ``(worlds,)``."""
        if not self.on:
            return
        for world in np.flatnonzero(where):
            mine = {name: float(column[world]) for name, column in numbers.items()}
            self.note(moment, kind, int(world), actor, draft, mine)

    def note(
        self,
        moment: int,
        kind: EventType,
        world: int,
        actor: str,
        draft: str,
        numbers: dict[str, float],
    ) -> None:
        """Record an event of one world."""
        self.events[world].append(Event(moment, kind, actor, draft, numbers))

    def of(self, world: int) -> list[Event]:
        """The events of one world, in order."""
        return list(self.events[world]) if self.on else []
