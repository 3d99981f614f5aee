"""Evidence: where a number comes from and how reliable it is."""

from __future__ import annotations

from enum import StrEnum


class Attribution(StrEnum):
    """Who says so: the actor itself, a reporter, the coder's inference, or nobody."""

    STATED = "stated"
    REPORTED = "reported"
    INFERRED = "inferred"
    ASSUMED = "assumed"


class Costliness(StrEnum):
    """What backs the claim: a deed, a commitment that is hard to retract, or talk."""

    ACT = "act"
    COMMITMENT = "commitment"
    TALK = "talk"


ATTRIBUTION_SPREAD: dict[Attribution, float] = {
    Attribution.STATED: 0.05,
    Attribution.REPORTED: 0.10,
    Attribution.INFERRED: 0.15,
    Attribution.ASSUMED: 0.30,
}
"""Standard deviation on the 0..1 scale that each attribution allows (docs: codebook)."""

COSTLINESS_SPREAD: dict[Costliness, float] = {
    Costliness.ACT: 0.05,
    Costliness.COMMITMENT: 0.10,
    Costliness.TALK: 0.20,
}
"""Standard deviation on the 0..1 scale that each degree of costliness allows (docs: codebook)."""

ASSUMED_SPREAD = ATTRIBUTION_SPREAD[Attribution.ASSUMED]
"""Standard deviation of a number without evidence."""


def prior_spread(attribution: Attribution, costliness: Costliness) -> float:
    """The prior standard deviation of a claim on the 0..1 scale: the larger of its two grades."""
    return max(ATTRIBUTION_SPREAD[attribution], COSTLINESS_SPREAD[costliness])
