"""Actors in a scenario file: members and their roles, the envoy's plan, parties and patrons."""

from __future__ import annotations

from pydantic import Field

from sim.scenario.cells import Cell, FilledText, Names
from sim.scenario.moments import Moment
from sim.scenario.numbers import (
    Closeness,
    ConsentingKey,
    Duration,
    FalseAlarms,
    IssueKey,
    MemberKey,
    PatronKey,
    PositiveNumber,
    RoleWeight,
    SignedNumber,
    UnitByIssue,
    UnitNumber,
    Weight,
)


class Role(Cell):
    """A place in the conflict; all actors in it share its saliences."""

    title: FilledText = Field(description="Description of the role.")
    saliences: dict[IssueKey, RoleWeight] = Field(
        description="Weight of each issue; normalised to sum 1."
    )
    because: FilledText = Field(description="Reason for the weights.")


class CountedAgreement(Cell):
    """Roll calls of the Assembly on which two States both voted, as counts used in reasons.

    Where a month holds several on one issue, only totals are known: what both did as often counts
    as the same votes.
    """

    matter: FilledText = Field(description="Subject of the roll calls, as used in a sentence.")
    agreed: int = Field(ge=0, strict=True, description="Number on which both cast the same vote.")
    opposed: int = Field(
        ge=0, strict=True, description="Number on which one voted for and the other against."
    )
    of: int = Field(ge=1, strict=True, description="Their number.")
    usual: float = Field(
        ge=0.0,
        strict=True,
        description="Number on which States on average cast the other member's vote.",
    )
    since: int = Field(ge=1946, le=9999, strict=True, description="Year of the first roll call.")


class Member(Cell):
    """A member of the Council."""

    name: FilledText | None = Field(default=None, description="Name in the UN's spelling.")
    profile: str | None = Field(default=None, description="Key of a State profile to start from.")
    role: str = Field(description="Key of the member's role.")
    positions: UnitByIssue = Field(default_factory=dict, description="Ideal position by issue.")
    saliences: dict[IssueKey, Weight] = Field(
        default_factory=dict, description="Weights for this member only, from evidence."
    )
    urgency: PositiveNumber | None = Field(
        default=None, description="h: how much urgency raises humanitarian saliences."
    )
    alignment: dict[MemberKey, SignedNumber] = Field(
        default_factory=dict, description="Weight of voting with each other member."
    )
    closeness: dict[MemberKey, Closeness] = Field(
        default_factory=dict,
        description="How much more often it has agreed with each other member on the matter "
        "than States do on average.",
    )
    guess: PositiveNumber | None = Field(
        default=None,
        description="How far sponsors may be wrong about its stance: standard deviation, in "
        "logits; null uses the coefficient of that name.",
    )
    false_alarms: FalseAlarms | None = Field(
        default=None,
        description="Share of its threats to vote no that it does not carry out, at most one "
        "half; null uses the coefficient of that name.",
    )
    agreement: dict[MemberKey, CountedAgreement] = Field(
        default_factory=dict,
        description="Vote counts behind closeness, shown in reasons; no number depends on them.",
    )


class Revision(Cell):
    """A term that the envoy may add to his plan."""

    title: FilledText = Field(description="What is offered.")
    gains: dict[ConsentingKey, SignedNumber] = Field(description="Change of each party's gain.")
    text: UnitByIssue = Field(default_factory=dict, description="Changed issues of the plan.")
    layer: str | None = Field(default=None, description="Exists only in this evidence layer.")


class Plan(Cell):
    """The envoy's plan, as he announces it and as he may revise it."""

    title: FilledText = Field(description="What the plan is.")
    announced: Moment = Field(description="Time when the envoy announces it.")
    text: UnitByIssue = Field(description="Effect of carrying it out, by issue.")
    needs: Names = Field(min_length=1, description="Parties whose consent it needs.")
    revisions: dict[str, Revision] = Field(
        default_factory=dict,
        max_length=30,
        description="Terms that the envoy may add, in any order.",
    )
    days_to_leave: Duration = Field(description="Days that the departure takes once accepted.")
    fighters: PositiveNumber = Field(description="Fighters who would leave, thousands.")


class Envoy(Cell):
    """The Secretary-General's envoy."""

    name: FilledText = Field(description="Name and office.")
    guarantee: UnitNumber = Field(description="Value of the envoy's own presence as a guarantee.")
    single_text: Moment | None = Field(
        default=None, description="Time when the envoy offers the sponsors a text; null for never."
    )


class Party(Cell):
    """A party to the conflict whose consent the plan needs."""

    name: FilledText = Field(description="Name of the party.")
    gain: SignedNumber = Field(description="b: gain from the plan.")
    fighting: SignedNumber = Field(description="f: value of continued fighting at the start.")
    destruction: SignedNumber = Field(
        description="w: reduction of that value by the destruction of the city."
    )
    trust: UnitNumber = Field(description="t: weight of the guarantee.")
    patrons: dict[PatronKey, UnitNumber] = Field(
        default_factory=dict, description="h: influence of each patron."
    )
    state: str | None = Field(
        default=None,
        description="Code of the State whose forces these are: if it can block a text alone, an "
        "adopted text has its consent.",
    )


class Patron(Cell):
    """A patron of a party outside the Council. That of a member of the Council has no effect."""

    name: FilledText = Field(description="Name of the State.")
    stance: SignedNumber = Field(description="Its advice to its client on the plan.")
    pledge: UnitNumber = Field(description="What it pledges to the guarantee.")
