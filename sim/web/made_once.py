"""What pages need and what takes long to make: made once, beside the loop that serves the room."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

From = TypeVar("From")
Out = TypeVar("Out")


class MadeOnce(Generic[From, Out]):
    """Results of ``make(source, name)``, each made once in a thread, however many ask at once.

    Only results from the newest ``source`` are kept, which is compared by identity: a scenario has
    mappings and cannot be hashed.
    """

    def __init__(self, make: Callable[[From, str], Out]) -> None:
        self._make = make
        self._source: From | None = None
        self._made: dict[str, asyncio.Future[Out]] = {}

    async def of(self, source: From, name: str = "") -> Out:
        """The result for ``source`` and ``name``; a failure is raised, and it is made anew next."""
        if self._source is not source:
            self._source, self._made = source, {}
        made = self._made.get(name)
        if made is None or (made.done() and (made.cancelled() or made.exception() is not None)):
            made = asyncio.ensure_future(asyncio.to_thread(self._make, source, name))
            self._made[name] = made
        # Shielded: who goes away while it is made does not take it from the others.
        return await asyncio.shield(made)
