"""The diary of one world: its events in plain sentences, round by round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sim.domain.ballots import Vote
from sim.domain.events import EventType
from sim.report.data import RunData, WorldEvent, listed
from sim.report.names import Names
from sim.report.sentences import SENTENCES, TOGETHER

VERBS: dict[Vote, tuple[str, str]] = {
    Vote.YES: ("votes in favour", "vote in favour"),
    Vote.NO: ("votes against", "vote against"),
    Vote.ABSTAIN: ("abstains", "abstain"),
    Vote.ABSENT: ("is absent", "are absent"),
    Vote.NOT_PARTICIPATING: ("takes no part", "take no part"),
}
"""What one member does, and what several do, in the order of the roll call."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence and the (first) event that it tells."""

    event: WorldEvent
    words: str


@dataclass(frozen=True, slots=True)
class DiaryEntry:
    """One round of the diary: when, and what happened in order."""

    heading: str
    round: int
    sentences: tuple[str, ...]


def names_of(run: RunData) -> Names:
    """The names that a run's own data give."""
    if run.names is not None:
        return run.names
    actors = {seat.code: seat.name for seat in run.council.seats} | dict(run.parties)
    return Names(actors, dict(run.space.issues) if run.space else {})


def diary(events: Sequence[WorldEvent], names: Names) -> list[DiaryEntry]:
    """The events as sentences, one entry per round, in the order in which they happened."""
    rounds: dict[int, list[Told]] = {}
    for told in tell(events, names):
        rounds.setdefault(told.event.round, []).append(told)
    return [
        DiaryEntry(
            names.moment(happened[0].event.time, number),
            number,
            tuple(told.words for told in happened),
        )
        for number, happened in sorted(rounds.items())
    ]


def tell(events: Sequence[WorldEvent], names: Names) -> list[Told]:
    """Every event as a sentence; votes, rallies and statements that belong together as one."""
    told: list[Told] = []
    for _, run in groupby(events, key=lambda event: (event.round, event.type, *_kind(event))):
        group = list(run)
        if group[0].type == EventType.VOTE:
            told.append(Told(group[0], _roll_call(group, names)))
        elif group[0].type in TOGETHER:
            told.append(Told(group[0], SENTENCES[group[0].type](group, names)))
        else:
            told += [Told(event, _sentence(event, names)) for event in group]
    return told


def _kind(event: WorldEvent) -> tuple[str, bool]:
    """What events told together share: the draft, and the side that a statement takes."""
    return event.draft, event.type == EventType.STATEMENT and event.numbers.get("pull", 0.0) > 0


def _sentence(event: WorldEvent, names: Names) -> str:
    """One event as one sentence; a type that the diary does not know is told plainly."""
    teller = SENTENCES.get(event.type)
    if teller is not None:
        return teller([event], names)
    subject = names.actor(event.actor) if event.actor else "In this round"
    about = f" ({event.draft})" if event.draft else ""
    return f"{subject}: {event.type.replace('_', ' ')}{about}."


def _roll_call(votes: Sequence[WorldEvent], names: Names) -> str:
    """Who voted how on one draft."""
    parts = []
    for vote, (one, several) in VERBS.items():
        who = [names.within(e.actor) for e in votes if e.numbers.get("vote", -1.0) == vote]
        if who:
            parts.append(f"{listed(who)} {one if len(who) == 1 else several}")
    result = "; ".join(parts)
    return f"{votes[0].draft} is put to the vote. {result[:1].upper()}{result[1:]}."
