"""Names of actors, issues, events and times in reports."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sim.domain.shortnames import short_name
from sim.domain.states import in_sentence

_CODE = re.compile(r"\b[A-Z]{3}\b")

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeyNames:
    """Names by key; a key without a name is used as is.

    Attributes:
        actors: members, parties, patrons and the envoy.
        issues: titles of the issues.
        things: outside events and terms of the plan, in words.
        start, hours: beginning of the first round and length of a round.
    """

    actors: Mapping[str, str] = field(default_factory=dict)
    issues: Mapping[str, str] = field(default_factory=dict)
    things: Mapping[str, str] = field(default_factory=dict)
    start: datetime | None = None
    hours: float = 0.0

    def actor(self, key: str) -> str:
        """The actor's name at the beginning of a sentence."""
        name = self.within(key) or "somebody"
        return name[:1].upper() + name[1:]

    def within(self, key: str) -> str:
        """The actor's name within a sentence."""
        return in_sentence(short_name(self.actors.get(key, key)))

    def spelled(self, text: str) -> str:
        """The text with actors' codes replaced by names, at the beginning of a sentence."""
        sentence = _CODE.sub(
            lambda match: self.within(match[0]) if match[0] in self.actors else match[0], text
        )
        return sentence[:1].upper() + sentence[1:]

    def issue(self, key: str) -> str:
        """The issue's title within a sentence; only names keep their capital."""
        title = self.issues.get(key, key)
        return title[:1].lower() + title[1:] if title[1:2].islower() else title

    def thing(self, key: str) -> str:
        """An outside event or a term, without the full stop."""
        return self.things.get(key, key.replace("-", " ").replace("_", " ")).rstrip(".")

    def moment(self, time: str, number: int) -> str:
        """The time of an event: its own time, the clock of the rounds, or the round."""
        if time:
            return when(time)
        if self.start is None:
            return f"Round {number + 1}"
        return when((self.start + timedelta(hours=self.hours * number)).isoformat())


def when(time: str) -> str:
    """``2016-10-06T18:00`` as ``Thursday 6 October 2016, 18:00``; other text unchanged."""
    try:
        moment = datetime.fromisoformat(time)
    except ValueError:
        return time
    return f"{DAYS[moment.weekday()]} {day(moment)} {moment.year}, {moment:%H:%M}"


def day(moment: datetime) -> str:
    """Day and month in English, independent of the locale."""
    return f"{moment.day} {MONTHS[moment.month - 1]}"
