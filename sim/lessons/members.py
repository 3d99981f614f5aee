"""Simulated members as a class meets them: how each would vote, what it asks, what it accepts.

The engine answers behind ``OtherMembers``; nothing here or above it knows how.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from sim.lessons.advice import Advice, untold
from sim.scenario.schema import Scenario

Texts = Mapping[str, Mapping[str, float]]
"""Draft -> issue -> what the text asks, 0..1; an issue on which it is silent is absent."""


@dataclass(frozen=True)
class Inclination:
    """How a member would vote on a text: the likeliest vote, three probabilities, reasons."""

    vote: str
    yes: float
    abstain: float
    no: float
    reasons: tuple[str, ...] = ()


Pins = Mapping[str, Mapping[str, str]]
"""Member -> draft -> the vote that it casts whatever it wants."""


@dataclass(frozen=True)
class WorldShares:
    """What became of a draft over an ensemble of worlds.

    Attributes:
        outcomes: outcome in words -> share of all worlds.
        votes: member -> ``yes``, ``abstain``, ``no`` -> share of the worlds with a ballot.
        put: share of the worlds in which there was a ballot.
        worlds: how many worlds there were.
    """

    outcomes: Mapping[str, float]
    votes: Mapping[str, Mapping[str, float]]
    put: float
    worlds: int


@dataclass(frozen=True)
class Wish:
    """A change of one issue, ``None`` for silence, and why."""

    issue: str
    value: float | None
    why: str


@dataclass(frozen=True)
class SponsorsReply:
    """Whether the sponsors take a change in, and why."""

    accepted: bool
    why: str


class OtherMembers(Protocol):
    """Everybody on the Council who is not played by a person."""

    def knowing(self, scenario: Scenario) -> OtherMembers:
        """The same members in ``scenario``, which has drafts or statements that people added."""

    def inclinations(self, texts: Texts) -> Mapping[str, Mapping[str, Inclination]]:
        """Draft -> member -> how it would vote on the texts as they stand."""

    def wish(self, member: str, draft: str, texts: Texts) -> Wish | None:
        """The one change of one issue that ``member`` wants most; None when it is content."""

    def gain(self, member: str, draft: str, change: Wish, texts: Texts) -> float:
        """What ``member`` wins by the change, negative when it loses: salience times distance."""

    def answer(self, draft: str, wish: Wish, texts: Texts) -> SponsorsReply:
        """Whether the sponsors of ``draft`` would take the change in."""

    def sound(self, member: str, draft: str, texts: Texts) -> tuple[str, ...]:
        """What ``member`` says of ``draft`` when it is sounded out, line by line."""

    def advise(
        self,
        member: str,
        texts: Texts,
        drafts: Collection[str],
        tell: Callable[[int, int], None] = untold,
    ) -> Advice:
        """What ``member`` could do on ``drafts``, and what each move would change."""

    def weight_of_word(self, member: str, draft: str, texts: Texts, *, support: bool) -> float:
        """By what a member's own public word multiplies the odds of the vote that keeps it."""

    def worlds(self, texts: Texts, pins: Pins | None = None) -> Mapping[str, WorldShares]:
        """Draft -> what became of it over an ensemble, with votes fixed by ``pins``."""


def dice(inclination: Inclination) -> dict[str, int]:
    """The six faces of a die shared out by the probabilities, largest remainder first."""
    shares = {"yes": inclination.yes, "abstain": inclination.abstain, "no": inclination.no}
    total = sum(shares.values()) or 1.0
    exact = {vote: 6 * share / total for vote, share in shares.items()}
    faces = {vote: int(value) for vote, value in exact.items()}
    rest = sorted(exact, key=lambda vote: (faces[vote] - exact[vote], vote))
    for vote in rest[: 6 - sum(faces.values())]:
        faces[vote] += 1
    return {vote: count for vote, count in faces.items() if count}
