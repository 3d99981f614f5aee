"""Dated statements and events, as frozen types of the scenario file."""

from __future__ import annotations

from pydantic import Field

from sim.scenario.cells import Cell, FilledText, Keys, Names
from sim.scenario.moments import Moment
from sim.scenario.numbers import Change, NumberPath, Pull, UnitByIssue


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

    A change of a draft is made to the text in force, unless that is decided or withdrawn already.
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
