"""Every ballot of the central case with its date; a failed text can be put again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.domain.ballots import Outcome, Vote
from sim.domain.events import Event, EventType
from sim.negotiation.setting import Setting


@dataclass(frozen=True, slots=True)
class DatedBallot:
    """One ballot: when it was held (the start of its round), and its result."""

    draft: str
    time: str
    votes: dict[str, str]
    yes: int
    no: int
    abstain: int
    outcome: str
    vetoes: tuple[str, ...]


def dated_ballots(setting: Setting, events: Sequence[Event]) -> tuple[DatedBallot, ...]:
    """The ballots among the events of one world, in order."""
    votes: dict[str, dict[str, str]] = {}
    results = []
    for event in events:
        if event.type == EventType.VOTE:
            word = Vote(int(event.numbers["vote"])).word
            votes.setdefault(event.draft, {})[event.actor] = word
        elif event.type == EventType.OUTCOME and event.draft in votes:
            results.append(_one(setting, event, votes.pop(event.draft)))
    return tuple(results)


def _one(setting: Setting, event: Event, votes: dict[str, str]) -> DatedBallot:
    outcome = Outcome(int(event.numbers["outcome"]))
    draft = setting.draft_of[event.draft]
    vetoes = tuple(
        code
        for i, code in enumerate(setting.members)
        if outcome is Outcome.VETOED
        and votes.get(code) == Vote.NO.word
        and setting.permanent_mask[i]
        and not setting.bound[i, draft]
    )
    counts = {word: int(event.numbers[word]) for word in ("yes", "no", "abstain")}
    time = setting.time_of(event.round).isoformat(timespec="minutes")
    return DatedBallot(event.draft, time, votes, outcome=outcome.word, vetoes=vetoes, **counts)
