"""Expected differences of a scenario from its base, which the engine can check."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator

from sim.scenario.cells import Cell


class Measure(StrEnum):
    """The quantity measured in each world."""

    ADOPTION = "adoption"
    VOTE = "vote"
    VOTES = "votes"
    VOTES_BY_QUOTA = "votes-by-quota"
    CONCESSIONS = "concessions"
    GAIN = "gain"
    OWN_VIEW = "own-view"
    CONSENT = "consent"
    PLAN = "plan"
    PUT = "put"


NEEDS: dict[Measure, frozenset[str]] = {
    Measure.ADOPTION: frozenset({"draft"}),
    Measure.VOTE: frozenset({"draft", "member", "vote"}),
    Measure.VOTES: frozenset({"draft", "vote"}),
    Measure.VOTES_BY_QUOTA: frozenset({"draft"}),
    Measure.CONCESSIONS: frozenset({"draft"}),
    Measure.GAIN: frozenset({"draft", "member"}),
    Measure.OWN_VIEW: frozenset({"draft"}),
    Measure.CONSENT: frozenset({"party"}),
    Measure.PLAN: frozenset(),
    Measure.PUT: frozenset({"draft"}),
}
"""Which of draft, member, vote and party each measure needs."""


class Expected(Cell):
    """One expected change compared with the base."""

    measure: Measure = Field(
        description="adoption: chance of adoption. vote: chance of a member's vote. votes: number "
        "of votes. votes-by-quota: votes in favour by the votes needed. concessions: how far the "
        "sponsors move their text. gain: what the text is worth to a member. own-view: share of "
        "members that vote on the side of their own gain. consent: whether a party accepts the "
        "plan. plan: whether it is carried out. put: whether the text is put to the vote."
    )
    draft: str | None = Field(default=None, description="Symbol of the draft.")
    member: str | None = Field(default=None, description="Code of the member.")
    vote: Literal["yes", "abstain", "no"] | None = Field(default=None, description="Which vote.")
    party: str | None = Field(default=None, description="Key of the party.")
    goes: Literal["up", "down", "same"] = Field(
        description="Direction; same means a change of less than a tenth."
    )
    finding: str = Field(default="", description="Why the expectation fails, if known.")

    @model_validator(mode="after")
    def _about(self) -> Expected:
        given = {
            name for name in ("draft", "member", "vote", "party") if getattr(self, name) is not None
        }
        needed = NEEDS[self.measure]
        if given != needed:
            text = ", ".join(sorted(needed)) or "nothing else"
            raise ValueError(f"the measure {self.measure.value} is about {text}")
        return self
