"""The published form of an implausible vote."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Implausible:
    """An implausible vote.

    Attributes:
        kind: key of one of ``sim.studies.impossible.kinds``, or ``against_reasons`` for a vote of
            the central case against all of the member's own reasons.
        member, draft: the member and the text.
        share: share of the worlds concerned in which it occurs.
        text: the whole as a sentence without its full stop.
    """

    kind: str
    member: str
    draft: str
    share: float
    text: str
