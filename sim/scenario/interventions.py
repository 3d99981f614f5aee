"""Interventions in a scenario: votes that it fixes, and members that follow others."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from sim.scenario.cells import Cell, Names, TrimmedText

VoteWord = Literal["yes", "abstain", "no"]
EVERY = "all"
"""The key for a vote on every draft."""


def _everywhere(value: Any) -> Any:
    return {EVERY: value} if isinstance(value, str) else value


VoteByDraft = Annotated[
    dict[str, VoteWord],
    BeforeValidator(_everywhere, json_schema_input_type=VoteWord | dict[str, VoteWord]),
]
"""Draft -> vote, or one word for every draft; a draft's own entry has precedence over ``all``."""


class Group(Cell):
    """States that take a common line; they may sit in the Council or outside it."""

    title: TrimmedText = Field(default="", description="Name of the group; its key if empty.")
    members: Names = Field(
        default=(),
        description="Codes of its members. Without a stated line or a spokesman, the line is "
        "the vote of more than half of those in the Council that follow nobody.",
    )
    spokesman: str | None = Field(
        default=None, description="Code of the member of the Council whose vote is the line."
    )
    line: VoteByDraft = Field(
        default_factory=dict, description="The group's stated line: a vote, or one by draft."
    )
    source: str = Field(default="", description="Source of its line.")


def fixed_vote(votes: dict[str, VoteWord], draft: str) -> VoteWord | None:
    """The vote that ``votes`` fix for a draft; None if they fix none."""
    return votes.get(draft, votes.get(EVERY))
