"""Clocks of a room that stand still in a pause: the countdown, and who has spoken how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Countdown:
    """A countdown on all screens.

    Attributes:
        until: UTC instant (ISO 8601) at which it ends while it runs; empty while it stands.
        left: seconds left while it stands.
    """

    until: str = ""
    left: float = 0.0

    def stopped(self, at: str) -> Countdown:
        """The countdown as it stands from the instant ``at``."""
        return Countdown(left=max(0.0, seconds(at, self.until))) if self.until else self

    def running(self, at: str) -> Countdown:
        """The countdown as it runs again from the instant ``at``."""
        return self if self.until else Countdown(until=later(at, self.left))


@dataclass(frozen=True)
class Speech:
    """Who has the floor and for how long; how long everybody has spoken before.

    Attributes:
        by: who has the floor; empty when nobody has.
        since: UTC instant from which the present stretch runs; empty in a pause.
        spoken: seconds of this speech before the present stretch.
        totals: seconds of earlier speeches, by speaker.
    """

    by: str = ""
    since: str = ""
    spoken: float = 0.0
    totals: Mapping[str, float] = field(default_factory=dict)

    def given_to(self, by: str, at: str, *, paused: bool = False) -> Speech:
        """The floor with ``by`` from the instant ``at``; nothing changes if it was there."""
        if by == self.by:
            return self
        totals = dict(self.totals)
        if self.by:
            totals[self.by] = totals.get(self.by, 0.0) + self.stopped(at).spoken
        return Speech(by, "" if paused or not by else at, 0.0, totals)

    def stopped(self, at: str) -> Speech:
        """The speech interrupted at the instant ``at``."""
        if not self.since:
            return self
        return replace(self, since="", spoken=self.spoken + max(0.0, seconds(self.since, at)))

    def running(self, at: str) -> Speech:
        """The speech going on from the instant ``at``."""
        return self if self.since or not self.by else replace(self, since=at)


def seconds(start: str, end: str) -> float:
    """Seconds from one instant to another."""
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()


def later(at: str, wait: float) -> str:
    """The instant ``wait`` seconds after ``at``."""
    then = datetime.fromisoformat(at) + timedelta(seconds=wait)
    return then.isoformat(timespec="milliseconds")
