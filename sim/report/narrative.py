"""The diary of one world: its events in plain sentences, round by round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sim.domain.ballots import Vote
from sim.domain.events import EventType
from sim.domain.words import listed
from sim.report.data import RunData, WorldEvent
from sim.report.names import KeyNames
from sim.report.sentences import SENTENCES, TOGETHER, answered_request, repeated

VERBS: dict[Vote, tuple[str, str]] = {
    Vote.YES: ("votes in favour", "vote in favour"),
    Vote.NO: ("votes against", "vote against"),
    Vote.ABSTAIN: ("abstains", "abstain"),
    Vote.ABSENT: ("is absent", "are absent"),
    Vote.NOT_PARTICIPATING: ("takes no part", "take no part"),
}
"""Verbs for one member and for several, in the order of the roll call."""

ALONE: dict[Vote, str] = {
    Vote.YES: "votes in favour of {}",
    Vote.NO: "votes against {}",
    Vote.ABSTAIN: "abstains on {}",
    Vote.ABSENT: "is absent when {} is put to the vote",
    Vote.NOT_PARTICIPATING: "takes no part in the vote on {}",
}
"""Verbs for a single member."""


@dataclass(frozen=True, slots=True)
class NarratedEvent:
    """A sentence and the first event that it describes."""

    event: WorldEvent
    words: str


@dataclass(frozen=True, slots=True)
class DiaryEntry:
    """One round of the diary: its time, and its sentences in order."""

    heading: str
    round: int
    sentences: tuple[str, ...]


def names_in_run(run: RunData) -> KeyNames:
    """The names that a run's own data give."""
    if run.names is not None:
        return run.names
    actors = {seat.code: seat.name for seat in run.council.seats} | dict(run.parties)
    return KeyNames(actors, dict(run.space.issues) if run.space else {})


def diary(events: Sequence[WorldEvent], names: KeyNames) -> list[DiaryEntry]:
    """The events as sentences, one entry per round, in the order in which they happened."""
    rounds: dict[int, list[NarratedEvent]] = {}
    for narrated in tell(events, names):
        rounds.setdefault(narrated.event.round, []).append(narrated)
    return [
        DiaryEntry(
            names.moment(happened[0].event.time, number),
            number,
            tuple(narrated.words for narrated in happened),
        )
        for number, happened in sorted(rounds.items())
    ]


def tell(events: Sequence[WorldEvent], names: KeyNames) -> list[NarratedEvent]:
    """All events as sentences; related events are combined and repetitions shortened."""
    narrated: list[NarratedEvent] = []
    demands: dict[str, tuple[str, frozenset[str]]] = {}
    quarter = 0
    groups = [
        list(run)
        for _, run in groupby(events, key=lambda event: (event.round, event.type, *_kind(event)))
    ]
    for group in groups:
        first = group[0]
        if first.type == EventType.VOTE:
            narrated.append(NarratedEvent(first, _roll_call(group, names)))
        elif first.type in TOGETHER:
            narrated.append(NarratedEvent(first, SENTENCES[first.type](group, names)))
        elif first.type == EventType.EXECUTE and "left" in first.numbers:
            reached = 1 + int(first.numbers["left"] * QUARTERS)
            if reached > quarter:  # not every step of the departure
                narrated.append(NarratedEvent(first, _sentence(first, names)))
            quarter = max(quarter, reached)
        elif first.type in (EventType.AMEND, EventType.HOLD) and _answers(narrated, first):
            narrated[-1] = _exchange(narrated[-1].event, first, demands, names)
        else:
            narrated += [NarratedEvent(event, _sentence(event, names)) for event in group]
    return narrated


QUARTERS = 4
"""Fractions of the fighters' departure that the diary reports."""


def _answers(events: Sequence[NarratedEvent], event: WorldEvent) -> bool:
    """Whether the sponsors' answer refers to the demand just before."""
    return bool(events) and (
        events[-1].event.type,
        events[-1].event.draft,
        events[-1].event.round,
    ) == (
        EventType.ASK,
        event.draft,
        event.round,
    )


def _exchange(
    demand: WorldEvent,
    answer: WorldEvent,
    demands: dict[str, tuple[str, frozenset[str]]],
    names: KeyNames,
) -> NarratedEvent:
    """A demand and its answer; shorter if the same demand was declined on the text before."""
    what = (demand.actor, frozenset(key for key in demand.numbers if key.startswith("to_")))
    again = demands.get(demand.draft) == what
    if answer.type == EventType.HOLD:
        demands[demand.draft] = what
        if again:
            return NarratedEvent(demand, repeated(demand, names))
    else:
        demands.pop(demand.draft, None)
    return NarratedEvent(demand, answered_request(demand, answer, names))


def _kind(event: WorldEvent) -> tuple[str, bool]:
    """The key of events that are combined: the draft, and the side of a statement."""
    return event.draft, event.type == EventType.STATEMENT and event.numbers.get("pull", 0.0) > 0


def _sentence(event: WorldEvent, names: KeyNames) -> str:
    """One event as a sentence; unknown types get a generic sentence."""
    teller = SENTENCES.get(event.type)
    if teller is not None:
        return teller([event], names)
    subject = names.actor(event.actor) if event.actor else "In this round"
    about = f" ({event.draft})" if event.draft else ""
    return f"{subject}: {event.type.replace('_', ' ')}{about}."


def sentence(event: WorldEvent, names: KeyNames) -> str:
    """A single event as a sentence, including a single vote."""
    if event.type != EventType.VOTE:
        return _sentence(event, names)
    vote = Vote(int(event.numbers.get("vote", Vote.ABSENT)))
    return f"{names.actor(event.actor)} {ALONE[vote].format(event.draft)}."


def _roll_call(votes: Sequence[WorldEvent], names: KeyNames) -> str:
    """The votes on one draft as a sentence."""
    parts = []
    for vote, (one, several) in VERBS.items():
        who = [names.within(e.actor) for e in votes if e.numbers.get("vote", -1.0) == vote]
        if len(who) == len(votes) > 1:
            parts.append(f"all {len(who)} members {several}")
        elif who:
            parts.append(f"{listed(who)} {one if len(who) == 1 else several}")
    result = "; ".join(parts)
    return f"{votes[0].draft} is put to the vote. {result[:1].upper()}{result[1:]}."
