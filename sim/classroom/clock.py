"""Clocks of a room that stop during a pause: the countdown, and speaking times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Countdown:
    """A countdown on all screens.

    Attributes:
        until: UTC time (ISO 8601) at which it ends while running; empty while stopped.
        left: seconds left while stopped.
    """

    until: str = ""
    left: float = 0.0

    def stopped(self, at: str) -> Countdown:
        """The countdown stopped at time ``at``."""
        return Countdown(left=max(0.0, seconds(at, self.until))) if self.until else self

    def running(self, at: str) -> Countdown:
        """The countdown restarted at time ``at``."""
        return self if self.until else Countdown(until=later(at, self.left))


@dataclass(frozen=True)
class Speech:
    """The current speaker and speaking times.

    Attributes:
        by: the speaker who has the floor; empty if nobody has.
        since: UTC time at which the current stretch began; empty during a pause.
        spoken: seconds of this speech before the current stretch.
        totals: seconds of earlier speeches, by speaker.
    """

    by: str = ""
    since: str = ""
    spoken: float = 0.0
    totals: Mapping[str, float] = field(default_factory=dict)

    def given_to(self, by: str, at: str, *, paused: bool = False) -> Speech:
        """Give the floor to ``by`` at time ``at``; no change if ``by`` already has it."""
        if by == self.by:
            return self
        totals = dict(self.totals)
        if self.by:
            totals[self.by] = totals.get(self.by, 0.0) + self.stopped(at).spoken
        return Speech(by, "" if paused or not by else at, 0.0, totals)

    def stopped(self, at: str) -> Speech:
        """The speech paused at time ``at``."""
        if not self.since:
            return self
        return replace(self, since="", spoken=self.spoken + max(0.0, seconds(self.since, at)))

    def running(self, at: str) -> Speech:
        """The speech resumed at time ``at``."""
        return self if self.since or not self.by else replace(self, since=at)

    def in_place_of(self, now: Speech, at: str, *, paused: bool) -> Speech:
        """This earlier speech, stopped when it was left, as the current one again at time ``at``.

        A speech that is still the current one, ``now``, keeps its clock.
        """
        if (self.by, self.totals) == (now.by, now.totals):
            return now
        return self if paused else self.running(at)


def seconds(start: str, end: str) -> float:
    """Seconds from one time to another."""
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()


def later(at: str, wait: float) -> str:
    """The time ``wait`` seconds after ``at``."""
    then = datetime.fromisoformat(at) + timedelta(seconds=wait)
    return then.isoformat(timespec="milliseconds")
