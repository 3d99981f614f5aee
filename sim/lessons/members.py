"""The interface of simulated members in class: votes, requests and replies.

The engine implements ``OtherMembers``; callers do not depend on the implementation.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from sim.lessons.advice import Advice, untold
from sim.scenario.schema import Scenario

Texts = Mapping[str, Mapping[str, float]]
"""Draft -> issue -> position of the text, from 0 to 1; issues it does not address are absent."""


@dataclass(frozen=True)
class Inclination:
    """How a member would vote on a text: vote in the central case, three probabilities, reasons."""

    vote: str
    yes: float
    abstain: float
    no: float
    reasons: tuple[str, ...] = ()


Pins = Mapping[str, Mapping[str, str]]
"""Member -> draft -> a fixed vote."""


@dataclass(frozen=True)
class WorldShares:
    """The outcomes of a draft over an ensemble of worlds.

    Attributes:
        outcomes: outcome in words -> share of all worlds.
        votes: member -> ``yes``, ``abstain``, ``no`` -> share of the worlds with a ballot.
        put: share of the worlds in which there was a ballot.
        worlds: number of worlds.
    """

    outcomes: Mapping[str, float]
    votes: Mapping[str, Mapping[str, float]]
    put: float
    worlds: int


@dataclass(frozen=True)
class Wish:
    """A requested change on one issue (``None`` removes the clause), and the reason."""

    issue: str
    value: float | None
    why: str


@dataclass(frozen=True)
class SponsorsReply:
    """Whether the sponsors accept a change, and why."""

    accepted: bool
    why: str


class OtherMembers(Protocol):
    """The members of the Council that are not played by a person."""

    def knowing(self, scenario: Scenario) -> OtherMembers:
        """The same members in ``scenario``, which has drafts or statements added by people."""

    def inclinations(self, texts: Texts) -> Mapping[str, Mapping[str, Inclination]]:
        """Draft -> member -> how it would vote on the texts as they stand."""

    def wish(self, member: str, draft: str, texts: Texts) -> Wish | None:
        """The change that ``member`` wants most; None if it wants none."""

    def gain(self, member: str, draft: str, change: Wish, texts: Texts) -> float:
        """The gain of ``member`` from the change, negative for a loss: salience times distance."""

    def answer(self, draft: str, wish: Wish, texts: Texts) -> SponsorsReply:
        """Whether the sponsors of ``draft`` would accept the change."""

    def sound(self, member: str, draft: str, texts: Texts) -> tuple[str, ...]:
        """The reply of ``member`` when sounded out on ``draft``, line by line."""

    def advise(
        self,
        member: str,
        texts: Texts,
        drafts: Collection[str],
        tell: Callable[[int, int], None] = untold,
    ) -> Advice:
        """Moves that ``member`` could make on ``drafts``, and the effect of each."""

    def weight_of_word(self, member: str, draft: str, texts: Texts, *, support: bool) -> float:
        """The factor by which a public statement multiplies the odds of the consistent vote."""

    def worlds(self, texts: Texts, pins: Pins | None = None) -> Mapping[str, WorldShares]:
        """Draft -> its outcomes over an ensemble, with votes fixed by ``pins``."""


def dice(shares: Mapping[str, float]) -> dict[str, int]:
    """Assign the six faces of a die to votes by their shares, using the largest remainders."""
    total = sum(shares.values()) or 1.0
    exact = {vote: 6 * share / total for vote, share in shares.items()}
    faces = {vote: int(value) for vote, value in exact.items()}
    rest = sorted(exact, key=lambda vote: (faces[vote] - exact[vote], vote))
    for vote in rest[: 6 - sum(faces.values())]:
        faces[vote] += 1
    return {vote: count for vote, count in faces.items() if count}
