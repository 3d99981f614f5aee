"""Dated statements and events, as frozen types of the scenario file."""

from __future__ import annotations

from pydantic import Field

from sim.scenario.cells import Cell, Keys, Names
from sim.scenario.moments import Moment
from sim.scenario.numbers import Change, NumberPath, Pull, UnitByIssue


class Statement(Cell):
    """A public statement on a draft, which commits its speaker."""

    speaker: str = Field(description="Code of the member.")
    draft: str = Field(description="Symbol of the draft.")
    at: Moment = Field(description="When it is made.")
    pull: Pull = Field(description="How far it binds: below 0 against the draft, above 0 for it.")
    text_then: UnitByIssue = Field(
        default_factory=dict,
        exclude_if=lambda value: not value,
        description="What the draft said when it was made, on issues on which it says something "
        "else here. `-S` and a scenario on a base that change a draft write it by themselves.",
    )
    silent_then: Names = Field(
        default=(),
        exclude_if=lambda value: not value,
        description="Issues on which the draft said nothing then, and does here.",
    )
    because: Keys = Field(default=(), description="Keys of the evidence.")
    layer: str | None = Field(default=None, description="Known only in this evidence layer.")


class ScenarioEvent(Cell):
    """A dated event that changes numbers from then on."""

    title: str = Field(description="What happened.")
    at: Moment = Field(description="When.")
    happens: bool = Field(
        strict=True, default=True, description="False leaves it out of the world."
    )
    changes: dict[NumberPath, Change] = Field(
        default_factory=dict,
        description="Path of a number -> amount that is added to it.",
    )
    because: Keys = Field(default=(), description="Keys of the evidence.")
    layer: str | None = Field(default=None, description="Known only in this evidence layer.")
