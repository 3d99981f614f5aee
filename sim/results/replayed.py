"""The published form of a replay: the fields are the keys of the JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.domain.ballots import PUT, Outcome, Vote
from sim.domain.events import PublishedEvent
from sim.engines.worlds import Worlds
from sim.results.replay import Replay


@dataclass(frozen=True, slots=True)
class ReplayedBallot:
    """The outcome of one draft, and each member's vote; none if it was not put to the vote."""

    draft: str
    outcome: str
    votes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Replayed:
    """One replayed world.

    Attributes:
        replicate, seed: which world it is.
        verified: whether it was compared with what was kept.
        differences: the differences, one sentence each.
        ballots: the outcome of each draft.
        events: all events, in order.
    """

    replicate: int
    seed: int
    verified: bool
    differences: tuple[str, ...]
    ballots: tuple[ReplayedBallot, ...]
    events: tuple[PublishedEvent, ...]


def published_replay(again: Replay, differences: Sequence[str], *, verified: bool) -> Replayed:
    """The replay in its published form."""
    worlds = again.worlds
    return Replayed(
        replicate=again.replicate,
        seed=again.seed,
        verified=verified,
        differences=tuple(differences),
        ballots=tuple(
            _ballot(worlds, d, draft, Outcome(int(worlds.outcome[d, 0])))
            for d, draft in enumerate(worlds.drafts)
        ),
        events=tuple(event.published() for event in again.model.events()),
    )


def _ballot(worlds: Worlds, d: int, draft: str, outcome: Outcome) -> ReplayedBallot:
    votes = (Vote(int(vote)).word for vote in worlds.vote[d, :, 0]) if outcome in PUT else ()
    return ReplayedBallot(draft, outcome.word, dict(zip(worlds.members, votes, strict=False)))
