"""A replay as it is published: the fields are the keys of the JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.domain.ballots import Outcome, Vote
from sim.domain.events import PublishedEvent
from sim.results.replay import Replay


@dataclass(frozen=True, slots=True)
class ReplayedBallot:
    """What became of one draft, and each member's vote."""

    draft: str
    outcome: str
    votes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Replayed:
    """One world played again.

    Attributes:
        replicate, seed: which one it is.
        verified: whether it was held against what was kept.
        differences: in what it differs from that.
        ballots: what became of each draft.
        events: everything that happened, in order.
    """

    replicate: int
    seed: int
    verified: bool
    differences: tuple[str, ...]
    ballots: tuple[ReplayedBallot, ...]
    events: tuple[PublishedEvent, ...]


def published_replay(again: Replay, differences: Sequence[str], *, verified: bool) -> Replayed:
    """The replay as it is published."""
    worlds = again.worlds
    return Replayed(
        replicate=again.replicate,
        seed=again.seed,
        verified=verified,
        differences=tuple(differences),
        ballots=tuple(
            ReplayedBallot(
                draft,
                Outcome(int(worlds.outcome[d, 0])).word,
                {
                    code: Vote(int(worlds.vote[d, i, 0])).word
                    for i, code in enumerate(worlds.members)
                },
            )
            for d, draft in enumerate(worlds.drafts)
        ),
        events=tuple(event.published() for event in again.model.events()),
    )
