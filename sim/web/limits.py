"""How much one person, one screen and one connection may ask of a room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sim.classroom.seats import DELEGATE, OBSERVER, PROJECTOR, ROLES, TEACHER, Person
from sim.web.security import Attempts, Bucket

MOST_SCREENS: Mapping[str, int] = {TEACHER: 8, PROJECTOR: 8, DELEGATE: 4, OBSERVER: 2}
"""Screens that one person may have open; a further one takes the place of the oldest."""

MOST_PEOPLE: Mapping[str, int] = {TEACHER: 20, PROJECTOR: 20, DELEGATE: 160, OBSERVER: 60}
"""People of each role in a room; whoever has no screen open makes room for somebody new."""

STRIKES = 100
"""Messages beyond the rate, one after the other, after which a screen is cut off."""

FAULTS = 5
"""Frames that no page of ours sends, binary or oversize, after which a screen is cut off."""

IDLE_FRAMES_A_SECOND = 2.0
"""Pings, pongs and parts of messages that a screen may send a second in the long run."""

IDLE_FRAMES = 60.0
"""Pings, pongs and parts of messages that a screen may send at once."""

BEATS_A_SECOND = 3.0
"""Signs of life that a screen may ask for a second in the long run; a page asks for one."""

BEATS = 30.0
"""Signs of life that a screen may ask for at once."""

KEPT_ANSWERS = 64
"""Answers to a page that are kept, should it send a message again."""

KEPT_PAGES = 8
"""Pages of a person whose answers are kept."""

ANSWER_WAIT = 0.5
"""Seconds for which a screen is not listened to while an answer to it is made."""

OUTBOX = 256
"""Answers that wait for a screen before it is cut off."""

SLOW_SECONDS = 20.0
"""Seconds that a screen may take to read what it was sent before it is cut off."""

CLOSE_SECONDS = 2.0
"""Seconds that a screen that is cut off has for the farewell."""

REQUEST_SECONDS = 10.0
"""Seconds that a connection may take to make a request before it is closed."""

MOST_PAGES = 32
"""Pages of the explorer that may be open at a time."""

QUESTION_BYTES = 100_000
"""Size of the largest question: all changes of a page that moved everything."""

PAGE_SECONDS = 20.0
"""Seconds that a page of the explorer may take to read an answer before it is given up."""

ANSWER_SECONDS = 60.0
"""Seconds that a request may take to be read and answered before its connection is dropped."""

FAR_CODES_A_SECOND = 20.0
"""Wrong room codes that may come through the public address a second, from all together.

A class behind one school's line, and everybody behind one proxy, share an address: a cap for each
address would lock a class out. A code of six letters takes about a year to guess at this rate.
"""

FAR_CODES = 400.0
"""Wrong room codes that may come through the public address at once."""

FAR_CODE_LENGTH = 6
"""Letters that a room's code must have before it is shown to the internet."""

FAR_PINS = 20
"""Wrong PINs through the public address, from all together, before the next one must wait."""

FAR_PIN_WAIT = 60.0
"""Longest wait for the next PIN through the public address: a day allows 1,500 guesses at 10^8."""


def far_codes() -> Bucket:
    """Wrong codes that come through the public address."""
    return Bucket(rate=FAR_CODES_A_SECOND, burst=FAR_CODES)


def far_attempts() -> Attempts:
    """Wrong PINs that come through the public address, where a proxy's address is everybody's."""
    return Attempts(free=FAR_PINS, free_for_all=None, longest_wait=FAR_PIN_WAIT)


if set(MOST_SCREENS) != set(ROLES) or set(MOST_PEOPLE) != set(ROLES):
    raise AssertionError("every role has its limits")


def makes_room(people: Mapping[str, Person], role: str, online: Iterable[str]) -> str | None:
    """Whose token is given up for somebody new of ``role``; empty for nobody's, None if full.

    Those with a seat keep it, and those with a screen open stay.
    """
    alike = [hashed for hashed, person in people.items() if person.role == role]
    if len(alike) < MOST_PEOPLE[role]:
        return ""
    shown = set(online)
    return next((h for h in alike if h not in shown and not people[h].seat), None)
