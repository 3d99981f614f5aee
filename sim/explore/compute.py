"""Compute worlds for a page in small blocks, so that a newer question can stop an older one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Event

from sim.engines.backends import Backend
from sim.engines.run import Engine, run_worlds
from sim.engines.worlds import Worlds

FIRST = 200
"""Number of worlds of the first answer after a change."""
MORE = 500
"""Number of worlds of the second answer, and of the comparison without each change."""
REFINED = 4_000
"""Number of worlds of the refined answer."""
PAUSE = 0.15
"""Pause in seconds before refining, so that a further change does not have to wait."""
SEED = 0
"""Seed of the random draws, the same as in ``council whatif``."""

# For so few worlds one worker is faster than two, and leaves a processor to the browser.
QUICK = Backend(workers=1, block=MORE)
STEADY = Backend(workers=1, block=250)


class Dropped(Exception):  # noqa: N818 - not an error: somebody asked something else
    """Raised inside a computation that is no longer needed."""


@dataclass(frozen=True)
class PendingAnswer:
    """An answer in progress: whether it is still wanted, and its progress callback.

    Attributes:
        tell: Called with the number of further units done.
    """

    tell: Callable[[int], None] = lambda _: None
    _dropped: Event = field(default_factory=Event)

    def drop(self) -> None:
        """Stop the computation at its next check."""
        self._dropped.set()

    def rest(self, seconds: float) -> None:
        """Pause, so that a further change can arrive and replace this answer.

        Raises:
            Dropped: if the answer is no longer wanted.
        """
        if self._dropped.wait(seconds):
            raise Dropped

    def advance(self, done: int) -> None:
        """Check whether to continue after ``done`` further units.

        Raises:
            Dropped: when the answer is not wanted any more.
        """
        if self._dropped.is_set():
            raise Dropped
        self.tell(done)

    def engine(self) -> Engine:
        """An engine for studies that stops between blocks if the answer is no longer wanted."""
        return partial(run_worlds, backend=STEADY, advance=self.advance)

    def worlds(self, scenario: object, wanted: range) -> Worlds:
        """Compute worlds of a scenario, stopping between blocks if they are no longer wanted.

        Raises:
            Dropped: if the answer is no longer wanted.
        """
        self.advance(0)
        backend = QUICK if len(wanted) <= MORE else STEADY
        return run_worlds(scenario, SEED, wanted, backend=backend, advance=self.advance)  # type: ignore[arg-type]
