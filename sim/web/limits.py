"""Limits per person, screen and connection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sim.classroom.seats import DELEGATE, OBSERVER, PROJECTOR, ROLES, TEACHER, Person
from sim.web.security import Attempts, Bucket, Buckets

MOST_SCREENS: Mapping[str, int] = {TEACHER: 8, PROJECTOR: 8, DELEGATE: 4, OBSERVER: 2}
"""Maximum number of open screens per person; a further one replaces the oldest."""

MOST_PEOPLE: Mapping[str, int] = {TEACHER: 20, PROJECTOR: 20, DELEGATE: 160, OBSERVER: 60}
"""Maximum number of people by role; people without an open screen are replaced."""

STRIKES = 100
"""Consecutive messages beyond the rate after which a screen is disconnected."""

FAULTS = 5
"""Invalid frames, binary or oversize, after which a screen is disconnected."""

IDLE_FRAMES_A_SECOND = 2.0
"""Pings, pongs and message parts per second in the long run."""

IDLE_FRAMES = 60.0
"""Pings, pongs and message parts in a burst."""

BEATS_A_SECOND = 3.0
"""Heartbeats per second in the long run; a page sends one."""

BEATS = 30.0
"""Heartbeats in a burst."""

KEPT_ANSWERS = 64
"""Number of answers per page kept for repeated messages."""

KEPT_PAGES = 8
"""Number of pages per person whose answers are kept."""

ANSWER_WAIT = 0.5
"""Seconds to wait for an answer before reading further messages of a screen."""

OUTBOX = 256
"""Maximum number of queued answers before a screen is disconnected."""

SLOW_SECONDS = 20.0
"""Seconds for a screen to read a message before it is disconnected."""

CLOSE_SECONDS = 2.0
"""Seconds for the closing handshake of a disconnected screen."""

REQUEST_SECONDS = 10.0
"""Seconds for a connection to send a request before it is closed."""

MOST_PAGES = 32
"""Maximum number of open explorer pages."""

QUESTION_BYTES = 100_000
"""Maximum size of a question, with changes to everything."""

PAGE_SECONDS = 20.0
"""Seconds for an explorer page to read an answer before it is disconnected."""

ANSWER_SECONDS = 60.0
"""Seconds to read and answer a request before its connection is dropped."""

ENTRIES_A_SECOND = 5.0
"""Seats taken and tests handed in from one address a second in the long run.

Each is an entry of the log, which the next start reads. A class may share one address.
"""

ENTRIES = 400.0
"""Seats taken and tests handed in from one address at once."""

FAR_CODES_A_SECOND = 20.0
"""Wrong room codes per second through the public address, in total.

A class behind one connection, and everybody behind one proxy, share an IP address, so a limit per
address would lock out a class. At this rate a code of six letters takes about a year to guess.
"""

FAR_CODES = 400.0
"""Wrong room codes in a burst through the public address."""

FAR_CODE_LENGTH = 6
"""Minimum length of a room code for a public address."""

FAR_PINS = 20
"""Wrong PINs through the public address, in total, before attempts are delayed."""

FAR_PIN_WAIT = 60.0
"""Maximum delay for a PIN through the public address: 1,500 guesses per day out of 10^8."""


def far_codes() -> Bucket:
    """The rate limit of wrong codes through the public address."""
    return Bucket(rate=FAR_CODES_A_SECOND, burst=FAR_CODES)


def entries() -> Buckets:
    """How many seats taken and tests handed in one address may add to the log."""
    return Buckets(rate=ENTRIES_A_SECOND, burst=ENTRIES)


def far_attempts() -> Attempts:
    """The counter of wrong PINs through the public address, shared by everybody behind a proxy."""
    return Attempts(free=FAR_PINS, free_for_all=None, longest_wait=FAR_PIN_WAIT)


if set(MOST_SCREENS) != set(ROLES) or set(MOST_PEOPLE) != set(ROLES):
    raise AssertionError("every role has its limits")


def makes_room(people: Mapping[str, Person], role: str, online: Iterable[str]) -> str | None:
    """The token to drop for a new person of ``role``; empty if none, None if the room is full.

    People with a seat or an open screen are not dropped.
    """
    alike = [hashed for hashed, person in people.items() if person.role == role]
    if len(alike) < MOST_PEOPLE[role]:
        return ""
    shown = set(online)
    return next((h for h in alike if h not in shown and not people[h].seat), None)
