"""Worlds for a page: computed in small blocks, so that a newer question stops an older one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Event

from sim.engines.backends import Backend
from sim.engines.run import Engine, run_worlds
from sim.engines.worlds import Worlds

FIRST = 200
"""Worlds of the answer that follows the hand."""
MORE = 500
"""Worlds of the answer right after it, and of each change taken back by itself."""
REFINED = 4_000
"""Worlds of the answer that follows it."""
PAUSE = 0.15
"""Seconds between the two: a hand that moves on is not kept waiting by what nobody will read."""
SEED = 0
"""Seed of all random draws, the same as that of ``council whatif``."""

# One worker computes so few worlds in one block sooner than two share them, and leaves the other
# processor to the browser.
QUICK = Backend(workers=1, block=MORE)
STEADY = Backend(workers=1, block=250)


class Dropped(Exception):  # noqa: N818 - not an error: somebody asked something else
    """Raised in the middle of a computation that nobody waits for any more."""


@dataclass(frozen=True)
class PendingAnswer:
    """Whether an answer is still wanted, and who is told how far it has come.

    Attributes:
        tell: Called with how many more units are done.
    """

    tell: Callable[[int], None] = lambda _: None
    _dropped: Event = field(default_factory=Event)

    def drop(self) -> None:
        """Have what computes stop at its next look."""
        self._dropped.set()

    def rest(self, seconds: float) -> None:
        """Leave the processors alone for a moment: a hand that moves on asks again within it.

        Raises:
            Dropped: when it did.
        """
        if self._dropped.wait(seconds):
            raise Dropped

    def advance(self, done: int) -> None:
        """Look whether to go on, after ``done`` more units.

        Raises:
            Dropped: when the answer is not wanted any more.
        """
        if self._dropped.is_set():
            raise Dropped
        self.tell(done)

    def engine(self) -> Engine:
        """What computes worlds for a study, stopping between blocks when they are not wanted."""
        return partial(run_worlds, backend=STEADY, advance=self.advance)

    def worlds(self, scenario: object, wanted: range) -> Worlds:
        """Worlds of a scenario, stopping between blocks when they are not wanted.

        Raises:
            Dropped: when the answer is not wanted any more.
        """
        self.advance(0)
        backend = QUICK if len(wanted) <= MORE else STEADY
        return run_worlds(scenario, SEED, wanted, backend=backend, advance=self.advance)  # type: ignore[arg-type]
