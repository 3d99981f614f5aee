"""Compute what pages need once, in a thread, so that the event loop is never blocked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

From = TypeVar("From")
Out = TypeVar("Out")


class MadeOnce(Generic[From, Out]):
    """Results of ``make(source, name)``, each computed once in a thread for all who ask at once.

    Only results for the newest ``source`` are kept. Sources are compared by identity, because a
    scenario has mappings and cannot be hashed.
    """

    def __init__(self, make: Callable[[From, str], Out]) -> None:
        self._make = make
        self._source: From | None = None
        self._made: dict[str, asyncio.Future[Out]] = {}

    async def of(self, source: From, name: str = "") -> Out:
        """The result for ``source`` and ``name``.

        An exception of ``make`` is raised to everybody who waits; the next call tries again.
        """
        if self._source is not source:
            self._source, self._made = source, {}
        made = self._made.get(name)
        if made is None or (made.done() and (made.cancelled() or made.exception() is not None)):
            made = asyncio.ensure_future(asyncio.to_thread(self._make, source, name))
            self._made[name] = made
        # Shielded: a client that disconnects must not cancel it for the others.
        return await asyncio.shield(made)
