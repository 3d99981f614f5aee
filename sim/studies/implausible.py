"""A vote that is hard to believe, as it is published."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Implausible:
    """A vote that is hard to believe.

    Attributes:
        kind: key of one of ``sim.studies.impossible.kinds``, or ``against_reasons`` for a vote of
            the central case against all reasons of the member's own.
        member, draft: whose vote on which text.
        share: of the worlds concerned in which it occurs.
        text: the whole as a sentence without its stop.
    """

    kind: str
    member: str
    draft: str
    share: float
    text: str
