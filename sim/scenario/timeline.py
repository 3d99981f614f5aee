"""The clock, and dated statements and events, as frozen types of the scenario file."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from pydantic import Field

from sim.scenario.cells import Cell, FilledText, Keys, Names
from sim.scenario.moments import Moment
from sim.scenario.numbers import Change, NumberPath, Pull, UnitByIssue


class Clock(Cell):
    """The rounds of the negotiation."""

    start: Moment = Field(description="Beginning of the first round.")
    end: Moment = Field(
        description="No round begins at or after this time; the last one has its full length."
    )
    round_hours: float = Field(
        default=6.0, gt=0, le=168, strict=True, description="Length of a round, hours."
    )

    @property
    def rounds(self) -> int:
        """Number of rounds; the last one begins before the end, and has its full length."""
        hours = (self.end - self.start) / timedelta(hours=1)
        return max(1, math.ceil(hours / self.round_hours))

    def includes(self, when: datetime) -> bool:
        """Whether ``when`` is in one of the rounds, or before them: what is later never happens."""
        return self.round_of(when) < self.rounds

    def round_of(self, when: datetime) -> int:
        """The number of the round that contains ``when``; 0 for earlier times."""
        hours = (when - self.start) / timedelta(hours=1)
        return max(0, math.floor(hours / self.round_hours))


class Statement(Cell):
    """A public statement on a draft, which commits its speaker."""

    speaker: str = Field(description="Code of the member.")
    draft: str = Field(description="Symbol of the draft.")
    at: Moment = Field(description="When it is made.")
    pull: Pull = Field(description="Strength: below 0 against the draft, above 0 for it.")
    text_then: UnitByIssue = Field(
        default_factory=dict,
        exclude_if=lambda value: not value,
        description="Content of the draft at the time of the statement, on issues where it "
        "differs now. `-S` and scenarios with a base fill this in when they change a draft.",
    )
    silent_then: Names = Field(
        default=(),
        exclude_if=lambda value: not value,
        description="Issues that the draft did not address at the time, but does now.",
    )
    because: Keys = Field(default=(), description="Keys of the evidence.")
    layer: str | None = Field(default=None, description="Exists only in this evidence layer.")


class ScenarioEvent(Cell):
    """A dated event that changes numbers from then on.

    A change of a clause is made to the text in force, unless the draft is decided or withdrawn. A
    change of a position is made to its values under conditions (`when`), too.
    """

    title: FilledText = Field(description="What happened.")
    at: Moment = Field(description="When.")
    happens: bool = Field(strict=True, default=True, description="False removes it.")
    changes: dict[NumberPath, Change] = Field(
        default_factory=dict,
        description="Path of a number -> amount to add.",
    )
    because: Keys = Field(default=(), description="Keys of the evidence.")
    layer: str | None = Field(default=None, description="Exists only in this evidence layer.")
